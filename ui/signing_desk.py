"""How a report comes to be signed: the question, the key, the certificate, the signature, step by step."""

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.keys import KeptKey, certifying, keep_person_key, open_person_key
from db.queries.reports import ReportRow
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import CHANCE_BYTES, PersonKey
from inspector.words import N_
from ui.dialogs.signing import SigningDialog
from ui.report_making import SigningQuestion, sign_here, signing_question
from ui.session import Session

if TYPE_CHECKING:
    from db.changes import Changes


@dataclass(frozen=True, slots=True)
class _Asked:
    """One signature on its way: who gives it, and everything it depends on."""

    actor: Actor
    question: SigningQuestion


class SigningDesk(QObject):
    """Leads one person through one signature at a time; ``signed`` carries the report's subject.

    The key is opened in the lane of work, the certificate recorded before its first signature, and the report
    signed and recorded in the lane of writes, where records come one after another.
    """

    signed = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: SigningDialog | None = None
        self._asked: _Asked | None = None
        session.actor_changed.connect(self.give_up)
        session.unlocked.forgotten.connect(self._ask_again)

    def begin(self, report: ReportRow) -> None:
        """Ask whoever acts now to sign ``report``."""
        self.give_up()
        actor = self._session.actor
        if actor is None:
            self._session.tell(Refused(N_("Choose who you are first, at the top right.")))
            return
        asked = partial(signing_question, self._session.workspace, report, actor, self._session.now())
        self._session.read(asked, partial(self._ask, actor), key=(id(self), "question"))

    def give_up(self) -> None:
        """Close the dialog without signing."""
        if self.dialog:
            self.dialog.reject()

    def _ask(self, actor: Actor, question: SigningQuestion) -> None:
        if actor != self._session.actor:
            return
        if not question.place.field:
            self._session.tell(Refused(question.place.why_not))
            return
        self._asked = asked = _Asked(actor, question)
        dialog = SigningDialog(question, self._session.unlocked.until(actor.person), self._window)
        dialog.unlocking_asked.connect(partial(self._unlock, asked))
        dialog.making_asked.connect(partial(self._make, asked))
        dialog.signing_asked.connect(partial(self._sign_with_open_key, asked))
        dialog.locking_asked.connect(self._session.unlocked.forget)
        dialog.finished.connect(self._close)
        self.dialog = dialog
        dialog.open()

    def _unlock(self, asked: _Asked, kept: KeptKey, passphrase: str) -> None:
        self._session.work(
            lambda _report: open_person_key(kept, passphrase), partial(self._hold, asked), self._say
        )

    def _make(self, asked: _Asked, passphrase: str) -> None:
        folder, now = self._session.workspace.folder, self._session.now()
        signer = asked.question.signer

        def make(_report: object) -> PersonKey:
            key = PersonKey.make(signer.name, signer.office, now, os.urandom(CHANCE_BYTES))
            keep_person_key(folder, signer.person, key, passphrase)
            return key

        self._session.work(make, partial(self._hold, asked), self._say)

    def _hold(self, asked: _Asked, key: PersonKey) -> None:
        if self.dialog is None:
            return
        self._session.unlocked.hold(asked.actor.person, key)
        if key.certificate_sha256 in asked.question.signer.certificates:
            self._sign(asked, key)
        else:
            known = certifying(asked.actor.person, key)
            self._session.record([known], partial(self._sign, asked, key), self._say)

    def _sign_with_open_key(self, asked: _Asked) -> None:
        """Sign; a key that is too old is forgotten by being asked for."""
        if key := self._session.unlocked.key_of(asked.actor.person):
            self._sign(asked, key)

    def _ask_again(self) -> None:
        """Ask for the passphrase where the dialog counts on a key that was forgotten."""
        asked = self._asked
        if asked and asked.actor == self._session.actor and self.dialog and self.dialog.has_open_key:
            self.begin(asked.question.report)

    def _sign(self, asked: _Asked, key: PersonKey, _certified: "Changes | None" = None) -> None:
        if self.dialog is None:
            return
        subject, field = asked.question.report.subject, asked.question.place.field
        self._session.write(
            partial(
                sign_here, self._session.workspace, subject, key, asked.actor, self._session.now(), field
            ),
            partial(self._tell_signed, subject),
            self._say,
        )

    def _tell_signed(self, subject: str, _changes: "Changes") -> None:
        if self.dialog:
            self.dialog.accept()
        self.signed.emit(subject)

    def _say(self, error: BaseException) -> None:
        if self.dialog and isinstance(error, Spoken):
            self.dialog.say_error(error)
        else:
            self.give_up()
            self._session.tell(error)

    def _close(self) -> None:
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None
