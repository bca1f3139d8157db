"""Reports in words: which one, where it stands, what is in it."""

from collections.abc import Sequence

from db.queries.reports import ReportRow, ReportState
from inspector.periods import short_day
from inspector.words import N_, _, in_language, plural, spoken

STATES = {
    ReportState.DRAFT: (N_("Draft"), "grey"),
    ReportState.TO_SIGN: (N_("To sign"), "amber"),
    ReportState.SIGNED: (N_("Signed"), "accent"),
    ReportState.IN_INK: (N_("In ink"), "blue"),
    ReportState.ELSEWHERE: (N_("Elsewhere"), "grey"),
}


def state_words(row: ReportRow) -> tuple[str, str]:
    """Say where a report stands, in which tone; that its file is not here comes before all else."""
    if row.is_missing:
        return _("File not here"), "red"
    if row.state is ReportState.TO_SIGN and row.signed:
        return _("Signed {n} of {all}", n=len(set(row.signed)), all=len(row.expected)), "amber"
    text, tone = STATES[row.state]
    return _(text), tone


def day_words(row: ReportRow) -> str:
    """Say the day of a report."""
    return short_day(row.day, in_language(spoken()))


def title_words(row: ReportRow) -> str:
    """Say which report it is."""
    return " · ".join(part for part in (day_words(row), row.grid) if part)


def remark_words(row: ReportRow) -> str:
    """Say what stands in a report, in one line."""
    parts = (
        row.number,
        names_words(row.inspectors),
        plural("{n} stop", "{n} stops", row.stops),
        plural("{n} finding", "{n} findings", row.findings) if row.findings else _("nothing found"),
    )
    return " · ".join(part for part in parts if part)


def names_words(names: Sequence[str]) -> str:
    """Put names side by side as the language of the screen does."""
    return ("、" if spoken() == "zh_CN" else ", ").join(names)
