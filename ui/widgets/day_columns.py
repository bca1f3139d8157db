"""How the day is laid out: three columns and a foot, with less of each where the window is small."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.day_bar import DayBar
from ui.widgets.day_middle import DayMiddle
from ui.widgets.drawer import SidePanel
from ui.widgets.due_panel import DuePanel
from ui.widgets.panel import fill
from ui.widgets.site_panel import SitePanel
from ui.widgets.text import set_property

ROOMY, LOW = 1150, 430
"""Width from which all columns have their full width, height below which the foot is left away."""
WIDE, SLIM = 278, 236
"""Widths of the right column."""


class DayColumns(QWidget):
    """Holds the parts of the page; it moves them and knows nothing of what they say."""

    def __init__(self, due: DuePanel, middle: DayMiddle, site: SitePanel, bar: DayBar) -> None:
        super().__init__()
        self._due = due
        self._middle = middle
        self._site = site
        self._bar = bar
        self._shares: Mapping[str, int] = {}
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part in (due, middle):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.side = SidePanel(self.splitter, site, _("About this site"), width=WIDE)
        middle.form.head.buttons.addWidget(self.side.opener)
        self._layout = QVBoxLayout(self)
        fill(self._layout, (self.side, bar), 12, 16)
        self._layout.setStretch(0, 1)
        self._is_placed = False
        bar.waiting_changed.connect(self._fit)

    @property
    def shares(self) -> dict[str, int]:
        """The widths of the columns a person may drag."""
        return dict(zip(("due", "stop"), self.splitter.sizes(), strict=True))

    def restore(self, shares: Mapping[str, int]) -> None:
        """Take the widths of last time."""
        self._shares = shares

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts to the room there is."""
        super().resizeEvent(event)
        self._fit()
        if not self._is_placed:
            self._is_placed = True
            due = self._shares.get("due", px(290 if self.width() >= px(ROOMY) else 220))
            self.splitter.setSizes([due, max(self.splitter.width() - due, due)])

    def _fit(self) -> None:
        is_roomy, is_low = self.width() >= px(ROOMY), self.height() < px(LOW)
        self._site.setFixedWidth(px(WIDE if is_roomy or self.side.is_narrow else SLIM))
        set_property(self._site, "panel", "false" if self.side.is_narrow else "true")
        self._bar.setVisible(not is_low or self._bar.is_waiting)
        self._due.show_finish(not self._bar.isVisibleTo(self))
        self._middle.form.show_compact(is_low)
        edge = px(8 if is_low else 16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
