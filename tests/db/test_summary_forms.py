"""A superior's own form: places found, filled, remembered; formulas and layout kept; harm refused."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from db.summary_book import paper_of_period
from db.summary_forms import fill_form, form_facts, proposal, remember_places
from inspector.errors import Refused, Unreadable
from inspector.model.period import week_of
from inspector.periods import DAY
from inspector.tables import blank_form
from inspector.tables.blank_form import FormFacts
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
        places = proposal(reader, form, facts)
    assert places["周报!B3"] == "findings"
    assert (places["周报!A7"], places["周报!B7"], places["周报!C7"]) == (
        "found.no",
        "found.text",
        "found.noticed",
    )
    assert "周报!B4" not in places


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
        ("A11", "found.text", "free rows"),
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
    remember_places(village.workspace, form, {"B2": "overdue"})
    village.workspace.settle()
    with closing(village.workspace.reader()) as reader:
        assert proposal(reader, form, facts) == {"B2": "overdue"}
    from db.summary_forms import _choice

    village.workspace.keep_choice(_choice(form), "no list")
    with closing(village.workspace.reader()) as reader:
        assert proposal(reader, form, facts) != {"B2": "overdue"}


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
