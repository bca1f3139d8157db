"""Runs of numbers in feeds."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.journal.ranges import Ranges, Run

NUMBERS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 20)), max_size=40)
WANTED = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 22), st.integers(1, 22)), max_size=4)


def spread(runs: list[Run]) -> set[tuple[str, int]]:
    return {(feed, seq) for feed, first, last in runs for seq in range(first, last + 1)}


@given(NUMBERS)
def test_runs_hold_exactly_what_was_added_and_are_as_long_as_can_be(numbers) -> None:
    ranges = Ranges()
    for feed, seq in numbers:
        ranges.add(feed, seq)
    runs = list(ranges)
    assert spread(runs) == set(numbers)
    starts = {(feed, first) for feed, first, _ in runs}
    assert not starts & {(feed, last + 1) for feed, _, last in runs}
    assert [feed for feed, _ in sorted(starts)] == sorted(run.feed for run in runs)


@given(NUMBERS, WANTED)
def test_what_is_lacking_is_what_was_wanted_and_not_added(numbers, wanted) -> None:
    ranges = Ranges()
    for feed, seq in numbers:
        ranges.add(feed, seq)
    runs = [Run(*one) for one in wanted]
    assert spread(ranges.lacking(runs)) == spread(runs) - set(numbers)


def test_runs_grow_at_both_ends_and_meet() -> None:
    ranges = Ranges()
    for seq in (5, 1, 6, 4, 5, 2, 3, 9):
        ranges.add("a", seq)
    assert list(ranges) == [Run("a", 1, 6), Run("a", 9, 9)]
    assert ranges.lacking([Run("a", 2, 4), Run("a", 5, 10), Run("b", 1, 2)]) == [
        Run("a", 7, 8),
        Run("a", 10, 10),
        Run("b", 1, 2),
    ]


def test_a_range_without_end_takes_no_time() -> None:
    ranges = Ranges()
    ranges.add("a", 5)
    assert ranges.lacking([Run("a", 1, 2**53)]) == [Run("a", 1, 4), Run("a", 6, 2**53)]
