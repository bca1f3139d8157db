"""Excel workbooks: values, formulas, dates, hidden and merged cells, several sheets."""

from collections.abc import Mapping
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import MAC_EPOCH

from inspector.errors import Unreadable
from inspector.tables.reading import read_table
from inspector.tables.table import MOST_EMPTY
from tests.tables.made import RELATIONS, TYPES, data, package, row, workbook

MOMENT = datetime(2026, 11, 22, 9, 5)  # noqa: DTZ001 - a spreadsheet knows no zones


def value(tmp_path, cell: str, more: Mapping[str, str | bytes] | None = None):
    """Read one cell written as XML."""
    file = package(
        tmp_path / "a.xlsx", data(f'<row r="2"><c r="A2" t="str"><v>一厂</v></c>{cell}</row>'), more
    )
    return read_table(file).rows[0].cell(1)


def test_what_openpyxl_writes_is_read(tmp_path):
    file = workbook(
        tmp_path / "a.xlsx",
        [
            ("名称", "所属网格", "日期", "时刻", "电话", "经度", "是否", "空"),
            ("一厂", "村", date(2026, 11, 22), MOMENT, 13800000000, 106.25, True, None),
        ],
    )
    table = read_table(file)
    assert table.rows[0].cells == (
        "一厂",
        "村",
        "2026-11-22",
        "2026-11-22 09:05",
        "13800000000",
        "106.25",
        "TRUE",
    )
    assert (table.sheet, table.sheets) == ("Sheet1", ("Sheet1",))


def test_a_time_of_day_is_read(tmp_path):
    file = workbook(tmp_path / "a.xlsx", [("名称", "所属网格"), ("一厂", time(9, 5))])
    assert read_table(file).rows[0].cells == ("一厂", "09:05")


def test_days_counted_from_1904_are_right(tmp_path):
    made = Workbook()
    made.epoch = MAC_EPOCH
    made.worksheets[0].append(["名称", "所属网格"])
    made.worksheets[0].append(["一厂", date(2026, 11, 22)])
    made.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").rows[0].cells == ("一厂", "2026-11-22")


def test_a_formula_gives_what_it_gave_last(tmp_path):
    assert value(tmp_path, '<c r="B2"><f>1+1</f><v>2</v></c>') == "2"
    assert value(tmp_path, '<c r="B2" t="str"><f>A2</f><v>村</v></c>') == "村"


@pytest.mark.parametrize("cell", ['<c r="B2"><f>1+1</f></c>', '<c r="B2" t="str"><f>A2</f><v></v></c>'])
def test_a_formula_without_a_value_is_a_reason(tmp_path, cell):
    assert str(value(tmp_path, cell)).startswith("This cell holds a formula without a value.")


def test_a_link_to_another_workbook_is_not_followed(tmp_path):
    linked = {
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>"
        f'<Relationship Id="r9" Type="{TYPES}/externalLink" Target="http://example.invalid/x.xlsx"'
        ' TargetMode="External"/>'
        f'<Relationship Id="r1" Type="{TYPES}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>'
    }
    assert value(tmp_path, '<c r="B2"><f>[1]Sheet1!A1</f><v>7</v></c>', linked) == "7"


def test_a_sheet_outside_the_package_is_none(tmp_path):
    outside = {
        "xl/_rels/workbook.xml.rels": f'<Relationships {RELATIONS}><Relationship Id="r1"'
        f' Type="{TYPES}/worksheet" Target="../../../etc/passwd"/></Relationships>'
    }
    with pytest.raises(Unreadable, match="holds nothing"):
        value(tmp_path, "", outside)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "This cell holds the error #REF!."),
        ('<c r="B2"><v>1.10101E+17</v></c>', "The number 1.10101E+17 has lost its last digits."),
        (f'<c r="B2" t="str"><v>{"x" * 40_000}</v></c>', "This cell holds more than 32767 characters."),
        ('<c r="B2" s="1"><v>1E+300</v></c>', "1e+300 is no date."),
    ],
)
def test_a_cell_without_a_value_says_why(tmp_path, cell, wanted):
    dates = {
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>"
        f'<Relationship Id="r1" Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{TYPES}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/>'
        "</cellXfs></styleSheet>",
    }
    assert str(value(tmp_path, cell, dates)).startswith(wanted)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ('<c r="B2" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="B2" t="d"><v>2026-11-22T00:00:00</v></c>', "2026-11-22"),
        ('<c r="B2"><v>1.5E3</v></c>', "1500"),
        ('<c r="B2"><v>39.600000000000001</v></c>', "39.6"),
        ('<c t="str"><v>村</v></c>', "村"),
        ('<c r="B2" t="inlineStr"><is><r><t>示</t></r><r><t>例</t></r></is></c>', "示例"),
        ('<c r="B2" s="1"/>', ""),
        ('<c r="D2" t="str"><v>x</v></c>', ""),
        ('<c r="C2" t="str"><v>x</v></c><c r="B2" t="str"><v>村</v></c>', "村"),
    ],
)
def test_every_kind_of_cell_is_read(tmp_path, cell, wanted):
    assert value(tmp_path, cell) == wanted


def test_shared_texts_come_without_the_readings_beside_them(tmp_path):
    shared = {
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>"
        f'<Relationship Id="r1" Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{TYPES}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": "<sst>\n<si><t>村</t></si><si><r><t>示</t></r><r><t>例村</t></r>"
        '<rPh sb="0" eb="1"><t>shili</t></rPh></si></sst>',
    }
    assert value(tmp_path, '<c r="B2" t="s"><v>1</v></c>', shared) == "示例村"


def test_hidden_rows_and_columns_are_read_and_said(tmp_path):
    made = Workbook()
    sheet = made.worksheets[0]
    for cells in (("名称", "所属网格"), ("一厂", "村"), ("二厂", "村")):
        sheet.append(cells)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    made.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert len(table.rows) == 2
    assert [str(note) for note in table.notes] == [
        "Hidden rows are read too: 1.",
        "Hidden columns are read too: 1.",
    ]


def test_merged_names_are_understood(tmp_path):
    made = Workbook()
    sheet = made.worksheets[0]
    for cells in (
        ("示例镇清单",),
        ("名称", "坐标", None, "所属网格"),
        (None, "经度", "纬度"),
        ("一厂", 106.8, 39.7, "村"),
    ):
        sheet.append(cells)
    for place in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(place)
    made.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.columns == ("名称", "经度", "纬度", "所属网格")
    assert table.rows[0].cells == ("一厂", "106.8", "39.7", "村")


@pytest.fixture
def several(tmp_path):
    made = Workbook()
    made.worksheets[0].append(["说明：请如实填写"])
    for title, name in (("清单", "一厂"), ("旧", "老厂"), ("空", None)):
        sheet = made.create_sheet(title)
        if name:
            sheet.append(["名称", "所属网格"])
            sheet.append([name, "村"])
    made["旧"].sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_of_several_sheets_the_one_with_known_names_is_read(several):
    table = read_table(several)
    assert (table.sheet, table.sheets) == ("清单", ("Sheet", "清单", "空"))
    assert table.rows[0].cells == ("一厂", "村")


def test_a_sheet_can_be_named_also_a_hidden_one(several):
    assert read_table(several, "旧").rows[0].cells == ("老厂", "村")
    with pytest.raises(Unreadable, match="no sheet called 新; there are Sheet、清单、空"):
        read_table(several, "新")
    with pytest.raises(Unreadable, match="holds nothing"):
        read_table(several, "空")


def test_without_known_names_the_first_sheet_with_anything_is_read(tmp_path):
    made = Workbook()
    made.create_sheet("二").append(["a", "b"])
    made["二"].append([1, 2])
    made.create_sheet("三").append(["c"])
    made.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").sheet == "二"


def test_a_workbook_whose_sheets_are_all_hidden_is_read_all_the_same(tmp_path):
    file = workbook(tmp_path / "a.xlsx", [("名称", "所属网格"), ("一厂", "村")])
    made = load_workbook(file)
    made.worksheets[0].sheet_state = "veryHidden"
    made.create_sheet("空")
    made.save(file)
    assert read_table(file, "Sheet1").rows


def test_reading_ends_where_a_thousand_empty_rows_follow(tmp_path):
    far = row(MOST_EMPTY + 9, "远厂", "村")
    table = read_table(package(tmp_path / "a.xlsx", data(row(2, "一厂", "村"), far)))
    assert len(table.rows) == 1
    assert str(table.notes[0]) == "Nothing was read below row 2: 1000 empty rows follow it."


def test_rows_and_cells_without_references_are_counted(tmp_path):
    bare = "<row><c t='str'><v>一厂</v></c><c t='str'><v>村</v></c></row>"
    assert read_table(package(tmp_path / "a.xlsx", data(bare))).rows[0].number == 2


def test_names_with_a_prefix_are_the_same_names(tmp_path):
    sheet = data(row(2, "一厂", "村"))
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:")
    file = package(tmp_path / "a.xlsx", "")
    package(
        file,
        "",
        {
            "xl/worksheets/sheet1.xml": '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">'
            f"{prefixed}</x:worksheet>"
        },
    )
    assert read_table(file).rows[0].cells == ("一厂", "村")
