"""Every number of a period, against a slow count in plain Python, over made-up histories."""

from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.queries.counted import COUNTED
from db.queries.numbers import OF_FINDINGS, Breakdown, Numbers, facts_of, numbers_by, numbers_of
from inspector.model.number import Number
from inspector.model.period import Period, month_of, week_of
from tests.db.made_history import GRIDS, OTHER, START, Deed, History
from tests.db.slow_numbers import by_category, by_severity, counted, told
from tests.db.village import OFFICE, TOWN, VILLAGE, Village

DEEDS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 30), st.integers(0, 9), st.integers(0, 5)), max_size=30
)
PERIODS = (week_of(START), week_of(date(2026, 11, 10)), month_of(date(2026, 11, 1)))

REACHES = (
    (OFFICE, (OFFICE, TOWN), (OFFICE, TOWN, *GRIDS)),
    (TOWN, (TOWN, *GRIDS), (TOWN, *GRIDS)),
    (VILLAGE, (VILLAGE,), (VILLAGE,)),
)
"""A grid, those its numbers are told apart by, and all that they reach."""

# a night round of a period's last day, whose stop and finding lie after midnight; and a finding that is
# transferred on that day, its deadline past
EDGES = [
    (6, 0, 0, 1),
    (0, 15, 3, 1),
    (2, 10, 0, 0),
    (3, 10, 0, 1),
    (3, 10, 1, 1),
    (5, 15, 0, 0),
    (5, 15, 1, 0),
]
# orders to each addressee: answered on the last day, in time, late, returned, settled, taken back
ORDERED = [
    (9, 0, 0, 5),
    (9, 1, 1, 1),
    (9, 2, 2, 3),
    (9, 3, 3, 0),
    (10, 4, 1, 0),
    (10, 3, 2, 0),
    (10, 5, 3, 5),
    (11, 6, 2, 1),
    (11, 7, 3, 0),
    (9, 15, 0, 0),
]
# assignments taken back on their day, in the period after, and one that followed another
TAKEN_BACK = [
    *[(2, 5, 0, 0)] * 3,
    (3, 5, 0, 1),
    (5, 5, 0, 5),
    (3, 5, 1, 1),
    (5, 9, 1, 5),
    (3, 5, 2, 1),
    (3, 9, 2, 2),
    (5, 9, 2, 5),
]


@settings(max_examples=25, deadline=None)
@given(DEEDS)
@example(EDGES)
@example(TAKEN_BACK)
@example(ORDERED)
def test_every_number_is_what_a_slow_count_gives(deeds: list[Deed]) -> None:
    with TemporaryDirectory() as folder:
        village = Village(Path(folder))
        try:
            history = History(village)
            for deed in sorted(deeds, key=lambda one: one[1]):
                history.do(deed)
            check(village)
        finally:
            village.close()


def check(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        all_ = told(village.workspace, reader)
        for period in PERIODS:
            slow = counted(all_, period)
            for grid, below, reach in REACHES:
                fast = numbers_of(reader, grid, period)
                for number in Number:
                    expected = sum(slow[number][one] for one in reach)
                    assert fast.total[number] == expected, (number, period.name, grid)
                    facts = facts_of(reader, number, grid, period)
                    assert sum(fact.weight for fact in facts) == expected, number
                    of_parts = sum(fast.by_grid.get(one, {}).get(number, 0) for one in below)
                    assert of_parts == expected, number
            for breakdown, expected_of in (
                (Breakdown.CATEGORY, by_category),
                (Breakdown.SEVERITY, by_severity),
            ):
                apart = numbers_by(reader, breakdown, OFFICE, period)
                found = {name: counts[Number.FINDINGS] for name, counts in apart.items()}
                assert {name: n for name, n in found.items() if n} == expected_of(all_, period)


@settings(max_examples=25, deadline=None)
@given(DEEDS, DEEDS)
@example([(0, 1, 1, 3), (3, 2, 0, 3), (4, 3, 0, 0), (5, 5, 0, 3)], [(5, 0, 0, 1), (3, 1, 0, 3)])
@example(ORDERED[:4], [(10, 1, 1, 5), (11, 2, 0, 0), (11, 3, 2, 1)])
def test_what_happens_later_never_changes_the_numbers_of_a_period(
    deeds: list[Deed], later: list[Deed]
) -> None:
    week = PERIODS[1]
    with TemporaryDirectory() as folder:
        village = Village(Path(folder))
        try:
            history = History(village)
            for what, day, one, other in sorted(deeds, key=lambda one: one[1]):
                history.do((what, day % 16, one, other))
            before = of_everybody(village, week)
            has_ended = any(is_end(deed) for deed in deeds)
            for deed in sorted(later, key=lambda one: one[1]):
                # a second end of a grid corrects the first one
                if not (has_ended and is_end(deed)):
                    what, day, one, other = deed
                    history.do((what, LATER + day, one, other))
            assert of_everybody(village, week) == before
        finally:
            village.close()


LATER = 18
"""Days after ``START`` on which the week is over, also for who says what was done two days ago."""


def is_end(deed: Deed) -> bool:
    return (deed[0], deed[3]) == (History.MOVE, 1)


def of_everybody(village: Village, period: Period) -> tuple[Numbers, object]:
    with closing(village.workspace.reader()) as reader:
        apart = [numbers_by(reader, by, OFFICE, period) for by in Breakdown]
        return numbers_of(reader, OFFICE, period), apart


def test_the_facts_of_a_number_can_be_those_of_one_grid_and_one_kind(tmp_path: Path) -> None:
    village = Village(tmp_path)
    history = History(village)
    for deed in ((6, 0, 0, 1), (6, 6, 1, 1), (2, 7, 0, 0), (2, 7, 0, 1), (2, 8, 1, 1)):
        history.do(deed)
    with closing(village.workspace.reader()) as reader:
        month = month_of(date(2026, 11, 1))
        all_ = facts_of(reader, Number.FINDINGS, TOWN, month)
        assert [fact.day for fact in all_] == [date(2026, 11, 4), date(2026, 11, 4), date(2026, 11, 5)]
        assert len(facts_of(reader, Number.FINDINGS, TOWN, month, below=OTHER)) == 2
        minor = facts_of(reader, Number.FINDINGS, TOWN, month, among=(Breakdown.SEVERITY, "minor"))
        assert len(minor) == 1
        # a month that still runs holds no more than what is due by today
        running = numbers_of(reader, TOWN, month, date(2026, 11, 2)).total
        assert running[Number.DUE_ROUNDS] < numbers_of(reader, TOWN, month).total[Number.DUE_ROUNDS]
    village.close()


def test_each_number_says_in_words_what_it_counts() -> None:
    assert set(COUNTED) == set(Number)
    assert all(counted.words.endswith(".") for counted in COUNTED.values())
    assert Number.OVERDUE in OF_FINDINGS
    assert Number.CLOSE_OFF_PASSED not in OF_FINDINGS


def test_orders_are_counted_for_whom_they_went_to(tmp_path: Path) -> None:
    village = Village(tmp_path)
    history = History(village)
    for deed in ORDERED:
        history.do(deed)
    with closing(village.workspace.reader()) as reader:
        november = month_of(date(2026, 11, 1))
        before = numbers_of(reader, OFFICE, november.before)
        now = numbers_of(reader, OFFICE, november)
        # the one taken back in November stood at the end of October
        assert [before.total[one] for one in OF_ORDERS] == [4, 1, 0, 2, 4]
        assert [now.total[one] for one in OF_ORDERS] == [1, 0, 1, 2, 3]
        assert now.by_grid[TOWN][Number.ORDERS] == 1
        (fact,) = facts_of(reader, Number.ORDERS_IN_TIME, OFFICE, november.before)
        assert (fact.kind, fact.name, fact.day) == ("dispatch_order", "O3 示例", date(2026, 10, 30))
    village.close()


OF_ORDERS = [number for number, counted in COUNTED.items() if counted.kind == "dispatch_order"]
