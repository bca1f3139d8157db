"""What the columns of a ledger of findings (问题台账) can hold, and what its words mean."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from inspector.errors import Unreadable
from inspector.model.category import CATEGORY_NAMES, Category
from inspector.model.finding_state import ENDED, SEVERITY_NAMES, SOURCE_NAMES, STATE_NAMES, Severity, Source
from inspector.tables.fields import Field, normal_name
from inspector.tables.values import Meant
from inspector.words import LANGUAGES, N_, in_language

FINDING_FIELDS = (
    Field("number", N_("Number"), "编号 问题编号 挂号编号 挂账编号 台账编号 序列号"),
    Field(
        "text",
        N_("What was found"),
        "问题 存在问题 问题描述 问题内容 主要问题 发现问题 存在的问题 问题清单 具体问题 text problem",
        required=True,
    ),
    Field("source", N_("Source"), "来源 问题来源 线索来源 发现方式"),
    Field(
        "noticed", N_("Noticed"), "发现时间 发现日期 检查时间 检查日期 巡查时间 交办时间 登记时间 日期 date"
    ),
    Field(
        "site",
        N_("Site"),
        "点位 点位名称 企业名称 单位名称 被检查单位 涉及企业 污染源名称 企业 问题点位 对象名称 site name",
    ),
    Field("credit_code", N_("Credit code"), "统一社会信用代码 社会信用代码 信用代码 uscc"),
    Field("grid", N_("Grid"), "所属网格 网格 网格名称 村 村社区 所属村 所在村 行政村"),
    Field("grid_code", N_("Grid code"), "网格编码 网格编号 网格代码"),
    Field("spot", N_("Spot"), "位置 具体位置 地点 部位 地址 点位地址"),
    Field("longitude", N_("Longitude"), "经度 东经 lon lng"),
    Field("latitude", N_("Latitude"), "纬度 北纬 lat"),
    Field("severity", N_("Severity"), "等级 问题等级 严重程度 问题级别 级别 性质"),
    Field("category", N_("Category of finding"), "问题类别 问题类型 问题分类 污染类型 污染类别 category"),
    Field("unit", N_("Unit"), "责任单位 整改单位 整改责任单位 牵头单位 承办单位 unit"),
    Field("person", N_("Person in charge"), "责任人 整改责任人 整改负责人 负责人 联系人 person"),
    Field("due", N_("Due by"), "整改时限 整改期限 完成时限 要求完成时间 截止日期 due"),
    Field("state", N_("State"), "状态 当前状态 整改情况 整改状态 完成情况 整改进展 是否完成 是否销号"),
    Field("ended_on", N_("Ended on"), "销号时间 销号日期 办结时间 办结日期 完成时间 完成日期 整改完成时间"),
    Field("note", N_("Note"), "备注 说明 remark note"),
)
"""Of a line of the ledger; unless its state or a day says so it is open."""

UNKNOWN_STATE = N_("“{value}” says nothing about whether it is done; the line is taken as open.")
UNKNOWN_CATEGORY = N_("“{value}” is no category known here; the line is counted with the others.")
UNKNOWN_WORD = N_("“{value}” is not known here. Known are: {known}.")
_SEVERITIES: Mapping[Severity, str] = {
    Severity.MINOR: "一般 轻微 较轻 普通 一般问题",
    Severity.SERIOUS: "较重 严重 较大 突出 较严重 突出问题 严重问题",
    Severity.MAJOR: "重大 特别严重 重大问题",
}
_CATEGORIES: Mapping[Category, str] = {
    Category.DUST: "扬尘 扬尘污染 粉尘",
    Category.MINING: "矿山 矿山生态 矸石 煤矸石 采矿",
    Category.AIR: "废气 大气 大气污染 异味 废气异味",
    Category.WATER: "废水 水污染 污水 水",
    Category.RIVER: "河道 河湖 河道垃圾 水域",
    Category.SOLID_WASTE: "固废 固体废物 垃圾 生活垃圾 建筑垃圾 土壤",
    Category.STRAW: "秸秆 秸秆焚烧 露天焚烧 焚烧",
    Category.FARMING: "养殖 畜禽养殖 畜禽",
    Category.FUMES: "油烟 餐饮油烟 餐饮",
    Category.NOISE: "噪声 噪音 噪声污染",
    Category.SCATTERED: "散乱污 “散乱污” 小散乱污",
    Category.OTHER: "其他 其它",
}
_SOURCES: Mapping[Source, str] = {
    Source.PATROL: "巡查 网格巡查 日常巡查",
    Source.COMPLAINT: "信访 举报 投诉 12369 12345 信访举报 群众举报 环境信访",
    Source.SUPERVISION: "督导 督导组 督导检查",
    Source.INSPECTION: "督察 环保督察 中央环保督察 省级环保督察 环境保护督察 生态环境保护督察",
    Source.DRAW: "双随机 双随机抽查 随机抽查",
    Source.MEDIA: "媒体 媒体曝光 舆情",
    Source.DEPARTMENT: "部门检查 执法检查 专项检查 部门移送",
    Source.SEARCH: "举一反三 自查 排查",
    Source.LEDGER: "台账 历史台账 原台账",
}
_DONE = (
    "已完成 完成 已整改 整改完成 已整改完成 整改到位 已整改到位 已销号 销号 已办结 办结 已关闭 是 已验收"
    " 已完成整改"
)
_OPEN = "整改中 正在整改 未完成 未整改 进行中 推进中 未销号 否 待整改 待销号 正在推进 部分完成"

W = TypeVar("W", bound=StrEnum)


def severity_of(text: str) -> Severity:
    """Read how serious it is."""
    return _meant(text, SEVERITY_NAMES, _SEVERITIES)


def category_of(text: str) -> Meant:
    """Read what it is about; what nobody understands is counted with the others, and is a doubt."""
    try:
        return Meant(_meant(text, CATEGORY_NAMES, _CATEGORIES))
    except Unreadable:
        return Meant(Category.OTHER, doubt=Unreadable(UNKNOWN_CATEGORY, value=text))


def source_of(text: str) -> Source:
    """Read what brought it to light."""
    return _meant(text, SOURCE_NAMES, _SOURCES)


def is_ended(text: str) -> Meant:
    """Read whether a line is done with; what nobody understands is open, and is a doubt."""
    word = normal_name(text)
    for state, name in STATE_NAMES.items():
        if word in _spellings(state, name):
            return Meant(state in ENDED)
    if word in {normal_name(one) for one in _DONE.split()}:
        return Meant(value=True)
    known = word in {normal_name(one) for one in _OPEN.split()}
    return Meant(value=False, doubt=None if known else Unreadable(UNKNOWN_STATE, value=text))


def _meant(text: str, names: Mapping[W, str], aliases: Mapping[W, str]) -> W:
    word = normal_name(text)
    for value, name in names.items():
        if word in _spellings(value, name, aliases[value].split()):
            return value
    known = {f"n{at}": Unreadable(name) for at, name in enumerate(names.values())}
    listed = Unreadable("、".join(f"{{{name}}}" for name in known), **known)
    raise Unreadable(UNKNOWN_WORD, value=text, known=listed)


def _spellings(value: str, name: str, aliases: Iterable[str] = ()) -> set[str]:
    said = (value, *(in_language(one)(name) for one in LANGUAGES), *aliases)
    return {normal_name(one) for one in said}
