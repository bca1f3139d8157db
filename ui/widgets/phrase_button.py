"""The phrase book beside a text: own phrases, which are added and removed here, recent and shipped ones."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from db.phrase_book import LONGEST, Phrases
from inspector.words import _
from ui.widgets.buttons import QUIET, Button

LONGEST_LINE = 40


class PhraseButton(Button):
    """``chosen`` carries a phrase to insert, ``kept`` words to keep as one, ``removed`` one to take out."""

    chosen = Signal(str)
    kept = Signal(str)
    removed = Signal(str)

    def __init__(self, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(_("Phrases"), kind=QUIET, icon="chevron-down", parent=parent)
        self.setToolTip(_("Key ↓ or Ctrl+Space in the text: offers what fits the words there"))
        self.phrases = phrases
        self.written = ""
        """What stands in the text beside it, which can be kept as a phrase."""
        menu = QMenu(self)
        self.removing = QMenu(_("Take out a phrase"), menu)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for title, phrases in (
            (_("Own phrases"), self.phrases.own),
            (_("Written lately"), self.phrases.recent),
            (_("Often found at such sites"), self.phrases.shipped),
        ):
            if phrases:
                menu.addSeparator()
                menu.addAction(title).setEnabled(False)
                self._offer(menu, phrases, self.chosen)
        menu.addSeparator()
        words = self.written.strip()
        keeping = menu.addAction(_("Keep these words as a phrase"), partial(self.kept.emit, words))
        keeping.setEnabled(bool(words) and len(words) <= LONGEST and words not in self.phrases.own)
        menu.addMenu(self.removing)
        self.removing.clear()
        self.removing.setEnabled(bool(self.phrases.own))
        self._offer(self.removing, self.phrases.own, self.removed)

    def _offer(self, menu: QMenu, phrases: Iterable[str], signal: object) -> None:
        for phrase in phrases:
            short = phrase if len(phrase) <= LONGEST_LINE else f"{phrase[:LONGEST_LINE]}…"
            menu.addAction(short.replace("&", "&&"), partial(signal.emit, phrase))  # type: ignore[attr-defined]
