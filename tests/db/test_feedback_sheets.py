"""Sheets go out to the units that owe something; which came back is known, and who is to be chased."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.changes import Changes
from db.feedback_sheets import SheetWish, send_out, units_owing, withdraw_sheet
from db.queries.feedback import SentSheet, missing_sheets, reminder, sent_sheets
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.feedback import SheetState
from inspector.model.plan import UnitGroupNamed
from inspector.model.task_life import Measure, MeasureDone, UnitPart
from inspector.tables.feedback_reading import read_feedback
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, LATER, appoint, give, report, say_put_right
from tests.db.feedback_round import BACK, DUE, UNIT, answered, compare, record, send, set_task
from tests.db.village import OFFICE, TODAY, TOWN, Village, named

SOON, LATE = date(2026, 11, 30), date(2026, 12, 30)
CHINESE = in_language("zh_CN")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


@pytest.fixture
def given(village: Village) -> str:
    """One finding in the hands of the unit."""
    finding = report(village)
    give(village, finding)
    return finding


def owing(village: Village, grid: str = OFFICE, today: date = TODAY) -> dict[str, tuple[int, int, int, bool]]:
    with closing(village.workspace.reader()) as reader:
        return {
            one.unit: (one.findings, one.tasks, one.overdue, one.is_waited_for)
            for one in units_owing(reader, grid, today)
        }


def sheets(village: Village, today: date = TODAY, period: str | None = None) -> tuple[SentSheet, ...]:
    with closing(village.workspace.reader()) as reader:
        return sent_sheets(reader, OFFICE, today, period)


def waited_for(village: Village, today: date) -> tuple[SentSheet, ...]:
    with closing(village.workspace.reader()) as reader:
        return missing_sheets(reader, OFFICE, today)


def test_a_unit_owes_open_findings_and_tasks_it_leads_or_answers_for(village: Village, given: str) -> None:
    settled = report(village, 71)
    give(village, settled)
    say_put_right(village, settled)
    report(village, 72)
    set_task(village, "扬尘整治", responsible=("示例局",), due=date(2026, 11, 1))
    set_task(village, "别处", lead=(), supporting=(UNIT,))
    set_task(village, "共同", lead=("七办一镇",))
    village.record(
        UnitGroupNamed(subject=named(950), name="七办一镇", units=("示例局", "示例镇")), by=BY_COUNTY
    )
    assert owing(village) == {
        UNIT: (1, 1, 1, False),
        "示例局": (0, 2, 1, False),
        "示例镇": (0, 1, 0, False),
    }
    assert owing(village, TOWN) == {UNIT: (1, 0, 0, False)}
    with closing(village.workspace.reader()) as reader:
        assert [one.rows for one in units_owing(reader, OFFICE, TODAY)] == [2, 2, 1]


def test_a_sheet_asks_about_each_line_with_what_is_required(
    village: Village, given: str, tmp_path: Path
) -> None:
    task = set_task(
        village,
        "扬尘整治",
        number="7",
        problem="露天堆放",
        goal="全部覆盖",
        due=date(2026, 11, 1),
        measures=(Measure(id="a", text="覆盖", number="①"), Measure(id="b", text="洒水")),
        parts=(UnitPart(unit=UNIT, part="负责本村"), UnitPart(unit="示例局", part="别的")),
    )
    village.record(MeasureDone(subject=task, measure="a", on=TODAY), by=BY_COUNTY, when=LATER)
    sent = send(village, tmp_path / "out", title="十一月反馈", period="2026-11")
    assert (sent.unit, sent.rows) == (UNIT, 2)
    assert sent.file.name == f"2026-11-22_{UNIT}_十一月反馈.xlsx"
    back = read_feedback(sent.file)
    assert (back.head.root, back.head.grid, back.head.sheet) == (village.workspace.root, OFFICE, sent.sheet)
    assert (back.head.due, back.head.period, back.head.office) == (DUE, "2026-11", "示例县")
    sheet = load_workbook(sent.file).worksheets[0]
    assert sheet["D6"].value == "料堆未覆盖\n示例焦化厂"
    assert sheet["C7"].value == "7"
    assert sheet["D7"].value == "扬尘整治\n露天堆放"
    assert sheet["F7"].value == "负责本村\n全部覆盖\n洒水"
    assert len(sheet["G7"].value.splitlines()) == 2
    assert len(sheet["G6"].value.splitlines()) == 1


def test_a_second_sheet_of_the_day_does_not_write_over_the_first(
    village: Village, given: str, tmp_path: Path
) -> None:
    first, second = send(village, tmp_path / "out"), send(village, tmp_path / "out")
    assert first.file != second.file
    assert first.file.exists()
    assert second.file.stem == f"{first.file.stem} (2)"


def test_what_went_out_is_known_until_it_comes_back(village: Village, given: str, tmp_path: Path) -> None:
    sent = send(village, tmp_path / "out", period="2026-11")
    assert owing(village)[UNIT][3]
    (out,) = sheets(village)
    assert (out.unit, out.state, out.rows, out.due, out.period) == (UNIT, SheetState.OUT, 1, DUE, "2026-11")
    assert (out.is_waited_for, out.days_late(TODAY)) == (True, 0)
    (late,) = waited_for(village, SOON)
    assert (late.state, late.days_late(SOON)) == (SheetState.LATE, 3)
    record(village, compare(village, answered(sent, {"progress": "已覆盖一半"})))
    (back,) = sheets(village, LATE)
    assert (back.state, back.returned, back.answered, back.recorded) == (
        SheetState.RETURNED,
        BACK.day,
        1,
        1,
    )
    assert waited_for(village, LATE) == ()
    assert not owing(village)[UNIT][3]


def test_a_later_sheet_of_the_period_replaces_the_one_before(
    village: Village, given: str, tmp_path: Path
) -> None:
    send(village, tmp_path / "out", period="2026-10")
    send(village, tmp_path / "out")
    send(village, tmp_path / "out")
    states = sorted((one.period, one.state) for one in sheets(village))
    assert states == [("", SheetState.OUT), ("", SheetState.REPLACED), ("2026-10", SheetState.OUT)]
    assert [one.period for one in sheets(village, period="2026-10")] == ["2026-10"]


def test_a_withdrawn_sheet_is_not_waited_for(village: Village, given: str, tmp_path: Path) -> None:
    sent = send(village, tmp_path / "out")
    with pytest.raises(Refused, match="for the office"):
        withdraw_sheet(village.workspace, sent.sheet, "重复", BY_STAFF, BACK)
    withdraw_sheet(village.workspace, sent.sheet, "重复", BY_COUNTY, BACK)
    assert [one.state for one in sheets(village)] == [SheetState.WITHDRAWN]
    assert not owing(village)[UNIT][3]
    assert any("重复" in str(one) for one in compare(village, answered(sent, {"progress": "好"})).notes)
    with pytest.raises(Refused, match="not recorded here"):
        withdraw_sheet(village.workspace, named(1), "重复", BY_COUNTY, BACK)


def test_the_reminder_names_units_deadlines_and_days(village: Village, given: str, tmp_path: Path) -> None:
    set_task(village, "扬尘整治", lead=("示例局",))
    set_task(village, "道路保洁", lead=("示例局",))
    send(village, tmp_path / "out", title="甲表")
    send(village, tmp_path / "out", "示例局", title="乙表", due=None)
    said = reminder(waited_for(village, SOON), SOON, in_language("en"))
    first, second = said.splitlines()[1:3]
    assert "2026-11-30" in said.splitlines()[0]
    assert all(word in first for word in (UNIT, "甲表", "2026-11-22", "2026-11-27", "3 days late"))
    assert all(word in second for word in ("示例局", "乙表", "2 lines"))
    assert "due by" not in second


def test_only_the_office_sends_sheets_and_only_about_what_is_open(village: Village, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="for the office"):
        send(village, tmp_path / "out", by=BY_STAFF)
    with pytest.raises(Refused, match="nothing open"):
        send(village, tmp_path / "out")
    assert sheets(village) == ()


def test_a_township_asks_about_its_own_ground(village: Village, given: str, tmp_path: Path) -> None:
    set_task(village, "县里的任务")
    sent = send(village, tmp_path / "out", by=BY_CLERK)
    assert sent.rows == 1
    assert read_feedback(sent.file).head.office == "示例镇"


def test_sheets_are_counted_as_they_are_written_and_a_stop_leaves_what_was_sent(
    village: Village, given: str, tmp_path: Path
) -> None:
    set_task(village, "扬尘整治", lead=("示例局",))
    counted: list[tuple[int, int]] = []

    def told(done: int, total: int) -> None:
        counted.append((done, total))
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        send_out(
            village.workspace, [UNIT, "示例局"], tmp_path, SheetWish(), BY_COUNTY, LATER, village.chance, told
        )
    assert counted == [(0, 2), (1, 2)]
    assert [one.unit for one in sheets(village)] == [UNIT]


def test_a_folder_that_is_not_there_is_said(village: Village, given: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be written"):
        send_out(village.workspace, [UNIT], tmp_path / "gone", SheetWish(), BY_COUNTY, LATER, village.chance)
    assert sheets(village) == ()


def test_a_file_whose_sheet_was_not_recorded_does_not_stay(
    village: Village, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_told: object) -> Changes:
        raise Refused("The disk is full.")

    monkeypatch.setattr(Workspace, "record", fail)
    with pytest.raises(Refused, match="disk is full"):
        send(village, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
