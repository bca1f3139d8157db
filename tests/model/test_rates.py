"""Rates: parts of a whole in tenths of a percent, and nothing where there was nothing to do."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.model.number import Number
from inspector.model.rates import PARTS, WHOLE, Rate, Standing, percent, rate_of


@given(st.integers(0, 500), st.integers(1, 500))
def test_only_all_of_it_is_the_whole(part: int, whole: int) -> None:
    done, of = PARTS[Rate.IN_TIME]
    share = rate_of({done: part, of: whole}, Rate.IN_TIME)
    assert share is not None
    assert (share >= WHOLE) == (part >= whole)


def test_where_nothing_was_due_there_is_no_rate() -> None:
    assert Standing({Number.DUE: 0}).rates == dict.fromkeys(Rate)
    assert percent(None) == "–"


def test_a_rate_is_written_with_one_decimal() -> None:
    assert percent(rate_of({Number.IN_TIME: 2, Number.DUE: 3}, Rate.IN_TIME)) == "66.6%"
