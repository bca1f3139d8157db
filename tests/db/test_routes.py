"""A supervision group is sent out: its stops are planned, visited and counted, and nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from db.queries.route_numbers import OfRoutes, RouteNumbers, numbers_by_route, together
from db.queries.routes import RouteSheet, made_there, may_make, route_lines, route_sheet, task_stops
from db.route_recording import GONE, Seen, record_route, record_visit
from inspector.errors import Refused
from inspector.model import route_acts as acts
from inspector.model.case_acts import OnBehalf
from inspector.model.events import Blob, Place
from inspector.model.finding_state import FindingState, Source
from inspector.model.finding_steps import Who
from inspector.model.ids import GridId
from inspector.model.period import Period, month_of, quarter_of
from inspector.model.person import Role
from inspector.model.route import Route, RouteState
from inspector.model.route_acts import MOST_COUNTED, MOST_STOPS, RouteStep
from inspector.model.route_life import MeetingKind, PlanLine, RouteMade, RouteStop
from inspector.model.site import SiteChanged
from inspector.model.task_life import TaskSet
from tests.db.case_desk import BY_COUNTY, BY_STAFF, LATER, now_of
from tests.db.route_desk import BY_GROUP, DAY, STOPS, TOMORROW, act, go, send, sheet_of, supervised
from tests.db.village import COKING, HEAP, OFFICE, RIVER, TOWN, VILLAGE, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = supervised(tmp_path)
    yield made
    made.close()


def names(sheet: RouteSheet) -> list[str]:
    return [one.told.id for one in sheet.found.stops]


def refused(village: Village, route: str, deciding, by=BY_COUNTY) -> str:
    with pytest.raises(Refused) as said:
        act(village, route, deciding, by)
    return str(said.value)


def test_the_office_sends_a_group_out_with_a_number_and_its_stops_in_order(village: Village) -> None:
    made = send(village)
    sheet = sheet_of(village, made.route)
    assert made.number.startswith("SLX-U2026-")
    assert made.number.endswith("-0001")
    assert send(village).number.endswith("-0002")
    assert names(sheet) == [HEAP, RIVER, COKING, "hall"]
    assert [one.day for one in sheet.found.stops] == [DAY, DAY, TOMORROW, None]
    assert (sheet.line.stops, sheet.line.visited, sheet.line.next_on) == (4, 0, DAY)
    assert sheet.line.is_open
    assert sheet.names[BY_COUNTY.person] == "示例戊"
    assert sheet.numbers.counts[OfRoutes.WAITING] == 4


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"group": " "}, "Say which supervision group goes."),
        ({"group": "组" * 61}, "This takes at most 60 characters."),
        ({"stops": ()}, "Choose stops that are not on the route yet."),
        ({"stops": (RouteStop(id="a", name=" ", grid=TOWN),)}, "A stop needs a name."),
        (
            {"stops": tuple(RouteStop(id=f"{at}", name="a", grid=TOWN) for at in range(MOST_STOPS + 1))},
            "A route has at most 500 stops.",
        ),
    ],
)
def test_a_route_needs_a_group_and_stops(village: Village, changed: dict[str, Any], sentence: str) -> None:
    told = RouteMade(number="", grid=OFFICE, group="示例组", stops=STOPS)
    sheet = sheet_of(village, send(village).route)
    who = Who(BY_COUNTY.person, frozenset({Role.RECTIFICATION_OFFICE}))
    with pytest.raises(Refused, match=sentence):
        acts.make(msgspec.structs.replace(told, **changed), who)
    assert sheet.refusals[RouteStep.PLAN] is None


def test_grid_staff_read_a_route_and_change_nothing(village: Village) -> None:
    made = send(village)
    with closing(village.workspace.reader()) as reader:
        assert not may_make(reader, BY_STAFF, DAY)
        assert may_make(reader, BY_GROUP, DAY)
        sheet = route_sheet(village.workspace, reader, made.route, BY_STAFF, DAY)
        assert route_sheet(village.workspace, reader, named(999), BY_STAFF, DAY) is None
    assert sheet
    assert {str(why) for why in sheet.refusals.values()} == {
        acts.FOR_GROUP,
        "Only a route that was finished can go on.",
    }
    with pytest.raises(Refused, match=acts.FOR_GROUP):
        send(village, BY_STAFF)


def test_a_visit_says_places_meetings_and_findings_and_new_findings_are_reported(village: Village) -> None:
    route = send(village).route
    held = {MeetingKind.DISPATCH: 1, MeetingKind.LEDGER_REVIEW: 2, MeetingKind.OTHER: 0}
    go(village, route, HEAP, 3, new=("坡面未覆盖", "台账未更新"), meetings=held, text="已要求当日覆盖")
    go(village, route, "hall", 0, new=("会议记录缺失",), meetings={MeetingKind.DISPATCH: 1})
    sheet = sheet_of(village, route)
    heap, *_rest, hall = sheet.found.stops
    first, second = heap.visits[0].findings
    finding = now_of(village, first)
    assert (finding.site, finding.state, finding.source) == (HEAP, FindingState.REPORTED, Source.SUPERVISION)
    assert finding.source_ref == route
    assert now_of(village, second).number > finding.number
    assert now_of(village, hall.visits[0].findings[0]).spot == "镇政府会议室"
    assert sheet.names[first] == f"{finding.number} 坡面未覆盖"
    counts = sheet.numbers.counts
    assert (counts[OfRoutes.VISITED], counts[OfRoutes.WAITING], counts[OfRoutes.PLACES]) == (2, 2, 3)
    assert (counts[OfRoutes.FINDINGS], counts[OfRoutes.MEETINGS]) == (3, 4)
    assert sheet.numbers.meetings == {MeetingKind.DISPATCH: 2, MeetingKind.LEDGER_REVIEW: 2}
    assert sheet.line.next_on == DAY
    with closing(village.workspace.reader()) as reader:
        offered = made_there(reader, heap.told, DAY)
        assert {one.finding for one in offered} == {first, second}
        assert made_there(reader, hall.told, DAY) == ()


def test_a_known_finding_is_named_once_and_counted_once(village: Village) -> None:
    route = send(village).route
    go(village, route, COKING, 1, findings=(named(70), named(70)))
    go(village, route, COKING, 1, findings=(named(70),))
    sheet = sheet_of(village, route)
    assert [one.findings for one in sheet.found.stops[2].visits] == [(named(70),), (named(70),)]
    assert sheet.numbers.counts[OfRoutes.FINDINGS] == 1
    assert sheet.numbers.counts[OfRoutes.VISITS] == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": TOMORROW}, "It can't have been done on a day to come."),
        ({"places": -1}, f"A count lies between 0 and {MOST_COUNTED}."),
        ({"meetings": {MeetingKind.SPECIAL: 1000}}, f"A count lies between 0 and {MOST_COUNTED}."),
        ({"places": 0}, "Say what the group did there: places, meetings, findings or words."),
        ({"stop": "nowhere"}, acts.NO_SUCH_STOP),
        ({"behalf": OnBehalf("示例组")}, "What is entered for somebody else needs the scan of their paper."),
    ],
)
def test_a_visit_that_cannot_be_is_refused(village: Village, changed: dict[str, Any], sentence: str) -> None:
    route = send(village).route
    told: dict[str, Any] = {"stop": HEAP, "on": DAY, "today": DAY, "places": 1} | changed
    assert refused(village, route, lambda found, who: acts.visit(found, who, **told)) == sentence
    with pytest.raises(Refused, match=acts.NO_SUCH_STOP):
        go(village, route, "nowhere", 1)


def test_a_visit_for_somebody_else_keeps_their_paper(village: Village) -> None:
    route = send(village).route
    scan, paper = Blob("a" * 64, 3, "image/png"), Blob("b" * 64, 3, "application/pdf")
    go(village, route, HEAP, 1, behalf=OnBehalf("示例组长", (scan,)), papers=(paper,), by=BY_COUNTY)
    (visit,) = sheet_of(village, route).found.stops[0].visits
    assert (visit.on_behalf, visit.papers) == ("示例组长", (scan, paper))


def test_a_visit_taken_back_counts_no_more_and_stays_on_the_record(village: Village) -> None:
    route = send(village).route
    entry = go(village, route, HEAP, 5).entries[-1]
    act(village, route, lambda found, who: acts.take_back(found, who, entry, "记错"))
    sheet = sheet_of(village, route)
    assert (sheet.line.visited, sheet.numbers.counts[OfRoutes.PLACES]) == (0, 0)
    assert [(one.type, one.has_effect) for one in sheet.steps][1] == ("route.stop_visited", False)
    again = refused(village, route, lambda found, who: acts.take_back(found, who, entry, "记错"))
    assert again == "This visit does not count any more."


def test_the_plan_is_put_in_another_order_with_other_days(village: Village) -> None:
    route = send(village).route
    lines = [PlanLine("hall", DAY), PlanLine(RIVER, TOMORROW), PlanLine(HEAP), PlanLine(COKING, DAY)]
    act(village, route, lambda found, who: acts.plan(found, who, lines))
    stops = sheet_of(village, route).found.stops
    assert [PlanLine(one.told.id, one.day) for one in stops] == lines
    assert refused(village, route, lambda found, who: acts.plan(found, who, lines)) == "Nothing was changed."
    assert (
        refused(village, route, lambda found, who: acts.plan(found, who, lines[1:]))
        == "The plan has to name every stop of the route, each once."
    )


def test_stops_come_and_go_until_the_group_was_there(village: Village) -> None:
    route = send(village).route
    go(village, route, HEAP)
    new = RouteStop(id="new", name="新增点", grid=TOWN)
    act(village, route, lambda found, who: acts.add_stops(found, who, (new, STOPS[0])))
    act(village, route, lambda found, who: acts.drop_stop(found, who, RIVER, "已停产"))
    assert names(sheet_of(village, route)) == [HEAP, COKING, "hall", "new"]
    gone = refused(village, route, lambda found, who: acts.drop_stop(found, who, RIVER, "已停产"))
    assert gone == acts.NO_SUCH_STOP
    visited = refused(village, route, lambda found, who: acts.drop_stop(found, who, HEAP, "已停产"))
    assert visited == "The group was there already; the stop stays on the route."
    act(village, route, lambda found, who: acts.add_stops(found, who, (STOPS[1],)))
    assert names(sheet_of(village, route)) == [HEAP, RIVER, COKING, "hall", "new"]


def test_the_group_and_its_errand_are_corrected_with_a_reason(village: Village) -> None:
    route = send(village).route
    same = refused(
        village, route, lambda found, who: acts.correct(found, who, "更名", found.group, found.text)
    )
    assert same == "Nothing was changed."
    act(village, route, lambda found, who: acts.correct(found, who, "更名", "示例第二督导组", found.text))
    act(village, route, lambda found, who: acts.correct(found, who, "补充", found.group, "专项督导"))
    line = sheet_of(village, route).line
    assert (line.group, line.text) == ("示例第二督导组", "专项督导")


def test_a_route_ends_goes_on_and_is_taken_back_as_long_as_nobody_went(village: Village) -> None:
    route = send(village).route
    words = "Say why the stops that were not visited need no visit."
    assert refused(village, route, lambda found, who: acts.finish(found, who, DAY)) == words
    act(village, route, lambda found, who: acts.finish(found, who, DAY, "合并到下月"))
    assert (
        refused(village, route, lambda found, who: acts.add_stops(found, who, STOPS))
        == "This route has ended."
    )
    with closing(village.workspace.reader()) as reader:
        assert [one.state for one in route_lines(reader, OFFICE, "ended")] == [RouteState.FINISHED]
        assert route_lines(reader, VILLAGE) == ()
    act(village, route, lambda found, who: acts.reopen(found, who, "补查"))
    go(village, route, HEAP)
    out = refused(village, route, lambda found, who: acts.withdraw(found, who, "重复"))
    assert out == "The group was out already; finish the route instead."
    other = send(village).route
    act(village, other, lambda found, who: acts.withdraw(found, who, "重复"))
    sheet = sheet_of(village, other)
    assert (sheet.line.state, sheet.numbers.counts[OfRoutes.STOPS]) == (RouteState.WITHDRAWN, 0)
    for one in (HEAP, RIVER, COKING, "hall"):
        if one != HEAP:
            go(village, route, one)
    act(village, route, lambda found, who: acts.finish(found, who, DAY))
    assert sheet_of(village, route).found.reason == ""


def test_a_step_on_what_was_shown_before_is_refused(village: Village) -> None:
    route = send(village).route
    old = sheet_of(village, route).found.last
    go(village, route, HEAP)
    with pytest.raises(Refused, match="meanwhile"):
        record_route(
            village.workspace, route, old, lambda found, who: acts.withdraw(found, who, "x"), BY_COUNTY, LATER
        )
    with pytest.raises(Refused, match="meanwhile"):
        record_visit(
            village.workspace,
            route,
            old,
            HEAP,
            Seen(on=DAY, places=1),
            BY_GROUP,
            LATER,
            village.chance,
        )
    with pytest.raises(Refused, match=GONE):
        record_route(
            village.workspace,
            named(999),
            old,
            lambda found, who: acts.withdraw(found, who, "x"),
            BY_COUNTY,
            LATER,
        )


def test_an_order_by_nearness_is_suggested_where_it_differs(village: Village) -> None:
    where = {HEAP: 1066000000, RIVER: 1068000000, COKING: 1066100000}
    village.record(
        *(SiteChanged(subject=site, place=Place(lat=390000000, lon=lon)) for site, lon in where.items())
    )
    stops = tuple(msgspec.structs.replace(one, day=None) for one in STOPS)
    route = send(village, stops=stops).route
    sheet = sheet_of(village, route)
    assert set(sheet.places) == set(where)
    assert sheet.suggested == (HEAP, COKING, RIVER, "hall")
    lines = [PlanLine(one) for one in sheet.suggested]
    act(village, route, lambda found, who: acts.plan(found, who, lines))
    assert sheet_of(village, route).suggested == ()


def test_tasks_are_offered_as_stops(village: Village) -> None:
    task = TaskSet(subject=named(80), grid=OFFICE, number="3", title="整治北山排土场", due=DAY)
    village.record(task, by=BY_COUNTY)
    with closing(village.workspace.reader()) as reader:
        (one,) = task_stops(reader, GridId(OFFICE))
        assert (one.id, one.task, one.grid) == (named(80), named(80), OFFICE)
        assert task_stops(reader, GridId(OFFICE), "焦化") == ()
    route = send(village, stops=(one,)).route
    go(village, route, named(80))
    assert sheet_of(village, route).names[named(80)] == one.name


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_are_those_of_a_plain_fold(village: Village, seed: int) -> None:
    chance = Random(seed)
    made = [send(village, by).route for by in (BY_COUNTY, BY_COUNTY, BY_GROUP)]
    entries = []
    for _step in range(14):
        route, stop = chance.choice(made), chance.choice(STOPS).id
        told = Seen(
            on=DAY - timedelta(days=chance.randrange(40)),
            places=chance.randrange(1, 5),
            findings=tuple(chance.sample((named(70), named(71), named(72)), chance.randrange(3))),
            meetings={kind: chance.randrange(3) for kind in chance.sample(list(MeetingKind), 2)},
        )
        last = sheet_of(village, route).found.last
        changes = record_visit(village.workspace, route, last, stop, told, BY_GROUP, LATER, village.chance)
        entries.append((route, changes.entries[-1]))
    for route, entry in chance.sample(entries, 3):
        act(village, route, partial(acts.take_back, entry=entry, reason="记错"))
    act(village, made[chance.randrange(3)], lambda found, who: acts.finish(found, who, DAY, "先收队"))
    empty = send(village).route
    act(village, empty, lambda found, who: acts.withdraw(found, who, "重复"))
    with closing(village.workspace.reader()) as reader:
        routes = [Route.of(village.workspace.facts_of(reader, one)) for one in (*made, empty)]
        for period in (None, month_of(DAY), month_of(DAY).before, quarter_of(DAY)):
            found = numbers_by_route(reader, GridId(OFFICE), period, TOMORROW)
            assert found == {one.id: slow(one, period, TOMORROW) for one in routes[:3] if one}
            total = together(found.values())
            for what in OfRoutes:
                assert total.counts[what] == sum(one.counts[what] for one in found.values())
            assert sum(total.meetings.values()) == total.counts[OfRoutes.MEETINGS]
        assert numbers_by_route(reader, GridId(VILLAGE), None, DAY) == {}


def slow(route: Route, period: Period | None, today: date) -> RouteNumbers:
    """Count a route fact by fact, without any SQL."""
    visits = [visit for stop in route.every for visit in stop.visits]
    seen = [one for one in visits if period is None or period.holds(one.on)]
    first: dict[str, date] = {}
    for one in visits:
        for finding in one.findings:
            first[finding] = min(one.on, first.get(finding, one.on))
    waiting = [one for one in route.stops if not one.visits] if route.is_open else []
    meetings = Counter[MeetingKind]()
    for one in seen:
        for held in one.meetings:
            meetings[held.kind] += held.count
    return RouteNumbers(
        {
            OfRoutes.STOPS: len(route.stops),
            OfRoutes.VISITED: sum(bool(one.visits) for one in route.stops),
            OfRoutes.WAITING: len(waiting),
            OfRoutes.LATE: sum(one.day is not None and one.day < today for one in waiting),
            OfRoutes.VISITS: len(seen),
            OfRoutes.PLACES: sum(one.places for one in seen),
            OfRoutes.FINDINGS: sum(period is None or period.holds(day) for day in first.values()),
            OfRoutes.MEETINGS: meetings.total(),
        },
        dict(meetings),
    )
