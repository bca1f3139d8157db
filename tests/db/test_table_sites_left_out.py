"""Rows of a table of sites that are left out, each with its reason, and columns that hold something else."""

from contextlib import closing
from dataclasses import replace

import pytest

from inspector.errors import Refused, Unreadable
from inspector.tables.table import TableRow
from tests.db.site_tables import plan, table
from tests.db.village import (
    Village,
)


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


@pytest.mark.parametrize(
    ("header", "row", "column", "sentence"),
    [
        (("名称", "网格"), ("", "示例村网格"), "名称", "“Site name” is missing."),
        (("名称", "网格"), ("新厂", ""), "网格", "“Grid” is missing."),
        (("名称", "网格"), ("新厂", "没有村"), "网格", "There is no grid called 没有村."),
        (("名称", "网格编码"), ("新厂", "XX"), "网格编码", "There is no grid called XX."),
        (("名称", "网格", "类别"), ("新厂", "示例村", "飞船"), "类别", "“飞船” is not known here."),
        (
            ("名称", "网格", "经度", "纬度"),
            ("新厂", "示例村", "999", "39"),
            "经度",
            "The coordinates 999.0, 39.0",
        ),
        (("名称", "网格", "坐标"), ("新厂", "示例村", "那边"), "坐标", "“那边” is no coordinate."),
        (("名称", "网格", "清单"), ("新厂", "示例村", "没有"), "清单", "There is no list called 没有."),
        (("名称", "网格"), ("12345", "示例村"), "名称", "“12345” is no name."),
        (("名称", "网格"), ("长" * 300, "示例村"), "名称", "“Site name” is longer than 200 characters."),
        (
            ("名称", "网格", "地址"),
            ("新厂", "示例村", "x" * 600),
            "地址",
            "“Address” is longer than 500 characters.",
        ),
    ],
)
def test_a_row_that_can_not_be_taken_says_why(reader, header, row, column, sentence):
    grid = "SLX0101" if "网格编码" in header else "示例村网格"
    made = plan(reader, table(header, row, ("好厂", grid, "", "", "")))
    (bad,) = made.bad
    assert (bad.row, bad.column) == (2, column)
    assert str(bad.sentence).startswith(sentence)
    assert [one.name for one in made.added] == ["好厂"]


def test_a_cell_that_could_not_be_read_spoils_its_row_only_where_it_matters(reader):
    broken = Unreadable("no value")
    given = table(("名称", "网格", "别的"), ("新厂", "示例村", broken), (broken, "示例村", ""))
    made = plan(reader, given)
    assert [row.name for row in made.added] == ["新厂"]
    assert [(bad.row, bad.sentence) for bad in made.bad] == [(3, broken)]


def test_a_row_that_could_not_be_read_is_listed(reader):
    fault = Unreadable("another encoding")
    given = table(("名称", "网格"), ("新厂", "示例村"))
    given = replace(given, rows=(*given.rows, TableRow(3, (), fault)))
    assert [(bad.row, bad.column, bad.sentence) for bad in plan(reader, given).bad] == [(3, "", fault)]


def test_of_ten_thousand_rows_with_three_bad_ones_the_others_are_taken(village, reader):
    rows = [(f"企业 {n}", "示例村网格", "106.8", "39.7") for n in range(10_000)]
    rows[17] = ("", "示例村网格", "106.8", "39.7")
    rows[4_711] = ("坏坐标厂", "示例村网格", "那边", "39.7")
    rows[9_999] = ("远厂", "没有村", "", "")
    made = plan(reader, table(("名称", "网格", "经度", "纬度"), *rows))
    assert len(made.added) == 9_997
    assert [(bad.row, bad.column) for bad in made.bad] == [(19, "名称"), (4_713, "经度"), (10_001, "网格")]


@pytest.mark.parametrize(
    ("header", "rows", "column"),
    [
        (("名称", "网格", "经度", "纬度"), [("a", "示例村", "煤堆", "39")] * 4, "经度"),
        (("名称", "网格", "类别"), [(f"厂{n}", "示例村", f"路 {n} 号") for n in range(9)], "类别"),
        (("名称", "网格"), [(f"厂{n}", f"别村{n}") for n in range(9)], "网格"),
        (("名称", "网格"), [(f"{n}", "示例村") for n in range(9)], "名称"),
    ],
)
def test_a_wrong_column_is_one_sentence(reader, header, rows, column):
    with pytest.raises(Refused, match=f"The column {column} does not hold “.*Choose another column"):
        plan(reader, table(header, *rows))


def test_a_missing_column_is_one_sentence(reader):
    with pytest.raises(Refused, match="No column holds “Site name”"):
        plan(reader, table(("地址", "网格"), ("a", "示例村")))
