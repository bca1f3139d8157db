"""week, month: the summary of a county of a million entries, against the bare aggregates and its limits."""

from collections.abc import Callable, Sequence
from contextlib import closing

from bench.county import county
from bench.measure import Figure, in_turn, median
from bench.moment import NOW
from db.connection import Reader
from db.opening import DATABASE
from db.queries.counted import COUNTED, PREPARED
from db.queries.numbers import CATEGORY, OF_FINDINGS, Breakdown, asked, numbers_by, numbers_of
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period, month_of, week_of

WEEK_MS, MONTH_MS = 200.0, 500.0
ROUNDS = 9


def measure(wanted: Sequence[str]) -> list[Figure]:
    """Sum up the last whole week and the last whole month, warm."""
    figures = []
    with closing(Reader(county() / DATABASE)) as reader:
        office = GridId(reader.value("SELECT id FROM grid WHERE parent = ''"))
        if "week" in wanted:
            figures += _figures(reader, office, "week", week_of(NOW.day).before, WEEK_MS)
        if "month" in wanted:
            figures += _figures(reader, office, "month", month_of(NOW.day).before, MONTH_MS)
    return figures


def _figures(reader: Reader, office: GridId, name: str, period: Period, limit: float) -> list[Figure]:
    def sum_up() -> None:
        numbers_of(reader, office, period, NOW.day)
        numbers_by(reader, Breakdown.CATEGORY, office, period, NOW.day)

    ours, bare = in_turn(sum_up, _bare(reader, office, period), ROUNDS)
    return [
        Figure(name, median(ours), limit, 1, "ms"),
        Figure(f"{name} of SQL", median(ours), median(bare), 2, "ms"),
    ]


def _bare(reader: Reader, office: GridId, period: Period) -> Callable[[], object]:
    """Ask for the same by hand: sums of all, and of the findings by category, told apart by no grid."""
    sets = ", ".join(f"counted_{one}(id, grid, weight) AS ({COUNTED[one].rows})" for one in Number)
    sums = ", ".join(f"(SELECT sum(weight) FROM counted_{one})" for one in Number)  # noqa: S608 - our own words
    apart = " UNION ALL ".join(
        f"SELECT {CATEGORY} AS category, sum(weight) FROM counted_{one} AS counted"  # noqa: S608 - as above
        " JOIN finding ON finding.id = counted.id GROUP BY category"
        for one in OF_FINDINGS
    )
    values = asked(reader, office, period, NOW.day)

    def ask() -> None:
        reader.row(f"{PREPARED}, {sets} SELECT {sums}", values)
        reader.rows(f"{PREPARED}, {sets} {apart}", values)

    return ask
