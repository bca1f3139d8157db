"""The sheet of a supervision route as PDF, and the routes as a table."""

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest

from db.issued_reports import ReportWish, gather_issued, issue_report, order_draft
from db.queries.issues import issue_of
from db.queries.issuing import issue_question
from db.queries.route_paper import UNKNOWN
from db.table_export import export_list
from db.table_routes import write_route_numbers
from inspector.errors import Refused
from inspector.model import route_acts as acts
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import quarter_of
from inspector.model.route import RouteState
from inspector.model.route_life import MeetingKind, PlanLine, RoutePlanned
from inspector.reports.forms import build_report
from inspector.reports.route_paper import RoutePaper
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, in_language, use
from tests.db.case_desk import BY_COUNTY, LATER
from tests.db.route_desk import DAY, TOMORROW, act, go, send, supervised
from tests.db.village import HEAP, OFFICE, RIVER, TODAY, Village, named

SUPERVISED = {MeetingKind.DISPATCH: 1, MeetingKind.SUMMING_UP: 2}


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = supervised(tmp_path / "w")
    yield made
    use(LANGUAGES[0])
    made.close()


def wish(route: str) -> ReportWish:
    return ReportWish(kind=ReportKind.ROUTE_SHEET, about=(route,))


def paper_of(village: Village, route: str) -> RoutePaper:
    issued = issue_report(village.workspace, wish(route), BY_COUNTY, LATER, village.chance)
    with closing(village.workspace.reader()) as reader:
        issue = issue_of(reader, issued.report)
        assert issue
        gathered = gather_issued(reader, village.workspace, issue)
        assert {entry.header.obj for entry in gathered.entries()} >= {route, HEAP}
    assert isinstance(gathered.paper, RoutePaper)
    return gathered.paper


def test_the_sheet_has_the_stops_in_their_order_with_what_came_of_each(
    village: Village, tmp_path: Path
) -> None:
    route = send(village).route
    go(village, route, HEAP, 3, new=("坡面未覆盖",), meetings=SUPERVISED, text="限一周")
    go(village, route, HEAP, 1, meetings=SUPERVISED)
    paper = paper_of(village, route)
    assert (paper.group, paper.listed, paper.place) == ("示例第一督导组", paper.place, paper.listed)
    assert [(one.name, one.planned) for one in paper.lines] == [
        ("北山排土场", DAY),
        ("黄河示例段", DAY),
        ("示例焦化厂", TOMORROW),
        ("镇政府会议室", None),
    ]
    heap = paper.lines[0]
    assert (heap.visited, heap.places, len(heap.findings), heap.remarks) == ((DAY,), 4, 1, ("限一周",))
    assert heap.meetings == {MeetingKind.DISPATCH: 2, MeetingKind.SUMMING_UP: 4} == paper.meetings
    assert dict(paper.totals)["stops visited"] == 1
    assert paper.headline(in_language("zh_CN"))
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish(route), BY_COUNTY, LATER, tmp_path / "r.pdf")
        question = issue_question(reader, ReportKind.ROUTE_SHEET, route)
    assert question
    built = build_report(order.paper, order.carried, order.to)
    assert built.missing_characters == ()
    with pikepdf.open(built.path) as pdf:
        width, height = (float(pdf.pages[0].MediaBox[at]) for at in (2, 3))
    assert width > height


def test_a_route_that_was_finished_or_is_disputed_says_so(village: Village, tmp_path: Path) -> None:
    route = send(village, text="").route
    for first in (HEAP, RIVER):
        told = RoutePlanned(subject=route, lines=(PlanLine(first),))
        village.workspace.record([told], BY_COUNTY, LATER)
    act(village, route, lambda found, who: acts.finish(found, who, DAY, "并入下月"))
    paper = paper_of(village, route)
    assert (paper.state, paper.reason, paper.is_disputed) == (RouteState.FINISHED, "并入下月", True)
    assert paper.meetings == {}
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish(route), BY_COUNTY, LATER, tmp_path / "r.pdf")
        build_report(order.paper, order.carried, order.to)
        with pytest.raises(Refused, match=UNKNOWN):
            order_draft(reader, village.workspace, wish(named(999)), BY_COUNTY, LATER, tmp_path / "x.pdf")
        assert issue_question(reader, ReportKind.ROUTE_SHEET, named(999)) is None


def test_a_route_taken_back_is_printed_without_counts(village: Village) -> None:
    route = send(village).route
    act(village, route, lambda found, who: acts.withdraw(found, who, "重复"))
    paper = paper_of(village, route)
    assert {count for _name, count in paper.totals} == {0}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_each_stop_is_a_row_of_the_table(village: Village, tmp_path: Path, language: str) -> None:
    route = send(village)
    go(village, route.route, HEAP, 3, new=("坡面未覆盖",), meetings=SUPERVISED, text="限一周")
    use(language)
    to = tmp_path / "r.csv"
    with closing(village.workspace.reader()) as reader:
        assert export_list(reader, "routes", to, Form.CSV, (), today=TODAY) == 4
        assert export_list(reader, "routes", to, Form.CSV, (("grid", OFFICE),), today=TODAY) == 4
        assert export_list(reader, "routes", tmp_path / "r.xlsx", Form.XLSX, (), today=TODAY) == 4
    with to.open(encoding="utf-8-sig", newline="") as file:
        first, *_rest, last = [list(row) for row in csv.reader(file)][1:]
    assert first[0] == route.number
    assert first[5] == "北山排土场"
    assert last[5] == "镇政府会议室"
    assert first[10:18] == [f"{DAY}", f"{DAY}", "3", "1", "1", "0", "0", "2"]


def test_what_groups_did_in_a_period_is_a_row_for_each_route_and_one_for_all(
    village: Village, tmp_path: Path
) -> None:
    use("en")
    route = send(village)
    go(village, route.route, HEAP, 3, new=("坡面未覆盖",), meetings=SUPERVISED)
    to = tmp_path / "s.csv"
    for period, places in ((quarter_of(TODAY), "3"), (quarter_of(TODAY).before, "0")):
        with closing(village.workspace.reader()) as reader:
            assert write_route_numbers(reader, to, Form.CSV, GridId(OFFICE), period, TODAY) == 2
        with to.open(encoding="utf-8-sig", newline="") as file:
            first, total = csv.DictReader(file)
        assert (first["Number"], total["Supervision group"]) == (route.number, "all routes")
        assert first["places looked at"] == total["places looked at"] == places
        assert first["stops on the route"] == "4"
