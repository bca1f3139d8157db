"""Terms are counted in natural days or in China's working days with their shifted weekends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.model.working_days import Counting, due_day, is_arranged, is_working_day


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # the Sunday of 20 September 2026 works for National Day; 25 September is Mid-Autumn
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        (date(2026, 9, 18), 6, date(2026, 9, 28)),
        # Spring Festival 2026: 15 to 23 February rest, Saturdays 14 and 28 work
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        # at once: the day itself, whatever day it is
        (date(2026, 10, 1), 0, date(2026, 10, 1)),
    ],
)
def test_working_days_follow_the_yearly_notice(start: date, days: int, due: date) -> None:
    assert due_day(start, days, Counting.WORKING) == due


def test_natural_days_are_all_days() -> None:
    assert due_day(date(2026, 9, 30), 7) == date(2026, 10, 7)


def test_a_year_without_notice_is_told() -> None:
    assert is_arranged(2026)
    assert not is_arranged(2040)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 40))
def test_a_term_ends_on_a_working_day_with_as_many_of_them(start: date, days: int) -> None:
    due = due_day(start, days, Counting.WORKING)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert is_working_day(due)
    assert sum(map(is_working_day, between)) == days
