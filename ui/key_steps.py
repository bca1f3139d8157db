"""The steps around a person's key in the settings: making, taking in, saving, another passphrase."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.errors import Refused
from inspector.journal.authority import PersonCertified
from inspector.words import N_, _
from ui.dialogs.ask_secret import AskSecret, ask_secret
from ui.dialogs.pick import pick_file, save_file
from ui.key_desk import ShownKey, change_passphrase, make_key, save_copy, take_in

if TYPE_CHECKING:
    from ui.pages.settings import SettingsPage


class KeySteps(QObject):
    """Serves the settings page; each step opens its dialog, and what is said stands in it."""

    def __init__(self, page: "SettingsPage") -> None:
        super().__init__(page)
        self.page = page

    def make_certificate(self) -> None:
        """Ask for a passphrase and make a certificate for whoever acts."""
        sheet, actor, now = self.page.sheet, self.page.actor, self.page.session.now()
        if sheet is None or not actor.person:
            self.page.session.tell(Refused(N_("Choose who you are first, at the top right.")))
            return
        dialog = ask_secret(
            self.page,
            _("Make a certificate"),
            _("It is made out to {name} and kept here under a passphrase of your own.", name=sheet.name),
            _("Make it"),
            makes_new=True,
        )
        workspace = self.page.session.workspace
        dialog.answered.connect(
            lambda _old, new: self.page.work(
                lambda _report: make_key(workspace, actor, sheet.name, sheet.office_name, now, new),
                partial(self._certify, dialog),
                dialog.say,
            )
        )

    def pick_key_file(self) -> None:
        """Let a key file be chosen, then ask for its passphrase."""
        endings = f"{_('Key files')} (*.p12 *.pfx)"
        pick_file(self.page, _("Choose a key file"), Path.home(), endings, self.take_in)

    def take_in(self, file: Path) -> None:
        """Ask for the passphrase of a key file and keep it here."""
        actor, workspace = self.page.actor, self.page.session.workspace
        dialog = ask_secret(
            self.page,
            _("Take in a key file"),
            _("{file} stays under its own passphrase.", file=file.name),
            _("Take it in"),
            old=_("Passphrase"),
        )
        dialog.answered.connect(
            lambda old, _new: self.page.work(
                lambda _report: take_in(workspace, actor, file, old),
                partial(self._certify, dialog),
                dialog.say,
            )
        )

    def pick_place_of_copy(self) -> None:
        """Let the place of a copy of the key file be chosen."""
        if key := self.page.signature.key:
            name = Path.home() / f"{key.kept.name}.p12"
            endings = f"{_('Key files')} (*.p12)"
            save_file(self.page, _("Save a copy"), name, endings, partial(self.save_copy, key))

    def save_copy(self, key: ShownKey, to: Path) -> None:
        """Write the key file to a place of one's own."""
        self.page.work(
            lambda _report: save_copy(key.kept, to),
            lambda file: self.page.notice(
                _("Saved as {file}. Whoever has it and the passphrase signs as you.", file=file)
            ),
        )

    def change_passphrase(self) -> None:
        """Ask for the old passphrase and a new one."""
        key, workspace = self.page.signature.key, self.page.session.workspace
        if key is None:
            return
        dialog = ask_secret(
            self.page,
            _("Change the passphrase"),
            _("Copies saved before keep the old one."),
            _("Change it"),
            old=_("Passphrase until now"),
            makes_new=True,
        )

        def tell(_done: None) -> None:
            dialog.accept()
            self.page.session.unlocked.forget()
            self.page.notice(_("The passphrase is changed."))

        dialog.answered.connect(
            lambda old, new: self.page.work(
                lambda _report: change_passphrase(workspace, key.kept, old, new), tell, dialog.say
            )
        )

    def _certify(self, dialog: AskSecret, certified: PersonCertified) -> None:
        def tell(_changes: object) -> None:
            dialog.accept()
            self.page.notice(_("The certificate is kept here, and the office knows it."))

        self.page.record([certified], tell, dialog.say)
