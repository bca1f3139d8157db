"""The list of sites (监管对象), and what its dossier (一企一档) holds so far."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from db.connection import Reader, Row
from db.queries.stop_sheet import site_of
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.checklist import ListFor
from inspector.model.events import Blob
from inspector.model.finding import FindingState, Severity
from inspector.model.ids import ChecklistId, FindingId, GridId, PhotoId, SiteId, StopId
from inspector.model.office import CYCLES, Rank
from inspector.model.photo import Moment
from inspector.model.site import Site, SiteKind, SiteStatus
from inspector.periods import Instant

STOPS_SHOWN, PHOTOS_SHOWN, FINDINGS_SHOWN = 12, 3, 50
"""Newest visits of a dossier, photos of each, and open findings."""

_OPEN = "(SELECT count(*) FROM finding WHERE finding.site = site.id AND finding.is_open)"
_FILTERS = MappingProxyType(
    {
        "all": "1",
        "overdue": "site.status <> 'closed_down' AND site_due.due_on < :today",
        "key": "site.rank = 'key'",
        "halted": "site.status IN ('halted', 'seasonal')",
        "findings": "EXISTS (SELECT 1 FROM finding WHERE finding.site = site.id AND finding.is_open)",
        "closed": "site.status = 'closed_down'",
    }
)
_RANKS = " ".join(f"WHEN '{cycle.rank}' THEN {place}" for place, cycle in enumerate(CYCLES))
_SORTS = MappingProxyType(
    {
        "name": "site.name",
        "kind": "site.kind",
        "rank": f"CASE site.rank {_RANKS} END",
        "grid": "grid.name",
        "status": "site.status",
        "last": "site_due.last_visit",
        "due": "site_due.due_on",
        "findings": _OPEN,
        "responsible": "site.responsible",
        "leader": "site.leader",
        "address": "site.address",
    }
)
_FOUND = "site.rid IN (SELECT rowid FROM site_search WHERE site_search MATCH :phrase)"
_FROM = "FROM site JOIN site_due ON site_due.site = site.id LEFT JOIN grid ON grid.id = site.grid"


@dataclass(frozen=True, slots=True)
class SiteView:
    """Which sites, in which order: a filter's name, letters to find, a column's name.

    Seen from ``grid``; an empty one sees all.
    """

    grid: GridId
    today: date
    filter: str = "all"
    text: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A line of the list; ``due_on`` is missing where nobody goes any more."""

    site: SiteId
    name: str
    kind: SiteKind
    rank: Rank
    grid_name: str
    status: SiteStatus
    last_visit: date | None
    due_on: date | None
    findings: int
    responsible: str
    leader: str
    address: str


def site_keys(reader: Reader, view: SiteView, limit: int | None = None) -> list[SiteId]:
    """List the sites of a view in its order, at most ``limit``; without a sort those due first."""
    way = "DESC" if view.descending else "ASC"
    order = f"{_SORTS[view.sort]} {way}, site.name" if view.sort else "closed, site_due.due_on, site.name"
    rows = reader.rows(
        f"""{WITHIN} SELECT site.id, site.status = 'closed_down' AS closed {_FROM}
        WHERE {_which(view)} AND {_FILTERS[view.filter]} ORDER BY {order}, site.id LIMIT :limit""",
        {**_values(view), "limit": -1 if limit is None else limit},
    )
    return [SiteId(row[0]) for row in rows]


def site_rows(reader: Reader, sites: Sequence[SiteId]) -> dict[SiteId, SiteRow]:
    """Give the lines of ``sites``; one that is gone is left out."""
    rows = reader.rows(
        f"""SELECT site.id, site.name, site.kind, site.rank, coalesce(grid.name, ''), site.status,
            site_due.last_visit, site_due.due_on, {_OPEN}, site.responsible, site.leader, site.address
        {_FROM} WHERE site.id IN (SELECT value FROM json_each(?))""",  # noqa: S608 - as above
        (json.dumps(sites),),
    )
    return {SiteId(row[0]): _site_row(row) for row in rows}


def site_counts(reader: Reader, view: SiteView) -> Mapping[str, int]:
    """Count the sites that each filter lets through, with the letters of the view."""
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _FILTERS.values())
    row = reader.row(f"{WITHIN} SELECT {sums} {_FROM} WHERE {_which(view)}", _values(view))
    return dict(zip(_FILTERS, row or (), strict=True))


def _which(view: SiteView) -> str:
    return f"site.grid IN within AND {_FOUND if view.text else '1'}"


def _values(view: SiteView) -> dict[str, object]:
    return {"grid": view.grid, "today": f"{view.today}", "phrase": phrase(view.text)}


def _site_row(row: Row) -> SiteRow:
    site, name, kind, rank, grid_name, status, last, due, findings, responsible, leader, address = row
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
        responsible=responsible,
        leader=leader,
        address=address,
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit in the time line; ``findings`` are the words of what was noticed, ``photos`` the first few."""

    stop: StopId
    arrived: Instant
    by: str
    nothing_unusual: bool
    unplanned: bool
    late_reason: str
    note: str
    findings: tuple[str, ...]
    photos: tuple[tuple[PhotoId, Blob, Instant], ...]


@dataclass(frozen=True, slots=True)
class DossierFinding:
    """A finding of the site that has not ended."""

    finding: FindingId
    number: str
    text: str
    severity: Severity
    state: FindingState
    due_on: date


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one site: facts, open findings, the last visits of ``visit_count``."""

    site: Site
    row: SiteRow
    checklist: str
    findings: tuple[DossierFinding, ...]
    visits: tuple[Visit, ...]
    visit_count: int
    unreadable: int


def dossier_of(reader: Reader, site: SiteId) -> Dossier | None:
    """Gather what is known of a site; None without it."""
    found = site_of(reader, site)
    if found is None:
        return None
    title = reader.value("SELECT title FROM checklist WHERE id = ? AND is_newest", (found.checklist,))
    return Dossier(
        site=found,
        row=site_rows(reader, [site])[site],
        checklist=title or "",
        findings=_open_findings(reader, site),
        visits=_visits(reader, site),
        visit_count=int(reader.value("SELECT count(*) FROM stop WHERE site = ?", (site,))),
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (site,))),
    )


def _open_findings(reader: Reader, site: SiteId) -> tuple[DossierFinding, ...]:
    rows = reader.rows(
        f"""SELECT id, number, text, severity, state, due_on FROM finding
        WHERE site = ? AND is_open ORDER BY due_on, id LIMIT {FINDINGS_SHOWN}""",  # noqa: S608 - a number
        (site,),
    )
    return tuple(
        DossierFinding(
            FindingId(finding), number, text, Severity(severity), FindingState(state), date.fromisoformat(due)
        )
        for finding, number, text, severity, state, due in rows
    )


def _visits(reader: Reader, site: SiteId) -> tuple[Visit, ...]:
    rows = reader.rows(
        f"""SELECT stop.id, stop.arrived_ts, stop.arrived_tz, coalesce(person.name, ''), stop.nothing_unusual,
            stop.unplanned, coalesce(nullif(stop.late_reason, ''), patrol.late_reason, ''), stop.note
        FROM stop LEFT JOIN person ON person.id = stop.recorded_by LEFT JOIN patrol ON patrol.id = stop.patrol
        WHERE stop.site = ? ORDER BY stop.day DESC, stop.arrived_ts DESC LIMIT {STOPS_SHOWN}""",  # noqa: S608 - a number
        (site,),
    )
    return tuple(
        Visit(
            stop=StopId(stop),
            arrived=Instant(ts, tz),
            by=by,
            nothing_unusual=bool(nothing),
            unplanned=bool(unplanned),
            late_reason=late,
            note=note,
            findings=_noticed(reader, stop),
            photos=_photos(reader, stop),
        )
        for stop, ts, tz, by, nothing, unplanned, late, note in rows
    )


def _noticed(reader: Reader, stop: str) -> tuple[str, ...]:
    rows = reader.rows("SELECT text FROM finding WHERE stop = ? ORDER BY noticed_ts, id", (stop,))
    return tuple(text for (text,) in rows)


def _photos(reader: Reader, stop: str) -> tuple[tuple[PhotoId, Blob, Instant], ...]:
    rows = reader.rows(
        f"""SELECT id, preview_sha256, preview_size, preview_mime, taken_ts, taken_tz FROM photo
        WHERE stop = ? ORDER BY moment = '{Moment.PLAIN}', taken_ts, id LIMIT {PHOTOS_SHOWN}""",  # noqa: S608 - as above
        (stop,),
    )
    return tuple(
        (PhotoId(photo), Blob(sha256, size, mime), Instant(ts, tz))
        for photo, sha256, size, mime, ts, tz in rows
    )


@dataclass(frozen=True, slots=True)
class OfferedList:
    """A list that can be answered at a site."""

    checklist: ChecklistId
    title: str
    made_for: ListFor


@dataclass(frozen=True, slots=True)
class SiteChoices:
    """What a site can be given: the grids somebody acts for, and the lists in force."""

    grids: tuple[tuple[GridId, str], ...]
    lists: tuple[OfferedList, ...]


def site_choices(reader: Reader, grid: GridId) -> SiteChoices:
    """Give what a site of ``grid`` or below can be given; the grids nearest the ground first."""
    grids = reader.rows(
        f"{WITHIN} SELECT id, name FROM grid WHERE id IN within ORDER BY level DESC, code, id",  # noqa: S608 - our own words
        {"grid": grid},
    )
    lists = reader.rows("SELECT id, title, made_for FROM checklist WHERE is_newest ORDER BY title, id")
    return SiteChoices(
        grids=tuple((GridId(one), name) for one, name in grids),
        lists=tuple(OfferedList(ChecklistId(one), title, ListFor(whose)) for one, title, whose in lists),
    )
