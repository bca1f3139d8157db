"""Sentences in both languages, instants and days."""

import pickle
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import words
from inspector.errors import Refused, Unreadable
from inspector.periods import Instant, at, instant_of, long_day, short_day, weekday

DAY = date(2026, 11, 22)
ZH, EN = words.in_language("zh_CN"), words.in_language("en")


@pytest.fixture(autouse=True)
def _screen_as_before():
    before = words.spoken()
    yield
    words.use(before)


def test_an_error_is_a_sentence_in_either_language():
    error = Refused("A finding takes at most {limit} characters.", limit=3000)
    assert str(error) == "A finding takes at most 3000 characters."
    assert words.translate(error, ZH) == "问题描述最多 3000 字。"
    words.use("en")
    assert words.translate(error) == str(error)


def test_a_sentence_inside_a_sentence_is_translated_too():
    inner = Refused("A person needs a name.")
    assert words.translate(Unreadable("{why}", why=inner), ZH) == "请填写姓名。"


def test_an_error_travels_between_processes_whole():
    error = pickle.loads(pickle.dumps(Unreadable("No {thing}.", thing="photo")))  # noqa: S301 - our own bytes
    assert (type(error), str(error)) == (Unreadable, "No photo.")


def test_the_screen_speaks_one_language_at_a_time():
    words.use("zh_CN")
    assert (words._("mine"), words.spoken()) == ("矿山", "zh_CN")
    words.use("en")
    assert words._("mine") == "mine"
    assert words.plural("{n} photo of {site}", "{n} photos of {site}", 2, site="A") == "2 photos of A"
    assert EN("") == ""
    assert EN("{n} left", n=3) == "3 left"


@given(st.integers(0, 4 * 10**12), st.integers(-1440 + 1, 1440 - 1))
def test_an_instant_keeps_its_moment_and_its_place(ts, tz):
    assert instant_of(Instant(ts, tz).local) == Instant(ts, tz)


def test_the_day_is_the_day_of_the_place():
    midnight = instant_of(datetime(2026, 11, 21, 16, tzinfo=UTC))
    assert midnight.day == date(2026, 11, 21)
    assert Instant(midnight.ts, 480).day == DAY
    assert at(DAY, "00:00", 480) == Instant(midnight.ts, 480)
    assert at(DAY, "09:05", 480).later(60_000).clock == "09:06"


@given(st.integers(-(2**53), 2**53), st.integers(-2_000, 2_000))
def test_the_day_is_that_of_the_wall_clock_however_absurd_the_claim(ts: int, tz: int) -> None:
    claim = Instant(ts, tz)
    assert claim.day == claim.local.date()


def test_days_are_written_as_people_write_them():
    assert (short_day(DAY, ZH), long_day(DAY, ZH), weekday(DAY, ZH)) == (
        "11-22 周日",
        "2026年11月22日",
        "星期日",
    )
    assert (short_day(DAY, EN), long_day(DAY, EN), weekday(DAY, EN)) == ("22 Nov", "22 Nov 2026", "Sunday")
