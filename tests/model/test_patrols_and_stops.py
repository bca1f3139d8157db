"""Patrols, their stops, and honest time."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.ids import GridId, PersonId
from inspector.model.patrol import (
    Patrol,
    PatrolFinished,
    PatrolStarted,
    PatrolState,
    check_honest_time,
    is_late,
    report_number,
    start,
)
from inspector.model.person import Duty, Person, Role
from inspector.model.question import Answer, Condition, Question, QuestionKind, Value
from inspector.model.signing import ReportSigned
from inspector.model.stop import Stop, StopRecorded, deviations, record_stop
from inspector.periods import DAY as A_DAY
from inspector.periods import HOUR, MINUTE, Instant, at

DAY = date(2026, 11, 22)
MORNING = at(DAY, "08:30", 480)
STARTED = PatrolStarted(subject="p", grid="g", day=DAY, began=MORNING, inspectors=("甲",))
FINISHED = PatrolFinished(subject="p", ended=MORNING.later(HOUR), number="N", signers=("inspector",), due=3)
SIGNED = ReportSigned(
    subject="p", field="inspector", sha256="f" * 64, size=1, file="a.pdf", certificate="c" * 64
)
STOP = StopRecorded(subject="s", patrol="p", site="x", arrived=MORNING.later(MINUTE))
LIST = ChecklistPublished(
    subject="l",
    title="外观",
    version=1,
    made_for=ListFor.GRID_STAFF,
    questions=(Question(id="a", text="是否覆盖"), Question(id="b", text="有无异味", normal=Value.NO)),
)
STAFF = Person(id=PersonId("甲"), name="示例甲")
OFFICER = Person(
    id=PersonId("乙"),
    name="示例乙",
    duties=(Duty(role=Role.OFFICER, grid=GridId("g"), since=DAY, card="演示-001"),),
)


@pytest.fixture
def patrol(fact) -> Patrol:
    folded = Patrol.of([fact(STARTED)])
    assert folded
    return folded


def test_a_patrol_goes_from_open_to_finished_to_signed(fact):
    patrol = Patrol.of(
        [fact(FINISHED), fact(STARTED), fact(STARTED), fact(FINISHED), fact(FINISHED), fact(SIGNED)]
    )
    assert patrol
    assert (patrol.state, patrol.number, patrol.due) == (PatrolState.FINISHED, "N", 3)
    assert [signed.field for signed in patrol.signed] == ["inspector"]


def test_a_patrol_is_finished_even_when_the_body_that_said_so_is_erased(fact):
    patrol = Patrol.of([fact(STARTED), fact(None, type="patrol.finished")])
    assert patrol
    assert not patrol.is_open


def test_what_is_unconfirmed_or_without_beginning_is_no_patrol(fact):
    assert (
        Patrol.of([fact(STARTED, confirmed=False), fact(SIGNED), fact(None, type="patrol.finished")]) is None
    )


def test_a_patrol_is_finished_once_and_not_before_it_began(patrol, fact):
    event = patrol.finish(MORNING.later(HOUR), "N", ("inspector",), 3, "无")
    assert event.present == "无"
    with pytest.raises(Refused, match="before it began"):
        patrol.finish(MORNING.later(-1), "N", (), 0)
    for many in (-1, 100):
        with pytest.raises(Refused, match="at most 99 vehicles"):
            patrol.finish(MORNING.later(HOUR), "N", (), 0, vehicles=many)
    event = msgspec.structs.replace(event, vehicles=2)
    done = Patrol.of([fact(STARTED), fact(event)])
    assert done
    assert done.vehicles == 2
    with pytest.raises(Refused, match="finished already"):
        done.finish(MORNING.later(HOUR), "N", (), 0)


def test_a_report_is_signed_after_the_finish_where_expected_and_once(patrol, fact):
    given_to = ("inspector", "f" * 64, 1, "a.pdf", "c" * 64)
    with pytest.raises(Refused, match="Finish the patrol"):
        patrol.sign(*given_to)
    done = Patrol.of([fact(STARTED), fact(FINISHED)])
    assert done
    assert done.sign(*given_to).field == "inspector"
    with pytest.raises(Refused, match="Nobody is expected"):
        done.sign("grid_leader", *given_to[1:])
    twice = Patrol.of([fact(STARTED), fact(FINISHED), fact(SIGNED)])
    assert twice
    with pytest.raises(Refused, match="signed already"):
        twice.sign(*given_to)


def test_a_patrol_begins_today_or_as_a_late_entry_with_a_reason():
    assert start(STARTED, MORNING) is STARTED
    tomorrow = MORNING.later(A_DAY)
    with pytest.raises(Refused, match="needs a reason"):
        start(STARTED, tomorrow)
    late = msgspec.structs.replace(STARTED, late_reason="设备没电")
    assert start(late, tomorrow) is late
    with pytest.raises(Refused, match="future"):
        start(STARTED, MORNING.later(-HOUR))
    with pytest.raises(Refused, match="at least one"):
        start(msgspec.structs.replace(STARTED, inspectors=()), MORNING)
    with pytest.raises(Refused, match="day it began"):
        start(msgspec.structs.replace(STARTED, day=date(2026, 11, 21)), MORNING)


def test_a_night_round_over_midnight_is_no_late_entry():
    night = at(DAY, "22:00", 480)
    assert not is_late(night, night.later(4 * HOUR))
    assert is_late(night, night.later(12 * HOUR))
    assert not is_late(MORNING, MORNING.later(12 * HOUR))


@given(st.integers(0, 2 * 10**12), st.integers(-(10**10), 10**10), st.integers(-840, 840))
def test_time_is_refused_or_late_or_neither_but_a_reason_always_helps_the_late(ts, apart, tz):
    happened, now = Instant(max(0, ts), tz), Instant(max(0, ts + apart), tz)
    if happened.ts > now.ts + 10 * MINUTE:
        with pytest.raises(Refused, match="future"):
            check_honest_time(happened, now, "任何原因")
    else:
        check_honest_time(happened, now, "任何原因")
        if not is_late(happened, now):
            check_honest_time(happened, now, "")


def test_two_devices_never_give_the_same_number():
    one, other = (
        report_number("QLS03", DAY, "k7qm" + "a" * 48, 1),
        report_number("QLS03", DAY, "x2bc" + "a" * 48, 1),
    )
    assert one == "QLS03-20261122-K7QM-01"
    assert one != other


def test_a_stop_recorded_again_replaces_what_stood_before(fact):
    again = msgspec.structs.replace(STOP, note="第二次")
    stop = Stop.of([fact(STOP), fact(again, actor="乙"), fact(STOP, confirmed=False)])
    assert stop
    assert (stop.note, stop.by) == ("第二次", "乙")
    assert Stop.of([fact(None, type="stop.recorded")]) is None


def test_a_stop_belongs_to_an_open_patrol_that_has_begun(patrol, fact):
    now = MORNING.later(HOUR)
    assert record_stop(STOP, patrol, None, STAFF, now) is STOP
    with pytest.raises(Refused, match="before its patrol"):
        record_stop(msgspec.structs.replace(STOP, arrived=MORNING.later(-MINUTE)), patrol, None, STAFF, now)
    done = Patrol.of([fact(STARTED), fact(FINISHED)])
    assert done
    with pytest.raises(Refused, match="late entry"):
        record_stop(STOP, done, None, STAFF, now)


def test_a_stop_written_down_the_next_day_needs_a_reason_of_its_own_or_its_patrol(patrol):
    next_day = MORNING.later(A_DAY)
    with pytest.raises(Refused, match="needs a reason"):
        record_stop(STOP, patrol, None, STAFF, next_day)
    late = msgspec.structs.replace(STOP, late_reason="设备没电")
    assert record_stop(late, patrol, None, STAFF, next_day) is late
    excused = msgspec.structs.replace(patrol, late_reason="设备没电")
    assert record_stop(STOP, excused, None, STAFF, next_day) is STOP


def test_grid_staff_answer_what_is_seen_from_outside_and_officers_their_own_list(patrol):
    now = MORNING.later(HOUR)
    answered = msgspec.structs.replace(STOP, answers=(Answer(question="a", value=Value.NO),))
    assert record_stop(answered, patrol, LIST, STAFF, now) is answered
    inside = msgspec.structs.replace(LIST, made_for=ListFor.OFFICER)
    with pytest.raises(Refused, match="do not inspect"):
        record_stop(answered, patrol, inside, STAFF, now)
    assert record_stop(answered, patrol, inside, OFFICER, now) is answered
    with pytest.raises(Refused, match="no question"):
        record_stop(answered, patrol, None, STAFF, now)


def test_an_inspection_needs_the_officer_role_on_its_own_day_not_on_the_day_it_is_written_down(patrol):
    answered = msgspec.structs.replace(
        STOP, answers=(Answer(question="a", value=Value.NO),), late_reason="设备没电"
    )
    inside = msgspec.structs.replace(LIST, made_for=ListFor.OFFICER)
    next_day = MORNING.later(A_DAY)
    later = msgspec.structs.replace(OFFICER.duties[0], since=next_day.day)
    promoted = msgspec.structs.replace(OFFICER, duties=(later,))
    with pytest.raises(Refused, match="do not inspect"):
        record_stop(answered, patrol, inside, promoted, next_day)
    assert record_stop(answered, patrol, inside, OFFICER, next_day) is answered


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ((Answer(question="a", value="maybe"),), "This is no answer to “是否覆盖”"),
        ((Answer(question="a", value=Value.YES),) * 2, "belongs to no question"),
        (
            (Answer(question="a", value=Value.YES), Answer(question="why", value="雨天")),
            "“为何未覆盖” was not to be asked",
        ),
    ],
)
def test_a_stop_takes_only_answers_that_were_asked_for(patrol, answers, sentence):
    why = Question(
        id="why",
        text="为何未覆盖",
        kind=QuestionKind.TEXT,
        shown_if=Condition(question="a", any_of=(Value.NO,)),
    )
    asked = msgspec.structs.replace(LIST, questions=(*LIST.questions, why))
    now = MORNING.later(HOUR)
    with pytest.raises(Refused, match=sentence):
        record_stop(msgspec.structs.replace(STOP, answers=answers), patrol, asked, STAFF, now)
    told = (Answer(question="a", value=Value.NO), Answer(question="why", value="雨天"))
    stop = msgspec.structs.replace(STOP, answers=told)
    assert record_stop(stop, patrol, asked, STAFF, now) is stop


def test_only_answers_that_are_not_normal_are_deviations_in_the_order_of_the_list(fact):
    answers = (Answer(question="b", value=Value.YES), Answer(question="a", value=Value.NO))
    stop = Stop.of([fact(msgspec.structs.replace(STOP, answers=answers))])
    assert stop
    assert [question.id for question, _ in deviations(stop, LIST)] == ["a", "b"]
    one = msgspec.structs.replace(stop, answers=(Answer(question="a", value=Value.YES),))
    assert deviations(one, LIST) == []
