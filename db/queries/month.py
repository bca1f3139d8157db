"""What a month adds to a week: grids compared with each other, with last month and with a year before."""

from collections.abc import Mapping
from datetime import date

import msgspec

from db.connection import Reader
from db.queries.numbers import numbers_of
from db.snapshot import Snapshot
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.rates import COMPARED, Standing


class ComparedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A grid in a period, in the one before, and in the same one a year before."""

    grid: GridId
    name: str
    now: Standing
    before: Standing
    year_before: Standing


def comparison(
    reader: Reader, grid: GridId, period: Period, today: date, kept: Snapshot | None = None
) -> list[ComparedRow]:
    """Compare ``grid`` with itself, first all of it together, then each grid right below by its code.

    Findings noticed by the office of ``grid`` itself count together only. Grids are in the order of their
    codes, never of what they achieved. Of what was frozen, ``kept``, the frozen numbers are compared; what
    that lacks is as of the end of its period.
    """
    now = kept.counted if kept else numbers_of(reader, grid, period, today, COMPARED)
    before = kept.all_before if kept else None
    before = before or numbers_of(reader, grid, period.before, today, COMPARED)
    year_before = numbers_of(reader, grid, period.year_before, today, COMPARED)
    totals = [now.total, before.total, year_before.total]
    if kept:
        totals[1] = kept.counted_before
        totals[2] = totals[2] if kept.counted_year_before is None else kept.counted_year_before
    rows = reader.rows("SELECT id, name FROM grid WHERE parent = ? ORDER BY code, id", (grid,))
    name = reader.value("SELECT name FROM grid WHERE id = ?", (grid,))
    told = [(grid, name or "", totals)]
    for one, text in rows:
        told.append((one, text, [counted.by_grid.get(one, {}) for counted in (now, before, year_before)]))
    return [
        ComparedRow(
            grid=GridId(one),
            name=text,
            now=_standing(row[0]),
            before=_standing(row[1]),
            year_before=_standing(row[2]),
        )
        for one, text, row in told
    ]


def _standing(counts: Mapping[Number, int]) -> Standing:
    return Standing({number: counts.get(number, 0) for number in COMPARED})
