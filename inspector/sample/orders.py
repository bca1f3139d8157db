"""The sample's orders: one of the closed month, and of this one an order that was settled and a reminder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from inspector.sample.earlier import closed_month
from inspector.sample.lives import Office
from inspector.sample.recording import Step

Told = Mapping[str, str]
Act = Callable[[Order, Parties, date], Event]


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order as the county issues it to the township ``to``; ``term`` in days, ``decision`` counted."""

    clock: str
    kind: OrderKind
    to: str
    term: int
    title: Told
    text: Told
    decision: int = 0
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
HANDED = SampleOrder(
    clock="10:30",
    kind=OrderKind.ASSIGNMENT,
    to="GWS",
    term=7,
    title={
        "zh_CN": "关于核查停产企业复产迹象的交办函",
        "en": "On a halted works that shows signs of starting again",
    },
    text={
        "zh_CN": "请核查辖区停产企业的用电、出入和堆存情况，书面反馈核查结果。",
        "en": "Look into power, traffic and stocks of the halted works, and report in writing.",
    },
)
HANDED_ON = 12
"""The day of the closed month."""
SUPERVISED = SampleOrder(
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
REMINDED_AGO = 1
REMINDED = SampleOrder(
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
CLERK, EARLIER_CLERK = "示例子", "示例丑"
LOOKED_INTO: Told = {
    "zh_CN": "已逐家核查：用电、车辆进出和堆存均无异常，已安排网格每周复看。",
    "en": "Each works was looked into: power, traffic and stocks are as before; the grid looks every week.",
}
DONE: Told = {
    "zh_CN": "已组织企业用防尘网全部覆盖，责任人已明确，并安排网格员每日复看。",
    "en": "All of it lies under nets now, somebody is responsible, and the grid looks at it every day.",
}
SETTLED: Told = {
    "zh_CN": "经现场核实，情况属实，予以办结。",
    "en": "Seen on the spot; it is as they say.",
}


def steps_of_orders(office: Office, now: Instant) -> Iterator[Step]:
    """Give the order of the closed month, then meeting and orders, and what came of each, as time goes."""
    by = office.settled.acting(FOUNDER, COUNTY)
    handed_on = closed_month(now.day).first + timedelta(days=HANDED_ON - 1)
    earlier, first, second = (uuid7(now.ts, office.chance(RANDOM_BYTES)) for _ in range(3))
    yield _issued(office, earlier, HANDED, by, at(handed_on, HANDED.clock, now.tz))
    clerk, answered = office.settled.acting(EARLIER_CLERK, HANDED.to), handed_on + timedelta(days=4)
    yield from _steps(
        office,
        earlier,
        (
            (at(handed_on, "15:20", now.tz), clerk, lambda one, who, day: acts.accept(one, who, day, day)),
            (at(answered, "11:10", now.tz), clerk, _answering(LOOKED_INTO[office.language], answered)),
            (
                at(answered + timedelta(days=1), "09:30", now.tz),
                by,
                lambda one, who, _day: acts.close(one, who, SETTLED[office.language]),
            ),
        ),
    )
    moment = _moment(now, HELD_AGO, HELD)
    meeting = uuid7(moment.ts, office.chance(RANDOM_BYTES))
    yield Step(moment, by, lambda _reader: [_meeting(office, meeting, moment.day)])
    for order, told, ago in ((first, SUPERVISED, HELD_AGO), (second, REMINDED, REMINDED_AGO)):
        yield _issued(office, order, told, by, _moment(now, ago, told.clock), meeting)
    clerk, done = office.settled.acting(CLERK, SUPERVISED.to), _moment(now, 3, "17:30")
    yield from _steps(
        office,
        first,
        (
            (_moment(now, 5, "09:05"), by, lambda one, who, _day: acts.number_document(one, who, DOCUMENT)),
            (_moment(now, 5, "09:40"), clerk, lambda one, who, day: acts.accept(one, who, day, day)),
            (done, clerk, _answering(DONE[office.language], done.day)),
            (
                _moment(now, 2, "16:00"),
                by,
                lambda one, who, _day: acts.close(one, who, SETTLED[office.language]),
            ),
        ),
    )


def _issued(
    office: Office, order: str, told: SampleOrder, by: Actor, moment: Instant, meeting: str = ""
) -> Step:
    act = partial(_issue, office, order, meeting, told, by, moment)
    return Step(moment, by, act, office.keys[FOUNDER])


def _steps(office: Office, order: str, acted: Iterable[tuple[Instant, Actor, Act]]) -> Iterator[Step]:
    for moment, actor, act in acted:
        yield Step(moment, actor, partial(_act, office, order, act, actor, moment))


def _answering(words: str, on: date) -> Act:
    return lambda one, who, day: acts.answer(one, who, words, day, on, is_done=True)


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
