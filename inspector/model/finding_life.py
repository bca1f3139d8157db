"""What happens to a finding after it was reported: assigned, worked on, put right, re-checked, sent on."""

from datetime import date
from typing import ClassVar

from inspector.model.case_steps import CaseEvent
from inspector.model.events import event
from inspector.model.finding_state import FindingState, Severity
from inspector.model.working_days import Counting
from inspector.periods import Instant


@event
class FindingAssigned(CaseEvent):
    """The office gave it to a unit, and a person there, with a deadline (交办); given again it moves on.

    ``number`` is that of the 交办单; ``days`` and ``counting`` say how ``due`` was found; ``rechecks`` is how
    many persons have to pass the re-check by the rules of the day.
    """

    TYPE: ClassVar[str] = "finding.assigned"
    CHANGES_STATE: ClassVar[bool] = True

    unit: str
    due: date
    number: str = ""
    unit_grid: str = ""
    person: str = ""
    person_name: str = ""
    days: int = 0
    counting: Counting = Counting.NATURAL
    severity: Severity | None = None
    rechecks: int = 1
    requirement: str = ""
    copies: tuple[str, ...] = ()


@event
class AssignmentTakenBack(CaseEvent):
    """The assignment that nobody has taken on yet was a slip: all is as it was before it."""

    TYPE: ClassVar[str] = "finding.assignment_taken_back"
    CHANGES_STATE: ClassVar[bool] = True


@event
class FindingAccepted(CaseEvent):
    """The unit took it on."""

    TYPE: ClassVar[str] = "finding.accepted"
    CHANGES_STATE: ClassVar[bool] = True

    note: str = ""


@event
class FindingProgressed(CaseEvent):
    """The unit says how far it is."""

    TYPE: ClassVar[str] = "finding.progressed"

    text: str


@event
class FindingPutRight(CaseEvent):
    """The unit claims that it was put right; ``rectifiers`` are persons who may not re-check it."""

    TYPE: ClassVar[str] = "finding.put_right"
    CHANGES_STATE: ClassVar[bool] = True

    text: str
    on: date
    rectifiers: tuple[str, ...] = ()
    cost_yuan: int = 0


@event
class RecheckPassed(CaseEvent):
    """One re-checker found it put right; each records it in person."""

    TYPE: ClassVar[str] = "finding.recheck_passed"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    checked: Instant
    note: str = ""
    stop: str = ""


@event
class RecheckFailed(CaseEvent):
    """A re-checker did not find it put right and says in writing what is still to be done (补充整改要求)."""

    TYPE: ClassVar[str] = "finding.recheck_failed"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    checked: Instant
    requirement: str
    due: date | None = None
    stop: str = ""


@event
class FindingRelapsed(CaseEvent):
    """It came back (反弹): the same number, its history kept."""

    TYPE: ClassVar[str] = "finding.relapsed"
    CHANGES_STATE: ClassVar[bool] = True

    seen: Instant
    text: str
    stop: str = ""
    patrol: str = ""
    finding: str = ""


@event
class FindingTransferred(CaseEvent):
    """It was handed to another authority with a letter (移送函)."""

    TYPE: ClassVar[str] = "finding.transferred"
    CHANGES_STATE: ClassVar[bool] = True

    authority: str
    reason: str
    number: str = ""
    is_restricted: bool = False


@event
class TransferReceived(CaseEvent):
    """The other authority confirmed that it has the case."""

    TYPE: ClassVar[str] = "finding.transfer_received"

    on: date
    by: str
    number: str = ""


@event
class TransferDecided(CaseEvent):
    """What came of it: a case was filed or not (立案), the decision's number (决定书文号), the measures."""

    TYPE: ClassVar[str] = "finding.transfer_decided"

    on: date
    is_filed: bool
    decision: str = ""
    measures: str = ""


@event
class FindingJoined(CaseEvent):
    """It is the same as another finding, which goes on for both."""

    TYPE: ClassVar[str] = "finding.joined"
    CHANGES_STATE: ClassVar[bool] = True

    into: str
    number: str
    reason: str = ""


@event
class FindingPutUnderTask(CaseEvent):
    """It belongs to a standing task (发现一处治理一处); an empty one takes it out again."""

    TYPE: ClassVar[str] = "finding.put_under_task"

    task: str = ""


@event
class FindingTakenOver(CaseEvent):
    """An open line of a ledger kept before, as that tells it: ``said`` in the ``row`` of the ``file``."""

    TYPE: ClassVar[str] = "finding.taken_over"
    CHANGES_STATE: ClassVar[bool] = True

    unit: str = ""
    person_name: str = ""
    due: date | None = None
    severity: Severity | None = None
    file: str = ""
    note: str = ""
    row: int = 0
    said: str = ""


@event
class FindingTakenOverClosed(CaseEvent):
    """A line of a ledger kept before that says it was closed; nobody here re-checked it.

    ``said`` is what stands there of its state, in the ``row`` of the ``file``.
    """

    TYPE: ClassVar[str] = "finding.taken_over_closed"
    CHANGES_STATE: ClassVar[bool] = True

    unit: str = ""
    person_name: str = ""
    closed_on: date | None = None
    due: date | None = None
    severity: Severity | None = None
    file: str = ""
    note: str = ""
    row: int = 0
    said: str = ""


@event
class FindingConflictResolved(CaseEvent):
    """A person decided between steps made unknown to each other: the entries of ``falls`` have no effect."""

    TYPE: ClassVar[str] = "finding.conflict_resolved"

    falls: tuple[str, ...]
    reason: str


AT_WORK = frozenset({FindingState.ASSIGNED, FindingState.ACCEPTED, FindingState.UNDER_WAY})
"""The states in which a unit has it in hand."""
OPEN_TO_OFFICE = AT_WORK | {FindingState.REPORTED}
"""The states in which the office decides who is to do it."""
