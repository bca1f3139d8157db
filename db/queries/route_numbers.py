"""What is counted of supervision routes, each as the set of its facts; nothing of them is counted elsewhere.

A route counts for the office that made it. A visit counts on the day it was paid, as its record says; one
that was taken back, and those of a route that was taken back, count nowhere. A finding counts once for a
route, on the day of the first visit that names it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from db.connection import Reader
from db.schema import WITHIN
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.model.route import RouteState
from inspector.model.route_life import MeetingKind
from inspector.words import N_


class OfRoutes(StrEnum):
    """What is counted of routes."""

    STOPS = "stops"
    VISITED = "visited"
    WAITING = "waiting"
    LATE = "late"
    VISITS = "visits"
    PLACES = "places"
    FINDINGS = "findings"
    MEETINGS = "meetings"


OF_ROUTES_NAMES = {
    OfRoutes.STOPS: N_("stops on the route"),
    OfRoutes.VISITED: N_("stops visited"),
    OfRoutes.WAITING: N_("still to visit"),
    OfRoutes.LATE: N_("past the planned day"),
    OfRoutes.VISITS: N_("visits of the group"),
    OfRoutes.PLACES: N_("places looked at"),
    OfRoutes.FINDINGS: N_("findings made"),
    OfRoutes.MEETINGS: N_("meetings held"),
}


class RouteCounted(msgspec.Struct, frozen=True):
    """What is counted, in words, and SQL that gives each fact as route, kind of meeting, weight."""

    words: str
    rows: str


_STOPS = "SELECT route_stop.route, '', 1 FROM route_stop JOIN chosen ON chosen.id = route_stop.route"
_VISITS = """FROM route_visit JOIN chosen ON chosen.id = route_visit.route
    WHERE visited_on BETWEEN :first AND :last"""
_HELD = "JOIN route_meeting USING (route, entry) WHERE"
ROUTES_COUNTED: Mapping[OfRoutes, RouteCounted] = MappingProxyType(
    {
        OfRoutes.STOPS: RouteCounted(N_("Stops of the routes, as they stand."), _STOPS),
        OfRoutes.VISITED: RouteCounted(
            N_("Of these, the ones with a visit that stands, whenever it was."),
            f"""{_STOPS} WHERE EXISTS (SELECT 1 FROM route_visit AS one
                WHERE one.route = route_stop.route AND one.stop = route_stop.stop)""",  # noqa: S608 - our own words
        ),
        OfRoutes.WAITING: RouteCounted(
            N_("Stops of routes under way where nobody was yet."), f"{_STOPS} WHERE is_waiting"
        ),
        OfRoutes.LATE: RouteCounted(
            N_("Of these, the ones planned for a day before today."),
            f"{_STOPS} WHERE is_waiting AND day < :today",
        ),
        OfRoutes.VISITS: RouteCounted(
            N_("Visits of supervision groups in the period."), f"SELECT route_visit.route, '', 1 {_VISITS}"
        ),
        OfRoutes.PLACES: RouteCounted(
            N_("Places the groups looked at on these visits, as each record says (现场处数)."),
            f"SELECT route_visit.route, '', places {_VISITS}",
        ),
        OfRoutes.FINDINGS: RouteCounted(
            N_("Findings the groups made on these visits, each once a route (问题数)."),
            """SELECT route, '', 1 FROM (SELECT route_finding.route, min(visited_on) AS first_on
                FROM route_finding JOIN chosen ON chosen.id = route_finding.route
                JOIN route_visit USING (route, entry) GROUP BY route_finding.route, finding)
                WHERE first_on BETWEEN :first AND :last""",
        ),
        OfRoutes.MEETINGS: RouteCounted(
            N_("Meetings held on these visits, by kind (调度会次)."),
            f"SELECT route_visit.route, kind, count {_VISITS.replace('WHERE', _HELD)}",
        ),
    }
)
"""What each count counts; ``chosen`` are the routes that were not taken back."""


class RouteNumbers(msgspec.Struct, frozen=True):
    """Counts of routes, or of one; ``meetings`` has those held by kind, of the kinds there were."""

    counts: Mapping[OfRoutes, int]
    meetings: Mapping[MeetingKind, int]


_EVER = (date.min, date.max)


def numbers_by_route(
    reader: Reader, grid: GridId | None, period: Period | None, today: date
) -> dict[str, RouteNumbers]:
    """Count each route of ``grid`` and below, or of all; visits of ``period``, or ever."""
    first, last = (period.first, period.last) if period else _EVER
    where = "grid IN within" if grid else "1"
    counted = " UNION ALL ".join(
        f"SELECT '{one}' AS what, * FROM ({told.rows})"  # noqa: S608 - our own words
        for one, told in ROUTES_COUNTED.items()
    )
    rows = reader.rows(
        f"""{WITHIN}, chosen(id) AS MATERIALIZED (
            SELECT id FROM route WHERE {where} AND state <> '{RouteState.WITHDRAWN}'),
        fact(what, route, kind, weight) AS ({counted})
        SELECT chosen.id, what, kind, sum(weight) FROM chosen LEFT JOIN fact ON fact.route = chosen.id
        GROUP BY chosen.id, what, kind ORDER BY chosen.id, what, kind""",  # noqa: S608 - as above
        {
            "grid": grid or "",
            "first": first.isoformat(),
            "last": last.isoformat(),
            "today": today.isoformat(),
        },
    )
    found: dict[str, list[_Fact]] = {}
    for route, what, kind, count in rows:
        # a route of which nothing is counted has one row that says nothing
        found.setdefault(route, []).extend([(OfRoutes(what), kind, count)] if what else [])
    return {route: _summed(facts) for route, facts in found.items()}


def together(numbers: Iterable[RouteNumbers]) -> RouteNumbers:
    """Add up the counts of several routes."""
    facts: list[_Fact] = []
    for one in numbers:
        facts += [(what, "", count) for what, count in one.counts.items() if what is not OfRoutes.MEETINGS]
        facts += [(OfRoutes.MEETINGS, kind, count) for kind, count in one.meetings.items()]
    return _summed(facts)


_Fact: TypeAlias = tuple[OfRoutes, str, int]


def _summed(facts: Iterable[_Fact]) -> RouteNumbers:
    counts, meetings = dict.fromkeys(OfRoutes, 0), dict[MeetingKind, int]()
    for what, kind, count in facts:
        counts[what] += count
        if kind:
            meetings[MeetingKind(kind)] = meetings.get(MeetingKind(kind), 0) + count
    return RouteNumbers(counts, meetings)
