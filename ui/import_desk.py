"""Lists of an office taken in from the window: read, planned and saved beside it, recorded in pieces."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from db.changes import Changes, Kind
from db.connection import Reader
from db.table_cases import plan_cases
from db.table_grids import plan_grids
from db.table_ledger import plan_ledger
from db.table_memory import remember_columns, remembered_columns
from db.table_people import plan_people
from db.table_plan import ImportPlan, carry_out
from db.table_sites import plan_sites
from db.table_task_ledger import plan_tasks
from db.workspace import Actor
from inspector.errors import Refused, Spoken, Unreadable
from inspector.file_faults import why
from inspector.periods import Instant
from inspector.tables.complaint_fields import COMPLAINT_FIELDS
from inspector.tables.fields import GRID_FIELDS, PERSON_FIELDS, SITE_FIELDS, Fields
from inspector.tables.finding_fields import FINDING_FIELDS
from inspector.tables.mapping import ColumnMap, propose
from inspector.tables.reading import read_table
from inspector.tables.table import Cell, Table
from inspector.tables.task_fields import TASK_FIELDS
from inspector.tables.writing import Form, OutColumn, OutRow, write_list
from inspector.words import N_, _, plural, translate
from ui.background import Job, Report
from ui.dialogs.import_table import ImportTable
from ui.page import Page

NOT_READ = N_("{file} can't be read: {reason}.")
NOT_WRITTEN = N_("{file} can't be written: {reason}.")
KINDS = frozenset(
    {Kind.SITE, Kind.GRID, Kind.PERSON, Kind.AUTHORITY, Kind.COMPLAINT, Kind.FINDING, Kind.TASK}
)

Plan = Callable[[Reader, Table, ColumnMap, Actor, Instant, Callable[[int], bytes]], ImportPlan]


@dataclass(frozen=True, slots=True)
class Importable:
    """What can be taken in: its name, its title, what its table may hold."""

    name: str
    title: str
    about: str
    fields: Fields


SITES = Importable(
    "sites",
    N_("Import sites"),
    N_(
        "A list of sites with at least name and grid. Columns are recognised by their names; sites there are "
        "already are known by credit code, or by name and grid, and only what differs is changed."
    ),
    SITE_FIELDS,
)
GRIDS = Importable(
    "grids",
    N_("Import grids"),
    N_("The tree of grids: name, code, and the grid each belongs to. Parents may stand below children."),
    GRID_FIELDS,
)
PEOPLE = Importable(
    "people",
    N_("Import people"),
    N_("People with their roles: name, grid and role, one role a row; officers with their card number."),
    PERSON_FIELDS,
)


CASES = Importable(
    "complaints",
    N_("Import a batch of cases"),
    N_(
        "Cases sent down, one a row, with their number and what they are about. Cases there are already are "
        "known by batch and number; without a column for the batch it is called as the file is."
    ),
    COMPLAINT_FIELDS,
)


LEDGER = Importable(
    "findings",
    N_("Take over a ledger of findings"),
    N_(
        "A ledger of findings kept before, one a row. Findings that are here are known by their number; of "
        "what looks like one of the same site and day you decide whether it is the same."
    ),
    FINDING_FIELDS,
)
TASKS = Importable(
    "tasks",
    N_("Take over a ledger of tasks"),
    N_(
        "A ledger of rectification tasks kept before, one a row. Tasks that are here are known by their "
        "words in their plan; what the old ledger says is done is kept as closed before, not closed off here."
    ),
    TASK_FIELDS,
)


def fitting(file: Path, *kinds: Importable) -> Importable:
    """Give which of ``kinds`` knows most columns of ``file``; the first where it can't be read."""
    try:
        table = read_table(file)
    except (Spoken, OSError):
        return kinds[0]  # the dialog says what is wrong with it
    return max(kinds, key=lambda kind: len(propose(table, kind.fields).columns))


class ImportDesk(QObject):
    """Opens the dialog over ``page`` and does what it asks for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.dialog: ImportTable | None = None
        self._job: Job | None = None

    def open(self, what: Importable, by: Actor, file: Path | None = None) -> ImportTable:
        """Ask for a table of ``what`` that ``by`` takes in; begin with ``file`` where it was dropped."""
        dialog = ImportTable(_(what.title), _(what.about), what.fields, self.page.window())
        self.dialog = dialog
        dialog.picked.connect(partial(self._read, dialog, what))
        dialog.mapped.connect(partial(self._plan, dialog, what, by))
        dialog.taking_asked.connect(partial(self._take, dialog, what, by))
        dialog.saving_asked.connect(partial(self._save, dialog))
        dialog.stop_asked.connect(self._stop)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        if file:
            dialog.take(file)
        return dialog

    def _read(self, dialog: ImportTable, what: Importable, file: Path, sheet: str) -> None:
        workspace = self.page.session.workspace

        def read(_report: Report) -> tuple[Table, ColumnMap]:
            try:
                table = read_table(file, sheet)
            except OSError as error:
                raise Unreadable(NOT_READ, file=file.name, reason=why(error)) from error
            with closing(workspace.reader()) as reader:
                return table, propose(table, what.fields, remembered_columns(reader, what.name, table))

        self._job = self.page.work(read, lambda answer: dialog.show_table(*answer), dialog.say)

    def _plan(self, dialog: ImportTable, what: Importable, by: Actor, columns: ColumnMap) -> None:
        table, workspace, now = dialog.table, self.page.session.workspace, self.page.session.now()
        plans: dict[str, Plan] = {
            "sites": plan_sites,
            "grids": plan_grids,
            "people": partial(plan_people, feed=workspace.feed, age_key=workspace.age_recipient),
            "complaints": partial(plan_cases, feed=workspace.feed),
            "findings": partial(plan_ledger, feed=workspace.feed),
            "tasks": plan_tasks,
        }

        def plan(_report: Report) -> ImportPlan:
            assert table is not None, "the columns of a table are in sight"  # noqa: S101 - tells mypy so
            with closing(workspace.reader()) as reader:
                return plans[what.name](reader, table, columns, by, now, os.urandom)

        self._job = self.page.work(plan, dialog.show_plan, dialog.say)

    def _take(self, dialog: ImportTable, what: Importable, by: Actor, plan: ImportPlan) -> None:
        session, table, columns = self.page.session, dialog.table, dialog.columns.columns
        workspace, now = session.workspace, session.now()

        def take(report: Report) -> Changes:
            changes = carry_out(workspace, plan, by, now, report)
            if table:
                remember_columns(workspace, what.name, table, columns)
            return changes

        job = session.write_in_pieces(
            take,
            lambda changes: changes,
            lambda _changes: dialog.show_done(*_told(plan)),
            dialog.say,
            title=_(what.title),
        )
        job.progressed.connect(dialog.show_progress)
        job.finished.connect(partial(self._end, dialog, job))
        self._job = job

    def _end(self, dialog: ImportTable, job: Job) -> None:
        """Say what a stop left: the pieces that were recorded stay."""
        if job.is_cancelled:
            self.page.session.changed.emit(Changes(KINDS))
            self.page.notice(
                _("Stopped. What was taken in stays; the same table again goes on from there."), tone="amber"
            )
        if self._job is job:
            self._job = None

    def _stop(self) -> None:
        if self._job:
            self._job.cancel()
            self._job = None

    def _save(self, dialog: ImportTable, to: Path) -> None:
        """Write the rows that are left out as they came, each with its reason, to be put right there."""
        table, plan = dialog.table, dialog.rows.decided_plan

        def save(_report: Report) -> int:
            assert table is not None, "a plan is of a table"  # noqa: S101 - tells mypy so
            assert plan is not None, "rows of a plan are saved"  # noqa: S101 - as above
            reasons = {one.row: translate(one.sentence) for one in plan.left_out}
            columns = [OutColumn(name, name, code=True) for name in (*table.columns, _("Reason"))]
            width = len(table.columns)
            rows = [
                OutRow((*(_text(row.cell(at)) for at in range(width)), reasons[row.number]))
                for row in table.rows
                if row.number in reasons
            ]
            try:
                return write_list(to, Form.XLSX, _("Left out"), columns, rows)
            except OSError as error:
                raise Refused(NOT_WRITTEN, file=to.name, reason=why(error)) from error

        self.page.work(
            save,
            lambda count: self.page.notice(
                plural("{n} row written to {file}.", "{n} rows written to {file}.", count, file=to.name)
            ),
            dialog.say,
        )


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _told(plan: ImportPlan) -> tuple[str, str]:
    """Say what was done, and what was not."""
    done = _("Taken in: {added} new, {changed} changed.", added=len(plan.added), changed=len(plan.changed))
    left = [
        _("{n} unchanged", n=plan.unchanged) if plan.unchanged else "",
        plural("{n} row left out", "{n} rows left out", len(plan.left_out)) if plan.left_out else "",
    ]
    return done, " · ".join(one for one in left if one)
