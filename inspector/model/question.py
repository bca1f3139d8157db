"""Questions of a list, the answers they take, and which of them need a finding."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from inspector.errors import Refused
from inspector.words import N_

MOST_DECIMALS = 6
LARGEST = 2**53 - 1
"""Amounts are integers of the journal (``journal.md``, grammar)."""


class QuestionKind(StrEnum):
    """What kind of answer a question takes."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    PHOTO = "photo"


QUESTION_KIND_NAMES = {
    QuestionKind.YES_NO: N_("yes or no"),
    QuestionKind.CHOICE: N_("one of several"),
    QuestionKind.SEVERAL: N_("any of several"),
    QuestionKind.NUMBER: N_("number"),
    QuestionKind.TEXT: N_("text"),
    QuestionKind.DATE: N_("date"),
    QuestionKind.PHOTO: N_("photo"),
}


class Value(StrEnum):
    """The three answers of a yes/no question; "not applicable" answers any question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


VALUE_NAMES: dict[str, str] = {
    Value.YES: N_("yes"),
    Value.NO: N_("no"),
    Value.NOT_APPLICABLE: N_("not applicable"),
}


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer of a choice; one that is not ``normal`` needs a finding."""

    id: str
    text: str
    normal: bool = True


class Condition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question is asked only if the answer to the earlier ``question`` is among ``any_of``."""

    question: str
    any_of: tuple[str, ...]


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to look at; ``normal`` is the yes/no answer that needs no finding, ``trouble`` words for one.

    A number is counted in 10 to the power of -``decimals`` of ``unit``; outside ``least`` … ``most``, in the
    same measure, it needs a finding.
    """

    id: str
    text: str
    normal: Value = Value.YES
    must_look: bool = False
    trouble: str = ""
    kind: QuestionKind = QuestionKind.YES_NO
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    decimals: int = 0
    least: int | None = None
    most: int | None = None
    optional: bool = False
    shown_if: Condition | None = None
    hint: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was seen; ``same_as_last`` says that the inspector confirmed last visit's answer.

    ``value`` is yes, no or na, the id of a choice, a text, or a day as ISO text; ``chosen`` are the ids of
    several choices; ``amount`` is a number as ``Question`` counts it. A question for photos is answered by
    photos that name it.
    """

    question: str
    value: str = ""
    note: str = ""
    same_as_last: bool = False
    chosen: tuple[str, ...] = ()
    amount: int | None = None


def is_deviation(question: Question, answer: Answer) -> bool:
    """Say whether an answer needs a finding."""
    if answer.value == Value.NOT_APPLICABLE:
        return False
    match question.kind:
        case QuestionKind.YES_NO:
            return answer.value != question.normal
        case QuestionKind.CHOICE | QuestionKind.SEVERAL:
            given = {answer.value, *answer.chosen}
            return any(choice.id in given and not choice.normal for choice in question.choices)
        case QuestionKind.NUMBER:
            return answer.amount is not None and not is_within(question, answer.amount)
        case _:
            return False


def is_within(question: Question, amount: int) -> bool:
    """Say whether ``amount`` lies in the range of a number question; a missing end is open."""
    too_low = question.least is not None and amount < question.least
    too_high = question.most is not None and amount > question.most
    return not (too_low or too_high)


def normal_answer(question: Question) -> Answer | None:
    """Give the answer of 无异常; nothing where a person has to say what was seen."""
    if question.kind is QuestionKind.YES_NO:
        return Answer(question=question.id, value=question.normal)
    normal = [choice for choice in question.choices if choice.normal]
    if question.kind is QuestionKind.CHOICE and len(normal) == 1:
        return Answer(question=question.id, value=normal[0].id)
    return None


def all_normal(questions: Iterable[Question]) -> tuple[Answer, ...]:
    """Answer normally (无异常) every question that has a normal answer."""
    return tuple(answer for answer in map(normal_answer, questions) if answer)


def asked_now(questions: Sequence[Question], answers: Iterable[Answer]) -> tuple[Question, ...]:
    """Give the questions that are to be asked after ``answers``: a hidden question hides those behind it."""
    given = {answer.question: answer for answer in answers}
    asked: dict[str, Question] = {}
    for question in questions:
        condition = question.shown_if
        if condition is None or (
            condition.question in asked and _meets(given.get(condition.question), condition)
        ):
            asked[question.id] = question
    return tuple(asked.values())


def check_question(question: Question, earlier: dict[str, Question]) -> None:
    """Raise Refused for a question nobody could answer; ``earlier`` are those before it, by id."""
    if not question.text.strip():
        raise Refused(N_("A question needs words."))
    if question.kind in {QuestionKind.CHOICE, QuestionKind.SEVERAL}:
        names = [choice.id for choice in question.choices]
        if len(set(names)) < max(2, len(names)) or Value.NOT_APPLICABLE in names:
            raise Refused(N_("“{question}” needs two choices or more, each once."), question=question.text)
    if not 0 <= question.decimals <= MOST_DECIMALS:
        raise Refused(N_("“{question}” takes at most six decimals."), question=question.text)
    if question.least is not None and question.most is not None and question.least > question.most:
        raise Refused(N_("The range of “{question}” ends before it begins."), question=question.text)
    if question.shown_if and question.shown_if.question not in earlier:
        raise Refused(
            N_("“{question}” waits for an answer to a question that does not come before it."),
            question=question.text,
        )
    if question.shown_if and not _can_be_given(earlier[question.shown_if.question], question.shown_if):
        raise Refused(N_("“{question}” waits for an answer that can't be given."), question=question.text)


def answers_named(question: Question) -> tuple[str, ...]:
    """Give the answers another question can wait for; texts and numbers have no names."""
    if question.kind is QuestionKind.YES_NO:
        return tuple(Value)
    chosen = question.choices if question.kind in {QuestionKind.CHOICE, QuestionKind.SEVERAL} else ()
    return (*(choice.id for choice in chosen), Value.NOT_APPLICABLE)


def _can_be_given(earlier: Question, condition: Condition) -> bool:
    return bool(condition.any_of) and set(condition.any_of) <= set(answers_named(earlier))


def check_answer(question: Question, answer: Answer) -> Answer:
    """Raise Refused for an answer that this question can't be given."""
    if fits(question, answer):
        return answer
    raise Refused(N_("This is no answer to “{question}”."), question=question.text)


def fits(question: Question, answer: Answer) -> bool:
    """Say whether this question can be given ``answer``; "not applicable" fits every question."""
    return answer.value == Value.NOT_APPLICABLE or _fits(question, answer)


def _fits(question: Question, answer: Answer) -> bool:
    choices = {choice.id for choice in question.choices}
    return {
        QuestionKind.YES_NO: answer.value in set(Value),
        QuestionKind.CHOICE: answer.value in choices,
        QuestionKind.SEVERAL: bool(answer.chosen) and choices.issuperset(answer.chosen),
        QuestionKind.NUMBER: answer.amount is not None and abs(answer.amount) <= LARGEST,
        QuestionKind.TEXT: bool(answer.value.strip()),
        QuestionKind.DATE: _is_day(answer.value),
        QuestionKind.PHOTO: True,
    }[question.kind]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _meets(answer: Answer | None, condition: Condition) -> bool:
    return answer is not None and not {answer.value, *answer.chosen}.isdisjoint(condition.any_of)
