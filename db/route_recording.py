"""Sending out a supervision group and recording where it was, decided in the thread that writes."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import msgspec

from db.case_recording import MEANWHILE
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.numbers import finding_numbers, next_route_number
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob, Event
from inspector.model.finding import FindingNoticed, FindingReported, notice
from inspector.model.finding_state import Source
from inspector.model.finding_steps import Who
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.route import Route
from inspector.model.route_acts import NO_SUCH_STOP, make, visit
from inspector.model.route_life import MeetingKind, RouteMade, RouteStop
from inspector.periods import Instant
from inspector.words import N_

GONE = N_("This supervision route is not recorded here any more.")

RouteAct: TypeAlias = Callable[[Route, Who], Event]
"""Decides about a route as it stands; raises Refused where that is not open to who wants it."""


@dataclass(frozen=True, slots=True)
class MadeRoute:
    """A route that was just made."""

    route: str
    number: str
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of a visit; ``findings`` are known already, ``new`` are told in words."""

    on: date
    places: int
    text: str = ""
    meetings: Mapping[MeetingKind, int] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    behalf: OnBehalf = OWN
    papers: tuple[Blob, ...] = ()


def make_route(
    workspace: Workspace, told: RouteMade, by: Actor, at: Instant, chance: Chance, *, finishes: str = ""
) -> MadeRoute:
    """Make a route with an id and a number, for the grid of ``by``. Raises Refused as ``make`` does."""
    with closing(workspace.reader()) as reader:
        grid = GridId(by.org)
        named = msgspec.structs.replace(
            told,
            subject=uuid7(at.ts, chance(RANDOM_BYTES)),
            number=next_route_number(reader, grid, at.day.year, workspace.feed),
            grid=grid,
        )
        event = make(named, who_of(reader, grid, by, at.day))
    return MadeRoute(event.subject, event.number, workspace.record([event], by, at, finishes=finishes))


def record_route(
    workspace: Workspace,
    route: str,
    seen: str,
    act: RouteAct,
    by: Actor,
    at: Instant,
    *,
    finishes: str = "",
) -> Changes:
    """Record what ``act`` decides about a route that was shown with ``seen`` as its last entry.

    Raises Refused as ``act`` does, and when something else happened to the route since it was shown.
    """
    with closing(workspace.reader()) as reader:
        found = route_of(workspace, reader, route)
        if found.last != seen:
            raise Refused(MEANWHILE)
        event = act(found, who_of(reader, found.grid, by, at.day))
    return workspace.record([event], by, at, finishes=finishes)


def record_visit(
    workspace: Workspace,
    route: str,
    seen: str,
    stop: str,
    what: Seen,
    by: Actor,
    at: Instant,
    chance: Chance,
    *,
    finishes: str = "",
) -> Changes:
    """Record a visit of the group, and each new finding it made there, reported: all, or nothing.

    Raises Refused as ``visit`` does, and for a finding without words.
    """
    with closing(workspace.reader()) as reader:
        found = route_of(workspace, reader, route)
        if found.last != seen:
            raise Refused(MEANWHILE)
        there = found.stop(stop)
        if there is None:
            raise Refused(NO_SUCH_STOP)
        noticed = _noticed(reader, workspace.feed, found, there.told, what.new, at, chance)
        recorded = visit(
            found,
            who_of(reader, found.grid, by, at.day),
            stop,
            what.on,
            at.day,
            what.places,
            text=what.text,
            findings=(*what.findings, *(one.subject for one in noticed)),
            meetings=what.meetings,
            behalf=what.behalf,
            papers=what.papers,
        )
    reported = [FindingReported(subject=one.subject) for one in noticed]
    return workspace.record([*noticed, *reported, recorded], by, at, finishes=finishes)


def route_of(workspace: Workspace, reader: Reader, route: str) -> Route:
    """Give a route as it stands. Raises Refused for one that is not recorded here."""
    found = Route.of(workspace.facts_of(reader, route))
    if found is None:
        raise Refused(GONE)
    return found


def _noticed(
    reader: Reader,
    feed: str,
    found: Route,
    stop: RouteStop,
    words: Sequence[str],
    at: Instant,
    chance: Chance,
) -> list[FindingNoticed]:
    grid = GridId(stop.grid or found.grid)
    numbers = finding_numbers(reader, grid, at.day.year, feed)
    return [
        notice(
            FindingNoticed(
                subject=uuid7(at.ts, chance(RANDOM_BYTES)),
                number=next(numbers),
                grid=grid,
                site=stop.site,
                patrol="",
                stop="",
                text=text,
                noticed=at,
                spot="" if stop.site else stop.name,
                source=Source.SUPERVISION,
                source_ref=found.id,
            )
        )
        for text in words
    ]
