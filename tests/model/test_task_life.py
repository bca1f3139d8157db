"""A task goes its way from set to closed off, and nothing leads it where the rules forbid."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model import task_acts as acts
from inspector.model import task_part_acts as parts
from inspector.model.case_acts import OnBehalf
from inspector.model.case_steps import Supervision
from inspector.model.close_off import CloseOffFiled, CloseOffRefused, CloseOffStep, CloseOffStepDone
from inspector.model.events import Event
from inspector.model.finding_steps import Who
from inspector.model.task import Task
from inspector.model.task_life import (
    Measure,
    TaskConflictResolved,
    TaskProgressed,
    TaskRecheckPassed,
    TaskSet,
    TaskTakenOver,
    TaskWithdrawn,
)
from inspector.model.task_state import ItemKind, Pace, TaskState
from inspector.model.task_steps import TaskStep, refusal, steps_of
from tests.model.task_ledger import (
    AUDITOR,
    CLERK,
    COUNTY,
    LEADER,
    MEASURES,
    NOON,
    RULES,
    SCAN,
    STAFF,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Ledger,
    a_task,
    closed_off,
    completed,
    in_close_off,
    refused,
)


def test_a_task_is_completed_re_checked_by_two_and_closed_off_by_the_procedure() -> None:
    ledger = completed()
    assert ledger.now().state is TaskState.COMPLETED
    assert refused(lambda: acts.pass_recheck(ledger.now(), Who("staff", CLERK.roles), NOON)).startswith("Who")
    ledger.add(acts.pass_recheck(ledger.now(), CLERK, NOON), CLERK)
    assert ledger.now().state is TaskState.COMPLETED
    assert "another person" in refused(lambda: acts.pass_recheck(ledger.now(), CLERK, NOON))
    ledger.add(acts.pass_recheck(ledger.now(), COUNTY, NOON), COUNTY)
    assert ledger.now().state is TaskState.IN_CLOSE_OFF
    ledger.add(CloseOffFiled(subject="t", on=TODAY))
    assert ledger.now().state is TaskState.IN_CLOSE_OFF, "filing before the steps has no effect"
    done = closed_off().now()
    assert (done.state, done.ended_on, done.look_back) == (TaskState.CLOSED_OFF, TODAY, TOMORROW)
    assert not acts.case_of_task(done).is_open
    assert acts.case_of_task(in_close_off().now()).is_open


def test_what_is_not_filed_goes_on() -> None:
    ledger = in_close_off()
    ledger.add(CloseOffRefused(subject="t", requirement="补植", due=TOMORROW))
    task = ledger.now()
    assert (task.state, task.requirement, task.due, task.passed_by) == (
        TaskState.UNDER_WAY,
        "补植",
        TOMORROW,
        (),
    )


def test_who_worked_on_it_stays_barred_after_a_return() -> None:
    ledger = completed()
    assert "requirements" in refused(lambda: acts.fail_recheck(ledger.now(), CLERK, NOON, " "))
    assert "before today" in refused(lambda: acts.fail_recheck(ledger.now(), CLERK, NOON, "补", YESTERDAY))
    ledger.add(acts.fail_recheck(ledger.now(), CLERK, NOON, "东侧未复绿", TOMORROW), CLERK)
    assert (ledger.now().state, ledger.now().due) == (TaskState.UNDER_WAY, TOMORROW)
    scan = OnBehalf("示例局", (SCAN,))
    ledger.add(acts.complete(ledger.now(), CLERK, "已补", TODAY, TODAY, RULES, behalf=scan), CLERK)
    assert ledger.now().rectifiers == ("staff",), "who enters it for another did not do it"


def test_measures_named_sites_and_a_standing_task_keep_it_open() -> None:
    ledger = a_task(MEASURES)
    assert "Measures are open" in refused(
        lambda: acts.complete(ledger.now(), STAFF, "x", TODAY, TODAY, RULES)
    )
    for one in ("1", "2"):
        ledger.add(acts.finish_measure(ledger.now(), STAFF, one, TODAY, TODAY, "已办"), STAFF)
    ledger.add(parts.add_item(ledger.now(), CLERK, "a", "一号", 2026, ItemKind.IMPROVE))
    assert "Named sites are open" in refused(
        lambda: acts.complete(ledger.now(), STAFF, "x", TODAY, TODAY, RULES)
    )
    standing = a_task(is_standing=True)
    assert "standing" in refused(lambda: acts.complete(standing.now(), STAFF, "x", TODAY, TODAY, RULES))
    assert "day to come" in refused(lambda: acts.complete(a_task().now(), STAFF, "x", TOMORROW, TODAY, RULES))


def test_state_and_pace_are_two_axes() -> None:
    assert a_task(due=YESTERDAY).now().pace(TODAY) is Pace.OVERDUE
    assert a_task(due=TODAY).now().pace(TODAY) is Pace.ON_TIME
    behind = a_task((Measure(id="1", text="x", due=YESTERDAY),), due=TOMORROW)
    assert behind.now().pace(TODAY) is Pace.BEHIND
    late = completed().now()
    assert late.pace(TODAY + timedelta(days=900)) is Pace.ON_TIME, "judged by the day it was completed"
    held = a_task(due=YESTERDAY)
    held.add(acts.hold(held.now(), COUNTY, "长期坚持"), COUNTY)
    assert (held.now().state, held.now().pace(TODAY)) == (TaskState.HELD, Pace.ON_TIME)
    assert held.now().open_due is None


def test_a_task_is_taken_up_again_and_counts_that_it_came_back() -> None:
    held = a_task()
    held.add(acts.hold(held.now(), COUNTY, "长期坚持"), COUNTY)
    held.add(acts.take_up(held.now(), COUNTY, "再推进", None, TODAY), COUNTY)
    assert (held.now().state, held.now().relapses) == (TaskState.UNDER_WAY, 0)
    ended = closed_off()
    assert "before today" in refused(lambda: acts.take_up(ended.now(), COUNTY, "反弹", YESTERDAY, TODAY))
    ended.add(acts.take_up(ended.now(), COUNTY, "反弹", TOMORROW, TODAY), COUNTY)
    task = ended.now()
    assert (task.state, task.relapses, task.due, task.ended_on) == (TaskState.UNDER_WAY, 1, TOMORROW, None)


def test_more_time_supervision_and_looks_back() -> None:
    ledger = a_task(due=TODAY)
    assert "no later" in refused(lambda: acts.ask_more_time(ledger.now(), STAFF, TODAY, "雨"))
    ledger.add(acts.ask_more_time(ledger.now(), STAFF, TOMORROW, "雨"), STAFF)
    assert "already" in refused(lambda: acts.ask_more_time(ledger.now(), STAFF, TOMORROW, "雨"))
    ledger.add(acts.refuse_more_time(ledger.now(), CLERK, "可以按期"))
    assert "Nobody asked" in refused(lambda: acts.refuse_more_time(ledger.now(), CLERK, "x"))
    assert "no later" in refused(lambda: acts.give_more_time(ledger.now(), CLERK, TODAY))
    ledger.add(acts.give_more_time(ledger.now(), CLERK, TOMORROW))
    assert (ledger.now().due, ledger.now().extensions, ledger.now().asked) == (TOMORROW, 1, None)
    ledger.add(acts.supervise(ledger.now(), CLERK, Supervision.LISTED))
    assert "already" in refused(lambda: acts.supervise(ledger.now(), CLERK, Supervision.LISTED))
    assert "not under" in refused(lambda: acts.end_supervision(ledger.now(), CLERK, Supervision.CASE))
    ledger.add(acts.end_supervision(ledger.now(), CLERK, Supervision.LISTED))
    assert ledger.now().supervision == ()
    ended = closed_off()
    assert "after it ended" in refused(lambda: acts.plan_look_back(ended.now(), CLERK, YESTERDAY))
    ended.add(acts.plan_look_back(ended.now(), CLERK, TODAY))
    ended.add(acts.look_back(ended.now(), LEADER, TODAY), LEADER)
    assert (ended.now().look_back, ended.now().looked_back) == (TODAY, TODAY)


def test_progress_is_said_of_the_whole_or_of_a_measure() -> None:
    ledger = a_task(MEASURES)
    assert "how far" in refused(lambda: acts.progress(ledger.now(), STAFF, " "))
    assert "no such measure" in refused(lambda: acts.progress(ledger.now(), STAFF, "x", measure="9"))
    ledger.add(acts.progress(ledger.now(), STAFF, "已进场", measure="2", papers=(SCAN,)), STAFF)
    assert ledger.now().state is TaskState.UNDER_WAY


def test_a_task_needs_words_and_is_the_offices() -> None:
    assert "few words" in refused(lambda: acts.set_task(TaskSet(subject="t", grid="g"), COUNTY))
    assert "office" in refused(lambda: acts.set_task(TaskSet(subject="t", grid="g", title="x"), STAFF))


def test_a_withdrawn_task_is_none_and_begins_anew_when_it_is_set_again() -> None:
    ledger = a_task()
    assert "Say why" in refused(lambda: acts.withdraw(ledger.now(), COUNTY, ""))
    ledger.add(acts.withdraw(ledger.now(), COUNTY, "重复"), COUNTY)
    assert Task.of(ledger.facts) is None
    ledger.add(TaskSet(subject="t", grid="g", problem="问题"))
    assert ledger.now().name == "问题"
    done = completed()
    done.add(TaskWithdrawn(subject="t"))
    assert done.now().state is TaskState.COMPLETED


def test_what_falls_has_no_effect_and_what_is_unconfirmed_or_unknown_neither() -> None:
    ledger = a_task()
    held = ledger.add(acts.hold(ledger.now(), COUNTY, "长期"), COUNTY)
    ledger.add(acts.resolve_conflict(ledger.now(), COUNTY, (held,), "误定"), COUNTY)
    ledger.add(TaskWithdrawn(subject="t"), confirmed=False)
    ledger.add(None, kind="task.of_tomorrow")
    assert ledger.now().state is TaskState.NOT_STARTED
    assert isinstance(ledger.facts[2].event, TaskConflictResolved)
    assert "office" in refused(lambda: acts.resolve_conflict(ledger.now(), STAFF, (), "x"))


def test_the_state_survives_the_erasure_of_bodies() -> None:
    ledger = a_task()
    ledger.add(None, kind="task.progressed")
    assert ledger.now().state is TaskState.UNDER_WAY
    ledger.add(None, kind="task.completed")
    assert ledger.now().state is TaskState.COMPLETED


def test_a_re_check_without_the_persons_signature_has_no_effect() -> None:
    ledger = completed()
    entry = ledger.add(TaskRecheckPassed(subject="t", checked=NOON), signed=False)
    assert (ledger.now().passed_by, ledger.now().idle) == ((), (entry,))


def test_each_step_says_why_it_is_not_open() -> None:
    task = a_task().now()
    told = {one.step: one.refusal for one in steps_of(task, AUDITOR)}
    assert all(told.values())
    assert "auditor" in str(told[TaskStep.PROGRESS])
    assert "no measures" in str(refusal(task, TaskStep.MEASURE_DONE, CLERK))
    assert "names no sites" in str(refusal(task, TaskStep.ITEM_DONE, CLERK))
    assert "comes back" in str(refusal(task, TaskStep.MEET_DUTY, CLERK))
    assert "not under supervision" in str(refusal(task, TaskStep.END_SUPERVISION, CLERK))
    assert refusal(in_close_off().now(), TaskStep.CLOSE_OFF, LEADER) is None


OLD = TaskTakenOver(subject="t", file="旧台账.xlsx", row=7, state="已销号", closed_on=YESTERDAY)


def test_what_an_old_ledger_says_is_done_is_never_closed_off_by_the_procedure() -> None:
    ledger = a_task(due=YESTERDAY - timedelta(days=900))
    ledger.add(OLD, COUNTY)
    task = ledger.now()
    assert (task.state, task.ended_on, task.completed_on) == (TaskState.CLOSED_BEFORE, YESTERDAY, None)
    assert (task.close_off.done, task.open_due, task.step_due) == ((), None, None)
    assert task.pace(TODAY) is Pace.ON_TIME
    closed_steps = (TaskStep.CLOSE_OFF, TaskStep.COMPLETE, TaskStep.SET_DUTY, TaskStep.SUPERVISE)
    assert all(refusal(task, step, COUNTY) for step in closed_steps)
    assert refusal(task, TaskStep.CORRECT, COUNTY) is None
    unreadable = a_task()
    unreadable.add(None, COUNTY, kind=TaskTakenOver.TYPE)
    assert (unreadable.now().state, unreadable.now().ended_on) == (TaskState.CLOSED_BEFORE, None)


def test_a_line_taken_over_comes_back_as_a_relapse_or_is_taken_out() -> None:
    ledger = a_task()
    ledger.add(OLD, COUNTY)
    ledger.add(acts.take_up(ledger.now(), COUNTY, "反弹", None, TODAY), COUNTY)
    task = ledger.now()
    assert (task.state, task.relapses, task.ended_on) == (TaskState.UNDER_WAY, 1, None)
    mistaken = a_task()
    mistaken.add(OLD, COUNTY)
    mistaken.add(acts.withdraw(mistaken.now(), COUNTY, "误录"), COUNTY)
    assert Task.of(mistaken.facts) is None


def test_only_a_line_just_taken_in_is_said_to_have_been_closed_before() -> None:
    for ledger, by in ((a_task(), STAFF), (completed(), COUNTY), (closed_off(), COUNTY)):
        before = ledger.now().state
        entry = ledger.add(OLD, by)
        assert ledger.now().state is before
        assert ledger.now().idle[-1] == entry


_EVERYBODY = (STAFF, CLERK, COUNTY, LEADER)
_ACTS: tuple[Callable[[Task, Who], Event], ...] = (
    lambda task, who: acts.progress(task, who, "x"),
    lambda task, who: acts.complete(task, who, "x", TODAY, TODAY, RULES),
    lambda task, who: acts.pass_recheck(task, who, NOON),
    lambda task, who: acts.fail_recheck(task, who, NOON, "x"),
    lambda task, who: acts.hold(task, who, "x"),
    lambda task, who: acts.take_up(task, who, "x", None, TODAY),
    lambda _task, _who: TaskTakenOver(subject="t", file="旧台账.xlsx", row=2),
    lambda _task, _who: CloseOffFiled(subject="t", on=TODAY),
    lambda _task, _who: CloseOffRefused(subject="t", requirement="x"),
    *(
        (lambda _task, _who, step=step: CloseOffStepDone(subject="t", step=step, on=TODAY))
        for step in CloseOffStep
    ),
)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(_ACTS), st.sampled_from(_EVERYBODY)), max_size=60))
def test_no_sequence_of_allowed_steps_closes_off_without_procedure(
    chosen: list[tuple[Callable[[Task, Who], Event], Who]],
) -> None:
    ledger = a_task()
    for act, who in chosen:
        before = ledger.now()
        try:
            ledger.add(act(before, who), who)
        except Refused:
            continue
        after = ledger.now()
        if after.state is TaskState.IN_CLOSE_OFF and before.state is not TaskState.IN_CLOSE_OFF:
            assert len(set(after.passed_by)) >= 2
            assert not set(after.passed_by) & set(after.rectifiers)
        if after.state is TaskState.CLOSED_OFF and before.state is not TaskState.CLOSED_OFF:
            done = {one.step for one in before.close_off.done}
            assert done == set(CloseOffStep) - {CloseOffStep.FILING}


def test_nothing_is_a_task_before_it_was_set() -> None:
    ledger = Ledger()
    ledger.add(TaskProgressed(subject="t", text="x"))
    assert Task.of(ledger.facts) is None
