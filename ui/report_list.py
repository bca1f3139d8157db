"""The list of all reports: its columns, filters and questions."""

from collections.abc import Callable, Sequence

from db.connection import Reader
from db.queries.reports import (
    ALL,
    ENTERED,
    LATE,
    ReportRow,
    ReportState,
    report_counts,
    report_keys,
    report_rows,
)
from inspector.model.issued_report import ReportKind
from inspector.words import N_, _
from ui.list_view import ListView
from ui.report_words import (
    KINDS,
    STATES,
    counted,
    day_words,
    kind_words,
    mark_words,
    names_words,
    place_words,
    state_words,
)
from ui.session import Session
from ui.table import Column, Source, View
from ui.widgets.empty_state import EmptyState
from ui.widgets.site_words import letters_wide

FILTERS = (
    (ALL, N_("All")),
    (ReportState.TO_SIGN.value, STATES[ReportState.TO_SIGN][0]),
    (ReportState.SIGNED.value, STATES[ReportState.SIGNED][0]),
    (ReportState.SEALED.value, STATES[ReportState.SEALED][0]),
    (ReportState.IN_INK.value, STATES[ReportState.IN_INK][0]),
    (ReportState.ELSEWHERE.value, STATES[ReportState.ELSEWHERE][0]),
    (LATE, N_("Late")),
    (ENTERED, N_("Entered for")),
    (ReportState.DRAFT.value, STATES[ReportState.DRAFT][0]),
    *((kind.value, KINDS[kind.value]) for kind in ReportKind),
)


def report_list(session: Session, go_to_today: Callable[[], object]) -> ListView[ReportRow]:
    """Make the list; it asks nothing before ``refresh``."""
    folder = session.workspace.folder
    source = Source[ReportRow](
        keys=_keys,
        rows=lambda reader, keys: report_rows(reader, folder, keys),
        counts=lambda reader, view: report_counts(reader, view.text),
    )
    empty = EmptyState(
        "file-text",
        _("No reports yet"),
        _("When a patrol is finished, its report is built and shown here, ready to sign."),
        action=_("Go to today"),
        act=go_to_today,
    )
    filters = [(name, _(text)) for name, text in FILTERS]
    return ListView("reports", _("Reports"), session, _columns(), source, empty=empty, filters=filters)


def _keys(reader: Reader, view: View, limit: int | None) -> Sequence[str]:
    return report_keys(
        reader, limit, chosen=view.filter or ALL, text=view.text, sort=view.sort, descending=view.descending
    )


def _columns() -> tuple[Column[ReportRow], ...]:
    return (
        Column("day", _("Day"), day_words, 84),
        Column("kind", _("Kind"), kind_words, 64),
        Column("grid", _("Grid/site"), place_words, 88, stretches=True),
        Column(
            "state",
            _("State"),
            lambda row: state_words(row)[0],
            letters_wide(104, 92),
            tone=lambda row: state_words(row)[1],
            chip=True,
        ),
        Column(
            "late",
            _("Mark"),
            mark_words,
            52,
            tone=lambda row: "amber" if row.is_late else "blue" if row.entered_by else "",
            chip=True,
            sortable=False,
        ),
        Column("stops", _("Stops"), lambda row: counted(row, row.stops), 52, numeric=True, shown=False),
        Column(
            "findings",
            _("Findings"),
            lambda row: counted(row, row.findings),
            letters_wide(46, 76),
            numeric=True,
        ),
        Column(
            "inspectors",
            _("Inspectors"),
            lambda row: names_words(row.inspectors),
            110,
            sortable=False,
            shown=False,
        ),
        Column("number", _("Number"), lambda row: row.number, 220, shown=False, keeps_end=True),
    )
