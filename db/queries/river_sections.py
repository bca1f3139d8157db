"""River sections with their chief (河长), and how often each was visited in a period, such as a quarter."""

from datetime import date

import msgspec

from db.connection import Reader
from db.schema import WITHIN
from inspector.model.finding_state import FindingState
from inspector.model.ids import GridId, SiteId
from inspector.model.period import Period
from inspector.model.site import SiteKind, SiteStatus


class RiverSection(msgspec.Struct, frozen=True):
    """A section: its chief as the register names them, days with a visit, findings noticed and still open.

    A chief is named because the office is public; nothing here compares chiefs.
    """

    site: SiteId
    name: str
    grid_name: str
    chief: str
    visits: int
    last_visit: date | None
    found: int
    is_open: int


def river_sections(reader: Reader, grid: GridId, period: Period) -> list[RiverSection]:
    """List the sections of ``grid`` and below that were in the register by the end, by grid and name.

    A visit counts on the day its patrol began, and once a day; one closed down is left out.
    """
    rows = reader.rows(
        f"""{WITHIN}, visit(site, day) AS (
            SELECT DISTINCT stop.site, patrol.day FROM patrol JOIN stop ON stop.patrol = patrol.id
            WHERE patrol.day BETWEEN :first AND :last)
        SELECT site.id, site.name, coalesce(grid.name, ''), site.leader,
            (SELECT count(*) FROM visit WHERE visit.site = site.id),
            (SELECT max(day) FROM visit WHERE visit.site = site.id),
            (SELECT count(*) FROM finding WHERE finding.site = site.id AND state <> '{FindingState.JOINED}'
                AND noticed_on BETWEEN :first AND :last),
            (SELECT count(*) FROM finding WHERE finding.site = site.id AND is_open)
        FROM site LEFT JOIN grid ON grid.id = site.grid
        WHERE site.kind = '{SiteKind.RIVER_SECTION}' AND site.status <> '{SiteStatus.CLOSED_DOWN}'
            AND site.added_on <= :last AND site.grid IN within
        ORDER BY grid.code, site.name, site.id""",  # noqa: S608 - our own words
        {"grid": grid, "first": period.first.isoformat(), "last": period.last.isoformat()},
    )
    return [
        RiverSection(
            SiteId(site), name, place, chief, visits, date.fromisoformat(last) if last else None, found, still
        )
        for site, name, place, chief, visits, last, found, still in rows
    ]
