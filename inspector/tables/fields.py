"""What a column can hold, and the names it is given in the lists of offices."""

import re
import unicodedata
from dataclasses import dataclass

from inspector.words import N_

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a thing: its name in code and on the command line, its title, what else it is called.

    ``aliases`` are divided by spaces and have none themselves.
    """

    name: str
    title: str
    aliases: str
    required: bool = False


def normal_name(name: str) -> str:
    """Give what is compared of a column's name; width of letters, brackets, spaces and marks don't count."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _NO_LETTER.sub("", _BRACKETED.sub("", plain)) or _NO_LETTER.sub("", plain)


SITE_FIELDS = (
    Field(
        "name",
        N_("Site name"),
        "名称 点位名称 点位 监管对象 监管对象名称 企业名称 单位名称 企业 单位 项目名称 污染源名称 对象名称"
        " 场所名称 工地名称 企业单位名称 site enterprise",
        required=True,
    ),
    Field("kind", N_("Kind"), "类别 类型 点位类别 点位类型 对象类别 行业 行业类别 企业类型 type category"),
    Field("rank", N_("Rank"), "分级 级别 等级 监管级别 监管等级 管控级别 风险等级 level"),
    Field(
        "grid",
        N_("Grid"),
        "所属网格 网格 网格名称 所在网格 三级网格 村 村社区 所属村 所在村 社区 行政村 gridname village",
        required=True,
    ),
    Field("grid_code", N_("Grid code"), "网格编码 网格编号 网格代码 所属网格编码"),
    Field("address", N_("Address"), "地址 详细地址 所在地 位置 具体位置 单位地址 企业地址 location"),
    Field("longitude", N_("Longitude"), "经度 东经 中心经度 lon lng long x"),
    Field("latitude", N_("Latitude"), "纬度 北纬 中心纬度 lat y"),
    Field("coordinates", N_("Coordinates"), "坐标 经纬度 经纬度坐标 点位坐标 地理坐标 position"),
    Field("leader", N_("Responsible leader"), "责任领导 责任领导姓名 包保领导 包联领导 分管领导 leader"),
    Field("leader_phone", N_("Leader's phone"), "责任领导电话 领导电话 包保领导电话 责任领导联系电话"),
    Field(
        "responsible",
        N_("Responsible person"),
        "责任人 责任人员 责任人姓名 负责人 联系人 企业负责人 法人 法定代表人 环保负责人 responsible",
    ),
    Field(
        "responsible_phone",
        N_("Phone"),
        "电话 联系电话 手机 手机号 手机号码 联系方式 责任人电话 责任人员电话 负责人电话 责任人联系电话 tel",
    ),
    Field(
        "credit_code",
        N_("Credit code"),
        "统一社会信用代码 社会信用代码 信用代码 统一信用代码 组织机构代码 uscc",
    ),
    Field("status", N_("Status"), "状态 生产状态 运行状态 经营状态 生产情况 state"),
    Field("checklist", N_("List"), "巡查清单 清单 检查表 checklist"),
    Field("note", N_("Note"), "备注 说明 remark remarks notes"),
)
"""Of a site; ``coordinates`` holds both numbers in one cell."""

GRID_FIELDS = (
    Field("name", N_("Name"), "名称 网格名称 网格 grid gridname", required=True),
    Field("code", N_("Code"), "编码 编号 代码 网格编码 网格编号 网格代码 gridcode", required=True),
    Field(
        "parent",
        N_("Belongs to"),
        "上级网格 上级 所属网格 上级网格编码 上级编码 上级网格名称 所属上级 parent",
    ),
    Field("level", N_("Level"), "级别 层级 网格级别 网格层级 等级 级"),
)
"""Of a grid."""

PERSON_FIELDS = (
    Field("name", N_("Full name"), "姓名 人员姓名 名字 网格员 网格员姓名 人员 name", required=True),
    Field("role", N_("Role"), "角色 身份 岗位 人员类别 职责 职务"),
    Field(
        "grid",
        N_("Grid"),
        "所属网格 网格 网格名称 负责网格 所在网格 村 村社区 责任网格 gridname",
        required=True,
    ),
    Field("grid_code", N_("Grid code"), "网格编码 网格编号 网格代码 所属网格编码"),
    Field("since", N_("Since"), "任职日期 起始日期 开始日期 上岗日期 聘用日期 任职时间 from"),
    Field(
        "card",
        N_("Number of the enforcement card"),
        "执法证号 执法证编号 证号 行政执法证号 执法证件号 card cardnumber",
    ),
)
"""Of somebody's role in a grid; who has several has a row for each."""

Fields = tuple[Field, ...]


def names_of(field: Field) -> frozenset[str]:
    """Give every name of a field as it is compared."""
    return frozenset(normal_name(one) for one in (field.name, field.title, *field.aliases.split()))


KNOWN_NAMES = frozenset().union(
    *(names_of(field) for fields in (SITE_FIELDS, GRID_FIELDS, PERSON_FIELDS) for field in fields)
)
"""Every name that is understood, by which the row of names is found."""
