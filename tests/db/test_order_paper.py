"""The letter of an order, from its entries to the file and what it carries."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from db.issued_reports import ReportWish, gather_issued, issue_report, order_draft
from db.queries.issues import issue_of
from db.queries.issuing import issue_question
from inspector.model import order_acts as acts
from inspector.model.issued_report import ReportKind
from inspector.reports.forms import build_report
from inspector.reports.order_paper import OrderedMatter, OrderPaper
from inspector.reports.order_report import letter_paragraphs
from inspector.words import in_language
from tests.db.case_desk import BY_COUNTY, LATER
from tests.db.order_desk import FINDING, act, give, ordered
from tests.db.village import OFFICE, TOWN, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = ordered(tmp_path)
    yield village
    village.close()


def paper_of(village: Village, order: str, to: Path) -> OrderPaper:
    wish = ReportWish(kind=ReportKind.ORDER_LETTER, about=(order,), signers=("issuer",), text="示例戊 000")
    made = issue_report(village.workspace, wish, BY_COUNTY, LATER, village.chance)
    with closing(village.workspace.reader()) as reader:
        issue = issue_of(reader, made.report)
        assert issue
        gathered = gather_issued(reader, village.workspace, issue)
        carried = {entry.header.obj for entry in gathered.entries()}
        built = gathered.order(village.workspace, to)
    assert carried >= {made.report, order, OFFICE, TOWN, BY_COUNTY.person}
    assert FINDING not in carried
    assert isinstance(built.paper, OrderPaper)
    assert build_report(built.paper, built.carried, built.to).pages == 2
    return built.paper


def test_a_letter_says_what_is_asked_by_when_and_has_its_slip(village: Village, tmp_path: Path) -> None:
    order = give(village, tasks=(named(999),)).order
    paper = paper_of(village, order, tmp_path / "x.pdf")
    assert (paper.addressee, paper.document, paper.subject_line) == ("示例镇", "", "关于料堆未覆盖的督办单")
    assert [one.number for one in paper.matters] == ["SLX0101-2026-T-0070", ""]
    assert letter_paragraphs(paper, in_language("en")) == (
        "请立即整改并书面反馈。",
        "1. SLX0101-2026-T-0070: 料堆未覆盖 (to be done by 29 Nov 2026)",
        "2. : ",
        "Please answer in writing on the slip attached by 29 Nov 2026.",
        "Attachment: Slip of feedback on what was done",
        "Contact: 示例戊 000",
    )


def test_the_document_number_stands_on_it_once_it_was_typed(village: Village, tmp_path: Path) -> None:
    order = give(village, findings=()).order
    act(village, order, lambda found, who: acts.number_document(found, who, "示督〔2026〕1号"))
    paper = paper_of(village, order, tmp_path / "x.pdf")
    assert (paper.document, paper.matters, paper.due - LATER.day) == (
        "示督〔2026〕1号",
        (),
        timedelta(days=7),
    )


@pytest.mark.parametrize(
    ("office", "lines"),
    [
        ("演示县整改办", ["演示县整改办 督办单"]),
        ("演示县生态环境保护督察整改领导小组办公室", ["演示县生态环境保护督察整改领导小组办公室", "督办单"]),
    ],
)
def test_the_red_head_never_tears_the_kind_of_the_letter(
    village: Village, tmp_path: Path, office: str, lines: list[str]
) -> None:
    order = give(village).order
    wish = ReportWish(kind=ReportKind.ORDER_LETTER, about=(order,), signers=())
    with closing(village.workspace.reader()) as reader:
        draft = order_draft(reader, village.workspace, wish, BY_COUNTY, LATER, tmp_path / "x.pdf")
    assert isinstance(draft.paper, OrderPaper)
    build_report(replace(draft.paper, office=office, is_sample=False), draft.carried, draft.to)
    with closing(pypdfium2.PdfDocument(draft.to)) as pdf:
        text = pdf[0].get_textpage().get_text_range().splitlines()
    assert [line for line in text if line in lines][: len(lines)] == lines


def test_a_matter_without_a_deadline_of_its_own_names_none(village: Village, tmp_path: Path) -> None:
    paper = paper_of(village, give(village).order, tmp_path / "x.pdf")
    matter = OrderedMatter(number="SLX-1", text="夜查")
    (line, *_rest) = letter_paragraphs(
        replace(paper, matters=(matter,), text="", contact=""), in_language("en")
    )
    assert line == "1. SLX-1: 夜查"


def test_before_a_letter_is_issued_its_order_is_named(village: Village) -> None:
    made = give(village)
    with closing(village.workspace.reader()) as reader:
        question = issue_question(reader, ReportKind.ORDER_LETTER, made.order)
        assert question
        assert question.site == f"{made.number} 关于料堆未覆盖的督办单"
        assert issue_question(reader, ReportKind.ORDER_LETTER, named(999)) is None
