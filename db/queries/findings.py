"""The list of findings (问题), walked along its indexes, and the case of one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from db.connection import Reader, Row
from db.queries.finding_facts import condition_of, values_of
from db.queries.site_facts import Facts
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.events import Blob
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import FindingId, GridId, PhotoId, SiteId
from inspector.model.photo import Moment
from inspector.periods import Instant

MOST_FOUND, MOST_SITES = 2_000, 50
"""Newest findings, and sites, that letters lead to; more letters lead to fewer."""

_FILTERS = MappingProxyType(
    {
        "open": "finding.is_open = 1 AND finding.is_open",
        "overdue": "finding.is_open = 1 AND finding.is_open AND finding.due_on < :today",
        "reported": "finding.state = 'reported'",
        "closed": "finding.is_open = 0",
        "all": "1",
    }
)
"""The condition of each filter; openness is said twice, once for each of the indexes that know it."""
_INDEXES = MappingProxyType(
    {
        ("open", "noticed"): "finding_by_openness",
        ("open", "due"): "finding_open_by_due",
        ("overdue", "noticed"): "finding_by_openness",
        ("overdue", "due"): "finding_open_by_due",
        ("reported", "noticed"): "finding_by_state",
        ("closed", "noticed"): "finding_by_openness",
        ("all", "noticed"): "finding_by_time",
    }
)
"""The index that gives the rows of a filter in an order, so that the first ones cost the same among any."""
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
    }
)
"""The first two are those of an index; by the others all that fulfil the filter are sorted."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """Which findings: a filter's name and letters to find, seen from ``grid`` (an empty one sees all).

    Without ``sort``, a column's name, overdue ones come by their day, others the newest first.
    """

    grid: GridId
    today: date
    filter: str = "open"
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A line of the list; ``due_on`` follows from the proposed term."""

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


def finding_keys(reader: Reader, view: FindingView, limit: int | None = None) -> list[FindingId]:
    """List the findings of a view in its order, at most ``limit``.

    Overdue ones come by their day, others the newest first. The first rows cost the same among ten thousand
    and a million.
    """
    sort = view.sort or ("due" if view.filter == "overdue" else "noticed")
    up = not view.descending if view.sort else view.filter == "overdue"
    way = "ASC" if up else "DESC"
    source, condition = _source(reader, view, sort)
    query = (
        f"{WITHIN} SELECT finding.id FROM {source} WHERE {condition} AND {_FILTERS[view.filter]}"  # noqa: S608 - our own words
        f" AND {condition_of(view.facts)}"
        f" ORDER BY {_ORDERS[sort]} {way}, finding.id {way} LIMIT :limit"
    )
    rows = reader.rows(query, {**_values(view), "limit": -1 if limit is None else limit})
    return [FindingId(row[0]) for row in rows]


def finding_rows(reader: Reader, findings: Sequence[FindingId]) -> dict[FindingId, FindingRow]:
    """Give the lines of ``findings``; one that is gone is left out."""
    rows = reader.rows(
        f"SELECT {_ROW} {_JOINED} WHERE finding.id IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own words
        (json.dumps(findings),),
    )
    return {FindingId(row[0]): _finding_row(row) for row in rows}


def finding_counts(reader: Reader, view: FindingView) -> Mapping[str, int]:
    """Count the findings that each filter lets through, with the letters of the view."""
    source, condition = _source(reader, view)
    values = _values(view)
    return {
        name: int(
            reader.value(
                f"{WITHIN} SELECT count(*) FROM {source}"  # noqa: S608 - as above
                f" WHERE {condition} AND {chosen} AND {condition_of(view.facts)}",
                values,
            )
        )
        for name, chosen in _FILTERS.items()
    }


def _source(reader: Reader, view: FindingView, sort: str = "") -> tuple[str, str]:
    """Name the index that leads to the rows, and what they have to fulfil.

    Seen from the top the ground is left away and the rows are met in their order; seen from a grid those of
    its ground are gathered first.
    """
    whole = not view.grid or bool(reader.value("SELECT parent = '' FROM grid WHERE id = ?", (view.grid,)))
    if view.text:
        return "finding", _LETTERS if whole else f"{_LETTERS} AND +finding.grid IN within"
    if not whole:
        return "finding INDEXED BY finding_by_grid", "finding.grid IN within"
    index = _INDEXES.get((view.filter, sort))
    return (f"finding INDEXED BY {index}" if index else "finding"), "1"


def _values(view: FindingView) -> dict[str, object]:
    known = {"grid": view.grid, "today": f"{view.today}", "phrase": phrase(view.text)}
    return {**known, **values_of(view.facts, view.today)}


_ROW = """finding.id, finding.number, finding.text, finding.site, coalesce(site.name, ''),
    coalesce(grid.name, ''), finding.severity, finding.noticed_ts, finding.noticed_tz, finding.term_days,
    finding.due_on, finding.state, finding.is_open, finding.on_the_spot"""
_JOINED = """FROM finding LEFT JOIN site ON site.id = finding.site
    LEFT JOIN grid ON grid.id = finding.grid"""


def _finding_row(row: Row) -> FindingRow:
    finding, number, text, site, site_name, grid_name, severity, ts, tz, term, due, state, is_open, spot = row
    return FindingRow(
        finding=FindingId(finding),
        number=number,
        text=text,
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
    )


@dataclass(frozen=True, slots=True)
class CaseStep:
    """An entry about a finding: its type, who recorded it when, and when it came here from another device."""

    type: str
    at: Instant
    by: str
    received_ts: int | None


@dataclass(frozen=True, slots=True)
class CasePhoto:
    """A photo of a finding, with its small picture's file."""

    photo: PhotoId
    preview: Blob
    taken: Instant
    moment: Moment


@dataclass(frozen=True, slots=True)
class Case:
    """A finding with its time line and photos; ``unreadable`` counts entries that need a newer program."""

    row: FindingRow
    spot: str
    noticed_by: str
    patrol: str
    steps: tuple[CaseStep, ...]
    photos: tuple[CasePhoto, ...]
    unreadable: int


def case_of(reader: Reader, finding: FindingId) -> Case | None:
    """Gather the case of a finding; None without it."""
    row = reader.row(
        f"""SELECT {_ROW}, finding.spot, coalesce(person.name, ''), coalesce(patrol.number, '') {_JOINED}
        LEFT JOIN person ON person.id = finding.noticed_by LEFT JOIN patrol ON patrol.id = finding.patrol
        WHERE finding.id = ?""",
        (finding,),
    )
    if row is None:
        return None
    spot, noticed_by, patrol = row[-3:]
    return Case(
        row=_finding_row(row[:-3]),
        spot=spot,
        noticed_by=noticed_by,
        patrol=patrol,
        steps=_steps(reader, finding),
        photos=_photos(reader, finding),
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (finding,))),
    )


def _steps(reader: Reader, finding: FindingId) -> tuple[CaseStep, ...]:
    rows = reader.rows(
        """SELECT entry.type, entry.ts, entry.tz, coalesce(person.name, ''), entry.received_ts
        FROM entry LEFT JOIN person ON person.id = entry.actor
        WHERE entry.obj = ? AND entry.hash NOT IN (SELECT entry FROM unconfirmed WHERE subject = entry.obj)
        ORDER BY entry.lc, entry.ts""",
        (finding,),
    )
    return tuple(CaseStep(kind, Instant(ts, tz), by, received) for kind, ts, tz, by, received in rows)


def _photos(reader: Reader, finding: FindingId) -> tuple[CasePhoto, ...]:
    rows = reader.rows(
        """SELECT id, preview_sha256, preview_size, preview_mime, taken_ts, taken_tz, moment FROM photo
        WHERE finding = ? AND finding <> '' ORDER BY taken_ts, id""",
        (finding,),
    )
    return tuple(
        CasePhoto(PhotoId(photo), Blob(sha256, size, mime), Instant(ts, tz), Moment(moment))
        for photo, sha256, size, mime, ts, tz, moment in rows
    )
