"""Reports in words: the columns of their list, and where each stands."""

from db.queries.reports import ALL, LATE, ReportRow, ReportState
from inspector.periods import short_day
from inspector.words import N_, _, in_language, plural, spoken
from ui.table import Column

STATES = {
    ReportState.DRAFT: (N_("Draft"), "grey"),
    ReportState.TO_SIGN: (N_("To be signed"), "amber"),
    ReportState.SIGNED: (N_("Signed"), "accent"),
    ReportState.IN_INK: (N_("Ink and seal"), "blue"),
}
FILTERS = (
    (ALL, N_("All")),
    (ReportState.TO_SIGN.value, N_("To be signed")),
    (ReportState.SIGNED.value, N_("Signed")),
    (ReportState.IN_INK.value, N_("Ink and seal")),
    (LATE, N_("Late entry")),
    (ReportState.DRAFT.value, N_("Draft")),
)


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
        "、".join(row.inspectors) if spoken() == "zh_CN" else ", ".join(row.inspectors),
        plural("{n} stop", "{n} stops", row.stops),
        plural("{n} finding", "{n} findings", row.findings) if row.findings else _("nothing found"),
    )
    return " · ".join(part for part in parts if part)


def columns() -> tuple[Column[ReportRow], ...]:
    """Give the columns of the list."""
    return (
        Column("day", _("Day"), day_words, 92),
        Column("grid", _("Grid"), lambda row: row.grid, 100, stretches=True),
        Column(
            "state",
            _("State"),
            lambda row: state_words(row)[0],
            108,
            tone=lambda row: state_words(row)[1],
            chip=True,
        ),
        Column(
            "late",
            _("Mark"),
            lambda row: _("Late entry") if row.is_late else "",
            84,
            tone=lambda row: "amber" if row.is_late else "",
            chip=True,
            sortable=False,
        ),
        Column("inspectors", _("Inspectors"), lambda row: ", ".join(row.inspectors), 110, sortable=False),
        Column("stops", _("Stops"), lambda row: f"{row.stops}", 60, numeric=True),
        Column("findings", _("Findings"), lambda row: f"{row.findings}", 74, numeric=True),
        Column("number", _("Number"), lambda row: row.number, 220, shown=False),
    )
