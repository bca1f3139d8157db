"""Which steps of a finding's life are open to whom, and why the others are not."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from inspector.errors import Refused
from inspector.model.finding import Finding
from inspector.model.finding_life import AT_WORK, OPEN_TO_OFFICE
from inspector.model.finding_state import FindingState
from inspector.model.person import Role
from inspector.words import N_

State = FindingState


class Step(StrEnum):
    """What somebody may do with a finding."""

    ASSIGN = "assign"
    ACCEPT = "accept"
    PROGRESS = "progress"
    ASK_MORE_TIME = "ask_more_time"
    GIVE_MORE_TIME = "give_more_time"
    REFUSE_MORE_TIME = "refuse_more_time"
    PUT_RIGHT = "put_right"
    PASS = "pass"  # noqa: S105 - a re-check, not a password
    FAIL = "fail"
    CLOSE_OFF = "close_off"
    RELAPSE = "relapse"
    TRANSFER = "transfer"
    TRANSFER_RECEIVED = "transfer_received"
    TRANSFER_DECIDED = "transfer_decided"
    JOIN = "join"
    PUT_UNDER_TASK = "put_under_task"
    SUPERVISE = "supervise"
    END_SUPERVISION = "end_supervision"
    PLAN_LOOK_BACK = "plan_look_back"
    LOOK_BACK = "look_back"


STEP_NAMES = {
    Step.ASSIGN: N_("Assign"),
    Step.ACCEPT: N_("Take it on"),
    Step.PROGRESS: N_("Report progress"),
    Step.ASK_MORE_TIME: N_("Ask for more time"),
    Step.GIVE_MORE_TIME: N_("Give more time"),
    Step.REFUSE_MORE_TIME: N_("Refuse more time"),
    Step.PUT_RIGHT: N_("Put right"),
    Step.PASS: N_("Re-check passed"),
    Step.FAIL: N_("Return with requirements"),
    Step.CLOSE_OFF: N_("Close-off"),
    Step.RELAPSE: N_("It came back"),
    Step.TRANSFER: N_("Transfer to an authority"),
    Step.TRANSFER_RECEIVED: N_("Record the receipt"),
    Step.TRANSFER_DECIDED: N_("Record the result"),
    Step.JOIN: N_("Join to another"),
    Step.PUT_UNDER_TASK: N_("Put under a task"),
    Step.SUPERVISE: N_("Put under supervision"),
    Step.END_SUPERVISION: N_("End the supervision"),
    Step.PLAN_LOOK_BACK: N_("Set the look-back day"),
    Step.LOOK_BACK: N_("Record the look back"),
}

OFFICE = frozenset({Role.CLERK, Role.RECTIFICATION_OFFICE})
RECHECKERS = OFFICE | {Role.OFFICER, Role.LEADER, Role.SUPERVISION}
"""Who may re-check: not the grid's own staff, and nobody who put it right (product.md, rule 5)."""
WORKERS = frozenset(Role) - {Role.AUDITOR}
WHOSE: Mapping[frozenset[Role], str] = MappingProxyType(
    {
        OFFICE: N_("That is for the office: a township clerk or the rectification office."),
        OFFICE | {Role.LEADER}: N_("That is for the office or the responsible leader."),
        RECHECKERS: N_(
            "Re-checks are for the office, officers, leaders and the supervision group, not for grid staff."
        ),
        WORKERS: N_("An auditor reads and changes nothing."),
    }
)
"""Why somebody of other roles may not, of a finding and of a task alike."""
_ENDED = frozenset({State.CLOSED, State.CLOSED_OFF})
_TRANSFERRED = frozenset({State.TRANSFERRED})


class Who(msgspec.Struct, frozen=True):
    """Who wants to do something, and the roles they have today."""

    person: str
    roles: frozenset[Role]


class _Rule(msgspec.Struct, frozen=True):
    states: frozenset[FindingState]
    roles: frozenset[Role]
    otherwise: str


_RULES: Mapping[Step, _Rule] = MappingProxyType(
    {
        Step.ASSIGN: _Rule(
            OPEN_TO_OFFICE, OFFICE, N_("Only what was reported and is not yet put right can be assigned.")
        ),
        Step.ACCEPT: _Rule(
            frozenset({State.ASSIGNED}), WORKERS, N_("Only what was just assigned can be taken on.")
        ),
        Step.PROGRESS: _Rule(AT_WORK, WORKERS, N_("Progress is reported while somebody has it in hand.")),
        Step.ASK_MORE_TIME: _Rule(
            AT_WORK, WORKERS, N_("More time is asked for while somebody has it in hand.")
        ),
        Step.GIVE_MORE_TIME: _Rule(AT_WORK, OFFICE, N_("Nobody is at work on it who could need more time.")),
        Step.REFUSE_MORE_TIME: _Rule(AT_WORK, OFFICE, N_("Nobody asked for more time.")),
        Step.PUT_RIGHT: _Rule(AT_WORK, WORKERS, N_("Only what was assigned can be put right.")),
        Step.PASS: _Rule(
            frozenset({State.PUT_RIGHT}), RECHECKERS, N_("It is re-checked once it was said to be put right.")
        ),
        Step.FAIL: _Rule(
            frozenset({State.PUT_RIGHT}), RECHECKERS, N_("It is re-checked once it was said to be put right.")
        ),
        Step.CLOSE_OFF: _Rule(
            frozenset({State.IN_CLOSE_OFF}),
            OFFICE | {Role.LEADER},
            N_("Close-off begins when the re-check of a serious or major finding was passed."),
        ),
        Step.RELAPSE: _Rule(_ENDED, WORKERS, N_("Only what was closed can come back.")),
        Step.TRANSFER: _Rule(
            OPEN_TO_OFFICE | {State.PUT_RIGHT}, OFFICE, N_("Only an open finding can be transferred.")
        ),
        Step.TRANSFER_RECEIVED: _Rule(_TRANSFERRED, OFFICE, N_("It was not transferred.")),
        Step.TRANSFER_DECIDED: _Rule(_TRANSFERRED, OFFICE, N_("It was not transferred.")),
        Step.JOIN: _Rule(
            OPEN_TO_OFFICE, OFFICE, N_("Only what is not yet put right can be joined to another finding.")
        ),
        Step.PUT_UNDER_TASK: _Rule(frozenset(State), OFFICE, ""),
        Step.SUPERVISE: _Rule(frozenset(State) - _ENDED, OFFICE, N_("It has ended.")),
        Step.END_SUPERVISION: _Rule(frozenset(State), OFFICE, ""),
        Step.PLAN_LOOK_BACK: _Rule(_ENDED, OFFICE, N_("One looks back at what was closed.")),
        Step.LOOK_BACK: _Rule(_ENDED, RECHECKERS, N_("One looks back at what was closed.")),
    }
)


class Possible(msgspec.Struct, frozen=True):
    """A step, and the sentence why it is not open; None where it is."""

    step: Step
    refusal: Refused | None = None


def steps_of(finding: Finding, who: Who) -> tuple[Possible, ...]:
    """List every step in the order of a finding's life, with the reason where it is not open to ``who``."""
    return tuple(Possible(step, refusal(finding, step, who)) for step in Step)


def check(finding: Finding, step: Step, who: Who) -> None:
    """Raise the sentence why ``step`` is not open to ``who``, if it is not."""
    if why := refusal(finding, step, who):
        raise why


def refusal(finding: Finding, step: Step, who: Who) -> Refused | None:
    """Give the sentence why ``step`` is not open to ``who``; None where it is."""
    rule = _RULES[step]
    if finding.state not in rule.states:
        return Refused(rule.otherwise)
    if not who.roles & rule.roles:
        return Refused(WHOSE[rule.roles])
    return _further(finding, step, who)


def _further(finding: Finding, step: Step, who: Who) -> Refused | None:
    """Give what forbids a step whose state and role are right."""
    if step in (Step.PASS, Step.FAIL) and who.person in finding.rectifiers:
        return Refused(N_("Who put it right does not re-check it."))
    if step is Step.PASS and who.person in finding.passed_by:
        return Refused(N_("You passed it already; another person has to re-check it too."))
    if step is Step.REFUSE_MORE_TIME and finding.asked is None:
        return Refused(_RULES[step].otherwise)
    if step is Step.ASK_MORE_TIME and finding.asked is not None:
        return Refused(N_("More time was asked for already; the office has not answered yet."))
    if step is Step.END_SUPERVISION and not finding.supervision:
        return Refused(N_("It is not under supervision."))
    return None
