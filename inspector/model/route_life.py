"""What happens to a supervision route (督导路线图): every type of entry about one."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

import msgspec

from inspector.model.case_steps import CaseEvent
from inspector.model.events import event
from inspector.words import N_


class MeetingKind(StrEnum):
    """The meetings a supervision group holds on its way, as a province counted them in its report."""

    DISPATCH = "dispatch"
    SPECIAL = "special"
    LEDGER_REVIEW = "ledger_review"
    SUMMING_UP = "summing_up"
    OTHER = "other"


MEETING_KIND_NAMES = {
    MeetingKind.DISPATCH: N_("dispatch meeting on the ground"),
    MeetingKind.SPECIAL: N_("special meeting to press for one matter"),
    MeetingKind.LEDGER_REVIEW: N_("meeting to review the close-off ledger"),
    MeetingKind.SUMMING_UP: N_("meeting to sum up and judge"),
    MeetingKind.OTHER: N_("other meeting"),
}


class RouteStop(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the group goes: a site or a task, whose id is then that of the stop too, or a place by name."""

    id: str
    name: str
    grid: str
    site: str = ""
    task: str = ""
    day: date | None = None


class PlanLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stop in its turn, and the day it is planned for."""

    stop: str
    day: date | None = None


class Held(msgspec.Struct, frozen=True):
    """How many meetings of a kind were held on a visit."""

    kind: MeetingKind
    count: int


@event
class RouteMade(CaseEvent):
    """A supervision group is sent out: which one, what for, and where it goes in which order."""

    TYPE: ClassVar[str] = "route.made"

    number: str
    grid: str
    group: str
    text: str = ""
    stops: tuple[RouteStop, ...] = ()


@event
class RouteCorrected(CaseEvent):
    """The group, or what it goes for, was said anew; what is missing here stays."""

    TYPE: ClassVar[str] = "route.corrected"

    reason: str
    group: str | None = None
    text: str | None = None


@event
class RouteStopsAdded(CaseEvent):
    """The group goes to further stops, after those it has."""

    TYPE: ClassVar[str] = "route.stops_added"

    stops: tuple[RouteStop, ...]


@event
class RouteStopDropped(CaseEvent):
    """The group need not go there; a stop that was visited stays."""

    TYPE: ClassVar[str] = "route.stop_dropped"

    stop: str
    reason: str


@event
class RoutePlanned(CaseEvent):
    """The order of the stops and their days were said anew.

    ``instead_of`` names the plans that were known to whoever wrote this one; plans made apart stand beside
    each other until somebody settles which holds.
    """

    TYPE: ClassVar[str] = "route.planned"

    lines: tuple[PlanLine, ...]
    instead_of: tuple[str, ...] = ()


@event
class RouteStopVisited(CaseEvent):
    """The group was there: how many places it looked at, which findings it made, which meetings it held."""

    TYPE: ClassVar[str] = "route.stop_visited"

    stop: str
    on: date
    places: int
    text: str = ""
    findings: tuple[str, ...] = ()
    meetings: tuple[Held, ...] = ()


@event
class RouteVisitTakenBack(CaseEvent):
    """The record of a visit was a mistake: its ``entry`` counts no more."""

    TYPE: ClassVar[str] = "route.visit_taken_back"

    entry: str
    reason: str


@event
class RouteFinished(CaseEvent):
    """The group is back; what it did not visit is accounted for in ``text``."""

    TYPE: ClassVar[str] = "route.finished"

    on: date
    text: str = ""


@event
class RouteReopened(CaseEvent):
    """It goes on after all."""

    TYPE: ClassVar[str] = "route.reopened"

    reason: str


@event
class RouteWithdrawn(CaseEvent):
    """It was made by mistake; its number is not given again."""

    TYPE: ClassVar[str] = "route.withdrawn"

    reason: str


ROUTE_EVENTS: tuple[type[CaseEvent], ...] = (
    RouteMade,
    RouteCorrected,
    RouteStopsAdded,
    RouteStopDropped,
    RoutePlanned,
    RouteStopVisited,
    RouteVisitTakenBack,
    RouteFinished,
    RouteReopened,
    RouteWithdrawn,
)
"""Every type of entry about a supervision route."""
