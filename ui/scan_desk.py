"""How prints come back: files given, read beside the window, looked at, filed, and taken back if need be."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.connection import Reader
from db.queries.report_scans import FiledScan, PrintedReport, filed_scans, printed_reports, report_named
from db.scan_filing import (
    Proposal,
    chosen_by_hand,
    file_scan,
    given_scans,
    proposals,
    read_scans,
    withdraw_scans,
)
from inspector.errors import Refused, Spoken, Unreadable
from inspector.words import N_, _, plural
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.file_scan import FileScan
from ui.dialogs.filed_scans import FiledScans
from ui.page import Page
from ui.widgets.scan_pages import pixmaps

if TYPE_CHECKING:
    from db.changes import Changes


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What was read: proposals, the pictures of their pages, and a sentence for each file that is no scan."""

    found: tuple[Proposal, ...]
    refused: tuple[Spoken, ...]
    pictures: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class FiledPrint:
    """What was filed to a report: its number, the scans, who filed them by name, and the pictures."""

    number: str
    scans: Sequence[FiledScan]
    names: dict[str, str]
    pictures: dict[str, bytes]


class ScanDesk(QObject):
    """Files sealed prints for a page: one dialog at a time, its work in the lanes."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self.dialog: FileScan | None = None
        self.filed: FiledScans | None = None
        self._session.actor_changed.connect(self.give_up)

    def choose_files(self) -> QFileDialog:
        """Ask for photographs or scans."""
        preferences = self._session.preferences
        kept = preferences.text(FOLDER)
        kinds = (
            f"{_('Photos and scans')} (*.jpg *.jpeg *.png *.webp *.heic *.heif *.pdf);;{_('All files (*)')}"
        )
        picker = QFileDialog(self._page.window(), _("Choose the scans of sealed prints"), kept, kinds)
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.filesSelected.connect(self._take)
        picker.finished.connect(picker.deleteLater)
        picker.open()
        return picker

    def read(self, files: Sequence[Path]) -> None:
        """Read ``files`` and show what they are."""
        if not files:
            return
        if self._session.actor is None:
            self._session.tell(Refused(N_("Choose who you are first, at the top right.")))
            return
        self.give_up()
        self._page.work(partial(self._read, tuple(files)), self._show, title=_("Reading scans"))

    def give_up(self) -> None:
        """Close the dialog without filing."""
        if self.dialog:
            self.dialog.reject()

    def look_at(self, subject: str) -> None:
        """Show the scans that were filed to the report of ``subject``, to be looked at or taken back."""
        workspace = self._session.workspace

        def ask(_report: Report) -> FiledPrint:
            with closing(workspace.reader()) as reader:
                report, scans = report_named(reader, subject), filed_scans(reader, subject)
                names: dict[str, str] = dict(reader.rows("SELECT id, name FROM person"))
            pictures = {}
            for preview in {preview for scan in scans for preview in scan.previews}:
                # one that did not come with its entry yet has no picture
                with suppress(Unreadable):
                    pictures[preview.sha256] = workspace.blobs.read(preview)
            return FiledPrint(report.number if report else "", scans, names, pictures)

        self._page.work(ask, partial(self._show_filed, subject))

    def _show_filed(self, subject: str, filed: "FiledPrint") -> None:
        if not filed.scans:
            return
        pictures = pixmaps(filed.pictures)
        self.filed = dialog = FiledScans(
            filed.number, filed.scans, filed.names, pictures, self._page.window()
        )
        dialog.withdrawal_asked.connect(partial(self._withdraw, subject))
        dialog.finished.connect(self._forget_filed)
        dialog.open()

    def _withdraw(self, subject: str, entries: Sequence[str], reason: str) -> None:
        def done(_changes: object) -> None:
            if self.filed:
                self.filed.accept()
            self._page.notice(_("The scan no longer counts."))

        def failed(error: BaseException) -> None:
            if self.filed and isinstance(error, Spoken):
                self.filed.say_error(error)
            else:
                self._session.tell(error)

        self._take_back(subject, entries, reason, done, failed)

    def _forget_filed(self) -> None:
        self.filed = None

    def _take(self, files: Sequence[str]) -> None:
        self._session.preferences.keep(FOLDER, str(Path(files[0]).parent))
        self.read([Path(file) for file in files])

    def _read(self, files: Sequence[Path], report: Report) -> ReadFiles:
        workspace, side_work = self._session.workspace, self._session.side_work
        read = partial(side_work.read_scan, report=report)
        batch = read_scans(workspace.blobs, given_scans(files), read, report)
        with closing(workspace.reader()) as reader:
            found = proposals(reader, workspace, batch.pages)
        pictures = {page.preview.sha256: workspace.blobs.read(page.preview) for page in batch.pages}
        return ReadFiles(found, batch.refused, pictures)

    def _show(self, read: ReadFiles) -> None:
        if not read.found:
            for error in read.refused[:1]:
                self._session.tell(error)
            return
        self.give_up()
        dialog = FileScan(read.found, read.refused, pixmaps(read.pictures), self._ask, self._page.window())
        dialog.filing_asked.connect(self._file)
        dialog.report_asked.connect(self._choose)
        dialog.finished.connect(self._close)
        self.dialog = dialog
        dialog.open()

    def _ask(self, text: str, then: Callable[[Sequence[PrintedReport]], object]) -> None:
        self._session.read(lambda reader: printed_reports(reader, text), then, key=(id(self), "reports"))

    def _choose(self, proposal: Proposal, subject: str) -> None:
        def ask(reader: Reader) -> Proposal:
            return chosen_by_hand(reader, proposal.pages, subject)

        def show(chosen: Proposal) -> None:
            if self.dialog:
                self.dialog.show_proposal(chosen)

        self._session.read(ask, show, key=(id(self), "chosen"))

    def _file(self, proposal: Proposal) -> None:
        workspace, actor, now = self._session.workspace, self._session.actor, self._session.now()
        report = proposal.report
        if actor is None or report is None:
            return

        def file() -> "Changes":
            with closing(workspace.reader()) as reader:
                return file_scan(
                    reader,
                    workspace,
                    report.subject,
                    proposal.pages,
                    actor,
                    now,
                    found_by=proposal.found_by,
                )

        self._session.write(file, partial(self._tell_filed, proposal, report), self._say)

    def _tell_filed(self, proposal: Proposal, report: PrintedReport, changes: "Changes") -> None:
        if self.dialog:
            self.dialog.show_next()
        self._page.notice(
            plural(
                "{number}: sealed print of {n} page filed.",
                "{number}: sealed print of {n} pages filed.",
                len(proposal.pages),
                number=report.number,
            ),
            _("Take back"),
            partial(self.take_back, report.subject, changes.entries),
        )

    def take_back(self, subject: str, entries: Sequence[str]) -> None:
        """Withdraw the scans of ``entries``, which were filed a moment ago; their pictures stay."""
        self._take_back(
            subject,
            entries,
            _("filed by mistake"),
            lambda _changes: self._page.notice(_("The scan no longer counts.")),
            self._session.tell,
        )

    def _take_back(
        self,
        subject: str,
        entries: Sequence[str],
        reason: str,
        then: Callable[[object], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        workspace, actor, now = self._session.workspace, self._session.actor, self._session.now()
        if actor is None:
            failed(Refused(N_("Choose who you are first, at the top right.")))
            return

        def withdraw() -> "Changes":
            with closing(workspace.reader()) as reader:
                mine = [scan.entry for scan in filed_scans(reader, subject) if scan.entry in entries]
                return withdraw_scans(reader, workspace, subject, mine or entries, reason, actor, now)

        self._session.write(withdraw, then, failed)

    def _say(self, error: BaseException) -> None:
        if self.dialog and isinstance(error, Spoken):
            self.dialog.say_error(error)
        else:
            self._session.tell(error)

    def _close(self) -> None:
        self.dialog = None
