"""What people do with a supervision route: each act is checked and becomes the entry that says so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf, at_most, checked, needed
from inspector.model.events import Blob
from inspector.model.finding_steps import OFFICE, Who
from inspector.model.person import Role
from inspector.model.route import Route, RouteState
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
from inspector.words import N_

GROUP = OFFICE | {Role.SUPERVISION}
MOST_STOPS = 500
MOST_COUNTED = 999
"""Places looked at on one visit, and meetings of one kind."""
LONGEST_GROUP = 60
NO_SUCH_STOP = N_("The route has no such stop.")
FOR_GROUP = N_("Routes are for the office and the supervision group.")
_NONE_HELD: Mapping[MeetingKind, int] = MappingProxyType({})
_OPEN = frozenset({RouteState.OPEN})
_ENDED = N_("This route has ended.")


class RouteStep(StrEnum):
    """What somebody may do with a route."""

    VISIT = "visit"
    TAKE_BACK = "take_back"
    PLAN = "plan"
    ADD_STOPS = "add_stops"
    DROP_STOP = "drop_stop"
    CORRECT = "correct"
    FINISH = "finish"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


_STATES: Mapping[RouteStep, tuple[frozenset[RouteState], str]] = MappingProxyType(
    {
        **dict.fromkeys(RouteStep, (_OPEN, _ENDED)),
        RouteStep.REOPEN: (
            frozenset({RouteState.FINISHED}),
            N_("Only a route that was finished can go on."),
        ),
    }
)


def refusal(found: Route, step: RouteStep, who: Who) -> Refused | None:
    """Give the sentence why ``step`` is not open to ``who``; None where it is."""
    states, otherwise = _STATES[step]
    if found.state not in states:
        return Refused(otherwise)
    if not who.roles & GROUP:
        return Refused(FOR_GROUP)
    if step is RouteStep.WITHDRAW and found.visited:
        return Refused(N_("The group was out already; finish the route instead."))
    return None


def check(found: Route, step: RouteStep, who: Who) -> None:
    """Raise the sentence why ``step`` is not open to ``who``, if it is not."""
    if why := refusal(found, step, who):
        raise why


def make(told: RouteMade, who: Who) -> RouteMade:
    """Check a route before it is made.

    Raises Refused to whoever may not, without a group, without stops or with one that has no name.
    """
    if not who.roles & GROUP:
        raise Refused(FOR_GROUP)
    return msgspec.structs.replace(
        told, group=_group(told.group), text=at_most(told.text), stops=_checked(told.stops, known=())
    )


def add_stops(found: Route, who: Who, stops: Sequence[RouteStop]) -> RouteStopsAdded:
    """Add stops. Raises Refused for none that is new, and as ``make`` does."""
    check(found, RouteStep.ADD_STOPS, who)
    known = [one.told.id for one in found.stops]
    return RouteStopsAdded(subject=found.id, stops=_checked(stops, known=known))


def drop_stop(found: Route, who: Who, stop: str, reason: str) -> RouteStopDropped:
    """Leave a stop out. Raises Refused without a reason, and for a stop that was visited."""
    check(found, RouteStep.DROP_STOP, who)
    there = found.stop(stop)
    if there is None or not there.is_on_route:
        raise Refused(NO_SUCH_STOP)
    if there.visits:
        raise Refused(N_("The group was there already; the stop stays on the route."))
    return RouteStopDropped(
        subject=found.id, stop=stop, reason=needed(reason, N_("Say why nobody needs to go there."))
    )


def plan(found: Route, who: Who, lines: Sequence[PlanLine]) -> RoutePlanned:
    """Say the order and the days anew; plans made apart are settled with it.

    Raises Refused unless every stop is named once, and where nothing changes.
    """
    check(found, RouteStep.PLAN, who)
    now = [PlanLine(one.told.id, one.day) for one in found.stops]
    if sorted(line.stop for line in lines) != sorted(line.stop for line in now):
        raise Refused(N_("The plan has to name every stop of the route, each once."))
    if list(lines) == now and not found.is_disputed:
        raise Refused(N_("Nothing was changed."))
    return RoutePlanned(
        subject=found.id, lines=tuple(lines), instead_of=tuple(one.entry for one in found.plans)
    )


def visit(
    found: Route,
    who: Who,
    stop: str,
    on: date,
    today: date,
    places: int,
    *,
    text: str = "",
    findings: Sequence[str] = (),
    meetings: Mapping[MeetingKind, int] = _NONE_HELD,
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> RouteStopVisited:
    """Say that the group was at ``stop``: how many places it looked at, and what came of it.

    ``meetings`` counts those held by their kind. Raises Refused for a stop that is not there, a day to
    come, counts that can't be, and for a visit that says nothing at all.
    """
    check(found, RouteStep.VISIT, who)
    there = found.stop(stop)
    if there is None or not there.is_on_route:
        raise Refused(NO_SUCH_STOP)
    if on > today:
        raise Refused(N_("It can't have been done on a day to come."))
    counts = {kind: count for kind, count in meetings.items() if count}
    if not all(0 <= count <= MOST_COUNTED for count in (places, *counts.values())):
        raise Refused(N_("A count lies between 0 and {limit}."), limit=MOST_COUNTED)
    if not (places or counts or findings):
        needed(text, N_("Say what the group did there: places, meetings, findings or words."))
    behalf = checked(behalf)
    return RouteStopVisited(
        subject=found.id,
        stop=stop,
        on=on,
        places=places,
        text=at_most(text),
        findings=tuple(dict.fromkeys(findings)),
        meetings=tuple(Held(kind, counts[kind]) for kind in sorted(counts)),
        on_behalf=behalf.name.strip(),
        blobs=(*behalf.scans, *papers),
    )


def take_back(found: Route, who: Who, entry: str, reason: str) -> RouteVisitTakenBack:
    """Take back the record of a visit. Raises Refused without a reason, and for one that does not stand."""
    check(found, RouteStep.TAKE_BACK, who)
    if not any(one.entry == entry for stop in found.every for one in stop.visits):
        raise Refused(N_("This visit does not count any more."))
    return RouteVisitTakenBack(
        subject=found.id, entry=entry, reason=needed(reason, N_("Say why it is taken back."))
    )


def correct(found: Route, who: Who, reason: str, group: str, text: str) -> RouteCorrected:
    """Say anew which group goes, or what for. Raises Refused without a reason, or a change."""
    check(found, RouteStep.CORRECT, who)
    new_group = None if group.strip() == found.group else _group(group)
    new_text = None if text.strip() == found.text else at_most(text)
    if new_group is None and new_text is None:
        raise Refused(N_("Nothing was changed."))
    return RouteCorrected(
        subject=found.id,
        reason=needed(reason, N_("A correction needs a reason.")),
        group=new_group,
        text=new_text,
    )


def finish(found: Route, who: Who, on: date, text: str = "") -> RouteFinished:
    """End the route. Raises Refused without words about stops that nobody visited."""
    check(found, RouteStep.FINISH, who)
    if found.visited < len(found.stops):
        needed(text, N_("Say why the stops that were not visited need no visit."))
    return RouteFinished(subject=found.id, on=on, text=at_most(text))


def reopen(found: Route, who: Who, reason: str) -> RouteReopened:
    """Let a finished route go on. Raises Refused without a reason."""
    check(found, RouteStep.REOPEN, who)
    return RouteReopened(subject=found.id, reason=needed(reason, N_("Say why the route goes on.")))


def withdraw(found: Route, who: Who, reason: str) -> RouteWithdrawn:
    """Take back a route on which nobody was. Raises Refused without a reason."""
    check(found, RouteStep.WITHDRAW, who)
    return RouteWithdrawn(subject=found.id, reason=needed(reason, N_("Say why it is taken back.")))


def _group(name: str) -> str:
    if len(name.strip()) > LONGEST_GROUP:
        raise Refused(N_("This takes at most {limit} characters."), limit=LONGEST_GROUP)
    return needed(name, N_("Say which supervision group goes."))


def _checked(stops: Sequence[RouteStop], known: Iterable[str]) -> tuple[RouteStop, ...]:
    before = set(known)
    new = {one.id: one for one in stops if one.id not in before}
    if not new:
        raise Refused(N_("Choose stops that are not on the route yet."))
    if len(new) + len(before) > MOST_STOPS:
        raise Refused(N_("A route has at most {limit} stops."), limit=MOST_STOPS)
    if not all(one.name.strip() for one in new.values()):
        raise Refused(N_("A stop needs a name."))
    return tuple(new.values())
