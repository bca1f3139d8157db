"""How a finding goes from one state to the next: every type of entry, and from where it leads to where.

An entry out of turn, as one made on another device in ignorance, has no effect; nor has an act that has to
be a person's own and carries no valid signature of theirs. What happened is told by the type in the header,
so that the state survives the erasure of a body.
"""

from collections.abc import Callable, Mapping
from datetime import date
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
from inspector.model.finding_life import (
    AT_WORK,
    OPEN_TO_OFFICE,
    AssignmentTakenBack,
    FindingAccepted,
    FindingAssigned,
    FindingJoined,
    FindingProgressed,
    FindingPutRight,
    FindingPutUnderTask,
    FindingRelapsed,
    FindingTakenOver,
    FindingTakenOverClosed,
    FindingTransferred,
    RecheckFailed,
    RecheckPassed,
    TransferDecided,
    TransferReceived,
)
from inspector.model.finding_state import FindingState, Severity

if TYPE_CHECKING:
    from inspector.model.finding import Finding

F = TypeVar("F", bound="Finding")
Changed = dict[str, Any]
State = FindingState
_CAN_CLOSE_OFF = frozenset({State.IN_CLOSE_OFF})
_CLOSED = frozenset({State.CLOSED, State.CLOSED_OFF})
_TO_TAKE_OVER = frozenset({State.NOTICED, State.REPORTED})
_ANY = frozenset(State)


class Assigned(msgspec.Struct, frozen=True):
    """The ``entry`` that gave a finding to a unit, its ``day``, and the finding ``before`` it."""

    entry: str
    day: date
    before: "Finding"


FROM: Mapping[str, frozenset[FindingState]] = MappingProxyType(
    {
        "finding.put_right_on_the_spot": frozenset({State.NOTICED}),
        "finding.reported": frozenset({State.NOTICED}),
        FindingAssigned.TYPE: OPEN_TO_OFFICE,
        AssignmentTakenBack.TYPE: frozenset({State.ASSIGNED}),
        FindingAccepted.TYPE: frozenset({State.ASSIGNED}),
        FindingProgressed.TYPE: AT_WORK,
        ExtensionAsked.TYPE: AT_WORK,
        ExtensionGranted.TYPE: AT_WORK,
        ExtensionRefused.TYPE: AT_WORK,
        FindingPutRight.TYPE: AT_WORK,
        RecheckPassed.TYPE: frozenset({State.PUT_RIGHT}),
        RecheckFailed.TYPE: frozenset({State.PUT_RIGHT}),
        **{kind.TYPE: _CAN_CLOSE_OFF for kind in CLOSE_OFF},
        FindingRelapsed.TYPE: _CLOSED,
        FindingTransferred.TYPE: OPEN_TO_OFFICE | {State.PUT_RIGHT},
        TransferReceived.TYPE: frozenset({State.TRANSFERRED}),
        TransferDecided.TYPE: frozenset({State.TRANSFERRED}),
        FindingJoined.TYPE: OPEN_TO_OFFICE,
        FindingPutUnderTask.TYPE: _ANY,
        SupervisionBegun.TYPE: _ANY - _CLOSED,
        SupervisionEnded.TYPE: _ANY,
        LookBackPlanned.TYPE: _CLOSED,
        LookedBack.TYPE: _CLOSED,
        DispatchNoted.TYPE: _ANY,
        FindingTakenOver.TYPE: _TO_TAKE_OVER,
        FindingTakenOverClosed.TYPE: _TO_TAKE_OVER,
    }
)
"""The states in which an entry of a type has an effect."""
TO: Mapping[str, FindingState] = MappingProxyType(
    {
        "finding.put_right_on_the_spot": State.CLOSED,
        "finding.reported": State.REPORTED,
        FindingAssigned.TYPE: State.ASSIGNED,
        FindingAccepted.TYPE: State.ACCEPTED,
        FindingProgressed.TYPE: State.UNDER_WAY,
        FindingPutRight.TYPE: State.PUT_RIGHT,
        RecheckFailed.TYPE: State.UNDER_WAY,
        CloseOffFiled.TYPE: State.CLOSED_OFF,
        CloseOffRefused.TYPE: State.UNDER_WAY,
        FindingRelapsed.TYPE: State.REPORTED,
        FindingTransferred.TYPE: State.TRANSFERRED,
        FindingJoined.TYPE: State.JOINED,
        FindingTakenOver.TYPE: State.ASSIGNED,
        FindingTakenOverClosed.TYPE: State.CLOSED,
    }
)
"""The state an effective entry of a type brings about; the others leave it, or count first."""


def after(finding: F, fact: Fact) -> F:
    """Give the finding as it stands after ``fact``; one without effect is only noted."""
    kind = fact.type
    turn = FROM.get(kind)
    if turn is None:
        return finding
    if finding.state not in turn or _is_unsigned(fact) or (kind in _ORDERED and _is_too_early(finding, fact)):
        return msgspec.structs.replace(finding, idle=(*finding.idle, fact.hash), last=fact.hash)
    changed: Changed = {"last": fact.hash}
    if kind in TO:
        changed["state"] = TO[kind]
    if kind in _ALWAYS:
        changed |= _ALWAYS[kind](finding, fact)
    if kind in _TOLD and fact.event is not None:
        changed |= _TOLD[kind](finding, fact, fact.event)
    return msgspec.structs.replace(finding, **changed)


def _is_unsigned(fact: Fact) -> bool:
    return not fact.person_signed and EVENTS[fact.type].BY_PERSON


def _is_too_early(finding: "Finding", fact: Fact) -> bool:
    """Say whether a step of ``_ORDERED`` comes before what the rules put before it."""
    if fact.type == AssignmentTakenBack.TYPE:
        return finding.assigned is None
    if fact.type == CloseOffFiled.TYPE:
        return finding.close_off.next_step is not CloseOffStep.FILING
    if fact.type in _OF_CLOSE_OFF:
        return finding.close_off.after(fact) == finding.close_off
    return fact.actor in (*finding.rectifiers, *finding.passed_by)


_OF_AN_ASSIGNMENT = (
    "state",
    "unit",
    "unit_grid",
    "person",
    "person_name",
    "assignment",
    "assigned",
    "due",
    "requirement",
    "severity",
    "rechecks",
    "asked",
)
"""What an assignment changes."""
_OF_CLOSE_OFF = frozenset(kind.TYPE for kind in CLOSE_OFF) - {CloseOffRefused.TYPE}
_ORDERED = _OF_CLOSE_OFF | {RecheckPassed.TYPE, AssignmentTakenBack.TYPE}
"""Types with an order among themselves, beside that of the states."""


def _passed(finding: "Finding", fact: Fact) -> Changed:
    """Count one more re-checker; enough of them close a minor finding and lead others to close-off."""
    passed = (*finding.passed_by, fact.actor)
    if len(passed) < finding.rechecks:
        return {"passed_by": passed}
    if finding.severity is Severity.MINOR:
        return {"passed_by": passed, "state": State.CLOSED, "ended_on": fact.at.day}
    return {"passed_by": passed, "state": State.IN_CLOSE_OFF, "close_off": CloseOff()}


def _ended(_finding: "Finding", fact: Fact) -> Changed:
    return {"ended_on": fact.at.day}


def _again(_finding: "Finding", _fact: Fact) -> Changed:
    return {"passed_by": (), "close_off": CloseOff(), "put_right_on": None}


def _came_back(finding: "Finding", _fact: Fact) -> Changed:
    return {
        "relapses": finding.relapses + 1,
        "passed_by": (),
        "rectifiers": (),
        "close_off": CloseOff(),
        "due": None,
        "unit": "",
        "unit_grid": "",
        "person": "",
        "person_name": "",
        "put_right_on": None,
        "ended_on": None,
        "look_back": None,
        "looked_back": None,
        "asked": None,
        "on_the_spot": False,
        "assigned": None,
    }


def _taken_back(finding: "Finding", _fact: Fact) -> Changed:
    told = finding.assigned
    assert told  # noqa: S101 - else it came too early
    restored = {name: getattr(told.before, name) for name in _OF_AN_ASSIGNMENT}
    return {**restored, "idle": (*finding.idle, told.entry)}


def _close_off(finding: "Finding", fact: Fact) -> Changed:
    return {"close_off": finding.close_off.after(fact)}


def _filed(finding: "Finding", fact: Fact) -> Changed:
    return {**_close_off(finding, fact), **_ended(finding, fact)}


_ALWAYS: Mapping[str, Callable[["Finding", Fact], Changed]] = MappingProxyType(
    {
        "finding.put_right_on_the_spot": lambda _finding, fact: {
            "on_the_spot": True,
            "ended_on": fact.at.day,
        },
        FindingAssigned.TYPE: lambda finding, fact: {"assigned": Assigned(fact.hash, fact.at.day, finding)},
        RecheckPassed.TYPE: _passed,
        RecheckFailed.TYPE: _again,
        CloseOffRefused.TYPE: _again,
        AssignmentTakenBack.TYPE: _taken_back,
        **dict.fromkeys(_OF_CLOSE_OFF, _close_off),
        CloseOffFiled.TYPE: _filed,
        FindingRelapsed.TYPE: _came_back,
        FindingTransferred.TYPE: _ended,
        FindingJoined.TYPE: _ended,
        FindingTakenOverClosed.TYPE: _ended,
        ExtensionRefused.TYPE: lambda _finding, _fact: {"asked": None},
        FindingProgressed.TYPE: lambda _finding, _fact: {},
    }
)
"""What follows from the type alone."""


def _assigned(finding: "Finding", _fact: Fact, told: FindingAssigned) -> Changed:
    return {
        "unit": told.unit,
        "unit_grid": told.unit_grid,
        "person": told.person,
        "person_name": told.person_name,
        "assignment": told.number,
        "due": told.due,
        "requirement": told.requirement,
        "severity": told.severity or finding.severity,
        "rechecks": max(1, told.rechecks),
        "asked": None,
    }


def _put_right(finding: "Finding", fact: Fact, told: FindingPutRight) -> Changed:
    doers = [finding.person, *told.rectifiers, "" if told.on_behalf else fact.actor]
    return {
        "put_right_on": told.on,
        "rectifiers": tuple(sorted({*finding.rectifiers, *doers} - {""})),
        "passed_by": (),
    }


def _taken_over(finding: "Finding", _fact: Fact, told: FindingTakenOver | FindingTakenOverClosed) -> Changed:
    changed: Changed = {
        "unit": told.unit,
        "person_name": told.person_name,
        "due": told.due,
        "severity": told.severity or finding.severity,
    }
    if isinstance(told, FindingTakenOverClosed) and told.closed_on:
        changed["ended_on"] = told.closed_on
    return changed


def _supervised(finding: "Finding", _fact: Fact, told: SupervisionBegun) -> Changed:
    return {"supervision": tuple(sorted({*finding.supervision, told.kind}))}


def _unsupervised(finding: "Finding", _fact: Fact, told: SupervisionEnded) -> Changed:
    return {"supervision": tuple(one for one in finding.supervision if one is not told.kind)}


_TOLD: Mapping[str, Callable[["Finding", Fact, Any], Changed]] = MappingProxyType(
    {
        FindingAssigned.TYPE: _assigned,
        FindingPutRight.TYPE: _put_right,
        RecheckFailed.TYPE: lambda finding, _fact, told: {
            "requirement": told.requirement,
            "due": told.due or finding.due,
        },
        CloseOffRefused.TYPE: lambda finding, _fact, told: {
            "requirement": told.requirement,
            "due": told.due or finding.due,
        },
        CloseOffFiled.TYPE: lambda _finding, _fact, told: {"ended_on": told.on, "look_back": told.look_back},
        ExtensionAsked.TYPE: lambda _finding, _fact, told: {"asked": told.until},
        ExtensionGranted.TYPE: lambda finding, _fact, told: {
            "due": told.until,
            "asked": None,
            "extensions": finding.extensions + 1,
        },
        FindingTransferred.TYPE: lambda _finding, _fact, told: {
            "authority": told.authority,
            "is_restricted": told.is_restricted,
        },
        FindingJoined.TYPE: lambda _finding, _fact, told: {"joined_into": told.into},
        FindingPutUnderTask.TYPE: lambda _finding, _fact, told: {"task": told.task},
        FindingTakenOver.TYPE: _taken_over,
        FindingTakenOverClosed.TYPE: _taken_over,
        SupervisionBegun.TYPE: _supervised,
        SupervisionEnded.TYPE: _unsupervised,
        LookBackPlanned.TYPE: lambda _finding, _fact, told: {"look_back": told.on, "looked_back": None},
        LookedBack.TYPE: lambda _finding, _fact, told: {"looked_back": told.on},
    }
)
"""What only the body tells."""
