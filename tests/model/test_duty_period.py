"""The periods of a duty are named for people in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.model.duty_period import period_title
from inspector.model.task_state import Every, end_of_period, period_of
from inspector.words import in_language


def day(month: int, number: int) -> date:
    return date(2026, month, number)


CHINESE, ENGLISH = in_language("zh_CN"), in_language("en")
DAY = day(11, 20)


@pytest.mark.parametrize(
    ("every", "within", "name", "end", "chinese", "english"),
    [
        (Every.WEEK, DAY, "2026-W47", day(11, 22), "2026年第47周", "week 47 of 2026"),
        (Every.WEEK, date(2027, 1, 1), "2026-W53", date(2027, 1, 3), "2026年第53周", "week 53 of 2026"),
        (Every.TEN_DAYS, DAY, "2026-11-D2", DAY, "2026年11月中旬", "11–20 Nov 2026"),
        (Every.TEN_DAYS, day(11, 10), "2026-11-D1", day(11, 10), "2026年11月上旬", "1–10 Nov 2026"),
        (Every.TEN_DAYS, day(2, 21), "2026-02-D3", day(2, 28), "2026年2月下旬", "from 21 Feb 2026"),
        (Every.HALF_MONTH, day(11, 15), "2026-11-H1", day(11, 15), "2026年11月上半月", "1–15 Nov 2026"),
        (Every.HALF_MONTH, DAY, "2026-11-H2", day(11, 30), "2026年11月下半月", "from 16 Nov 2026"),
        (Every.MONTH, DAY, "2026-11", day(11, 30), "2026年11月", "Nov 2026"),
        (Every.QUARTER, DAY, "2026-Q4", day(12, 31), "2026年第4季度", "Q4 2026"),
        (Every.HALF_YEAR, DAY, "2026-H2", day(12, 31), "2026年下半年", "second half of 2026"),
        (Every.HALF_YEAR, day(1, 1), "2026-H1", day(6, 30), "2026年上半年", "first half of 2026"),
        (Every.YEAR, DAY, "2026", day(12, 31), "2026年", "2026"),
    ],
)  # fmt: skip
def test_a_day_lies_in_a_period_with_an_end_and_a_name(
    every: Every, within: date, name: str, end: date, chinese: str, english: str
) -> None:
    assert (period_of(within, every), end_of_period(within, every)) == (name, end)
    assert (period_title(name, CHINESE), period_title(name, ENGLISH)) == (chinese, english)


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)), st.sampled_from(Every))
def test_two_days_have_one_title_where_they_lie_in_one_period(one: date, other: date, every: Every) -> None:
    names = period_of(one, every), period_of(other, every)
    for say in (CHINESE, ENGLISH):
        titles = [period_title(name, say) for name in names]
        assert (titles[0] == titles[1]) == (names[0] == names[1])


@pytest.mark.parametrize("name", ["", "2026-13", "2026-W4", "autumn", "0000-01", "2026-11-D4"])
def test_what_is_no_period_stands_as_it_is(name: str) -> None:
    assert period_title(name, CHINESE) == name
