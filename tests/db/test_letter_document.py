"""Letters as Word files: what the PDF says, in named fonts, marked as not signed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from db.issued_reports import ReportWish, draft_of, gather_issued
from inspector.errors import Refused
from inspector.model.issued_report import ReportKind
from inspector.reports.letter import Letter
from inspector.reports.letter_document import BODY, TITLE, letter_of, write_letter
from inspector.reports.official_paper import Paper
from tests.db.case_desk import BY_COUNTY, LATER
from tests.db.order_desk import give, ordered
from tests.db.transferred import FOUND, transferred
from tests.db.village import Village


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = ordered(tmp_path)
    yield village
    village.close()


def paper_of(village: Village, kind: ReportKind, about: str) -> Paper:
    wish = ReportWish(kind=kind, about=(about,), text="示例戊 000")
    with closing(village.workspace.reader()) as reader:
        return gather_issued(reader, village.workspace, draft_of(wish, BY_COUNTY, LATER)).paper


def plain(**parts: object) -> Letter:
    given = {
        "language": "zh_CN",
        "head": (),
        "document": "文号待编",
        "title": "移送函",
        "addressee": "示例局",
        "body": ("一。", "二。"),
        "office": "示例办公室",
        "day": date(2026, 11, 22),
    }
    return Letter(**given | parts)  # type: ignore[arg-type]


def test_an_order_is_a_letter_with_a_red_head_in_named_fonts(village: Village, tmp_path: Path) -> None:
    paper = paper_of(village, ReportKind.ORDER_LETTER, give(village).order)
    letter = letter_of(paper)
    file = write_letter(letter, tmp_path / "new folder" / "letter.docx")
    document = docx.Document(str(file))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == letter.head[-1]
    assert "关于料堆未覆盖的督办单" in texts
    assert all(line in texts for line in letter.body)
    head = document.paragraphs[0].runs[0]
    assert str(head.font.color.rgb) == "C00000"
    assert [one.runs[0].font.name for one in document.paragraphs[:2]] == [TITLE, BODY]
    fonts = head._element.get_or_add_rPr().get_or_add_rFonts()
    assert fonts.get(qn("w:eastAsia")) == TITLE
    assert [one.name for one in file.parent.iterdir()] == ["letter.docx"]


def test_the_slip_of_an_order_has_a_page_of_its_own(village: Village, tmp_path: Path) -> None:
    paper = paper_of(village, ReportKind.ORDER_LETTER, give(village).order)
    letter = letter_of(paper)
    document = docx.Document(str(write_letter(letter, tmp_path / "letter.docx")))
    (title,) = [one for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert title.text == "办理情况反馈单"
    (table,) = document.tables
    rows = [list(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows]
    assert rows[1] == ["标题", "关于料堆未覆盖的督办单"]
    assert rows[3][:2] == ["反馈单位", letter.addressee]
    assert rows[4] == ["办理情况", ""]
    assert [len(row) for row in rows] == [2, 2, 4, 4, 2, 2, 2, 3]
    assert "年" in rows[-1][1]


def test_a_head_too_wide_for_a_line_gives_the_kind_one_of_its_own(tmp_path: Path) -> None:
    for office, lines in (("示例县整改办公室", 1), ("示例县生态环境保护督察整改工作领导小组办公室", 2)):
        letter = plain(head=(office, "约谈通知"))
        document = docx.Document(str(write_letter(letter, tmp_path / "letter.docx")))
        head = [one.text for one in document.paragraphs if one.runs and one.runs[0].font.color.rgb]
        assert head == ([f"{office} 约谈通知"] if lines == 1 else [office, "约谈通知"])


def test_every_page_says_that_nobody_signed_it(tmp_path: Path) -> None:
    for letter, said in (
        (plain(language="en"), "Not signed: what counts is the signed PDF."),
        (plain(language="en", is_sample=True), "Sample data, no real record"),
    ):
        document = docx.Document(str(write_letter(letter, tmp_path / "letter.docx")))
        assert said in document.sections[0].header.paragraphs[0].text
        assert document.core_properties.comments == "Not signed: what counts is the signed PDF."


def test_a_transfer_is_a_plain_letter(tmp_path: Path) -> None:
    village = transferred(tmp_path)
    letter = letter_of(paper_of(village, ReportKind.TRANSFER_LETTER, FOUND))
    village.close()
    assert letter.head == ()
    document = docx.Document(str(write_letter(replace(letter, copies="示例镇"), tmp_path / "letter.docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == letter.document
    assert "示例镇" in texts[-1]


def test_a_table_is_no_letter(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        grid = str(reader.value("SELECT id FROM grid"))
    with pytest.raises(Refused, match="Only letters"):
        letter_of(paper_of(village, ReportKind.PROGRESS, grid))


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(Refused, match="can't be written"):
        write_letter(plain(), tmp_path / "taken" / "letter.docx")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
