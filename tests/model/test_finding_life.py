"""A finding goes its way from noticed to closed, and nothing leads it where the rules forbid."""

from datetime import date, timedelta

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model import finding_acts as acts
from inspector.model.case_acts import OnBehalf
from inspector.model.case_steps import Supervision
from inspector.model.close_off import CloseOffFiled, CloseOffRefused, CloseOffStep, CloseOffStepDone
from inspector.model.finding import FindingPutRightOnTheSpot
from inspector.model.finding_acts import Assignment
from inspector.model.finding_life import (
    FindingConflictResolved,
    FindingTakenOver,
    FindingTakenOverClosed,
    RecheckPassed,
)
from inspector.model.finding_state import FindingState, Severity
from inspector.model.finding_steps import Step, Who, refusal, steps_of
from inspector.model.person import Role
from inspector.model.working_days import Counting
from tests.model.finding_walk import (
    AUDITOR,
    CLERK,
    EVERYBODY,
    NOON,
    OFFICER,
    RULES,
    SCAN,
    STAFF,
    TODAY,
    closed,
    filed,
    in_close_off,
    noticed,
    reported,
    to_recheck,
)


def test_a_minor_finding_is_closed_by_one_re_checker() -> None:
    case = reported()
    case.assign(days=7, requirement="覆盖到位")
    assert (case.now().state, case.now().unit, case.now().due) == (
        FindingState.ASSIGNED,
        "示例村委会",
        TODAY + timedelta(days=7),
    )
    case.do(STAFF, acts.accept, "收到")
    assert case.now().state is FindingState.ACCEPTED
    case.do(STAFF, acts.progress, "已备料")
    assert case.now().state is FindingState.UNDER_WAY
    case.put_right()
    assert (case.now().state, case.now().put_right_on) == (FindingState.PUT_RIGHT, TODAY)
    case.do(CLERK, acts.pass_recheck, NOON, "已覆盖")
    assert (case.now().state, case.now().ended_on) == (FindingState.CLOSED, TODAY)


def test_the_deadline_may_be_counted_in_working_days_or_be_a_day() -> None:
    case = reported()
    case.assign(days=3, counting=Counting.WORKING)
    assert case.now().due == date(2026, 11, 25)
    case.assign(due=date(2026, 12, 1))
    assert case.now().due == date(2026, 12, 1)
    with pytest.raises(Refused, match="before today"):
        case.assign(due=date(2026, 11, 21))
    with pytest.raises(Refused, match="which unit"):
        acts.assign(case.now(), CLERK, Assignment(unit=" "), RULES, TODAY)


def test_who_put_it_right_does_not_re_check_it_and_serious_ones_need_two() -> None:
    case = to_recheck(Severity.SERIOUS)
    both = Who(STAFF.person, frozenset({Role.OFFICER}))
    for step in (Step.PASS, Step.FAIL):
        why = refusal(case.now(), step, both)
        assert why
        assert "does not re-check" in str(why)
    case.do(CLERK, acts.pass_recheck, NOON)
    assert case.now().state is FindingState.PUT_RIGHT
    with pytest.raises(Refused, match="another person"):
        acts.pass_recheck(case.now(), CLERK, NOON)
    case.do(OFFICER, acts.pass_recheck, NOON)
    assert case.now().state is FindingState.IN_CLOSE_OFF


def test_a_re_check_that_came_from_elsewhere_against_the_rules_has_no_effect() -> None:
    case = to_recheck()
    names = [
        case.add(RecheckPassed(subject="f", checked=NOON), STAFF),
        case.add(RecheckPassed(subject="f", checked=NOON), CLERK, signed=False),
    ]
    assert case.now().state is FindingState.PUT_RIGHT
    assert list(case.now().idle) == names
    case.add(RecheckPassed(subject="f", checked=NOON), CLERK, confirmed=False)
    assert case.now().passed_by == ()


def test_a_return_needs_written_requirements_and_may_move_the_deadline() -> None:
    case = to_recheck()
    with pytest.raises(Refused, match="written requirements"):
        acts.fail_recheck(case.now(), CLERK, NOON, " ")
    with pytest.raises(Refused, match="before today"):
        acts.fail_recheck(case.now(), CLERK, NOON, "再覆盖", TODAY - timedelta(days=1))
    case.do(CLERK, acts.fail_recheck, NOON, "东侧仍裸露", TODAY + timedelta(days=2))
    assert (case.now().state, case.now().requirement) == (FindingState.UNDER_WAY, "东侧仍裸露")
    assert case.now().due == TODAY + timedelta(days=2)
    case.put_right()
    case.do(CLERK, acts.fail_recheck, NOON, "仍不到位")
    assert case.now().due == TODAY + timedelta(days=2)


def test_more_time_is_asked_for_given_or_refused() -> None:
    case = reported()
    case.assign(days=7)
    with pytest.raises(Refused, match="Nobody asked"):
        acts.refuse_more_time(case.now(), CLERK, "不同意")
    with pytest.raises(Refused, match="no later"):
        acts.ask_more_time(case.now(), STAFF, TODAY, "雨")
    later = TODAY + timedelta(days=14)
    case.do(STAFF, acts.ask_more_time, later, "连日降雨")
    assert case.now().asked == later
    with pytest.raises(Refused, match="already"):
        acts.ask_more_time(case.now(), STAFF, later, "雨")
    case.do(CLERK, acts.refuse_more_time, "可先覆盖")
    assert (case.now().asked, case.now().extensions) == (None, 0)
    with pytest.raises(Refused, match="no later"):
        acts.give_more_time(case.now(), CLERK, TODAY)
    case.do(CLERK, acts.give_more_time, later)
    assert (case.now().due, case.now().extensions) == (later, 1)
    taken = noticed()
    taken.add(FindingTakenOver(subject="f"))
    taken.do(STAFF, acts.ask_more_time, later, "雨")
    taken.do(CLERK, acts.give_more_time, later)
    assert taken.now().due == later


def test_what_was_put_right_is_shown_and_said() -> None:
    case = reported()
    case.assign()
    with pytest.raises(Refused, match="before it was noticed"):
        acts.put_right(case.now(), STAFF, "清", TODAY - timedelta(days=1), photos_after=1)
    with pytest.raises(Refused, match="Show how it looks"):
        acts.put_right(case.now(), STAFF, "清", TODAY)
    with pytest.raises(Refused, match="what was done"):
        acts.put_right(case.now(), STAFF, " ", TODAY, papers=[SCAN])
    with pytest.raises(Refused, match="at most"):
        acts.put_right(case.now(), STAFF, "长" * 3001, TODAY, papers=[SCAN])


def test_what_is_entered_for_somebody_needs_their_paper_and_binds_them_not_the_clerk() -> None:
    case = reported()
    case.assign()
    with pytest.raises(Refused, match="scan of their paper"):
        acts.accept(case.now(), CLERK, behalf=OnBehalf("示例村委会"))
    case.do(CLERK, acts.put_right, "已清运", TODAY, rectifiers=["villager"], behalf=OnBehalf("村", (SCAN,)))
    assert case.now().rectifiers == ("villager",)
    case.do(CLERK, acts.pass_recheck, NOON)
    assert case.now().state is FindingState.CLOSED


def test_serious_findings_end_only_through_the_whole_procedure() -> None:
    case = in_close_off()
    early = case.add(CloseOffFiled(subject="f", on=TODAY))
    unsigned = case.add(
        CloseOffStepDone(subject="f", step=CloseOffStep.SIGNED_ON_SITE, on=TODAY), signed=False
    )
    turn = case.add(CloseOffStepDone(subject="f", step=CloseOffStep.PUBLICITY, on=TODAY))
    assert case.now().idle == (early, unsigned, turn)
    assert case.now().state is FindingState.IN_CLOSE_OFF
    done = filed().now()
    assert (done.state, done.ended_on, done.look_back) == (
        FindingState.CLOSED_OFF,
        TODAY,
        TODAY + timedelta(days=90),
    )
    case.add(CloseOffRefused(subject="f", requirement="继续整改", due=TODAY + timedelta(days=5)))
    assert (case.now().state, case.now().requirement) == (FindingState.UNDER_WAY, "继续整改")
    assert case.now().due == TODAY + timedelta(days=5)


def test_what_comes_back_keeps_its_number_and_history() -> None:
    case = closed()
    case.do(STAFF, acts.relapse, NOON, "又裸露", stop="t2", patrol="p2", seen_as="f2")
    now = case.now()
    assert (now.state, now.number, now.relapses, now.due, now.unit) == (
        FindingState.REPORTED,
        "N-1",
        1,
        None,
        "",
    )
    case.assign()
    case.put_right()
    case.do(CLERK, acts.pass_recheck, NOON)
    assert case.now().state is FindingState.CLOSED


def test_looking_back_is_planned_and_done() -> None:
    case = closed()
    with pytest.raises(Refused, match="after it ended"):
        acts.plan_look_back(case.now(), CLERK, TODAY - timedelta(days=1))
    case.do(CLERK, acts.plan_look_back, TODAY + timedelta(days=30))
    case.do(OFFICER, acts.look_back, TODAY + timedelta(days=30), "保持良好")
    assert (case.now().look_back, case.now().looked_back) == (TODAY + timedelta(days=30),) * 2
    for_ever = noticed()
    for_ever.add(FindingTakenOverClosed(subject="f", unit="村", closed_on=TODAY))
    assert (for_ever.now().state, for_ever.now().ended_on) == (FindingState.CLOSED, TODAY)
    unknown = noticed()
    unknown.add(FindingTakenOverClosed(subject="f"))
    assert unknown.now().ended_on == TODAY


def test_it_may_be_transferred_with_receipt_and_result() -> None:
    case = reported()
    case.do(CLERK, acts.transfer, "示例县公安局", "涉嫌犯罪", number="文号待编", is_restricted=True)
    assert (case.now().state, case.now().authority, case.now().is_restricted) == (
        FindingState.TRANSFERRED,
        "示例县公安局",
        True,
    )
    case.do(CLERK, acts.receive_transfer, TODAY, "示例丁", papers=[SCAN])
    case.do(CLERK, acts.decide_transfer, TODAY, is_filed=True, decision="示例〔2026〕1号", measures="罚款")
    assert case.now().idle == ()
    with pytest.raises(Refused, match="not transferred"):
        acts.receive_transfer(reported().now(), CLERK, TODAY, "示例丁")
    with pytest.raises(Refused, match="not transferred"):
        acts.decide_transfer(reported().now(), CLERK, TODAY, is_filed=False)


def test_the_same_thing_twice_is_joined() -> None:
    case, other = reported(), reported()
    with pytest.raises(Refused, match="itself"):
        acts.join(case.now(), CLERK, case.now())
    other.facts = [msgspec.structs.replace(fact, subject="other") for fact in other.facts]
    case.do(CLERK, acts.join, other.now(), "同一处")
    assert (case.now().state, case.now().joined_into) == (FindingState.JOINED, "other")
    with pytest.raises(Refused, match="itself joined"):
        acts.join(other.now(), CLERK, case.now())


def test_supervision_is_a_tag_beside_the_state() -> None:
    case = reported()
    case.do(CLERK, acts.supervise, Supervision.LISTED, "久拖不决", "督〔2026〕1号")
    case.do(CLERK, acts.supervise, Supervision.CASE)
    assert case.now().supervision == (Supervision.CASE, Supervision.LISTED)
    assert case.now().state is FindingState.REPORTED
    with pytest.raises(Refused, match="already"):
        acts.supervise(case.now(), CLERK, Supervision.CASE)
    case.do(CLERK, acts.end_supervision, Supervision.CASE)
    assert case.now().supervision == (Supervision.LISTED,)
    with pytest.raises(Refused, match="not under supervision"):
        acts.end_supervision(case.now(), CLERK, Supervision.CASE)
    with pytest.raises(Refused, match="not under supervision"):
        acts.end_supervision(reported().now(), CLERK, Supervision.CASE)


def test_it_is_put_under_a_task_and_taken_out() -> None:
    case = reported()
    case.do(CLERK, acts.put_under_task, "task")
    assert case.now().task == "task"
    with pytest.raises(Refused, match="already"):
        acts.put_under_task(case.now(), CLERK, "task")
    case.do(CLERK, acts.put_under_task, "")
    assert case.now().task == ""


def test_a_person_decides_between_steps_made_unknown_to_each_other() -> None:
    case = reported()
    case.assign()
    fell = case.facts[-1].hash
    case.do(CLERK, acts.transfer, "示例县水务局", "职责")
    transferred = case.facts[-1].hash
    assert case.now().state is FindingState.TRANSFERRED
    with pytest.raises(Refused, match="for the office"):
        acts.resolve_conflict(case.now(), STAFF, [fell], "x")
    with pytest.raises(Refused, match="Say why"):
        acts.resolve_conflict(case.now(), CLERK, [fell], "")
    case.do(CLERK, acts.resolve_conflict, [transferred], "本镇负责")
    assert case.now().state is FindingState.ASSIGNED
    case.add(FindingConflictResolved(subject="f", falls=(fell,), reason="x"), confirmed=False)
    assert case.now().state is FindingState.ASSIGNED


def test_the_state_survives_the_erasure_of_bodies() -> None:
    case = reported()
    for kind in ("finding.assigned", "finding.accepted", "finding.put_right"):
        case.add(None, STAFF, kind=kind)
    assert case.now().state is FindingState.PUT_RIGHT
    case.add(None, CLERK, kind=RecheckPassed.TYPE)
    assert case.now().state is FindingState.CLOSED
    case.add(None, CLERK, kind="finding.of_another_year")
    assert case.now().idle == ()


def test_every_step_says_why_it_is_not_open() -> None:
    for case in (noticed(), reported(), to_recheck(), closed(), in_close_off(), filed()):
        for who in EVERYBODY:
            possible = steps_of(case.now(), who)
            assert [one.step for one in possible] == list(Step)
            assert who is not AUDITOR or all(one.refusal for one in possible)
            assert all(str(one.refusal).endswith(".") for one in possible if one.refusal)


def test_put_right_on_the_spot_can_still_come_back() -> None:
    case = noticed()
    case.add(FindingPutRightOnTheSpot(subject="f"), STAFF)
    assert (case.now().on_the_spot, case.now().ended_on) == (True, TODAY)
    case.do(STAFF, acts.relapse, NOON, "又来")
    assert (case.now().state, case.now().on_the_spot) == (FindingState.REPORTED, False)
