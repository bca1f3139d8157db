"""The list of findings (问题), walked along its indexes."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from db.connection import Reader, Row
from db.queries.finding_facts import condition_of, values_of
from db.queries.finding_waiting import is_whole, roles_in, waits
from db.queries.numbers import CATEGORY
from db.queries.site_facts import Facts
from db.restricted import shown
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.case_steps import Supervision
from inspector.model.category import Category
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import FindingId, GridId, SiteId
from inspector.model.person import Role
from inspector.periods import Instant

MOST_FOUND, MOST_SITES = 2_000, 50
"""Newest findings, and sites, that letters lead to; more letters lead to fewer."""
MINE = "mine"
"""The filter of what waits for whoever looks; its condition depends on their roles."""

_FILTERS = MappingProxyType(
    {
        "open": "finding.is_open = 1 AND finding.is_open",
        "overdue": "finding.is_open = 1 AND finding.is_open AND finding.due_on < :today",
        "recheck": "finding.state = 'put_right'",
        "reported": "finding.state = 'reported'",
        "closed": "finding.is_open = 0",
        "all": "1",
    }
)
"""The condition of each filter; openness is said twice, once for each of the indexes that know it."""
_ARE_OPEN = frozenset({"open", "overdue", "recheck", "reported"})
_INDEXES = MappingProxyType(
    {
        ("open", "noticed"): "finding_by_openness",
        ("open", "due"): "finding_open_by_due",
        ("overdue", "noticed"): "finding_by_openness",
        ("overdue", "due"): "finding_open_by_due",
        ("recheck", "noticed"): "finding_by_state",
        ("reported", "noticed"): "finding_by_state",
        ("closed", "noticed"): "finding_by_openness",
        ("all", "noticed"): "finding_by_time",
    }
)
"""The index that gives the rows of a filter in an order, so that the first ones cost the same among any."""
_BY_TERM = frozenset({MINE, "overdue"})
"""The filters whose rows come by their deadline unless another order is asked for."""
_LETTERS = f"""(finding.rid IN (SELECT rowid FROM finding_search WHERE finding_search MATCH :phrase
        ORDER BY rowid DESC LIMIT {MOST_FOUND})
    OR finding.site IN (SELECT id FROM site WHERE rid IN (
        SELECT rowid FROM site_search WHERE site_search MATCH :phrase LIMIT {MOST_SITES})))"""  # noqa: S608 - numbers
_SEVERITIES = " ".join(f"WHEN '{severity}' THEN {place}" for place, severity in enumerate(Severity))
_ORDERS = MappingProxyType(
    {
        "noticed": "finding.noticed_ts",
        "due": "finding.due_on",
        "number": "finding.number",
        "severity": f"CASE finding.severity {_SEVERITIES} END",
        "state": "finding.state",
        "site": "(SELECT name FROM site WHERE site.id = finding.site)",
        "grid": "(SELECT name FROM grid WHERE grid.id = finding.grid)",
        "unit": "finding.unit",
    }
)
"""The first two are those of an index; by the others all that fulfil the filter are sorted."""
SORTS = frozenset({"", *_ORDERS})
"""The orders there are; an empty one goes by the filter."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """Which findings: a filter's name and letters to find, seen from ``grid`` (an empty one sees all).

    ``MINE`` are those that wait for ``person``. Without ``sort``, a column's name, these and overdue ones
    come by their deadline, others the newest first.
    """

    grid: GridId
    today: date
    filter: str = "open"
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()
    person: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A line of the list; ``due_on`` is the deadline given, or follows from the proposed term."""

    finding: FindingId
    number: str
    text: str
    site: SiteId
    site_name: str
    grid_name: str
    severity: Severity
    noticed: Instant
    term_days: int
    due_on: date
    state: FindingState
    is_open: bool
    on_the_spot: bool
    unit: str
    person_name: str
    is_due_given: bool
    relapses: int
    supervision: tuple[Supervision, ...]
    category: Category


def finding_keys(reader: Reader, view: FindingView, limit: int | None = None) -> list[FindingId]:
    """List the findings of a view in its order, at most ``limit``.

    The first rows cost the same among ten thousand and a million.
    """
    by_term = view.filter in _BY_TERM
    sort = view.sort or ("due" if by_term else "noticed")
    up = not view.descending if view.sort else by_term
    way = "ASC" if up else "DESC"
    mine = view.filter == MINE
    roles = roles_in(reader, view.person, view.grid, view.today) if mine else frozenset[Role]()
    whole = is_whole(reader, view.grid)
    source, condition = _source(view, view.filter, sort, whole=whole)
    query = (
        f"{WITHIN} SELECT finding.id FROM {source} WHERE {condition}"  # noqa: S608 - our own words
        f" AND {_filter(view.filter, roles, whole=whole)} AND {condition_of(view.facts)}"
        f" ORDER BY {_ORDERS[sort]} {way}, finding.id {way} LIMIT :limit"
    )
    rows = reader.rows(query, {**_values(view), "limit": -1 if limit is None else limit})
    return [FindingId(row[0]) for row in rows]


def finding_rows(reader: Reader, findings: Sequence[FindingId]) -> dict[FindingId, FindingRow]:
    """Give the lines of ``findings``; one that is gone is left out."""
    rows = reader.rows(
        f"SELECT {FINDING_ROW} {FINDING_JOINED} WHERE finding.id IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own words
        (json.dumps(findings),),
    )
    return {FindingId(row[0]): finding_row(row) for row in rows}


def finding_counts(
    reader: Reader, view: FindingView, filters: Collection[str] = (MINE, *_FILTERS)
) -> Mapping[str, int]:
    """Count the findings that each of these filters lets through, with the letters of the view."""
    roles = roles_in(reader, view.person, view.grid, view.today)
    whole = is_whole(reader, view.grid)
    values = _values(view)
    counts: dict[str, int] = {}
    for name in filters:
        source, condition = _source(view, name, whole=whole)
        query = (
            f"{WITHIN} SELECT count(*) FROM {source} WHERE {condition}"  # noqa: S608 - as above
            f" AND {_filter(name, roles, whole=whole)} AND {condition_of(view.facts)}"
        )
        counts[name] = int(reader.value(query, values))
    return counts


def _filter(name: str, roles: frozenset[Role], *, whole: bool) -> str:
    return waits(roles, whole=whole) if name == MINE else _FILTERS[name]


def _source(view: FindingView, chosen: str, sort: str = "", *, whole: bool) -> tuple[str, str]:
    """Name the index that leads to the rows, and what they have to fulfil.

    Seen from the top the ground is left away and the rows are met in their order; seen from a grid those of
    its ground are gathered first, only the open ones where that is enough. What waits for somebody says its
    own ground.
    """
    if view.text:
        return "finding", _LETTERS if whole or chosen == MINE else f"{_LETTERS} AND +finding.grid IN within"
    if chosen == MINE:
        return "finding", "1"
    if not whole and chosen in _ARE_OPEN:
        open_ones = "finding.grid IN within AND finding.is_open = 1"
        return "finding INDEXED BY finding_of_grid_by_openness", open_ones
    if not whole:
        return "finding INDEXED BY finding_by_grid", "finding.grid IN within"
    index = _INDEXES.get((chosen, sort))
    return (f"finding INDEXED BY {index}" if index else "finding"), "1"


def _values(view: FindingView) -> dict[str, object]:
    known = {"grid": view.grid, "person": view.person, "phrase": phrase(view.text)}
    return {**known, **values_of(view.facts, view.today)}


FINDING_ROW = f"""finding.id, finding.number, finding.text, finding.site, coalesce(site.name, ''),
    coalesce(grid.name, ''), finding.severity, finding.noticed_ts, finding.noticed_tz, finding.term_days,
    finding.due_on, finding.state, finding.is_open, finding.on_the_spot, finding.unit, finding.person_name,
    finding.is_due_given, finding.relapses, finding.supervision, {CATEGORY}"""
FINDING_JOINED = """FROM finding LEFT JOIN site ON site.id = finding.site
    LEFT JOIN grid ON grid.id = finding.grid"""


def finding_row(row: Row) -> FindingRow:
    """Read a row of ``FINDING_ROW``."""
    finding, number, text, site, site_name, grid_name, severity, ts, tz, term, due, state = row[:12]
    is_open, spot, unit, person_name, is_due_given, relapses, supervision, category = row[12:]
    return FindingRow(
        finding=FindingId(finding),
        number=number,
        text=shown(text),
        site=SiteId(site),
        site_name=site_name,
        grid_name=grid_name,
        severity=Severity(severity),
        noticed=Instant(ts, tz),
        term_days=term,
        due_on=date.fromisoformat(due),
        state=FindingState(state),
        is_open=bool(is_open),
        on_the_spot=bool(spot),
        unit=unit,
        person_name=person_name,
        is_due_given=bool(is_due_given),
        relapses=relapses,
        supervision=_supervision(supervision),
        category=Category(category),
    )


@cache
def _supervision(listed: str) -> tuple[Supervision, ...]:
    """Read the column, which holds one of a few lists and mostly the empty one."""
    return tuple(Supervision(kind) for kind in json.loads(listed))
