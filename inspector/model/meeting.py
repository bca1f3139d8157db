"""Dispatch meetings (调度会): when and where, who was there, and what was decided."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.case_acts import at_most, needed
from inspector.model.events import Event, Facts, event
from inspector.model.ids import MeetingId, PersonId
from inspector.model.person import Role
from inspector.periods import Instant
from inspector.words import N_

RECORDERS = frozenset({Role.CLERK, Role.RECTIFICATION_OFFICE})
MOST_LINES = 100


@event
class MeetingRecorded(Event):
    """A dispatch meeting was held; recorded again, the later record stands.

    ``grid`` is the office that held it; ``attendance`` and ``decisions`` have a line for each.
    """

    TYPE: ClassVar[str] = "meeting.recorded"

    grid: str
    day: date
    title: str
    place: str = ""
    chair: str = ""
    attendance: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    period: str = ""
    reason: str = ""


@event
class MeetingWithdrawn(Event):
    """The record was made by mistake: no such meeting was held."""

    TYPE: ClassVar[str] = "meeting.withdrawn"

    reason: str


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as it was recorded last; ``versions`` counts how often, ``withdrawn`` says why it is none."""

    id: MeetingId
    by: PersonId
    at: Instant
    told: MeetingRecorded
    versions: int = 1
    withdrawn: str = ""
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a meeting; nothing if it was never recorded with a readable body.

        What was taken back and is recorded anew stands again.
        """
        found: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            if found and isinstance(fact.event, MeetingWithdrawn):
                found = msgspec.structs.replace(found, withdrawn=fact.event.reason, last=fact.hash)
            if isinstance(fact.event, MeetingRecorded):
                found = cls(
                    id=MeetingId(fact.subject),
                    by=PersonId(fact.actor),
                    at=fact.at,
                    told=fact.event,
                    versions=found.versions + 1 if found else 1,
                    last=fact.hash,
                )
        return found


def record_meeting(
    told: MeetingRecorded,
    roles: frozenset[Role],
    today: date,
    before: Meeting | None = None,
    ordered: Collection[int] = (),
) -> MeetingRecorded:
    """Check the record of a meeting; lines without a word are left out.

    Raises Refused to whoever is not of an office, without a title, for a day to come and for too many lines;
    recorded anew, without a reason, and for another text of a decision (from 1) that was ``ordered``.
    """
    _check_recorder(roles)
    if told.day > today:
        raise Refused(N_("The meeting has not been held yet."))
    attendance, decisions = _lines(told.attendance), _lines(told.decisions)
    if before:
        needed(told.reason, N_("A correction needs a reason."))
        for at in sorted(ordered):
            if before.told.decisions[at - 1 : at] != decisions[at - 1 : at]:
                raise Refused(N_("Decision {n} became an order: it stays where it is, as it is."), n=at)
    return msgspec.structs.replace(
        told,
        title=needed(told.title, N_("A meeting needs a title.")),
        place=at_most(told.place),
        chair=at_most(told.chair),
        attendance=attendance,
        decisions=decisions,
        reason=told.reason.strip() if before else "",
    )


def withdraw_meeting(
    meeting: Meeting, roles: frozenset[Role], reason: str, ordered: Collection[int] = ()
) -> MeetingWithdrawn:
    """Take back the record of a meeting.

    Raises Refused to whoever is not of an office, without a reason, where it was taken back already, and
    while a decision of it stands as an order.
    """
    _check_recorder(roles)
    if meeting.withdrawn:
        raise Refused(N_("This record was taken back already."))
    if ordered:
        raise Refused(N_("Orders came of its decisions; take them back first, or correct the record."))
    return MeetingWithdrawn(subject=meeting.id, reason=needed(reason, N_("Say why it is taken back.")))


def _check_recorder(roles: frozenset[Role]) -> None:
    if not roles & RECORDERS:
        raise Refused(N_("A meeting is recorded by a township clerk or the rectification office."))


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    told = tuple(at_most(line) for line in lines if line.strip())
    if len(told) > MOST_LINES:
        raise Refused(N_("At most {limit} lines."), limit=MOST_LINES)
    return told
