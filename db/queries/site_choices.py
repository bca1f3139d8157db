"""What a site can be given, and which sites there are that may be the same."""

from dataclasses import dataclass
from math import ceil, cos, radians

from db.connection import Reader
from db.schema import WITHIN
from inspector.model.checklist import ListFor
from inspector.model.events import Place
from inspector.model.ids import ChecklistId, GridId, SiteId
from inspector.model.site import DEGREE, distance_m

NEAR_M = 50
"""Metres within which another site is thought to be the same place."""
METRE = 90
"""Units of 1e-7 degrees of latitude in a metre, rounded up: 6,371,008.8 m · π / 180 to a degree."""
MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class OfferedList:
    """A list that can be answered at a site."""

    checklist: ChecklistId
    title: str
    made_for: ListFor


@dataclass(frozen=True, slots=True)
class SiteChoices:
    """What a site can be given: the grids somebody acts for, and the lists in force."""

    grids: tuple[tuple[GridId, str], ...]
    lists: tuple[OfferedList, ...]


def site_choices(reader: Reader, grid: GridId) -> SiteChoices:
    """Give what a site of ``grid`` or below can be given; the grids nearest the ground first."""
    grids = reader.rows(
        f"{WITHIN} SELECT id, name FROM grid WHERE id IN within ORDER BY level DESC, code, id",  # noqa: S608 - our own words
        {"grid": grid},
    )
    lists = reader.rows("SELECT id, title, made_for FROM checklist WHERE is_newest ORDER BY title, id")
    return SiteChoices(
        grids=tuple((GridId(one), name) for one, name in grids),
        lists=tuple(OfferedList(ChecklistId(one), title, ListFor(whose)) for one, title, whose in lists),
    )


@dataclass(frozen=True, slots=True)
class AlikeSite:
    """A site that may be the one somebody is about to add, and why; ``away_m`` where it lies near."""

    site: SiteId
    name: str
    grid_name: str
    same_name: bool
    same_code: bool
    away_m: int | None


def alike_sites(reader: Reader, name: str, credit_code: str, place: Place | None) -> tuple[AlikeSite, ...]:
    """Find sites with the same name or credit code, or within fifty metres of ``place``."""
    south, north, west, east = _box(place) if place else (1, 0, 1, 0)
    rows = reader.rows(
        f"""SELECT site.id, site.name, coalesce(grid.name, ''), site.name = :name,
            site.credit_code = :code AND :code <> '', site.lat, site.lon
        FROM site LEFT JOIN grid ON grid.id = site.grid
        WHERE site.name = :name OR (site.credit_code = :code AND :code <> '')
            OR (site.lat BETWEEN :south AND :north AND site.lon BETWEEN :west AND :east)
        ORDER BY site.name <> :name, site.id LIMIT {4 * MOST_ALIKE}""",  # noqa: S608 - a number
        {"name": name, "code": credit_code, "south": south, "north": north, "west": west, "east": east},
    )
    found = [
        AlikeSite(SiteId(site), called, grid, bool(same_name), bool(same_code), _away(place, lat, lon))
        for site, called, grid, same_name, same_code, lat, lon in rows
    ]
    return tuple(one for one in found if one.same_name or one.same_code or one.away_m is not None)[
        :MOST_ALIKE
    ]


def _box(place: Place) -> tuple[int, int, int, int]:
    north_south = NEAR_M * METRE
    east_west = ceil(north_south / max(cos(radians(place.lat / DEGREE)), 0.01))
    return place.lat - north_south, place.lat + north_south, place.lon - east_west, place.lon + east_west


def _away(place: Place | None, lat: int | None, lon: int | None) -> int | None:
    if place is None or lat is None or lon is None:
        return None
    metres = distance_m(place, Place(lat=lat, lon=lon))
    return metres if metres <= NEAR_M else None
