"""Every number of a period, against a slow count in plain Python, over made-up histories."""

from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.queries.counted import COUNTED
from db.queries.numbers import OF_FINDINGS, Breakdown, facts_of, numbers_by, numbers_of
from inspector.model.number import Number
from inspector.model.period import month_of, week_of
from tests.db.made_history import GRIDS, OTHER, START, Deed, History
from tests.db.slow_numbers import by_category, counted, told
from tests.db.village import OFFICE, TOWN, VILLAGE, Village

DEEDS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 30), st.integers(0, 9), st.integers(0, 5)), max_size=25
)
PERIODS = (week_of(START), week_of(date(2026, 11, 10)), month_of(date(2026, 11, 1)))


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


@settings(max_examples=25, deadline=None)
@given(DEEDS)
@example(EDGES)
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
            for grid, below in ((OFFICE, (TOWN,)), (TOWN, GRIDS), (VILLAGE, (VILLAGE,))):
                fast = numbers_of(reader, grid, period)
                reach = GRIDS if grid != VILLAGE else (VILLAGE,)
                for number in Number:
                    expected = sum(slow[number][one] for one in reach)
                    assert fast.total[number] == expected, (number, period.name, grid)
                    facts = facts_of(reader, number, grid, period)
                    assert sum(fact.weight for fact in facts) == expected, number
                    of_parts = sum(fast.by_grid.get(one, {}).get(number, 0) for one in below)
                    assert of_parts == expected, number
            apart = numbers_by(reader, Breakdown.CATEGORY, OFFICE, period)
            found = {name: counts[Number.FINDINGS] for name, counts in apart.items()}
            assert {name: n for name, n in found.items() if n} == by_category(all_, period)


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
