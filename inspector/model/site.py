"""Sites (监管对象, 点位): what is visited, and when it is due again."""

from datetime import date, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Event, Facts, Place, event
from inspector.model.ids import SiteId
from inspector.model.office import Rank, Rules
from inspector.words import N_

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""
DEGREE = 10_000_000


class SiteKind(StrEnum):
    """What kind of place a site is."""

    MINE = "mine"
    SPOIL_HEAP = "spoil_heap"
    COKING = "coking"
    COAL_WASHING = "coal_washing"
    ENTERPRISE = "enterprise"
    BUILDING_SITE = "building_site"
    RIVER_SECTION = "river_section"
    SEWAGE_WORKS = "sewage_works"
    STRAW_FIELD = "straw_field"
    FARM = "farm"
    RESTAURANT = "restaurant"
    WASTE_POINT = "waste_point"
    DUST_SOURCE = "dust_source"
    NATURE_RESERVE = "nature_reserve"
    OTHER = "other"


KIND_NAMES = {
    SiteKind.MINE: N_("mine"),
    SiteKind.SPOIL_HEAP: N_("spoil heap"),
    SiteKind.COKING: N_("coking plant"),
    SiteKind.COAL_WASHING: N_("coal washery"),
    SiteKind.ENTERPRISE: N_("enterprise"),
    SiteKind.BUILDING_SITE: N_("building site"),
    SiteKind.RIVER_SECTION: N_("river section"),
    SiteKind.SEWAGE_WORKS: N_("sewage works"),
    SiteKind.STRAW_FIELD: N_("straw field"),
    SiteKind.FARM: N_("livestock farm"),
    SiteKind.RESTAURANT: N_("restaurant"),
    SiteKind.WASTE_POINT: N_("waste point"),
    SiteKind.DUST_SOURCE: N_("dust source"),
    SiteKind.NATURE_RESERVE: N_("nature reserve"),
    SiteKind.OTHER: N_("other site"),
}
RANK_NAMES = {Rank.KEY: N_("key site"), Rank.ORDINARY: N_("ordinary site"), Rank.LOW: N_("low-risk site")}


class SiteStatus(StrEnum):
    """Whether a site works."""

    OPERATING = "operating"
    HALTED = "halted"
    CLOSED_DOWN = "closed_down"
    SEASONAL = "seasonal"


STATUS_NAMES = {
    SiteStatus.OPERATING: N_("operating"),
    SiteStatus.HALTED: N_("halted for rectification"),
    SiteStatus.CLOSED_DOWN: N_("closed down"),
    SiteStatus.SEASONAL: N_("seasonally halted"),
}


@event
class SiteAdded(Event):
    """A site is to be watched."""

    TYPE: ClassVar[str] = "site.added"

    name: str
    kind: SiteKind
    rank: Rank
    grid: str
    day: date
    status: SiteStatus = SiteStatus.OPERATING
    place: Place | None = None
    address: str = ""
    leader: str = ""
    responsible: str = ""
    checklist: str = ""
    credit_code: str = ""
    leader_phone: str = ""
    responsible_phone: str = ""
    note: str = ""


@event
class SiteChanged(Event):
    """Facts of a site changed; what is missing stays."""

    TYPE: ClassVar[str] = "site.changed"

    name: str | None = None
    kind: SiteKind | None = None
    rank: Rank | None = None
    grid: str | None = None
    status: SiteStatus | None = None
    place: Place | None = None
    address: str | None = None
    leader: str | None = None
    responsible: str | None = None
    checklist: str | None = None
    credit_code: str | None = None
    leader_phone: str | None = None
    responsible_phone: str | None = None
    note: str | None = None


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A place that is visited; responsible leader and person by name."""

    id: SiteId
    name: str
    kind: SiteKind
    rank: Rank
    grid: str
    day: date
    status: SiteStatus = SiteStatus.OPERATING
    place: Place | None = None
    address: str = ""
    leader: str = ""
    responsible: str = ""
    checklist: str = ""
    credit_code: str = ""
    leader_phone: str = ""
    responsible_phone: str = ""
    note: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a site; nothing if never added with a readable body."""
        site: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case SiteAdded() as added if site is None:
                    site = cls(id=SiteId(fact.subject), **added.told())
                case SiteChanged() as changed if site is not None:
                    new = {name: value for name, value in changed.told().items() if value is not None}
                    site = msgspec.structs.replace(site, **new)
                case _:
                    pass
        return site

    def due_on(self, last_visit: date | None, rules: Rules) -> date:
        """Give the day of the next visit: one cycle after the last, or the day the site was added."""
        if last_visit is None:
            return self.day
        return last_visit + timedelta(days=rules.days_between_visits(self.rank))


def grids_left(facts: Facts) -> list[tuple[str, date]]:
    """Give each grid that a site belonged to before, and the first day on which it no longer did."""
    left: list[tuple[str, date]] = []
    grid = ""
    for fact in facts:
        if fact.confirmed and isinstance(fact.event, SiteAdded | SiteChanged) and fact.event.grid:
            if grid not in {"", fact.event.grid}:
                left.append((grid, fact.at.day))
            grid = fact.event.grid
    return left


def new_site(site: SiteAdded) -> SiteAdded:
    """Check a site before it is added. Raises Refused without a name or with coordinates off the earth."""
    if not site.name.strip():
        raise Refused(N_("A site needs a name."))
    if site.place and not (abs(site.place.lat) <= 90 * DEGREE and abs(site.place.lon) <= 180 * DEGREE):
        raise Refused(N_("The coordinates of {site} are not on the earth."), site=site.name)
    return site


def distance_m(one: Place, other: Place) -> int:
    """Great-circle distance in metres by the haversine formula (Sinnott 1984)."""
    lat1, lat2 = radians(one.lat / DEGREE), radians(other.lat / DEGREE)
    half_lat = (lat2 - lat1) / 2
    half_lon = radians((other.lon - one.lon) / DEGREE) / 2
    chord = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return round(2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord))))
