"""The sample's supervision group on its way: seven stops, two of them visited, with a finding."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from db.queries.routes import task_stops
from db.route_recording import Seen, make_route, record_visit, route_of
from db.workspace import Workspace
from inspector.model.route_life import MeetingKind, RouteMade, RouteStop
from inspector.periods import MINUTE, Instant, at
from inspector.sample.county import COUNTY, FOUNDER
from inspector.sample.settling import Chance, Settled

EVENING = "20:30"
"""Yesterday, after the plan was taken into the ledger."""
SUPERVISOR = "示例戌"
Told = Mapping[str, str]
GROUP: Told = {"zh_CN": "县第一督导组", "en": "First supervision group of the county"}
ERRAND: Told = {
    "zh_CN": "冬季大气整改任务和排土场治理现场督导",
    "en": "Winter air tasks and spoil heaps, looked at on the ground",
}
HALL: Told = {"zh_CN": "公乌素镇政府（座谈）", "en": "Gongwusu town hall (talk)"}
SITES = (
    "平沟 1 号排土场",
    "平沟 2 号排土场",
    "二贵沟 3 号排土场",
    "黄河滨河段 K31–K34",
    "黄河千里山段 K12–K15",
)
"""In the order they are planned; the first two are visited."""
DAYS = (0, 0, 1, 2, 2)
"""Days after yesterday on which the sites are planned."""


@dataclass(frozen=True, slots=True)
class _Been:
    """What came of a visit of the group."""

    site: str
    places: int
    text: Told
    meetings: Mapping[MeetingKind, int]
    new: Told | None = None


BEEN = (
    _Been(
        SITES[0],
        3,
        {
            "zh_CN": "查看坡面、排水沟和值守点，火点处置记录齐全。",
            "en": "Slope, drains and watch post were looked at; the records of the fire are complete.",
        },
        {MeetingKind.DISPATCH: 1},
    ),
    _Been(
        SITES[1],
        2,
        {
            "zh_CN": "东侧平台覆土厚度不足，要求一周内补覆。",
            "en": "The cover on the eastern terrace is too thin; to be made good within a week.",
        },
        {MeetingKind.LEDGER_REVIEW: 1},
        {
            "zh_CN": "东侧平台覆土厚度不足 30 厘米，局部裸露。",
            "en": "Cover on the eastern terrace is less than 30 cm, in places there is none.",
        },
    ),
)


def send_a_group(workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance) -> None:
    """Plan the route yesterday evening, and record the two visits of the day."""
    moment = at(now.day - timedelta(days=1), EVENING, now.tz)
    office = settled.acting(FOUNDER, COUNTY)
    stops = [
        RouteStop(
            id=settled.sites[name].id,
            name=name,
            grid=settled.sites[name].grid,
            site=settled.sites[name].id,
            day=moment.day + timedelta(days=after),
        )
        for name, after in zip(SITES, DAYS, strict=True)
    ]
    with closing(workspace.reader()) as reader:
        stops += task_stops(reader, settled.grids[COUNTY])[:1]
    stops.append(RouteStop(id="hall", name=HALL[language], grid=settled.grids["GWS"]))
    told = RouteMade(number="", grid="", group=GROUP[language], text=ERRAND[language], stops=tuple(stops))
    route = make_route(workspace, told, office, moment, chance).route
    for one in BEEN:
        moment = moment.later(MINUTE)
        with closing(workspace.reader()) as reader:
            last = route_of(workspace, reader, route).last
        seen = Seen(
            on=moment.day,
            places=one.places,
            text=one.text[language],
            meetings=one.meetings,
            new=(one.new[language],) if one.new else (),
        )
        by = settled.acting(SUPERVISOR, COUNTY)
        record_visit(workspace, route, last, settled.sites[one.site].id, seen, by, moment, chance)
