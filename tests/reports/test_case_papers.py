"""Orders, letters of transfer and ledgers: any size keeps its margins, and every one is an archive."""

from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest

from inspector.model.working_days import Counting
from inspector.reports.attachment import Stage
from inspector.reports.case_paper import AssignmentPaper
from inspector.reports.forms import build_report
from inspector.reports.official_paper import Paper
from inspector.reports.slip import CutLine
from tests.reports.case_sheets import assignment, ledger, line, task, transfer
from tests.reports.papers import CARRIED, DAY, text, words
from tests.reports.test_layout import LONG_NAME, LONG_TEXT, assert_tidy


def _long(made: AssignmentPaper) -> AssignmentPaper:
    cases = tuple(
        replace(one, requirement=LONG_TEXT, finding=replace(one.finding, text=LONG_TEXT))
        for one in made.cases
    )
    return replace(made, unit=LONG_NAME, copies=(LONG_NAME,) * 3, basis=LONG_TEXT, cases=cases)


UPRIGHT: dict[str, Paper] = {
    "order": assignment(),
    "order of 30 findings": assignment(findings=30, photos=8),
    "long order": _long(assignment(findings=2, photos=0)),
    "order in English": replace(assignment(), language="en"),
    "letter": transfer(),
    "long letter": replace(
        transfer(photos=0),
        authority=LONG_NAME,
        reason=LONG_TEXT,
        finding=replace(transfer().finding, text=LONG_TEXT, site=LONG_NAME),
    ),
    "letter in English": replace(transfer(), language="en"),
}


@pytest.mark.parametrize("name", UPRIGHT)
def test_words_keep_the_margins_and_never_overlap(name: str, tmp_path: Path) -> None:
    assert_tidy(words(build_report(UPRIGHT[name], CARRIED, tmp_path / "x.pdf").path))


@pytest.mark.parametrize("made", [assignment(), transfer(), ledger()], ids=["order", "letter", "ledger"])
@pytest.mark.parametrize("stage", Stage)
def test_every_form_is_an_archive_that_can_be_read_aloud(made: Paper, stage: Stage, tmp_path: Path) -> None:
    file = build_report(replace(made, stage=stage), CARRIED, tmp_path / "x.pdf").path
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in page.validate_pdf(str(file), profile=profile).failures] == []
    with pikepdf.open(file) as pdf:
        fields = [str(one.T) for one in pdf.Root.AcroForm.Fields] if "/AcroForm" in pdf.Root else []
    assert fields == ([] if stage is Stage.DRAFT else ["issuer"])


def said(made: Paper, folder: Path) -> str:
    file = build_report(replace(made, language="en"), CARRIED, folder / "said.pdf").path
    return " ".join(text(file, "-raw").split())


def test_an_order_says_by_when_and_has_a_slip_to_send_back(tmp_path: Path) -> None:
    words_ = said(assignment(), tmp_path)
    for part in (
        "示整改交〔2026〕12号",
        "1 Dec 2026 (7 working days)",
        "Receipt and feedback slip",
        "How far it is put right",
        "Order 示整改交〔2026〕12号 of 22 Nov 2026 with 1 problem was received.",
    ):
        assert part in words_


def test_deadlines_that_differ_stand_with_their_findings(tmp_path: Path) -> None:
    made = assignment(findings=2, photos=0)
    first, second = made.cases
    second = replace(second, due=DAY, days=3, counting=Counting.NATURAL)
    words_ = said(replace(made, cases=(first, second)), tmp_path)
    assert "each as listed below" in words_
    assert "3 natural" in words_
    named = replace(made, cases=(replace(first, days=0),), basis="", copies=(), assigner="", person="")
    assert "working day" not in said(named, tmp_path)


def test_a_letter_names_its_evidence_by_check_sums(tmp_path: Path) -> None:
    made = transfer()
    words_ = said(made, tmp_path)
    assert "letter number still to come" in words_
    assert all(photo.sha256 in words_ for photo in made.photos)
    assert "示例乙 0473-0000000" in words_
    bare = replace(
        made,
        photos=(),
        contact="",
        letter="示环函〔2026〕3号",
        address="",
        finding=replace(made.finding, site="", spot="", noticed=None),
    )
    words_ = said(bare, tmp_path)
    assert "List of evidence" not in words_
    assert "Contact" not in words_
    assert "示环函〔2026〕3号" in words_
    assert "we noticed the following: " in words_
    assert bare.place == bare.finding.number


def test_a_ledger_lies_on_its_side_repeats_its_head_and_counts_at_the_end(tmp_path: Path) -> None:
    built = build_report(ledger(120), CARRIED, tmp_path / "x.pdf")
    with pikepdf.open(built.path) as pdf:
        sizes = {tuple(round(float(one)) for one in sheet.mediabox) for sheet in pdf.pages}
    assert sizes == {(0, 0, 842, 595)}
    laid = words(built.path)
    heads = [word for word in laid if word.text == "状态"] or [word for word in laid if word.text == "State"]
    assert len(heads) >= built.pages - 1
    assert len([word for word in laid if word.text.startswith("QLS03-2026-A2F4")]) == 120
    told = said(ledger(11), tmp_path)
    assert "of these overdue" in told
    assert "11 findings" in told


def test_a_ledger_of_long_texts_and_an_empty_one_are_forms_too(tmp_path: Path) -> None:
    long = replace(ledger(0), lines=tuple(line(n, LONG_TEXT) for n in range(1, 4)))
    assert build_report(long, CARRIED, tmp_path / "x.pdf").pages > 3
    assert "Totals" not in said(replace(ledger(0), described=""), tmp_path)


def test_a_ledger_has_tasks_before_findings_each_counted(tmp_path: Path) -> None:
    built = build_report(ledger(60, tasks=120), CARRIED, tmp_path / "x.pdf")
    laid = words(built.path)
    assert len([word for word in laid if word.text.startswith("QLS03-2026-A2F4")]) == 60
    assert len([word for word in laid if word.text.startswith("（") and word.text.endswith("）")]) >= 120
    told = said(ledger(11, tasks=9), tmp_path)
    assert "9 tasks, 11 findings." in told
    assert told.index("Done of") < told.index("What is wrong")
    assert "closed before, by the old ledger" in told
    assert "past its deadline" in told
    assert "sites 26/71" in told
    assert told.count("Totals") == 2


def test_a_ledger_of_tasks_alone_says_nothing_of_findings(tmp_path: Path) -> None:
    told = said(replace(ledger(0, tasks=3), lines=None), tmp_path)
    assert "3 tasks." in told
    assert ("What is wrong" in told, told.count("Totals")) == (False, 1)
    long = replace(ledger(0), tasks=tuple(task(number, LONG_TEXT) for number in range(1, 4)))
    assert build_report(long, CARRIED, tmp_path / "x.pdf").pages > 1
    assert "0 tasks, 0 findings." in said(ledger(0, tasks=0), tmp_path)


def test_a_cut_line_is_never_cut() -> None:
    assert CutLine(100).split(1) is None
