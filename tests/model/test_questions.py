"""Questions of every kind: which answers they take, which of them need a finding, and when they are asked."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished, ListFor, publish
from inspector.model.question import (
    LARGEST,
    Answer,
    Choice,
    Condition,
    Question,
    QuestionKind,
    Value,
    all_normal,
    asked_now,
    check_answer,
    is_deviation,
    is_within,
    normal_answer,
)

CHOICES = (
    Choice(id="clear", text="清澈"),
    Choice(id="turbid", text="浑浊", normal=False),
    Choice(id="black", text="黑臭", normal=False),
)
COLOUR = Question(id="colour", text="水体颜色", kind=QuestionKind.CHOICE, choices=CHOICES)
TRACES = Question(id="traces", text="岸边所见", kind=QuestionKind.SEVERAL, choices=CHOICES)
DEPTH = Question(id="depth", text="水位", kind=QuestionKind.NUMBER, unit="m", decimals=2, least=50, most=300)
WORDS = Question(id="words", text="备注", kind=QuestionKind.TEXT)
DAY = Question(id="day", text="停产日期", kind=QuestionKind.DATE)
PHOTO = Question(id="photo", text="公示牌", kind=QuestionKind.PHOTO)
SMOKE = Question(id="smoke", text="有无黑烟", normal=Value.NO)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SMOKE, Answer(question="smoke", value=Value.YES)),
        (COLOUR, Answer(question="colour", value="black")),
        (TRACES, Answer(question="traces", chosen=("clear", "turbid"))),
        (DEPTH, Answer(question="depth", amount=49)),
        (DEPTH, Answer(question="depth", amount=301)),
    ],
)
def test_an_answer_out_of_the_ordinary_needs_a_finding(question, answer):
    assert check_answer(question, answer) is answer
    assert is_deviation(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SMOKE, Answer(question="smoke", value=Value.NO)),
        (SMOKE, Answer(question="smoke", value=Value.NOT_APPLICABLE)),
        (COLOUR, Answer(question="colour", value="clear")),
        (TRACES, Answer(question="traces", chosen=("clear",))),
        (DEPTH, Answer(question="depth", amount=50)),
        (DEPTH, Answer(question="depth", amount=300)),
        (DEPTH, Answer(question="depth", value=Value.NOT_APPLICABLE)),
        (WORDS, Answer(question="words", value="已停产")),
        (DAY, Answer(question="day", value="2026-11-22")),
        (PHOTO, Answer(question="photo")),
    ],
)
def test_an_ordinary_answer_needs_none(question, answer):
    assert check_answer(question, answer) is answer
    assert not is_deviation(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SMOKE, Answer(question="smoke", value="maybe")),
        (COLOUR, Answer(question="colour", value="red")),
        (COLOUR, Answer(question="colour")),
        (TRACES, Answer(question="traces")),
        (TRACES, Answer(question="traces", chosen=("clear", "red"))),
        (DEPTH, Answer(question="depth")),
        (DEPTH, Answer(question="depth", amount=LARGEST + 1)),
        (WORDS, Answer(question="words", value="  ")),
        (DAY, Answer(question="day", value="昨天")),
    ],
)
def test_what_is_no_answer_to_a_question_is_refused(question, answer):
    with pytest.raises(Refused, match="no answer to"):
        check_answer(question, answer)


def test_a_range_may_be_open_at_either_end():
    assert is_within(msgspec.structs.replace(DEPTH, least=None), -(10**9))
    assert is_within(msgspec.structs.replace(DEPTH, most=None), 10**9)


def test_nothing_unusual_answers_only_what_has_one_normal_answer():
    assert normal_answer(SMOKE) == Answer(question="smoke", value=Value.NO)
    assert normal_answer(COLOUR) == Answer(question="colour", value="clear")
    two = msgspec.structs.replace(COLOUR, choices=(*CHOICES, Choice(id="green", text="偏绿")))
    assert [normal_answer(question) for question in (two, TRACES, DEPTH, WORDS, DAY, PHOTO)] == [None] * 6
    assert [answer.question for answer in all_normal((DEPTH, SMOKE, COLOUR))] == ["smoke", "colour"]


def test_a_question_waits_for_the_answer_it_depends_on():
    why = Question(id="why", text="为何", shown_if=Condition(question="smoke", any_of=(Value.YES,)))
    since = Question(id="since", text="何时起", shown_if=Condition(question="why", any_of=(Value.YES,)))
    questions = (SMOKE, why, since)
    yes = [Answer(question=name, value=Value.YES) for name in ("smoke", "why")]
    assert asked_now(questions, ()) == (SMOKE,)
    assert asked_now(questions, yes) == questions
    # an answer to a question that is hidden again shows nothing
    assert asked_now(questions, [Answer(question="smoke", value=Value.NO), yes[1]]) == (SMOKE,)


def test_any_of_several_choices_shows_the_next_question():
    black = Question(id="black", text="黑臭来源", shown_if=Condition(question="traces", any_of=("black",)))
    assert black in asked_now((TRACES, black), [Answer(question="traces", chosen=("clear", "black"))])


NAMES = ("a", "b", "c", "d")


@given(
    conditions=st.lists(st.none() | st.sampled_from(NAMES), min_size=4, max_size=4),
    answers=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(Value))),
)
def test_what_is_asked_depends_on_nothing_that_is_not_asked(conditions, answers):
    questions = [
        Question(
            id=name,
            text=name,
            shown_if=Condition(question=earlier, any_of=(Value.YES,)) if earlier else None,
        )
        for name, earlier in zip(NAMES, conditions, strict=True)
    ]
    given_answers = [Answer(question=name, value=value) for name, value in answers]
    asked = {question.id for question in asked_now(questions, given_answers)}
    seen = [answer for answer in given_answers if answer.question in asked]
    assert {question.id for question in asked_now(questions, seen)} == asked


def listed(*questions: Question) -> ChecklistPublished:
    return ChecklistPublished(
        subject="l", title="外观", version=1, made_for=ListFor.GRID_STAFF, questions=questions
    )


def test_a_list_of_every_kind_of_question_is_published():
    whole = listed(SMOKE, COLOUR, TRACES, DEPTH, WORDS, DAY, PHOTO)
    assert publish(whole) is whole


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (Question(id="a", text=" "), "needs words"),
        (Question(id="a", text="甲", kind=QuestionKind.CHOICE, choices=CHOICES[:1]), "two choices"),
        (Question(id="a", text="甲", kind=QuestionKind.SEVERAL, choices=(CHOICES[0],) * 2), "two choices"),
        (
            Question(
                id="a", text="甲", kind=QuestionKind.CHOICE, choices=(*CHOICES, Choice(id="na", text="无"))
            ),
            "two choices",
        ),
        (msgspec.structs.replace(DEPTH, decimals=7), "six decimals"),
        (msgspec.structs.replace(DEPTH, least=2, most=1), "ends before it begins"),
        (Question(id="a", text="甲", shown_if=Condition(question="a", any_of=("yes",))), "come before it"),
    ],
)
def test_a_question_nobody_could_answer_is_refused(question, sentence):
    with pytest.raises(Refused, match=sentence):
        publish(listed(question))
