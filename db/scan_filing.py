"""Filing the scans of inked and sealed prints: read, gathered by report, and recorded."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.blob_files import BlobFiles
from db.changes import Changes
from db.connection import Reader
from db.progress import Report, no_report
from db.queries.report_scans import PrintedReport, filed_to, report_named, report_numbered
from db.report_files import report_file
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.events import Blob
from inspector.model.issued_report import IssuedReport
from inspector.model.patrol import Patrol
from inspector.periods import Instant
from inspector.reports.scan_reading import PrintedCode, Scan
from inspector.words import N_

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".pdf"})
BY_CODE, BY_PERSON = "qr", "person"
"""Who found the report a scan belongs to: its code, or a person where none can be read."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page whose original and preview lie in the workspace, and which no entry names yet.

    ``number`` counts the pages of its file from 1.
    """

    file: str
    number: int
    original: Blob
    preview: Blob
    codes: tuple[PrintedCode, ...]


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """What became of the given files: their pages in order, and a sentence for each that can't be used."""

    pages: tuple[ScannedPage, ...]
    refused: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pages that belong together, and the report they are to be filed to.

    ``report`` is missing where no code could be read: a person chooses it. ``why_not`` says why this can't be
    filed at all, ``doubts`` what a person should look at first.
    """

    report: PrintedReport | None
    pages: tuple[ScannedPage, ...]
    why_not: Spoken | None = None
    doubts: tuple[Spoken, ...] = ()

    @property
    def found_by(self) -> str:
        """Say who found the report."""
        named = {code.number for page in self.pages for code in page.codes}
        return BY_CODE if self.report and self.report.number in named else BY_PERSON


def given_scans(paths: Iterable[Path]) -> list[Path]:
    """Name the scans at ``paths``; a folder stands for the scans in it, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS)
        else:
            found.append(path)
    return found


def read_scans(
    blobs: BlobFiles, files: Sequence[Path], read: Callable[[Path], Scan], report: Report = no_report
) -> ScanBatch:
    """Read ``files`` and put their bytes on the disk; a bad one does not hold up the others.

    The same file twice is one. ``report(done, total)`` may raise to stop. Raises Refused for a full disk.
    """
    pages: list[ScannedPage] = []
    refused: list[Spoken] = []
    seen: set[str] = set()
    for done, file in enumerate(files):
        report(done, len(files))
        try:
            scan = read(file)
            if scan.sha256 not in seen:
                pages += _kept(blobs, file, scan)
                seen.add(scan.sha256)
        except Refused:
            raise
        except Spoken as error:
            refused.append(error)
    report(len(files), len(files))
    return ScanBatch(tuple(pages), tuple(refused))


def proposals(reader: Reader, workspace: Workspace, pages: Sequence[ScannedPage]) -> tuple[Proposal, ...]:
    """Gather ``pages`` by the report their codes name, in their order; what has none comes last.

    A page without a code follows the page before it, as sheets do in a scanner. Where all codes name one
    report everything belongs to it, and the page with the code is its first.
    """
    named, lone = _gathered(pages)
    if len(named) == 1:
        (number,) = named
        # the code stands on the first page of the paper, in whatever order the pictures were taken
        led = sorted([*lone, *named[number]], key=lambda page: not page.codes)
        named, lone = {number: led if lone else named[number]}, []
    found = [_proposal(reader, workspace, code, group) for code, group in named.items()]
    return (*found, *([Proposal(None, tuple(lone))] if lone else ()))


def chosen_by_hand(reader: Reader, pages: Sequence[ScannedPage], subject: str) -> Proposal:
    """Propose to file ``pages`` to the report of ``subject``, which a person chose."""
    report = report_named(reader, subject)
    return Proposal(report, tuple(pages), _why_not(reader, report, "", pages))


def file_scan(
    reader: Reader,
    workspace: Workspace,
    subject: str,
    pages: Sequence[ScannedPage],
    by: Actor,
    at: Instant,
    *,
    found_by: str,
) -> Changes:
    """Record that the print of the report of ``subject`` came back as ``pages``, in this order (已盖章归档).

    No digital signature is needed. Raises Refused for a report that is not known here or not final, without
    a page, and for a scan that was filed to it before.
    """
    report = _report_of(reader, workspace, subject)
    scans = tuple(blob for page in pages for blob in (page.original, page.preview))
    name = ", ".join(dict.fromkeys(page.file for page in pages))
    return workspace.record(report.seal(scans, found_by, name), by, at)


def withdraw_scans(
    reader: Reader,
    workspace: Workspace,
    subject: str,
    entries: Sequence[str],
    reason: str,
    by: Actor,
    at: Instant,
) -> Changes:
    """Take back scans that were filed to the wrong report; they stay in the journal, with the reason.

    Raises Refused without a reason, and for scans that do not count here.
    """
    report = _report_of(reader, workspace, subject)
    return workspace.record([report.withdraw_scan(entry, reason) for entry in entries], by, at)


def _kept(blobs: BlobFiles, file: Path, scan: Scan) -> list[ScannedPage]:
    try:
        original = blobs.keep_file(file, scan.mime)
    except FileNotFoundError as error:
        raise _changed(file) from error
    if original.sha256 != scan.sha256:
        raise _changed(file)
    return [
        ScannedPage(file.name, number, original, blobs.keep(page.preview.data, page.preview.mime), page.codes)
        for number, page in enumerate(scan.pages, 1)
    ]


def _changed(file: Path) -> Unreadable:
    return Unreadable(
        N_("The file {name} changed while it was read; please give it once more."), name=file.name
    )


def _gathered(pages: Sequence[ScannedPage]) -> tuple[dict[PrintedCode, list[ScannedPage]], list[ScannedPage]]:
    """Give the pages of each report, and those that come before any code or show the codes of several."""
    named: dict[str, tuple[PrintedCode, list[ScannedPage]]] = {}
    lone: list[ScannedPage] = []
    current = lone
    for page in pages:
        if len({code.number for code in page.codes}) > 1:
            current = lone
        elif page.codes:
            code = page.codes[0]
            current = named.setdefault(code.number, (code, []))[1]
        current.append(page)
    return dict(named.values()), lone


def _proposal(
    reader: Reader, workspace: Workspace, code: PrintedCode, pages: Sequence[ScannedPage]
) -> Proposal:
    report = report_numbered(reader, code.number)
    why_not = _why_not(reader, report, code.number, pages)
    doubts = () if report is None or why_not else _doubts(reader, workspace, report, code, pages)
    return Proposal(report, tuple(pages), why_not, doubts)


def _why_not(
    reader: Reader, report: PrintedReport | None, number: str, pages: Sequence[ScannedPage]
) -> Spoken | None:
    if report is None:
        if not number:
            return Refused(N_("This is the print of a draft; only the print of a final report is filed."))
        return Refused(
            N_("The print says it is report {number}, which is not in this workspace."), number=number
        )
    if not report.is_final:
        return Refused(N_("Finish the patrol first: only the print of a final report is filed."))
    if any(report.subject in filed_to(reader, page.original.sha256) for page in pages):
        return Refused(N_("This scan is filed already."))
    return None


def _doubts(
    reader: Reader,
    workspace: Workspace,
    report: PrintedReport,
    code: PrintedCode,
    pages: Sequence[ScannedPage],
) -> tuple[Spoken, ...]:
    elsewhere = dict.fromkeys(
        (page.file, number) for page in pages for number in filed_to(reader, page.original.sha256).values()
    )
    doubts: list[Spoken] = [
        Refused(N_("{file} is filed to report {number} too."), file=file, number=number)
        for file, number in elsewhere
    ]
    if report.is_filed:
        doubts.append(Refused(N_("A scan of this report is filed already; this one is added to it.")))
    kept = _final_of(reader, workspace, report)
    if kept and kept[0] != (code.pack_sha256, code.data_sha256):
        doubts.append(
            Refused(
                N_("The print carries other check sums than the report kept here; please compare the two.")
            )
        )
    if kept and kept[1] != len(pages):
        doubts.append(Refused(N_("The report has {all} pages, the scan {n}."), all=kept[1], n=len(pages)))
    return tuple(doubts)


def _final_of(
    reader: Reader, workspace: Workspace, report: PrintedReport
) -> tuple[tuple[str, str], int] | None:
    """Give the check sums and the number of pages of the report kept here, where it is."""
    import pikepdf

    from inspector.reports.attachment import take_out

    with suppress(Spoken, pikepdf.PdfError):
        file = report_file(reader, workspace, report.subject)
        carried = take_out(file)
        with pikepdf.open(file) as pdf:
            return (carried.pack_sha256, carried.data_sha256), len(pdf.pages)
    return None


def _report_of(reader: Reader, workspace: Workspace, subject: str) -> Patrol | IssuedReport:
    facts = workspace.facts_of(reader, subject)
    report = Patrol.of(facts) or IssuedReport.of(facts)
    if report is None:
        raise Refused(N_("There is no report {report} in this workspace."), report=subject)
    return report
