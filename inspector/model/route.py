"""Supervision routes (督导路线图): folded from their entries into who goes where, and what came of it."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

import msgspec

from inspector.model.events import Blob, Fact, Facts
from inspector.model.ids import RouteId
from inspector.model.patrol import device_suffix
from inspector.model.route_life import (
    Held,
    PlanLine,
    RouteCorrected,
    RouteFinished,
    RouteMade,
    RoutePlanned,
    RouteReopened,
    RouteStop,
    RouteStopDropped,
    RouteStopsAdded,
    RouteStopVisited,
    RouteVisitTakenBack,
    RouteWithdrawn,
)
from inspector.periods import Instant
from inspector.words import N_


class RouteState(StrEnum):
    """Where a route stands."""

    OPEN = "open"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


ROUTE_STATE_NAMES = {
    RouteState.OPEN: N_("on the way"),
    RouteState.FINISHED: N_("finished"),
    RouteState.WITHDRAWN: N_("taken back"),
}
State = RouteState
_ALL = frozenset(State)
_OPEN = frozenset({State.OPEN})
FROM: Mapping[str, frozenset[RouteState]] = MappingProxyType(
    {
        RouteCorrected.TYPE: _ALL - {State.WITHDRAWN},
        # where somebody was, and where others wanted to go, stands whatever was decided meanwhile
        RouteStopsAdded.TYPE: _ALL,
        RouteStopDropped.TYPE: _ALL,
        RoutePlanned.TYPE: _ALL,
        RouteStopVisited.TYPE: _ALL,
        RouteVisitTakenBack.TYPE: _ALL,
        RouteFinished.TYPE: _OPEN,
        RouteReopened.TYPE: frozenset({State.FINISHED}),
        RouteWithdrawn.TYPE: _OPEN,
    }
)
"""The states in which an entry of a type has an effect."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a visit that stands: ``entry`` gave it, ``by`` and ``on_behalf`` say who was there."""

    entry: str
    by: str
    at: Instant
    on: date
    places: int
    text: str = ""
    findings: tuple[str, ...] = ()
    meetings: tuple[Held, ...] = ()
    on_behalf: str = ""
    papers: tuple[Blob, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """An order of the stops that nobody replaced."""

    entry: str
    by: str
    at: Instant
    lines: tuple[PlanLine, ...]


class StopNow(msgspec.Struct, frozen=True, kw_only=True):
    """A stop of a route with the day it is planned for and every record that stands."""

    told: RouteStop
    day: date | None = None
    dropped: str = ""
    visits: tuple[Visit, ...] = ()

    @property
    def is_on_route(self) -> bool:
        """Say whether the group goes there; where it was stays on the route."""
        return bool(self.visits) or not self.dropped


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A route, as it stands; ``idle`` names entries without effect, ``last`` the latest of all."""

    id: RouteId
    by: str
    made: Instant
    number: str
    grid: str
    group: str
    text: str
    every: tuple[StopNow, ...] = ()
    plans: tuple[Plan, ...] = ()
    state: RouteState = RouteState.OPEN
    ended_on: date | None = None
    reason: str = ""
    idle: tuple[str, ...] = ()
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a route; nothing if its beginning is unknown or unreadable."""
        gone = _gone(facts)
        found: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            if found is not None:
                found = found.after(fact, gone)
            elif isinstance(told := fact.event, RouteMade):
                found = cls(
                    id=RouteId(fact.subject),
                    by=fact.actor,
                    made=fact.at,
                    number=told.number,
                    grid=told.grid,
                    group=told.group,
                    text=told.text,
                    every=_with((), told.stops),
                    last=fact.hash,
                )
        return found

    @property
    def stops(self) -> tuple[StopNow, ...]:
        """The stops in the order that holds; those the plan does not know follow as they were added."""
        lines = self.plans[-1].lines if self.plans else ()
        planned = {line.stop: (at, line.day) for at, line in enumerate(lines)}
        there = [one for one in self.every if one.is_on_route]
        last = len(lines)
        there.sort(key=lambda one: planned.get(one.told.id, (last, None))[0])
        return tuple(
            msgspec.structs.replace(one, day=planned.get(one.told.id, (0, one.told.day))[1]) for one in there
        )

    @property
    def is_disputed(self) -> bool:
        """Say whether plans were made apart; the later of the fold is shown until somebody settles it."""
        return len(self.plans) > 1

    @property
    def visited(self) -> int:
        """How many stops were visited."""
        return sum(1 for one in self.every if one.visits)

    @property
    def is_open(self) -> bool:
        """Say whether the group is still on its way."""
        return self.state is State.OPEN

    def stop(self, name: str) -> StopNow | None:
        """Give the stop of this id, dropped or not."""
        return next((one for one in self.every if one.told.id == name), None)

    def after(self, fact: Fact, gone: frozenset[str] = frozenset()) -> Self:
        """Give the route as it stands after ``fact``; what has no effect is only noted."""
        changed: Changed | None = None
        if self.state in FROM.get(fact.type, ()) and fact.event is not None:
            changed = _CHANGES[fact.type](self, fact, fact.event)
        if fact.hash in gone:
            # a plan that was replaced did hold for a while; a visit taken back never was
            changed = {} if fact.type == RoutePlanned.TYPE else None
        if changed is None:
            return msgspec.structs.replace(self, idle=(*self.idle, fact.hash), last=fact.hash)
        return msgspec.structs.replace(self, last=fact.hash, **changed)


def route_number(code: str, year: int, feed: str, serial: int) -> str:
    """Number a route: grid, year, device suffix and count, so that two offline devices never agree."""
    return f"{code}-U{year}-{device_suffix(feed)}-{serial:04d}"


def _gone(facts: Facts) -> frozenset[str]:
    """Gather the visits taken back and the plans replaced, whichever order the entries are folded in."""
    gone: set[str] = set()
    for fact in facts:
        if not fact.confirmed:
            continue
        if isinstance(fact.event, RouteVisitTakenBack):
            gone.add(fact.event.entry)
        elif isinstance(fact.event, RoutePlanned):
            gone.update(fact.event.instead_of)
    return frozenset(gone)


Changed = dict[str, Any]


def _with(before: tuple[StopNow, ...], told: tuple[RouteStop, ...]) -> tuple[StopNow, ...]:
    """Add stops; one that is there stays, one that was dropped comes back."""
    stops = {one.told.id: one for one in before}
    for stop in told:
        known = stops.get(stop.id)
        stops[stop.id] = msgspec.structs.replace(known, dropped="") if known else StopNow(told=stop)
    return tuple(stops.values())


def _corrected(before: Route, _fact: Fact, told: RouteCorrected) -> Changed:
    return {
        "group": before.group if told.group is None else told.group,
        "text": before.text if told.text is None else told.text,
    }


def _stop(before: Route, name: str, **changed: object) -> Changed:
    return {
        "every": tuple(
            msgspec.structs.replace(one, **changed) if one.told.id == name else one for one in before.every
        )
    }


def _dropped(before: Route, _fact: Fact, told: RouteStopDropped) -> Changed | None:
    stop = before.stop(told.stop)
    if stop is None or stop.visits or stop.dropped:
        return None
    return _stop(before, told.stop, dropped=told.reason)


def _planned(before: Route, fact: Fact, told: RoutePlanned) -> Changed:
    plan = Plan(entry=fact.hash, by=fact.actor, at=fact.at, lines=told.lines)
    return {"plans": (*before.plans, plan)}


def _visited(before: Route, fact: Fact, told: RouteStopVisited) -> Changed | None:
    stop = before.stop(told.stop)
    if stop is None:
        return None
    visit = Visit(
        entry=fact.hash,
        by=fact.actor,
        at=fact.at,
        on=told.on,
        places=told.places,
        text=told.text,
        findings=told.findings,
        meetings=told.meetings,
        on_behalf=told.on_behalf,
        papers=fact.blobs,
    )
    return _stop(before, told.stop, visits=(*stop.visits, visit))


_CHANGES: Mapping[str, Callable[[Route, Fact, Any], Changed | None]] = MappingProxyType(
    {
        RouteCorrected.TYPE: _corrected,
        RouteStopsAdded.TYPE: lambda before, _fact, told: {"every": _with(before.every, told.stops)},
        RouteStopDropped.TYPE: _dropped,
        RoutePlanned.TYPE: _planned,
        RouteStopVisited.TYPE: _visited,
        RouteVisitTakenBack.TYPE: lambda _before, _fact, _told: {},
        RouteFinished.TYPE: lambda _before, _fact, told: {
            "state": State.FINISHED,
            "ended_on": told.on,
            "reason": told.text,
        },
        RouteReopened.TYPE: lambda _before, _fact, told: {
            "state": State.OPEN,
            "ended_on": None,
            "reason": told.reason,
        },
        RouteWithdrawn.TYPE: lambda _before, fact, told: {
            "state": State.WITHDRAWN,
            "ended_on": fact.at.day,
            "reason": told.reason,
        },
    }
)
"""What each entry changes; nothing where it means a stop that is not there, or is settled already."""
