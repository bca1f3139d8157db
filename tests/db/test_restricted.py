"""A finding transferred with restricted access: its text shows to the office, and nowhere else."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.close_off_recording import found_case
from db.connection import Reader
from db.issued_reports import ReportWish, draft_of, gather_issued
from db.phrase_book import phrases_at
from db.queries.carried_entries import entries_of_patrol
from db.queries.closed_cases import case_on_paper
from db.queries.day_text import day_facts
from db.queries.dossier import dossier_of
from db.queries.finding_case import case_of
from db.queries.findings import FindingView, finding_keys, finding_rows
from db.queries.issuing import issue_question
from db.queries.ledger import LedgerView, ledger_keys, ledger_rows
from db.queries.numbers import facts_of
from db.queries.search_lists import searches_of_finding
from db.queries.time_line import time_line
from db.queries.unit_choices import step_choices
from db.queries.window import found_by_letters
from db.report_files import order_report
from db.report_orders import Gathered
from db.restricted import RESTRICTED, shown
from db.workspace import Actor
from inspector.model.ids import GridId, PersonId
from inspector.model.issued_report import ReportKind
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.site import SiteKind
from inspector.reports.attachment import Stage
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, LATER
from tests.db.transferred import (
    FOUND,
    LEADER,
    NUMBER,
    PATROL,
    REASON,
    REQUIRED,
    RESULT,
    SEARCH,
    SECRET,
    STOP,
    hides,
    transferred,
)
from tests.db.village import COKING, OFFICE, STAFF, TODAY, TOWN, VILLAGE, Village

DAY = Period(TODAY, TODAY)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Give a village where a finding of a round was transferred, and the other authority decided."""
    made = transferred(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def test_no_list_shows_it(reader: Reader) -> None:
    findings = FindingView(GridId(""), TODAY, filter="all")
    hides(finding_rows(reader, finding_keys(reader, findings)))
    ledger = LedgerView(GridId(""), TODAY, filter="all")
    rows = ledger_rows(reader, ledger_keys(reader, ledger), TODAY)
    hides(rows)
    assert rows[FOUND].number == NUMBER
    numbers = facts_of(reader, Number.FINDINGS, GridId(OFFICE), DAY)
    hides(numbers)
    assert [fact.name for fact in numbers] == [f"{NUMBER} {shown(RESTRICTED)}"]
    (patrol,) = facts_of(reader, Number.PATROLS, GridId(OFFICE), DAY)
    assert patrol.name == ""


def test_neither_the_site_nor_a_search_list_shows_it(reader: Reader) -> None:
    hides(dossier_of(reader, COKING))
    hides(time_line(reader, COKING))
    (line,) = searches_of_finding(reader, FOUND)
    hides(line)
    assert (line.finding_number, line.text) == (NUMBER, "扬尘")


def test_its_words_are_not_found_but_its_number_is(reader: Reader) -> None:
    assert found_by_letters(reader, SECRET) == []
    assert finding_keys(reader, FindingView(GridId(""), TODAY, filter="all", text="未覆盖")) == []
    assert ledger_keys(reader, LedgerView(GridId(""), TODAY, filter="all", text="未覆盖")) == []
    (found,) = [one for one in found_by_letters(reader, NUMBER) if one.finding]
    hides(found)


def test_nobody_is_offered_its_words_again(reader: Reader) -> None:
    offered = phrases_at(reader, SiteKind.ENTERPRISE, PersonId(STAFF), "zh_CN")
    assert (SECRET in offered.recent, RESTRICTED in offered.recent) == (False, False)
    assert REQUIRED not in repr(step_choices(reader, VILLAGE, TODAY))


def test_papers_say_that_it_was_transferred(village: Village, reader: Reader) -> None:
    hides(day_facts(reader, [PATROL]))
    order = order_report(reader, village.workspace, PATROL, Stage.DRAFT)
    hides(order.paper)
    bodies = [entry.body for entry in entries_of_patrol(reader, PATROL) if entry.header.obj == FOUND]
    assert set(bodies) == {None}
    hides(case_on_paper(reader, FOUND))
    hides(found_case(village.workspace, reader, FOUND))
    hides(issue_question(reader, ReportKind.HINT, FOUND))
    hides(issue_question(reader, ReportKind.TRANSFER_LETTER, FOUND))
    for kind, *about in (
        (ReportKind.VISIT, STOP),
        (ReportKind.HINT, FOUND),
        (ReportKind.DOSSIER, COKING),
        (ReportKind.LEDGER, VILLAGE, "all"),
        (ReportKind.SEARCH_LIST, SEARCH),
    ):
        made = gathered(reader, village, kind, *about)
        hides(made.paper)
        assert SECRET.encode() not in carried(made), kind


def test_the_letter_to_the_other_authority_says_it_all(village: Village, reader: Reader) -> None:
    letter = gathered(reader, village, ReportKind.TRANSFER_LETTER, FOUND)
    assert SECRET in repr(letter.paper)
    assert REASON in repr(letter.paper)
    assert SECRET.encode() in carried(letter)


@pytest.mark.parametrize(
    ("who", "is_read"),
    [(BY_CLERK, True), (BY_COUNTY, True), (Actor(LEADER, TOWN), True), (BY_STAFF, False), (None, False)],
)
def test_the_case_shows_it_to_the_office_alone(
    village: Village, reader: Reader, who: Actor | None, is_read: bool
) -> None:
    case = case_of(village.workspace, reader, FOUND, who, TODAY)
    assert case
    if is_read:
        assert (case.row.text, case.sheet.finding.text, len(case.photos)) == (SECRET, SECRET, 1)
        assert (REASON in repr(case), RESULT in repr(case)) == (True, True)
    else:
        hides(case)
        assert (case.photos, case.sheet.lines) == ((), ())


def gathered(reader: Reader, village: Village, kind: ReportKind, *about: str) -> Gathered:
    wish = ReportWish(kind=kind, about=about, text="示例", addressee="示例")
    return gather_issued(reader, village.workspace, draft_of(wish, BY_CLERK, LATER))


def carried(made: Gathered) -> bytes:
    """Give what the entries say that a paper carries."""
    return b"".join(entry.body or b"" for entry in made.entries())
