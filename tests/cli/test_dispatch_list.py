"""`report dispatch-list` and `export dispatch-list`: what is under dispatch, as paper, table and JSON."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pikepdf import Pdf

from tests.cli.conftest import FOUNDER, Call

PLAN = """一、示例河超标。
责任单位：县水务局、县住建局
整改时限：2020年底
二、长期坚持巡河。
责任单位：县水务局
整改时限：长期坚持
"""
MONTH = "2026-11"


@pytest.fixture
def ledger(call: Call, office: Path, tmp_path: Path) -> Path:
    """Take a plan of two tasks into the ledger of the office."""
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    assert call("plan", "import", plan, "--workspace", office, "--as", FOUNDER).status == 0
    return office


def test_the_lines_are_given_as_json_and_can_be_narrowed(call: Call, ledger: Path) -> None:
    first, second = call("report", "dispatch-list", MONTH, "--workspace", ledger, "--json").json
    assert (first["kind"], first["due"], first["pace"]) == ("task", "2020-12-31", "overdue")
    assert (first["units"], first["state"]) == (["县水务局", "县住建局"], "not_started")
    assert (second["deadline"], second["due"], second["pace"]) == ("长期坚持", None, "on_time")
    assert (second["difficulty"], second["next_on"], second["said_on"]) == ("", None, None)
    for option, value, count in (
        ("--unit", "县住建局", 1),
        ("--state", "closed_off", 0),
        ("--pace", "overdue", 1),
        ("--grid", "SLX", 2),
    ):
        said = call("report", "dispatch-list", MONTH, option, value, "--workspace", ledger, "--json")
        assert len(said.json) == count, option


def test_the_list_is_a_paper_that_can_be_signed(call: Call, ledger: Path, tmp_path: Path) -> None:
    draft, final = tmp_path / "draft.pdf", tmp_path / "final.pdf"
    said = call("report", "dispatch-list", MONTH, "--to", draft, "--workspace", ledger)
    assert (said.status, str(draft) in said.out) == (0, True)
    with Pdf.open(draft) as paper:
        wide, high = (float(size) for size in paper.pages[0].mediabox[2:])
    assert wide > high
    said = call("report", "dispatch-list", MONTH, "--to", final, "--sign", FOUNDER, "--workspace", ledger)
    assert said.status == 0
    assert call("verify", final, "--workspace", ledger).status == 0


def test_without_a_file_or_json_it_asks_what_is_wanted(call: Call, ledger: Path) -> None:
    said = call("report", "dispatch-list", MONTH, "--workspace", ledger)
    assert (said.status, "--to" in said.err) == (2, True)


@pytest.mark.parametrize("period", ["2026-13", "november"])
def test_a_period_nobody_knows_is_refused(call: Call, ledger: Path, period: str) -> None:
    assert call("report", "dispatch-list", period, "--workspace", ledger, "--json").status != 0


def test_it_is_exported_as_a_workbook_and_as_rows_with_english_keys(
    call: Call, ledger: Path, tmp_path: Path
) -> None:
    book, rows = tmp_path / "d.xlsx", tmp_path / "d.json"
    said = call(
        *("export", "dispatch-list", MONTH, "--as", "xlsx", "--to", book, "--json", "--workspace", ledger)
    )
    assert said.json == {"file": str(book), "list": "dispatch-list", "rows": 2}
    head, first, _second = load_workbook(book).worksheets[0].iter_rows(values_only=True)
    assert head[:4] == ("No.", "Number", "Problem", "Responsible unit")
    assert "past its deadline" in first
    said = call(
        *("export", "dispatch-list", MONTH, "--pace", "overdue", "--as", "json", "--to", rows),
        *("--workspace", ledger),
    )
    assert said.out == f"{rows}: 1 rows.\n"
    assert '"pace": "overdue"' in rows.read_text("utf-8")
    assert json.loads(rows.read_text("utf-8"))
