"""What is done less often on the reports page: a visit's report, a layout, a file to sign, a whole period."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QStandardPaths, Signal
from PySide6.QtGui import QCursor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMenu

from db.changes import Changes, Kind
from db.connection import Reader
from db.disk import full_disk_in_words
from db.queries.issuing import ReportedStop, stops_of
from db.queries.reports import PATROL, ReportRow
from db.queries.signing_places import own_certificate_place
from db.received_reports import sign_as_inspected_party
from db.report_export import Export, Exported, export_reports, find_reports, reports_between
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.issued_report import ReportKind
from inspector.periods import Instant
from inspector.reports.official_paper import PHOTOS_PER_PAGE
from inspector.words import N_, _, plural
from ui.background import Report
from ui.dialogs.ask_secret import AskSecret, ask_secret
from ui.dialogs.export_period import ExportPeriod
from ui.dialogs.pick import pick_file, pick_folder
from ui.issue_desk import IssueDesk
from ui.page import Command, Page
from ui.report_making import lay_out_here
from ui.report_outlets import ReportOutlets
from ui.report_printing import print_reports
from ui.report_taking import take_in_to_sign
from ui.side_work import SideWork


class ReportMenu(QObject):
    """Offers and does it for a page; ``row`` gives the report in sight.

    ``laid_out`` comes when a report was built anew, ``to_sign`` with a report somebody handed over.
    """

    laid_out = Signal(str)
    to_sign = Signal(str)

    def __init__(self, page: Page, outlets: ReportOutlets, row: Callable[[], ReportRow | None]) -> None:
        super().__init__(page)
        self._page = page
        self._outlets = outlets
        self._row = row
        self.desk = IssueDesk(page.session, page)
        self.menu: QMenu | None = None
        self.dialog: ExportPeriod | None = None

    def commands(self) -> tuple[Command, ...]:
        """List what can be done with the report in sight, and without one."""
        row = self._row()
        always = (
            Command(_("Sign a file…"), self.ask_for_file),
            Command(_("Reports of a period…"), self.ask_for_period, "Ctrl+Shift+E"),
        )
        if row is None:
            return always
        own = (
            (Command(_("The inspected party signs…"), self.ask_for_certificate),)
            if own_certificate_place(row).field
            else ()
        )
        visits = (Command(_("Report of a visit…"), self.ask_for_visit),) if row.kind == PATROL else ()
        return (*visits, *own, *always)

    def offer(self) -> None:
        """Show the menu where the pointer is."""
        menu = self._menu()
        for command in self.commands():
            menu.addAction(command.text).triggered.connect(command.act)
        layouts = menu.addMenu(_("Photos on a page"))
        row = self._row()
        layouts.setEnabled(bool(row and row.made_here and not (row.signed or row.scans)))
        for number in PHOTOS_PER_PAGE:
            layouts.addAction(f"{number}").triggered.connect(partial(self.lay_out, number))
        menu.popup(QCursor.pos())

    def ask_for_visit(self) -> None:
        """Let one of the stops of the patrol in sight be chosen."""
        if row := self._row():
            self._page.read(partial(_stops, row.subject), self._offer_stops, key="stops")

    def lay_out(self, per_page: int, _checked: object = None) -> None:
        """Build the report in sight anew with so many photos on a page."""
        row, session = self._row(), self._page.session
        if row:
            self._page.work(
                partial(lay_out_here, session.workspace, session.side_work, row, per_page),
                lambda _nothing: self.laid_out.emit(row.subject),
                title=_("Building the report"),
            )

    def ask_for_file(self) -> None:
        """Let a PDF be chosen that somebody handed over to be signed."""
        pick_file(self._page, _("Sign a file"), _documents(), _("PDF files (*.pdf)"), self.take_in)

    def take_in(self, file: Path) -> None:
        """Verify a PDF, keep it with its records, and let whoever acts sign it."""
        session = self._page.session
        self._page.work(
            partial(take_in_to_sign, session, file, session.now()),
            self.to_sign.emit,
            title=_("Verifying {name}", name=file.name),
        )

    def ask_for_certificate(self) -> None:
        """Let the inspected party choose the file with their own key, and open it."""
        if row := self._row():
            then = partial(self.ask_for_passphrase, row.subject)
            kinds = _("Key files (*.p12 *.pfx)")
            pick_file(self._page, _("Certificate of the inspected party"), _documents(), kinds, then)

    def ask_for_passphrase(self, subject: str, file: Path) -> AskSecret:
        """Ask the inspected party for the passphrase of their key, and sign with it; nothing is kept."""
        session = self._page.session
        dialog = ask_secret(
            self._page,
            _("The inspected party signs"),
            _(
                "Their key stays in {file}. Nobody of the office vouches for it; the verdict says so.",
                file=file.name,
            ),
            _("Sign"),
            old=_("Passphrase"),
        )

        def tell(_changes: object) -> None:
            dialog.accept()
            self.laid_out.emit(subject)

        def sign(key: PersonKey) -> None:
            task = partial(_sign_own, session.workspace, subject, key, session.now())
            session.write(task, tell, dialog.say)

        dialog.answered.connect(
            lambda old, _new: self._page.work(lambda _report: _opened_key(file, old), sign, dialog.say)
        )
        return dialog

    def ask_for_period(self) -> None:
        """Ask for the days and the grid whose reports are to be exported or printed."""
        self._page.read(_grids, self._ask_for_period, key="grids")

    def export(self, asked: Export, place: Path, *, as_zip: bool) -> None:
        """Put all reports of a period below ``place``."""
        session = self._page.session
        self._page.work(
            partial(_export, session.workspace, session.side_work, asked, place, as_zip),
            self._tell_exported,
            title=_("Exporting reports"),
        )

    def print(self, asked: Export, printer: QPrinter) -> None:
        """Print all reports of a period as one job."""
        session = self._page.session
        self._page.work(
            partial(_print, session.workspace, session.side_work, asked, printer),
            self._outlets.tell_printed,
            title=_("Printing reports"),
        )

    def _menu(self) -> QMenu:
        if self.menu:
            self.menu.deleteLater()
        self.menu = menu = QMenu(self._page)
        return menu

    def _offer_stops(self, stops: list[ReportedStop]) -> None:
        menu = self._menu()
        for stop in stops:
            act = partial(self._begin_visit, stop.stop)
            menu.addAction(f"{stop.arrived.clock} {stop.site}").triggered.connect(act)
        if stops:
            menu.popup(QCursor.pos())
        else:
            self._page.session.tell(Refused(N_("This patrol has no stop yet.")))

    def _begin_visit(self, stop: str, _checked: object = None) -> None:
        self.desk.begin(ReportKind.VISIT, stop)

    def _ask_for_period(self, grids: list[tuple[str, str]]) -> None:
        dialog = ExportPeriod(self._page.session.now().day, grids, self._page)
        dialog.export_asked.connect(self._choose_place)
        dialog.print_asked.connect(self._choose_printer)
        self.dialog = dialog
        dialog.open()

    def _choose_place(self, asked: Export, as_zip: bool) -> None:
        then = partial(self.export, asked, as_zip=as_zip)
        pick_folder(self._page, _("Where to put the reports"), _documents(), then)

    def _choose_printer(self, asked: Export) -> None:
        self._outlets.ask_for_printer(_("Reports of a period"), partial(self.print, asked))

    def _tell_exported(self, exported: Exported) -> None:
        told = plural("{n} report exported", "{n} reports exported", exported.files)
        if exported.missing:
            lacking = plural("{n} missing", "{n} missing", len(exported.missing))
            told = _("{told}, {lacking}; the list says why.", told=told, lacking=lacking)
        show = partial(
            self._outlets.open_folder, exported.place / "x" if exported.place.is_dir() else exported.place
        )
        self._page.notice(told, _("Open folder"), show)


def _opened_key(file: Path, passphrase: str) -> PersonKey:
    try:
        return PersonKey.from_pkcs12(file.read_bytes(), passphrase)
    except OSError:
        raise Refused(N_("{file} can't be read."), file=file.name) from None


def _sign_own(workspace: Workspace, subject: str, key: PersonKey, at: Instant) -> Changes:
    sign_as_inspected_party(workspace, subject, key, at)
    return Changes(kinds=frozenset({Kind.REPORT}))


def _stops(patrol: str, reader: Reader) -> list[ReportedStop]:
    return stops_of(reader, patrol)


def _grids(reader: Reader) -> list[tuple[str, str]]:
    return [(grid, name) for grid, name in reader.rows("SELECT id, name FROM grid ORDER BY level, name, id")]


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _export(
    workspace: Workspace,
    side_work: SideWork,
    asked: Export,
    place: Path,
    as_zip: bool,
    report: Report,
) -> Exported:
    with closing(workspace.reader()) as reader:
        build = partial(side_work.build, report=report)
        return export_reports(reader, workspace, asked, place, build, report, as_zip=as_zip)


def _print(
    workspace: Workspace, side_work: SideWork, asked: Export, printer: QPrinter, report: Report
) -> int:
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        build = partial(side_work.build, report=report)
        found = list(find_reports(reader, workspace, reports_between(reader, asked), build, report))
        contents = [QByteArray(one.file.read_bytes()) for one in found if one.file]
    if not contents:
        raise Refused(N_("There is no report in this period."))
    return print_reports(contents, printer, report)
