"""Offers phrases under a text, asked for by key and never while an input method composes."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from inspector.words import _
from ui.theme import px

LEAST_WIDTH = 260


class PhraseCompleter(QCompleter):
    """Serves one ``text``: the down arrow in its last line, or Ctrl+Space, opens what fits the words there.

    ``chosen`` carries the phrase; whoever holds the text decides what becomes of the words before.
    """

    chosen = Signal(str)

    def __init__(self, text: QPlainTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self._phrases: tuple[str, ...] = ()
        self._proposed = ""
        self._is_composing = False
        self.list = QListView()
        self.list.setAccessibleName(_("Phrases"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setSpacing(px(2))
        self.setPopup(self.list)
        self.setModel(QStringListModel(self))
        self.setWidget(text)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.activated.connect(self.chosen.emit)
        text.installEventFilter(self)
        text.textChanged.connect(self._narrow)

    def offer(self, phrases: Iterable[str], proposed: str) -> None:
        """Offer ``phrases``; words that were only ``proposed`` narrow nothing."""
        self._phrases, self._proposed = tuple(phrases), proposed

    def open(self) -> None:
        """Show what fits the words; all of them where none does."""
        if self._is_composing or not self._phrases:
            return
        written = self._text.toPlainText().strip()
        self.setModel(QStringListModel(self._phrases, self))
        self.setCompletionPrefix("" if written == self._proposed else written)
        if not self.completionCount():
            self.setCompletionPrefix("")
        where = self._text.cursorRect()
        where.setWidth(min(max(self._text.width(), px(LEAST_WIDTH)), self._text.window().width()))
        where.moveLeft(0)
        self.complete(where)
        self.list.setCurrentIndex(self.completionModel().index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open by key, take a phrase with Enter, and give way to the input method."""
        if watched is self.list and isinstance(event, QKeyEvent) and _takes(event):
            self.list.hide()
            self.chosen.emit(self.list.currentIndex().data())
            return True
        if watched is self._text:
            if isinstance(event, QInputMethodEvent):
                self._is_composing = bool(event.preeditString())
                self.list.hide()
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._asks(event):
                self.open()
                return True
        return super().eventFilter(watched, event)

    def _asks(self, event: QKeyEvent) -> bool:
        if self.list.isVisible():
            return False
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Space:
            return is_control
        is_last_line = self._text.textCursor().blockNumber() == self._text.blockCount() - 1
        is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        return event.key() == Qt.Key.Key_Down and is_plain and is_last_line and bool(self._phrases)

    def _narrow(self) -> None:
        """Follow what is typed while the phrases are open."""
        if self.list.isVisible():
            self.setCompletionPrefix(self._text.toPlainText().strip())
            if self.completionCount():
                self.list.setCurrentIndex(self.completionModel().index(0, 0))
            else:
                self.list.hide()


def _takes(event: QKeyEvent) -> bool:
    """Say whether a key takes the phrase; asked of the text first, Enter would leave it."""
    keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
    return event.type() is QEvent.Type.KeyPress and event.key() in keys
