"""Reports in words: which one, where it stands, what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.queries.reports import PATROL, ReportRow, ReportState
from inspector.model.issued_report import ReportKind
from inspector.periods import short_day
from inspector.words import N_, _, in_language, plural, spoken

STATES = {
    ReportState.DRAFT: (N_("Draft"), "grey"),
    ReportState.TO_SIGN: (N_("To sign"), "amber"),
    ReportState.SIGNED: (N_("Signed"), "accent"),
    ReportState.SEALED: (N_("Sealed and filed"), "accent"),
    ReportState.IN_INK: (N_("In ink"), "blue"),
    ReportState.ELSEWHERE: (N_("Elsewhere"), "grey"),
}


KINDS = {
    PATROL: N_("Daily"),
    ReportKind.VISIT.value: N_("On site"),
    ReportKind.HINT.value: N_("Hint slip"),
    ReportKind.DOSSIER.value: N_("Dossier"),
    ReportKind.CLOSE_OFF_FORM.value: N_("Close-off form"),
    ReportKind.PUBLIC_NOTICE.value: N_("Public notice"),
    ReportKind.CLOSE_OFF_FILE.value: N_("Close-off file"),
    ReportKind.COMPLAINT.value: N_("Complaint sheet"),
    ReportKind.COMPLAINT_TABLE.value: N_("Public table"),
    ReportKind.ASSIGNMENT.value: N_("Order"),
    ReportKind.TRANSFER_LETTER.value: N_("Transfer letter"),
    ReportKind.LEDGER.value: N_("Ledger"),
    ReportKind.SEARCH_LIST.value: N_("Search list"),
    ReportKind.ORDER_LETTER.value: N_("Order letter"),
    ReportKind.SUMMARY.value: N_("Summary"),
    ReportKind.PROGRESS.value: N_("Progress"),
    ReportKind.DISPATCH_LIST.value: N_("Dispatch list"),
    ReportKind.ROUTE_SHEET.value: N_("Route sheet"),
    ReportKind.MEETING_RECORD.value: N_("Meeting record"),
    ReportKind.WALL_CHART.value: N_("Wall chart"),
    ReportKind.UNIT_BOOKLET.value: N_("Account of a unit"),
    ReportKind.RIVER_SECTIONS.value: N_("River sections"),
    ReportKind.CIRCULAR.value: N_("Circular"),
}


def kind_words(row: ReportRow) -> str:
    """Say what kind of report it is, shortly."""
    return _(KINDS[row.kind])


def place_words(row: ReportRow) -> str:
    """Say where: the site an issued report is about, else the grid of the patrol."""
    return row.site or row.grid


def counted(row: ReportRow, count: int) -> str:
    """Write a count of a patrol; an issued report has none."""
    return f"{count}" if row.kind == PATROL else ""


@dataclass(frozen=True, slots=True)
class SignatureOnFile:
    """A signature as the kept file shows it: the name on the certificate, and the claimed local time."""

    name: str
    at: datetime | None


def state_words(row: ReportRow) -> tuple[str, str]:
    """Say where a report stands, in which tone; that its file is not here comes before all else."""
    if row.is_missing:
        return _("File not here"), "red"
    if row.state is ReportState.TO_SIGN and row.signed:
        return _("Signed {n} of {all}", n=len(set(row.signed)), all=len(row.expected)), "amber"
    text, tone = STATES[row.state]
    if row.scans > 1:
        return plural("Sealed, {n} scan", "Sealed, {n} scans", row.scans), tone
    return _(text), tone


def mark_words(row: ReportRow) -> str:
    """Say what is special about how it was written down: late (补录), or for somebody else (代录)."""
    parts = [_("Late") if row.is_late else "", _("Entered for") if row.entered_by else ""]
    return " · ".join(part for part in parts if part)


def day_words(row: ReportRow) -> str:
    """Say the day of a report."""
    return short_day(row.day, in_language(spoken()))


def title_words(row: ReportRow) -> str:
    """Say which report it is."""
    kind = kind_words(row) if row.kind != PATROL else ""
    return " · ".join(part for part in (day_words(row), place_words(row), kind) if part)


def remark_words(row: ReportRow, signatures: Sequence[SignatureOnFile] = ()) -> str:
    """Say what stands in a report, in one line, and who signed the file as it lies here."""
    signed = ", ".join(f"{one.name} {one.at:%m-%d %H:%M}" if one.at else one.name for one in signatures)
    told = _("signed: {names}", names=signed) if signed else ""
    return " · ".join(part for part in (_remark(row), told) if part)


def _remark(row: ReportRow) -> str:
    if row.kind != PATROL:
        return " · ".join(part for part in (row.number, names_words(row.inspectors)) if part)
    parts = (
        row.number,
        names_words(row.inspectors),
        _("entered by {name}", name=row.entered_by) if row.entered_by else "",
        plural("{n} stop", "{n} stops", row.stops),
        plural("{n} finding", "{n} findings", row.findings) if row.findings else _("nothing found"),
    )
    return " · ".join(part for part in parts if part)


def names_words(names: Sequence[str]) -> str:
    """Put names side by side as the language of the screen does."""
    return ("、" if spoken() == "zh_CN" else ", ").join(names)
