"""The list of sites (监管对象): filters, facts, letters and orders, all decided in SQL."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from db.connection import Reader, Row
from db.queries.site_facts import LAST_VISIT, OPEN_DUE, Facts, condition_of, values_of
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.events import Place
from inspector.model.ids import GridId, SiteId
from inspector.model.office import CYCLES, Rank
from inspector.model.site import SiteKind, SiteStatus

_OPEN = "(SELECT count(*) FROM finding WHERE finding.site = site.id AND finding.is_open)"
_FIRST_END = """(SELECT min(expires_on) FROM site_paper
        WHERE site_paper.site = site.id AND NOT site_paper.has_ended)"""
_FILTERS = MappingProxyType(
    {
        "all": "1",
        "overdue": f"{OPEN_DUE} < :today",
        "key": "site.rank = 'key'",
        "halted": "site.status IN ('halted', 'seasonal')",
        "findings": "site.id IN (SELECT site FROM finding WHERE is_open)",
        "papers": "site.id IN (SELECT site FROM site_paper WHERE NOT has_ended AND expires_on <= :soon)",
        "closed": "site.status = 'closed_down'",
    }
)
_RANKS = " ".join(f"WHEN '{cycle.rank}' THEN {place}" for place, cycle in enumerate(CYCLES))
_LIST = "(SELECT title FROM checklist WHERE checklist.id = site.checklist AND is_newest)"
_SORTS = MappingProxyType(
    {
        "name": "site.name",
        "kind": "site.kind",
        "rank": f"CASE site.rank {_RANKS} END",
        "grid": "grid.name",
        "status": "site.status",
        "last": LAST_VISIT,
        "due": OPEN_DUE,
        "findings": _OPEN,
        "papers": _FIRST_END,
        "list": _LIST,
        "responsible": "site.responsible",
        "responsible_phone": "site.responsible_phone",
        "leader": "site.leader",
        "leader_phone": "site.leader_phone",
        "address": "site.address",
        "credit_code": "site.credit_code",
        "added": "site.added_on",
        "note": "site.note",
    }
)
_FOUND = "site.rid IN (SELECT rowid FROM site_search WHERE site_search MATCH :phrase)"
_FROM = "FROM site LEFT JOIN grid ON grid.id = site.grid"


@dataclass(frozen=True, slots=True)
class SiteView:
    """Which sites, in which order: a filter's name, facts, letters to find, a column's name.

    Seen from ``grid``; an empty one sees none.
    """

    grid: GridId
    today: date
    filter: str = "all"
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A line of the list; ``due_on`` is missing where nobody goes any more.

    ``first_end`` is the day on which the first of its papers expires.
    """

    site: SiteId
    name: str
    kind: SiteKind
    rank: Rank
    grid_name: str
    status: SiteStatus
    last_visit: date | None
    due_on: date | None
    findings: int
    first_end: date | None
    checklist: str
    responsible: str
    responsible_phone: str
    leader: str
    leader_phone: str
    address: str
    place: Place | None
    credit_code: str
    added: date
    note: str


def site_keys(reader: Reader, view: SiteView, limit: int | None = None) -> list[SiteId]:
    """List the sites of a view in its order, at most ``limit``; without a sort those due first."""
    way = "DESC" if view.descending else "ASC"
    rows = reader.rows(
        f"""{WITHIN} SELECT site.id {_FROM} WHERE {_found(view)} AND {_FILTERS[view.filter]}
        ORDER BY {_SORTS[view.sort or "due"]} {way} NULLS LAST, site.name, site.id LIMIT :limit""",
        {**_values(reader, view), "limit": -1 if limit is None else limit},
    )
    return [SiteId(row[0]) for row in rows]


def site_rows(reader: Reader, sites: Sequence[SiteId]) -> dict[SiteId, SiteRow]:
    """Give the lines of ``sites``; one that is gone is left out."""
    rows = reader.rows(
        f"""SELECT site.id, site.name, site.kind, site.rank, coalesce(grid.name, ''), site.status,
            site_due.last_visit, site_due.due_on, {_OPEN}, {_FIRST_END}, coalesce({_LIST}, ''),
            site.responsible, site.responsible_phone, site.leader, site.leader_phone, site.address,
            site.lat, site.lon, site.credit_code, site.added_on, site.note
        FROM site JOIN site_due ON site_due.site = site.id LEFT JOIN grid ON grid.id = site.grid
        WHERE site.id IN (SELECT value FROM json_each(?))""",  # noqa: S608 - our own words
        (json.dumps(sites),),
    )
    return {SiteId(row[0]): _site_row(row) for row in rows}


def site_counts(reader: Reader, view: SiteView) -> Mapping[str, int]:
    """Count the sites that each filter lets through, with the facts and letters of the view."""
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _FILTERS.values())
    row = reader.row(f"{WITHIN} SELECT {sums} {_FROM} WHERE {_found(view)}", _values(reader, view))
    return dict(zip(_FILTERS, row or (), strict=True))


def _found(view: SiteView) -> str:
    found = _FOUND if view.text else "1"
    return f"site.grid IN within AND {found} AND {condition_of(view.facts)}"


def _values(reader: Reader, view: SiteView) -> dict[str, object]:
    return {"grid": view.grid, "phrase": phrase(view.text), **values_of(reader, view.facts, view.today)}


def _site_row(row: Row) -> SiteRow:
    (site, name, kind, rank, grid_name, status, last, due, findings, first_end, checklist, *rest) = row
    responsible, responsible_phone, leader, leader_phone, address, lat, lon, credit_code, added, note = rest
    closed = status == SiteStatus.CLOSED_DOWN
    return SiteRow(
        site=SiteId(site),
        name=name,
        kind=SiteKind(kind),
        rank=Rank(rank),
        grid_name=grid_name,
        status=SiteStatus(status),
        last_visit=date.fromisoformat(last) if last else None,
        due_on=None if closed else date.fromisoformat(due),
        findings=findings,
        first_end=date.fromisoformat(first_end) if first_end else None,
        checklist=checklist,
        responsible=responsible,
        responsible_phone=responsible_phone,
        leader=leader,
        leader_phone=leader_phone,
        address=address,
        place=None if lat is None else Place(lat=lat, lon=lon),
        credit_code=credit_code,
        added=date.fromisoformat(added),
        note=note,
    )
