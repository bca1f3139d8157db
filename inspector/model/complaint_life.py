"""What happens to a complaint (信访举报): every type of entry about one."""

from datetime import date
from typing import ClassVar

import msgspec

from inspector.model.case_steps import CaseEvent
from inspector.model.complaint_files import ComplaintFilesSealed, ComplaintFileWithdrawn
from inspector.model.complaint_words import Channel, Measure, Pollution, Term, Truth
from inspector.model.events import Audience, Event, event
from inspector.model.working_days import Counting
from inspector.periods import Instant


@event
class ComplaintReceived(CaseEvent):
    """Somebody complained; who it was is never in here (``ComplaintIdentitySealed``).

    ``term`` is what the office ruled for its channel on that day, where that differs from the field.
    ``number`` is our own; ``batch`` and ``given_number`` are those of the inspection, the hotline or the
    paper. ``site`` is known here, or ``accused`` and ``address`` say who is meant in free words.
    """

    TYPE: ClassVar[str] = "complaint.received"
    CHANGES_STATE: ClassVar[bool] = True

    number: str
    grid: str
    channel: Channel
    received: Instant
    content: str
    kinds: tuple[Pollution, ...] = ()
    site: str = ""
    accused: str = ""
    address: str = ""
    wanted: str = ""
    batch: str = ""
    given_number: str = ""
    is_anonymous: bool = False
    term: Term | None = None


@event
class ComplaintCorrected(CaseEvent):
    """What was written down at the beginning was wrong; what is missing here was right.

    ``term`` is that of another channel, as in ``ComplaintReceived``.
    """

    TYPE: ClassVar[str] = "complaint.corrected"

    reason: str
    channel: Channel | None = None
    content: str | None = None
    kinds: tuple[Pollution, ...] | None = None
    site: str | None = None
    accused: str | None = None
    address: str | None = None
    wanted: str | None = None
    batch: str | None = None
    given_number: str | None = None
    term: Term | None = None


@event
class ComplaintWithdrawn(CaseEvent):
    """It was none, or was registered twice; its number is not given again."""

    TYPE: ClassVar[str] = "complaint.withdrawn"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str


@event
class ComplaintAccepted(CaseEvent):
    """It is taken up (受理); ``days`` and ``counting`` say how ``due`` was found."""

    TYPE: ClassVar[str] = "complaint.accepted"
    CHANGES_STATE: ClassVar[bool] = True

    due: date
    days: int = 0
    counting: Counting = Counting.NATURAL
    reason: str = ""
    told_on: date | None = None


@event
class ComplaintDeclined(CaseEvent):
    """It is not taken up (不予受理), with the reason and when that was told."""

    TYPE: ClassVar[str] = "complaint.declined"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str
    told_on: date | None = None


@event
class ComplaintAssigned(CaseEvent):
    """These persons handle it, for this unit; given again it moves on."""

    TYPE: ClassVar[str] = "complaint.assigned"
    CHANGES_STATE: ClassVar[bool] = True

    handlers: tuple[str, ...]
    unit: str = ""
    note: str = ""


@event
class ComplaintExtended(CaseEvent):
    """It takes longer, with the reason, and when the complainant was told."""

    TYPE: ClassVar[str] = "complaint.extended"

    until: date
    reason: str
    told_on: date | None = None


@event
class ComplaintInvestigated(CaseEvent):
    """Somebody went there or looked into it; ``stop`` is the visit, where one was recorded."""

    TYPE: ClassVar[str] = "complaint.investigated"
    CHANGES_STATE: ClassVar[bool] = True

    on: date
    verdict: Truth
    text: str
    stop: str = ""


@event
class ComplaintFindingLinked(CaseEvent):
    """A finding belongs to it that does not say so itself."""

    TYPE: ClassVar[str] = "complaint.finding_linked"

    finding: str


class Count(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many persons met one kind of accountability."""

    measure: Measure
    persons: int


class Conclusion(CaseEvent):
    """How it ended: what was done (处理和整改情况), and how many were held accountable."""

    on: date
    result: str
    accountability: tuple[Count, ...] = ()


@event
class ComplaintClosed(Conclusion):
    """It is settled (已办结)."""

    TYPE: ClassVar[str] = "complaint.closed"
    CHANGES_STATE: ClassVar[bool] = True


@event
class ComplaintClosedForNow(Conclusion):
    """What can be done now is done; the rest takes longer (阶段性办结)."""

    TYPE: ClassVar[str] = "complaint.closed_for_now"
    CHANGES_STATE: ClassVar[bool] = True


@event
class ComplaintLeftOpen(Conclusion):
    """It is answered as far as it goes, and is not settled (未办结)."""

    TYPE: ClassVar[str] = "complaint.left_open"
    CHANGES_STATE: ClassVar[bool] = True


@event
class ComplaintReplied(CaseEvent):
    """The reply in three parts: letter (复函), result of the investigation, what the complainant said.

    环办〔2009〕101 号; ``letter`` is its number (文号); its file is sealed in a ``ComplaintFilesSealed``.
    """

    TYPE: ClassVar[str] = "complaint.replied"

    on: date
    result: str
    letter: str = ""
    opinion: str = ""


@event
class ComplaintLinked(CaseEvent):
    """It repeats an ``earlier`` one; an empty one takes that back."""

    TYPE: ClassVar[str] = "complaint.linked"

    earlier: str = ""
    reason: str = ""


@event
class RevisitPlanned(CaseEvent):
    """It was chosen for a round of looking again (后督察); ``round`` is the same in all that were."""

    TYPE: ClassVar[str] = "complaint.revisit_planned"

    round: str
    name: str
    due: date


@event
class ComplaintRevisited(CaseEvent):
    """Somebody looked again, and it holds."""

    TYPE: ClassVar[str] = "complaint.revisited"

    round: str
    on: date
    text: str
    stop: str = ""


@event
class ComplaintReopened(CaseEvent):
    """It came back, or was found unsettled on a round, and is handled again."""

    TYPE: ClassVar[str] = "complaint.reopened"
    CHANGES_STATE: ClassVar[bool] = True

    on: date
    reason: str
    due: date
    round: str = ""
    stop: str = ""


@event
class ComplaintConflictResolved(CaseEvent):
    """A person decided between steps made unknown to each other: the entries of ``falls`` have no effect."""

    TYPE: ClassVar[str] = "complaint.conflict_resolved"

    falls: tuple[str, ...]
    reason: str


@event
class ComplaintIdentitySealed(Event):
    """Who complained, encrypted (age, base64) to the devices of ``persons`` and to nobody else.

    ``shown`` is what all others may see: the surname and the ends of a number. The newest one counts.
    """

    TYPE: ClassVar[str] = "complaint.identity_sealed"
    AUDIENCE: ClassVar[Audience] = Audience.HANDLERS

    sealed: str
    persons: tuple[str, ...]
    shown: str = ""


STEPS: tuple[type[CaseEvent], ...] = (
    ComplaintReceived,
    ComplaintCorrected,
    ComplaintWithdrawn,
    ComplaintAccepted,
    ComplaintDeclined,
    ComplaintAssigned,
    ComplaintExtended,
    ComplaintInvestigated,
    ComplaintFindingLinked,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintLeftOpen,
    ComplaintReplied,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    ComplaintLinked,
    RevisitPlanned,
    ComplaintRevisited,
    ComplaintReopened,
    ComplaintConflictResolved,
)
"""Every type of entry that is a step of a complaint; sealing a name, or files anew, is none."""
