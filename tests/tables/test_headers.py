"""Finding the names of the columns among titles, merged cells and blanks."""

import pytest

from inspector.errors import Unreadable
from inspector.tables.fields import normal_name
from inspector.tables.table import MOST_COLUMNS, Merge, TableRow, cleaned, shown_name, table_of


def rows(*given):
    return [TableRow(number, tuple(cells)) for number, cells in enumerate(given, 1) if any(cells)]


def test_titles_above_the_names_are_passed_over():
    table = table_of(
        "a",
        rows(
            ["2026 年示例镇点位清单", "", ""],
            ["填报单位：示例镇", "", ""],
            ["序号", "企业名称", "所属网格"],
            ["1", "一厂", "村"],
        ),
    )
    assert table.columns == ("序号", "企业名称", "所属网格")
    assert [row.number for row in table.rows] == [4]


def test_rows_of_sums_are_left_out_and_said():
    given = rows(
        ["编号", "存在问题"],
        ["1", "扬尘"],
        ["", "小 计：", "1"],
        ["2", "合计不符"],
        ["Total", "2"],
        ["合计", "2"],
    )
    table = table_of("a", given)
    assert [row.number for row in table.rows] == [2, 4]
    assert [str(note) for note in table.notes] == [
        f"Row {row} says sums of the rows above it and was left out." for row in (3, 5, 6)
    ]
    assert [row.number for row in table_of("a", given, is_headed=True).rows] == [2, 3, 4, 5, 6]


def test_a_table_of_sums_alone_holds_no_row():
    with pytest.raises(Unreadable, match="no row below"):
        table_of("a", rows(["编号", "存在问题"], ["合计", "0"]))


def test_without_a_known_name_the_first_of_the_fullest_rows_counts():
    table = table_of("a", rows(["t", "", ""], ["a", "b", "c"], ["1", "2", "3"]))
    assert table.columns == ("a", "b", "c")


def test_names_of_one_column_that_is_called_twice_are_numbered():
    assert table_of("a", rows(["名称", "电话", "电话", ""], ["一厂", "1", "2", ""])).columns == (
        *("名称", "电话", "电话 (2)", ""),
    )


def test_a_group_over_two_columns_gives_way_to_the_names_below_it():
    given = rows(["名称", "坐标", "", "备注"], ["", "经度", "纬度", ""], ["一厂", "106.8", "39.7", ""])
    table = table_of("a", given, merges=[Merge(0, 1, 0, 2), Merge(0, 0, 1, 0)])
    assert table.columns == ("名称", "经度", "纬度", "备注")
    assert [row.number for row in table.rows] == [3]


def test_names_below_a_group_may_stand_further_right_than_the_group():
    given = rows(["名称", "坐标"], ["", "经度", "纬度"], ["一厂", "106.8", "39.7"])
    assert table_of("a", given, merges=[Merge(0, 1, 0, 2)]).columns == ("名称", "经度", "纬度")


def test_a_group_without_names_below_it_names_its_columns():
    given = rows(["名称", "备注", ""], ["一厂", "甲", "乙"])
    table = table_of("a", given, merges=[Merge(0, 1, 0, 2), Merge(5, 0, 5, 1)])
    assert table.columns == ("名称", "备注", "备注 (2)")
    assert len(table.rows) == 1


def test_a_group_as_the_last_row_has_nothing_below():
    with pytest.raises(Unreadable, match="no row below"):
        table_of("a", rows(["名称", "备注", ""]), merges=[Merge(0, 1, 0, 2)])


@pytest.mark.parametrize("given", [[], [["", ""]]])
def test_nothing_is_said(given):
    with pytest.raises(Unreadable, match="a holds nothing"):
        table_of("a", rows(*given))


def test_only_a_header_is_said():
    with pytest.raises(Unreadable, match="the names of columns and no row below them"):
        table_of("a", rows(["名称", "网格"]))


def test_columns_beyond_those_a_list_has_are_left_out_and_said():
    wide = [f"c{n}" for n in range(16_384)]
    table = table_of("a", rows(["名称", *wide], ["一厂", *wide]))
    assert len(table.columns) == MOST_COLUMNS
    assert len(table.rows[0].cells) == MOST_COLUMNS
    assert str(table.notes[0]) == "Only the first 256 columns were read."


def test_a_cell_of_a_hundred_thousand_characters_is_a_reason():
    table = table_of("a", rows(["名称", "备注"], ["一厂", "x" * 100_000]))
    assert str(table.rows[0].cell(1)) == "This cell holds more than 32767 characters."
    assert table.rows[0].cell(0) == "一厂"
    assert table.rows[0].cell(7) == ""


def test_the_sample_is_the_first_rows():
    table = table_of("a", rows(["名称"], *([str(n)] for n in range(9))))
    assert [row.cells[0] for row in table.sample] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("企业 名称", "企业名称"),
        ("经度（度）", "经度"),
        ("经度(°)", "经度"),
        ("ＮＡＭＥ", "name"),
        ("责任人\n电话", "责任人电话"),
        ("* 名称 :", "名称"),
        ("级别【必填】", "级别"),
        ("（备注）", "备注"),
    ],
)
def test_names_are_compared_without_width_space_brackets_and_marks(one, other):
    assert normal_name(one) == normal_name(other)


def test_a_name_is_shown_in_one_line():
    assert shown_name("责任人\n 电话") == "责任人 电话"
    assert shown_name(Unreadable("no")) == ""


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("  a \t b\r\n", "a b"),
        ("e\u0301", "é"),
        ("厂\u2028区", "厂 区"),
        ("一\u3000厂", "一 厂"),
        ("\x07铃", "铃"),
        ("厂", "厂"),
    ],
)
def test_text_is_one_line_without_what_nobody_sees(given, wanted):
    assert cleaned(given) == wanted
