"""`report booklet`, `report route`, `export routes`: what the supervision group prints and hands over."""

from pathlib import Path

import pytest
from pikepdf import Pdf

from tests.cli.conftest import FOUNDER, Call

PLAN = """一、示例河超标。
责任单位：县水务局、县住建局
整改时限：2020年底
"""


@pytest.fixture
def ledger(call: Call, office: Path, tmp_path: Path) -> Path:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    assert call("plan", "import", plan, "--workspace", office, "--as", FOUNDER).status == 0
    return office


def test_the_booklet_of_one_unit_can_be_signed(call: Call, ledger: Path, tmp_path: Path) -> None:
    to = tmp_path / "b.pdf"
    said = call(
        "report", "booklet", "县水务局", "--to", to, "--sign", FOUNDER, "--workspace", ledger, "--json"
    )
    assert (said.status, said.json["signatures"]) == (0, 1)
    assert call("verify", to, "--workspace", ledger).status == 0
    again = call("report", "booklet", said.json["number"], "--to", to, "--ink", "--workspace", ledger)
    assert again.status != 0
    unknown = call("report", "booklet", "县农牧局", "--to", to, "--workspace", ledger)
    assert "There is nothing that a unit called 县农牧局 owes here." in unknown.err


def test_without_a_unit_each_gets_a_booklet_in_a_folder(call: Call, ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    said = call("report", "booklet", "--into", folder, "--workspace", ledger)
    assert (said.status, said.out) == (0, f"2 booklets in {folder}.\n")
    assert [file.name for file in sorted(folder.glob("*.pdf"))] == ["01_县住建局.pdf", "02_县水务局.pdf"]
    assert all(Pdf.open(file).pages for file in folder.glob("*.pdf"))
    told = call("report", "booklet", "--into", folder, "--ink", "--workspace", ledger, "--json")
    assert told.err == ""
    assert [one["unit"] for one in told.json["booklets"]] == ["县住建局", "县水务局"]
    for wrong in (("--to", tmp_path / "all.pdf"), ("县水务局",), ("县水务局", "--into", folder), ()):
        said = call("report", "booklet", *wrong, "--workspace", ledger)
        assert "Give a unit with --to, or --into alone for all units." in said.err


def test_routes_are_a_list_and_one_that_is_unknown_is_refused(
    call: Call, ledger: Path, tmp_path: Path
) -> None:
    to = tmp_path / "r.json"
    assert call("export", "routes", "--as", "json", "--to", to, "--workspace", ledger).status == 0
    counts = tmp_path / "s.csv"
    said = call("export", "supervision", "2026-Q4", "--as", "csv", "--to", counts, "--workspace", ledger)
    assert (said.status, said.out) == (0, f"{counts}: 1 rows.\n")
    how = ("--as", "json", "--to", tmp_path / "s.json", "--json")
    said = call("export", "supervision", "2026-11", *how, "--workspace", ledger)
    assert said.json["rows"] == 1
    said = call("report", "route", "SLX-U2026-XXXX-0001", "--to", tmp_path / "r.pdf", "--workspace", ledger)
    assert said.status != 0
