"""The columns of the list of findings, and the facts it is narrowed by."""

from collections.abc import Callable
from datetime import date
from typing import Any

from db.queries.finding_facts import SOON, YES, FindingFacts, WhenDue, WhenNoticed
from db.queries.findings import FindingRow
from inspector.model.case_steps import SUPERVISION_NAMES, Supervision
from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding_state import SEVERITY_NAMES, SOURCE_NAMES, STATE_NAMES
from inspector.model.site import KIND_NAMES
from inspector.words import N_, _, plural
from ui.list_facts import Facet, FacetChoice
from ui.table import Column
from ui.widgets.finding_case import SEVERITY_TONES, STATE_TONES
from ui.widgets.site_words import day_words, letters_wide

WHEN_NAMES = {
    WhenNoticed.WEEK: N_("within 7 days"),
    WhenNoticed.MONTH: N_("within 30 days"),
    WhenNoticed.BEFORE: N_("more than 30 days ago"),
}
DUE_NAMES = {
    WhenDue.OVERDUE: N_("overdue"),
    WhenDue.SOON: N_("within 3 days"),
    WhenDue.GIVEN: N_("deadline given by the office"),
}
TAGS = {Supervision.LISTED: N_("supervised"), Supervision.CASE: N_("special case")}


def finding_columns(today: Callable[[], date]) -> tuple[Column[FindingRow], ...]:
    """Give the columns; ``today`` tells the day that deadlines are measured from."""
    return (
        Column[FindingRow](
            "number",
            _("Number"),
            lambda row: row.number,
            letters_wide(174, 120),
            tone=_soft,
            keeps_end=True,
        ),
        Column[FindingRow]("text", _("Finding"), finding_words, 112, sortable=False, stretches=True),
        Column[FindingRow]("site", _("Site"), lambda row: row.site_name, 98),
        Column[FindingRow](
            "due",
            _("Deadline"),
            lambda row: deadline_words(row, today())[0],
            letters_wide(84, 92),
            tone=lambda row: deadline_words(row, today())[1],
            cell=lambda row: row.due_on,
        ),
        Column[FindingRow](
            "state",
            _("State"),
            lambda row: _(STATE_NAMES[row.state]),
            letters_wide(80, 150),
            tone=lambda row: STATE_TONES[row.state],
            chip=True,
        ),
        Column[FindingRow]("unit", _("Unit"), lambda row: row.unit, letters_wide(82, 64)),
        Column[FindingRow](
            "severity",
            _("Severity"),
            lambda row: _(SEVERITY_NAMES[row.severity]),
            letters_wide(64, 80),
            tone=lambda row: SEVERITY_TONES[row.severity],
            shown=False,
        ),
        Column[FindingRow](
            "category",
            _("Category of finding"),
            lambda row: _(CATEGORY_NAMES[row.category]),
            112,
            sortable=False,
            shown=False,
        ),
        Column[FindingRow](
            "noticed",
            _("Noticed"),
            lambda row: day_words(row.noticed.day, today()),
            96,
            tone=_soft,
            cell=lambda row: row.noticed.day,
            shown=False,
        ),
        Column[FindingRow]("grid", _("Grid"), lambda row: row.grid_name, 120, tone=_soft, shown=False),
    )


def finding_words(row: FindingRow) -> str:
    """Give a finding's text with its tags in words."""
    tags = [_(TAGS[kind]) for kind in row.supervision]
    if row.relapses:
        tags.insert(0, _("relapsed"))
    return _("{text} ({tags})", text=row.text, tags=", ".join(tags)) if tags else row.text


def deadline_words(row: FindingRow, today: date) -> tuple[str, str]:
    """Say the deadline of an open finding, in words where it is over, and in which tone."""
    if not row.is_open:
        return "—", "soft"
    left = (row.due_on - today).days
    if left < 0:
        return plural("{n} day over", "{n} days over", -left), "red"
    words = _("today") if left == 0 else day_words(row.due_on, today)
    return words, "amber" if left <= SOON else "text" if row.is_due_given else "soft"


def facets_of(facts: FindingFacts) -> tuple[Facet, ...]:
    """Say what findings can be chosen by."""

    def choices(names: Any) -> tuple[FacetChoice, ...]:
        return tuple(FacetChoice(one, _(name)) for one, name in names.items())

    return (
        Facet("severity", _("Severity"), choices(SEVERITY_NAMES)),
        Facet("category", _("Category of finding"), choices(CATEGORY_NAMES)),
        Facet("state", _("State"), choices(STATE_NAMES)),
        Facet("due", _("Deadline"), choices(DUE_NAMES)),
        Facet("unit", _("Unit"), tuple(FacetChoice(unit, unit) for unit in facts.units)),
        Facet("grid", _("Grid"), tuple(FacetChoice(o.grid, o.name, depth=o.depth) for o in facts.grids)),
        Facet("kind", _("Kind"), choices(KIND_NAMES)),
        Facet("noticed", _("Noticed"), choices(WHEN_NAMES)),
        Facet("source", _("Source"), choices(SOURCE_NAMES)),
        Facet("supervision", _("Supervision"), choices(SUPERVISION_NAMES)),
        Facet("relapsed", _("Relapse"), (FacetChoice(YES, _("relapsed")),)),
    )


def _soft(_row: Any) -> str:
    return "soft"
