"""The circular of a month: its text from the facts, bound numbers, typical cases, issuing, and its pages."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest

from db.issued_reports import ReportWish, draft_of, gather_issued, issue_report, order_draft
from db.queries.circular_paper import circular_facts, circular_say
from db.queries.issues import issue_of
from db.queries.numbers import numbers_of
from db.queries.typical_cases import offered_cases
from inspector.errors import Refused
from inspector.model.bound_text import rendered
from inspector.model.circular import CircularScope
from inspector.model.issued_report import ReportKind
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import month_of
from inspector.reports.circular_paper import CircularPaper, ComparedGrid, heading_level
from inspector.reports.circular_report import Line
from inspector.reports.circular_text import case_paragraph, case_to_edit, case_values, written_text
from inspector.reports.forms import build_report
from inspector.reports.letter_document import BODY, HEI, KAI, letter_of, write_letter
from inspector.reports.page import UPRIGHT
from inspector.reports.styles import RED
from inspector.reports.summary_paper import EarlierOrder
from inspector.words import in_language
from tests.db.case_desk import BY_COUNTY, COUNTY, LATER
from tests.db.close_off_printing import pages_of
from tests.db.order_desk import give, ordered
from tests.db.village import OFFICE, TODAY, TOWN, Village, named

MONTH, ROUND = month_of(TODAY), str.maketrans("{}", "()")
ASKED = CircularScope(
    grid=OFFICE, period=MONTH.name, document="示环办〔2026〕8号", copies="示例办", remark="此件公开发布"
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = ordered(tmp_path)
    yield village
    village.close()


def wish_of(scope: CircularScope, text: str = "") -> ReportWish:
    return ReportWish(
        kind=ReportKind.CIRCULAR, about=scope.about(), signers=("issuer",), addressee="各镇", text=text
    )


def paper_of(village: Village, scope: CircularScope, text: str = "") -> CircularPaper:
    with closing(village.workspace.reader()) as reader:
        draft = draft_of(wish_of(scope, text), BY_COUNTY, LATER)
        paper = gather_issued(reader, village.workspace, draft).paper
    assert isinstance(paper, CircularPaper)
    return paper


def finding_of(village: Village) -> str:
    with closing(village.workspace.reader()) as reader:
        return offered_cases(reader, OFFICE, MONTH)[0].finding


def test_the_bound_numbers_are_those_of_the_period(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        facts = circular_facts(reader, village.workspace.blobs, ASKED, TODAY)
        say = circular_say(reader)
        total = numbers_of(reader, OFFICE, MONTH, TODAY).total
    assert {one: facts.values[say(NUMBER_NAMES[one])] for one in Number} == {
        one: str(count) for one, count in total.items()
    }
    assert total[Number.FINDINGS]


def test_the_text_written_from_the_facts_fills_every_place(village: Village) -> None:
    give(village, findings=())
    paper = paper_of(village, replace(ASKED, cases=(finding_of(village),)))
    assert not any("{" in line for line in paper.body)
    assert [heading_level(line) for line in paper.body[:2]] == [1, 0]
    assert any("案例1" in line or "Case 1" in line for line in paper.body)


def test_an_issued_circular_keeps_its_numbers_as_they_were(village: Village, tmp_path: Path) -> None:
    with closing(village.workspace.reader()) as reader:
        name = circular_say(reader)(NUMBER_NAMES[Number.FINDINGS])
        count = numbers_of(reader, OFFICE, MONTH).total[Number.FINDINGS]
    made = issue_report(
        village.workspace, wish_of(ASKED, f"共{{{name}}}个"), BY_COUNTY, LATER, village.chance
    )
    with closing(village.workspace.reader()) as reader:
        issue = issue_of(reader, made.report)
        assert issue
        assert issue.text == f"共{count}个"
        order = gather_issued(reader, village.workspace, issue).order(village.workspace, tmp_path / "c.pdf")
    built = build_report(order.paper, order.carried, order.to)
    with pikepdf.open(built.path) as pdf:
        assert pdf.Root.AF
        assert "/Sig" in str(pdf.Root.AcroForm.Fields[0].FT)


def test_the_layout_is_that_of_an_official_circular(village: Village, tmp_path: Path) -> None:
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish_of(ASKED), BY_COUNTY, LATER, tmp_path / "c.pdf")
    build_report(order.paper, order.carried, order.to)
    pages = pages_of(order.to)
    first, last = pages[0], pages[-1]
    assert first.index("〔2026〕8号") < first.index("各镇")
    assert "—1—" in first
    assert f"—{len(pages)}—" in last
    with closing(pypdfium2.PdfDocument(order.to)) as document:
        foot = document[len(pages) - 1].get_textpage()
        copies = foot.search("示例办")
        at, count = copies.get_next()
        left, bottom, _right, top = foot.get_charbox(at)
        assert count == len("示例办")
        assert UPRIGHT.bottom < bottom < top < UPRIGHT.bottom + 90
        assert left > UPRIGHT.left
        fonts = {font for page in document for font in _fonts(page)}
    assert any("Fang" in font for font in fonts)
    assert any("Black" in font for font in fonts)


def _fonts(page: pypdfium2.PdfPage) -> set[str]:
    return {
        one.get_font().get_base_name() for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))
    }


@pytest.mark.parametrize("count", [0, 1, 20])
def test_any_number_of_townships_and_long_titles_lay_out(
    village: Village, tmp_path: Path, count: int
) -> None:
    paper = paper_of(village, replace(ASKED, title="关于" + "很长的标题" * 30))
    one = paper.compared[0]
    compared = tuple(ComparedGrid(name=f"示例{at}镇", now=one.now, before=one.before) for at in range(count))
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish_of(ASKED), BY_COUNTY, LATER, tmp_path / "c.pdf")
    built = build_report(replace(paper, compared=compared, addressee=""), order.carried, order.to)
    assert built.pages >= (2 if count else 1)


def test_headings_without_a_text_below_still_stand(village: Village, tmp_path: Path) -> None:
    paper = paper_of(village, ASKED, "一、总体\n（一）情况\n二、要求")
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish_of(ASKED), BY_COUNTY, LATER, tmp_path / "c.pdf")
    bare = replace(paper, compared=(), remark="", copies="")
    build_report(bare, order.carried, order.to)
    text = pages_of(order.to)[0]
    assert text.index("一、总体") < text.index("（一）情况") < text.index("二、要求")


def test_the_word_file_names_the_fonts_of_its_headings(village: Village, tmp_path: Path) -> None:
    paper = paper_of(village, ASKED, "一、总体\n（一）情况\n共同治理。")
    document = docx.Document(str(write_letter(letter_of(paper), tmp_path / "c.docx")))
    fonts = {one.text: one.runs[0].font.name for one in document.paragraphs if one.runs}
    assert (fonts["一、总体"], fonts["（一）情况"], fonts["共同治理。"]) == (HEI, KAI, BODY)


def test_restricted_findings_and_those_of_complaints_are_no_cases(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        before = offered_cases(reader, OFFICE, MONTH)
        assert before
        assert all(one.noticed >= MONTH.first for one in before)
    with pytest.raises(Refused, match="typical case"):
        paper_of(village, replace(ASKED, cases=(named(9999),)))


@pytest.mark.parametrize(
    ("scope", "text", "said"),
    [
        (replace(ASKED, grid=named(9999)), "", "no such grid"),
        (replace(ASKED, period="2026-W47"), "", "month or a quarter"),
        (ASKED, "共{无此数}个", "no number"),
    ],
)
def test_what_cannot_be_said_is_refused(village: Village, scope: CircularScope, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        paper_of(village, scope, text)


def test_nothing_is_issued_without_a_text_or_with_too_many_cases(village: Village) -> None:
    with pytest.raises(Refused, match="without a text"):
        issue_report(village.workspace, wish_of(ASKED, " "), BY_COUNTY, LATER, village.chance)
    with pytest.raises(Refused, match="at most"):
        replace(ASKED, cases=("x",) * 11).about()


def test_a_quarter_has_its_circular_too(village: Village) -> None:
    paper = paper_of(village, replace(ASKED, period="2026-Q4", grid=TOWN))
    assert paper.period.name == "2026-Q4"
    assert CircularScope.of(ASKED.about()) == ASKED
    assert COUNTY


def test_the_text_is_english_where_papers_are(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        facts = circular_facts(reader, village.workspace.blobs, ASKED, TODAY)
    text = written_text(facts, in_language("en"), has_cases=False)
    assert text.startswith("I. Overall\n")


def test_what_is_overdue_behind_or_better_before_is_said(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        facts = circular_facts(reader, village.workspace.blobs, ASKED, TODAY)
    say = in_language("en")
    told = replace(
        facts,
        values={"period before/findings": "3"},
        overdue=("甲镇",),
        below=("乙镇",),
        categories=("扬尘",),
        orders=(EarlierOrder(number="1号", title="督办", addressee="甲镇", due=TODAY, met="in time"),),
        problems="覆盖不到位",
        next="夜查",
    )
    text = written_text(told, say, has_cases=False)
    for said in (
        "In the period before: {period before/",
        "Overdue at the end of the period: 甲镇 ({甲镇/",
        "without delay; where that is not possible, say why and by when: 甲镇.",
        "find the reasons and catch up: 乙镇.",
        "1号 督办 (甲镇, by",
        "Most of what was found: 扬尘 ({扬尘/",
        "覆盖不到位",
        "夜查",
    ):
        assert said in text


def test_a_period_without_anything_has_no_list_of_what_was_found(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        facts = circular_facts(reader, village.workspace.blobs, ASKED, TODAY)
    nothing = replace(facts, categories=(), overdue=(), problems="", orders=())
    assert "Most of what was found" not in written_text(nothing, in_language("en"), has_cases=False)


def test_the_red_line_is_never_cut() -> None:
    assert Line(100.0, 1.0, RED).split(1.0) is None


def test_a_case_that_was_edited_has_its_facts_filled_in(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        say, (case, *_others) = circular_say(reader), offered_cases(reader, OFFICE, MONTH)
    braced = replace(case, text="料堆{未}覆盖", measures="已{覆盖}", done_on=TODAY)
    assert "{覆盖}" not in case_to_edit(1, braced, say)
    for one in (case, braced):
        text = case_to_edit(1, one, say)
        clean = replace(one, text=one.text.translate(ROUND), measures=one.measures.translate(ROUND))
        assert rendered(text, case_values(one, say)) == case_paragraph(1, clean, say)
    paper = paper_of(village, replace(ASKED, cases=(case.finding,)), case_to_edit(1, case, say))
    assert paper.body == (case_paragraph(1, case, say),)
    with pytest.raises(Refused, match="no number"):
        paper_of(village, ASKED, case_to_edit(1, case, say))
