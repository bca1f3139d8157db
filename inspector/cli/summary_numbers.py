"""The numbers of a period as JSON: as they were frozen, with those of today and the differences beside."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspector.cli.opening import now

if TYPE_CHECKING:
    from db.connection import Reader
    from db.queries.numbers import Numbers
    from db.queries.summaries import MissingRound
    from db.snapshot import Snapshot
    from db.workspace import Workspace
    from inspector.model.ids import GridId
    from inspector.model.number import Number
    from inspector.model.period import Period
    from inspector.model.rates import Rate


def frozen_numbers(
    workspace: "Workspace", reader: "Reader", grid: "GridId", period: "Period"
) -> "Snapshot | None":
    """Give what was frozen of ``period`` and stands; nothing where nothing does.

    Raises Unreadable where the file with the numbers is not here or not whole.
    """
    from db.queries.summaries import frozen_in_force
    from db.summary_freezing import snapshot_in, summary_of

    frozen = frozen_in_force(reader, grid, period)
    return snapshot_in(workspace, summary_of(workspace, reader, frozen.id)) if frozen else None


def told_numbers(
    reader: "Reader", grid: "GridId", period: "Period", kept: "Snapshot | None"
) -> dict[str, object]:
    """Give the numbers of a period with their English names, each grid right below, and what is missing.

    Where they are frozen these are the frozen ones, as on the paper; ``now`` has those of today beside them
    and ``differences`` what is not the same any more.
    """
    from db.queries.lacking import lacking_entries
    from db.queries.numbers import Breakdown, numbers_by, numbers_of
    from db.queries.summaries import frozen_in_force, frozen_summaries, missing_rounds

    today = now().day
    names: dict[str, str] = dict(reader.rows("SELECT id, code FROM grid"))
    counted = numbers_of(reader, grid, period, today)
    numbers = kept.counted if kept else counted
    apart: dict[str, Mapping[str, Mapping[Number, int]] | Mapping[str, Mapping[str, int]]] = {
        by: kept.apart.get(by, {}) if kept else numbers_by(reader, by, grid, period, today)
        for by in Breakdown
    }
    missing = kept.missing if kept else missing_rounds(reader, grid, period, today)
    standing = frozen_in_force(reader, grid, period)
    beside: dict[str, object] = {}
    if kept:
        beside = {"now": _counts(counted, names), "differences": _differences(numbers, counted, names)}
    return {
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "grid": names[grid],
        **_counts(numbers, names),
        **{
            f"by_{by}": {
                name: {str(number): count for number, count in row.items()} for name, row in rows.items()
            }
            for by, rows in apart.items()
        },
        "lacking": (kept.lacking if kept else lacking_entries(reader))._asdict(),
        "missing": [_round(one, names) for one in missing],
        "frozen": [
            {
                "id": one.id,
                "by": one.by_name,
                "at": one.at.local.isoformat(),
                "state": str(one.state),
                "reason": one.reason,
                "in_force": one == standing,
            }
            for one in frozen_summaries(reader, grid, period)
        ],
        **beside,
    }


def told_rates(
    reader: "Reader", grid: "GridId", period: "Period", kept: "Snapshot | None"
) -> dict[str, object]:
    """Give the rates of a period, of the one before and of the year before, in tenths of a percent.

    Those of a frozen period, of the one before it and of the year before are made of the frozen numbers; what
    is not frozen is as of the end of its period. Beside them stand the orders that it looks back on, and how
    each was met by the end of the period.
    """
    from db.queries.month import comparison
    from db.queries.orders import earlier_orders

    codes: dict[str, str] = dict(reader.rows("SELECT id, code FROM grid"))
    together, *grids = comparison(reader, grid, period, now().day, kept)
    return {
        "rates": _shares(together.now.rates),
        "rates_before": _shares(together.before.rates),
        "rates_year_before": _shares(together.year_before.rates),
        "earlier_orders": [
            {
                "number": one.number,
                "document": one.document,
                "title": one.title,
                "addressee": one.addressee,
                "issued": one.issued_on.isoformat(),
                "due": one.due_on.isoformat(),
                "met": one.met,
            }
            for one in earlier_orders(reader, grid, period, now().day, kept.orders if kept else None)
        ],
        "rates_by_grid": {codes[row.grid]: _shares(row.now.rates) for row in grids},
    }


def _shares(rates: "Mapping[Rate, int | None]") -> dict[str, int | None]:
    return {str(rate): share for rate, share in rates.items()}


def _row(row: "Mapping[Number, int]") -> dict[str, int]:
    return {str(number): count for number, count in row.items()}


def _counts(numbers: "Numbers", names: Mapping[str, str]) -> dict[str, object]:
    return {
        "numbers": _row(numbers.total),
        "grids": {names[one]: _row(row) for one, row in numbers.by_grid.items()},
    }


def _differences(kept: "Numbers", counted: "Numbers", names: Mapping[str, str]) -> dict[str, object]:
    """Say what is not as it was frozen, each with both counts; grids that are as they were are left out."""
    grids = {
        names[one]: changed
        for one in {**kept.by_grid, **counted.by_grid}
        if (changed := _changed(kept.by_grid.get(one, {}), counted.by_grid.get(one, {})))
    }
    return {"numbers": _changed(kept.total, counted.total), "grids": grids}


def _changed(kept: "Mapping[Number, int]", counted: "Mapping[Number, int]") -> dict[str, dict[str, int]]:
    return {
        str(number): {"frozen": kept.get(number, 0), "now": counted.get(number, 0)}
        for number in {**kept, **counted}
        if kept.get(number, 0) != counted.get(number, 0)
    }


def _round(one: "MissingRound", names: Mapping[str, str]) -> dict[str, object]:
    return {
        "grid": names[one.grid],
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "due": one.due,
        "made": one.made,
        "reason": one.reason,
    }
