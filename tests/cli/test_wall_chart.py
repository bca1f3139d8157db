"""`report wallchart`: tasks against time, as sheets of A3 and as JSON."""

from contextlib import closing
from pathlib import Path

import pytest
from pikepdf import Pdf

from db.connection import Reader
from db.opening import DATABASE
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


def test_its_rows_are_given_as_json_and_can_be_narrowed(call: Call, ledger: Path) -> None:
    told = call("report", "wallchart", "--workspace", ledger, "--json").json
    timed, lasting = told["groups"]
    assert (timed["name"], timed["lane"], lasting["lane"]) == ("县水务局", "timed", "lasting")
    (first,), (second,) = timed["tasks"], lasting["tasks"]
    assert (first["due"], first["look"], first["start"]) == ("2020-12-31", "overdue", None)
    assert (second["due"], second["deadline"]) == (None, "长期坚持")
    assert (told["counts"]["overdue"], told["regions"]) == (1, [])
    for option, value, count in (
        ("--unit", "县住建局", 1),
        ("--state", "closed_off", 0),
        ("--year", "2020", 1),
        ("--plan", "", 2),
        ("--grid", "SLX", 2),
    ):
        said = call("report", "wallchart", option, value, "--workspace", ledger, "--json").json
        assert sum(len(group["tasks"]) for group in said["groups"]) == count, option


def test_it_is_narrowed_to_a_plan_by_its_title(call: Call, ledger: Path) -> None:
    with closing(Reader(ledger / DATABASE)) as reader:
        title = reader.value("SELECT title FROM plan")
    told = call("report", "wallchart", "--plan", title, "--workspace", ledger, "--json").json
    assert len(told["groups"]) == 2


def test_it_is_a_paper_on_sheets_of_a3_that_can_be_signed(call: Call, ledger: Path, tmp_path: Path) -> None:
    draft, final = tmp_path / "draft.pdf", tmp_path / "final.pdf"
    said = call("report", "wallchart", "--sheets", "2x1", "--to", draft, "--workspace", ledger)
    assert (said.status, str(draft) in said.out) == (0, True)
    with Pdf.open(draft) as paper:
        assert len(paper.pages) == 3
        assert round(float(paper.pages[0].mediabox[2])) == 1191
    said = call("report", "wallchart", "--to", final, "--sign", FOUNDER, "--json", "--workspace", ledger)
    assert (said.status, said.json["signatures"]) == (0, 1)
    assert call("verify", final, "--workspace", ledger).status == 0


def test_without_a_file_or_json_it_asks_what_is_wanted(call: Call, ledger: Path) -> None:
    said = call("report", "wallchart", "--workspace", ledger)
    assert (said.status, "--to" in said.err) == (2, True)


@pytest.mark.parametrize(("option", "value"), [("--sheets", "many"), ("--plan", "none"), ("--year", "x")])
def test_what_nobody_knows_is_refused(call: Call, ledger: Path, option: str, value: str) -> None:
    assert call("report", "wallchart", option, value, "--workspace", ledger, "--json").status == 1
