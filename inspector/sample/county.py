"""The sample county: grids, people and sites.

Places and kinds of sites are those of the rectification plan of Wuhai (乌海市贯彻落实中央环境保护督察反馈
意见整改方案, 2017); enterprises and people are invented and called 示例, the county is called 演示.
"""

from dataclasses import dataclass
from random import Random

from inspector.model.events import Place
from inspector.model.office import Rank
from inspector.model.person import Role
from inspector.model.site import DEGREE, SiteKind, SiteStatus

COUNTY, COUNTY_NAME = "YSX", "演示县"
OFFICE_NAME = "演示县生态环境保护督察整改办公室"
WALKABLE = 0.012
"""Degrees a site lies at most from the middle of its grid."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A grid: its code begins with its parent's; ``lat`` and ``lon`` in degrees are its middle."""

    code: str
    name: str
    parent: str
    level: int
    lat: float
    lon: float

    @property
    def place(self) -> Place:
        """The middle of the grid."""
        return Place(lat=round(self.lat * DEGREE), lon=round(self.lon * DEGREE))


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with one role in one grid."""

    name: str
    role: Role
    grid: str
    card: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A site; ``first_due`` counts days from today, the past below zero."""

    name: str
    grid: str
    kind: SiteKind
    rank: Rank
    status: SiteStatus
    first_due: int
    leader: str
    responsible: str

    @property
    def place(self) -> Place:
        """Where it lies: somewhere near the middle of its grid, always the same."""
        chance = Random(self.name)  # noqa: S311 - a sample must come out the same every time
        middle = GROUND[self.grid]
        lat, lon = (around + chance.uniform(-WALKABLE, WALKABLE) for around in (middle.lat, middle.lon))
        return Place(lat=round(lat * DEGREE), lon=round(lon * DEGREE))


GROUNDS = (
    Ground(COUNTY, COUNTY_NAME, "", 1, 39.6000, 106.8300),
    Ground("QLS", "千里山镇", COUNTY, 2, 39.7450, 106.9200),
    Ground("GWS", "公乌素镇", COUNTY, 2, 39.4400, 106.8700),
    Ground("WHS", "五虎山镇", COUNTY, 2, 39.5400, 106.7200),
    Ground("QLS01", "平沟社区网格", "QLS", 3, 39.7420, 106.9620),
    Ground("QLS02", "二贵沟社区网格", "QLS", 3, 39.7030, 106.9780),
    Ground("QLS03", "千里山村网格", "QLS", 3, 39.7740, 106.8420),
    Ground("GWS01", "老石旦社区网格", "GWS", 3, 39.4520, 106.8360),
    Ground("GWS02", "公乌素社区网格", "GWS", 3, 39.4240, 106.8720),
    Ground("GWS03", "西来峰园区网格", "GWS", 3, 39.4410, 106.9050),
    Ground("WHS01", "苏海图社区网格", "WHS", 3, 39.5030, 106.7160),
    Ground("WHS02", "黄白茨社区网格", "WHS", 3, 39.5310, 106.7140),
    Ground("WHS03", "滨河村网格", "WHS", 3, 39.6120, 106.7520),
)
GROUND = {ground.code: ground for ground in GROUNDS}
VILLAGES = tuple(ground.code for ground in GROUNDS if ground.level == 3)  # noqa: PLR2004 - the lowest level

PEOPLE = (
    Somebody("示例甲", Role.GRID_STAFF, "QLS03"),
    Somebody("示例乙", Role.GRID_STAFF, "QLS03"),
    Somebody("示例丙", Role.GRID_STAFF, "QLS01"),
    Somebody("示例丁", Role.GRID_STAFF, "QLS02"),
    Somebody("示例戊", Role.GRID_STAFF, "GWS01"),
    Somebody("示例己", Role.GRID_STAFF, "GWS02"),
    Somebody("示例庚", Role.GRID_STAFF, "GWS03"),
    Somebody("示例辛", Role.GRID_STAFF, "WHS01"),
    Somebody("示例壬", Role.GRID_STAFF, "WHS02"),
    Somebody("示例癸", Role.GRID_STAFF, "WHS03"),
    Somebody("示例子", Role.CLERK, "QLS"),
    Somebody("示例丑", Role.CLERK, "GWS"),
    Somebody("示例寅", Role.CLERK, "WHS"),
    Somebody("示例卯", Role.RECTIFICATION_OFFICE, COUNTY),
    Somebody("示例辰", Role.OFFICER, COUNTY, "演示-001"),
    Somebody("示例巳", Role.OFFICER, COUNTY, "演示-002"),
    Somebody("示例午", Role.LEADER, "QLS"),
    Somebody("示例未", Role.LEADER, "GWS"),
    Somebody("示例申", Role.LEADER, "WHS"),
    Somebody("示例酉", Role.LEADER, COUNTY),
    Somebody("示例戌", Role.SUPERVISION, COUNTY),
    Somebody("示例亥", Role.AUDITOR, COUNTY),
)
FOUNDER = "示例卯"
SIGNER = "示例甲"
SIGNERS_GRID = "QLS03"
STAFF = {
    code: tuple(one.name for one in PEOPLE if one.grid == code and one.role is Role.GRID_STAFF)
    for code in VILLAGES
}
OFFICERS = tuple(one.name for one in PEOPLE if one.role is Role.OFFICER)
_LEADERS = {"QLS": "示例午（副镇长）", "GWS": "示例未（副镇长）", "WHS": "示例申（副镇长）"}
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"

_KEY, _ORDINARY, _LOW = Rank.KEY, Rank.ORDINARY, Rank.LOW
_MINE, _HEAP, _COKING, _WASHERY = SiteKind.MINE, SiteKind.SPOIL_HEAP, SiteKind.COKING, SiteKind.COAL_WASHING
_PLANT, _BUILDING, _RIVER, _SEWAGE = (
    SiteKind.ENTERPRISE,
    SiteKind.BUILDING_SITE,
    SiteKind.RIVER_SECTION,
    SiteKind.SEWAGE_WORKS,
)
_STRAW, _FARM, _RESTAURANT, _WASTE = (
    SiteKind.STRAW_FIELD,
    SiteKind.FARM,
    SiteKind.RESTAURANT,
    SiteKind.WASTE_POINT,
)
_DUST, _RESERVE, _OTHER = SiteKind.DUST_SOURCE, SiteKind.NATURE_RESERVE, SiteKind.OTHER

_SITES: dict[str, tuple[tuple[str, SiteKind, Rank, int], ...]] = {
    "QLS01": (
        ("平沟示例煤矿", _MINE, _KEY, -7),
        ("平沟 1 号排土场", _HEAP, _KEY, -7),
        ("平沟 2 号排土场", _HEAP, _ORDINARY, -6),
        ("平沟示例洗煤厂", _WASHERY, _ORDINARY, -4),
        ("平沟运煤道路", _DUST, _ORDINARY, -2),
        ("平沟社区垃圾收集点", _WASTE, _LOW, -3),
    ),
    "QLS02": (
        ("二贵沟示例煤矿", _MINE, _ORDINARY, -5),
        ("二贵沟 3 号排土场", _HEAP, _KEY, -7),
        ("四合木保护区二贵沟段", _RESERVE, _ORDINARY, -5),
        ("二贵沟示例石灰窑", _PLANT, _ORDINARY, -3),
        ("二贵沟示例砂石料场", _DUST, _ORDINARY, -1),
        ("二贵沟示例养殖场", _FARM, _LOW, 4),
    ),
    "QLS03": (
        ("千里山示例焦化一厂", _COKING, _KEY, -7),
        ("千里山示例焦化二厂", _COKING, _KEY, -7),
        ("千里山示例洗煤厂", _WASHERY, _KEY, -7),
        ("北山 7 号排土场", _HEAP, _KEY, -7),
        ("千里山园区污水处理站", _SEWAGE, _ORDINARY, -7),
        ("黄河千里山段 K12–K15", _RIVER, _ORDINARY, -1),
        ("滨河新区二期工地", _BUILDING, _ORDINARY, -3),
        ("四合木保护区北侧", _RESERVE, _ORDINARY, -7),
        ("千里山示例砂石料场", _DUST, _ORDINARY, -1),
        ("110 国道千里山段", _DUST, _ORDINARY, -1),
        ("千里山村秸秆地块（东片）", _STRAW, _ORDINARY, -1),
        ("千里山示例农家乐", _RESTAURANT, _LOW, -1),
        ("千里山示例养殖场", _FARM, _LOW, -4),
        ("千里山村垃圾收集点", _WASTE, _LOW, -2),
    ),
    "GWS01": (
        ("老石旦示例煤矿", _MINE, _KEY, -7),
        ("老石旦示例洗煤厂", _WASHERY, _KEY, -7),
        ("老石旦排土场", _HEAP, _ORDINARY, -5),
        ("老石旦棚户区改造工地", _BUILDING, _ORDINARY, -4),
        ("老石旦示例饭店", _RESTAURANT, _LOW, -2),
        ("老石旦村垃圾收集点", _WASTE, _LOW, 6),
    ),
    "GWS02": (
        ("公乌素 2 号排土场", _HEAP, _KEY, -7),
        ("公乌素示例焦化厂", _COKING, _KEY, -7),
        ("公乌素示例煤矿", _MINE, _ORDINARY, -6),
        ("公乌素商贸街工地", _BUILDING, _ORDINARY, -3),
        ("公乌素示例养殖场", _FARM, _LOW, 9),
    ),
    "GWS03": (
        ("西来峰示例焦化一厂", _COKING, _KEY, -7),
        ("西来峰示例焦化二厂", _COKING, _KEY, -7),
        ("西来峰示例电石厂", _PLANT, _ORDINARY, -5),
        ("西来峰污水处理厂", _SEWAGE, _ORDINARY, -4),
        ("西来峰园区渣场", _DUST, _ORDINARY, -2),
        ("西来峰园区道路工地", _BUILDING, _LOW, -1),
    ),
    "WHS01": (
        ("苏海图示例煤矿", _MINE, _KEY, -7),
        ("苏海图排土场", _HEAP, _KEY, -7),
        ("小铁帽子山采空区治理点", _MINE, _ORDINARY, -6),
        ("苏海图示例洗煤厂", _WASHERY, _ORDINARY, -2),
        ("苏海图示例饭店", _RESTAURANT, _LOW, -5),
        ("苏海图社区垃圾收集点", _WASTE, _LOW, 2),
    ),
    "WHS02": (
        ("黄白茨示例煤矿", _MINE, _KEY, -7),
        ("黄白茨排土场", _HEAP, _ORDINARY, -6),
        ("黄白茨示例活性炭厂", _PLANT, _ORDINARY, -4),
        ("黄白茨安置房工地", _BUILDING, _ORDINARY, -2),
        ("黄白茨示例养殖场", _FARM, _LOW, 11),
    ),
    "WHS03": (
        ("滨河村秸秆地块（北片）", _STRAW, _KEY, -7),
        ("黄河滨河段 K31–K34", _RIVER, _ORDINARY, -6),
        ("滨河村秸秆地块（南片）", _STRAW, _ORDINARY, -5),
        ("滨河污水提升泵站", _SEWAGE, _ORDINARY, -3),
        ("滨河村沿河排口", _OTHER, _ORDINARY, -1),
        ("滨河示例农家乐", _RESTAURANT, _LOW, 5),
    ),
}
_STATUS = {
    "千里山示例焦化二厂": SiteStatus.HALTED,
    "老石旦示例洗煤厂": SiteStatus.HALTED,
    "二贵沟示例石灰窑": SiteStatus.HALTED,
    "二贵沟示例煤矿": SiteStatus.CLOSED_DOWN,
    "千里山示例养殖场": SiteStatus.SEASONAL,
    "滨河示例农家乐": SiteStatus.SEASONAL,
}
SPOTS = tuple(
    Spot(
        name=name,
        grid=grid,
        kind=kind,
        rank=rank,
        status=_STATUS.get(name, SiteStatus.OPERATING),
        first_due=first_due,
        leader=_LEADERS[GROUND[grid].parent],
        responsible=f"示例{_SURNAMES[number % len(_SURNAMES)]}",
    )
    for number, (grid, (name, kind, rank, first_due)) in enumerate(
        (grid, row) for grid, rows in _SITES.items() for row in rows
    )
)
SPOT = {spot.name: spot for spot in SPOTS}
