"""The sites that a search list can be made of: of a kind, below a grid, called so."""

from dataclasses import dataclass

from db.connection import Reader
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.ids import GridId, SiteId
from inspector.model.site import SiteKind

MOST_OFFERED = 500


@dataclass(frozen=True, slots=True)
class SitesWanted:
    """Which sites are offered: empty means any; ``but`` is the one where the finding lies."""

    kind: str = ""
    grid: str = ""
    text: str = ""
    but: str = ""


@dataclass(frozen=True, slots=True)
class OfferedSite:
    """A site to choose."""

    site: SiteId
    name: str
    kind: SiteKind
    grid: GridId
    grid_name: str


@dataclass(frozen=True, slots=True)
class OfferedSites:
    """The sites that are shown, of ``count`` that there are."""

    sites: tuple[OfferedSite, ...]
    count: int


def offered_sites(reader: Reader, wanted: SitesWanted) -> OfferedSites:
    """Give the sites that are not closed down, by grid and name, at most five hundred."""
    conditions = ["site.status <> 'closed_down'", "site.id <> :but"]
    if wanted.kind:
        conditions.append("site.kind = :kind")
    if wanted.grid:
        conditions.append("site.grid IN within")
    if wanted.text:
        conditions.append("site.rid IN (SELECT rowid FROM site_search WHERE site_search MATCH :phrase)")
    asked = f"FROM site LEFT JOIN grid ON grid.id = site.grid WHERE {' AND '.join(conditions)}"
    values = {
        "but": wanted.but,
        "kind": wanted.kind,
        "grid": wanted.grid,
        "phrase": phrase(wanted.text),
        "most": MOST_OFFERED,
    }
    rows = reader.rows(
        f"{WITHIN} SELECT site.id, site.name, site.kind, site.grid, coalesce(grid.name, '') {asked}"
        " ORDER BY grid.code, site.name, site.id LIMIT :most",
        values,
    )
    return OfferedSites(
        tuple(
            OfferedSite(SiteId(site), name, SiteKind(kind), GridId(grid), grid_name)
            for site, name, kind, grid, grid_name in rows
        ),
        int(reader.value(f"{WITHIN} SELECT count(*) {asked}", values)),
    )
