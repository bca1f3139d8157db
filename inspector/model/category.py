"""What a finding is about (问题类别), as summaries count it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from inspector.model.site import SiteKind
from inspector.words import N_


class Category(StrEnum):
    """What a finding is about; the inspector may say it, else it follows from the kind of the site."""

    DUST = "dust"
    MINING = "mining"
    AIR = "air"
    WATER = "water"
    RIVER = "river"
    SOLID_WASTE = "solid_waste"
    STRAW = "straw"
    FARMING = "farming"
    FUMES = "fumes"
    NOISE = "noise"
    SCATTERED = "scattered"
    OTHER = "other"


CATEGORY_NAMES = {
    Category.DUST: N_("dust"),
    Category.MINING: N_("mines and spoil heaps"),
    Category.AIR: N_("exhaust and smell"),
    Category.WATER: N_("waste water"),
    Category.RIVER: N_("rivers and their litter"),
    Category.SOLID_WASTE: N_("solid waste"),
    Category.STRAW: N_("straw burning"),
    Category.FARMING: N_("livestock farming"),
    Category.FUMES: N_("kitchen fumes"),
    Category.NOISE: N_("noise"),
    Category.SCATTERED: N_("small scattered polluters"),
    Category.OTHER: N_("other"),
}

PROPOSED: Mapping[SiteKind, Category] = MappingProxyType(
    {
        SiteKind.MINE: Category.MINING,
        SiteKind.SPOIL_HEAP: Category.MINING,
        SiteKind.COKING: Category.AIR,
        SiteKind.COAL_WASHING: Category.DUST,
        SiteKind.ENTERPRISE: Category.AIR,
        SiteKind.BUILDING_SITE: Category.DUST,
        SiteKind.RIVER_SECTION: Category.RIVER,
        SiteKind.SEWAGE_WORKS: Category.WATER,
        SiteKind.STRAW_FIELD: Category.STRAW,
        SiteKind.FARM: Category.FARMING,
        SiteKind.RESTAURANT: Category.FUMES,
        SiteKind.WASTE_POINT: Category.SOLID_WASTE,
        SiteKind.DUST_SOURCE: Category.DUST,
        SiteKind.NATURE_RESERVE: Category.OTHER,
        SiteKind.OTHER: Category.OTHER,
    }
)
"""The category of a finding at a site of a kind of which nobody said another."""
