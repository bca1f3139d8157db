"""A list and what is chosen in it: side by side where there is room, one after the other where not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from inspector.words import _
from ui.preferences import Preferences
from ui.theme import px
from ui.widgets.buttons import IconButton
from ui.widgets.panel import fill

ROOM = 780
"""Width below which only one of the two is in sight."""


class TwoPanes(QWidget):
    """Holds ``left`` and ``right`` with a splitter that comes back under ``name``.

    Put ``back`` where the right one has its title; it is hidden while both are in sight.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        name: str,
        preferences: Preferences,
        *,
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        """``width`` is how wide the left one is until somebody moves the splitter."""
        super().__init__(parent)
        self.left, self.right = left, right
        self._name = name
        self._preferences = preferences
        self._shows_right = False
        self.is_single = False
        self.back = IconButton("chevron-left", _("Back to the list"), self.show_left)
        self.back.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part in (left, right):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        kept = preferences.widths(name).get("left", width)
        self.splitter.setSizes([px(kept), px(max(width, ROOM - kept))])
        fill(QHBoxLayout(self), (self.splitter,), 0)

    def show_right(self) -> None:
        """Bring the right one into sight."""
        self._shows_right = True
        self._arrange()

    def show_left(self) -> None:
        """Bring the left one back into sight, with the focus."""
        self._shows_right = False
        self._arrange()
        self.left.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both where there is room."""
        super().resizeEvent(event)
        self.is_single = self.width() < px(ROOM)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep where the splitter stands, as at a zoom of 100 %."""
        super().hideEvent(event)
        if not self.is_single:
            width = round(self.splitter.sizes()[0] * 100 / px(100))
            self._preferences.keep(self._name, {"left": width})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape where only one is in sight."""
        if event.key() == Qt.Key.Key_Escape and self.is_single and self._shows_right:
            self.show_left()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.left.setVisible(not (self.is_single and self._shows_right))
        self.right.setVisible(not self.is_single or self._shows_right)
        self.back.setVisible(self.is_single)
