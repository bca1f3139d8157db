"""`export feedback` sends a sheet to each unit; `import feedback` takes in what comes back, once."""

from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.case_recording import finding_of
from db.task_recording import set_new_task
from db.workspace import Actor, Workspace
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.finding_acts import Assignment, assign
from inspector.model.finding_steps import Who
from inspector.model.ids import GridId, PersonId
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.model.task_life import TaskSet
from tests.cli.conftest import FOUNDER, MORNING, SITE
from tests.db.village import named
from tests.tables.feedback_desk import edit, fill

UNIT, OTHER = "示例村委会", "示例局"
CASE = named(60)
DONE = {"state": "已完成", "progress": "已覆盖", "done_on": "2026-11-22"}


@pytest.fixture
def owing(office: Path) -> Path:
    """Give a finding to one unit and a task to another."""
    with closing(Workspace.open(office)) as workspace, closing(workspace.reader()) as reader:
        person, grid = reader.rows("SELECT person, grid FROM duty LIMIT 1")[0]
        by = Actor(PersonId(person), GridId(grid))
        workspace.record(
            [
                FindingNoticed(
                    subject=CASE, number="SLX-1", grid=grid, site=SITE, patrol="", stop="", text="料堆未覆盖",
                    noticed=MORNING,
                ),
                FindingReported(subject=CASE),
            ],
            by,
            MORNING,
        )  # fmt: skip
        with closing(workspace.reader()) as fresh:
            finding = finding_of(workspace, fresh, CASE)
        who = Who(person, frozenset(Role))
        given = assign(finding, who, Assignment(unit=UNIT), Rules(), MORNING.day)
        workspace.record([given], by, MORNING)
        told = TaskSet(grid=grid, title="扬尘整治", number="7", lead=(OTHER,))
        set_new_task(workspace, told, by, MORNING, bytes)
    return office


def test_a_sheet_goes_to_every_unit_and_comes_back_once(call, owing, tmp_path):
    out = tmp_path / "out"
    said = call(
        "export", "feedback", "--all", "--to", out, "--deadline", "2099-01-01", "--workspace", owing, "--json"
    )
    assert (said.status, said.err) == (0, "")
    assert {one["unit"]: one["rows"] for one in said.json} == {UNIT: 1, OTHER: 1}
    file = next(Path(one["file"]) for one in said.json if one["unit"] == UNIT)
    assert file.parent == out
    assert UNIT in file.name
    back = edit(file, lambda sheet: fill(sheet, 1, DONE))
    dry = call("import", "feedback", back, "--workspace", owing, "--dry-run")
    assert dry.status == 0
    assert "1 lines answered, 1 would be recorded." in dry.out
    assert "row 6, SLX-1: said to be put right." in dry.out
    taken = call("import", "feedback", back, "--workspace", owing, "--as", FOUNDER, "--json")
    (outcome,) = taken.json
    assert (outcome["unit"], outcome["recorded"], outcome["answered"]) == (UNIT, True, 1)
    (one,) = outcome["differences"]
    assert (one["verdict"], one["is_taken"], one["number"]) == ("put_right", True, "SLX-1")
    assert one["records"] == [{"type": "finding.put_right", "text": "已覆盖"}]
    assert one["doubts"]
    again = call("import", "feedback", back, "--workspace", owing, "--json")
    assert again.status == 0
    assert again.json[0]["recorded"] is False
    assert [one["verdict"] for one in again.json[0]["differences"]] == ["recorded"]
    assert "This very file was taken in" in again.json[0]["notes"][0]
    assert "0 recorded" in call("import", "feedback", back, "--workspace", owing).out
    waiting = call("export", "feedback", "--waiting", "--workspace", owing)
    assert OTHER in waiting.out
    assert UNIT not in waiting.out
    (sheet,) = call("export", "feedback", "--waiting", "--workspace", owing, "--json").json
    assert (sheet["unit"], sheet["state"], sheet["due"], sheet["days_late"]) == (
        OTHER,
        "out",
        "2099-01-01",
        0,
    )


def test_one_unit_is_asked_and_what_does_not_fit_is_said_with_its_row(call, owing, tmp_path):
    said = call("export", "feedback", "--unit", UNIT, "--to", tmp_path / "a", "--workspace", owing)
    assert (said.status, said.err) == (0, "")
    assert f"{UNIT}: 1 line" in said.out
    (file,) = (tmp_path / "a").iterdir()

    def change(sheet):
        fill(sheet, 1, {"state": "?"})
        fill(sheet, 2, {"progress": "别的问题"})

    taken = call("import", "feedback", edit(file, change), "--workspace", owing)
    assert taken.status == 1
    assert "1 lines answered, 0 recorded." in taken.out
    assert "row 6, SLX-1: can't be recorded. How far it is" in taken.err
    assert "row 7 is not ours: 别的问题" in taken.err


def test_deleted_lines_and_outdated_answers_are_said(call, owing, tmp_path):
    call("export", "feedback", "--unit", UNIT, "--to", tmp_path / "a", "--workspace", owing)
    (file,) = (tmp_path / "a").iterdir()
    cut = edit(file, lambda sheet: sheet.delete_rows(6))
    assert (
        "Lines that were deleted: SLX-1"
        in call("import", "feedback", cut, "--workspace", owing, "--dry-run").out
    )
    workbook = load_workbook(file)
    marks = workbook.worksheets[1]
    marks.cell(marks.max_row, 3).value = "0" * 64
    workbook.save(file)
    old = edit(file, lambda sheet: fill(sheet, 1, {"progress": "一半"}))
    left = call("import", "feedback", old, "--workspace", owing)
    assert left.status == 1
    assert "moved on" in left.err
    assert "0 recorded" in left.out
    taken = call("import", "feedback", old, "--workspace", owing, "--outdated")
    assert (taken.status, taken.err) == (0, "")
    assert "1 recorded" in taken.out


def test_a_bad_file_does_not_hold_up_the_others(call, owing, tmp_path):
    call("export", "feedback", "--unit", UNIT, "--to", tmp_path / "a", "--workspace", owing)
    (file,) = (tmp_path / "a").iterdir()
    back = edit(file, lambda sheet: fill(sheet, 1, DONE))
    text = tmp_path / "text.txt"
    text.write_text("没有表格", "utf-8")
    said = call("import", "feedback", tmp_path / "gone.xlsx", text, file, back, "--workspace", owing)
    assert said.status == 3
    lines = said.err.splitlines()
    assert "gone.xlsx can't be read" in lines[0]
    assert "no feedback sheet" in lines[1] or "text.txt" in lines[1]
    assert "still owes its feedback" in lines[2]
    assert "1 recorded" in said.out
    other = call("import", "feedback", back, "--unit", OTHER, "--workspace", owing)
    assert other.status == 1
    assert f"is the sheet of {UNIT}" in other.err


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--all",),
        ("--all", "--unit", UNIT, "--to", "x"),
        ("--all", "--to", "x", "--deadline", "morgen"),
    ],
)
def test_a_call_that_says_too_little_is_refused(call, owing, wrong):
    said = call("export", "feedback", *wrong, "--workspace", owing)
    assert said.status == 2
    assert len(said.err.splitlines()) == 1


def test_where_nobody_owes_anything_nothing_is_written(call, office, tmp_path):
    said = call("export", "feedback", "--all", "--to", tmp_path / "out", "--workspace", office)
    assert said.status == 1
    assert not (tmp_path / "out").exists()
    assert "come back" in call("export", "feedback", "--waiting", "--workspace", office).out


def test_lists_are_exported_as_before_and_the_help_tells_of_the_sheets(call, office, tmp_path):
    to = tmp_path / "sites.csv"
    assert call("export", "sites", "--as", "csv", "--to", to, "--workspace", office).status == 0
    assert "export feedback" in call("export", "--help").out
    assert "--deadline" in call("export", "feedback", "--help").out


def test_a_device_that_may_not_record_sends_nothing(call, owing, tmp_path, monkeypatch):
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "other machine"))
    said = call("export", "feedback", "--all", "--to", tmp_path / "out", "--workspace", owing)
    assert said.status == 1
    assert "Nobody may record on this device yet" in said.err


def test_sheets_of_the_dispatch_list_have_its_lines_only_and_are_chased_by_its_month(call, owing, tmp_path):
    here = ("--workspace", owing)
    said = call("export", "feedback", "--all", "--dispatch-list", "--to", tmp_path / "none", *here)
    assert (said.status, "needs --period" in said.err) == (2, True)
    month = ("--dispatch-list", "--period", "2199-11")
    sent = call("export", "feedback", "--all", *month, "--to", tmp_path / "out", *here, "--json")
    # the minor finding of the other unit is not under dispatch
    assert [(one["unit"], one["rows"]) for one in sent.json] == [(OTHER, 1)]
    assert "2199年11月" in sent.json[0]["file"]
    waiting = call("export", "feedback", "--waiting", "--period", "2199-11", *here, "--json").json
    assert [one["unit"] for one in waiting] == [OTHER]
    assert call("export", "feedback", "--waiting", "--period", "2199-12", *here, "--json").json == []
    before = call(
        "export", "feedback", "--all", "--dispatch-list", "--period", "2000-01", "--to", tmp_path, *here
    )
    assert (before.status, "nothing open" in before.err or "anything open" in before.err) == (1, True)
