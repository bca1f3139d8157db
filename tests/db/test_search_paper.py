"""A search list on paper, from its answers to the file and what it carries."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.issued_reports import ReportWish, gather_issued, issue_report
from db.queries.issues import issue_of
from db.queries.issuing import issue_question
from db.report_orders import Order
from db.search_recording import record_search
from inspector.errors import Refused
from inspector.model.issued_report import ReportKind
from inspector.model.search_list_acts import finish
from inspector.model.search_list_life import SearchPlaceAnswered, SearchResult
from inspector.reports.forms import build_report
from inspector.reports.search_paper import SearchListPaper
from tests.db.case_desk import BY_CLERK, LATER, elsewhere
from tests.db.search_desk import DUE, make, say, searched, sheet_of
from tests.db.village import HEAP, RIVER, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = searched(tmp_path)
    yield village
    village.close()


def issued(village: Village, search: str, to: Path) -> Order:
    wish = ReportWish(kind=ReportKind.SEARCH_LIST, about=(search,), signers=("issuer",))
    made = issue_report(village.workspace, wish, BY_CLERK, LATER, village.chance)
    with closing(village.workspace.reader()) as reader:
        issue = issue_of(reader, made.report)
        assert issue
        gathered = gather_issued(reader, village.workspace, issue)
        assert {entry.header.obj for entry in gathered.entries()} >= {made.report, search, HEAP}
        assert named(70) not in {entry.header.obj for entry in gathered.entries()}
        return gathered.order(village.workspace, to)


def test_each_place_is_printed_with_what_came_of_it(village: Village, tmp_path: Path) -> None:
    made = make(village)
    say(village, made.search, HEAP, SearchResult.NOTHING, text="未发现")
    told = SearchPlaceAnswered(
        subject=made.search,
        place=HEAP,
        result=SearchResult.FOUND,
        on=LATER.day,
        finding=named(70),
        on_behalf="示例村",
    )
    elsewhere(village, told, made.entry)
    say(village, made.search, RIVER, SearchResult.NOT_SEEN, text="封路")
    seen = sheet_of(village, made.search).found.last
    ending = lambda found, who: finish(found, who, LATER.day, "其余停产")  # noqa: E731 - said once
    record_search(village.workspace, made.search, seen, ending, BY_CLERK, LATER)
    order = issued(village, made.search, tmp_path / "x.pdf")
    paper = order.paper
    assert isinstance(paper, SearchListPaper)
    assert (paper.listed, paper.place, paper.due, paper.made_by) == (
        made.number,
        made.number,
        DUE,
        "示例丁",
    )
    assert "-R2026-" in paper.number
    assert paper.reason == "其余停产"
    first, second, third = paper.lines
    assert (first.result, first.is_doubled, first.answers) == (SearchResult.FOUND, True, ("未发现",))
    assert (first.findings, set(first.people)) == (("SLX0101-2026-T-0070",), {"示例甲", "示例村"})
    assert (second.result, second.answers, second.days) == (
        SearchResult.NOT_SEEN,
        ("封路",),
        (LATER.day,),
    )
    assert (third.place, third.result, third.people, third.days) == ("村东堆场", None, (), ())
    assert build_report(order.paper, order.carried, order.to).pages >= 1


def test_what_nobody_knows_is_refused_and_what_is_asked_says_which_list(
    village: Village, tmp_path: Path
) -> None:
    made = make(village)
    with pytest.raises(Refused, match="no such search list"):
        issued(village, named(999), tmp_path / "x.pdf")
    with closing(village.workspace.reader()) as reader:
        question = issue_question(reader, ReportKind.SEARCH_LIST, made.search)
        assert question
        assert question.site == f"{made.number} 料堆未覆盖"
        assert issue_question(reader, ReportKind.SEARCH_LIST, named(999)) is None
