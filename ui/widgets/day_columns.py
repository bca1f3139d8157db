"""How the day is laid out: three columns and a foot, with less of each where the window is small."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.due_panel import DuePanel
from ui.widgets.panel import Panel, fill
from ui.widgets.text import set_property

if TYPE_CHECKING:  # all but the list is loaded when the list is painted
    from ui.widgets.day_bar import DayBar
    from ui.widgets.day_middle import DayMiddle
    from ui.widgets.drawer import SidePanel
    from ui.widgets.site_panel import SitePanel

ROOMY, LOW = 1150, 430
"""Width from which all columns have their full width, height below which the foot is left away."""
WIDE, SLIM = 278, 236
"""Widths of the right column."""


class DayColumns(QWidget):
    """Holds the parts of the page; it moves them and knows nothing of what they say.

    The list is there from the beginning, ``side`` with the rest after ``complete``.
    """

    side: "SidePanel"

    def __init__(self, due: DuePanel) -> None:
        super().__init__()
        self._due = due
        self._rest: tuple[DayMiddle, SitePanel, DayBar] | None = None
        self._shares: Mapping[str, int] = {}
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part in (due, Panel()):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self._layout = QVBoxLayout(self)
        fill(self._layout, (self.splitter,), 12, 16)
        self._was_roomy: bool | None = None

    def complete(self, middle: "DayMiddle", site: "SitePanel", bar: "DayBar") -> None:
        """Lay out the other parts beside and below the list."""
        from ui.widgets.drawer import SidePanel

        widths = self.splitter.sizes()
        replaced = self.splitter.replaceWidget(1, middle)
        if replaced is not None:
            replaced.deleteLater()
        self.splitter.setStretchFactor(1, 1)
        middle.show()
        self.side = SidePanel(self.splitter, site, _("About this site"), width=WIDE)
        middle.form.head.buttons.addWidget(self.side.opener)
        self._layout.addWidget(self.side, 1)
        self._layout.addWidget(bar)
        self._rest = middle, site, bar
        bar.waiting_changed.connect(self._fit)
        self._fit()
        self._layout.activate()
        self.splitter.setSizes([widths[0], max(self.splitter.width() - widths[0], widths[0])])

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
        is_roomy = self.width() >= px(ROOMY)
        if self._was_roomy is None or (is_roomy is not self._was_roomy and not self._shares):
            due = self._shares.get("due", px(306 if is_roomy else 220))
            self.splitter.setSizes([due, max(self.splitter.width() - due, due)])
        self._was_roomy = is_roomy

    def _fit(self) -> None:
        is_roomy, is_low = self.width() >= px(ROOMY), self.height() < px(LOW)
        edge = px(8 if is_low else 16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        if self._rest:
            middle, site, bar = self._rest
            site.setFixedWidth(px(WIDE if is_roomy or self.side.is_narrow else SLIM))
            set_property(site, "panel", "false" if self.side.is_narrow else "true")
            bar.setVisible(not is_low or bar.is_waiting)
            self._due.show_finish(not bar.isVisibleTo(self))
            middle.form.show_compact(is_low)
