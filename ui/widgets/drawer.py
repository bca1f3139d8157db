"""A right side that stands beside the page where there is room, and slides over it where there is none."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PLAIN, IconButton
from ui.widgets.panel import fill

ROOM = 900
"""Width of the window below which the side is a drawer."""


class SidePanel(QWidget):
    """Holds ``main`` and ``side``; below ``ROOM`` the side hides until ``opener`` is pressed.

    Put ``opener`` where the page has its buttons; it is hidden while the side stands beside the page.
    """

    def __init__(
        self, main: QWidget, side: QWidget, title: str, *, width: int = 264, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._main = main
        self.side = side
        self._width = width
        self.drawer = QFrame(self)
        self.drawer.setObjectName("drawer")
        self.drawer.setAccessibleName(title)
        self._in_drawer = QVBoxLayout(self.drawer)
        closing = IconButton("x", _("Close"), self.close_drawer)
        fill(self._in_drawer, (), 0)
        self._in_drawer.addWidget(closing, 0, Qt.AlignmentFlag.AlignRight)
        self.drawer.hide()
        self.opener = IconButton("info", title, self.open_drawer, kind=PLAIN)
        self.opener.hide()
        self._beside = QHBoxLayout(self)
        fill(self._beside, (main, side), 12)
        self._beside.setStretch(0, 1)
        side.setFixedWidth(px(width))
        self.is_narrow = False

    def watch(self, window: QWidget) -> None:
        """Follow the width of ``window``; called once, when the page is first shown."""
        window.installEventFilter(self)
        self._fit(window.width())

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the window."""
        super().showEvent(event)
        self.watch(self.window())

    def open_drawer(self) -> None:
        """Slide the side over the page."""
        self._place()
        self.drawer.show()
        self.drawer.raise_()
        self.drawer.setFocus()

    def close_drawer(self) -> None:
        """Take the side away again."""
        self.drawer.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of a new width."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched.width())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawer at the right."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the drawer with Escape."""
        if event.key() == Qt.Key.Key_Escape and self.drawer.isVisible():
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def _fit(self, width: int) -> None:
        narrow = width < px(ROOM)
        if narrow == self.is_narrow:
            return
        self.is_narrow = narrow
        self.drawer.hide()
        (self._in_drawer if narrow else self._beside).addWidget(self.side)
        self.side.show()
        self.opener.setVisible(narrow)

    def _place(self) -> None:
        width = min(px(self._width) + px(12), self.width())
        self.drawer.setGeometry(self.width() - width, 0, width, self.height())
