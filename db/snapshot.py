"""What a summary freezes: its numbers, and the heads of the feeds they rest on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import msgspec

from db.connection import Connection, Reader
from db.queries.chart_numbers import period_charts
from db.queries.lacking import Lacking, lacking_entries
from db.queries.numbers import Breakdown, Numbers, facts_of, numbers_by, numbers_of
from db.queries.orders import OrderMet, earlier_orders
from db.queries.summaries import MissingRound, missing_rounds
from inspector.charts.of_period import PeriodCharts
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period, Span

SNAPSHOT = "application/json"


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What was frozen: the last entry of every feed as feed, number and hash, and the numbers of them all.

    ``by_grid`` has the numbers of each grid right below, ``apart`` those of findings by category, severity
    and source; ``found`` are the findings that were counted as new. A number that is not there was unknown
    to the program that froze. ``lacking`` was known not to have arrived; ``before`` and ``charts`` are the
    period before and the charts as they were. ``grids_before``, ``year_before`` and ``orders``, those that a
    month or quarter looks back on, are not there where an older program froze.
    """

    heads: tuple[tuple[str, int, str], ...]
    numbers: Mapping[str, int]
    by_grid: Mapping[str, Mapping[str, int]]
    apart: Mapping[str, Mapping[str, Mapping[str, int]]]
    missing: tuple[MissingRound, ...]
    found: tuple[str, ...]
    lacking: Lacking = Lacking()
    before: Mapping[str, int] = {}
    charts: PeriodCharts = PeriodCharts()
    grids_before: Mapping[str, Mapping[str, int]] | None = None
    year_before: Mapping[str, int] | None = None
    orders: tuple[OrderMet, ...] | None = None
    v: int = 1

    @property
    def counted(self) -> Numbers:
        """Its numbers as they are asked for, in their order; one of a newer program is not known here."""
        return Numbers(
            _known(self.numbers), {GridId(grid): _known(row) for grid, row in self.by_grid.items()}
        )

    @property
    def by_category(self) -> Mapping[str, Mapping[Number, int]]:
        """The numbers of findings by their category, as ``numbers_by`` gives them."""
        return {name: _known(row) for name, row in self.apart.get(Breakdown.CATEGORY, {}).items()}

    @property
    def counted_before(self) -> Mapping[Number, int]:
        """The numbers of the period before, as they were known when this was frozen."""
        return _known(self.before)

    @property
    def all_before(self) -> Numbers | None:
        """The period before with each grid right below; nothing where that was not frozen."""
        if self.grids_before is None:
            return None
        grids = {GridId(grid): _known(row) for grid, row in self.grids_before.items()}
        return Numbers(self.counted_before, grids)

    @property
    def counted_year_before(self) -> Mapping[Number, int] | None:
        """The numbers of the same period a year before; nothing where that was not frozen."""
        return None if self.year_before is None else _known(self.year_before)


def _known(row: Mapping[str, int]) -> dict[Number, int]:
    return {number: row[number] for number in Number if number in row}


def _named(row: Mapping[Number, int]) -> dict[str, int]:
    return {str(number): count for number, count in row.items()}


def snapshot_of(reader: Reader, grid: GridId, period: Period, today: date = date.max) -> Snapshot:
    """Count the numbers of ``period`` and name the entries they rest on, both of one moment.

    Of a period that still runs, which nobody freezes, a draft shows what is due by ``today``.
    """
    with _one_moment(reader.connection):
        numbers = numbers_of(reader, grid, period, today)
        apart = {by: numbers_by(reader, by, grid, period, today) for by in Breakdown}
        missing = missing_rounds(reader, grid, period, today)
        found = facts_of(reader, Number.FINDINGS, grid, period, today)
        before = numbers_of(reader, grid, period.before)
        year_before = numbers_of(reader, grid, period.year_before).total
        earlier = () if period.span is Span.WEEK else earlier_orders(reader, grid, period, period.last)
        lacking = lacking_entries(reader)
        groups = apart[Breakdown.CATEGORY]
        charts = period_charts(reader, grid, period, today, numbers.total, groups, missing)
        heads = reader.rows(
            """SELECT feed, seq, max(hash) FROM entry WHERE (feed, seq) IN
                (SELECT feed, max(seq) FROM entry GROUP BY feed) GROUP BY feed ORDER BY feed"""
        )
    return Snapshot(
        heads=tuple((feed, seq, name) for feed, seq, name in heads),
        numbers=_named(numbers.total),
        by_grid={str(one): _named(row) for one, row in numbers.by_grid.items()},
        apart={str(by): {name: _named(row) for name, row in groups.items()} for by, groups in apart.items()},
        missing=tuple(missing),
        found=tuple(fact.id for fact in found),
        lacking=lacking,
        before=_named(before.total),
        charts=charts,
        grids_before={str(one): _named(row) for one, row in before.by_grid.items()},
        year_before=_named(year_before),
        orders=tuple(OrderMet(one.order, one.due_on, one.met) for one in earlier),
    )


@contextmanager
def _one_moment(connection: Connection) -> Iterator[None]:
    """Let every question inside be answered by the same state of the tables."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
