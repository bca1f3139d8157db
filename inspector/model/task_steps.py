"""Which steps of a task's life are open to whom, and why the others are not."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from inspector.errors import Refused
from inspector.model.finding_steps import OFFICE, RECHECKERS, WHOSE, WORKERS, Who
from inspector.model.person import Role
from inspector.model.task import Task
from inspector.model.task_fold import CAN_GO, GOES_ON
from inspector.model.task_state import AT_WORK, ENDED, TaskState
from inspector.words import N_

State = TaskState


class TaskStep(StrEnum):
    """What somebody may do with a task."""

    PROGRESS = "progress"
    MEASURE_DONE = "measure_done"
    SCHEDULE = "schedule"
    ADD_ITEM = "add_item"
    CHANGE_ITEM = "change_item"
    ITEM_DONE = "item_done"
    REOPEN = "reopen"
    SET_DUTY = "set_duty"
    CHANGE_DUTY = "change_duty"
    MEET_DUTY = "meet_duty"
    COMPLETE = "complete"
    PASS = "pass"  # noqa: S105 - a re-check, not a password
    FAIL = "fail"
    CLOSE_OFF = "close_off"
    HOLD = "hold"
    TAKE_UP = "take_up"
    ASK_MORE_TIME = "ask_more_time"
    GIVE_MORE_TIME = "give_more_time"
    REFUSE_MORE_TIME = "refuse_more_time"
    SUPERVISE = "supervise"
    END_SUPERVISION = "end_supervision"
    PLAN_LOOK_BACK = "plan_look_back"
    LOOK_BACK = "look_back"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


TASK_STEP_NAMES = {
    TaskStep.PROGRESS: N_("Report progress"),
    TaskStep.MEASURE_DONE: N_("Measure done"),
    TaskStep.SCHEDULE: N_("Days of the measures"),
    TaskStep.ADD_ITEM: N_("Add named sites"),
    TaskStep.CHANGE_ITEM: N_("Change a named site"),
    TaskStep.ITEM_DONE: N_("Named site done"),
    TaskStep.REOPEN: N_("Not done after all"),
    TaskStep.SET_DUTY: N_("Set a duty that comes back"),
    TaskStep.CHANGE_DUTY: N_("Change a duty that comes back"),
    TaskStep.MEET_DUTY: N_("Duty met"),
    TaskStep.COMPLETE: N_("Completed"),
    TaskStep.PASS: N_("Re-check passed"),
    TaskStep.FAIL: N_("Return with requirements"),
    TaskStep.CLOSE_OFF: N_("Close-off"),
    TaskStep.HOLD: N_("Hold long-term"),
    TaskStep.TAKE_UP: N_("Take up again"),
    TaskStep.ASK_MORE_TIME: N_("Ask for more time"),
    TaskStep.GIVE_MORE_TIME: N_("Give more time"),
    TaskStep.REFUSE_MORE_TIME: N_("Refuse more time"),
    TaskStep.SUPERVISE: N_("Put under supervision"),
    TaskStep.END_SUPERVISION: N_("End the supervision"),
    TaskStep.PLAN_LOOK_BACK: N_("Set the look-back day"),
    TaskStep.LOOK_BACK: N_("Record the look back"),
    TaskStep.CORRECT: N_("Correct"),
    TaskStep.WITHDRAW: N_("Take out of the ledger"),
}


class _Rule(msgspec.Struct, frozen=True):
    states: frozenset[TaskState]
    roles: frozenset[Role]
    otherwise: str


_CLOSED_OFF = frozenset({State.CLOSED_OFF})
_NOT_CLOSED_OFF = frozenset(State) - _CLOSED_OFF
_NOT_ENDED = frozenset(State) - ENDED
_COMPLETED = frozenset({State.COMPLETED})
_IN_HAND = N_("The task is not being worked on.")
_HAS_ENDED = N_("It has ended.")
_LOOKED_BACK_AT = N_("One looks back at what was closed.")
_RECHECKED = N_("It is re-checked once it was said to be completed.")

_RULES: Mapping[TaskStep, _Rule] = MappingProxyType(
    {
        TaskStep.PROGRESS: _Rule(GOES_ON, WORKERS, _IN_HAND),
        TaskStep.MEASURE_DONE: _Rule(GOES_ON, WORKERS, _IN_HAND),
        TaskStep.SCHEDULE: _Rule(GOES_ON, OFFICE, _IN_HAND),
        TaskStep.ADD_ITEM: _Rule(GOES_ON, OFFICE, _IN_HAND),
        TaskStep.CHANGE_ITEM: _Rule(GOES_ON, OFFICE, _IN_HAND),
        TaskStep.ITEM_DONE: _Rule(GOES_ON, WORKERS, _IN_HAND),
        TaskStep.REOPEN: _Rule(GOES_ON, WORKERS, _IN_HAND),
        TaskStep.SET_DUTY: _Rule(_NOT_ENDED, OFFICE, _HAS_ENDED),
        TaskStep.CHANGE_DUTY: _Rule(_NOT_ENDED, OFFICE, _HAS_ENDED),
        TaskStep.MEET_DUTY: _Rule(frozenset(State), WORKERS, ""),
        TaskStep.COMPLETE: _Rule(AT_WORK, WORKERS, _IN_HAND),
        TaskStep.PASS: _Rule(_COMPLETED, RECHECKERS, _RECHECKED),
        TaskStep.FAIL: _Rule(_COMPLETED, RECHECKERS, _RECHECKED),
        TaskStep.CLOSE_OFF: _Rule(
            frozenset({State.IN_CLOSE_OFF}),
            OFFICE | {Role.LEADER},
            N_("Close-off begins when the re-check of a task was passed."),
        ),
        TaskStep.HOLD: _Rule(AT_WORK, OFFICE, _IN_HAND),
        TaskStep.TAKE_UP: _Rule(
            ENDED | {State.HELD},
            OFFICE,
            N_("Only what was closed off or is held can be taken up again."),
        ),
        TaskStep.ASK_MORE_TIME: _Rule(AT_WORK, WORKERS, _IN_HAND),
        TaskStep.GIVE_MORE_TIME: _Rule(AT_WORK, OFFICE, _IN_HAND),
        TaskStep.REFUSE_MORE_TIME: _Rule(AT_WORK, OFFICE, N_("Nobody asked for more time.")),
        TaskStep.SUPERVISE: _Rule(_NOT_ENDED, OFFICE, _HAS_ENDED),
        TaskStep.END_SUPERVISION: _Rule(frozenset(State), OFFICE, ""),
        TaskStep.PLAN_LOOK_BACK: _Rule(_CLOSED_OFF, OFFICE, _LOOKED_BACK_AT),
        TaskStep.LOOK_BACK: _Rule(_CLOSED_OFF, RECHECKERS, _LOOKED_BACK_AT),
        TaskStep.CORRECT: _Rule(_NOT_CLOSED_OFF, OFFICE, _HAS_ENDED),
        TaskStep.WITHDRAW: _Rule(CAN_GO, OFFICE, N_("It was completed; it stays in the ledger.")),
    }
)


class PossibleStep(msgspec.Struct, frozen=True):
    """A step, and the sentence why it is not open; None where it is."""

    step: TaskStep
    refusal: Refused | None = None


def steps_of(task: Task, who: Who) -> tuple[PossibleStep, ...]:
    """List every step in the order of a task's life, with the reason where it is not open to ``who``."""
    return tuple(PossibleStep(step, refusal(task, step, who)) for step in TaskStep)


def check(task: Task, step: TaskStep, who: Who) -> None:
    """Raise the sentence why ``step`` is not open to ``who``, if it is not."""
    if why := refusal(task, step, who):
        raise why


def check_office(who: Who) -> None:
    """Raise the sentence that something is for the office, unless ``who`` is of it."""
    if not who.roles & OFFICE:
        raise Refused(WHOSE[OFFICE])


def refusal(task: Task, step: TaskStep, who: Who) -> Refused | None:
    """Give the sentence why ``step`` is not open to ``who``; None where it is."""
    rule = _RULES[step]
    if task.state not in rule.states:
        return Refused(rule.otherwise)
    if not who.roles & rule.roles:
        return Refused(WHOSE[rule.roles])
    return _further(task, step, who)


def _further(task: Task, step: TaskStep, who: Who) -> Refused | None:
    """Give what forbids a step whose state and role are right."""
    match step:
        case TaskStep.COMPLETE:
            return _still_open(task)
        case TaskStep.PASS | TaskStep.FAIL if who.person in task.rectifiers:
            sentence = N_("Who put it right does not re-check it.")
        case TaskStep.PASS if who.person in task.passed_by:
            sentence = N_("You passed it already; another person has to re-check it too.")
        case TaskStep.ASK_MORE_TIME if task.asked:
            sentence = N_("More time was asked for already; the office has not answered yet.")
        case TaskStep.REFUSE_MORE_TIME if not task.asked:
            sentence = N_("Nobody asked for more time.")
        case TaskStep.END_SUPERVISION if not task.supervision:
            sentence = N_("It is not under supervision.")
        case _:
            return _without_parts(task, step)
    return Refused(sentence)


def _without_parts(task: Task, step: TaskStep) -> Refused | None:
    """Give what of a task is not there that a step is about."""
    sentence = ""
    match step:
        case TaskStep.MEASURE_DONE | TaskStep.SCHEDULE if not task.measures:
            sentence = N_("The task has no measures.")
        case TaskStep.ITEM_DONE | TaskStep.CHANGE_ITEM if not task.items:
            sentence = N_("The task names no sites.")
        case TaskStep.REOPEN if not _has_done(task):
            sentence = N_("No measure or named site of it is done.")
        case TaskStep.MEET_DUTY | TaskStep.CHANGE_DUTY if not task.duties:
            sentence = N_("The task has no duty that comes back.")
    return Refused(sentence) if sentence else None


def _has_done(task: Task) -> bool:
    measures, items = (one.done_on for one in task.measures), (one.done_on for one in task.items)
    return any(measures) or any(items)


def _still_open(task: Task) -> Refused | None:
    """Give what keeps a task from being completed: it stands, or a part of it is open."""
    if task.is_standing:
        return Refused(N_("A standing task does not end: findings go on being put under it."))
    if measures := sum(1 for one in task.measures if not one.done_on):
        return Refused(N_("Measures are open: {n}."), n=measures)
    if items := sum(1 for one in task.items if not one.done_on):
        return Refused(N_("Named sites are open: {n}."), n=items)
    return None
