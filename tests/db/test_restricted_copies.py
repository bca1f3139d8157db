"""No table, choice, export or paper has a copy of what a finding transferred with restricted access says."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from db.complaint_recording import record_complaint_step, register_complaint
from db.connection import Reader
from db.issued_reports import ReportWish, draft_of, gather_issued
from db.queries.cases import relapse_proposals
from db.queries.close_off_scans import Scanned, scanned_papers
from db.queries.complaint_case import complaint_case, step_choices
from db.queries.finding_case import case_of
from db.queries.issuing import issue_question
from db.queries.materials import Belongs, materials_of
from db.queries.orders import about_of
from db.queries.search_lists import found_choices
from db.search_recording import make_search
from db.table_export import export_list
from db.table_lists import LISTS
from db.workspace import Actor
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import ComplaintFindingLinked, ComplaintReceived
from inspector.model.complaint_words import Channel
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.ids import ComplaintId, FindingId, GridId
from inspector.model.issued_report import ReportKind
from inspector.model.material import MaterialAdded, MaterialKind
from inspector.model.period import week_of
from inspector.model.search_list_life import SearchListMade, SearchPlace
from inspector.reports.summary_paper import SummaryPaper
from inspector.tables.writing import Form
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, BY_STAFF, LATER
from tests.db.order_desk import give
from tests.db.search_desk import DUE
from tests.db.transferred import FOUND, SECRETS, hides, tells_nothing, transferred
from tests.db.village import COKING, HEAP, MORNING, OFFICE, STAFF, TODAY, VILLAGE, Village, named

WHOLE = {("entry", "body"), ("finding", "whole_text"), ("case_step", "told"), ("checklist", "questions")}
"""Columns that may hold it: what was received, what the case reads, and the question it was found under."""

ELSEWHERE = FindingNoticed(
    subject=named(892),
    number="N1",
    grid=VILLAGE,
    site=HEAP,
    patrol="",
    stop="",
    text="渣土未苫盖",
    noticed=MORNING.later(1),
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = transferred(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def test_no_other_column_holds_it(reader: Reader) -> None:
    tables = reader.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\'"
    )
    columns = [
        (table, column)
        for (table,) in tables
        for (column,) in reader.rows("SELECT name FROM pragma_table_info(?)", (table,))
    ]
    holding = {
        (table, column)
        for table, column in columns
        for secret in SECRETS
        if reader.value(f'SELECT max(instr(CAST("{column}" AS TEXT), ?)) FROM "{table}"', (secret,))  # noqa: S608 - the schema's names
    }
    assert ("finding", "whole_text") in holding
    assert holding <= WHOLE


@pytest.mark.parametrize("name", [name for name in LISTS if name != "entries"])
def test_no_export_holds_it(reader: Reader, tmp_path: Path, name: str) -> None:
    for form in (Form.JSON, Form.CSV):
        export_list(reader, name, tmp_path / form, form, today=TODAY)
        tells_nothing((tmp_path / form).read_text("utf-8-sig"))


def test_its_entries_leave_without_their_bodies(reader: Reader, tmp_path: Path) -> None:
    export_list(reader, "entries", tmp_path / "entries.json", Form.JSON, today=TODAY)
    entries = json.loads((tmp_path / "entries.json").read_text())
    assert {"body" in one for one in entries if one["subject"] == FOUND} == {False}
    assert {"body" in one for one in entries if one["subject"] == COKING} == {True}


def test_what_may_be_a_relapse_is_proposed_without_it(village: Village, reader: Reader) -> None:
    later = FindingId(named(890))
    village.record(
        msgspec.structs.replace(ELSEWHERE, subject=later, site=COKING),
        FindingReported(subject=later),
    )
    assert relapse_proposals(reader, GridId(OFFICE)) == ()
    case = case_of(village.workspace, reader, later, BY_STAFF, TODAY)
    assert case
    tells_nothing(case)


def test_neither_order_nor_complaint_nor_search_list_holds_it(village: Village, reader: Reader) -> None:
    order = give(village, findings=(FOUND,))
    hides(about_of(reader, order.order))
    complaint = register(village, ComplaintFindingLinked(finding=FOUND))
    case = complaint_case(reader, village.workspace, complaint, BY_STAFF, MORNING)
    assert case
    hides(case.findings)
    other = complaint_case(reader, village.workspace, register(village), BY_STAFF, MORNING)
    assert other
    hides(step_choices(reader, other.complaint).findings)
    village.record(ELSEWHERE, FindingReported(subject=ELSEWHERE.subject))
    place = SearchPlace(id=COKING, name="示例焦化厂", grid=VILLAGE, site=COKING)
    told = SearchListMade(
        number="", grid="", finding=ELSEWHERE.subject, text="扬尘", due=DUE, places=(place,)
    )
    made = make_search(village.workspace, told, BY_CLERK, LATER, village.chance)
    hides(found_choices(reader, made.search, COKING))


def test_its_files_stay_with_its_case(village: Village, reader: Reader) -> None:
    scan = village.workspace.blobs.keep(b"x", "text/plain")
    village.record(
        MaterialAdded(
            subject=named(891), kind=MaterialKind.DOCUMENT, name="a.txt", finding=FOUND, blobs=(scan,)
        )
    )
    (one,) = materials_of(reader, Belongs(finding=FOUND))
    assert one.name == "a.txt"
    assert materials_of(reader, Belongs(site=COKING)) == ()
    assert scanned_papers(reader, village.workspace.blobs, FOUND, in_language("en"), 0) == Scanned((), (), ())


@pytest.mark.parametrize(
    "kind", [ReportKind.ASSIGNMENT, ReportKind.CLOSE_OFF_FILE, ReportKind.CLOSE_OFF_FORM, ReportKind.LEDGER]
)
def test_papers_of_cases_say_no_more_than_lists(village: Village, reader: Reader, kind: ReportKind) -> None:
    about = (VILLAGE, "all") if kind is ReportKind.LEDGER else (FOUND,)
    made = gather_issued(
        reader, village.workspace, draft_of(ReportWish(kind=kind, about=about), BY_CLERK, LATER)
    )
    hides(made.paper)
    tells_nothing(issue_question(reader, kind, about[0]))
    tells_nothing([entry.body.decode() for entry in made.entries() if entry.body])


def test_a_week_says_neither_what_it_was_nor_what_was_done(village: Village, reader: Reader) -> None:
    wish = ReportWish(kind=ReportKind.SUMMARY, about=(VILLAGE, week_of(TODAY).name))
    made = gather_issued(reader, village.workspace, draft_of(wish, BY_CLERK, LATER))
    assert isinstance(made.paper, SummaryPaper)
    assert [line.place for line in made.paper.found] == ["示例焦化厂"]
    tells_nothing(made.paper)


def register(village: Village, *steps: Event) -> ComplaintId:
    told = ComplaintReceived(
        number="", grid="", channel=Channel.VISIT, received=MORNING, content="夜间有刺鼻气味", site=COKING
    )
    workspace, by = village.workspace, Actor(STAFF, VILLAGE)
    recorded = register_complaint(workspace, told, Complainant(), by, MORNING, village.chance)
    for step in steps:
        record_complaint_step(workspace, recorded.complaint, step, by, MORNING)
    return ComplaintId(recorded.complaint)
