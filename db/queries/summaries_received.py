"""Whose summary of a period is here (已收、未收): of each grid right below that sums up, when and by whom."""

from collections.abc import Sequence
from datetime import date

import msgspec

from db.connection import Reader
from db.queries.summaries import frozen_summaries
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.model.summary import SummaryFrozen, SummaryState
from inspector.periods import Instant
from inspector.words import Say


class SummaryArrival(msgspec.Struct, frozen=True, kw_only=True):
    """What is here of the summary of a grid: ``state`` is missing where nothing is.

    ``received_on`` is the day it came to this computer, empty for what was frozen on it; ``is_corrected``
    says that it took the place of an earlier one.
    """

    grid: GridId
    name: str
    state: SummaryState | None = None
    frozen_by: str = ""
    frozen_on: date | None = None
    received_on: date | None = None
    reviewed_by: str = ""
    approved_by: str = ""
    returned_for: str = ""
    is_corrected: bool = False

    @property
    def is_here(self) -> bool:
        """Say whether a summary is here that stands: one that was sent back is still owed."""
        return self.state is not None and self.state is not SummaryState.RETURNED


def summaries_received(reader: Reader, grid: GridId, period: Period) -> tuple[SummaryArrival, ...]:
    """Say of each grid right below ``grid`` that has grids below itself what is here of its summary."""
    rows = reader.rows(
        """SELECT id, name FROM grid WHERE parent = :grid AND added_on <= :last
            AND (ended_on IS NULL OR ended_on > :first)
            AND EXISTS (SELECT 1 FROM grid AS below WHERE below.parent = grid.id)
        ORDER BY code, id""",
        {"grid": grid, "first": period.first.isoformat(), "last": period.last.isoformat()},
    )
    return tuple(_arrival(reader, GridId(one), str(name), period) for one, name in rows)


def _arrival(reader: Reader, grid: GridId, name: str, period: Period) -> SummaryArrival:
    frozen = frozen_summaries(reader, grid, period)
    row = next((one for one in frozen if one.state is not SummaryState.RETURNED), next(iter(frozen), None))
    if row is None:
        return SummaryArrival(grid=grid, name=name)
    came = reader.value(
        "SELECT received_ts FROM entry WHERE obj = ? AND type = ? ORDER BY rid LIMIT 1",
        (row.id, SummaryFrozen.TYPE),
    )
    people: dict[str, str] = dict(
        reader.rows("SELECT id, name FROM person WHERE id IN (?, ?)", (row.reviewed_by, row.approved_by))
    )
    return SummaryArrival(
        grid=grid,
        name=name,
        state=row.state,
        frozen_by=row.by_name,
        frozen_on=row.at.day,
        received_on=None if came is None else Instant(came, row.at.tz).day,
        reviewed_by=people.get(row.reviewed_by, ""),
        approved_by=people.get(row.approved_by, ""),
        returned_for=row.returned_for,
        is_corrected=bool(row.reason),
    )


def chasing_summaries(period: Period, arrivals: Sequence[SummaryArrival], say: Say) -> str:
    """Write a line to paste that names the grids whose summary is not here; nothing where all are."""
    owing = [one.name for one in arrivals if not one.is_here]
    if not owing:
        return ""
    return say(
        "Summaries of {period} not here yet: {grids}", period=period.title(say), grids=say(", ").join(owing)
    )
