"""What a month adds to a week: grids compared with each other, with last month and with a year before."""

from datetime import date

import msgspec

from db.connection import Reader
from db.queries.numbers import numbers_of
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.model.rates import COMPARED, Standing


class ComparedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A grid in a period, in the one before, and in the same one a year before."""

    grid: GridId
    name: str
    now: Standing
    before: Standing
    year_before: Standing


def comparison(reader: Reader, grid: GridId, period: Period, today: date) -> list[ComparedRow]:
    """Compare ``grid`` with itself, first all of it together, then each grid right below by its code.

    Findings noticed by the office of ``grid`` itself count together only. Grids are in the order of their
    codes, never of what they achieved.
    """
    now, before, year_before = (
        numbers_of(reader, grid, one, today, COMPARED) for one in (period, period.before, period.year_before)
    )
    nothing = dict.fromkeys(COMPARED, 0)
    rows = reader.rows("SELECT id, name FROM grid WHERE parent = ? ORDER BY code, id", (grid,))
    name = reader.value("SELECT name FROM grid WHERE id = ?", (grid,))
    together = ComparedRow(
        grid=grid,
        name=name or "",
        now=Standing(now.total),
        before=Standing(before.total),
        year_before=Standing(year_before.total),
    )
    return [
        together,
        *(
            ComparedRow(
                grid=GridId(one),
                name=text,
                now=Standing(now.by_grid.get(one, nothing)),
                before=Standing(before.by_grid.get(one, nothing)),
                year_before=Standing(year_before.by_grid.get(one, nothing)),
            )
            for one, text in rows
        ),
    ]
