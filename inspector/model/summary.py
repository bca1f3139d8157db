"""Summaries (周汇总, 月调度): frozen with the numbers of a period, reviewed and approved by others."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import ClassVar

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Fact, Facts, event
from inspector.model.finding_steps import Who
from inspector.model.ids import GridId, PersonId, SummaryId
from inspector.model.period import Period, Span
from inspector.model.person import Role
from inspector.periods import Instant
from inspector.words import N_

LONGEST_TEXT = 3000
FREEZERS = frozenset({Role.CLERK, Role.RECTIFICATION_OFFICE})
APPROVERS = frozenset({Role.LEADER, Role.RECTIFICATION_OFFICE, Role.CLERK})


class Texts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What only a person can say of a period: problems that stand out, help needed, what comes next."""

    problems: str = ""
    help: str = ""
    next: str = ""


@event
class SummaryFrozen(Event):
    """The numbers of a period were fixed, by the person's own key.

    The first blob is the snapshot: the numbers, and the heads of the feeds they rest on, so that anybody
    with the same entries computes the same. ``corrects`` names the summary it takes the place of, and
    ``reason`` says what changed.
    """

    TYPE: ClassVar[str] = "summary.frozen"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    grid: str
    span: Span
    first: date
    last: date
    texts: Texts = Texts()
    corrects: str = ""
    reason: str = ""


@event
class SummaryReviewed(Event):
    """A second person looked it through (审核)."""

    TYPE: ClassVar[str] = "summary.reviewed"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    note: str = ""


@event
class SummaryApproved(Event):
    """It was approved and may go out (签发)."""

    TYPE: ClassVar[str] = "summary.approved"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    note: str = ""


@event
class SummaryReturned(Event):
    """It was sent back with what is to be changed; a correction takes its place."""

    TYPE: ClassVar[str] = "summary.returned"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    reason: str


SUMMARY_EVENTS = (SummaryFrozen, SummaryReviewed, SummaryApproved, SummaryReturned)


class SummaryState(StrEnum):
    """Where a summary stands."""

    FROZEN = "frozen"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    RETURNED = "returned"


PENDING = frozenset({SummaryState.FROZEN, SummaryState.REVIEWED})
"""The states in which it can still be approved or sent back."""
SUMMARY_STATE_NAMES = {
    SummaryState.FROZEN: N_("frozen"),
    SummaryState.REVIEWED: N_("reviewed"),
    SummaryState.APPROVED: N_("approved"),
    SummaryState.RETURNED: N_("sent back"),
}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen summary as it stands; ``last`` is its latest entry."""

    id: SummaryId
    by: PersonId
    at: Instant
    grid: GridId
    period: Period
    texts: Texts
    snapshot: Blob
    corrects: str = ""
    reason: str = ""
    state: SummaryState = SummaryState.FROZEN
    reviewed_by: str = ""
    approved_by: str = ""
    returned_for: str = ""
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> "Summary | None":
        """Fold a summary; nothing unless it was frozen with its person's signature and a snapshot."""
        summary: Summary | None = None
        for fact in facts:
            if fact.confirmed and fact.person_signed:
                summary = _frozen(fact) if summary is None else _after(summary, fact)
        return summary


def _frozen(fact: Fact) -> Summary | None:
    frozen = fact.event
    if not isinstance(frozen, SummaryFrozen) or not fact.blobs:
        return None
    return Summary(
        id=SummaryId(fact.subject),
        by=PersonId(fact.actor),
        at=fact.at,
        grid=GridId(frozen.grid),
        period=Period(frozen.first, frozen.last, frozen.span),
        texts=frozen.texts,
        snapshot=fact.blobs[0],
        corrects=frozen.corrects,
        reason=frozen.reason,
        last=fact.hash,
    )


def _after(summary: Summary, fact: Fact) -> Summary:
    if fact.actor == summary.by or summary.state not in PENDING:
        return msgspec.structs.replace(summary, last=fact.hash)
    match fact.event:
        case SummaryReviewed():
            return msgspec.structs.replace(
                summary, state=SummaryState.REVIEWED, reviewed_by=fact.actor, last=fact.hash
            )
        case SummaryApproved():
            return msgspec.structs.replace(
                summary, state=SummaryState.APPROVED, approved_by=fact.actor, last=fact.hash
            )
        case SummaryReturned(reason=reason):
            return msgspec.structs.replace(
                summary, state=SummaryState.RETURNED, returned_for=reason, last=fact.hash
            )
        case _:
            return msgspec.structs.replace(summary, last=fact.hash)


def freeze(
    summary: str,
    grid: GridId,
    period: Period,
    texts: Texts,
    snapshot: Blob,
    who: Who,
    today: date,
    corrected: Summary | None = None,
    reason: str = "",
) -> SummaryFrozen:
    """Fix the numbers of ``period``.

    Raises Refused for who is neither clerk nor rectification office, before the closing day, for a text too
    long, and for a correction without a reason or of another period.
    """
    if not who.roles & FREEZERS:
        raise Refused(N_("A summary is frozen by the clerk or the rectification office."))
    if today < period.last:
        raise Refused(N_("This period is not over yet; it closes on {day}."), day=period.last)
    if any(len(text) > LONGEST_TEXT for text in (texts.problems, texts.help, texts.next)):
        raise Refused(N_("A text of a summary has at most {most} characters."), most=LONGEST_TEXT)
    if corrected and (corrected.period != period or corrected.grid != grid):
        raise Refused(N_("A correction is about the same period and grid as what it corrects."))
    if corrected and not reason.strip():
        raise Refused(N_("A correction says what changed."))
    return SummaryFrozen(
        subject=summary,
        blobs=(snapshot,),
        grid=grid,
        span=period.span,
        first=period.first,
        last=period.last,
        texts=texts,
        corrects=corrected.id if corrected else "",
        reason=reason.strip(),
    )


def review(summary: Summary, who: Who, note: str = "") -> SummaryReviewed:
    """Say that a second person looked it through. Raises Refused for its author and once it is decided."""
    _check(summary, who, {SummaryState.FROZEN})
    return SummaryReviewed(subject=summary.id, note=note.strip())


def approve(summary: Summary, who: Who, note: str = "") -> SummaryApproved:
    """Let it go out. Raises Refused for its author and once it is decided."""
    _check(summary, who, PENDING)
    return SummaryApproved(subject=summary.id, note=note.strip())


def send_back(summary: Summary, who: Who, reason: str) -> SummaryReturned:
    """Send it back. Raises Refused for its author, once it is decided, and without a reason."""
    _check(summary, who, PENDING)
    if not reason.strip():
        raise Refused(N_("Say what is to be changed."))
    return SummaryReturned(subject=summary.id, reason=reason.strip())


def _check(summary: Summary, who: Who, states: Collection[SummaryState]) -> None:
    if who.person == summary.by:
        raise Refused(N_("Who froze a summary does not review or approve it."))
    if not who.roles & APPROVERS:
        raise Refused(N_("A summary is reviewed by another clerk, the leader or the rectification office."))
    if summary.state not in states:
        raise Refused(N_("This summary was decided about already."))
