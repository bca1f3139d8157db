"""What the texts of a month or quarter may begin with: those of its weeks or months, under their names."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries.proposed_texts import filled, parts_of, proposed_texts
from db.queries.summaries import texts_key
from db.summary_freezing import freeze_summary
from inspector.model.period import Period, Span, month_of, period_of, quarter_of, week_of
from inspector.model.summary import Texts
from inspector.periods import DAY
from tests.db.case_desk import BY_CLERK, CLERK_KEY, appoint
from tests.db.village import MORNING, TOWN, Village

OCTOBER, NOVEMBER = month_of(date(2026, 10, 1)), month_of(date(2026, 11, 1))
QUARTER = quarter_of(date(2026, 11, 1))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = Village(tmp_path)
    appoint(village)
    yield village
    village.close()


def freeze(village: Village, period: Period, texts: Texts) -> None:
    at = MORNING.later(20 * DAY)
    freeze_summary(village.workspace, TOWN, period, texts, BY_CLERK, at, CLERK_KEY, os.urandom)


def type_in(village: Village, period: Period, texts: Texts) -> None:
    told = msgspec.json.encode(texts).decode()
    village.workspace.save_draft(texts_key(TOWN, period), told, MORNING)


def proposed(village: Village, period: Period) -> Texts:
    with closing(village.workspace.reader()) as reader:
        return proposed_texts(reader, TOWN, period)


def test_a_quarter_begins_with_the_texts_of_its_months_each_under_its_name(village: Village) -> None:
    freeze(village, OCTOBER, Texts(problems="北山片区覆盖不到位", next="夜查"))
    # a draft that was left behind gives way to what was frozen, and stands where nothing was
    type_in(village, OCTOBER, Texts(problems="旧稿"))
    type_in(village, NOVEMBER, Texts(problems=" 料堆未覆盖 \n 两处 ", help="权属待确认"))
    told = proposed(village, QUARTER)
    assert told.problems == "2026年10月\n北山片区覆盖不到位\n2026年11月\n料堆未覆盖 \n 两处"
    assert (told.help, told.next) == ("2026年11月\n权属待确认", "2026年10月\n夜查")


def test_a_month_begins_with_its_weeks_and_a_week_with_nothing(village: Village) -> None:
    week = week_of(date(2026, 11, 19))
    freeze(village, week, Texts(problems="覆盖不到位"))
    assert proposed(village, NOVEMBER).problems == "11月第3周（11.13—11.19）\n覆盖不到位"
    assert proposed(village, OCTOBER) == Texts()
    assert proposed(village, week) == Texts()


def test_nothing_typed_is_touched() -> None:
    told = Texts(problems="甲", help="乙", next="丙")
    assert filled(Texts(help="已写"), told) == Texts(problems="甲", help="已写", next="丙")
    assert filled(Texts(problems=" "), told) == told


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.sampled_from([Span.MONTH, Span.QUARTER]),
    st.integers(0, 6),
)
def test_the_parts_follow_each_other_and_are_those_that_end_in_the_period(
    day: date, span: Span, closes_on: int
) -> None:
    period = period_of(day, span, closes_on)
    parts = parts_of(period, closes_on)
    assert all(before.last + timedelta(days=1) == after.first for before, after in pairwise(parts))
    assert {period.holds(one.last) for one in parts} == {True}
    assert not period.holds(parts[0].before.last)
    shorter = Span.WEEK if span is Span.MONTH else Span.MONTH
    assert not period.holds(period_of(parts[-1].last + timedelta(days=1), shorter, closes_on).last)
