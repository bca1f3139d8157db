"""What the charts of a period show, from the numbers that ``db.queries.counted`` defines."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.connection import Reader
from db.queries.counted import COUNTED, PREPARED, THEN
from db.queries.numbers import asked, numbers_of
from db.queries.summaries import MissingRound
from inspector.charts.heat_map import DayState, HeatRow
from inspector.charts.of_period import AGES, SERIES, PeriodCharts
from inspector.model.category import Category
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period

TREND = 12
"""Periods a trend looks back on, the one it is of included."""


def period_charts(
    reader: Reader,
    grid: GridId,
    period: Period,
    today: date,
    now: Mapping[Number, int],
    by_category: Mapping[str, Mapping[Number, int]],
    missing: Sequence[MissingRound],
) -> PeriodCharts:
    """Give the charts of ``period``; what its tables show already is handed over.

    Where what is overdue changed since the numbers were frozen, no ages are given: they would not add up.
    """
    ages = overdue_ages(reader, grid, period, today)
    return PeriodCharts(
        trend=trend(reader, grid, period, today, now),
        categories=tuple(
            (str(one), by_category[one][Number.FINDINGS])
            for one in Category
            if one in by_category and by_category[one].get(Number.FINDINGS)
        ),
        ages=ages if sum(ages) == now[Number.OVERDUE] else (),
        days=tuple(period.days),
        grids=days_of_grids(reader, grid, period, today, missing),
    )


def trend(
    reader: Reader, grid: GridId, period: Period, today: date, now: Mapping[Number, int]
) -> tuple[tuple[Period, tuple[int, ...]], ...]:
    """Count ``SERIES`` over as many periods as a trend has, ``now`` being those of the last."""
    counted = [(period, tuple(now[number] for number in SERIES))]
    while len(counted) < TREND:
        before = counted[-1][0].before
        total = numbers_of(reader, grid, before, today, SERIES).total
        counted.append((before, tuple(total[number] for number in SERIES)))
    return tuple(reversed(counted))


def overdue_ages(reader: Reader, grid: GridId, period: Period, today: date) -> tuple[int, ...]:
    """Count what was overdue at the end of ``period`` by ``AGES``, in days past the deadline.

    What was due on the last day is one day past its deadline on the next.
    """
    rows = reader.rows(
        f"""{PREPARED}, counted(id, grid, weight) AS ({COUNTED[Number.OVERDUE].rows})
        SELECT CAST(julianday(:last) - julianday(stood.due_on) AS INTEGER) + 1 AS past, sum(weight)
        FROM counted JOIN within ON within.id = counted.grid
        JOIN finding_standing AS stood ON stood.finding = counted.id AND {THEN}
        GROUP BY past""",  # noqa: S608 - our own words
        asked(reader, grid, period, today),
    )
    ends = (*AGES[1:], date.max.toordinal())
    return tuple(
        sum(count for past, count in rows if first <= past < end)
        for first, end in zip(AGES, ends, strict=True)
    )


def days_of_grids(
    reader: Reader, grid: GridId, period: Period, today: date, missing: Sequence[MissingRound]
) -> tuple[HeatRow, ...]:
    """Say what became of each day of ``period`` in every grid that owed a round or made one, by code.

    A day on which a round of its own was missed is missing; of a stretch of several days that was missed
    those without a patrol are.
    """
    given = asked(reader, grid, period, today) | {"last": period.last.isoformat()}
    rows = reader.rows(
        f"""{PREPARED} SELECT grid.id, grid.name, coalesce(group_concat(DISTINCT patrol.day), '')
        FROM grid JOIN within ON within.id = grid.id
        LEFT JOIN patrol ON patrol.grid = grid.id AND patrol.day BETWEEN :first AND :last
        WHERE patrol.id IS NOT NULL OR grid.id IN (SELECT grid FROM due_round)
        GROUP BY grid.id ORDER BY grid.code, grid.id""",  # noqa: S608 - our own words
        given,
    )
    owed: dict[str, list[MissingRound]] = {}
    for one in missing:
        owed.setdefault(one.grid, []).append(one)
    return tuple(
        HeatRow(
            name,
            one,
            tuple(_state(day, day.isoformat() in patrolled, owed.get(one, ())) for day in period.days),
        )
        for one, name, patrolled in rows
    )


def _state(day: date, is_patrolled: bool, owed: Sequence[MissingRound]) -> DayState:  # noqa: FBT001 - a fact
    lacking = [
        one for one in owed if one.first <= day <= one.last and not (is_patrolled and one.first < one.last)
    ]
    if any(not one.reason for one in lacking):
        return DayState.MISSING
    if lacking:
        return DayState.EXCUSED
    return DayState.MADE if is_patrolled else DayState.NOT_DUE
