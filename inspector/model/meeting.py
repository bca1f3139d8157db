"""Dispatch meetings (调度会): when and where, who was there, and what was decided."""

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


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as it was recorded last; ``versions`` counts how often."""

    id: MeetingId
    by: PersonId
    at: Instant
    told: MeetingRecorded
    versions: int = 1
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a meeting; nothing if it was never recorded with a readable body."""
        found: Self | None = None
        for fact in facts:
            if fact.confirmed and isinstance(fact.event, MeetingRecorded):
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
    told: MeetingRecorded, roles: frozenset[Role], today: date, before: Meeting | None = None
) -> MeetingRecorded:
    """Check the record of a meeting; lines without a word are left out.

    Raises Refused to whoever is not of an office, without a title, for a day to come and for too many lines;
    recorded anew, without a reason.
    """
    if not roles & RECORDERS:
        raise Refused(N_("A meeting is recorded by a township clerk or the rectification office."))
    if told.day > today:
        raise Refused(N_("The meeting has not been held yet."))
    attendance, decisions = _lines(told.attendance), _lines(told.decisions)
    if before:
        needed(told.reason, N_("A correction needs a reason."))
    return msgspec.structs.replace(
        told,
        title=needed(told.title, N_("A meeting needs a title.")),
        place=at_most(told.place),
        chair=at_most(told.chair),
        attendance=attendance,
        decisions=decisions,
        reason=told.reason.strip() if before else "",
    )


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    told = tuple(at_most(line) for line in lines if line.strip())
    if len(told) > MOST_LINES:
        raise Refused(N_("At most {limit} lines."), limit=MOST_LINES)
    return told
