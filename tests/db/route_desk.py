"""A supervision route of the village's sites, planned by the county and visited by the group."""

from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from db.changes import Changes
from db.queries.routes import RouteSheet, route_sheet
from db.route_recording import MadeRoute, RouteAct, Seen, make_route, record_route, record_visit
from db.workspace import Actor
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob
from inspector.model.ids import PersonId
from inspector.model.person import PersonAdded, Role, RoleGiven
from inspector.model.route_life import MeetingKind, RouteMade, RouteStop
from inspector.periods import Instant
from tests.db.case_desk import BY_COUNTY, LATER, admit, appoint, report
from tests.db.village import COKING, FOUNDING, HEAP, OFFICE, RIVER, VILLAGE, Village, named

SUPERVISOR = PersonId(named(19))
BY_GROUP = Actor(SUPERVISOR, OFFICE)
DAY = LATER.day
TOMORROW = DAY + timedelta(days=1)
STOPS = (
    RouteStop(id=HEAP, name="北山排土场", grid=VILLAGE, site=HEAP, day=DAY),
    RouteStop(id=RIVER, name="黄河示例段", grid=VILLAGE, site=RIVER, day=DAY),
    RouteStop(id=COKING, name="示例焦化厂", grid=VILLAGE, site=COKING, day=TOMORROW),
    RouteStop(id="hall", name="镇政府会议室", grid=VILLAGE),
)


def supervised(folder: Path) -> Village:
    """Give the village with its office, a supervision group, and a finding that was reported."""
    village = Village(folder)
    prepare(village)
    return village


def prepare(village: Village) -> None:
    """Appoint office and group, and report a finding."""
    appoint(village)
    admit(village, village.workspace.feed, SUPERVISOR)
    village.record(
        PersonAdded(subject=SUPERVISOR, name="示例己"),
        RoleGiven(subject=SUPERVISOR, role=Role.SUPERVISION, grid=OFFICE, since=FOUNDING.day),
        when=FOUNDING,
    )
    report(village)


def send(
    village: Village,
    by: Actor = BY_COUNTY,
    stops: tuple[RouteStop, ...] = STOPS,
    text: str = "第四季度现场督导",
) -> MadeRoute:
    """Have the county send the group out."""
    told = RouteMade(number="", grid="", group="示例第一督导组", text=text, stops=stops)
    return make_route(village.workspace, told, by, LATER, village.chance)


def sheet_of(village: Village, route: str, by: Actor = BY_GROUP) -> RouteSheet:
    """Give a route as it stands."""
    with closing(village.workspace.reader()) as reader:
        sheet = route_sheet(village.workspace, reader, route, by, DAY)
    assert sheet
    return sheet


def act(
    village: Village, route: str, deciding: RouteAct, by: Actor = BY_COUNTY, at: Instant = LATER
) -> Changes:
    """Do something with a route as it stands."""
    return record_route(village.workspace, route, sheet_of(village, route).found.last, deciding, by, at)


def go(
    village: Village,
    route: str,
    stop: str,
    places: int = 2,
    *,
    new: tuple[str, ...] = (),
    findings: tuple[str, ...] = (),
    meetings: Mapping[MeetingKind, int] | None = None,
    text: str = "",
    behalf: OnBehalf = OWN,
    papers: tuple[Blob, ...] = (),
    by: Actor = BY_GROUP,
) -> Changes:
    """Let the group visit a stop today."""
    seen = Seen(
        on=DAY,
        places=places,
        text=text,
        meetings=meetings or {},
        findings=findings,
        new=new,
        behalf=behalf,
        papers=papers,
    )
    last = sheet_of(village, route).found.last
    return record_visit(village.workspace, route, last, stop, seen, by, LATER, village.chance)
