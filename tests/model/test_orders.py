"""An order goes down by the own key of who answers for it, comes back answered, and is followed up."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.journal.chain import fold_order
from inspector.model import order_acts as acts
from inspector.model.case_acts import OnBehalf
from inspector.model.events import Blob, Event, Fact
from inspector.model.meeting import Meeting, MeetingRecorded, record_meeting
from inspector.model.order import Order, OrderState, order_number
from inspector.model.order_acts import OrderStep, Parties, refusal
from inspector.model.order_life import (
    OrderAccepted,
    OrderAnswered,
    OrderAnswerReturned,
    OrderClosed,
    OrderDocumentNumbered,
    OrderIssued,
    OrderKind,
    OrderWithdrawn,
)
from inspector.model.person import Role
from inspector.periods import at

TODAY = date(2026, 11, 22)
NOW = at(TODAY, "09:00", 480)
DUE = TODAY + timedelta(days=10)
OFFICE = Parties("office", frozenset({Role.RECTIFICATION_OFFICE}))
CLERK = Parties("clerk", frozenset({Role.GRID_STAFF}), frozenset({Role.CLERK}))
STAFF = Parties("staff", frozenset({Role.GRID_STAFF}), frozenset({Role.GRID_STAFF}))
SCAN = Blob("a" * 64, 9, "application/pdf")
FOR_TOWN = OnBehalf("示例镇", (SCAN,))
ISSUED = OrderIssued(
    subject="o",
    kind=OrderKind.SUPERVISION,
    number="SLX-O2026-AAAA-0001",
    grid="county",
    title="关于料堆未覆盖的督办单",
    text="请立即整改",
    due=DUE,
    to_grid="town",
    findings=("f",),
)
ANSWERED = OrderAnswered(subject="o", text="已覆盖", is_done=True, on=TODAY)


def fold(*events: Event) -> Order:
    found = Order.of([fact(event, n) for n, event in enumerate(events, 1)])
    assert found
    return found


def fact(event: Event | None, n: int, *, after: tuple[str, ...] = (), signed: bool = True) -> Fact:
    return Fact(
        event=event,
        type=event.TYPE if event else "order.answered",
        hash=f"{n:064d}",
        after=after,
        feed="a" * 52,
        seq=n,
        lc=n,
        at=NOW,
        org="county",
        actor="somebody",
        subject="o",
        blobs=event.blobs if event else (),
        person_signed=signed,
    )


def test_an_order_is_one_only_with_the_own_key_of_a_person() -> None:
    assert Order.of([fact(ISSUED, 1, signed=False)]) is None
    assert Order.of([msgspec.structs.replace(fact(ISSUED, 1), confirmed=False)]) is None
    assert Order.of([fact(ANSWERED, 1)]) is None
    order = fold(ISSUED)
    assert (order.state, order.due, order.is_open, order.is_waiting) == (OrderState.ISSUED, DUE, True, True)
    assert order.answer is None


def test_it_is_taken_note_of_answered_returned_answered_anew_and_settled() -> None:
    later = DUE + timedelta(days=5)
    back = OrderAnswerReturned(subject="o", answer=f"{3:064d}", requirement="附照片", due=later)
    accepted = fold(ISSUED, OrderAccepted(subject="o", on=TODAY))
    assert (accepted.state, accepted.accepted_on) == (OrderState.ACCEPTED, TODAY)
    order = fold(ISSUED, OrderAccepted(subject="o", on=TODAY), ANSWERED)
    assert order.answer
    assert (order.state, order.answer.text, order.is_waiting) == (OrderState.ANSWERED, "已覆盖", False)
    order = fold(ISSUED, OrderAccepted(subject="o", on=TODAY), ANSWERED, back)
    assert (order.state, order.due, order.first_due, order.answer) == (OrderState.RETURNED, later, DUE, None)
    assert order.answers[0].returned == "附照片"
    order = fold(
        ISSUED,
        OrderAccepted(subject="o", on=TODAY),
        ANSWERED,
        back,
        ANSWERED,
        OrderClosed(subject="o", text="属实"),
    )
    assert (order.state, order.ended_on, order.reason) == (OrderState.CLOSED, TODAY, "属实")
    assert len(order.answers) == 2
    assert order.answer


def test_what_was_answered_stands_whatever_the_office_decided_meanwhile() -> None:
    order = fold(ISSUED, OrderWithdrawn(subject="o", reason="重复"), ANSWERED, OrderClosed(subject="o"))
    assert (order.state, len(order.answers)) == (OrderState.WITHDRAWN, 1)
    assert order.idle == (f"{4:064d}",)
    assert not order.is_open


def test_an_answer_that_a_later_one_overtook_can_no_longer_be_returned() -> None:
    back = OrderAnswerReturned(subject="o", answer=f"{2:064d}", requirement="附照片", due=DUE)
    order = fold(ISSUED, ANSWERED, ANSWERED, back)
    assert (order.state, order.idle) == (OrderState.ANSWERED, (f"{4:064d}",))


def test_an_entry_that_cant_be_read_changes_nothing() -> None:
    order = Order.of(
        [fact(ISSUED, 1), fact(None, 2), msgspec.structs.replace(fact(None, 3), confirmed=False)]
    )
    assert order
    assert (order.state, order.idle, order.last) == (OrderState.ISSUED, (f"{2:064d}",), f"{2:064d}")


@given(st.permutations(range(4)))
def test_two_devices_fold_the_same_entries_into_the_same_order(turns: list[int]) -> None:
    first, answer = fact(ISSUED, 1), fact(ANSWERED, 2, after=(f"{1:064d}",))
    back = OrderAnswerReturned(subject="o", answer=answer.hash, requirement="附照片", due=DUE)
    apart = [fact(back, 3, after=(answer.hash,)), fact(ANSWERED, 4, after=(answer.hash,))]
    entries = [first, answer, *apart]
    order = Order.of(fold_order([entries[turn] for turn in turns]))
    assert order
    assert (order.state, len(order.answers)) == (OrderState.ANSWERED, 2)


def test_two_offline_devices_never_give_the_same_number() -> None:
    one, other = (order_number("SLX", 2026, feed * 52, 1) for feed in "ab")
    assert one != other
    assert one.startswith("SLX-O2026-")


def test_only_the_rectification_office_issues_and_settles() -> None:
    assert acts.issue_order(ISSUED, OFFICE, TODAY) == ISSUED
    with pytest.raises(Refused, match="rectification office"):
        acts.issue_order(ISSUED, CLERK, TODAY)
    order = fold(ISSUED, ANSWERED)
    for step in (OrderStep.NUMBER, OrderStep.RETURN, OrderStep.CLOSE):
        assert refusal(order, step, OFFICE) is None
        why = refusal(order, step, CLERK)
        assert why
        assert "rectification office" in str(why)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"to_grid": "", "unit": " "}, "to which township or unit"),
        ({"to_grid": "county"}, "does not go to the office"),
        ({"title": " "}, "needs a title"),
        ({"title": "长" * 101}, "at most 100"),
        ({"text": ""}, "what is asked for"),
        ({"due": TODAY - timedelta(days=1)}, "before today"),
        ({"tasks": tuple(map(str, range(200)))}, "at most 200"),
    ],
)
def test_an_order_that_says_too_little_or_too_much_is_refused(changed: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        acts.issue_order(msgspec.structs.replace(ISSUED, **changed), OFFICE, TODAY)


def test_a_unit_is_enough_of_an_addressee() -> None:
    told = msgspec.structs.replace(ISSUED, to_grid="", unit=" 示例局 ")
    assert acts.issue_order(told, OFFICE, TODAY).unit == "示例局"


def test_the_clerk_answers_and_the_office_only_with_the_scan_of_their_paper() -> None:
    order = fold(ISSUED)
    told = acts.answer(order, CLERK, " 已覆盖 ", TODAY, TODAY, is_done=True, papers=(SCAN,))
    assert told == msgspec.structs.replace(ANSWERED, blobs=(SCAN,))
    assert acts.accept(order, CLERK, TODAY, TODAY) == OrderAccepted(subject="o", on=TODAY)
    with pytest.raises(Refused, match="for whom it is entered"):
        acts.answer(order, OFFICE, "已覆盖", TODAY, TODAY, is_done=True)
    with pytest.raises(Refused, match="scan of their paper"):
        acts.accept(order, OFFICE, TODAY, TODAY, OnBehalf("示例镇"))
    entered = acts.answer(order, OFFICE, "已覆盖", TODAY, TODAY, is_done=True, behalf=FOR_TOWN)
    assert (entered.on_behalf, entered.blobs) == ("示例镇", (SCAN,))
    with pytest.raises(Refused, match="clerk of the township"):
        acts.answer(order, STAFF, "已覆盖", TODAY, TODAY, is_done=True)
    with pytest.raises(Refused, match="what was done"):
        acts.answer(order, CLERK, " ", TODAY, TODAY, is_done=True)


def test_an_answer_is_of_a_day_between_the_order_and_today() -> None:
    order = fold(ISSUED)
    with pytest.raises(Refused, match="day to come"):
        acts.answer(order, CLERK, "已", DUE, TODAY, is_done=True)
    with pytest.raises(Refused, match="can't lie before"):
        acts.accept(order, CLERK, TODAY - timedelta(days=1), TODAY)


def test_an_answer_is_returned_with_what_is_asked_for_and_a_deadline() -> None:
    order = fold(ISSUED, ANSWERED)
    told = acts.return_answer(order, OFFICE, "附照片", DUE, TODAY)
    assert told == OrderAnswerReturned(subject="o", answer=f"{2:064d}", requirement="附照片", due=DUE)
    with pytest.raises(Refused, match="still asked for"):
        acts.return_answer(order, OFFICE, " ", DUE, TODAY)
    with pytest.raises(Refused, match="before today"):
        acts.return_answer(order, OFFICE, "附照片", TODAY - timedelta(days=1), TODAY)
    with pytest.raises(Refused, match="no answer to be returned"):
        acts.return_answer(fold(ISSUED), OFFICE, "附照片", DUE, TODAY)


def test_settling_what_is_not_answered_or_not_done_needs_words() -> None:
    assert acts.close(fold(ISSUED, ANSWERED), OFFICE) == OrderClosed(subject="o")
    not_done = msgspec.structs.replace(ANSWERED, is_done=False)
    for order, why in ((fold(ISSUED), "Nobody answered"), (fold(ISSUED, not_done), "not done yet")):
        with pytest.raises(Refused, match=why):
            acts.close(order, OFFICE)
        assert acts.close(order, OFFICE, "另案处理").text == "另案处理"
    with pytest.raises(Refused, match="has ended"):
        acts.close(fold(ISSUED, OrderClosed(subject="o")), OFFICE)


def test_what_was_answered_is_not_taken_back() -> None:
    assert acts.withdraw(fold(ISSUED), OFFICE, "重复").reason == "重复"
    with pytest.raises(Refused, match="settle it instead"):
        acts.withdraw(fold(ISSUED, ANSWERED), OFFICE, "重复")


def test_the_document_number_is_typed_later_and_may_be_put_right() -> None:
    told = acts.number_document(fold(ISSUED), OFFICE, " 示督〔2026〕3号 ")
    assert told == OrderDocumentNumbered(subject="o", document="示督〔2026〕3号")
    order = fold(ISSUED, told)
    assert order.document == "示督〔2026〕3号"
    for document, why in (
        ("示督〔2026〕3号", "Nothing was changed"),
        (" ", "Type the"),
        ("号" * 61, "most 60"),
    ):
        with pytest.raises(Refused, match=why):
            acts.number_document(order, OFFICE, document)


@pytest.mark.parametrize("kind", OrderKind)
def test_a_first_sentence_is_proposed_for_every_kind(kind: OrderKind) -> None:
    assert "{numbers}" in acts.proposed_text(kind, ("SLX-1",))
    assert "{" not in acts.proposed_text(kind, ())


def test_the_record_of_a_meeting_that_was_made_last_stands() -> None:
    office = frozenset({Role.RECTIFICATION_OFFICE})
    told = MeetingRecorded(
        subject="m",
        grid="county",
        day=TODAY,
        title=" 11月调度会 ",
        attendance=("示例甲", " "),
        decisions=("限期",),
    )
    first = record_meeting(told, office, TODAY)
    assert (first.title, first.attendance, first.decisions) == ("11月调度会", ("示例甲",), ("限期",))
    assert Meeting.of([fact(ISSUED, 1)]) is None
    meeting = Meeting.of([fact(first, 1)])
    with pytest.raises(Refused, match="needs a reason"):
        record_meeting(told, office, TODAY, meeting)
    again = record_meeting(msgspec.structs.replace(told, reason="漏记", decisions=()), office, TODAY, meeting)
    meeting = Meeting.of([fact(first, 1), fact(again, 2)])
    assert meeting
    assert (meeting.versions, meeting.told.decisions, meeting.last) == (2, (), f"{2:064d}")


@pytest.mark.parametrize(
    ("changed", "roles", "why"),
    [
        ({}, {Role.GRID_STAFF}, "recorded by a township clerk"),
        ({"title": ""}, {Role.CLERK}, "needs a title"),
        ({"day": DUE}, {Role.CLERK}, "not been held yet"),
        ({"decisions": ("定",) * 101}, {Role.CLERK}, "At most 100 lines"),
    ],
)
def test_a_meeting_that_cant_have_been_is_refused(
    changed: dict[str, object], roles: set[Role], why: str
) -> None:
    told = MeetingRecorded(subject="m", grid="county", day=TODAY, title="调度会")
    with pytest.raises(Refused, match=why):
        record_meeting(msgspec.structs.replace(told, **changed), frozenset(roles), TODAY)
