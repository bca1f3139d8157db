"""Lists that leave: what Excel, WPS, maps and programs find in them."""

import json
from datetime import date

import pytest
from openpyxl import load_workbook

from inspector.periods import Instant
from inspector.tables.reading import read_table
from inspector.tables.writing import (
    TOLD_EVERY,
    Form,
    OutColumn,
    OutRow,
    Point,
    as_clipboard_text,
    write_list,
)

COLUMNS = (
    OutColumn("id", "编号", code=True),
    OutColumn("name", "名称", 200),
    OutColumn("kind", "类别", said={"mine": "矿山"}.__getitem__),
    OutColumn("day", "日期"),
    OutColumn("at", "时间"),
    OutColumn("count", "个数"),
)
AT = Instant(1_795_310_042_123, 480)
ROW = OutRow(("001", "一厂", "mine", date(2026, 11, 22), AT, 3), Point(106.842, 39.774), {"a": 1})
EMPTY = OutRow(("", "", None, None, None, None))
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "'=x", '=HYPERLINK("http://example.invalid")')


def written(tmp_path, form, rows, columns=COLUMNS):
    to = tmp_path / f"list.{form}"
    count = write_list(to, form, "清单", columns, rows)
    assert count == len(rows)
    assert [one.name for one in tmp_path.iterdir()] == [to.name]
    return to


def test_csv_opens_in_excel_with_its_letters(tmp_path):
    content = written(tmp_path, Form.CSV, [ROW, EMPTY]).read_bytes()
    assert content.startswith("\ufeff编号,名称,类别,日期,时间,个数\r\n".encode())
    assert content.decode("utf-8-sig").splitlines()[1:] == [
        "001,一厂,矿山,2026-11-22,2026-11-22 09:14,3",
        ",,,,,",
    ]


@pytest.mark.parametrize("form", [Form.CSV, Form.XLSX])
@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(tmp_path, form, text):
    columns = (OutColumn("name", "名称"), OutColumn("grid", "所属网格"))
    file = written(tmp_path, form, [OutRow((text, "村"))], columns)
    assert read_table(file).rows[0].cells == (text, "村")
    if form is Form.XLSX:
        cell = load_workbook(file).worksheets[0]["A2"]
        assert (cell.value, cell.data_type) == (text, "s")
    else:
        assert not file.read_text("utf-8-sig").splitlines()[1].startswith(("=", "+", "-", "@", '"='))


def test_a_workbook_has_real_days_a_frozen_header_a_filter_and_text_for_codes(tmp_path):
    sheet = load_workbook(written(tmp_path, Form.XLSX, [ROW, EMPTY])).worksheets[0]
    assert sheet.title == "清单"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F3")
    assert [cell.value for cell in sheet[1]] == ["编号", "名称", "类别", "日期", "时间", "个数"]
    code, _name, kind, day, moment, count = sheet[2]
    assert (code.value, code.number_format) == ("001", "@")
    assert (kind.value, count.value) == ("矿山", 3)
    assert day.number_format == "yyyy-mm-dd"
    assert (f"{day.value}", f"{moment.value}") == ("2026-11-22 00:00:00", "2026-11-22 09:14:02")
    assert [cell.value for cell in sheet[3]] == [None] * 6
    assert sheet.column_dimensions["B"].width == 60
    assert sheet["A1"].font.bold


def test_letters_that_excel_can_not_hold_are_spaces(tmp_path):
    columns = (OutColumn("name", "名称"), OutColumn("grid", "所属网格"))
    file = written(tmp_path, Form.XLSX, [OutRow(("一\x07厂", "村"))], columns)
    assert read_table(file).rows[0].cells == ("一 厂", "村")


@pytest.mark.parametrize(("title", "shown"), [("a/b:c*", "a b c "), ("", "1"), ("长" * 40, "长" * 31)])
def test_a_sheet_has_a_name_that_excel_takes(tmp_path, title, shown):
    write_list(tmp_path / "a.xlsx", Form.XLSX, title, COLUMNS, [ROW])
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == [shown]


def test_json_has_english_keys_and_values(tmp_path):
    assert json.loads(written(tmp_path, Form.JSON, [ROW, EMPTY]).read_text("utf-8")) == [
        {
            "id": "001",
            "name": "一厂",
            "kind": "mine",
            "day": "2026-11-22",
            "at": "2026-11-22T09:14:02+08:00",
            "count": 3,
            "body": {"a": 1},
        },
        {"id": "", "name": "", "kind": None, "day": None, "at": None, "count": None},
    ]
    assert json.loads(written(tmp_path, Form.JSON, []).read_text("utf-8")) == []


def test_geojson_is_that_of_the_standard(tmp_path):
    value = json.loads(written(tmp_path, Form.GEOJSON, [ROW, EMPTY]).read_text("utf-8"))
    assert value["type"] == "FeatureCollection"
    one, other = value["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [106.842, 39.774]}
    assert (one["type"], one["id"], one["properties"]["kind"]) == ("Feature", "001", "mine")
    assert other["geometry"] is None


@pytest.mark.parametrize("form", Form)
def test_what_is_stopped_leaves_nothing_behind_and_what_was_there_stays(tmp_path, form):
    to = tmp_path / "list"
    to.write_text("before", "utf-8")
    told = []

    def stop(done):
        told.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_list(to, form, "清单", COLUMNS, [ROW] * (TOLD_EVERY + 1), stop)
    assert told == [TOLD_EVERY]
    assert to.read_text("utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["list"]


def test_the_clipboard_gets_lines_with_tabs():
    rows = [ROW, OutRow(("=1", "一\t厂\n", None, None, None, None))]
    assert as_clipboard_text(COLUMNS, rows).split("\n") == [
        "编号\t名称\t类别\t日期\t时间\t个数",
        "001\t一厂\t矿山\t2026-11-22\t2026-11-22 09:14\t3",
        "'=1\t一 厂\t\t\t\t",
    ]
