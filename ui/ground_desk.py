"""What is done with grids and people from the settings; each step is recorded for the grid that may grant."""

import os
from functools import partial

from PySide6.QtCore import QObject

from db.admitting import admit, admit_again
from db.changes import Changes, Kind
from db.connection import Reader
from db.queries.ground import GroundDuty, GroundGrid, GroundSheet, ground_sheet
from db.queries.rounds import person_of
from db.queries.settings import SettingsSheet, settings_sheet
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Event
from inspector.model.grid import Grid, GridAdded, GridChanged, GridEnded
from inspector.model.ground_steps import end_role, undo_grid
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.person import Person, PersonAdded, RoleGiven
from inspector.periods import long_day
from inspector.words import N_, _, in_language, spoken
from ui.dialogs.add_grid import AddGrid
from ui.dialogs.add_person import AddPerson
from ui.dialogs.end_grid import EndGrid
from ui.dialogs.give_role import EndRole, GiveRole
from ui.dialogs.ground import GroundDialog
from ui.import_desk import GRIDS, PEOPLE, ImportDesk
from ui.page import Page


class GroundDesk(QObject):
    """Opens the tree of grids over ``page`` and does what it asks for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.imports = ImportDesk(page)
        self.dialog: GroundDialog | None = None
        self.settings: SettingsSheet | None = None
        page.session.changed.connect(self._hear_of)

    def open(self) -> None:
        """Show the grids that whoever acts may change."""
        self.page.read(self._ask, self._show, key="ground")

    def by(self) -> Actor:
        """Who acts, for the grid that may grant."""
        actor, sheet = self.page.session.actor, self.settings
        return Actor(actor.person if actor else "", (sheet.grants_for if sheet else None) or "")

    def _ask(self, reader: Reader) -> tuple[SettingsSheet, GroundSheet] | None:
        session, actor = self.page.session, self.page.session.actor
        if actor is None:
            return None
        sheet = settings_sheet(reader, actor.person, actor.org, session.workspace.feed, session.now().day)
        return (sheet, ground_sheet(reader, sheet.grants_for)) if sheet.grants_for else None

    def _show(self, answer: tuple[SettingsSheet, GroundSheet] | None) -> None:
        if answer is None:
            self.page.session.tell(
                Refused(N_("Only the rectification office and township clerks add people and grids."))
            )
            return
        self.settings, ground = answer
        if self.dialog is None:
            self._make()
        if self.dialog:
            self.dialog.show_sheet(ground, self.page.session.now().day)

    def _make(self) -> None:
        dialog = GroundDialog(self.page.window())
        dialog.grid_changed.connect(self._change_grid)
        dialog.grid_asked.connect(self._ask_grid)
        dialog.person_asked.connect(self._ask_person)
        dialog.role_asked.connect(self._ask_role)
        dialog.ending_asked.connect(self._ask_end)
        dialog.grid_ending_asked.connect(self._ask_grid_end)
        dialog.grids_importing.connect(lambda: self.imports.open(GRIDS, self.by()))
        dialog.people_importing.connect(lambda: self.imports.open(PEOPLE, self.by()))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self, _result: int) -> None:
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None

    def _hear_of(self, changes: Changes) -> None:
        if self.dialog and changes.touch(Kind.GRID, Kind.PERSON, Kind.SITE, Kind.AUTHORITY):
            self.open()

    def _record(self, events: tuple[Event, ...], said: str, undo: tuple[Event, ...]) -> None:
        by, session = self.by(), self.page.session
        workspace, now = session.workspace, session.now()

        def tell(_changes: object) -> None:
            if undo:
                self.page.notice(
                    said, _("Undo"), lambda: session.write(lambda: workspace.record(undo, by, session.now()))
                )
            else:
                self.page.notice(said)

        session.write(lambda: workspace.record(events, by, now), tell)

    def _change_grid(self, changed: GridChanged, before: Grid) -> None:
        said = _("{name} is changed.", name=before.name)
        self._record((changed,), said, (undo_grid(before, changed),))

    def _ask_grid(self, above: str) -> None:
        if self.settings and self.dialog:
            dialog = AddGrid(self.settings.grounds, self._new_id, self.dialog)
            dialog.choose(above)
            dialog.written.connect(self._add_grid)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _add_grid(self, added: GridAdded) -> None:
        if self.dialog:
            self.dialog.chosen = GridId(added.subject)
        self._record((added,), _("{name} is added.", name=added.name), ())

    def _ask_grid_end(self, one: GroundGrid) -> None:
        if over := self.dialog:
            below = tuple(
                each.grid.name
                for each in over.sheet.grids
                if each.grid.parent == one.grid.id and each.grid.until is None
            )
            dialog = EndGrid(one, below, self.page.session.now().day, over)
            dialog.written.connect(partial(self._end_grid, one.grid.name))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _end_grid(self, name: str, ended: GridEnded) -> None:
        day = long_day(ended.on, in_language(spoken()))
        self._record((ended,), _("{name} ends on {day}.", name=name, day=day), ())

    def _ask_person(self, grid: str) -> None:
        if self.settings and self.dialog:
            dialog = AddPerson(self.settings.grounds, self.page.session.now().day, self._new_id, self.dialog)
            dialog.choose(grid)
            dialog.written.connect(partial(self._admit, dialog))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _admit(self, dialog: AddPerson, person: PersonAdded, role: RoleGiven, passphrase: str) -> None:
        session, by = self.page.session, self.by()
        workspace, now = session.workspace, session.now()

        def tell(_changes: object) -> None:
            dialog.accept()
            self.page.notice(_("{name} can be chosen at the top right now.", name=person.name))

        session.write(lambda: admit(workspace, person, role, by, now, passphrase), tell, dialog.say)

    def _ask_role(self, grid: str) -> None:
        sheet, over = self.settings, self.dialog
        if sheet and over:
            name = next(one.grid.name for one in over.sheet.grids if one.grid.id == grid)
            dialog = GiveRole(
                over.sheet.people,
                grid,
                name,
                self.page.session.now().day,
                over,
                needs_office_key=grid == sheet.grants_for,
            )
            dialog.written.connect(partial(self._give, dialog))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _give(self, dialog: GiveRole, role: RoleGiven, passphrase: str) -> None:
        session, by = self.page.session, self.by()
        workspace, now, name = session.workspace, session.now(), dialog.person.currentText()

        def tell(_changes: object) -> None:
            dialog.accept()
            self.page.notice(_("{name} has the role now.", name=name))

        session.write(lambda: admit_again(workspace, role, by, now, passphrase), tell, dialog.say)

    def _ask_end(self, one: GroundDuty) -> None:
        dialog = EndRole(one.name, one.duty.role, self.page.session.now().day, self.dialog)
        dialog.written.connect(lambda until: self._read_person(one, until))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _read_person(self, one: GroundDuty, until: object) -> None:
        self.page.read(
            lambda reader: person_of(reader, one.person), partial(self._end, one, until), key="ending"
        )

    def _end(self, one: GroundDuty, until: object, person: Person | None) -> None:
        duty = one.duty
        try:
            ended = end_role(person, duty.role, duty.grid, until) if person else None  # type: ignore[arg-type]
        except Refused as refusal:
            self.page.session.tell(refusal)
            return
        if ended:
            again = RoleGiven(
                subject=one.person, role=duty.role, grid=duty.grid, since=duty.since, card=duty.card
            )
            self._record((ended,), _("The role of {name} ends.", name=one.name), (again,))

    def _new_id(self) -> str:
        return uuid7(self.page.session.now().ts, os.urandom(RANDOM_BYTES))
