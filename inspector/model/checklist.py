"""Lists of what is asked at a stop, and the answers."""

from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Event, Facts, event
from inspector.model.ids import ChecklistId
from inspector.words import N_

MUST_LOOK = 3
"""An ordinary stop asks at most this many questions."""


class ListFor(StrEnum):
    """Whose list it is: what is seen from outside, or an inspection by card-holders (国办 2025)."""

    GRID_STAFF = "grid_staff"
    OFFICER = "officer"


class Value(StrEnum):
    """The three answers of a yes/no question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


VALUE_NAMES = {Value.YES: N_("yes"), Value.NO: N_("no"), Value.NOT_APPLICABLE: N_("not applicable")}


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to look at; ``normal`` is the answer that needs no finding, ``trouble`` words for one."""

    id: str
    text: str
    normal: Value = Value.YES
    must_look: bool = False
    trouble: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was seen; ``same_as_last`` says that the inspector confirmed last visit's answer."""

    question: str
    value: Value
    note: str = ""
    same_as_last: bool = False


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
        """Fold a list; nothing without a readable version."""
        published = [f.event for f in facts if f.confirmed and isinstance(f.event, ChecklistPublished)]
        versions = tuple(sorted(published, key=lambda version: version.version))
        return cls(id=ChecklistId(facts[0].subject), versions=versions) if versions else None

    @property
    def newest(self) -> ChecklistPublished:
        """The version in force."""
        return self.versions[-1]


def publish(checklist: ChecklistPublished) -> ChecklistPublished:
    """Check a list before it is published.

    Raises Refused without questions, with one twice, or with more than three must-look questions.
    """
    names = [question.id for question in checklist.questions]
    if not names or len(set(names)) < len(names):
        raise Refused(N_("A list needs questions, each of them once."))
    if sum(question.must_look for question in checklist.questions) > MUST_LOOK:
        raise Refused(N_("An ordinary stop asks at most three questions."))
    return checklist


def is_deviation(question: Question, answer: Answer) -> bool:
    """Say whether an answer needs a finding."""
    return answer.value not in {question.normal, Value.NOT_APPLICABLE}


def all_normal(questions: tuple[Question, ...]) -> tuple[Answer, ...]:
    """Answer every question normally (无异常)."""
    return tuple(Answer(question=question.id, value=question.normal) for question in questions)
