"""Feedback sheets from the window: sent out, chased, read when they come back, recorded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.finding_state import FindingState
from inspector.tables.feedback_reading import read_feedback
from tests.db.case_desk import LATER, give, now_of, report
from tests.db.village import STAFF, VILLAGE, Village
from tests.tables.feedback_desk import edit, fill
from tests.ui.every_control import faults
from tests.ui.ledger_hands import Ledger
from tests.ui.notes import Settle
from ui.dialogs.feedback_sheets import BACK, OUT, FeedbackSheets, folder_of
from ui.feedback_desk import FeedbackDesk, is_returned
from ui.page import Page
from ui.session import Session
from ui.widgets.feedback_units import FeedbackUnits

UNIT = "示例村委会"
DONE = {"state": "已完成", "progress": "已覆盖", "done_on": "2026-11-22"}


@pytest.fixture
def finding(ledger: Ledger, village: Village) -> str:
    made = report(village)
    give(village, made)
    return made


@pytest.fixture
def desk(ledger: Ledger, finding: str) -> FeedbackDesk:
    found: FeedbackDesk = ledger.page.whole.feedback
    return found


def opened(desk: FeedbackDesk, settle: Settle) -> FeedbackSheets:
    desk.open()
    settle()
    assert desk.dialog
    return desk.dialog


def notices_of(page: Page) -> list[Any]:
    told: list[Any] = []
    page.noticed.connect(told.append)
    return told


def tick(units: FeedbackUnits, *names: str) -> None:
    units.tick_all(on=False)
    for at, one in enumerate(units.units):
        if one.unit in names:
            item = units.topLevelItem(at)
            assert item
            item.setCheckState(0, Qt.CheckState.Checked)


def sent(desk: FeedbackDesk, to: Path, settle: Settle, *units: str) -> Path:
    """Send a sheet to the units and give the file of the last."""
    dialog = opened(desk, settle)
    tick(dialog.units, *(units or (UNIT,)))
    dialog.sending.click()
    (picker,) = desk._page.window().findChildren(QFileDialog)
    to.mkdir()
    picker.fileSelected.emit(str(to))
    picker.close()
    settle()
    return max(to.iterdir())


def shown(desk: FeedbackDesk, file: Path, answers: Mapping[str, object], settle: Settle) -> Any:
    """Fill in the first line, let it be read, and give the dialog of its differences."""
    desk.read(edit(file, lambda sheet: fill(sheet, 1, answers)))
    settle()
    assert desk.returned
    return desk.returned


def test_sheets_go_out_to_the_units_that_are_ticked(
    desk: FeedbackDesk, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, settle)
    assert {one.unit for one in dialog.units.units} == {UNIT, "示例局", "示例镇"}
    assert dialog.sending.text() == "Send out 3 sheets…"
    assert faults(dialog) == []
    dialog.units.tick_all(on=False)
    assert not dialog.sending.isEnabled()
    dialog.units.tick_all(on=True)
    dialog.due.field.setText("bald")
    dialog.due.field.textEdited.emit("bald")
    assert (dialog.sending.isEnabled(), dialog.sending.toolTip()) == (False, "The deadline is no day.")
    dialog.due.field.setText("2026-12-01")
    dialog.due.field.textEdited.emit("2026-12-01")
    tick(dialog.units, UNIT)
    dialog.title.setText("十一月反馈")
    dialog.sending.click()
    (picker,) = desk._page.window().findChildren(QFileDialog)
    told = notices_of(desk._page)
    picker.fileSelected.emit(str(tmp_path))
    picker.close()
    settle()
    (file,) = tmp_path.glob("*.xlsx")
    head = read_feedback(file).head
    assert (head.unit, head.title, str(head.due)) == (UNIT, "十一月反馈", "2026-12-01")
    assert told[-1].text == f"1 feedback sheet written to {tmp_path.name}."
    opened_at: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened_at.append)
    told[-1].act()
    assert opened_at == [QUrl.fromLocalFile(str(tmp_path))]
    (line,) = dialog.table.model_of_lines.lines
    assert line == (UNIT, "十一月反馈", "2026-11-22", "2026-12-01", "sent out", "1")
    # a sheet that is out is not sent again by itself
    assert [one.is_waited_for for one in dialog.units.units if one.unit == UNIT] == [True]
    dialog.close()
    again = opened(desk, settle)
    assert UNIT not in again.units.ticked
    again.close()


def test_what_can_not_be_written_is_said_in_the_dialog(
    desk: FeedbackDesk, tmp_path: Path, settle: Settle
) -> None:
    dialog = opened(desk, settle)
    dialog.sending_asked.emit((UNIT,), None)
    for picker in desk._page.window().findChildren(QFileDialog):
        picker.close()
    from db.feedback_sheets import SheetWish

    desk.send(Actor(STAFF, VILLAGE), (UNIT,), SheetWish(), tmp_path)
    settle()
    assert "for the office" in dialog.trouble.text()
    dialog.show_side(OUT)
    assert dialog.trouble.isHidden()
    dialog.close()


def test_a_returned_sheet_is_compared_and_recorded_once(
    desk: FeedbackDesk, ledger: Ledger, finding: str, village: Village, tmp_path: Path, settle: Settle
) -> None:
    file = sent(desk, tmp_path / "out", settle)
    dialog = shown(desk, file, DONE, settle)
    assert dialog.head.text().startswith(UNIT)
    assert "1 of 1" in dialog.about.text()
    item = dialog.lines.topLevelItem(0)
    assert "said to be put right" in item.text(0)
    assert "assigned" in item.text(1)
    assert item.text(2) == "已覆盖"
    assert "ask for a photo" in item.child(0).text(0)
    assert dialog.recording.text() == "Record 1 answer"
    assert faults(dialog) == []
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.recording.text() == "Record that it came back"
    item.setCheckState(0, Qt.CheckState.Checked)
    told = notices_of(desk._page)
    dialog.recording.click()
    settle()
    assert desk.returned is None
    assert told[-1].text == f"1 answer of {UNIT} recorded."
    assert now_of(village, finding).state is FindingState.PUT_RIGHT
    assert desk.dialog
    (line,) = desk.dialog.table.model_of_lines.lines
    assert line[4:] == ("came back filled in 2026-11-22", "1 of 1 lines")
    desk.read(dialog.compared.path)
    settle()
    again: Any = desk.returned
    assert "recorded already" in again.lines.topLevelItem(0).text(0)
    assert not again.notes.isHidden()
    assert (again.recording.isEnabled(), again.lines.ticked) == (False, {})
    again.close()
    desk.dialog.close()


def test_what_needs_a_person_stands_there_unticked_and_the_rest_is_told(
    desk: FeedbackDesk, tmp_path: Path, settle: Settle, village: Village, ledger: Ledger
) -> None:
    sent(desk, tmp_path / "out", settle, "示例局")
    (file,) = (tmp_path / "out").iterdir()
    assert desk.dialog
    desk.dialog.close()

    def change(sheet: Any) -> None:
        fill(sheet, 1, {"state": "?"})
        fill(sheet, 2, {"progress": "一半"})
        fill(sheet, 4, {"progress": "新问题"})
        sheet.delete_rows(8)

    desk.read(edit(file, change))
    settle()
    dialog: Any = desk.returned
    rows = [dialog.lines.topLevelItem(at) for at in range(dialog.lines.topLevelItemCount())]
    assert [row.text(0).split(" ", 1)[-1] for row in rows[:2]] == ["new progress", "can't be recorded"]
    assert "not in the list of states" in rows[1].child(0).text(0)
    assert (rows[2].text(0), rows[2].text(2)) == ("row 8: not ours", "新问题")
    assert rows[3].text(0) == "deleted from the sheet"
    rows[0].setCheckState(0, Qt.CheckState.Unchecked)
    told = notices_of(desk._page)
    dialog.recording.click()
    settle()
    assert told[-1].text == "The sheet of 示例局 has come back."


def test_what_went_on_meanwhile_is_said_in_the_dialog(
    desk: FeedbackDesk, finding: str, village: Village, tmp_path: Path, settle: Settle
) -> None:
    dialog = shown(desk, sent(desk, tmp_path / "out", settle), {"progress": "一半"}, settle)
    give(village, finding, LATER)
    dialog.recording.click()
    settle()
    assert "meanwhile" in dialog.trouble.text()
    assert dialog.recording.isEnabled()
    with pytest.raises(ValueError, match="ours"):
        dialog.say(ValueError("ours"))
    dialog.close()
    assert desk.dialog
    with pytest.raises(ValueError, match="ours"):
        desk.dialog.say(ValueError("ours"))
    desk.dialog.close()


def test_the_reminder_is_copied_and_a_sheet_is_waited_for_no_longer(
    desk: FeedbackDesk, tmp_path: Path, settle: Settle
) -> None:
    dialog = opened(desk, settle)
    assert not dialog.reminding.isEnabled()
    assert dialog.chosen is None
    dialog.close()
    sent(desk, tmp_path / "out", settle)
    assert desk.dialog
    dialog = desk.dialog
    assert dialog.sides.choice == BACK
    assert faults(dialog) == []
    told = notices_of(desk._page)
    dialog.reminding.click()
    settle()
    assert UNIT in QGuiApplication.clipboard().text()
    assert "clipboard" in told[-1].text
    assert not dialog.withdrawing.isEnabled()
    dialog.reason.setText("重复")
    dialog.withdrawing.click()
    settle()
    assert dialog.sheets[0].state == "withdrawn"
    assert (dialog.withdrawing.isEnabled(), dialog.reason.isEnabled()) == (False, False)
    dialog.close()


def test_late_sheets_say_how_late(desk: FeedbackDesk, tmp_path: Path, settle: Settle) -> None:
    from dataclasses import replace
    from datetime import date

    from inspector.model.feedback import SheetState

    sent(desk, tmp_path / "out", settle)
    dialog: Any = desk.dialog
    late = replace(dialog.sheets[0], state=SheetState.LATE, due=date(2026, 11, 20))
    dialog.show_sheets([late, replace(late, sheet="b", due=None, state=SheetState.OUT)])
    lines = dialog.table.model_of_lines.lines
    assert [line[3:5] for line in lines] == [("2026-11-20", "2 days late"), ("", "sent out")]
    dialog.show_sheets([])
    assert not dialog.nothing.isHidden()
    dialog.close()


def _drop(on: Any, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    entering.ignore()
    on.dragEnterEvent(entering)
    taken = entering.isAccepted()
    if taken:
        on.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    return bool(taken)


def test_a_returned_sheet_may_be_dropped_on_the_dialog_and_on_the_page(
    desk: FeedbackDesk, ledger: Ledger, tmp_path: Path, settle: Settle
) -> None:
    file = sent(desk, tmp_path / "out", settle)
    for on in (desk.dialog, ledger.page):
        assert not _drop(on, file, file)
        assert _drop(on, file)
        settle()
        assert desk.returned
        assert not desk.returned.recording.isEnabled(), "nothing is filled in"
        desk.returned.close()
        settle()
    assert not is_returned(tmp_path / "gone.xlsx")
    assert desk.dialog
    desk.dialog.close()


def test_a_returned_sheet_may_be_chosen(desk: FeedbackDesk, tmp_path: Path, settle: Settle) -> None:
    file = sent(desk, tmp_path / "out", settle)
    assert desk.dialog
    desk.dialog.reading.click()
    (picker,) = desk._page.window().findChildren(QFileDialog)
    picker.fileSelected.emit(str(file))
    picker.close()
    settle()
    assert desk.returned
    desk.returned.close()
    desk.read(tmp_path / "gone.xlsx")
    settle()
    assert "gone.xlsx can't be read" in desk.dialog.trouble.text()
    desk.dialog.close()


def test_without_a_dialog_the_window_says_what_is_wrong(
    desk: FeedbackDesk, session: Session, tmp_path: Path, settle: Settle
) -> None:
    told: list[object] = []
    session.told.connect(told.append)
    desk.read(tmp_path / "gone.xlsx")
    settle()
    session.act_as(None)
    desk.open()
    desk.read(tmp_path / "gone.xlsx")
    assert len(told) == 3
    assert isinstance(told[-1], Refused)
    desk._refresh()
    desk._show(((), ()))
    settle()
    assert desk.dialog is None


def test_it_is_offered_by_the_menu_of_both_pages(ledger: Ledger, finding: str, settle: Settle) -> None:
    {one.text: one.act for one in ledger.page.commands()}["Feedback sheets…"]()
    settle()
    dialog = ledger.page.whole.feedback.dialog
    assert dialog
    dialog.show_units(())
    assert not dialog.nobody.isHidden()
    dialog.close()


def test_the_folder_begins_where_files_were_put_last(tmp_path: Path) -> None:
    assert folder_of(str(tmp_path)) == tmp_path
    assert folder_of("") == Path.home()


def test_the_workbook_an_answer_rests_on_opens_as_one(
    desk: FeedbackDesk, ledger: Ledger, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(desk, sent(desk, tmp_path / "out", settle), DONE, settle)
    workbook = dialog.compared.workbook
    dialog.recording.click()
    settle()
    opened_at: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened_at.append)
    ledger.page.view.paper_opened.emit(workbook)
    settle()
    (url,) = opened_at
    assert url.toLocalFile().endswith(".xlsx")
    assert Path(url.toLocalFile()).read_bytes() == dialog.compared.path.read_bytes()
    assert desk.dialog
    desk.dialog.close()
