"""Rows put into a superior's Excel form: layout, totals and all that lies below go on as they were."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from inspector.errors import Refused
from inspector.tables.blank_form import Filled, FormFacts
from inspector.tables.form_references import Inserted
from inspector.tables.form_rows import insert_rows_below
from inspector.tables.form_workbook import fill_workbook

LINES = Border(*(Side(style="thin"),) * 4)
FIRST, LAST = 5, 14
"""The free rows of the form."""


def facts(count: int) -> FormFacts:
    """Give a form's facts with a table of ``count`` findings."""
    rows: list[Mapping[str, Filled]] = [
        {"text": f"问题{at}", "place": f"点位{at}", "days": at} for at in range(1, count + 1)
    ]
    return FormFacts({"by": "示例甲"}, {"found": rows, "none": []}, {})


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Give a form as offices hand it out: ten numbered rows, a total, a signature, a second sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "明细 表"
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "问题整改明细表"
    sheet.merge_cells("A2:A3")
    for cell, words in zip("ABDEF", ("序号", "问题", "地点", "天数", "占比"), strict=True):
        sheet[f"{cell}4"] = words
    sheet["C4"] = "（续）"
    for row in range(FIRST, LAST + 1):
        sheet.cell(row, 1, row - FIRST + 1)
        sheet.merge_cells(f"B{row}:C{row}")
        sheet[f"F{row}"] = f"=E{row}/SUM(E$5:E$14)"
        sheet[f"G{row}"] = f"=SUM($E$5:E{row})"
        for column in "ABCDEF":
            sheet[f"{column}{row}"].border = LINES
        sheet[f"D{row}"].font = Font(name="仿宋", bold=True)
        sheet.row_dimensions[row].height = 31.5
    sheet.merge_cells("H5:H14")
    sheet["H5"] = "扬尘"
    sheet.merge_cells("A15:D15")
    sheet["A15"], sheet["E15"] = "合计", "=SUM(E5:E14)"
    sheet["E15"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.row_dimensions[15].height = 44
    sheet["A17"], sheet["B17"], sheet["D17"] = "填表人：", None, "=E15*2"
    sheet["A18"] = ArrayFormula("A18:A19", "=E5:E14*E15")
    sheet["C18"] = ArrayFormula("C18", "=SUM(E5:E14*2)")
    sheet["E17"].hyperlink = Hyperlink("E17", location="'明细 表'!E15")
    sheet["E17"].value = "见合计"
    for cell, words in zip(("K4", "L4", "N4", "O4"), "abcd", strict=True):
        sheet[cell] = words
    filtered = Table(displayName="List2", ref="K4:L14")
    filtered.autoFilter = AutoFilter(ref="K4:L14")
    sheet.add_table(filtered)
    sheet.add_table(Table(displayName="List3", ref="N4:O8", headerRowCount=0))
    _set_up(sheet)
    _add_sheet(book, sheet)
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


def _set_up(sheet: Worksheet) -> None:
    """Let the form print, check and mark its rows, and show a picture below them."""
    sheet.print_area = "A1:F17"
    sheet.print_title_rows = "1:4"
    sheet.freeze_panes = "A5"
    sheet.row_breaks.append(Break(id=17))
    sheet.auto_filter.ref = "A4:F14"
    validation = DataValidation(type="list", formula1="$J$17:$J$20", allow_blank=True)
    validation.add("D5:D14")
    sheet.add_data_validation(validation)
    red = CellIsRule(operator="greaterThan", formula=["$E$15"], font=Font(color="FF0000"))
    sheet.conditional_formatting.add("E5:E14", red)
    picture = BytesIO()
    Picture.new("RGB", (20, 20), "red").save(picture, "png")
    sheet.add_image(Image(picture), "B19")


def _add_sheet(book: Workbook, sheet: Worksheet) -> None:
    """Add a sheet that shows and sums the rows of the other."""
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=4, max_row=14), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=5, max_row=14))
    other = book.create_sheet("汇总")
    other["A1"], other["A2"], other["E20"] = "='明细 表'!E15", "=SUM('明细 表'!E5:E14)+E20", 7
    other["A3"] = ArrayFormula("A3:A5", "='明细 表'!E15*B15")
    validation = DataValidation(type="list", formula1="'明细 表'!$J$17:$J$20")
    validation.add("D30")
    other.add_data_validation(validation)
    other.add_chart(chart, "C3")
    other["K30"], other["L30"] = "a", "b"
    other.add_table(Table(displayName="List1", ref="K30:L31"))
    book.defined_names["合计"] = DefinedName("合计", attr_text="'明细 表'!$E$15")
    sheet.defined_names["own"] = DefinedName("own", attr_text="'明细 表'!$E$5:$E$14")


PLACES = {"明细 表!C5": "found.text", "明细 表!D5": "found.place", "明细 表!E5": "found.days", "B17": "by"}


def test_forty_findings_fit_a_form_with_ten_rows_and_its_layout_goes_on(form: Path, tmp_path: Path) -> None:
    assert fill_workbook(form, PLACES, facts(40), tmp_path / "filled.xlsx") == 4
    book = load_workbook(tmp_path / "filled.xlsx")
    sheet, other = book["明细 表"], book["汇总"]
    assert isinstance(sheet, Worksheet)
    assert isinstance(other, Worksheet)
    assert [sheet[f"B{row}"].value for row in (5, 14, 15, 44)] == ["问题1", "问题10", "问题11", "问题40"]
    assert [sheet[f"A{row}"].value for row in range(5, 45)] == list(range(1, 41))
    assert (sheet["A45"].value, sheet["E45"].value) == ("合计", "=SUM(E5:E44)")
    assert (sheet["E45"].fill.fgColor.rgb, sheet.row_dimensions[45].height) == ("00FFFF00", 44)
    assert (sheet["A47"].value, sheet["B47"].value, sheet["D47"].value) == ("填表人：", "示例甲", "=E45*2")
    assert (sheet["F5"].value, sheet["F44"].value) == ("=E5/SUM(E$5:E$44)", "=E44/SUM(E$5:E$44)")
    assert (sheet["G14"].value, sheet["G44"].value) == ("=SUM($E$5:E14)", "=SUM($E$5:E44)")
    assert {sheet.row_dimensions[row].height for row in range(5, 45)} == {31.5}
    assert sheet["D44"].font.name == "仿宋"
    assert sheet["C44"].border.right.style == sheet["F30"].border.bottom.style == "thin"
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:F1", "A2:A3", "H5:H44", "A45:D45", "B5:C5", "B15:C15", "B44:C44"} <= merged
    assert "A15:D15" not in merged
    assert sheet["A48"].value.text == "=E5:E44*E45"
    assert (sheet["A48"].value.ref, sheet["C48"].value.ref) == ("A48:A49", "C48")
    assert (sheet["E47"].hyperlink.ref, sheet["E47"].hyperlink.location) == ("E47", "'明细 表'!E45")
    assert (sheet.print_area, sheet.print_title_rows) == ("'明细 表'!$A$1:$F$47", "$1:$4")
    assert (sheet.freeze_panes, sheet.row_breaks.brk[0].id, sheet.auto_filter.ref) == ("A5", 47, "A4:F44")
    (validation,) = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("D5:D44", "$J$47:$J$50")
    (held,) = sheet.conditional_formatting
    assert (str(held.sqref), held.rules[0].formula) == ("E5:E44", ["$E$45"])
    assert vars(sheet)["_images"][0].anchor._from.row == 48
    assert (other["A1"].value, other["A2"].value) == ("='明细 表'!E45", "=SUM('明细 表'!E5:E44)+E20")
    assert (other["A3"].value.text, other["A3"].value.ref) == ("='明细 表'!E45*B15", "A3:A5")
    (elsewhere,) = other.data_validations.dataValidation
    assert (str(elsewhere.sqref), elsewhere.formula1) == ("D30", "'明细 表'!$J$47:$J$50")
    (series,) = vars(other)["_charts"][0].series
    assert series.val.numRef.f == "'明细 表'!$E$5:$E$44"
    assert series.cat.numRef.f == "'明细 表'!$A$5:$A$44"
    assert (sheet.tables["List2"].ref, sheet.tables["List2"].autoFilter.ref) == ("K4:L44", "K4:L44")
    assert (sheet.tables["List3"].ref, sheet.tables["List3"].autoFilter) == ("N4:O8", None)
    assert other.tables["List1"].ref == "K30:L31"
    assert book.defined_names["合计"].attr_text == "'明细 表'!$E$45"
    assert sheet.defined_names["own"].attr_text == "'明细 表'!$E$5:$E$44"


def test_where_the_rows_suffice_or_there_is_none_to_fill_nothing_moves(form: Path, tmp_path: Path) -> None:
    for count in (10, 0):
        fill_workbook(form, {**PLACES, "汇总!A9": "none.text"}, facts(count), tmp_path / "filled.xlsx")
        sheet = load_workbook(tmp_path / "filled.xlsx")["明细 表"]
        assert (sheet["A15"].value, sheet["E15"].value) == ("合计", "=SUM(E5:E14)")


def test_two_tables_of_one_sheet_both_get_the_rows_they_need(form: Path, tmp_path: Path) -> None:
    book = load_workbook(form)
    sheet = book["明细 表"]
    sheet["A20"], sheet["A23"] = "地点", "完"
    sheet["D21"] = "=1"
    book.save(form)
    places = {"明细 表!A21": "found.place", "明细 表!B5": "found.text", "明细 表!B21": "found.days"}
    fill_workbook(form, places, facts(12), tmp_path / "filled.xlsx")
    sheet = load_workbook(tmp_path / "filled.xlsx")["明细 表"]
    assert [sheet[f"B{row}"].value for row in (5, 16)] == ["问题1", "问题12"]
    assert [sheet[f"A{row}"].value for row in (22, 23, 34, 35)] == ["地点", "点位1", "点位12", "完"]
    assert sheet["B34"].value == 12


def test_a_cell_that_stands_for_something_else_is_not_written_over(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["A9"] = "问题", "完"
    book.save(tmp_path / "form.xlsx")
    places = {"A2": "found.text", "A4": "by"}
    fill_workbook(tmp_path / "form.xlsx", places, facts(4), tmp_path / "filled.xlsx")
    filled = load_workbook(tmp_path / "filled.xlsx").worksheets[0]
    assert [filled[f"A{row}"].value for row in (2, 5, 6, 11)] == ["问题1", "问题4", "示例甲", "完"]


@pytest.mark.parametrize("signed", ["", "填表人："])
def test_what_is_put_in_continues_the_frame_and_not_the_space_below_it(tmp_path: Path, signed: str) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "问题"
    for row in (2, 3, 4):
        sheet[f"A{row}"].border = LINES
    sheet["A6"] = signed or None
    book.save(tmp_path / "form.xlsx")
    fill_workbook(tmp_path / "form.xlsx", {"A2": "found.text"}, facts(8), tmp_path / "filled.xlsx")
    filled = load_workbook(tmp_path / "filled.xlsx").worksheets[0]
    assert {filled[f"A{row}"].border.left.style for row in range(2, 10)} == {"thin"}
    assert (filled["A9"].value, filled["A10"].value, filled["A11"].value) == ("问题8", None, signed or None)


@pytest.mark.parametrize(("merged", "cell", "room"), [("B5:B6", "B5", 1), ("B7:B8", "B5", 2), ("", "A4", 0)])
def test_only_cells_of_several_rows_or_with_words_leave_no_room(
    tmp_path: Path, merged: str, cell: str, room: int
) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A4"], sheet["B4"], sheet["A9"] = "序号", "问题", "完"
    if merged:
        sheet.merge_cells(merged)
    book.save(tmp_path / "form.xlsx")
    to = tmp_path / "filled.xlsx"
    if room == 2:
        fill_workbook(tmp_path / "form.xlsx", {cell: "found.text"}, facts(5), to)
        filled = load_workbook(to).worksheets[0]
        assert [filled[f"B{row}"].value for row in (5, 9)] == ["问题1", "问题5"]
        assert {str(one) for one in filled.merged_cells.ranges} == {"B10:B11"}
        return
    with pytest.raises(Refused, match=f"are {room} free rows, and 5 are needed"):
        fill_workbook(tmp_path / "form.xlsx", {cell: "found.text"}, facts(5), to)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=A1+A10+A11", "=A1+A10+A14"),
        ("=SUM(A5:A10,A10:A10,A11:A5)", "=SUM(A5:A13,A10:A13,A14:A5)"),
        ("=SUM($A$5:$A$10)*B$11", "=SUM($A$5:$A$13)*B$14"),
        ("=SUM(10:10)+SUM(A:B)+SUM($12:13)", "=SUM(10:13)+SUM(A:B)+SUM($15:16)"),
        ("='It''s'!A11+Other!A11+[1]Form!A11", "='It''s'!A14+Other!A11+[1]Form!A11"),
        ('=IF(A11="A11",LOG10(A11),Name)', '=IF(A14="A11",LOG10(A14),Name)'),
    ],
)
def test_references_point_at_what_they_pointed_at(before: str, after: str) -> None:
    assert Inserted("It's", 10, 3).formula(before, is_own=True) == after


@pytest.mark.parametrize("broken", ['="abc', "=A11)", "=#BAD!+A11"])
def test_a_formula_that_can_not_be_read_lets_no_rows_in(form: Path, tmp_path: Path, broken: str) -> None:
    book = load_workbook(form)
    book["汇总"]["A9"] = broken
    book.save(form)
    fill_workbook(form, PLACES, facts(10), tmp_path / "filled.xlsx")
    with pytest.raises(Refused, match="so no rows can be put in"):
        fill_workbook(form, PLACES, facts(11), tmp_path / "more.xlsx")
    assert not (tmp_path / "more.xlsx").exists()


def test_references_of_another_sheet_stay_unless_they_name_this_one() -> None:
    inserted = Inserted("It's", 10, 3)
    assert inserted.formula("=A11+'It''s'!A11", is_own=False) == "=A11+'It''s'!A14"
    assert inserted.said(None, is_own=True) is None
    assert inserted.area("A10 B2:B9 C:D A1:C1048576") == "A10:A13 B2:B9 C:D A1:C1048576"


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1, 12), st.integers(1, 12))
def test_whatever_is_put_in_each_reference_finds_the_same_content(
    below: int, count: int, first: int, last: int
) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in range(1, 13):
        sheet.cell(row, 1, f"content {row}")
    first, last = sorted((first, last))
    sheet["C1"], sheet["D1"] = f"=A{first}", f"=A{first}:A{last}"
    other = book.create_sheet("Other")
    other["A1"] = f"={sheet.title}!A{last}"
    insert_rows_below(book, sheet, below, count)
    assert sheet[str(sheet["C1"].value)[1:]].value == f"content {first}"
    assert sheet[str(other["A1"].value).rpartition("!")[2]].value == f"content {last}"
    reach = str(sheet["D1"].value)[1:]
    cells = sheet[reach] if ":" in reach else ((sheet[reach],),)
    held = [cell.value for (cell,) in cells if cell.value]
    assert held == [f"content {row}" for row in range(first, last + 1)]
