"""Stops (点次): a visit to a site on a patrol, with its answers."""

from collections.abc import Sequence
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.events import Event, Facts, Place, event
from inspector.model.ids import StopId
from inspector.model.patrol import Patrol, check_honest_time
from inspector.model.person import Person, Role
from inspector.model.question import Answer, Question, asked_now, check_answer, is_deviation
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


@event
class StopCorrected(Event):
    """What a finished patrol says of a stop was wrong; what stood there stays beside what is right.

    Only what a person says at a stop can be corrected; what is missing here was right.
    """

    TYPE: ClassVar[str] = "stop.corrected"

    reason: str
    arrived: Instant | None = None
    left: Instant | None = None
    answers: tuple[Answer, ...] | None = None
    nothing_unusual: bool | None = None
    note: str | None = None


@event
class StopWithdrawn(Event):
    """A stop was taken back while its patrol went on, as when the wrong site was chosen."""

    TYPE: ClassVar[str] = "stop.withdrawn"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str = ""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What was put right at a stop after its patrol was finished, by whom, when and why."""

    entry: str
    by: str
    at: Instant
    change: StopCorrected


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
    corrections: tuple[Correction, ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Take the latest record with its corrections; nothing if none is readable, or it was withdrawn.

        ``answers`` and all else are as first recorded on the finished patrol; ``right`` is what holds now.
        """
        stop: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case StopRecorded() as told:
                    stop = cls(id=StopId(fact.subject), by=fact.actor, recorded=fact.at, **told.told())
                case StopCorrected() as change if stop:
                    one = Correction(entry=fact.hash, by=fact.actor, at=fact.at, change=change)
                    stop = msgspec.structs.replace(stop, corrections=(*stop.corrections, one))
                case _ if fact.type == StopWithdrawn.TYPE:
                    stop = None
                case _:
                    pass
        return stop

    @property
    def right(self) -> Self:
        """The stop as it is after all corrections."""
        return next((after for _, _, after in reversed(self.steps())), self)

    def steps(self) -> list[tuple[Correction, Self, Self]]:
        """Give each correction with the stop as it was before and after it."""
        steps: list[tuple[Correction, Self, Self]] = []
        stop = self
        for one in self.corrections:
            told = one.change.told()
            new = {name: told[name] for name in CORRECTABLE if told[name] is not None}
            after = msgspec.structs.replace(stop, **new)
            steps.append((one, stop, after))
            stop = after
        return steps

    def correct(self, change: StopCorrected, patrol: Patrol) -> StopCorrected:
        """Put right what a finished patrol says of this stop.

        Raises Refused while the patrol goes on (then it is simply recorded again), without a reason, and
        where nothing would change or the visit would end before it began.
        """
        if patrol.is_open:
            raise Refused(N_("This patrol still goes on; change the stop itself."))
        if not change.reason.strip():
            raise Refused(N_("A correction needs a reason."))
        now, told = self.right, change.told()
        if all(told[name] in {None, getattr(now, name)} for name in CORRECTABLE):
            raise Refused(N_("Nothing was changed."))
        arrived, left = change.arrived or now.arrived, change.left or now.left
        if arrived.ts < patrol.began.ts or (left and left.ts < arrived.ts):
            raise Refused(N_("A stop can't lie before its patrol began, or end before it began."))
        return change

    def withdraw(self, patrol: Patrol, reason: str = "") -> StopWithdrawn:
        """Take the stop back. Raises Refused when its patrol is finished: its report names it."""
        if not patrol.is_open:
            raise Refused(N_("This patrol is finished; what was wrong in it is corrected, not taken out."))
        return StopWithdrawn(subject=self.id, reason=reason.strip())


CORRECTABLE = ("arrived", "left", "answers", "nothing_unusual", "note")
"""What a correction may put right."""


def record_stop(
    stop: StopRecorded, patrol: Patrol, checklist: ChecklistPublished | None, by: Person, now: Instant
) -> StopRecorded:
    """Write down a visit.

    Raises Refused on a finished patrol, before the patrol began, for a late stop without a reason, for an
    answer to a question that is not asked, for one that is none, or when grid staff answer a list of
    officers: people without an enforcement card do not inspect enterprises (国办 2025, 严格规范涉企行政检查).
    """
    if not patrol.is_open:
        raise Refused(N_("This patrol is finished; what is missing is a late entry."))
    if stop.arrived.ts < patrol.began.ts:
        raise Refused(N_("A stop can't lie before its patrol began."))
    check_honest_time(stop.arrived, now, stop.late_reason or patrol.late_reason)
    _check_answers(stop.answers, checklist.questions if checklist else ())
    if checklist and checklist.made_for is ListFor.OFFICER and not by.has(Role.OFFICER, stop.arrived.day):
        raise Refused(N_("Grid staff do not inspect enterprises; this list is for law-enforcement officers."))
    return stop


def _check_answers(answers: Sequence[Answer], questions: Sequence[Question]) -> None:
    listed = {question.id: question for question in questions}
    asked = {question.id for question in asked_now(questions, answers)}
    for answer in answers:
        question = listed.pop(answer.question, None)
        if question is None:
            raise Refused(N_("An answer belongs to no question of this list."))
        if question.id not in asked:
            raise Refused(
                N_("“{question}” was not to be asked after the answers before it."), question=question.text
            )
        check_answer(question, answer)


def deviations(stop: Stop, checklist: ChecklistPublished) -> list[tuple[Question, Answer]]:
    """Give the questions whose answer was not normal, in the order of the list."""
    given = {answer.question: answer for answer in stop.answers}
    return [(q, given[q.id]) for q in checklist.questions if q.id in given and is_deviation(q, given[q.id])]
