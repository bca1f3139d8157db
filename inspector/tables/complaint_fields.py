"""What the columns of a list of cases sent down (督察交办件) can hold; who complained is none of it."""

import re

from inspector.errors import Unreadable
from inspector.model.complaint_words import Pollution
from inspector.tables.fields import Field
from inspector.tables.values import Meant
from inspector.words import N_

COMPLAINT_FIELDS = (
    Field(
        "given_number",
        N_("Case number"),
        "受理编号 编号 举报编号 案件编号 转办编号 交办编号 信访编号 件号 number",
        required=True,
    ),
    Field("batch", N_("Batch"), "批次 交办批次 转办批次 batch"),
    Field(
        "received",
        N_("Received on"),
        "交办时间 交办日期 转办时间 转办日期 受理时间 受理日期 举报时间 日期 date",
    ),
    Field(
        "about", N_("About whom"), "被举报单位 被举报对象 涉及企业 企业名称 单位名称 责任主体 污染源名称 site"
    ),
    Field("address", N_("Address"), "地址 所在地 详细地址 行政区域 所属区域 区域 location"),
    Field(
        "content",
        N_("Complaint"),
        "交办问题基本情况 问题基本情况 举报内容 信访内容 问题描述 反映问题 主要问题 内容 problem",
        required=True,
    ),
    Field("kinds", N_("Pollution"), "污染类型 污染要素 环境要素 类型 type"),
    Field("wanted", N_("What is wanted"), "诉求 举报诉求 要求"),
)
"""One case a row."""

NOT_A_KIND = N_("“{value}” is no kind of pollution known here; it counts as other.")
_KINDS = (
    (Pollution.WATER, "水"),
    (Pollution.ODOUR, "异味|恶臭|臭气"),
    (Pollution.AIR, "大气|空气|扬尘|油烟|粉尘|废气|气"),
    (Pollution.NOISE, "噪声|噪音"),
    (Pollution.WASTE, "固废|固体废物|垃圾|危废"),
    (Pollution.SOIL, "土壤"),
    (Pollution.ECOLOGY, "生态"),
    (Pollution.RADIATION, "辐射"),
    (Pollution.OTHER, "其他|其它"),
)
_DIVIDED = re.compile(r"[、,，;；/\s和及]+")


def kinds_of(text: str) -> Meant:
    """Read kinds of pollution as lists name them; what is none counts as other, with a doubt."""
    found: dict[Pollution, None] = {}
    doubt: Unreadable | None = None
    for part in filter(None, _DIVIDED.split(text)):
        kind = next((one for one, words in _KINDS if re.search(words, part)), None)
        if kind is None:
            doubt = Unreadable(NOT_A_KIND, value=part)
        found[kind or Pollution.OTHER] = None
    return Meant(tuple(found), doubt)
