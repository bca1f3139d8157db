"""The settings (设置): who acts, the signature, the look, the workspace and its copies, the program."""

import os
import platform
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from PySide6 import __version__ as pyside
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.admitting import admit
from db.backup import Backup, back_up
from db.backup_plan import DAILY
from db.connection import Reader
from db.founding import authorise_again
from db.opening import DATABASE
from db.queries.settings import SettingsSheet, settings_sheet
from db.workspace import Actor
from inspector import __version__
from inspector.errors import Refused
from inspector.model.grid import GridAdded
from inspector.model.ids import uuid7
from inspector.model.person import PersonAdded, RoleGiven
from inspector.words import N_, _
from ui.background import Report
from ui.backup_desk import backups_of
from ui.checklist_desk import ChecklistDesk
from ui.dialogs.ask_secret import ask_secret
from ui.dialogs.pick import pick_folder
from ui.inbox_desk import InboxDesk
from ui.key_desk import ShownKey, newest_key
from ui.key_steps import KeySteps
from ui.page import Command, Page
from ui.preferences import WORKSPACE
from ui.rules_desk import RulesDesk
from ui.session import Session
from ui.theme import px
from ui.widgets.backup_panel import BackupPanel
from ui.widgets.lists_panel import ListsPanel
from ui.widgets.panel import L, M, Scroll, fill
from ui.widgets.settings_panels import (
    LookPanel,
    PeoplePanel,
    PersonPanel,
    ProgramPanel,
    SignaturePanel,
    WorkspacePanel,
)

if TYPE_CHECKING:  # loaded with the first look at the grids
    from ui.ground_desk import GroundDesk

SIDE_BY_SIDE = 820
NAME_BYTES = 10


class SettingsPage(Page):
    """What is chosen on this device, and the few things of the office that are done here."""

    NAME: ClassVar[str] = "settings"
    ABOUT: ClassVar[str] = N_(
        "Who acts here and with which certificate, how the window looks, where everything is kept, and "
        "copies of it. Nothing here needs to be set before the first patrol."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sheet: SettingsSheet | None = None
        self.person = PersonPanel()
        self.signature = SignaturePanel()
        self.people = PeoplePanel()
        self.look = LookPanel(session.preferences)
        self.workspace = WorkspacePanel(str(session.workspace.folder))
        self.backup = BackupPanel()
        self.backups = backups_of(session)
        self._show_backups()
        self.program = ProgramPanel(
            (
                (_("Version"), __version__),
                (_("Runs on"), f"Python {platform.python_version()} · Qt {pyside}"),
            ),
            _(
                "Grid Inspector is free under the Apache License 2.0. Fonts, icons and libraries have free "
                "licences of their own; NOTICE names them."
            ),
        )
        self.keys = KeySteps(self)
        self.ground: GroundDesk | None = None
        self.lists = ListsPanel()
        self.checklists = ChecklistDesk(self)
        self.inbox = InboxDesk(self)
        self.rules = RulesDesk(self)
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Ask who acts, for whom, and with which certificate."""
        actor, session, day = self.actor, self.session, self.session.now().day
        workspace = session.workspace

        def ask(reader: Reader) -> tuple[SettingsSheet, ShownKey | None]:
            sheet = settings_sheet(reader, actor.person, actor.org, workspace.feed, day)
            return sheet, newest_key(workspace.folder, actor.person) if actor.person else None

        self.read(ask, self._show, key="sheet")
        self.inbox.ask()
        self.rules.ask()

    def commands(self) -> list[Command]:
        """List what can be done here now."""
        return [
            Command(_("Back up now"), self.back_up_now),
            Command(_("Rehearse restoring"), self.backups.rehearse),
            Command(_("Open another workspace"), self.pick_other),
            Command(_("New person"), self.add_person),
            Command(_("New grid"), self.add_grid),
            Command(_("Grids and people…"), self.show_ground),
            Command(_("Checklists"), self.checklists.open),
            Command(_("Change the rules…"), self.rules.change),
            Command(_("Change patrols and week…"), self.rules.change_patrols),
        ]

    def add_person(self) -> None:
        """Ask for somebody new."""
        from ui.dialogs.add_person import AddPerson

        sheet = self.sheet
        if sheet and sheet.grants_for:
            dialog = AddPerson(sheet.grounds, self.session.now().day, self._new_id, self.window())
            by = Actor(self.actor.person, sheet.grants_for)
            dialog.written.connect(partial(self._admit, dialog, by))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def add_grid(self) -> None:
        """Ask for a new grid."""
        from ui.dialogs.add_grid import AddGrid

        sheet = self.sheet
        if sheet and sheet.grants_for:
            dialog = AddGrid(sheet.grounds, self._new_id, self.window())
            dialog.written.connect(partial(self._record_grid, Actor(self.actor.person, sheet.grants_for)))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def show_ground(self) -> None:
        """Show the tree of grids with its people, to be changed or taken in from a table."""
        from ui.ground_desk import GroundDesk

        if self.ground is None:
            self.ground = GroundDesk(self)
        self.ground.open()

    def entitle(self) -> None:
        """Ask for the office's passphrase and grant this device what its former key was granted."""
        dialog = ask_secret(
            self,
            _("Entitle this device"),
            _("With the office's passphrase this device may speak again; nothing that was recorded is lost."),
            _("Entitle it"),
            old=_("Passphrase of the office"),
        )
        workspace, actor, now = self.session.workspace, self.actor, self.session.now()

        def tell(_changes: object) -> None:
            dialog.accept()
            self.notice(_("This device is entitled."))

        dialog.answered.connect(
            lambda old, _new: self.session.write(
                lambda: authorise_again(workspace, old, actor, now), tell, dialog.say
            )
        )

    def pick_backup(self) -> None:
        """Let the folder be chosen in which a backup is made."""
        pick_folder(self, _("Choose where the backup is put"), Path.home(), self.back_up)

    def back_up(self, to: Path) -> None:
        """Copy the whole workspace into a new folder in ``to``."""
        workspace, now = self.session.workspace, self.session.now()

        def copy(report: Report) -> Backup:
            return back_up(workspace, to, now, report)

        self.work(copy, self._tell_backup, title=_("Backing up"))

    def pick_backup_folder(self) -> None:
        """Let the folder be chosen in which planned backups are made."""
        start = Path(self.backups.plan.folder or Path.home())
        pick_folder(self, _("Choose where the backup is put"), start, self.plan_backups_in)

    def plan_backups_in(self, folder: Path) -> None:
        """Make planned backups in ``folder``, every day unless something else was chosen."""
        plan = self.backups.plan
        every = plan.every if plan.folder else DAILY
        self.backups.decide(msgspec.structs.replace(plan, folder=str(folder), every=every))

    def back_up_now(self) -> None:
        """Make a backup where it is planned, or let the folder be chosen."""
        if self.backups.plan.folder:
            self.backups.back_up()
        else:
            self.pick_backup()

    def show_folder(self) -> None:
        """Show the workspace in the system's own program for files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.workspace.folder)))

    def pick_other(self) -> None:
        """Let another workspace be chosen, which is opened in the place of this one."""
        beside = self.session.workspace.folder.parent
        pick_folder(self, _("Open another workspace"), beside, self.open_other)

    def open_other(self, folder: Path) -> None:
        """Open another workspace in the place of this one, unless the folder holds none."""
        if (folder / DATABASE).is_file():
            self.session.preferences.keep(WORKSPACE, str(folder))
        else:
            self.session.tell(Refused(N_("{folder} holds no workspace."), folder=folder))

    def close_workspace(self) -> None:
        """Go back to the first page, where a new office can be started."""
        self.session.preferences.keep(WORKSPACE, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panels one below another where it is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= px(SIDE_BY_SIDE)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        fill(left, (self.person, self.signature, self.inbox.panel, self.people, self.rules.panel, None), M)
        fill(right, (self.look, self.rules.patrols, self.workspace, self.backup, self.program, None), M)
        self._columns = QHBoxLayout()
        fill(self._columns, (left, right), M, L)
        self._columns.setStretch(0, 1)
        self._columns.setStretch(1, 1)
        whole = QVBoxLayout()
        fill(whole, (self._columns, None), 0)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(whole),), 0)

    def _listen(self) -> None:
        self.people.person_asked.connect(self.add_person)
        self.people.grid_asked.connect(self.add_grid)
        self.people.ground_asked.connect(self.show_ground)
        self.lists.opening_asked.connect(self.checklists.open)
        self.signature.making_asked.connect(self.keys.make_certificate)
        self.signature.saving_asked.connect(self.keys.pick_place_of_copy)
        self.signature.taking_asked.connect(self.keys.pick_key_file)
        self.signature.changing_asked.connect(self.keys.change_passphrase)
        self.workspace.folder_asked.connect(self.show_folder)
        self.backup.backup_asked.connect(self.back_up_now)
        self.backup.folder_asked.connect(self.pick_backup_folder)
        self.backup.rehearsal_asked.connect(self.backups.rehearse)
        self.backup.decided.connect(self.backups.decide)
        self.backups.changed.connect(self._show_backups)
        self.workspace.other_asked.connect(self.pick_other)
        self.workspace.leaving_asked.connect(self.close_workspace)
        self.workspace.entitling_asked.connect(self.entitle)

    @property
    def actor(self) -> Actor:
        """Who acts; nobody is an actor without names."""
        return self.session.actor or Actor("", "")

    def _new_id(self) -> str:
        return uuid7(self.session.now().ts, os.urandom(NAME_BYTES))

    def _show(self, answer: tuple[SettingsSheet, ShownKey | None]) -> None:
        self.sheet, key = answer
        self.person.show_sheet(self.sheet)
        self.people.show_sheet(self.sheet)
        self.signature.show_key(key, self.sheet.certified)
        self.workspace.show_sheet(self.sheet)

    def _admit(self, dialog: Any, by: Actor, person: PersonAdded, role: RoleGiven, passphrase: str) -> None:
        workspace, now = self.session.workspace, self.session.now()

        def tell(_changes: object) -> None:
            dialog.accept()
            self.notice(_("{name} can be chosen at the top right now.", name=person.name))

        self.session.write(lambda: admit(workspace, person, role, by, now, passphrase), tell, dialog.say)

    def _record_grid(self, by: Actor, grid: GridAdded) -> None:
        workspace, now = self.session.workspace, self.session.now()
        self.session.write(
            lambda: workspace.record([grid], by, now),
            lambda _changes: self.notice(_("{name} is added.", name=grid.name)),
        )

    def _show_backups(self) -> None:
        desk = self.backups
        self.backup.show_plan(desk.plan, self.session.now(), desk.trouble, desk.rehearsed)

    def _tell_backup(self, made: Backup) -> None:
        self.backups.remember(made)
        self.notice(
            _(
                "Backed up and read back: {entries} entries, {files} files in {folder}.",
                entries=made.entries,
                files=made.files,
                folder=made.folder,
            )
        )
