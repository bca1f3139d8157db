"""Reports: every patrol's paper, as it will be printed; signed, verified, exported and printed here."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from db.changes import Changes, Kind
from db.issued_reports import ReportWish
from db.queries.reports import ALL, PATROL, ReportRow, ReportState, report_counts, report_row
from db.queries.signing_places import SigningPlace, signing_place
from inspector.errors import Spoken
from inspector.reports.verdict import Verdict
from inspector.words import N_, _, plural, translate
from ui.background import Job
from ui.day_text_desk import DayTextDesk
from ui.page import Command, Page
from ui.report_list import report_list
from ui.report_making import ShownReport, make_report, verify_here
from ui.report_menu import ReportMenu
from ui.report_outlets import ReportOutlets
from ui.report_words import day_words, remark_words, state_words, title_words
from ui.scan_desk import ScanDesk
from ui.session import Session
from ui.shortcuts import page_key, single_key
from ui.signing_desk import SigningDesk
from ui.verdict_words import TONES, headline, reasons
from ui.widgets.buttons import Button
from ui.widgets.drop_zone import files_in
from ui.widgets.panel import Panel, fill
from ui.widgets.report_view import ReportView
from ui.widgets.two_panes import TwoPanes

REST = 180
"""Milliseconds the choice rests on a report before it is made: arrows go over many."""


class ReportsPage(Page):
    """The list at the left, the chosen report at the right."""

    NAME: ClassVar[str] = "reports"
    ABOUT: ClassVar[str] = N_(
        "Every finished patrol has its report here, and an open one its draft. Look at it as it will be "
        "printed, sign it, export it, and verify that nobody changed it."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.row: ReportRow | None = None
        self.shown: ShownReport | None = None
        self.job: Job | None = None
        self._wanted_verdict = ""
        self.desk = SigningDesk(session, self)
        self.outlets = ReportOutlets(self)
        self.scans = ScanDesk(self)
        self.text = DayTextDesk(self)
        self.setAcceptDrops(True)
        self.view = ReportView()
        self.menu = ReportMenu(self, self.outlets, lambda: self.row)
        self.list = report_list(session, lambda: self.wanted.emit("today", None))
        self.list.noticed.connect(self.noticed)
        self.panes = TwoPanes(Panel(self.list), self.view, "reports.panes", session.preferences, width=500)
        self.view.place_back(self.panes.back)
        self.list.buttons.addWidget(Button(_("File a scan…"), self.scans.choose_files, icon="archive"))
        self.list.buttons.addWidget(Button(_("More…"), self.menu.offer, icon="plus"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._make)
        fill(QVBoxLayout(self), (self.panes,), 0, 16)
        self._listen()
        self._bind_keys()

    def refresh(self) -> None:
        """Ask for the list; the report in sight is looked at again when its line changes."""
        self.list.refresh()
        self.read(report_counts, self._say_counts, key="counts")
        self._ask_who_signs()

    def shows(self, changes: Changes) -> bool:
        """Look again when something that stands in the list or on the paper changed."""
        return changes.touch(
            Kind.PATROL, Kind.STOP, Kind.FINDING, Kind.PHOTO, Kind.PERSON, Kind.GRID, Kind.SITE, Kind.REPORT
        )

    def open_at(self, what: object) -> None:
        """Show the report of ``what``, a patrol or an issued report; for a ``ReportWish``, issue one.

        A list of files are photos or scans of a print that came back.
        """
        if isinstance(what, ReportWish):
            self.menu.desk.begin(what.kind, *what.about)
        if isinstance(what, list):
            self.scans.read(what)
        if not isinstance(what, str):
            return
        self.list.search.clear()
        if self.list.filters.choice != ALL:
            self.list.filters.choose(ALL)
        self.list.choose(what)
        self.panes.show_right()

    def commands(self) -> Sequence[Command]:
        """List what can be done with the report in sight."""
        looking = Command(_("Look at the sealed print"), self.look_at_scans)
        filing = Command(_("File a scan of a sealed print"), self.scans.choose_files, "Ctrl+O")
        if self.row is None:
            return (filing, *self.menu.commands())
        return (
            Command(_("Sign the report"), self.sign, "S"),
            Command(_("Verify the report"), self.verify, "V"),
            Command(_("Export the report"), self.export, "Ctrl+E"),
            Command(_("Print the report"), self.print, "Ctrl+P"),
            Command(_("Open its folder"), self.open_folder, "O"),
            Command(_("Larger"), self.view.preview.zoom_in, "Ctrl++"),
            Command(_("Smaller"), self.view.preview.zoom_out, "Ctrl+-"),
            Command(_("Copy the text of the day"), self.copy_text, "Ctrl+Shift+C"),
            *([looking] if self.row.state is ReportState.SEALED else []),
            filing,
            *self.menu.commands(),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Make the report that was chosen before the page went out of sight."""
        super().showEvent(event)
        if self.row and self.shown is None and self.job is None:
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make nothing that nobody looks at."""
        super().hideEvent(event)
        self._rest.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photographs and scans of sealed prints."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped, to file it."""
        event.acceptProposedAction()
        self.scans.read(files_in(event.mimeData()))

    def sign(self) -> None:
        """Ask the person to sign the report in sight."""
        if self.row and self.view.sign.isEnabled():
            self.desk.begin(self.row)

    def verify(self) -> None:
        """Verify the file of the report in sight and show the verdict beside it."""
        shown = self.shown
        if shown is None or shown.file is None:
            return
        self.view.say_verifying()
        session = self.session
        job = self.work(
            partial(verify_here, session.workspace, session.side_work, shown.file, session.now()),
            partial(self._show_verdict, shown),
            title=_("Verifying {name}", name=shown.name),
        )
        job.finished.connect(self._allow)

    def export(self) -> None:
        """Ask where to put a copy of the report in sight."""
        if self.shown and self.view.export.isEnabled():
            self.outlets.export(self.shown)

    def print(self) -> None:
        """Ask for a printer for the report in sight."""
        if self.shown:
            self.outlets.choose_printer(self.shown)

    def look_at_scans(self) -> None:
        """Show the sealed print that came back for the report in sight."""
        if self.row:
            self.scans.look_at(self.row.subject)

    def copy_text(self) -> None:
        """Put the text of the round in sight on the clipboard, for the group chat."""
        if self.row and self.row.kind == PATROL:
            subject = self.row.subject
            self.text.copy(lambda _reader: [subject])

    def open_folder(self) -> None:
        """Show the folder in which the report lies."""
        if self.shown and self.shown.file:
            self.outlets.open_folder(self.shown.file)

    def _listen(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.model.answered.connect(self._choose_first)
        self.session.actor_changed.connect(self._ask_who_signs)
        self.desk.signed.connect(self._look_at_signed)
        self.menu.desk.issued.connect(self._show_issued)
        self.menu.laid_out.connect(self._show_laid_out)
        self.menu.to_sign.connect(self._begin_signing)
        for asked, act in (
            (self.view.sign_asked, self.sign),
            (self.view.verify_asked, self.verify),
            (self.view.export_asked, self.export),
            (self.view.print_asked, self.print),
            (self.view.folder_asked, self.open_folder),
        ):
            asked.connect(act)
        self.view.preview.failed.connect(self._say_damaged)

    def _bind_keys(self) -> None:
        single_key(self, "S", self.sign)
        single_key(self, "V", self.verify)
        single_key(self, "O", self.open_folder)
        page_key(self, "Ctrl+O", self.scans.choose_files)
        page_key(self, "Ctrl+Shift+C", self.copy_text)
        page_key(self, "Ctrl+E", self.export)
        page_key(self, "Ctrl+Shift+E", self.menu.ask_for_period)
        page_key(self, "Ctrl+P", self.print)
        for keys in ("Ctrl++", "Ctrl+="):
            page_key(self, keys, self.view.preview.zoom_in)
        page_key(self, "Ctrl+-", self.view.preview.zoom_out)

    def _say_counts(self, counts: Mapping[str, int]) -> None:
        waiting = counts[ReportState.TO_SIGN]
        parts = [
            plural("{n} report", "{n} reports", counts[ALL]) if counts[ALL] else "",
            plural("{n} to be signed", "{n} to be signed", waiting) if waiting else "",
        ]
        self.say_subtitle(" · ".join(part for part in parts if part))

    def _choose_first(self) -> None:
        """Show the newest report that is final, where there is room and nobody has chosen yet."""
        model, asked = self.list.model, self.panes.is_single or self.row
        if asked or self.list.table.currentIndex().isValid():
            return
        rows = (model.row_at(at) for at in range(len(model.keys)))
        first = next((row for row in rows if row and row.state is not ReportState.DRAFT), None)
        if first:
            self.list.choose(first.subject)

    def _open(self, _row: ReportRow) -> None:
        self.panes.show_right()
        self.view.preview.view.setFocus()

    def _choose(self, row: ReportRow | None) -> None:
        before, self.row = self.row, row
        if row is None:
            self._forget()
            self.view.show_nothing()
            return
        self.view.show_head(title_words(row), remark_words(row), state_words(row), is_late=row.is_late)
        self._ask_who_signs()
        if before is None or before.subject != row.subject:
            self._forget()
            self.view.hide_verdict()
            self.view.say_waiting("")
            self._rest.start()
        else:
            self._make()

    def _forget(self) -> None:
        self._rest.stop()
        self.shown = None
        if self.job:
            self.job.cancel()

    def _make(self) -> None:
        row = self.row
        if row is None:
            return
        if self.job:
            self.job.cancel()
        if self.shown is None:
            self.view.say_waiting(_("The report is being built…"))
        session = self.session
        self.job = job = self.work(
            partial(make_report, session.workspace, session.side_work, row),
            self._show_report,
            self._say_trouble,
            title=_("Building the report of {day}", day=day_words(row)),
        )
        job.finished.connect(partial(self._end, job))

    def _end(self, job: Job) -> None:
        if job is self.job:
            self.job = None
            if job.is_cancelled and self.row and self.shown is None:
                self.view.say_trouble(
                    _("Not built"), _("Building was given up."), _("Build the report"), self._make
                )

    def _show_report(self, report: ShownReport) -> None:
        stay = self.shown is not None
        self.shown = report
        if self.row:
            self.view.remark.setText(remark_words(self.row, report.signatures))
        self.view.show_pages(report.content, stay=stay)
        self._allow()
        if self._wanted_verdict == report.subject:
            self._wanted_verdict = ""
            self.verify()

    def _show_issued(self, subject: str) -> None:
        """Show a report right after it was issued, ready to be signed, printed or saved."""
        self.notice(_("The report was issued."))
        self.open_at(subject)

    def _show_laid_out(self, subject: str) -> None:
        if self.row and self.row.subject == subject:
            self._make()

    def _begin_signing(self, subject: str) -> None:
        """Show the report that somebody handed over, and ask whoever acts to sign it."""
        self.refresh()
        self.open_at(subject)
        folder = self.session.workspace.folder
        self.read(lambda reader: report_row(reader, folder, subject), self._sign_received, key="received")

    def _sign_received(self, row: ReportRow | None) -> None:
        if row:
            self.desk.begin(row)

    def _say_trouble(self, error: BaseException) -> None:
        self.shown = None
        if isinstance(error, Spoken):
            self.view.say_trouble(
                _("This report can't be shown"), translate(error), _("Try again"), self._make
            )
        else:
            self.session.tell(error)

    def _say_damaged(self) -> None:
        self.view.say_trouble(
            _("This report can't be shown"),
            _("The file is damaged. Bring it back from a backup."),
            _("Verify"),
            self.verify,
        )

    def _ask_who_signs(self) -> None:
        row, actor = self.row, self.session.actor
        self.view.offer_signing(waits=bool(row and row.state is ReportState.TO_SIGN))
        if row and actor:
            day = self.session.now().day
            self.read(
                lambda reader: signing_place(reader, row, actor.person, day), self._say_who_signs, key="place"
            )

    def _say_who_signs(self, place: SigningPlace) -> None:
        self.view.allow_signing(allowed=bool(place.field), why_not=_(place.why_not))

    def _look_at_signed(self, subject: str) -> None:
        """Show the signed file and its verdict; the list says by itself that it is signed."""
        self.notice(_("Signed and recorded."))
        self._wanted_verdict = subject
        self.list.choose(subject)
        self._make()

    def _show_verdict(self, shown: ShownReport, verdict: Verdict) -> None:
        if self.shown and shown.content == self.shown.content:
            self.view.show_verdict(TONES[verdict.outcome], headline(verdict), shown.name, reasons(verdict))

    def _allow(self) -> None:
        if self.shown:
            self.view.allow(kept=self.shown.file is not None, is_rebuilt=self.shown.is_rebuilt)
