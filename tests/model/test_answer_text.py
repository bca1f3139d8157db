"""Answers as people read and type them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.model.answer_text import (
    amount_from,
    amount_text,
    answer_text,
    range_text,
    tells_more,
    trouble_text,
)
from inspector.model.question import LARGEST, MOST_DECIMALS, Answer, Choice, Question, QuestionKind, Value
from inspector.words import in_language

SAY = in_language("en")
CHOICES = (
    Choice(id="clear", text="清澈"),
    Choice(id="green", text="偏绿"),
    Choice(id="black", text="黑臭", normal=False),
)
SMOKE = Question(id="smoke", text="有无黑烟", normal=Value.NO)
COLOUR = Question(id="colour", text="水体颜色", kind=QuestionKind.CHOICE, choices=CHOICES)
TRACES = Question(id="traces", text="岸边所见", kind=QuestionKind.SEVERAL, choices=CHOICES)
DEPTH = Question(id="depth", text="水位", kind=QuestionKind.NUMBER, unit="m", decimals=2, least=50, most=300)
WORDS = Question(id="words", text="备注", kind=QuestionKind.TEXT)
DAY = Question(id="day", text="停产日期", kind=QuestionKind.DATE)
PHOTO = Question(id="photo", text="公示牌", kind=QuestionKind.PHOTO)


@given(st.integers(-LARGEST, LARGEST), st.integers(0, MOST_DECIMALS))
def test_an_amount_that_is_written_is_read_as_it_was(amount: int, decimals: int) -> None:
    assert amount_from(amount_text(amount, decimals), decimals) == amount


@pytest.mark.parametrize(
    ("typed", "decimals", "amount"),
    [
        ("12", 0, 12),
        (" １２．５ ", 2, 1250),
        ("-0.05", 2, -5),
        ("−3", 0, -3),
        ("+3.10", 1, 31),
        ("7。5", 1, 75),
        ("007", 0, 7),
        ("", 0, None),
        ("1,5", 1, None),
        ("1.25", 1, None),
        ("1.", 1, None),
        ("三", 0, None),
        ("1e3", 0, None),
        ("9" * 400, 0, None),
        (str(LARGEST + 1), 0, None),
        (str(LARGEST), 1, None),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, decimals: int, amount: int | None) -> None:
    assert amount_from(typed, decimals) == amount


@given(st.text(max_size=12), st.integers(0, MOST_DECIMALS))
def test_whatever_is_typed_is_an_amount_or_none(typed: str, decimals: int) -> None:
    amount = amount_from(typed, decimals)
    assert amount is None or amount_from(amount_text(amount, decimals), decimals) == amount


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (50, 300, "0.50–3.00 m"),
        (50, None, "at least 0.50 m"),
        (None, 300, "at most 3.00 m"),
        (None, None, ""),
    ],
)
def test_a_range_is_said_with_its_unit(least: int | None, most: int | None, said: str) -> None:
    assert range_text(msgspec.structs.replace(DEPTH, least=least, most=most), SAY) == said


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (SMOKE, Answer(question="smoke", value=Value.YES), "yes"),
        (SMOKE, Answer(question="smoke", value="maybe"), "maybe"),
        (COLOUR, Answer(question="colour", value="black"), "黑臭"),
        (COLOUR, Answer(question="colour", value="gone"), "gone"),
        (COLOUR, Answer(question="colour", value=Value.NOT_APPLICABLE), "not applicable"),
        (TRACES, Answer(question="traces", chosen=("clear", "black")), "清澈, 黑臭"),
        (DEPTH, Answer(question="depth", amount=125), "1.25 m"),
        (DEPTH, Answer(question="depth", amount=-5), "-0.05 m (normal: 0.50–3.00 m)"),
        (DEPTH, Answer(question="depth"), ""),
        (WORDS, Answer(question="words", value="已停产"), "已停产"),
        (DAY, Answer(question="day", value="2026-11-22"), "22 Nov 2026"),
        (DAY, Answer(question="day", value="昨天"), "昨天"),
        (PHOTO, Answer(question="photo"), ""),
    ],
)
def test_an_answer_of_every_kind_is_said_in_words(question: Question, answer: Answer, said: str) -> None:
    assert answer_text(question, answer, SAY) == said


def test_words_for_a_finding_name_only_what_is_not_normal() -> None:
    several = Answer(question="traces", chosen=("clear", "black"))
    assert trouble_text(TRACES, several, SAY) == "岸边所见: 黑臭"
    low = Answer(question="depth", amount=5)
    assert trouble_text(DEPTH, low, SAY) == "水位: 0.05 m (normal: 0.50–3.00 m)"


def test_a_normal_answer_is_told_where_it_says_more_than_that_it_is_normal() -> None:
    told = [question for question in (SMOKE, COLOUR, TRACES, DEPTH, WORDS, DAY, PHOTO) if _is_told(question)]
    assert told == [COLOUR, TRACES, DEPTH, WORDS, DAY]
    assert not _is_told(msgspec.structs.replace(COLOUR, choices=CHOICES[1:]))
    assert not _is_told(DEPTH, Value.NOT_APPLICABLE)


def _is_told(question: Question, value: str = "") -> bool:
    return tells_more(question, Answer(question=question.id, value=value))
