"""A field for a short text that grows with it; Enter leaves it, Shift+Enter breaks the line."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.given_files import is_welcome
from ui.theme import px

MOST_LINES = 6


class GrowingText(QPlainTextEdit):
    """Plain text of one to six lines; ``left`` follows Enter, after which the next thing takes the keys.

    ``files_given`` carries what was pasted or dropped where that is files or a picture: names of files are no
    text.
    """

    left = Signal()
    files_given = Signal(object)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._grow)
        self._grow()

    def show_text(self, text: str) -> None:
        """Show ``text`` where it differs, without moving the cursor otherwise."""
        if text != self.toPlainText():
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        """Be as high as the lines."""
        return QSize(px(160), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Enter."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, given: QMimeData) -> bool:
        """Take text, files and pictures."""
        return is_welcome(given) or super().canInsertFromMimeData(given)

    def insertFromMimeData(self, given: QMimeData) -> None:
        """Put text in; hand files and pictures on."""
        if is_welcome(given):
            self.files_given.emit(given)
        else:
            super().insertFromMimeData(given)

    def resizeEvent(self, event: object) -> None:
        """Wrap anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._grow()

    def _grow(self) -> None:
        needed = int(self.document().size().height())
        lines = max(1, min(MOST_LINES, needed))
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bars.ScrollBarAsNeeded if needed > MOST_LINES else bars.ScrollBarAlwaysOff
        )
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + px(16))
