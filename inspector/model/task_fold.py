"""How a task goes from one state to the next: every type of entry, and from where it leads to where.

As with findings (``finding_fold``), an entry out of turn has no effect, nor an act that has to be a person's
own without their valid signature.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from inspector.model.case_steps import (
    DispatchNoted,
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    LookBackPlanned,
    LookedBack,
    SupervisionBegun,
    SupervisionEnded,
)
from inspector.model.close_off import CLOSE_OFF, CloseOff, CloseOffFiled, CloseOffRefused, CloseOffStep
from inspector.model.events import EVENTS, Fact
from inspector.model.task_life import (
    DutyMet,
    DutySet,
    ItemAdded,
    ItemChanged,
    ItemDone,
    ItemReopened,
    MeasureDone,
    MeasureReopened,
    MeasuresScheduled,
    TaskCompleted,
    TaskCorrected,
    TaskHeld,
    TaskProgressed,
    TaskRecheckFailed,
    TaskRecheckPassed,
    TaskTakenOver,
    TaskTakenUp,
)
from inspector.model.task_part_fold import PARTS, corrected
from inspector.model.task_state import AT_WORK, ENDED, TaskState

if TYPE_CHECKING:
    from inspector.model.task import Task

T = TypeVar("T", bound="Task")
Changed = dict[str, Any]
State = TaskState
LEAST_RECHECKS = 2
"""Persons who re-check a task: two from 较大 (product.md, rule 5), and a task is never minor."""
_ANY = frozenset(State)
_IN_CLOSE_OFF = frozenset({State.IN_CLOSE_OFF})
_CLOSED_OFF = frozenset({State.CLOSED_OFF})
_COMPLETED = frozenset({State.COMPLETED})
GOES_ON = AT_WORK | {State.HELD}
"""The states in which measures, named sites and duties are worked on."""
CAN_GO = GOES_ON | {State.CLOSED_BEFORE}
"""The states in which a task can be taken out of the ledger: nothing was completed by this office."""

FROM: Mapping[str, frozenset[TaskState]] = MappingProxyType(
    {
        TaskCorrected.TYPE: _ANY - _CLOSED_OFF,
        MeasuresScheduled.TYPE: GOES_ON,
        MeasureDone.TYPE: GOES_ON,
        MeasureReopened.TYPE: GOES_ON,
        TaskProgressed.TYPE: GOES_ON,
        ItemAdded.TYPE: GOES_ON,
        ItemChanged.TYPE: GOES_ON,
        ItemDone.TYPE: GOES_ON,
        ItemReopened.TYPE: GOES_ON,
        DutySet.TYPE: _ANY - ENDED,
        DutyMet.TYPE: _ANY,
        TaskCompleted.TYPE: AT_WORK,
        TaskRecheckPassed.TYPE: _COMPLETED,
        TaskRecheckFailed.TYPE: _COMPLETED,
        TaskHeld.TYPE: AT_WORK,
        TaskTakenUp.TYPE: ENDED | {State.HELD},
        TaskTakenOver.TYPE: frozenset({State.NOT_STARTED}),
        **{kind.TYPE: _IN_CLOSE_OFF for kind in CLOSE_OFF},
        ExtensionAsked.TYPE: AT_WORK,
        ExtensionGranted.TYPE: AT_WORK,
        ExtensionRefused.TYPE: AT_WORK,
        SupervisionBegun.TYPE: _ANY - ENDED,
        SupervisionEnded.TYPE: _ANY,
        LookBackPlanned.TYPE: _CLOSED_OFF,
        LookedBack.TYPE: _CLOSED_OFF,
        DispatchNoted.TYPE: _ANY,
    }
)
"""The states in which an entry of a type has an effect."""
TO: Mapping[str, TaskState] = MappingProxyType(
    {
        TaskCompleted.TYPE: State.COMPLETED,
        TaskRecheckFailed.TYPE: State.UNDER_WAY,
        TaskHeld.TYPE: State.HELD,
        TaskTakenUp.TYPE: State.UNDER_WAY,
        TaskTakenOver.TYPE: State.CLOSED_BEFORE,
        CloseOffFiled.TYPE: State.CLOSED_OFF,
        CloseOffRefused.TYPE: State.UNDER_WAY,
    }
)
"""The state an effective entry of a type brings about."""
_BEGINS = frozenset({MeasureDone.TYPE, TaskProgressed.TYPE, ItemDone.TYPE, DutyMet.TYPE})
"""The first of these says that the work has begun."""
_OF_CLOSE_OFF = frozenset(kind.TYPE for kind in CLOSE_OFF) - {CloseOffRefused.TYPE}


def after(task: T, fact: Fact) -> T:
    """Give the task as it stands after ``fact``; one without effect is only noted."""
    if fact.type not in FROM:
        return task
    changed = None if _is_out_of_turn(task, fact) else _changed(task, fact)
    if changed is None:
        return msgspec.structs.replace(task, idle=(*task.idle, fact.hash), last=fact.hash)
    if fact.type in TO:
        changed = {"state": TO[fact.type], **changed}
    elif fact.type in _BEGINS and task.state is State.NOT_STARTED:
        changed = {"state": State.UNDER_WAY, **changed}
    return msgspec.structs.replace(task, **changed, last=fact.hash)


def _is_out_of_turn(task: "Task", fact: Fact) -> bool:
    if task.state not in FROM[fact.type] or (EVENTS[fact.type].BY_PERSON and not fact.person_signed):
        return True
    if fact.type == TaskTakenOver.TYPE:
        return fact.actor != task.by  # said with the line itself, never of a task that is here
    if fact.type == CloseOffFiled.TYPE:
        return task.close_off.next_step is not CloseOffStep.FILING
    if fact.type in _OF_CLOSE_OFF:
        return task.close_off.after(fact) == task.close_off
    return fact.type == TaskRecheckPassed.TYPE and fact.actor in (*task.rectifiers, *task.passed_by)


def _changed(task: "Task", fact: Fact) -> Changed | None:
    """Give what changes beside the state; nothing at all where a part is meant that is not there."""
    changed = dict(_ALWAYS[fact.type](task, fact)) if fact.type in _ALWAYS else {}
    if fact.event is None:
        return changed
    if fact.type in PARTS:
        return PARTS[fact.type](task, fact, fact.event)
    if fact.type in _TOLD:
        changed |= _TOLD[fact.type](task, fact, fact.event)
    return changed


def _passed(task: "Task", fact: Fact) -> Changed:
    passed = (*task.passed_by, fact.actor)
    if len(passed) < task.rechecks:
        return {"passed_by": passed}
    return {"passed_by": passed, "state": State.IN_CLOSE_OFF, "close_off": CloseOff()}


def _again(_task: "Task", _fact: Fact) -> Changed:
    return {"passed_by": (), "completed_on": None, "close_off": CloseOff()}


def _came_back(task: "Task", fact: Fact) -> Changed:
    relapsed = task.state in ENDED
    return {
        **_again(task, fact),
        "relapses": task.relapses + relapsed,
        "rectifiers": (),
        "ended_on": None,
        "look_back": None,
        "looked_back": None,
        "asked": None,
    }


def _close_off(task: "Task", fact: Fact) -> Changed:
    return {"close_off": task.close_off.after(fact)}


_ALWAYS: Mapping[str, Callable[["Task", Fact], Changed]] = MappingProxyType(
    {
        TaskRecheckPassed.TYPE: _passed,
        TaskRecheckFailed.TYPE: _again,
        CloseOffRefused.TYPE: _again,
        TaskTakenUp.TYPE: _came_back,
        **dict.fromkeys(_OF_CLOSE_OFF, _close_off),
        CloseOffFiled.TYPE: lambda task, fact: {**_close_off(task, fact), "ended_on": fact.at.day},
        ExtensionRefused.TYPE: lambda _task, _fact: {"asked": None},
    }
)
"""What follows from the type alone."""


def _completed(task: "Task", fact: Fact, told: TaskCompleted) -> Changed:
    doers = [*told.rectifiers, "" if told.on_behalf else fact.actor]
    return {
        "completed_on": told.on,
        "rectifiers": tuple(sorted({*task.rectifiers, *doers} - {""})),
        "rechecks": max(LEAST_RECHECKS, told.rechecks),
        "passed_by": (),
    }


def _returned(task: "Task", _fact: Fact, told: TaskRecheckFailed | CloseOffRefused) -> Changed:
    return {"requirement": told.requirement, "due": told.due or task.due}


_TOLD: Mapping[str, Callable[["Task", Fact, Any], Changed]] = MappingProxyType(
    {
        TaskCorrected.TYPE: corrected,
        TaskCompleted.TYPE: _completed,
        TaskRecheckFailed.TYPE: _returned,
        CloseOffRefused.TYPE: _returned,
        TaskTakenOver.TYPE: lambda _task, _fact, told: {"ended_on": told.closed_on},
        TaskTakenUp.TYPE: lambda task, _fact, told: {"due": told.due or task.due},
        CloseOffFiled.TYPE: lambda _task, _fact, told: {"ended_on": told.on, "look_back": told.look_back},
        ExtensionAsked.TYPE: lambda _task, _fact, told: {"asked": told.until},
        ExtensionGranted.TYPE: lambda task, _fact, told: {
            "due": told.until,
            "asked": None,
            "extensions": task.extensions + 1,
        },
        SupervisionBegun.TYPE: lambda task, _fact, told: {
            "supervision": tuple(sorted({*task.supervision, told.kind}))
        },
        SupervisionEnded.TYPE: lambda task, _fact, told: {
            "supervision": tuple(one for one in task.supervision if one is not told.kind)
        },
        LookBackPlanned.TYPE: lambda _task, _fact, told: {"look_back": told.on, "looked_back": None},
        LookedBack.TYPE: lambda _task, _fact, told: {"looked_back": told.on},
    }
)
"""What only the body tells."""
