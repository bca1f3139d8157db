"""Lists of what is asked at a stop, in versions: an answer keeps the version it was given to."""

from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Event, Facts, event
from inspector.model.ids import ChecklistId
from inspector.model.question import Question, check_question
from inspector.words import N_

MUST_LOOK = 3
"""An ordinary stop asks at most this many questions."""


class ListFor(StrEnum):
    """Whose list it is: what is seen from outside, or an inspection by card-holders (国办 2025)."""

    GRID_STAFF = "grid_staff"
    OFFICER = "officer"


@event
class ChecklistPublished(Event):
    """A version of a list is in force; answers keep the version they were given to."""

    TYPE: ClassVar[str] = "checklist.published"

    title: str
    version: int
    made_for: ListFor
    questions: tuple[Question, ...]
    whole: bool = False


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """A list with all its versions, the newest in force; ``whole`` marks the list of a full check."""

    id: ChecklistId
    versions: tuple[ChecklistPublished, ...]

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a list; nothing without a readable version.

        Of two that devices published under one number without knowing of each other, the later one holds.
        """
        published = [f.event for f in facts if f.confirmed and isinstance(f.event, ChecklistPublished)]
        numbered = {version.version: version for version in published}
        versions = tuple(numbered[number] for number in sorted(numbered))
        return cls(id=ChecklistId(facts[0].subject), versions=versions) if versions else None

    @property
    def newest(self) -> ChecklistPublished:
        """The version in force."""
        return self.versions[-1]


def publish(checklist: ChecklistPublished) -> ChecklistPublished:
    """Check a list before it is published.

    Raises Refused without questions, with one twice, with more than three must-look questions, or for a
    question nobody could answer.
    """
    names = [question.id for question in checklist.questions]
    if not names or len(set(names)) < len(names):
        raise Refused(N_("A list needs questions, each of them once."))
    if sum(question.must_look for question in checklist.questions) > MUST_LOOK:
        raise Refused(N_("An ordinary stop asks at most three questions."))
    earlier: dict[str, Question] = {}
    for question in checklist.questions:
        check_question(question, earlier)
        earlier[question.id] = question
    return checklist
