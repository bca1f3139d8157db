"""Orders are issued, answered and settled, and whoever asks sees which are open and how they were met."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from db.case_recording import MEANWHILE
from db.changes import Kind
from db.order_recording import give_order, keep_meeting, record_order, take_meeting_back
from db.order_rows import meeting_rows
from db.queries.orders import (
    Met,
    earlier_orders,
    meeting_lines,
    order_choices,
    order_lines,
    order_sheet,
    orders_about,
    orders_met,
    orders_of_period,
)
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model import order_acts as acts
from inspector.model.events import Fact
from inspector.model.meeting import MeetingRecorded
from inspector.model.order import OrderState
from inspector.model.order_acts import OrderStep
from inspector.model.period import Period, month_of, quarter_of
from inspector.periods import HOUR
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, CLERK_KEY, COUNTY, LATER
from tests.db.order_desk import DUE, FINDING, TOLD, act, answer, give, ordered, sheet_of
from tests.db.village import OFFICE, TOWN, VILLAGE, Village, named

MONTH = month_of(LATER.day)
AFTER_DUE = LATER.later(24 * HOUR * 10)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = ordered(tmp_path)
    yield village
    village.close()


def test_a_period_looks_back_on_those_before_and_on_older_ones_still_open(village: Village) -> None:
    january, february = month_of(date(2027, 1, 1)), month_of(date(2027, 2, 1))
    first, settled, mistake, named_for = (give(village, title=f"{n}").order for n in range(4))
    for order, decide in (
        (settled, lambda one, who: acts.close(one, who, "已口头报告")),
        (mistake, lambda one, who: acts.withdraw(one, who, "误发")),
    ):
        act(village, order, decide)
    later = give(village, period="2027-02", title="二月").order
    with closing(village.workspace.reader()) as reader:

        def seen(period: Period, grid: str = OFFICE) -> set[str]:
            return {one.order for one in earlier_orders(reader, grid, period, AFTER_DUE.day)}

        assert seen(MONTH) == set()
        assert seen(MONTH.before) == set()
        # the month after looks back on all of November, and on what names a month to come
        assert seen(month_of(date(2026, 12, 1))) == {first, settled, named_for, later}
        assert seen(january) == {first, named_for, later}
        # what was issued early for a month belongs to it, and is no earlier order there
        assert seen(february) == {first, named_for}
        assert seen(quarter_of(date(2027, 1, 1))) == {first, settled, named_for, later}
        assert seen(january, VILLAGE) == set()


def test_an_order_has_a_number_an_addressee_and_what_it_is_about(village: Village) -> None:
    made = give(village)
    again = give(village, to_grid="", unit="示例局", findings=(), tasks=(named(999),))
    assert made.changes.touch(Kind.ORDER)
    assert (made.number[:9], made.number[-4:], again.number[-4:]) == ("SLX-O2026", "0001", "0002")
    with closing(village.workspace.reader()) as reader:
        line, other = order_lines(reader, LATER.day)
        assert (line.addressee, other.addressee, line.grid_name) == ("示例镇", "示例局", "示例县")
        assert order_lines(reader, LATER.day, TOWN) == (line,)
        assert order_lines(reader, LATER.day, OFFICE) == (line, other)
        assert order_lines(reader, LATER.day, VILLAGE) == ()
        assert [one.order for one in orders_about(reader, FINDING, LATER.day)] == [made.order]
        assert orders_about(reader, named(998), LATER.day) == ()
    assert (line.state, line.met, line.due_on, line.is_open) == (OrderState.ISSUED, Met.OPEN, DUE, True)
    (about,) = sheet_of(village, made.order).about
    assert (about.number, about.text, about.is_task) == ("SLX0101-2026-T-0070", "料堆未覆盖", False)
    (unknown,) = sheet_of(village, again.order).about
    assert (unknown.number, unknown.due_on, unknown.is_task) == ("", None, True)


def test_the_clerk_cannot_issue_and_the_staff_cannot_answer(village: Village) -> None:
    with pytest.raises(Refused, match="rectification office"):
        give_order(village.workspace, TOLD, BY_CLERK, LATER, CLERK_KEY, village.chance)
    order = give(village).order
    clerk, staff = sheet_of(village, order, BY_CLERK), sheet_of(village, order, BY_STAFF)
    office = sheet_of(village, order)
    assert clerk.refusals[OrderStep.ANSWER] is None
    assert staff.refusals[OrderStep.ANSWER]
    assert clerk.refusals[OrderStep.CLOSE]
    assert (clerk.is_addressee, staff.is_addressee, office.is_addressee) == (True, False, False)
    assert office.names[COUNTY] == "示例戊"


def test_answered_returned_and_settled_it_is_no_longer_open(village: Village) -> None:
    order = give(village).order
    answer(village, order, "已部署")
    act(village, order, lambda found, who: acts.return_answer(found, who, "附照片", DUE, LATER.day))
    with closing(village.workspace.reader()) as reader:
        (line,) = order_lines(reader, LATER.day)
    assert (line.state, line.met, line.answered_on) == (OrderState.RETURNED, Met.OPEN, None)
    answer(village, order)
    act(village, order, acts.close)
    with closing(village.workspace.reader()) as reader:
        assert order_lines(reader, LATER.day) == ()
        (line,) = order_lines(reader, LATER.day, chosen="ended")
    assert (line.state, line.met, line.answer, line.is_done) == (
        OrderState.CLOSED,
        Met.IN_TIME,
        "已覆盖",
        True,
    )
    steps = [line.type for line in sheet_of(village, order).lines]
    assert steps == [
        "order.issued",
        "order.answered",
        "order.answer_returned",
        "order.answered",
        "order.closed",
    ]


def test_how_the_orders_of_a_month_were_met_is_counted(village: Village) -> None:
    for _ in range(5):
        give(village)
    with closing(village.workspace.reader()) as reader:
        one, two, three, four, _five = (line.order for line in order_lines(reader, LATER.day))
    answer(village, one)
    answer(village, two, at=AFTER_DUE)
    act(village, three, lambda found, who: acts.close(found, who, "另案"))
    act(village, four, lambda found, who: acts.withdraw(found, who, "重复"))
    # one that names December's dispatch is not November's, though it was issued then
    december = give(village, period="2026-12").order
    with closing(village.workspace.reader()) as reader:
        met = orders_met(reader, OFFICE, MONTH, AFTER_DUE.day)
        early = orders_met(reader, "", MONTH, LATER.day)
        later = orders_of_period(reader, OFFICE, month_of(MONTH.last + timedelta(days=1)), LATER.day)
        overdue = order_lines(reader, AFTER_DUE.day, chosen="overdue")
        assert len(order_lines(reader, AFTER_DUE.day, chosen="all")) == 6
    assert met.issued == 4
    assert {one: met.count(one) for one in Met} == {
        Met.IN_TIME: 1,
        Met.LATE: 1,
        Met.OPEN: 0,
        Met.OVERDUE: 1,
        Met.UNANSWERED: 1,
        Met.WITHDRAWN: 1,
    }
    assert (early.count(Met.OPEN), early.count(Met.OVERDUE)) == (1, 0)
    assert [line.order for line in later] == [december]
    assert {line.met for line in overdue} == {Met.OVERDUE}


def test_a_step_decided_on_what_is_outdated_or_gone_is_refused(village: Village) -> None:
    order = give(village).order
    with pytest.raises(Refused) as why:
        record_order(village.workspace, order, "0" * 64, acts.close, BY_COUNTY, LATER)
    assert why.value.sentence == MEANWHILE
    with pytest.raises(Refused, match="not recorded here"):
        record_order(village.workspace, named(999), "", acts.close, BY_COUNTY, LATER)
    with closing(village.workspace.reader()) as reader:
        assert order_sheet(village.workspace, reader, named(999), BY_COUNTY, LATER.day) is None


def test_a_meeting_is_recorded_its_decisions_become_orders_and_it_may_be_put_right(village: Village) -> None:
    told = MeetingRecorded(
        grid="", day=LATER.day, title="11月调度会", chair="示例己", decisions=("北山片区限期覆盖", "加密夜查")
    )
    meeting, changes = keep_meeting(village.workspace, told, BY_COUNTY, LATER, village.chance)
    assert changes.touch(Kind.MEETING)
    made = give(village, meeting=meeting, decision=1)
    with closing(village.workspace.reader()) as reader:
        (line,) = meeting_lines(reader, OFFICE)
        assert meeting_lines(reader, TOWN) == ()
    assert (line.decisions, line.ordered) == (told.decisions, {1: made.number})
    again = MeetingRecorded(subject=meeting, grid="", day=LATER.day, title="11月调度会", reason="补记")
    with pytest.raises(Refused) as why:
        keep_meeting(village.workspace, again, BY_COUNTY, LATER, village.chance)
    assert why.value.sentence == MEANWHILE
    with pytest.raises(Refused, match="Decision 1 became an order"):
        keep_meeting(village.workspace, again, BY_COUNTY, LATER, village.chance, seen=line.last)
    kept = msgspec.structs.replace(again, decisions=told.decisions[:1])
    keep_meeting(village.workspace, kept, BY_COUNTY, LATER, village.chance, seen=line.last)
    with closing(village.workspace.reader()) as reader:
        (line,) = meeting_lines(reader, OFFICE)
    assert (line.decisions, line.chair) == (told.decisions[:1], "")
    assert (line.versions, line.reason, line.withdrawn) == (2, "补记", "")
    with pytest.raises(Refused, match="recorded by a township clerk"):
        keep_meeting(village.workspace, told, BY_STAFF, LATER, village.chance)


def test_the_record_of_a_meeting_is_taken_back_once_no_order_stands(village: Village) -> None:
    told = MeetingRecorded(grid="", day=LATER.day, title="误记", decisions=("限期", "夜查"))
    meeting, _changes = keep_meeting(village.workspace, told, BY_COUNTY, LATER, village.chance)
    made = give(village, meeting=meeting, decision=1)

    def take_back(reason: str, by: Actor = BY_COUNTY, seen: str = "") -> None:
        with closing(village.workspace.reader()) as reader:
            (line,) = meeting_lines(reader, OFFICE)
        take_meeting_back(village.workspace, meeting, seen or line.last, reason, by, LATER)

    with pytest.raises(Refused, match="take them back first"):
        take_back("未召开")
    act(village, made.order, lambda found, who: acts.withdraw(found, who, "误发"))
    for reason, by, seen, why in (
        ("", BY_COUNTY, "", "Say why it is taken back"),
        ("未召开", BY_STAFF, "", "recorded by a township clerk"),
        ("未召开", BY_COUNTY, "0" * 64, "happened to it meanwhile"),
    ):
        with pytest.raises(Refused, match=why):
            take_back(reason, by, seen)
    take_back(" 未召开 ")
    with closing(village.workspace.reader()) as reader:
        (line,) = meeting_lines(reader, OFFICE)
        assert (line.withdrawn, line.ordered) == ("未召开", {})
        assert order_choices(reader, OFFICE).decisions == ()
    with pytest.raises(Refused, match="taken back already"):
        take_back("再次")
    with pytest.raises(Refused, match="not recorded here"):
        take_meeting_back(village.workspace, named(999), "", "无", BY_COUNTY, LATER)
    # recorded anew it stands again
    again = msgspec.structs.replace(told, subject=meeting, reason="确已召开")
    keep_meeting(village.workspace, again, BY_COUNTY, LATER, village.chance, seen=line.last)
    with closing(village.workspace.reader()) as reader:
        assert len(order_choices(reader, OFFICE).decisions) == 2


def test_a_meeting_that_nobody_entitled_recorded_has_no_row() -> None:
    told = MeetingRecorded(subject=named(5), grid=OFFICE, day=LATER.day, title="调度会")
    fact = Fact(
        told, told.TYPE, "0" * 64, (), "a" * 52, 1, 1, LATER, OFFICE, COUNTY, named(5), confirmed=False
    )
    assert meeting_rows([fact]) is None
