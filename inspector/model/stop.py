"""Stops (点次): a visit to a site on a patrol, with its answers."""

from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.checklist import Answer, ChecklistPublished, ListFor, Question, is_deviation
from inspector.model.events import Event, Facts, Place, event
from inspector.model.ids import StopId
from inspector.model.patrol import Patrol, check_honest_time
from inspector.model.person import Person, Role
from inspector.periods import Instant
from inspector.words import N_


@event
class StopRecorded(Event):
    """A site was visited; recorded again for the same subject it replaces what stood before."""

    TYPE: ClassVar[str] = "stop.recorded"

    patrol: str
    site: str
    arrived: Instant
    left: Instant | None = None
    checklist: str = ""
    version: int = 0
    answers: tuple[Answer, ...] = ()
    nothing_unusual: bool = False
    unplanned: bool = False
    note: str = ""
    place: Place | None = None
    late_reason: str = ""


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A visit; ``recorded`` is when it was written down."""

    id: StopId
    by: str
    recorded: Instant
    patrol: str
    site: str
    arrived: Instant
    left: Instant | None = None
    checklist: str = ""
    version: int = 0
    answers: tuple[Answer, ...] = ()
    nothing_unusual: bool = False
    unplanned: bool = False
    note: str = ""
    place: Place | None = None
    late_reason: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Take the latest record; nothing if none is readable."""
        stop: Self | None = None
        for fact in facts:
            if fact.confirmed and isinstance(fact.event, StopRecorded):
                stop = cls(id=StopId(fact.subject), by=fact.actor, recorded=fact.at, **fact.event.told())
        return stop


def record_stop(
    stop: StopRecorded, patrol: Patrol, checklist: ChecklistPublished | None, by: Person, now: Instant
) -> StopRecorded:
    """Write down a visit.

    Raises Refused on a finished patrol, before the patrol began, for a late stop without a reason, for an
    answer to a question that is not asked, or when grid staff answer a list of officers: people without
    an enforcement card do not inspect enterprises (国办 2025, 严格规范涉企行政检查).
    """
    if not patrol.is_open:
        raise Refused(N_("This patrol is finished; what is missing is a late entry."))
    if stop.arrived.ts < patrol.began.ts:
        raise Refused(N_("A stop can't lie before its patrol began."))
    check_honest_time(stop.arrived, now, stop.late_reason or patrol.late_reason)
    asked = {question.id for question in checklist.questions} if checklist else set()
    if any(answer.question not in asked for answer in stop.answers):
        raise Refused(N_("An answer belongs to no question of this list."))
    if checklist and checklist.made_for is ListFor.OFFICER and not by.has(Role.OFFICER, now.day):
        raise Refused(N_("Grid staff do not inspect enterprises; this list is for law-enforcement officers."))
    return stop


def deviations(stop: Stop, checklist: ChecklistPublished) -> list[tuple[Question, Answer]]:
    """Give the questions whose answer was not normal, in the order of the list."""
    given = {answer.question: answer for answer in stop.answers}
    return [(q, given[q.id]) for q in checklist.questions if q.id in given and is_deviation(q, given[q.id])]
