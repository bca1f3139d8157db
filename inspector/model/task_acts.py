"""What people do with a task: each act is checked and becomes the entry that says so."""

from collections.abc import Mapping, Sequence
from datetime import date

from inspector.errors import Refused
from inspector.model.case_acts import OWN, CaseActs, OnBehalf, at_most, checked, needed
from inspector.model.close_off_acts import CloseOffCase
from inspector.model.events import Blob
from inspector.model.finding_state import Severity
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_fold import LEAST_RECHECKS
from inspector.model.task_life import (
    MeasureDay,
    MeasureDone,
    MeasureReopened,
    MeasuresScheduled,
    TaskCompleted,
    TaskConflictResolved,
    TaskCorrected,
    TaskHeld,
    TaskProgressed,
    TaskRecheckFailed,
    TaskRecheckPassed,
    TaskSet,
    TaskTakenUp,
    TaskWithdrawn,
)
from inspector.model.task_state import TaskState
from inspector.model.task_steps import TaskStep, check, check_office
from inspector.periods import Instant
from inspector.words import N_

NOT_A_DAY_TO_COME = N_("It can't have been done on a day to come.")
NO_SUCH_MEASURE = N_("The task has no such measure.")
PAST = N_("The deadline lies before today.")

_shared = CaseActs[Task](lambda task, step, who: check(task, TaskStep(step), who))
ask_more_time, give_more_time = _shared.ask_more_time, _shared.give_more_time
refuse_more_time = _shared.refuse_more_time
supervise, end_supervision = _shared.supervise, _shared.end_supervision
plan_look_back, look_back = _shared.plan_look_back, _shared.look_back


def set_task(task: TaskSet, who: Who) -> TaskSet:
    """Check a task before it is recorded. Raises Refused unless the office sets it, and without words."""
    check_office(who)
    if not (task.title.strip() or task.problem.strip() or task.goal.strip() or task.measures):
        raise Refused(N_("A task needs a few words."))
    return task


def correct(task: Task, who: Who, told: TaskCorrected) -> TaskCorrected:
    """Put right what is said of a task. Raises Refused for whoever is not of the office, and at its end."""
    check(task, TaskStep.CORRECT, who)
    return told


def withdraw(task: Task, who: Who, reason: str) -> TaskWithdrawn:
    """Take a task out of the ledger. Raises Refused without a reason, and once it was completed."""
    check(task, TaskStep.WITHDRAW, who)
    return TaskWithdrawn(subject=task.id, reason=needed(reason, N_("Say why it is taken out of the ledger.")))


def schedule(task: Task, who: Who, days: Mapping[str, date | None]) -> MeasuresScheduled:
    """Give measures the days they are to be done by (倒排工期).

    Raises Refused for a measure that is not there, a day after the task's deadline, and for no change.
    """
    check(task, TaskStep.SCHEDULE, who)
    before = {one.told.id: one.due for one in task.measures}
    changed = {name: day for name, day in days.items() if before.get(name, date.min) != day}
    if changed.keys() - before.keys():
        raise Refused(NO_SUCH_MEASURE)
    if not changed:
        raise Refused(N_("These are the days already."))
    if task.due and any(day and day > task.due for day in changed.values()):
        raise Refused(N_("A measure is to be done no later than its task."))
    return MeasuresScheduled(
        subject=task.id, days=tuple(MeasureDay(measure=name, due=day) for name, day in changed.items())
    )


def progress(
    task: Task,
    who: Who,
    text: str,
    *,
    measure: str = "",
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> TaskProgressed:
    """Say how far it is, of a measure or of all. Raises Refused without words."""
    check(task, TaskStep.PROGRESS, who)
    if measure:
        _check_measure(task, measure)
    return TaskProgressed(
        subject=task.id,
        text=needed(text, N_("Say in a few words how far it is.")),
        measure=measure,
        on_behalf=checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def finish_measure(
    task: Task,
    who: Who,
    measure: str,
    on: date,
    today: date,
    text: str = "",
    *,
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> MeasureDone:
    """Say that a measure was carried out. Raises Refused without an evidence: words or a paper."""
    check(task, TaskStep.MEASURE_DONE, who)
    _check_measure(task, measure)
    if any(one.told.id == measure and one.done_on for one in task.measures):
        raise Refused(N_("That measure was done already."))
    check_done(on, today)
    if not (text.strip() or papers or behalf.scans):
        raise Refused(N_("Say what was done, or add the paper that shows it."))
    return MeasureDone(
        subject=task.id,
        measure=measure,
        on=on,
        text=at_most(text),
        on_behalf=checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def reopen_measure(task: Task, who: Who, measure: str, reason: str) -> MeasureReopened:
    """Say that a measure is not done after all. Raises Refused without a reason."""
    check(task, TaskStep.REOPEN, who)
    _check_measure(task, measure)
    if not any(one.told.id == measure and one.done_on for one in task.measures):
        raise Refused(N_("That measure is open."))
    return MeasureReopened(
        subject=task.id, measure=measure, reason=needed(reason, N_("Say why it is not done."))
    )


def complete(
    task: Task,
    who: Who,
    text: str,
    on: date,
    today: date,
    rules: Rules,
    *,
    rectifiers: Sequence[str] = (),
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> TaskCompleted:
    """Claim that it is completed.

    Raises Refused without words, while a measure or a named site is open, and for a standing task.
    """
    check(task, TaskStep.COMPLETE, who)
    check_done(on, today)
    return TaskCompleted(
        subject=task.id,
        text=needed(text, N_("Say in a few words what was done.")),
        on=on,
        rectifiers=tuple(rectifiers),
        rechecks=max(LEAST_RECHECKS, rules.rechecks_of(Severity.SERIOUS)),
        on_behalf=checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def pass_recheck(task: Task, who: Who, checked_at: Instant, note: str = "") -> TaskRecheckPassed:
    """Pass the re-check, in person."""
    check(task, TaskStep.PASS, who)
    return TaskRecheckPassed(subject=task.id, checked=checked_at, note=at_most(note))


def fail_recheck(
    task: Task, who: Who, checked_at: Instant, requirement: str, due: date | None = None
) -> TaskRecheckFailed:
    """Return it, in person. Raises Refused without the written requirements (补充整改要求)."""
    check(task, TaskStep.FAIL, who)
    if due and due < checked_at.day:
        raise Refused(PAST)
    return TaskRecheckFailed(
        subject=task.id,
        checked=checked_at,
        requirement=needed(requirement, N_("A return needs written requirements: what is still to be done.")),
        due=due,
    )


def hold(task: Task, who: Who, reason: str) -> TaskHeld:
    """Say that it goes on without an end (长期坚持). Raises Refused without a reason."""
    check(task, TaskStep.HOLD, who)
    return TaskHeld(subject=task.id, reason=needed(reason, N_("Say why it has no end.")))


def take_up(task: Task, who: Who, reason: str, due: date | None, today: date) -> TaskTakenUp:
    """Go on with a task that came back or is held no longer. Raises Refused without a reason."""
    check(task, TaskStep.TAKE_UP, who)
    if due and due < today:
        raise Refused(PAST)
    return TaskTakenUp(subject=task.id, reason=needed(reason, N_("Say why work on it goes on.")), due=due)


def resolve_conflict(task: Task, who: Who, falls: Sequence[str], reason: str) -> TaskConflictResolved:
    """Decide between steps made unknown to each other: those of ``falls`` have no effect.

    Raises Refused for whoever is not of the office, and without a reason.
    """
    check_office(who)
    return TaskConflictResolved(
        subject=task.id,
        falls=tuple(sorted(falls)),
        reason=needed(reason, N_("Say why one of the steps stands and the other does not.")),
    )


def case_of_task(task: Task) -> CloseOffCase:
    """Give what a task's close-off needs."""
    return CloseOffCase(
        subject=task.id,
        is_open=task.state is TaskState.IN_CLOSE_OFF,
        close_off=task.close_off,
        rectifiers=task.rectifiers,
        last=task.last,
    )


def check_done(on: date, today: date) -> None:
    """Raise Refused for a day to come."""
    if on > today:
        raise Refused(NOT_A_DAY_TO_COME)


def _check_measure(task: Task, measure: str) -> None:
    if measure not in {one.told.id for one in task.measures}:
        raise Refused(NO_SUCH_MEASURE)
