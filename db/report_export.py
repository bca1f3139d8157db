"""All PDFs of a period, in a new folder or one ZIP, with a list of what is in it and what is missing."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

from db.connection import Reader
from db.disk import full_disk_in_words
from db.progress import Report, no_report
from db.queries.reports import ReportRow, ReportState, report_rows
from db.report_files import final_report, report_file
from db.report_orders import Order
from db.schema import WITHIN
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.tables.writing import Form, OutColumn, OutRow, write_list
from inspector.words import N_, _

LIST_NAME = N_("list of reports")
FOLDER_NAME = N_("reports")
WHY_NOT = {
    ReportState.DRAFT: N_("the patrol is not finished"),
    ReportState.ELSEWHERE: N_("the PDF lies on the device that made it"),
}
_GONE = N_("the signed file is missing; bring it back from a backup")


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be exported: reports of these days, of ``grid`` and all below it, or of every grid."""

    first: date
    last: date
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the reports lie now, how many, and those that could not come along with the reason."""

    place: Path
    files: int
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report of the period: its row and its file, or a message id that says why there is none."""

    row: ReportRow
    file: Path | None
    why_not: str = ""


def reports_between(reader: Reader, export: Export) -> list[str]:
    """List what was reported in a period, by day and number; drafts too, for they are missing."""
    rows = reader.rows(
        f"""{WITHIN} SELECT subject FROM (
            SELECT id AS subject, day, grid, number FROM patrol
            UNION ALL SELECT id, day, grid, number FROM issued_report)
        WHERE day BETWEEN :first AND :last AND (:grid = '' OR grid IN within)
        ORDER BY day, number, subject""",  # noqa: S608 - our own words
        {"first": f"{export.first}", "last": f"{export.last}", "grid": export.grid},
    )
    return [subject for (subject,) in rows]


def find_reports(
    reader: Reader,
    workspace: Workspace,
    subjects: Sequence[str],
    build: Callable[[Order], object],
    report: Report = no_report,
) -> Iterator[FoundReport]:
    """Give each report with its file; a final of this device that nobody looked at yet is built."""
    rows = report_rows(reader, workspace.folder, subjects)
    for done, subject in enumerate(subjects):
        report(done, len(subjects))
        row = rows[subject]
        if row.state is ReportState.DRAFT:
            yield FoundReport(row, None, WHY_NOT[ReportState.DRAFT])
        elif row.is_missing:
            yield FoundReport(row, None, _GONE)
        elif row.made_here:
            yield FoundReport(row, final_report(reader, workspace, subject, build).file)
        else:
            file = report_file(reader, workspace, subject)
            known = file if file.exists() else None
            yield FoundReport(row, known, "" if known else WHY_NOT[ReportState.ELSEWHERE])


def export_reports(
    reader: Reader,
    workspace: Workspace,
    export: Export,
    to: Path,
    build: Callable[[Order], object],
    report: Report = no_report,
    *,
    as_zip: bool = False,
) -> Exported:
    """Put the reports of a period into a new folder below ``to``, or a new ZIP; nothing is overwritten.

    What is given up half-way leaves nothing. Raises Refused where nothing was reported, and when the disk is
    full or the place takes nothing.
    """
    subjects = reports_between(reader, export)
    if not subjects:
        raise Refused(N_("There is no report in this period."))
    name = f"{_(FOLDER_NAME)}_{export.first}_{export.last}"
    found: list[tuple[FoundReport, str]] = []
    try:
        with (
            full_disk_in_words(),
            _target(to, name, as_zip=as_zip) as (place, put),
            TemporaryDirectory() as own,
        ):
            taken: set[str] = set()
            for one in find_reports(reader, workspace, subjects, build, report):
                called = _free_name(one.file.name, taken) if one.file else ""
                if one.file:
                    put(one.file, called)
                found.append((one, called))
            table = Path(own) / f"{_(LIST_NAME)}.csv"
            write_list(table, Form.CSV, _(LIST_NAME), _columns(), (_line(*one) for one in found))
            put(table, table.name)
    except OSError as fault:
        raise Refused(N_("The file can't be written: {reason}."), reason=why(fault)) from fault
    missing = tuple((one.row.number or f"{one.row.day}", one.why_not) for one, called in found if not called)
    return Exported(place, len(found) - len(missing), missing)


@contextmanager
def _target(to: Path, name: str, *, as_zip: bool) -> Iterator[tuple[Path, Callable[[Path, str], object]]]:
    """Make a new folder or ZIP, and take it away again when something goes wrong inside."""
    suffix = ".zip" if as_zip else ""
    place = next(one for one in _numbered(to, name, suffix) if not one.exists())
    if not as_zip:
        place.mkdir(parents=True)
        try:
            yield place, lambda file, called: shutil.copyfile(file, place / called)
        except BaseException:
            shutil.rmtree(place)
            raise
        return
    to.mkdir(parents=True, exist_ok=True)
    stream = place.open("xb")
    try:
        with stream, ZipFile(stream, "w", ZIP_STORED) as archive:
            yield place, archive.write
    except BaseException:
        place.unlink()
        raise


def _numbered(to: Path, name: str, suffix: str) -> Iterator[Path]:
    return (to / (f"{name}{suffix}" if at == 1 else f"{name} ({at}){suffix}") for at in count(1))


def _free_name(name: str, taken: set[str]) -> str:
    """Give a name that no earlier one has, on systems that don't tell capital letters from small ones too."""
    stem, suffix = name.removesuffix(".pdf"), ".pdf"
    names = (name if at == 1 else f"{stem} ({at}){suffix}" for at in count(1))
    free = next(one for one in names if one.casefold() not in taken)
    taken.add(free.casefold())
    return free


def _columns() -> tuple[OutColumn, ...]:
    return (
        OutColumn("file", _("File"), 60),
        OutColumn("day", _("Day"), 12),
        OutColumn("number", _("Number"), 30, code=True),
        OutColumn("grid", _("Grid"), 20),
        OutColumn("site", _("Site"), 20),
        OutColumn("people", _("People"), 20),
        OutColumn("signatures", _("Signatures"), 12),
        OutColumn("scans", _("Scans"), 8),
        OutColumn("sha256", "SHA-256", 64, code=True),
        OutColumn("missing", _("Why it is missing"), 40),
    )


def _line(one: FoundReport, called: str) -> OutRow:
    row = one.row
    if one.file:
        with one.file.open("rb") as stream:
            sha256 = file_digest(stream, "sha256").hexdigest()
    else:
        sha256 = ""
    signed = f"{len(row.signed)} / {len(row.expected)}"
    people = "、".join(row.inspectors)
    why_not = _(one.why_not) if one.why_not else ""
    return OutRow(
        (called, row.day, row.number, row.grid, row.site, people, signed, row.scans, sha256, why_not)
    )
