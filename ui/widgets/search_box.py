"""A field to find rows by letters; it asks when the typing rests."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.theme import look, px

PAUSE = 200


class SearchBox(QLineEdit):
    """``asked`` carries the letters once they rest; Escape empties it."""

    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show ``name`` until something is typed."""
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(px(120))
        self.setMaximumWidth(px(260))
        self._lens = QAction(icon("search", "soft", 16), "", self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        look().changed.connect(self._tint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(self._wait)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty with Escape, ask at once with Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            self.asked.emit(self.text().strip())
        else:
            super().keyPressEvent(event)

    def write(self, text: str) -> None:
        """Show other letters without asking for them."""
        self.setText(text)
        self._pause.stop()

    def _wait(self) -> None:
        self._pause.start()

    def _tint(self) -> None:
        self._lens.setIcon(icon("search", "soft", 16))
