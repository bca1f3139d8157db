"""The own key of whoever acts, for what a person answers for: open already, or opened by its passphrase."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.keys import KeptKey, certifying, keep_person_key, kept_keys, open_person_key
from db.queries.signing_places import Signer, signer_of
from inspector.errors import Refused
from inspector.journal.person_key import CHANCE_BYTES, PersonKey
from inspector.words import N_, _
from ui.dialogs.ask_secret import AskSecret, ask_secret
from ui.session import Session

if TYPE_CHECKING:
    from db.connection import Reader

Then = Callable[[PersonKey], object]


class OwnKey(QObject):
    """``ask`` gives the key of whoever acts to ``then``, certified, and held for a quarter of an hour.

    Where there is none yet, it is made and kept on this device under a new passphrase.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: AskSecret | None = None
        session.actor_changed.connect(self.give_up)

    def ask(self, sentence: str, then: Then, over: QWidget | None = None) -> None:
        """Give the key to ``then``; ``sentence`` says what is about to be signed with it.

        The question stands over the dialog ``over``, where one is open.
        """
        self.give_up()
        actor, workspace = self._session.actor, self._session.workspace
        if actor is None:
            self._session.tell(Refused(N_("Choose who you are first, at the top right.")))
        elif key := self._session.unlocked.key_of(actor.person):
            then(key)
        else:

            def look(reader: "Reader") -> tuple[Signer, list[KeptKey]]:
                return signer_of(reader, actor.person), kept_keys(workspace.folder, actor.person)

            self._session.read(
                look, partial(self._open, sentence, then, over or self._window), key=(id(self), "key")
            )

    def give_up(self) -> None:
        """Close the question without an answer."""
        if self.dialog:
            self.dialog.reject()

    def _open(self, sentence: str, then: Then, over: QWidget, found: tuple[Signer, list[KeptKey]]) -> None:
        signer, kept = found
        title = _("Sign with your own key") if kept else _("Make your key and sign")
        if not kept:
            told = _("{name} has no certificate here yet. It is made now and kept on this device.")
            sentence = f"{sentence} {told.format(name=signer.name)}"
        dialog = ask_secret(
            over,
            title,
            sentence,
            _("Sign"),
            old=_("Passphrase") if kept else "",
            makes_new=not kept,
        )
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.answered.connect(partial(self._answer, dialog, signer, kept, then))

    def _answer(
        self, dialog: AskSecret, signer: Signer, kept: list[KeptKey], then: Then, old: str, new: str
    ) -> None:
        folder, now = self._session.workspace.folder, self._session.now()

        def key_of(_report: object) -> PersonKey:
            if kept:
                return open_person_key(kept[0], old)
            key = PersonKey.make(signer.name, signer.office, now, os.urandom(CHANCE_BYTES))
            keep_person_key(folder, signer.person, key, new)
            return key

        self._session.work(key_of, partial(self._hold, dialog, signer, then), dialog.say)

    def _hold(self, dialog: AskSecret, signer: Signer, then: Then, key: PersonKey) -> None:
        if self.dialog is not dialog:
            return
        self._session.unlocked.hold(signer.person, key)

        def go_on(_changes: Any = None) -> None:
            dialog.accept()
            then(key)

        if key.certificate_sha256 in signer.certificates:
            go_on()
        else:
            self._session.record([certifying(signer.person, key)], go_on, dialog.say)

    def _forget(self) -> None:
        self.dialog = None
