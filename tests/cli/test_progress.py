"""`export progress` and `report progress`: how far the tasks of plans are, as table and as PDF."""

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


@pytest.fixture
def ledger(call: Call, office: Path, tmp_path: Path) -> Path:
    """Take a plan of two tasks into the ledger of the office."""
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    assert call("plan", "import", plan, "--workspace", office, "--as", FOUNDER).status == 0
    return office


def test_progress_is_exported_as_rows_with_english_keys(call: Call, ledger: Path, tmp_path: Path) -> None:
    said = call("export", "progress", "--as", "json", "--to", tmp_path / "p.json", "--workspace", ledger)
    assert (said.status, said.out) == (0, f"{tmp_path / 'p.json'}: 3 rows.\n")
    told = (tmp_path / "p.json").read_text("utf-8")
    assert '"rows": "departments"' in told
    assert '"overdue": 1' in told


def test_progress_as_a_workbook_has_titles_in_words(call: Call, ledger: Path, tmp_path: Path) -> None:
    to = tmp_path / "p.xlsx"
    said = call(
        *("export", "progress", "--grid", "SLX", "--as", "xlsx", "--to", to, "--json"),
        *("--workspace", ledger),
    )
    assert said.json == {"file": str(to), "list": "progress", "rows": 3}
    head, *rows = load_workbook(to).worksheets[0].iter_rows(values_only=True)
    assert head[:3] == ("Rows", "Name", "tasks in all")
    assert [row[:3] for row in rows] == [
        ("department", "县住建局", 1),
        ("department", "县水务局", 2),
        ("all, each task once", None, 2),
    ]
    assert rows[-1][-1] == "0.0%"


def test_a_grid_nobody_knows_is_refused(call: Call, ledger: Path, tmp_path: Path) -> None:
    to = tmp_path / "p.csv"
    said = call("export", "progress", "--grid", "no", "--as", "csv", "--to", to, "--workspace", ledger)
    assert said.status != 0
    assert "exactly one grid called no" in said.err
    assert not to.exists()


def test_progress_is_a_paper_that_can_be_signed(call: Call, ledger: Path, tmp_path: Path) -> None:
    draft, final = tmp_path / "draft.pdf", tmp_path / "final.pdf"
    assert call("report", "progress", "--to", draft, "--workspace", ledger).status == 0
    assert Pdf.open(draft).pages
    said = call("report", "progress", "--to", final, "--sign", FOUNDER, "--workspace", ledger, "--json")
    assert (said.status, said.json["signatures"]) == (0, 1)
    assert call("verify", final, "--workspace", ledger).status == 0


def test_lists_are_still_exported(call: Call, ledger: Path, tmp_path: Path) -> None:
    to = tmp_path / "tasks.csv"
    assert call("export", "tasks", "--as", "csv", "--to", to, "--workspace", ledger).status == 0
    assert call("export").status != 0
