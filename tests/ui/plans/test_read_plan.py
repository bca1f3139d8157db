"""A plan read in the window: picked, kept over a crash, taken, compared with an older version."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.drafts import kept_drafts
from inspector.errors import Refused
from tests.db.village import OFFICER, Village
from tests.ui.notes import Settle
from ui.dialogs.read_plan import ReadPlan
from ui.page import Page
from ui.plan_desk import PlanDesk, plan_key
from ui.session import Session
from ui.widgets.plan_sides import PlanSides

WUHAI = Path(__file__).parents[2] / "data" / "plans" / "wuhai-2017.txt"


def test_what_was_put_right_is_there_after_a_crash_or_a_close(
    desk: PlanDesk, dialog: ReadPlan, sides: PlanSides, settle: Settle
) -> None:
    sides.merging.click()
    dialog.title.setText("另一个方案")
    dialog.title.editingFinished.emit()
    settle()
    dialog.close()
    again = desk.open()
    settle()
    assert again.title.text() == "另一个方案"
    assert len(again.sides.proposal.tasks) == 11
    assert "left it" in again.remark.text()


def test_the_confirmed_tasks_are_taken_into_the_ledger(
    page: Page, desk: PlanDesk, dialog: ReadPlan, sides: PlanSides, village: Village, settle: Settle
) -> None:
    sides.merging.click()
    dialog.taking.click()
    settle()
    assert desk.dialog is None
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM task") == 11
        assert reader.value("SELECT title FROM plan").startswith("乌海市")
        assert not kept_drafts(reader, plan_key(OFFICER))


def test_a_dialog_closed_while_its_tasks_are_taken_loses_nothing(
    desk: PlanDesk, dialog: ReadPlan, village: Village, session: Session, settle: Settle
) -> None:
    said: list[object] = []
    session.told.connect(said.append)
    dialog.own_asked.emit(dialog.sides.proposal)
    dialog.close()
    settle()
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM task") == 12
    again = desk.open(WUHAI)
    settle()
    again.own_asked.emit(again.sides.proposal.titled(" "))
    again.close()
    settle()
    assert desk.dialog is None
    assert len(said) == 1
    assert isinstance(said[0], Refused)


def test_a_dialog_closed_while_it_is_compared_writes_nothing(
    desk: PlanDesk, dialog: ReadPlan, village: Village, settle: Settle
) -> None:
    dialog.taking.click()
    dialog.close()
    settle()
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM task") == 0
        assert len(kept_drafts(reader, plan_key(OFFICER))) == 1


def test_a_newer_version_shows_its_differences_and_takes_over_those_that_are_ticked(
    desk: PlanDesk, dialog: ReadPlan, village: Village, tmp_path: Path, settle: Settle
) -> None:
    dialog.taking.click()
    settle()
    newer = tmp_path / "乌海市整改方案(修订).txt"
    text = WUHAI.read_text(encoding="utf-8")
    newer.write_text(text.replace("整改时限:持续整改", "整改时限:2026年6月底前", 1), encoding="utf-8")
    again = desk.open(newer)
    settle()
    again.sides.show_task(11)
    again.sides.remove()
    again.taking.click()
    settle()
    assert again.differences.isVisible()
    assert "with 10 tasks that say the same" in again.older.text()
    assert not again.taking.isVisible()
    shown = [again.differences.topLevelItem(at) for at in range(again.differences.topLevelItemCount())]
    assert [item.text(0).split()[0] for item in shown if item] == ["Changed", "Not"]
    changed, gone = shown
    assert changed is not None
    assert gone is not None
    deadline = changed.child(0)
    assert deadline is not None
    assert (deadline.text(0), deadline.text(2)) == ("Deadline as written", "2026年6月底前")
    assert changed.checkState(0) is Qt.CheckState.Checked
    assert gone.checkState(0) is Qt.CheckState.Unchecked
    assert again.renewing.text() == "Take over 1 difference"
    changed.setCheckState(0, Qt.CheckState.Unchecked)
    assert not again.renewing.isEnabled()
    again.back.click()
    assert again.sides.isVisible()
    again.taking.click()
    settle()
    gone = again.differences.topLevelItem(1)
    assert gone is not None
    gone.setCheckState(0, Qt.CheckState.Checked)
    again.renewing.click()
    settle()
    assert desk.dialog is None
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM plan") == 1
        assert reader.value("SELECT count(*) FROM task") == 11
        assert reader.value("SELECT count(*) FROM task WHERE due_on = '2026-06-30'") == 1
        assert not kept_drafts(reader, plan_key(OFFICER))


def test_a_plan_like_another_can_be_taken_as_one_of_its_own(
    desk: PlanDesk, dialog: ReadPlan, village: Village, settle: Settle
) -> None:
    dialog.taking.click()
    settle()
    again = desk.open(WUHAI)
    settle()
    again.sides.show_task(0)
    again.sides.form.title.setText("另一件")
    again.taking.click()
    settle()
    again.own.click()
    settle()
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM plan") == 2
        assert reader.value("SELECT count(*) FROM task") == 24


def test_the_same_version_again_has_nothing_to_take_over(
    desk: PlanDesk, dialog: ReadPlan, settle: Settle
) -> None:
    dialog.taking.click()
    settle()
    again = desk.open(WUHAI)
    settle()
    again.taking.click()
    settle()
    assert "each of its 12 tasks says the same" in again.older.text()
    assert again.differences.topLevelItemCount() == 0
    assert not again.renewing.isEnabled()


def test_what_the_ledger_refuses_is_said_in_the_dialog(dialog: ReadPlan, settle: Settle) -> None:
    dialog.sides.retitle("   ")
    assert dialog.sides.proposal.title.strip()
    dialog.taking_asked.emit(dialog.sides.proposal.titled(" "))
    settle()
    assert dialog.isVisible()
    assert dialog.trouble.text()
    assert dialog.taking.isEnabled()


def test_a_document_that_is_gone_is_said(
    desk: PlanDesk, tmp_path: Path, village: Village, settle: Settle
) -> None:
    file = tmp_path / "方案.txt"
    file.write_bytes(WUHAI.read_bytes())
    dialog = desk.open(file)
    settle()
    file.unlink()
    dialog.taking.click()
    settle()
    assert "方案.txt" in dialog.trouble.text()
    dialog.read(file)
    settle()
    assert dialog.trouble.text() == "方案.txt can't be read: it is not there."


def test_a_document_is_picked_dropped_or_refused(
    desk: PlanDesk, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    dialog = desk.open()
    settle()
    assert dialog.picking.isVisible()
    assert not dialog.taking.isVisible()
    dialog.picking.button.click()
    (picker,) = dialog.findChildren(QFileDialog)
    scan = tmp_path / "扫描.doc"
    scan.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    picker.fileSelected.emit(str(scan))
    picker.close()
    settle()
    assert "Save it as .docx" in dialog.trouble.text()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(WUHAI))])
    place = QPointF(5, 5)
    keys = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(place.toPoint(), *keys)
    dialog.dragEnterEvent(entering)
    assert entering.isAccepted()
    dialog.dropEvent(QDropEvent(place, *keys))
    settle()
    assert dialog.sides.place.text() == "Task 1 of 12"
    mime.setUrls([])
    none = QDragEnterEvent(place.toPoint(), *keys)
    none.ignore()
    dialog.dragEnterEvent(none)
    assert not none.isAccepted()


def test_reading_can_be_stopped(desk: PlanDesk, tmp_path: Path, settle: Settle, qtbot: QtBot) -> None:
    file = tmp_path / "方案.html"
    file.write_text("<p>一、任务</p>" * 30_000, encoding="utf-8")
    dialog = desk.open(file)
    assert dialog.stopping.isVisible()
    dialog.show_progress(1, 3)
    assert (dialog.bar.value(), dialog.bar.maximum()) == (1, 3)
    dialog.stopping.click()
    settle()
    assert dialog.picking.isVisible()
    assert not dialog.stopping.isVisible()


def test_a_fault_of_ours_goes_its_own_way(dialog: ReadPlan) -> None:
    with pytest.raises(ValueError, match="ours"):
        dialog.say(ValueError("ours"))


def test_where_it_is_narrow_one_side_is_in_sight(page: Page, dialog: ReadPlan, sides: PlanSides) -> None:
    dialog.resize(660, 360)
    QTest.qWait(1)
    assert sides.panes.is_single
    assert sides.opening.isVisible()
    assert not sides.tasks.isVisible()
    sides.opening.click()
    assert sides.form.isVisible()
    assert not sides.document.isVisible()
    sides.step(1)
    assert sides.form.isVisible()
    sides.go_to_unassigned()
    assert sides.document.isVisible()


def test_whoever_acts_must_be_known(session: Session, desk: PlanDesk) -> None:
    session.act_as(None)
    with pytest.raises(Refused, match="who you are"):
        desk.open()
