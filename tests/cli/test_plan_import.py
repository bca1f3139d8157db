"""`plan import`: the tasks of a plan into the ledger; read again it changes only what differs."""

from contextlib import closing
from pathlib import Path

import pytest

from db.queries.tasks import plan_tree
from db.workspace import Workspace
from tests.cli.conftest import FOUNDER
from tests.db.village import TODAY

PLAN = "示例县整改方案\n一、示例河超标。\n责任单位：市水务局\n整改时限：2027年底\n整改措施：清淤。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "方案.txt"
    file.write_text(PLAN, "utf-8")
    return file


def names(folder: Path) -> list[tuple[str, list[str]]]:
    with closing(Workspace.open(folder)) as workspace, closing(workspace.reader()) as reader:
        return [(one.title, [leaf.name for leaf in one.tasks]) for one in plan_tree(reader, TODAY)]


def test_every_task_is_taken_and_again_changes_nothing(call, office, plan):
    said = call("plan", "import", plan, "--workspace", office, "--title", "示例方案", "--json")
    assert (said.status, said.err) == (0, "")
    assert said.json == {
        "file": str(plan),
        "title": "示例方案",
        "recorded": True,
        "known_as": "",
        "new": 1,
        "changed": 0,
        "gone": 0,
        "same": 0,
    }
    before = names(office)
    assert [title for title, _tasks in before] == ["示例方案"]
    again = call("plan", "import", plan, "--workspace", office, "--as", FOUNDER)
    assert (again.status, again.err) == (0, "")
    assert "A newer version of: 示例方案" in again.out
    assert "changed 0, gone 0, the same 1" in again.out
    assert names(office) == before


def test_a_newer_version_changes_what_differs(call, office, plan):
    call("plan", "import", plan, "--workspace", office)
    plan.write_text(PLAN.replace("2027年底", "2028年底"), "utf-8")
    said = call("plan", "import", plan, "--workspace", office, "--json")
    assert (said.json["changed"], said.json["new"]) == (1, 0)
    assert len(names(office)) == 1


def test_a_dry_run_records_nothing(call, office, plan):
    said = call("plan", "import", plan, "--workspace", office, "--dry-run")
    assert (said.status, said.err) == (0, "")
    assert "1 new task" in said.out
    assert "Nothing was recorded." in said.out
    assert names(office) == []


def test_nobody_who_may_record_is_said(call, office, plan):
    said = call("plan", "import", plan, "--workspace", office, "--as", "没有这个人")
    assert said.status == 1
    assert "没有这个人" in said.err


def test_on_a_device_that_may_not_record_nothing_is_taken(call, office, plan, tmp_path, monkeypatch):
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "other machine"))
    said = call("plan", "import", plan, "--workspace", office)
    assert said.status == 1
    assert "Nobody may record on this device yet" in said.err
