"""The day of a grid: who is due, who was visited, which rounds are open, and sites by a few letters."""

from collections import Counter
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property

import msgspec

from db.connection import Reader, Row
from db.queries.rounds import OpenPatrol, open_patrols
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.events import Place
from inspector.model.ids import GridId, PatrolId, PersonId, SiteId, StopId
from inspector.model.office import CYCLES, Rank
from inspector.model.patrol import Patrol
from inspector.model.site import SiteKind, SiteStatus, distance_m
from inspector.periods import Instant

AHEAD = 1
"""Days before they are due from which sites are listed: tomorrow's may be visited on the way."""
MOST_FOUND = 60


class DueState(IntEnum):
    """Where a site stands on a day, in the order of the list."""

    OVERDUE = 0
    TODAY = 1
    COMING = 2
    DONE = 3


class DueRow(msgspec.Struct, frozen=True, kw_only=True):
    """A site on the list of a day.

    ``days`` counts from the day it was due; ``distance_m`` is from the previous stop, else from the grid.
    The fields from ``stop`` on speak of the last stop of that day, of which there may be none.
    """

    site: SiteId
    name: str
    kind: SiteKind
    rank: Rank
    status: SiteStatus
    grid_name: str
    due_on: date
    state: DueState
    days: int
    place: Place | None = None
    distance_m: int | None = None
    stop: StopId | None = None
    patrol: PatrolId | None = None
    visited: Instant | None = None
    findings: int = 0
    unplanned: bool = False


class Day(msgspec.Struct, frozen=True, dict=True):
    """What a page needs to show the day of a grid.

    ``sites`` counts all sites of the grid and below, ``patrol`` is the round a stop of now belongs to, if one
    is open, ``patrols`` are all open ones, ``others`` those that wait beside it: late ones, and such that
    were not finished on their day.
    """

    day: date
    grid_name: str
    sites: int
    rows: tuple[DueRow, ...]
    patrol: Patrol | None
    patrols: tuple[OpenPatrol, ...]
    others: tuple[Patrol, ...] = ()

    @cached_property
    def _counts(self) -> Counter[tuple[DueState, bool]]:
        """Sites by their state, and whether they were to be visited by this day."""
        return Counter((row.state, row.due_on <= self.day) for row in self.rows)

    @property
    def due(self) -> int:
        """Sites that were to be visited by this day, those done included (应巡)."""
        return sum(count for (_state, is_due), count in self._counts.items() if is_due)

    @property
    def done(self) -> int:
        """Of those, the visited ones (已巡)."""
        return self._counts[DueState.DONE, True]

    @property
    def overdue(self) -> int:
        """Sites whose day has passed without a visit (逾期)."""
        return self._counts[DueState.OVERDUE, True]

    @property
    def extra(self) -> int:
        """Sites visited though they were not due (临时)."""
        return self._counts[DueState.DONE, False]

    @cached_property
    def findings(self) -> int:
        """Findings noticed at the stops of this day."""
        return sum(row.findings for row in self.rows)


RANK_DAYS = ", ".join(
    f"('{cycle.rank}', coalesce((SELECT days FROM cycle WHERE rank = '{cycle.rank}' ORDER BY rules LIMIT 1),"  # noqa: S608 - our own words
    f" CASE WHEN EXISTS (SELECT 1 FROM cycle) THEN 1 ELSE {cycle.days} END))"
    for cycle in CYCLES
)
"""The days between visits by rank, as rows of ``VALUES``: as the office rules, else those of the field."""

# most sites were not visited on the day: of those one look at their stops says all
_LISTED = f"""{WITHIN},
    rank_days(rank, days) AS MATERIALIZED (VALUES {RANK_DAYS}),
    visited AS MATERIALIZED (
        SELECT site.id, site.name, site.kind, site.rank, site.status, site.grid, site.lat, site.lon,
            site.added_on, (SELECT max(day) FROM stop WHERE stop.site = site.id AND day <= :day) AS last
        FROM within CROSS JOIN site ON site.grid = within.id),
    listed AS MATERIALIZED (
        SELECT *,
            coalesce(
                date(
                    CASE WHEN last < :day THEN last
                        ELSE (SELECT max(day) FROM stop WHERE site = visited.id AND day < :day) END,
                    '+' || (SELECT days FROM rank_days WHERE rank_days.rank = visited.rank) || ' days'
                ),
                added_on
            ) AS due_on,
            CASE WHEN last = :day THEN (SELECT id FROM stop WHERE site = visited.id AND day = :day
                ORDER BY arrived_ts DESC LIMIT 1) END AS here
        FROM visited)"""  # noqa: S608 - our own words

# one row for all: between two rows of an answer other threads take their turn, which makes a long one slow
_LIST = f"""{_LISTED}
    SELECT json_group_array(json_array(
        listed.id, listed.name, listed.kind, listed.rank, listed.status, grid.name, due_on,
        listed.lat, listed.lon, stop.id, stop.arrived_ts, stop.arrived_tz, stop.unplanned,
        CASE WHEN here IS NULL THEN 0 ELSE (SELECT count(*) FROM finding WHERE finding.stop = here) END,
        stop.patrol))
    FROM listed LEFT JOIN stop ON stop.id = listed.here LEFT JOIN grid ON grid.id = listed.grid
    WHERE here IS NOT NULL OR (due_on <= :until AND listed.status <> 'closed_down')"""  # noqa: S608 - as above

_WAITING = f"""{_LISTED}
    SELECT count(*) FROM listed WHERE here IS NULL AND due_on <= :day AND status <> 'closed_down'"""  # noqa: S608 - as above


def day_of(reader: Reader, grid: GridId, person: PersonId, now: Instant, late: PatrolId | None = None) -> Day:
    """List the sites of ``grid`` and below as they stand today, and the rounds ``person`` has open.

    The list is that of the morning: a site visited on the day is done, and still counts as having been due.
    With ``late``, an open round that is written down after its day, it is the list of that day; of one that
    is entered for somebody else the list of its grid.
    Distances are from the last stop of the round, else from the grid.
    """
    patrols = open_patrols(reader, grid, person)
    written = next((one.patrol for one in patrols if one.patrol.id == late), None)
    patrol = written or next((one.patrol for one in patrols if one.takes(now)), None)
    day = written.day if written else now.day
    grid = GridId(written.grid) if written and written.is_entered_for else grid
    here = _previous_place(reader, patrol.id) if patrol else None
    return Day(
        day=day,
        grid_name=str(reader.value("SELECT name FROM grid WHERE id = ?", (grid,)) or ""),
        sites=_count_sites(reader, grid),
        rows=_listed(reader, grid, day, here or _grid_place(reader, grid)),
        patrol=patrol,
        patrols=patrols,
        others=tuple(one.patrol for one in patrols if one.patrol != patrol and not one.takes(now)),
    )


def due_count(reader: Reader, grid: GridId, day: date) -> int:
    """Count the sites that were to be visited by ``day``, those visited on it included."""
    return sum(row.due_on <= day for row in _listed(reader, grid, day, None))


def waiting_count(reader: Reader, grid: GridId, day: date) -> int:
    """Count the sites of ``grid`` and below that are due on ``day`` or overdue, and not yet visited."""
    return int(reader.value(_WAITING, {"grid": grid, "day": f"{day}"}))


def _listed(reader: Reader, grid: GridId, day: date, here: Place | None) -> tuple[DueRow, ...]:
    told = reader.value(_LIST, {"grid": grid, "day": f"{day}", "until": f"{day + timedelta(days=AHEAD)}"})
    return tuple(sorted((_due_row(row, day, here) for row in msgspec.json.decode(told)), key=_order))


class FoundSite(msgspec.Struct, frozen=True):
    """A site that letters led to."""

    site: SiteId
    name: str
    kind: SiteKind
    rank: Rank
    grid_name: str


def sites_found(reader: Reader, grid: GridId, letters: str) -> list[FoundSite]:
    """Find sites of ``grid`` and below by a part of the name or by pinyin initials.

    Without letters the first sites by name.
    """
    sought = letters.strip()
    found = (
        "AND site.rid IN (SELECT rowid FROM site_search WHERE site_search MATCH :phrase)" if sought else ""
    )
    rows = reader.rows(
        f"""{WITHIN}
        SELECT site.id, site.name, site.kind, site.rank, coalesce(grid.name, '')
        FROM site LEFT JOIN grid ON grid.id = site.grid
        WHERE site.grid IN within {found} ORDER BY site.name, site.id LIMIT {MOST_FOUND}""",  # noqa: S608 - as above
        {"grid": grid, "phrase": phrase(sought)},
    )
    return [
        FoundSite(SiteId(site), name, SiteKind(kind), Rank(rank), grid_name)
        for site, name, kind, rank, grid_name in rows
    ]


def _due_row(row: Row, day: date, here: Place | None) -> DueRow:
    site, name, kind, rank, status, grid_name, due, lat, lon, stop, ts, tz, unplanned, findings, patrol = row
    due_on = date.fromisoformat(due)
    place = None if lat is None else Place(lat=lat, lon=lon)
    return DueRow(
        site=SiteId(site),
        name=name,
        kind=SiteKind(kind),
        rank=Rank(rank),
        status=SiteStatus(status),
        grid_name=grid_name or "",
        due_on=due_on,
        state=_state(due_on, day, visited=stop is not None),
        days=(day - due_on).days,
        place=place,
        distance_m=distance_m(here, place) if here and place else None,
        stop=StopId(stop) if stop else None,
        patrol=PatrolId(patrol) if patrol else None,
        visited=None if ts is None else Instant(ts, tz),
        findings=findings,
        unplanned=bool(unplanned),
    )


def _state(due_on: date, day: date, *, visited: bool) -> DueState:
    if visited:
        return DueState.DONE
    if due_on < day:
        return DueState.OVERDUE
    return DueState.TODAY if due_on == day else DueState.COMING


_RANKS = {cycle.rank: position for position, cycle in enumerate(CYCLES)}


def _order(row: DueRow) -> tuple[object, ...]:
    visited = -row.visited.ts if row.visited else 0
    nearness = (row.distance_m is None, row.distance_m or 0)
    return row.state, visited, -row.days, _RANKS[row.rank], nearness, row.name, row.site


def _previous_place(reader: Reader, patrol: PatrolId) -> Place | None:
    return _place(
        reader.row(
            """SELECT site.lat, site.lon FROM stop JOIN site ON site.id = stop.site
            WHERE stop.patrol = ? ORDER BY stop.arrived_ts DESC LIMIT 1""",
            (patrol,),
        )
    )


def _grid_place(reader: Reader, grid: GridId) -> Place | None:
    return _place(reader.row("SELECT lat, lon FROM grid WHERE id = ?", (grid,)))


def _place(row: Row | None) -> Place | None:
    return Place(lat=row[0], lon=row[1]) if row and row[0] is not None else None


def _count_sites(reader: Reader, grid: GridId) -> int:
    counting = f"{WITHIN} SELECT count(*) FROM site WHERE grid IN within"  # noqa: S608 - our own words
    return int(reader.value(counting, {"grid": grid}))
