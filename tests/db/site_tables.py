"""Tables of sites for a village, planned and taken in by its office."""

import os

from db.table_plan import carry_out
from db.table_sites import known_sites, plan_sites
from db.workspace import Actor
from inspector.tables.fields import SITE_FIELDS
from inspector.tables.mapping import propose
from inspector.tables.table import Table, TableRow
from tests.db.village import (
    MORNING,
    OFFICE,
    OFFICER,
)

BY = Actor(OFFICER, OFFICE)


def table(header, *rows):
    given = (TableRow(number, tuple(cells)) for number, cells in enumerate(rows, 2))
    return Table("清单.csv", tuple(header), tuple(given))


def plan(reader, given, by=BY):
    return plan_sites(reader, given, propose(given, SITE_FIELDS), by, MORNING, os.urandom)


def take_in(village, reader, given, by=BY):
    made = plan(reader, given, by)
    return carry_out(village.workspace, made, by, MORNING)


def by_name(reader, name):
    return next(one for one in known_sites(reader) if one.name == name)


WHOLE = (
    *(
        "企业名称",
        "类别",
        "级别",
        "所属网格",
        "地址",
        "经度",
        "纬度",
        "责任领导",
        "责任领导电话",
        "责任人",
        "电话",
    ),
    *("统一社会信用代码", "状态", "巡查清单", "备注"),
)
ROW = (
    *(
        "新厂",
        "焦化",
        "重点",
        "示例村网格",
        "示例路 1 号",
        "106.85",
        "39.78",
        "示例丙",
        "0477-1",
        "示例丁",
        "138",
    ),
    *("91110000600037341L", "停产整治", "河段观察", "旧址"),
)
