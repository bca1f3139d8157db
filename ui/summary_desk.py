"""Freezing a summary with the own key, deciding about one that somebody else froze, and correcting it."""

import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from db.changes import Changes
from db.summary_freezing import decide_summary, freeze_summary
from db.workspace import Actor
from inspector.journal.person_key import PersonKey
from inspector.model.ids import GridId, SummaryId
from inspector.model.period import Period
from inspector.model.summary import Texts
from inspector.periods import Instant
from inspector.words import _, in_language, spoken
from ui.dialogs.close_off_words import CloseOffWords
from ui.own_key import OwnKey
from ui.page import Page

Act = Callable[[Actor, Instant, PersonKey], Changes]


class SummaryDesk(QObject):
    """Serves a page of a period; whatever is done is signed with the own key of whoever acts."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.key = OwnKey(self._session, page)
        self.asking: CloseOffWords | None = None

    def freeze(self, grid: GridId, period: Period, texts: Texts, draft: str) -> None:
        """Freeze the numbers of ``period``; the draft of its texts goes with it."""
        sentence = _("The numbers of {period} are frozen.", period=period.title(in_language(spoken())))
        self._record(sentence, partial(self._freeze, grid, period, texts, draft, None, ""))

    def correct(self, grid: GridId, period: Period, texts: Texts, draft: str, old: SummaryId) -> None:
        """Ask what changed, and freeze the numbers as they are now in the place of ``old``."""
        asking = self._words(
            _("Issue a correction"),
            _("The numbers are frozen anew. What was frozen before stays and says that it was corrected."),
            _("What changed"),
            _("Correct and sign"),
        )
        asking.told.connect(
            lambda reason, _day, _choice: self._record(
                _("The correction takes the place of what was frozen before."),
                partial(self._freeze, grid, period, texts, draft, old, reason),
                asking,
            )
        )

    def decide(self, summary: SummaryId, verdict: str) -> None:
        """Say that it was looked through (``review``), or that it may go out (``approve``)."""
        sentence = {
            "review": _("You looked the summary through."),
            "approve": _("You approve the summary; it may go out."),
        }[verdict]
        self._record(sentence, partial(self._decide, summary, verdict, ""))

    def send_back(self, summary: SummaryId) -> None:
        """Ask what is to be changed, and send it back."""
        asking = self._words(
            _("Send back"),
            _("Whoever froze it sees the reason; a correction takes its place."),
            _("What is to be changed"),
            _("Send back and sign"),
        )
        asking.told.connect(
            lambda reason, _day, _choice: self._record(
                _("The summary is sent back."), partial(self._decide, summary, "send_back", reason), asking
            )
        )

    def _words(self, title: str, sentence: str, words: str, action: str) -> CloseOffWords:
        today = self._session.now().day
        asking = CloseOffWords(title, sentence, words, action, today=today, parent=self._page)
        asking.finished.connect(self._forget)
        asking.finished.connect(asking.deleteLater)
        self.asking = asking
        asking.open()
        return asking

    def _forget(self) -> None:
        self.asking = None

    def _record(self, sentence: str, act: Act, asking: CloseOffWords | None = None) -> None:
        """Ask for the key and record with it; ``asking`` stays open until that is done."""
        if asking:
            asking.setEnabled(True)
        self.key.ask(sentence, partial(self._record_with, act, asking), asking)

    def _record_with(self, act: Act, asking: CloseOffWords | None, key: PersonKey) -> None:
        actor, now = self._session.actor, self._session.now()
        assert actor  # noqa: S101 - who has a key acts
        self._session.write(
            lambda: act(actor, now, key),
            lambda _changes: asking.accept() if asking else None,
            asking.say if asking else None,
        )

    def _freeze(
        self,
        grid: GridId,
        period: Period,
        texts: Texts,
        draft: str,
        old: SummaryId | None,
        reason: str,
        by: Actor,
        at: Instant,
        key: PersonKey,
    ) -> Changes:
        _summary, changes = freeze_summary(
            self._session.workspace,
            grid,
            period,
            texts,
            by,
            at,
            key,
            os.urandom,
            corrects=old,
            reason=reason,
            finishes=draft,
        )
        return changes

    def _decide(
        self, summary: SummaryId, verdict: str, note: str, by: Actor, at: Instant, key: PersonKey
    ) -> Changes:
        return decide_summary(self._session.workspace, summary, verdict, note, by, at, key)
