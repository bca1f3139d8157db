"""River sections with their chief (河长): the visits due and paid in a period, such as a quarter."""

from datetime import date

import msgspec

from db.connection import Reader
from db.queries.counted import COUNTED, PREPARED
from db.queries.numbers import asked
from inspector.model.ids import GridId, SiteId
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.site import SiteKind


class RiverSection(msgspec.Struct, frozen=True):
    """A section: its chief as the register names them, visits due and paid, days with a visit, findings.

    A chief is named because the office is public; nothing here compares chiefs.
    """

    site: SiteId
    name: str
    grid_name: str
    chief: str
    due: int
    done: int
    visits: int
    last_visit: date | None
    found: int
    is_open: int


_SECTIONS = f"""{PREPARED},
    found_here(id, grid, weight) AS ({COUNTED[Number.FINDINGS].rows}),
    due_here(id, grid, times) AS ({COUNTED[Number.DUE_VISITS].rows}),
    done_here(id, grid, times) AS ({COUNTED[Number.DONE_VISITS].rows})
    SELECT site.id, site.name, coalesce(grid.name, ''), site.leader,
        coalesce((SELECT times FROM due_here WHERE due_here.id = site.id), 0),
        coalesce((SELECT times FROM done_here WHERE done_here.id = site.id), 0),
        (SELECT count(*) FROM visit WHERE visit.site = site.id),
        (SELECT max(day) FROM visit WHERE visit.site = site.id),
        (SELECT count(*) FROM found_here JOIN finding ON finding.id = found_here.id
            WHERE finding.site = site.id),
        (SELECT count(*) FROM finding WHERE finding.site = site.id AND is_open)
    FROM watched JOIN within ON within.id = watched.grid JOIN site ON site.id = watched.id
        LEFT JOIN grid ON grid.id = watched.grid
    WHERE site.kind = '{SiteKind.RIVER_SECTION}' ORDER BY grid.code, site.name, site.id"""  # noqa: S608 - our own words


def river_sections(
    reader: Reader, grid: GridId, period: Period, today: date = date.max
) -> list[RiverSection]:
    """List the sections of ``grid`` and below that were in the register by the end, by grid and name.

    Visits due and paid and new findings are those of ``COUNTED``, for each section by itself; of a period
    that still runs only what is due by ``today``. A day with several visits counts once. One that was closed
    down is left out.
    """
    rows = reader.rows(_SECTIONS, asked(reader, grid, period, today))
    return [
        RiverSection(
            SiteId(site),
            name,
            place,
            chief,
            due,
            done,
            visits,
            date.fromisoformat(last) if last else None,
            found,
            still,
        )
        for site, name, place, chief, due, done, visits, last, found, still in rows
    ]
