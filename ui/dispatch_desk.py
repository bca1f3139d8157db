"""The dispatch list (调度清单) over a page: read, noted upon, sent out to the units, printed, exported."""

from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from db.case_recording import office_rules
from db.changes import Changes, Kind
from db.connection import Reader
from db.dispatch_noting import keep_note
from db.feedback_sheets import SheetWish
from db.issued_reports import ReportWish
from db.queries.dispatch_list import DispatchRow, DispatchScope, dispatch_rows
from db.queries.feedback import SentSheet, missing_sheets, reminder, sent_sheets
from db.table_dispatch import dispatch_table
from db.workspace import Workspace
from inspector.errors import Spoken
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period
from inspector.reports.dispatch_paper import DISPATCH_TITLE, titled
from inspector.tables.writing import Form, write_list
from inspector.words import _, in_language, spoken
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.dispatch_list import DispatchList
from ui.dialogs.dispatch_note import DispatchNoteForm
from ui.dialogs.pick import save_file
from ui.feedback_desk import FeedbackDesk
from ui.form_draft import FormDraft
from ui.page import Page
from ui.report_outlets import ReportOutlets

Seen = tuple[tuple[DispatchRow, ...], tuple[SentSheet, ...]]
SHOWN = (Kind.TASK, Kind.FINDING, Kind.ORDER, Kind.FEEDBACK, Kind.UNIT_GROUP, Kind.PLAN)


class DispatchDesk(QObject):
    """Opens the list over ``page`` and does what it asks for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self._scope: DispatchScope | None = None
        self.dialog: DispatchList | None = None
        self.asking: DispatchNoteForm | None = None
        self.picker: QFileDialog | None = None
        self.sheets = FeedbackDesk(page)
        self.outlets = ReportOutlets(page)
        self._session.changed.connect(self._hear_of)
        self._session.actor_changed.connect(self.give_up)

    def open(self, grid: GridId, period: Period) -> None:
        """Show what is under dispatch on the ground of ``grid`` in ``period``."""
        if self.dialog or self._session.actor is None:
            return
        self._scope = DispatchScope(grid=grid, period=period)
        dialog = DispatchList(titled(period, in_language(spoken())), self._page.window())
        dialog.note_asked.connect(self.note)
        dialog.sheets_asked.connect(self.send)
        dialog.reminder_asked.connect(self.remind)
        dialog.paper_asked.connect(self.print_list)
        dialog.table_asked.connect(self.ask_where)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        self._ask()
        dialog.open()
        dialog.table.setFocus()

    def give_up(self) -> None:
        """Close what is open; what was typed is kept."""
        for dialog in (self.asking, self.dialog):
            if dialog:
                dialog.reject()

    def note(self, line: DispatchRow) -> None:
        """Ask for the difficulty and the next point of a line."""
        if self._scope:
            name = self._scope.period.name
            form = DispatchNoteForm(line, name, self._session.now().day, self.dialog)
            self.asking = form
            actor = self._session.actor
            key = f"dispatch/{name}/{line.key}/{actor.person if actor else ''}"
            draft = FormDraft(self._session, key, form)
            form.asked.connect(partial(self._keep, form, draft))
            form.finished.connect(self._forget_asking)
            form.open()

    def send(self) -> None:
        """Send a sheet to each unit about the lines that are wanted, and take in what comes back."""
        if self.dialog and self._scope:
            keys = tuple(line.key for line in self.dialog.wanted)
            actor, period, session = self._session.actor, self._scope.period, self._session

            def title(reader: Reader) -> str:
                org = actor.org if actor else ""
                return titled(
                    period, in_language(office_rules(session.workspace, reader, org).paper_language)
                )

            self._page.read(
                title,
                lambda said: self.sheets.open(SheetWish(title=said, period=period.name, keys=keys)),
                key="dispatch sheets",
            )

    def remind(self) -> None:
        """Put a text on the clipboard that names the units whose sheets are not back."""
        session, actor, scope = self._session, self._session.actor, self._scope
        if actor and scope:
            today = session.now().day

            def ask(reader: Reader) -> str:
                say = in_language(office_rules(session.workspace, reader, actor.org).paper_language)
                return reminder(missing_sheets(reader, actor.org, today, scope.period.name), today, say)

            self._page.read(ask, self._copy, key="dispatch reminder")

    def print_list(self) -> None:
        """Leave for the reports: what is open here would stand over them."""
        if scope := self._wanted():
            self.give_up()
            self._page.wanted.emit("reports", ReportWish(kind=ReportKind.DISPATCH_LIST, about=scope.about))

    def ask_where(self) -> None:
        """Ask where to write the table."""
        if self.dialog:
            folder = Path(self._session.preferences.text(FOLDER) or Path.home())
            file = folder / f"{self.dialog.windowTitle()}.xlsx"
            kinds = _("Excel workbook (*.xlsx)")
            self.picker = save_file(self.dialog, _("Export the dispatch list"), file, kinds, self.write_to)

    def write_to(self, to: Path) -> None:
        """Write the lines that are wanted as a workbook."""
        if scope := self._wanted():
            session = self._session
            session.preferences.keep(FOLDER, str(to.parent))
            self._page.work(
                partial(_written, session.workspace, scope, session.now().day, to),
                self._tell_written,
                title=_("Writing the dispatch list"),
            )

    def _wanted(self) -> DispatchScope | None:
        """Say which lines are wanted: all of a choice, or those that were selected."""
        if self.dialog is None or self._scope is None:
            return None
        dialog, scope = self.dialog, self._scope
        return DispatchScope(
            grid=scope.grid,
            period=scope.period,
            unit=dialog.unit.value(),
            state=dialog.state.value(),
            pace=dialog.pace.value(),
            keys=tuple(line.key for line in dialog.wanted) if dialog.only_selected.isChecked() else (),
        )

    def _keep(self, form: DispatchNoteForm, draft: FormDraft) -> None:
        actor, session = self._session.actor, self._session
        try:
            told = form.told()
        except Spoken as missing:
            form.say(missing)
            return
        if actor:
            act = partial(keep_note, session.workspace, told, actor, session.now(), finishes=draft.key)
            session.write(act, partial(self._tell_kept, form, draft), form.say)

    def _tell_kept(self, form: DispatchNoteForm, draft: FormDraft, _changes: Changes) -> None:
        draft.recorded()
        form.accept()
        self._page.notice(_("Recorded."))

    def _tell_written(self, to: Path) -> None:
        folder = partial(self.outlets.open_folder, to)
        self._page.notice(_("Written as {name}.", name=to.name), _("Open folder"), folder)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._page.notice(_("The reminder is on the clipboard."))

    def _ask(self) -> None:
        actor, scope, today = self._session.actor, self._scope, self._session.now().day
        if self.dialog and actor and scope:

            def look(reader: Reader) -> Seen:
                sheets = sent_sheets(reader, actor.org, today, scope.period.name)
                return dispatch_rows(reader, scope, today), sheets

            self._page.read(look, self._show, key="dispatch list")

    def _show(self, seen: Seen) -> None:
        if self.dialog:
            rows, sheets = seen
            self.dialog.show_rows(rows)
            self.dialog.show_sheets(sheets, self._session.now().day)

    def _hear_of(self, changes: Changes) -> None:
        if changes.touch(*SHOWN):
            self._ask()

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog:
            dialog.deleteLater()

    def _forget_asking(self) -> None:
        self.asking = None


def _written(workspace: Workspace, scope: DispatchScope, today: date, to: Path, _report: Report) -> Path:
    with closing(workspace.reader()) as reader:
        say = in_language(office_rules(workspace, reader, scope.grid).paper_language)
        columns, lines = dispatch_table(dispatch_rows(reader, scope, today), say)
    write_list(to, Form.XLSX, say(DISPATCH_TITLE), columns, lines)
    return to
