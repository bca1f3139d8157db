"""A superior's own form: places found, filled, remembered; formulas and layout kept; harm refused."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import Workbook, load_workbook

from db.summary_book import paper_of_period
from db.summary_forms import (
    FORMS,
    fill_form,
    form_facts,
    form_fields,
    kept_forms,
    proposal,
    remember_places,
)
from inspector.errors import Refused, Unreadable
from inspector.model.period import week_of
from inspector.periods import DAY
from inspector.tables import blank_form
from inspector.tables.blank_form import FormFacts
from inspector.tables.form_places import Placed
from inspector.tables.form_sheets import sheets_of
from inspector.tables.form_workbook import proposed_places
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, appoint, give, report
from tests.db.village import MORNING, TOWN, Village

WEEK = week_of(MORNING.later(-5 * DAY).day)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    give(made, report(made, 70, noticed=MORNING.later(-5 * DAY)))
    report(made, 71, noticed=MORNING.later(-5 * DAY))
    yield made
    made.close()


@pytest.fixture
def facts(village: Village) -> FormFacts:
    with closing(village.workspace.reader()) as reader:
        return form_facts(paper_of_period(reader, village.workspace, TOWN, WEEK, BY_CLERK, MORNING))


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Give a form as offices make them: a merged title, labels, a formula, and a table with its head."""
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "周报"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "周报表"
    sheet["A2"], sheet["A3"], sheet["C2"] = "发现问题：", "findings (件)", "起始"
    sheet["B4"] = "=B2*2"
    sheet["A4"] = "assigned"
    for column, title in zip("ABC", ("No.", "What is wrong", "Noticed"), strict=True):
        sheet[f"{column}6"] = title
    sheet["A12"] = "制表人"
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


def test_labels_and_heads_say_which_cell_stands_for_what(
    village: Village, form: Path, facts: FormFacts
) -> None:
    with closing(village.workspace.reader()) as reader:
        places = proposal(reader, form, facts).places
    assert places["周报!B3"] == "findings"
    assert (places["周报!A7"], places["周报!B7"], places["周报!C7"]) == (
        "found.no",
        "found.text",
        "found.noticed",
    )
    assert "周报!B4" not in places
    book = load_workbook(form)
    sheet = book["周报"]
    sheet["F20"], sheet["G20"] = "发现问题", "期末逾期"
    book.save(form)
    guessed = proposed_places(form, facts)
    assert (guessed["周报!F21"], guessed["周报!G21"]) == ("findings", "overdue")


def test_what_is_filled_keeps_formulas_merges_and_days(form: Path, facts: FormFacts, tmp_path: Path) -> None:
    to = tmp_path / "filled.xlsx"
    places = {
        "周报!B2": "findings",
        "周报!C1": "period",
        "D2": "first",
        "B3": "problems",
        "周报!B7": "found.text",
        "周报!C7": "found.noticed",
    }
    assert fill_form(form, places, facts, to) == 6
    sheet = load_workbook(to)["周报"]
    assert (sheet["B2"].value, sheet["B4"].value) == (2, "=B2*2")
    assert (sheet["A1"].value, "A1:D1" in sheet.merged_cells) == (facts.values["period"], True)
    assert sheet["D2"].value.date() == WEEK.first
    assert sheet["D2"].is_date
    assert [sheet[f"B{row}"].value for row in (7, 8, 9)] == ["料堆未覆盖", "料堆未覆盖", None]
    assert sheet["C8"].value.date() == date(2026, 11, 17)


def test_a_text_never_becomes_a_formula(form: Path, tmp_path: Path) -> None:
    harmful = FormFacts({"help": "=1+1"}, {}, {"help": ()})
    fill_form(form, {"B2": "help"}, harmful, tmp_path / "f.xlsx")
    cell = load_workbook(tmp_path / "f.xlsx")["周报"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s") or cell.data_type != "f"


@pytest.mark.parametrize(
    ("cell", "key", "words"),
    [
        ("B4", "findings", "holds a formula"),
        ("Nowhere!B2", "findings", "names no cell"),
        ("B0", "findings", "names no cell"),
        ("XFD9999999", "findings", "names no cell"),
        ("A12", "found.text", "free rows"),
    ],
)
def test_what_can_not_be_filled_is_one_sentence_and_no_file(
    form: Path, facts: FormFacts, tmp_path: Path, cell: str, key: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        fill_form(form, {cell: key}, facts, tmp_path / "x.xlsx")
    assert not list(tmp_path.glob("*x.xlsx*"))


def test_what_cells_stand_for_is_remembered_for_this_form(
    village: Village, form: Path, facts: FormFacts
) -> None:
    remember_places(village.workspace, form, {"周报!B2": "overdue"})
    village.workspace.settle()
    with closing(village.workspace.reader()) as reader:
        assert proposal(reader, form, facts) == Placed({"周报!B2": "overdue"}, is_kept=True)
        assert kept_forms(reader)[0].beside == {"周报!B2": ("发现问题：", "周报表")}
    village.workspace.keep_choice(FORMS, "no list")
    with closing(village.workspace.reader()) as reader:
        assert proposal(reader, form, facts) != Placed({"周报!B2": "overdue"}, is_kept=True)


def test_another_edition_of_a_form_says_which_cells_moved_and_which_are_gone(
    village: Village, form: Path, facts: FormFacts, tmp_path: Path
) -> None:
    places = {"周报!B2": "overdue", "周报!B3": "findings", "周报!B12": "frozen_by", "周报!F1": "help"}
    remember_places(village.workspace, form, places)
    book = load_workbook(form)
    sheet = book["周报"]
    sheet.insert_rows(2, 3)
    sheet["A15"] = None
    sheet["A16"] = "说明"
    (tmp_path / "new").mkdir()
    fresh = tmp_path / "new" / form.name
    book.save(fresh)
    with closing(village.workspace.reader()) as reader:
        placed = proposal(reader, fresh, facts)
    assert placed.places["周报!B5"] == "overdue"
    assert ("周报!B2", "周报!B5") in placed.moved
    assert placed.lost == ("周报!B12",)
    assert placed.places["周报!F1"] == "help"
    other = Workbook()
    other.save(tmp_path / "other.xlsx")
    with closing(village.workspace.reader()) as reader:
        assert proposal(reader, tmp_path / "other.xlsx", facts) == Placed({})


def test_each_field_says_what_it_stands_for_and_what_it_holds_now(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        paper = paper_of_period(reader, village.workspace, TOWN, WEEK, BY_CLERK, MORNING)
    fields = {one.key: one for one in form_fields(paper, form_facts(paper), in_language("en"))}
    assert fields["findings"][1:4] == ("findings", "2", False)
    assert fields["before.findings"].title == "findings of the period before"
    assert fields["first"].shown == "2026-11-13"
    assert fields["found.text"][1:4] == ("What is wrong · Findings in detail", "料堆未覆盖 … (2)", True)
    assert fields["missing.grid"].shown.endswith(")")
    assert "发现问题" in fields["findings"].also
    assert any(key.endswith(".patrols") and "·" in one.title for key, one in fields.items())
    assert set(fields) <= set(form_facts(paper).names) | set(form_facts(paper).values)


def test_places_in_a_word_form_are_filled_whatever_word_cut_them_into(
    facts: FormFacts, tmp_path: Path
) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("发现 ")
    for run in ("{{fin", "dings", "}} 起，{{first}}", "，{{ help }}"):
        paragraph.add_run(run).bold = run == "dings"
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[1].text = "{{assigned}}"
    for cell, text in zip(table.rows[1].cells, ("{{found.no}}", "{{found.text}}"), strict=True):
        cell.text = text
    document.add_paragraph("{{found.text}}")
    document.sections[0].header.paragraphs[0].text = "{{grid}}"
    document.save(str(tmp_path / "form.docx"))
    to = tmp_path / "filled.docx"
    assert fill_form(tmp_path / "form.docx", {}, facts, to) == 10
    filled = docx.Document(str(to))
    assert filled.paragraphs[0].text == "发现 2 起，2026-11-13，"
    assert filled.paragraphs[-1].text == ""
    assert [row.cells[0].text for row in filled.tables[0].rows] == ["", "1", "2"]
    assert filled.sections[0].header.paragraphs[0].text == "示例镇"
    nothing = FormFacts(facts.values, {**facts.tables, "found": []}, facts.names)
    fill_form(tmp_path / "form.docx", {}, nothing, to)
    assert [row.cells[1].text for row in docx.Document(str(to)).tables[0].rows] == ["0", ""]


@pytest.mark.parametrize(
    ("text", "words"), [("nothing", "no place to fill"), ("{{weather}}", "called weather")]
)
def test_a_word_form_without_a_known_place_is_refused(
    facts: FormFacts, tmp_path: Path, text: str, words: str
) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / "form.docx"))
    with pytest.raises(Refused, match=words):
        fill_form(tmp_path / "form.docx", {}, facts, tmp_path / "x.docx")


def packed(file: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("_", "/") + ".xml", content)
    return file


def test_broken_and_harmful_files_are_refused_in_one_sentence(
    facts: FormFacts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "text.xlsx"
    text.write_bytes(b"no package")
    empty = Workbook()
    empty.create_chartsheet("x")
    empty.remove(empty.worksheets[0])
    empty.save(tmp_path / "chart.xlsx")
    forms = [
        text,
        tmp_path / "chart.xlsx",
        packed(tmp_path / "other.xlsx", a=b"<a/>"),
        packed(tmp_path / "bad.xlsx", xl_workbook=b"<a/>"),
        packed(tmp_path / "bad.docx", word_document=b"<a"),
        packed(tmp_path / "bomb.docx", word_document=b"<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>"),
    ]
    for form in forms:
        with pytest.raises(Unreadable, match="no form this program can fill"):
            fill_form(form, {"A1": "findings"}, facts, tmp_path / "x")
    monkeypatch.setattr(blank_form, "MOST_PARTS", 0)
    with pytest.raises(Unreadable, match="larger than a form"):
        fill_form(forms[2], {}, facts, tmp_path / "x")
    monkeypatch.setattr(blank_form, "LARGEST_FILE", 3)
    with pytest.raises(Unreadable, match="larger than a form"):
        fill_form(forms[2], {}, facts, tmp_path / "x")


def test_sealed_old_and_unreadable_files_and_macros_say_what_to_do(facts: FormFacts, tmp_path: Path) -> None:
    sealed = tmp_path / "sealed.xlsx"
    sealed.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with zipfile.ZipFile(tmp_path / "macro.xlsm", "w") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    for form, words in (
        (sealed, "encrypted, or older than 2007"),
        (tmp_path / "macro.xlsm", "has macros"),
        (tmp_path / "gone.xlsx", "can't be read: it is not there"),
        (tmp_path, "can't be read: it is a folder"),
    ):
        with pytest.raises(Unreadable, match=re.escape(words.split(":")[0])) as told:
            fill_form(form, {"A1": "findings"}, facts, tmp_path / "x.xlsx")
        assert words in str(told.value)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Give a Word form: a table with a merged title, labels, a list that grows, and a mark of its own."""
    document = docx.Document()
    document.add_paragraph("共 {{how many}} 件，{{findings}}")
    table = document.add_table(rows=5, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "周报表"
    table.cell(1, 0).text, table.cell(1, 2).text = "发现", "说明"
    table.cell(2, 0).text, table.cell(2, 1).text = "序号", "问题"
    document.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


def test_the_cells_of_a_word_table_are_filled_and_its_lists_grow(
    letter: Path, facts: FormFacts, tmp_path: Path
) -> None:
    document = docx.Document(str(letter))
    number = document.tables[0].cell(1, 1)
    number.paragraphs[0].alignment = 1
    number.paragraphs[0].add_run("…").bold = True
    number.add_paragraph("（件）")
    mark = OxmlElement("w:pPr")
    mark.append(OxmlElement("w:rPr"))
    mark[0].append(OxmlElement("w:i"))
    document.tables[0].cell(3, 1).paragraphs[0]._p.insert(0, mark)
    document.save(str(letter))
    many = FormFacts(
        {**facts.values, "help": "第一行\n{{findings}}"},
        {**facts.tables, "found": [{"no": at, "text": f"问题{at}"} for at in range(1, 5)]},
        facts.names,
    )
    places = {
        "{{how many}}": "overdue",
        "T1!B2": "findings",
        "T1!A1": "help",
        "T1!A4": "found.no",
        "T1!B4": "found.text",
    }
    to = tmp_path / "filled.docx"
    assert fill_form(letter, places, many, to) == 6
    filled = docx.Document(str(to))
    table = filled.tables[0]
    assert table.cell(0, 0).text == "第一行\n{{findings}}"
    assert filled.paragraphs[0].text == "共 0 件，2"
    (told,) = table.cell(1, 1).paragraphs
    assert (told.text, told.alignment, told.runs[0].bold) == ("2", 1, True)
    assert table.cell(3, 1).paragraphs[0].runs[0].italic
    assert [[cell.text for cell in row.cells] for row in table.rows][3:] == [
        [f"{at}", f"问题{at}", ""] for at in range(1, 5)
    ]


@pytest.mark.parametrize("cell", ["T2!A1", "T1!A9", "Sheet!A1", "T1!A3"])
def test_a_cell_that_the_word_form_has_not_is_refused(
    letter: Path, facts: FormFacts, tmp_path: Path, cell: str
) -> None:
    document = docx.Document(str(letter))
    document.tables[0].rows[2].cells[2].text = "{{found.text}}"
    document.save(str(letter))
    with pytest.raises(Refused, match="names no cell of this form"):
        fill_form(letter, {cell: "findings", "{{how many}}": "overdue"}, facts, tmp_path / "x.docx")


@pytest.mark.parametrize("begun", [3, 4])
def test_a_list_grows_beside_cells_that_are_one_but_not_through_them(
    letter: Path, tmp_path: Path, begun: int
) -> None:
    document = docx.Document(str(letter))
    document.tables[0].cell(3, 2).merge(document.tables[0].cell(4, 2)).text = "扬尘"
    document.tables[0].cell(3, 1).merge(document.tables[0].cell(4, 1))
    if begun == 3:
        document.tables[0].cell(4, 0).text = "合计"
    document.save(str(letter))
    many = FormFacts({"findings": 2}, {"found": [{"no": at} for at in range(3)]}, {"findings": ("how many",)})
    to = tmp_path / "x.docx"
    fill_form(letter, {"T1!A4": "found.no"}, many, to)
    table = docx.Document(str(to)).tables[0]
    assert [row.cells[0].text for row in table.rows][3:] == ["0", "1", "2", *["合计"] * (begun == 3)]
    assert {row.cells[2].text for row in table.rows[3:]} == {"扬尘"}
    with pytest.raises(Refused, match="are 1 free rows, and 3 are needed"):
        fill_form(letter, {"T1!B4": "found.no"}, many, tmp_path / "y.docx")


def test_a_form_is_seen_with_its_sheets_tables_and_marks(form: Path, letter: Path, tmp_path: Path) -> None:
    document = docx.Document(str(letter))
    document.paragraphs[0].text = "共若干件"
    document.save(str(tmp_path / "unmarked.docx"))
    assert [one.are_marks for one in sheets_of(tmp_path / "unmarked.docx")] == [False]
    (sheet,) = sheets_of(form)
    assert (sheet.title, sheet.cells[4, 2].is_formula, sheet.cells[1, 1].columns) == ("周报", True, 4)
    assert (sheet.place(1, 3), sheet.place(2, 2), sheet.beside(2, 2)) == (
        "周报!A1",
        "周报!B2",
        ("发现问题：", "周报表"),
    )
    table, marks = sheets_of(letter)
    assert (table.table, table.rows, table.columns, table.cells[1, 1].columns) == (1, 5, 3, 3)
    assert table.place(2, 2) == "T1!B2"
    assert [marks.place(row, 1) for row in (1, 2, 3)] == ["{{how many}}", "{{findings}}", ""]
    with pytest.raises(Unreadable, match="no form"):
        sheets_of(packed(tmp_path / "none.docx", a=b"<a/>"))


def test_shapes_and_controls_that_can_not_be_kept_are_told(
    village: Village, form: Path, letter: Path, facts: FormFacts
) -> None:
    with closing(village.workspace.reader()) as reader:
        assert not proposal(reader, form, facts).loses_drawings
        assert not proposal(reader, letter, facts).loses_drawings
        with zipfile.ZipFile(form, "a") as package:
            package.writestr("xl/drawings/drawing7.xml", b"<xdr:wsDr><xdr:pic/></xdr:wsDr>")
        assert not proposal(reader, form, facts).loses_drawings
        with zipfile.ZipFile(form, "a") as package:
            package.writestr("xl/drawings/drawing8.xml", b"<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>")
        assert proposal(reader, form, facts).loses_drawings
