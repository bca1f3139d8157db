"""Orders and letters of transfer, from the steps of a finding to the file and what it carries."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.case_recording import record_case
from db.issued_reports import ReportWish, gather_issued, issue_report
from db.queries.issues import issue_of
from db.queries.unit_orders import unit_orders
from db.report_orders import Gathered
from inspector.errors import Refused
from inspector.journal.authority import OfficeFounded
from inspector.model.finding_acts import Assignment, assign, transfer
from inspector.model.finding_life import FindingAssigned, FindingTakenOver
from inspector.model.issued_report import ReportKind
from inspector.periods import DAY
from inspector.reports.case_paper import AssignmentPaper, LedgerPaper, TransferPaper
from inspector.reports.forms import build_report
from tests.db.case_desk import BY_CLERK, LATER, appoint, give, now_of, report
from tests.db.village import VILLAGE, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def gathered(village: Village, kind: ReportKind, *about: str, text: str = "") -> Gathered:
    wish = ReportWish(kind=kind, about=about, signers=("issuer",), text=text)
    issued = issue_report(village.workspace, wish, BY_CLERK, LATER, village.chance)
    reader = village.workspace.reader()
    try:
        issue = issue_of(reader, issued.report)
        assert issue
        made = gather_issued(reader, village.workspace, issue)
        assert {entry.header.obj for entry in made.entries()} >= {issued.report, about[0]}
        return made
    finally:
        reader.close()


def hand_over(village: Village, finding: str) -> None:
    record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, _rules: transfer(one, who, "示例市生态环境局", "属其管辖", is_restricted=True),
        BY_CLERK,
        LATER,
    )


def test_an_order_names_unit_deadline_and_every_finding(village: Village) -> None:
    one, other = report(village, 70), report(village, 71)
    give(village, one)
    give(village, other)
    paper = gathered(village, ReportKind.ASSIGNMENT, one, other, text="按办法处理").paper
    assert isinstance(paper, AssignmentPaper)
    assert (paper.unit, paper.assigner, paper.basis) == ("示例村委会", "示例丁", "按办法处理")
    assert [case.finding.number for case in paper.cases] == [
        "SLX0101-2026-T-0070",
        "SLX0101-2026-T-0071",
    ]
    assert {case.days for case in paper.cases} == {7}
    assert "-A2026-" in paper.number


def test_a_ledger_holds_the_lines_of_its_filter_and_their_entries(village: Village) -> None:
    one, other = report(village, 70), report(village, 71)
    give(village, one)
    made = gathered(village, ReportKind.LEDGER, VILLAGE)
    paper = made.paper
    assert isinstance(paper, LedgerPaper)
    assert paper.lines
    assert {line.unit for line in paper.lines} == {"示例村委会", ""}
    assert (len(paper.lines), paper.place, "-L2026-" in paper.number) == (2, paper.grid, True)
    reported = gathered(village, ReportKind.LEDGER, VILLAGE, "reported").paper
    assert isinstance(reported, LedgerPaper)
    assert reported.lines
    assert [line.number for line in reported.lines] == [now_of(village, other).number]
    for wrong in ((named(999),), (VILLAGE, "unheard")):
        with pytest.raises(Refused, match="no such ledger"):
            gathered(village, ReportKind.LEDGER, *wrong)


def test_a_ledger_that_no_paper_holds_is_refused(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    report(village, 70), report(village, 71)
    monkeypatch.setattr("db.queries.ledger_paper.MOST_LINES", 1)
    with pytest.raises(Refused, match="narrow it, or export it"):
        gathered(village, ReportKind.LEDGER, VILLAGE)


def test_an_order_is_for_findings_that_one_unit_has(village: Village) -> None:
    one, other, waiting = (report(village, number) for number in (70, 71, 72))
    give(village, one)
    record_case(
        village.workspace,
        other,
        now_of(village, other).last,
        lambda found, who, rules: assign(found, who, Assignment(unit="示例县住建局"), rules, LATER.day),
        BY_CLERK,
        LATER,
    )
    with pytest.raises(Refused, match="one unit"):
        gathered(village, ReportKind.ASSIGNMENT, one, other)
    with closing(village.workspace.reader()) as reader:
        sorted_out = unit_orders(reader, [waiting, other, one, named(999)])
        numbers: dict[str, str] = dict(reader.rows("SELECT id, number FROM finding"))
    assert [(order.unit, order.findings) for order in sorted_out.orders] == [
        ("示例县住建局", (other,)),
        ("示例村委会", (one,)),
    ]
    assert sorted_out.orders[0].numbers == (numbers[other],)
    assert sorted_out.left_out == (numbers[waiting],)
    with pytest.raises(Refused, match="is assigned before"):
        gathered(village, ReportKind.ASSIGNMENT, waiting)


def test_an_order_of_several_assignments_says_of_each_what_is_its_own(village: Village) -> None:
    one, other = report(village, 70), report(village, 71)
    for finding, number, person, day in ((one, "甲1", "示例丙", 0), (other, "甲2", "示例丁", DAY)):
        told = FindingAssigned(
            subject=finding,
            unit="示例局",
            due=LATER.day,
            number=number,
            person_name=person,
            copies=("示例办",),
        )
        village.record(told, by=BY_CLERK, when=LATER.later(day))
    paper = gathered(village, ReportKind.ASSIGNMENT, one, other).paper
    assert isinstance(paper, AssignmentPaper)
    assert (paper.assignment, paper.person, paper.copies) == ("", "示例丙、示例丁", ("示例办",))
    assert paper.assigned_on == LATER.later(DAY).day
    alone = gathered(village, ReportKind.ASSIGNMENT, one).paper
    assert isinstance(alone, AssignmentPaper)
    assert alone.assignment == "甲1"


def test_an_old_line_taken_over_gets_no_order_of_ours(village: Village) -> None:
    finding = report(village, 70)
    village.record(FindingTakenOver(subject=finding, unit="示例局", due=LATER.day), by=BY_CLERK, when=LATER)
    with closing(village.workspace.reader()) as reader:
        assert unit_orders(reader, [finding]).orders == ()
        assert len(unit_orders(reader, [finding]).left_out) == 1


def test_a_letter_carries_nothing_of_what_the_office_said(village: Village, tmp_path: Path) -> None:
    finding = report(village, 70)
    with pytest.raises(Refused, match="is transferred before"):
        gathered(village, ReportKind.TRANSFER_LETTER, finding)
    with pytest.raises(Refused):
        gathered(village, ReportKind.TRANSFER_LETTER, named(999))
    hand_over(village, finding)
    wish = ReportWish(kind=ReportKind.TRANSFER_LETTER, about=(finding,), text="示例乙 0473-0000000")
    issued = issue_report(village.workspace, wish, BY_CLERK, LATER, village.chance)
    reader = village.workspace.reader()
    issue = issue_of(reader, issued.report)
    assert issue
    made = gather_issued(reader, village.workspace, issue)
    entries = made.entries()
    told = {entry.header.type for entry in entries if entry.header.obj == finding}
    assert told == {"finding.noticed", "finding.transferred"}
    assert OfficeFounded.TYPE in {entry.header.type for entry in entries}
    paper = made.paper
    assert isinstance(paper, TransferPaper)
    assert (paper.authority, paper.letter, paper.contact) == ("示例市生态环境局", "", "示例乙 0473-0000000")
    order = made.order(village.workspace, tmp_path / "letter.pdf")
    assert build_report(order.paper, order.carried, order.to).pages >= 1
    reader.close()
