"""The sample's orders: a supervision order that was answered and settled, and a reminder still open."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import msgspec

from db.connection import Reader
from db.numbers import next_order_number
from db.order_recording import order_of, parties
from db.workspace import Actor
from inspector.model import order_acts as acts
from inspector.model.events import Event
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.meeting import MeetingRecorded
from inspector.model.order import Order
from inspector.model.order_acts import Parties
from inspector.model.order_life import OrderIssued, OrderKind
from inspector.periods import Instant, at
from inspector.sample.county import COUNTY, FOUNDER
from inspector.sample.lives import Office
from inspector.sample.recording import Step

Told = Mapping[str, str]
Act = Callable[[Order, Parties, date], Event]


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order as the county issues it to the township ``to``; ``term`` in days."""

    days_ago: int
    clock: str
    kind: OrderKind
    to: str
    term: int
    title: Told
    text: Told
    decision: int
    is_about_cover: bool = False


HELD_AGO, HELD = 6, "09:30"
MEETING: Told = {"zh_CN": "冬季大气污染防治调度会", "en": "Dispatch meeting on air quality in winter"}
PLACE: Told = {"zh_CN": "县政府二楼会议室", "en": "County hall, meeting room 2"}
ATTENDANCE = ("示例酉", "示例卯", "示例戌", "示例子", "示例丑", "示例寅")
DECISIONS: tuple[Told, ...] = (
    {
        "zh_CN": "千里山片区裸露渣土、堆场未覆盖问题限期整改，由县整改办发督办单。",
        "en": "Bare spoil and open heaps of Qianlishan are covered by a set day; the office issues an order.",
    },
    {
        "zh_CN": "各镇加密秸秆禁烧夜查。",
        "en": "All townships patrol more often at night while straw is burnt.",
    },
)
SUPERVISED = SampleOrder(
    days_ago=HELD_AGO,
    clock="15:10",
    kind=OrderKind.SUPERVISION,
    to="QLS",
    term=4,
    title={
        "zh_CN": "关于限期覆盖裸露渣土的督办单",
        "en": "On covering bare spoil by a set day",
    },
    text={
        "zh_CN": "请立即组织对下列问题逐一整改，明确责任人，并书面反馈办理情况。",
        "en": "Put the following right at once, name who is responsible, and report in writing.",
    },
    decision=1,
    is_about_cover=True,
)
REMINDED = SampleOrder(
    days_ago=1,
    clock="16:20",
    kind=OrderKind.REMINDER,
    to="WHS",
    term=6,
    title={
        "zh_CN": "关于加密秸秆禁烧夜间巡查的提醒函",
        "en": "Reminder to patrol more often at night while straw is burnt",
    },
    text={
        "zh_CN": "近期辖区夜间火点增多，请按调度会要求加密夜查，并反馈安排情况。",
        "en": "There were more fires at night; patrol more often as the meeting decided, and tell us how.",
    },
    decision=2,
)
DOCUMENT = "演督〔2026〕1号"
CLERK = "示例子"
DONE: Told = {
    "zh_CN": "已组织企业用防尘网全部覆盖，责任人已明确，并安排网格员每日复看。",
    "en": "All of it lies under nets now, somebody is responsible, and the grid looks at it every day.",
}
SETTLED: Told = {
    "zh_CN": "经现场核实，情况属实，予以办结。",
    "en": "Seen on the spot; it is as they say.",
}


def steps_of_orders(office: Office, now: Instant) -> Iterator[Step]:
    """Give the meeting, both orders and what came of the first, in the order of time."""
    meeting = uuid7(_moment(now, HELD_AGO, HELD).ts, office.chance(RANDOM_BYTES))
    first, second = (uuid7(now.ts, office.chance(RANDOM_BYTES)) for _ in range(2))
    by, key = office.settled.acting(FOUNDER, COUNTY), office.keys[FOUNDER]
    clerk = office.settled.acting(CLERK, SUPERVISED.to)
    moment = _moment(now, HELD_AGO, HELD)
    yield Step(moment, by, lambda _reader: [_meeting(office, meeting, moment.day)])
    for order, told in ((first, SUPERVISED), (second, REMINDED)):
        issued = _moment(now, told.days_ago, told.clock)
        yield Step(issued, by, partial(_issue, office, order, meeting, told, by, issued), key)
    answered = _moment(now, 3, "17:30")
    acted: tuple[tuple[int, str, Actor, Act], ...] = (
        (5, "09:05", by, lambda one, who, _day: acts.number_document(one, who, DOCUMENT)),
        (5, "09:40", clerk, lambda one, who, day: acts.accept(one, who, day, day)),
        (
            3,
            "17:30",
            clerk,
            lambda one, who, day: acts.answer(
                one, who, DONE[office.language], day, answered.day, is_done=True
            ),
        ),
        (2, "16:00", by, lambda one, who, _day: acts.close(one, who, SETTLED[office.language])),
    )
    for ago, clock, actor, act in acted:
        at_work = _moment(now, ago, clock)
        yield Step(at_work, actor, partial(_act, office, first, act, actor, at_work))


def _moment(now: Instant, days_ago: int, clock: str) -> Instant:
    return at(now.day - timedelta(days=days_ago), clock, now.tz)


def _meeting(office: Office, meeting: str, day: date) -> Event:
    return MeetingRecorded(
        subject=meeting,
        grid=office.settled.grids[COUNTY],
        day=day,
        title=MEETING[office.language],
        place=PLACE[office.language],
        chair=ATTENDANCE[0],
        attendance=ATTENDANCE,
        decisions=tuple(one[office.language] for one in DECISIONS),
    )


def _issue(
    office: Office, order: str, meeting: str, told: SampleOrder, by: Actor, moment: Instant, reader: Reader
) -> list[Event]:
    grid, to_grid = GridId(by.org), office.settled.grids[told.to]
    event = OrderIssued(
        subject=order,
        kind=told.kind,
        number="",
        grid=grid,
        title=told.title[office.language],
        text=told.text[office.language],
        due=moment.day + timedelta(days=told.term),
        to_grid=to_grid,
        findings=_uncovered(office, reader, told.to) if told.is_about_cover else (),
        meeting=meeting,
        decision=told.decision,
    )
    who = parties(reader, grid, to_grid, by, moment.day)
    number = next_order_number(reader, grid, moment.day.year, office.workspace.feed)
    return [msgspec.structs.replace(acts.issue_order(event, who, moment.day), number=number)]


def _act(office: Office, order: str, act: Act, by: Actor, moment: Instant, reader: Reader) -> list[Event]:
    found = order_of(office.workspace, reader, order)
    return [act(found, parties(reader, found.grid, found.to_grid, by, moment.day), moment.day)]


def _uncovered(office: Office, reader: Reader, town: str) -> tuple[str, ...]:
    """Give the newest findings in the township about what lies bare."""
    grids = [grid for code, grid in office.settled.grids.items() if code.startswith(town)]
    rows = reader.rows(
        """SELECT id FROM finding WHERE question = 'cover' AND grid IN (SELECT value FROM json_each(?))
        ORDER BY noticed_ts DESC, id LIMIT 2""",
        (msgspec.json.encode(grids).decode(),),
    )
    return tuple(finding for (finding,) in rows)
