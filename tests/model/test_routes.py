"""A route's stops follow the plan that holds; plans made apart stand until somebody settles them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from inspector.model import route_acts as acts
from inspector.model.events import Event, Fact, Place
from inspector.model.finding_steps import Who
from inspector.model.person import Role
from inspector.model.route import Route
from inspector.model.route_life import (
    PlanLine,
    RouteFinished,
    RouteMade,
    RoutePlanned,
    RouteReopened,
    RouteStop,
    RouteStopDropped,
    RouteStopVisited,
    RouteWithdrawn,
)
from inspector.model.route_nearness import Spot, nearest_next
from inspector.periods import at as moment

DAY = date(2026, 11, 22)
TOMORROW = DAY + timedelta(days=1)
HEAP, RIVER, COKING = "heap", "river", "coking"
STOPS = tuple(RouteStop(id=one, name=one, grid="g", day=DAY) for one in (HEAP, RIVER, COKING, "hall"))
Folded = Callable[..., Route]


@pytest.fixture
def folded(fact: Callable[..., Fact]) -> Folded:
    def fold(*events: Event) -> Route:
        told = RouteMade(subject="r", number="1", grid="g", group="示例组", stops=STOPS)
        facts = [
            fact(one, subject="r", hash=f"{number}", at=moment(DAY, "09:00", 480))
            for number, one in enumerate((told, *events))
        ]
        found = Route.of(facts)
        assert found
        return found

    return fold


def test_plans_made_apart_stand_beside_each_other_until_somebody_settles_them(folded: Folded) -> None:
    mine = RoutePlanned(subject="r", lines=(PlanLine(RIVER), PlanLine(HEAP)))
    theirs = RoutePlanned(subject="r", lines=(PlanLine(COKING),))
    apart = folded(mine, theirs)
    assert apart.is_disputed
    assert [one.told.id for one in apart.stops] == [COKING, HEAP, RIVER, "hall"]
    who = Who("x", frozenset({Role.CLERK}))
    now = [PlanLine(one.told.id, one.day) for one in apart.stops]
    settled = acts.plan(apart, who, now)
    assert settled.instead_of == ("1", "2")
    found = folded(mine, theirs, settled)
    assert not found.is_disputed
    assert found.idle == ()
    assert [one.entry for one in found.plans] == ["3"]
    assert folded(mine).stop("nowhere") is None


def test_what_nobody_confirmed_or_began_is_no_route(fact: Callable[..., Fact]) -> None:
    told = RouteMade(subject="r", number="1", grid="g", group="示例组", stops=STOPS)
    plan = RoutePlanned(subject="r", lines=())
    assert Route.of([fact(plan, subject="r")]) is None
    assert Route.of([fact(told, subject="r", confirmed=False)]) is None
    found = Route.of([fact(told, subject="r", hash="1"), fact(plan, subject="r", hash="2", confirmed=False)])
    assert found
    assert (found.plans, found.last) == ((), "1")


def test_entries_out_of_turn_are_kept_without_effect(folded: Folded) -> None:
    found = folded(
        RouteReopened(subject="r", reason="x"),
        RouteStopVisited(subject="r", stop="nowhere", on=DAY, places=1),
        RouteStopVisited(subject="r", stop=HEAP, on=DAY, places=1),
        RouteStopDropped(subject="r", stop=HEAP, reason="x"),
        RouteStopDropped(subject="r", stop="nowhere", reason="x"),
        RouteFinished(subject="r", on=DAY, text="回来了"),
        RouteWithdrawn(subject="r", reason="x"),
    )
    assert found.idle == ("1", "2", "4", "5", "7")
    assert (found.reason, found.visited, len(found.stops)) == ("回来了", 1, 4)


def test_each_stop_is_followed_by_the_nearest_of_its_day() -> None:
    def at(lon: int, day: date | None = DAY, *, visited: bool = False) -> Spot:
        return Spot(f"{lon}", day, visited, Place(lat=390000000, lon=lon * 100_000))

    spots = [at(50), Spot("none", DAY), at(10), at(40), at(30, TOMORROW), at(5, None), at(90, visited=True)]
    assert nearest_next(spots) == ["90", "50", "40", "10", "none", "30", "5"]
    assert nearest_next(spots[:4]) == ["50", "40", "10", "none"]
    assert nearest_next([]) == []
    assert nearest_next([Spot("a", None, is_visited=True), at(1)]) == ["a", "1"]
