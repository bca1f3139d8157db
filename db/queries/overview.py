"""What the overview shows of a grid: the week that runs, what waits, and how far the tasks are."""

from datetime import date

import msgspec

from db.connection import Reader
from db.queries.progress_tables import ProgressTables, progress_tables
from db.queries.summaries import (
    FrozenRow,
    SummarySheet,
    closing_weekday,
    frozen_in_force,
    summary_sheet,
    summing_grids,
)
from db.queries.summaries_received import SummaryArrival, summaries_received
from db.schema import WITHIN
from inspector.model.ids import GridId
from inspector.model.period import Period, week_of
from inspector.model.site import SiteStatus


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a grid at a glance; ``progress`` only where grids lie below it.

    ``sheet`` is that of the week that runs, ``closed`` the week that closed last, ``frozen`` its summary and
    ``arrivals`` those of the grids right below.
    """

    places: tuple[tuple[GridId, str], ...]
    sheet: SummarySheet
    closed: Period
    frozen: FrozenRow | None
    arrivals: tuple[SummaryArrival, ...]
    open_findings: int
    overdue_findings: int
    due_sites: int
    progress: ProgressTables | None


def overview_of(reader: Reader, own: GridId, chosen: GridId | None, today: date) -> Overview:
    """Ask for all of it, of ``chosen`` where that is one of the grids that sum up, else of ``own``."""
    places = tuple(summing_grids(reader, own))
    grid = chosen if chosen and chosen in {one for one, _name in places} else own
    running = week_of(today, closing_weekday(reader))
    closed = running if running.last == today else running.before
    has_below = bool(reader.value("SELECT count(*) FROM grid WHERE parent = ?", (grid,)))
    asked = {"grid": grid, "today": today.isoformat()}
    opened = reader.row(
        f"""{WITHIN} SELECT count(*), coalesce(sum(due_on < :today), 0) FROM finding
        WHERE grid IN within AND is_open = 1""",  # noqa: S608 - our own words
        asked,
    )
    due = reader.value(
        f"""{WITHIN} SELECT count(*) FROM site JOIN site_due ON site_due.site = site.id
        WHERE site.grid IN within AND site.status <> '{SiteStatus.CLOSED_DOWN}' AND due_on <= :today""",  # noqa: S608 - as above
        asked,
    )
    open_findings, overdue_findings = opened or (0, 0)
    return Overview(
        places=places,
        sheet=summary_sheet(reader, grid, running, today),
        closed=closed,
        frozen=frozen_in_force(reader, grid, closed),
        arrivals=summaries_received(reader, grid, closed),
        open_findings=open_findings,
        overdue_findings=overdue_findings,
        due_sites=int(due),
        progress=progress_tables(reader, grid, today) if has_below else None,
    )
