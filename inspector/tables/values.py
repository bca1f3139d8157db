"""What a cell of a table means: kinds and ranks by their words, days, codes."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from operator import mul
from typing import Any, NamedTuple

from inspector.errors import Spoken, Unreadable
from inspector.model.grid import LEVEL_NAMES
from inspector.model.office import Rank
from inspector.model.person import ROLE_NAMES, Role
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES, SiteKind, SiteStatus
from inspector.tables.fields import normal_name
from inspector.words import LANGUAGES, N_, in_language

LONGEST_NAME, LONGEST_LINE, LONGEST_NOTE = 200, 500, 5_000
CREDIT_CODE_LENGTH = 18
"""GB 32100-2015."""

UNKNOWN_WORD = N_("“{value}” is not known here. Known are: {known}.")
NO_DAY = N_("“{value}” is no day. Write it as 2026-11-22.")
NO_LEVEL = N_("“{value}” is no level. Write 1, 2 or 3.")
DIGITS_LOST = N_(
    "“{value}” has lost its last digits in a spreadsheet. Format the column as text and enter it again."
)
WRONG_LENGTH = N_("The credit code {code} does not have 18 characters.")
WRONG_CHECK = N_("The check digit of the credit code {code} is wrong.")

_KINDS: Mapping[SiteKind, str] = {
    SiteKind.MINE: "矿山 煤矿 矿 露天矿 采矿 矿区",
    SiteKind.SPOIL_HEAP: "排土场 矸石山 渣场 排矸场 弃土场",
    SiteKind.COKING: "焦化 焦化企业 焦化厂 焦炭",
    SiteKind.COAL_WASHING: "洗煤 洗煤厂 选煤厂 洗选 煤炭洗选",
    SiteKind.ENTERPRISE: "企业 工业企业 工厂 公司 生产企业 工矿企业 化工 电力 建材 冶金 工业源 排污单位"
    " 加油站 汽修 作坊 医院",
    SiteKind.BUILDING_SITE: "工地 建筑工地 施工工地 建设工地 在建工地 施工现场",
    SiteKind.RIVER_SECTION: "河段 河流 河道 断面 水体 黑臭水体 河湖 湖泊 水库 沟渠",
    SiteKind.SEWAGE_WORKS: "污水处理厂 污水处理站 污水处理设施 污水处理",
    SiteKind.STRAW_FIELD: "秸秆地块 秸秆 农田 秸秆禁烧 地块 田块",
    SiteKind.FARM: "养殖场 畜禽养殖 养殖 规模养殖场 养殖户 畜禽养殖场",
    SiteKind.RESTAURANT: "餐饮 饭店 餐馆 餐饮单位 餐饮油烟 酒店",
    SiteKind.WASTE_POINT: "垃圾点 垃圾收集点 垃圾 垃圾站 固废堆放点 垃圾中转站",
    SiteKind.DUST_SOURCE: "扬尘源 扬尘 堆场 料场 砂石料场 道路 煤场 裸地 裸露地块",
    SiteKind.NATURE_RESERVE: "自然保护区 保护区 自然保护地 生态保护红线",
    SiteKind.OTHER: "其他 其它 排口 排污口 入河排污口 散煤 露天焚烧点",
}
_RANKS: Mapping[Rank, str] = {
    Rank.KEY: "重点 重点点位 重点监管 重点企业 重点源 重点单位 高 高风险 一类 一级 A",
    Rank.ORDINARY: "一般 一般点位 一般监管 一般企业 一般源 普通 中 中风险 二类 二级 B",
    Rank.LOW: "低 低风险 低风险点位 三类 三级 C",
}
_STATUSES: Mapping[SiteStatus, str] = {
    SiteStatus.OPERATING: "在产 生产 生产中 正常 正常生产 运行 正常运行 在建 施工 施工中 营业 正常营业 运营",
    SiteStatus.HALTED: "停产整治 停产 已停产 停产整改 停业整顿 限产 停工 停业 整改 整改中",
    SiteStatus.CLOSED_DOWN: "关停取缔 关停 取缔 关闭 注销 已关停 已关闭",
    SiteStatus.SEASONAL: "季节性停产 季节性 季节性生产",
}
_ROLES: Mapping[Role, str] = {
    Role.GRID_STAFF: "网格员 专职网格员 兼职网格员 网格长 三级网格员 巡查员",
    Role.CLERK: "镇办 镇级管理员 乡镇网格办 二级网格员 乡镇管理员 内勤",
    Role.RECTIFICATION_OFFICE: "整改办 区县整改办 县级管理员 一级网格员",
    Role.OFFICER: "执法人员 执法员 行政执法人员 监察员",
    Role.LEADER: "责任领导 领导 包保领导 分管领导",
    Role.SUPERVISION: "督导组 督导 督导员",
    Role.AUDITOR: "审计 审计人员 只读",
}
_LEVELS = {"一": 1, "二": 2, "三": 3, "县": 1, "区": 1, "镇": 2, "乡": 2, "街道": 2, "村": 3, "社区": 3}
_WORKS = ("厂", "公司", "窑")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}.*)?|(\d{4})(\d{2})(\d{2})"
)
_SPACES = re.compile(r"[\s-]+")
_IN_POWERS = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")


class Meant(NamedTuple):
    """What a cell means, and what a person should look at."""

    value: object
    doubt: Spoken | None = None


def kind_of(text: str) -> SiteKind:
    """Read a kind of site, also where more words stand around it (规模化生猪养殖场)."""
    word = normal_name(text)
    known = _words(SiteKind)
    if word in known:
        return SiteKind(known[word])
    inside = [(len(one), value) for one, value in known.items() if len(one) > 1 and one in word]
    if not inside and word.endswith(_WORKS):
        return SiteKind.ENTERPRISE
    if not inside:
        raise _unknown(text, KIND_NAMES.values())
    return SiteKind(max(inside)[1])


def rank_of(text: str) -> Rank:
    """Read how closely a site is watched."""
    return Rank(_known_word(text, Rank, RANK_NAMES.values()))


def status_of(text: str) -> SiteStatus:
    """Read whether a site works."""
    return SiteStatus(_known_word(text, SiteStatus, STATUS_NAMES.values()))


def role_of(text: str) -> Role:
    """Read what somebody does."""
    return Role(_known_word(text, Role, ROLE_NAMES.values()))


def level_of(text: str) -> int:
    """Read the level of a grid: 1, 一级, 镇级, level 2."""
    word = normal_name(text)
    for level, name in enumerate(LEVEL_NAMES, 1):
        if word in {str(level), *(normal_name(in_language(one)(name)) for one in LANGUAGES)}:
            return level
    found = next(
        (level for name, level in _LEVELS.items() if word.removesuffix("网格").startswith(name)), None
    )
    if found is None:
        raise Unreadable(NO_LEVEL, value=text)
    return found


def day_of(text: str) -> date:
    """Read a day: 2026-11-22, 2026/11/22, 2026年11月22日, 20261122."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise Unreadable(NO_DAY, value=text) from None


def digits_of(text: str) -> str:
    """Take a phone number or a code as it stands, unless a spreadsheet has shortened it."""
    if _IN_POWERS.fullmatch(text):
        raise Unreadable(DIGITS_LOST, value=text)
    return text


def credit_code_of(text: str) -> Meant:
    """Read a unified social credit code (GB 32100-2015); a wrong one is a doubt, for offices keep such."""
    code = _SPACES.sub("", unicodedata.normalize("NFKC", digits_of(text))).upper()
    if len(code) != CREDIT_CODE_LENGTH:
        return Meant(code, Unreadable(WRONG_LENGTH, code=code))
    return Meant(code, None if _checks(code) else Unreadable(WRONG_CHECK, code=code))


def _checks(code: str) -> bool:
    """Compare the check digit, weights 3^i mod 31 (GB 32100-2015, 5.2); tens of thousands come at once."""
    try:
        digits = [_DIGITS[one] for one in code]
    except KeyError:
        return False
    total: int = sum(map(mul, digits, _WEIGHTS))
    return (total + digits[-1]) % 31 == 0


_DIGITS = {one: at for at, one in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_WEIGHTS = tuple(3**at % 31 for at in range(CREDIT_CODE_LENGTH - 1))


def _known_word(text: str, words: type[StrEnum], names: Iterable[str]) -> str:
    value = _words(words).get(normal_name(text))
    if value is None:
        raise _unknown(text, names)
    return value


def _unknown(text: str, names: Iterable[str]) -> Unreadable:
    """Say which words are known, each in the language of whoever reads the sentence."""
    known = {f"n{at}": Unreadable(name) for at, name in enumerate(names)}
    listed = Unreadable("、".join(f"{{{name}}}" for name in known), **known)
    return Unreadable(UNKNOWN_WORD, value=text, known=listed)


@cache
def _words(words: type[StrEnum]) -> dict[str, str]:
    """Give every word for each value, in every language, as it is compared."""
    titles, aliases = _VOCABULARY[words]
    known: dict[str, str] = {}
    for value, name in titles.items():
        said = (value, *(in_language(one)(name) for one in LANGUAGES), *aliases[value].split())
        known |= {normal_name(one): value for one in said}
    return known


_VOCABULARY: dict[type[StrEnum], tuple[Mapping[Any, str], Mapping[Any, str]]] = {
    SiteKind: (KIND_NAMES, _KINDS),
    Rank: (RANK_NAMES, _RANKS),
    SiteStatus: (STATUS_NAMES, _STATUSES),
    Role: (ROLE_NAMES, _ROLES),
}
