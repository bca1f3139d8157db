"""A text of some length with the phrase book beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.phrase_book import Phrases
from inspector.words import _
from ui.widgets.finding_text import GrowingText
from ui.widgets.panel import XS, fill, row
from ui.widgets.phrase_button import PhraseButton
from ui.widgets.phrase_completer import PhraseCompleter


class CaseText(QWidget):
    """``kept`` and ``removed`` carry a phrase for the book of this device."""

    kept = Signal(str)
    removed = Signal(str)

    def __init__(self, name: str, hint: str, phrases: Phrases) -> None:
        super().__init__()
        self.field = GrowingText(name, hint)
        self.phrases = PhraseButton(phrases)
        self.completer = PhraseCompleter(self.field)
        self.setFocusProxy(self.field)
        fill(QVBoxLayout(self), (self.field, row(None, self.phrases)), XS)
        for offered in (self.phrases, self.completer):
            offered.chosen.connect(self._insert)
        self.phrases.kept.connect(self.kept)
        self.phrases.removed.connect(self.removed)
        self.field.textChanged.connect(self._offer)
        self.field.left.connect(self._leave)
        self._offer()

    @property
    def text(self) -> str:
        """What stands there."""
        return self.field.toPlainText()

    def show_phrases(self, phrases: Phrases) -> None:
        """Offer other phrases from now on."""
        self.phrases.phrases = phrases
        self._offer()

    def _leave(self) -> None:
        self.field.focusNextChild()

    def _offer(self) -> None:
        self.phrases.written = self.text
        self.completer.offer(self.phrases.phrases.all, "")

    def _insert(self, phrase: str) -> None:
        """Say ``phrase`` instead of its beginning, or after what was written."""
        written = self.text.strip()
        is_own = bool(written) and written.casefold() not in phrase.casefold()
        self.field.show_text(_("{first}; {second}", first=written, second=phrase) if is_own else phrase)
        self.field.setFocus()
