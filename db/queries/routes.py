"""Supervision routes (督导路线图): which there are, how far each is, and one with everything about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import msgspec

from db.connection import Reader, Row
from db.queries.cases import StepLine, step_lines
from db.queries.route_numbers import RouteNumbers, numbers_by_route, together
from db.restricted import shown
from db.schema import WITHIN
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.events import Place
from inspector.model.ids import GridId, RouteId
from inspector.model.route import Route, RouteState
from inspector.model.route_acts import GROUP, RouteStep, refusal
from inspector.model.route_life import RouteStop
from inspector.model.route_nearness import Spot, nearest_next

MOST_ROUTES, MOST_FINDINGS, MOST_TASKS = 500, 50, 400
ROUTE_FILTERS: Mapping[str, str] = MappingProxyType(
    {"open": "route.is_open", "ended": "NOT route.is_open", "all": "1"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """A route with how far it is; ``next_on`` is the first planned day of what waits."""

    route: RouteId
    number: str
    group: str
    text: str
    grid_name: str
    state: RouteState
    stops: int
    visited: int
    next_on: date | None
    is_disputed: bool

    @property
    def is_open(self) -> bool:
        """Say whether the group is still on its way."""
        return self.state is RouteState.OPEN


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """A route as it stands for who acts.

    ``names`` are those of persons, sites, grids, tasks and findings by id, ``findings`` the words of the
    findings made, ``places`` where sites lie, ``suggested`` the stops by nearness where that differs.
    """

    found: Route
    line: RouteLine
    numbers: RouteNumbers
    refusals: Mapping[RouteStep, Refused | None]
    steps: tuple[StepLine, ...]
    names: Mapping[str, str]
    places: Mapping[str, Place]
    suggested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeThere:
    """A finding that may have been made on a visit."""

    finding: str
    number: str
    text: str
    noticed_on: date


_LINE = """route.id, route.number, route.group_name, route.text, coalesce(grid.name, ''), route.state,
    route.stops, route.visited,
    (SELECT min(day) FROM route_stop WHERE route_stop.route = route.id AND is_waiting), route.is_disputed
    FROM route LEFT JOIN grid ON grid.id = route.grid"""


def route_lines(reader: Reader, grid: str = "", chosen: str = "open") -> tuple[RouteLine, ...]:
    """List what is under way, has ended, or all: made in ``grid`` or below or with a stop there.

    An empty grid sees all.
    """
    seen = (
        "1"
        if not grid
        else "(route.grid IN within OR route.id IN ("
        "SELECT route FROM route_stop WHERE route_stop.grid IN within))"
    )
    rows = reader.rows(
        f"{WITHIN} SELECT {_LINE} WHERE {ROUTE_FILTERS[chosen]} AND {seen}"
        " ORDER BY route.is_open DESC, route.made_ts DESC, route.id LIMIT :most",
        {"grid": grid, "most": MOST_ROUTES},
    )
    return tuple(map(_line, rows))


def may_make(reader: Reader, by: Actor, today: date) -> bool:
    """Say whether who acts may send out a group."""
    return bool(who_of(reader, by.org, by, today).roles & GROUP)


def route_sheet(
    workspace: Workspace, reader: Reader, route: str, by: Actor, today: date
) -> RouteSheet | None:
    """Gather what is known of a route and what may happen next; nothing for one not recorded here."""
    found = Route.of(workspace.facts_of(reader, route))
    if found is None:
        return None
    who = who_of(reader, found.grid, by, today)
    (row,) = reader.rows(f"SELECT {_LINE} WHERE route.id = ?", (route,))
    steps = step_lines(reader, route)
    places = stop_places(reader, found)
    spots = [Spot(one.told.id, one.day, bool(one.visits), places.get(one.told.id)) for one in found.stops]
    suggested = tuple(nearest_next(spots))
    return RouteSheet(
        found=found,
        line=_line(row),
        numbers=numbers_by_route(reader, None, None, today).get(route) or together(()),
        refusals={step: refusal(found, step, who) for step in RouteStep},
        steps=steps,
        names=names_in(reader, found, {one.by for one in steps}),
        places=places,
        suggested=() if suggested == tuple(one.stop for one in spots) else suggested,
    )


def stop_places(reader: Reader, found: Route) -> dict[str, Place]:
    """Give where the sites of a route lie, by stop, of those that are known."""
    rows = reader.rows(
        """SELECT id, lat, lon, place_source, accuracy_m FROM site
        WHERE id IN (SELECT value FROM json_each(?)) AND lat IS NOT NULL""",
        (_listed(one.told.site for one in found.stops),),
    )
    return {
        site: Place(lat=lat, lon=lon, source=source, accuracy_m=accuracy)
        for site, lat, lon, source, accuracy in rows
    }


def names_in(reader: Reader, found: Route, people: set[str]) -> Mapping[str, str]:
    """Give the names of persons, grids and tasks, and number with words of each finding of a route."""
    visits = [visit for stop in found.every for visit in stop.visits]
    ids = {found.by, found.grid, *people, *(one.by for one in visits), *(one.by for one in found.plans)}
    ids |= {one.told.grid for one in found.every} | {one.told.task for one in found.every}
    ids |= {finding for one in visits for finding in one.findings}
    rows = reader.rows(
        """WITH chosen(id) AS MATERIALIZED (SELECT value FROM json_each(?))
        SELECT id, name, '' FROM person WHERE id IN chosen UNION ALL
        SELECT id, name, '' FROM grid WHERE id IN chosen UNION ALL
        SELECT id, name, '' FROM task WHERE id IN chosen UNION ALL
        SELECT id, number, text FROM finding WHERE id IN chosen""",
        (_listed(ids),),
    )
    return {one: f"{name} {shown(text)}".rstrip() for one, name, text in rows}


def made_there(reader: Reader, stop: RouteStop, today: date) -> tuple[MadeThere, ...]:
    """Give the findings that may have been made at a stop, at its site or under its task, newest first."""
    rows = reader.rows(
        f"""SELECT id, number, text, noticed_on FROM finding
        WHERE ((site = :site AND :site <> '') OR (task = :task AND :task <> '')) AND noticed_on <= :today
        ORDER BY noticed_ts DESC, id LIMIT {MOST_FINDINGS}""",  # noqa: S608 - a number
        {"site": stop.site, "task": stop.task, "today": today.isoformat()},
    )
    return tuple(
        MadeThere(one, number, shown(text), date.fromisoformat(day)) for one, number, text, day in rows
    )


def task_stops(reader: Reader, grid: GridId, letters: str = "") -> tuple[RouteStop, ...]:
    """Offer the open tasks of ``grid`` and below as stops, by deadline; ``letters`` stand in their name."""
    rows = reader.rows(
        f"""{WITHIN} SELECT id, name, grid FROM task WHERE is_open AND grid IN within
            AND instr(number || ' ' || name, :letters)
        ORDER BY due_key, first_line, id LIMIT {MOST_TASKS}""",  # noqa: S608 - a number
        {"grid": grid, "letters": letters},
    )
    return tuple(RouteStop(id=one, name=name, grid=place, task=one) for one, name, place in rows)


def _listed(ids: Iterable[str]) -> str:
    return msgspec.json.encode(sorted(set(ids) - {""})).decode()


def _line(row: Row) -> RouteLine:
    route, number, group, text, grid_name, state, stops, visited, day, is_disputed = row
    return RouteLine(
        route=RouteId(route),
        number=number,
        group=group,
        text=text,
        grid_name=grid_name,
        state=RouteState(state),
        stops=stops,
        visited=visited,
        next_on=date.fromisoformat(day) if day else None,
        is_disputed=bool(is_disputed),
    )
