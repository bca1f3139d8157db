"""Keeps the phrases of this device as they are added and taken out at a finding's text."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from db.phrase_book import add_phrase, remove_phrase
from db.workspace import Workspace
from inspector.words import _
from ui.page import Page
from ui.widgets.stop_form import StopForm


class PhraseDesk(QObject):
    """Serves the findings of ``form`` on ``page``."""

    def __init__(self, page: Page, workspace: Workspace, form: StopForm) -> None:
        super().__init__(page)
        self._page, self._workspace, self._form = page, workspace, form
        form.findings.phrase_kept.connect(self.keep)
        form.findings.phrase_removed.connect(self.remove)

    def keep(self, phrase: str) -> None:
        """Keep ``phrase`` in the book of this device."""
        self._write(partial(add_phrase, self._workspace, phrase), _("Kept as a phrase."), self.remove, phrase)

    def remove(self, phrase: str) -> None:
        """Take ``phrase`` out of the book of this device."""
        said = _("“{phrase}” was taken out of the phrases.", phrase=phrase)
        self._write(partial(remove_phrase, self._workspace, phrase), said, self.keep, phrase)

    def _write(
        self,
        change: Callable[[], tuple[str, ...]],
        said: str,
        undo: Callable[[str], None],
        phrase: str,
    ) -> None:
        own: list[tuple[str, ...]] = []

        def act() -> None:
            own.append(change())  # no change of the journal that pages would hear of

        def tell(_nothing: None) -> None:
            self._form.show_phrases(own[0])
            self._page.notice(said, _("Undo"), partial(undo, phrase))

        self._page.session.write(act, tell)
