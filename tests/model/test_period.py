"""Periods: the week that closes on Thursday, the month, the quarter, and their names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.period import Period, Span, month_of, period_named, quarter_of, week_of
from inspector.words import in_language

DAYS = st.dates(date(1995, 1, 1), date(2150, 12, 31))
WEEKDAYS = st.integers(0, 6)
CHINESE, ENGLISH = in_language("zh_CN"), in_language("en")


def periods(day: date, closes_on: int) -> tuple[Period, ...]:
    return week_of(day, closes_on), month_of(day), quarter_of(day)


def test_the_week_runs_from_friday_to_thursday_and_is_named_by_its_closing_day() -> None:
    week = week_of(date(2026, 11, 13))
    assert (week.first, week.last, week.name) == (date(2026, 11, 13), date(2026, 11, 19), "2026-W47")
    assert week.title(CHINESE) == "11月第3周（11.13—11.19）"
    assert week.title(ENGLISH) == "2026-W47 (13 Nov 2026 – 19 Nov 2026)"


def test_a_week_across_the_year_belongs_to_the_year_of_its_closing_day() -> None:
    assert week_of(date(2027, 1, 1)).name == "2027-W01"
    assert week_of(date(2026, 12, 31)).name == "2026-W53"
    assert period_named("2026-W53").before.name == "2026-W52"


def test_month_and_quarter_have_titles_in_both_languages() -> None:
    month, quarter = period_named("2026-11"), period_named("2026-q4")
    assert (month.title(CHINESE), month.title(ENGLISH)) == ("2026年11月", "November 2026")
    assert (quarter.title(CHINESE), quarter.title(ENGLISH)) == ("2026年第4季度", "Q4 2026")


def test_the_year_before_is_the_same_month_even_where_february_was_longer() -> None:
    assert month_of(date(2025, 2, 3)).year_before == month_of(date(2024, 2, 29))
    assert quarter_of(date(2026, 5, 1)).year_before == quarter_of(date(2025, 4, 1))
    assert week_of(date(2026, 11, 19)).year_before == week_of(date(2025, 11, 20))


@given(DAYS, WEEKDAYS)
def test_a_period_holds_its_day_and_is_found_again_by_its_name(day: date, closes_on: int) -> None:
    for period in periods(day, closes_on):
        assert period.holds(day)
        assert period.days[0] == period.first
        assert period.days[-1] == period.last
        assert period_named(period.name, closes_on) == period


@given(DAYS, WEEKDAYS)
def test_periods_follow_each_other_without_a_gap(day: date, closes_on: int) -> None:
    for period in periods(day, closes_on):
        assert period.before.last + timedelta(days=1) == period.first
        assert period.before.span is period.span
        assert not period.holds(period.before.last)


@given(DAYS, WEEKDAYS)
def test_weeks_are_in_the_order_of_their_names(day: date, closes_on: int) -> None:
    week = week_of(day, closes_on)
    assert week.before.name < week.name
    assert week.before < week


@pytest.mark.parametrize(
    "name", ["2026-W54", "2025-W53", "2026-W00", "2026-13", "2026-00", "2026-Q5", "now", "0001-01"]
)
def test_what_names_no_period_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="names no period"):
        period_named(name)


def test_a_span_knows_its_word() -> None:
    assert [span.value for span in Span] == ["week", "month", "quarter"]
