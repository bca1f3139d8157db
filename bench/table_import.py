"""import: 20,000 sites from Excel read, planned and recorded, against openpyxl reading the same file."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random

from bench.fixtures import cache, small_office
from bench.measure import Figure, in_turn, median
from bench.moment import NOW
from db.founding import Founded
from db.table_plan import carry_out
from db.table_sites import plan_sites
from inspector.tables.fields import SITE_FIELDS
from inspector.tables.mapping import propose
from inspector.tables.reading import read_table

SITES = 20_000
ROUNDS = 3
HEADER = ("点位名称", "类别", "级别", "所属网格", "地址", "经度", "纬度", "责任领导", "责任人", "联系电话")
FURTHER = ("统一社会信用代码", "状态", "备注")


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Take the list into offices that have 2,000 sites, a new one each time."""
    file = _workbook()
    with tempfile.TemporaryDirectory() as folder:
        offices = (small_office(Path(folder) / f"{number}") for number in count())
        waiting = [next(offices) for _ in range(ROUNDS)]
        ours, floors = in_turn(lambda: _take_in(file, waiting.pop()), lambda: _read(file), ROUNDS, warm=0)
    return [Figure("import", median(ours) / 1_000, median(floors) / 1_000, 2, "s")]


def _take_in(file: Path, founded: Founded) -> None:
    with closing(founded.workspace) as workspace, closing(workspace.reader()) as reader:
        table = read_table(file)
        plan = plan_sites(reader, table, propose(table, SITE_FIELDS), founded.actor, NOW, os.urandom)
        assert len(plan.added) == SITES, plan.bad[:3]  # noqa: S101 - a measure of something else would be a lie
        carry_out(workspace, plan, founded.actor, NOW)


def _read(file: Path) -> None:
    from openpyxl import load_workbook

    with closing(load_workbook(file, read_only=True, data_only=True)) as workbook:
        for _row in workbook.worksheets[0].iter_rows(values_only=True):
            pass


def _workbook() -> Path:
    """Give the list as Excel and WPS write one, made at the first call."""
    from openpyxl import Workbook

    file = cache() / "sites.xlsx"
    if not file.exists():
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.append([*HEADER, *FURTHER])
        for row in _rows():
            sheet.append(row)
        workbook.save(file)
    return file


def _rows() -> Iterator[list[object]]:
    from stdnum.cn import uscc

    chance = Random(1)  # noqa: S311 - a list needs no secret chance
    for number in range(SITES):
        code = f"91150300{chance.randrange(10**9):09d}"
        yield [
            f"演示企业 {number:05d} 有限公司",
            chance.choice(("焦化企业", "矿山", "企业", "养殖场", "餐饮")),
            chance.choice(("重点", "一般", "低")),
            "演示村网格",
            f"演示镇演示路 {number} 号",
            round(106.8 + chance.random() / 10, 7),
            round(39.6 + chance.random() / 10, 7),
            f"示例{number % 40}",
            f"示例{number % 400}",
            f"138{number:08d}",
            code + uscc.calc_check_digit(code),
            "在产",
            "" if number % 3 else "演示备注",
        ]
