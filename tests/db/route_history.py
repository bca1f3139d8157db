"""Supervision routes in the history that is taken in any order: every type of entry, plans made apart."""

from typing import TYPE_CHECKING

from inspector.model.events import Event
from inspector.model.route_life import (
    Held,
    MeetingKind,
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
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

ROUTE, MISTAKE = named(421), named(422)
HERE, THERE, BEYOND = named(423), named(424), named(425)
DAY = NOW.day


def write_routes(county: "Device", town: "Device", finding: str) -> None:
    """Let the county send out two groups and take one back; both plan the other, and both visit a stop."""
    county.write_all(
        _made(ROUTE, HERE, THERE),
        _made(MISTAKE, HERE),
        RouteWithdrawn(subject=MISTAKE, reason="重复"),
        # it came too late, and stands all the same
        _visited(HERE, route=MISTAKE),
        RouteStopsAdded(subject=ROUTE, stops=(_stop(BEYOND),)),
        RouteCorrected(subject=ROUTE, reason="更名", group="示例第一督导组"),
    )
    town.knows += county.written
    mine = county.write(_planned(BEYOND, HERE, THERE))
    theirs = town.write(_planned(THERE, BEYOND, HERE))
    wrong = county.write(_visited(HERE, finding=finding))
    town.write(_visited(HERE, finding=finding))
    town.write(_visited("elsewhere"))
    town.write(RouteStopDropped(subject=ROUTE, stop=HERE, reason="已到过"))
    county.write(RouteStopDropped(subject=ROUTE, stop=THERE, reason="已停产"))
    county.knows += town.written
    county.write_all(
        RouteVisitTakenBack(subject=ROUTE, entry=wrong.hash, reason="记错"),
        RoutePlanned(
            subject=ROUTE,
            lines=(PlanLine(HERE, DAY), PlanLine(BEYOND)),
            instead_of=(mine.hash, theirs.hash),
        ),
        RouteFinished(subject=ROUTE, on=DAY, text="均已到"),
        RouteFinished(subject=ROUTE, on=DAY),
        RouteReopened(subject=ROUTE, reason="补查"),
    )
    town.write(_planned(HERE, THERE, BEYOND))


def _stop(name: str) -> RouteStop:
    return RouteStop(id=name, name="示例处", grid=named(1), site=name, day=DAY)


def _made(route: str, *stops: str) -> Event:
    return RouteMade(
        subject=route, number="SLX-U1", grid=named(1), group="示例督导组", stops=tuple(map(_stop, stops))
    )


def _planned(*stops: str) -> Event:
    return RoutePlanned(subject=ROUTE, lines=tuple(PlanLine(one) for one in stops))


def _visited(stop: str, *, route: str = ROUTE, finding: str = "") -> Event:
    return RouteStopVisited(
        subject=route,
        stop=stop,
        on=DAY,
        places=2,
        findings=(finding,) if finding else (),
        meetings=(Held(MeetingKind.SPECIAL, 1),),
    )
