"""A plan read in the window: its document beside its tasks, put right, undone, kept over a crash, taken."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.drafts import kept_drafts
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.person import Role, RoleGiven
from inspector.plans.plan import PlanDeadline
from tests.db.village import FOUNDING, OFFICE, OFFICER, Village
from tests.ui.notes import Settle
from ui.dialogs.read_plan import ReadPlan
from ui.page import Page
from ui.plan_desk import PlanDesk, plan_key
from ui.session import Session
from ui.theme import DARK, Theme, wear
from ui.widgets.plan_document import PlanDocument
from ui.widgets.plan_sides import PlanSides

WUHAI = Path(__file__).parents[1] / "data" / "plans" / "wuhai-2017.txt"


class LedgerLike(Page):
    """A page as the ledger is one."""

    NAME = "ledger"

    def refresh(self) -> None:
        """Show nothing."""


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[LedgerLike]:
    office = RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day)
    village.record(office, by=Actor(OFFICER, OFFICE), when=FOUNDING)
    session.act_as(Actor(OFFICER, OFFICE))
    made = LedgerLike(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle()
    yield made
    for dialog in made.findChildren(ReadPlan):
        dialog.close()
    settle()


@pytest.fixture
def desk(page: LedgerLike) -> PlanDesk:
    return PlanDesk(page)


@pytest.fixture
def dialog(desk: PlanDesk, settle: Settle) -> ReadPlan:
    """The Wuhai plan, read."""
    opened = desk.open(WUHAI)
    settle()
    return opened


@pytest.fixture
def sides(dialog: ReadPlan) -> PlanSides:
    return dialog.sides


def press(document: PlanDocument, line: int) -> None:
    document.go_to(line)
    QTest.mouseClick(
        document.viewport(), Qt.MouseButton.LeftButton, pos=document.cursorRect().center() + QPoint(2, 0)
    )


def choose(document: PlanDocument, first: int, last: int) -> None:
    document.go_to(first)
    cursor = document.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Down, QTextCursor.MoveMode.KeepAnchor, 0)
    cursor.setPosition(
        document.document().findBlockByNumber(last - 1).position() + 1, QTextCursor.MoveMode.KeepAnchor
    )
    document.setTextCursor(cursor)


def test_a_plan_is_shown_beside_its_document(dialog: ReadPlan, sides: PlanSides) -> None:
    assert dialog.title.text().startswith("乌海市贯彻落实中央环境保护督察")
    assert sides.place.text() == "Task 1 of 12"
    assert sides.tasks.model_of_lines.rowCount() == 12
    first = sides.proposal.tasks[0]
    assert sides.form.title.text() == first.title
    assert sides.form.units["lead"].text() == "市委办公厅"
    assert {sides.document.mark_of(line) for line in first.lines} == {"chosen"}
    assert sides.document.mark_of(sides.proposal.tasks[1].first) == "task"
    assert sides.document.mark_of(1) == "none"
    assert sides.document.mark_of(2) == ""
    assert sides.form.doubted.isVisible() == bool(first.doubts)
    assert dialog.taking.text() == "Take 12 tasks into the ledger"


def test_what_is_drawn_follows_the_theme(sides: PlanSides, qapp: QApplication) -> None:
    light = sides.document.grab().toImage()
    wear(qapp, Theme(DARK))
    assert sides.document.grab().toImage() != light


def test_a_task_is_chosen_in_the_list_by_keys_and_in_the_document(sides: PlanSides) -> None:
    sides.tasks.selectRow(4)
    assert sides.place.text() == "Task 5 of 12"
    assert sides.document.line == sides.proposal.tasks[4].first
    QTest.keyClick(sides.document, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert sides.at == 5
    QTest.keyClick(sides.document, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert sides.at == 4
    sides.step(-9)
    assert sides.at == 4
    press(sides.document, sides.proposal.tasks[7].lines[1])
    assert sides.at == 7
    press(sides.document, 1)
    assert sides.at == 7
    sides.document.go_to(sides.proposal.tasks[2].lines[1])
    QTest.keyClick(sides.document, Qt.Key.Key_Return)
    assert sides.at == 2
    assert sides.form.title.hasFocus()


def test_lines_in_no_task_can_be_gone_through(sides: PlanSides) -> None:
    left = sides.proposal.unassigned
    assert sides.unassigned.text() == f"{len(left)} lines in no task"
    sides.document.go_to(1)
    QTest.keyClick(sides.document, Qt.Key.Key_F8)
    assert sides.document.line == left[1]
    QTest.keyClick(sides.document, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert sides.document.line == left[0]
    sides.document.go_to_unassigned(-1)
    assert sides.document.line == left[-1]
    sides.document.go_to_unassigned(1)
    assert sides.document.line == left[0]


def test_fields_are_corrected_and_undone(sides: PlanSides, qtbot: QtBot) -> None:
    before = sides.proposal
    title = sides.form.title
    title.setFocus()
    title.selectAll()
    with qtbot.waitSignal(sides.changed):
        QTest.keyClicks(title, "new title")
    assert sides.proposal.tasks[0].title == "new title"
    assert sides.tasks.model_of_lines.lines[0][1] == "new title"
    sides.form.units["lead"].setText("市财政局、市水务局")
    sides.form.deadline.setText("2026年底前")
    sides.form.deadline.textEdited.emit("2026年底前")
    assert sides.form.day.field.text() == "2026-12-31"
    sides.form.goal.setPlainText("达标")
    measures = sides.proposal.tasks[0].measures
    sides.form.measures.setPlainText(sides.form.measures.toPlainText() + "\n\n新措施")
    sides.form.flush()
    task = sides.proposal.tasks[0]
    assert task.lead == ("市财政局", "市水务局")
    assert (task.deadline.text, f"{task.deadline.date}") == ("2026年底前", "2026-12-31")
    assert "by date" in task.deadline.kinds
    assert task.goal == "达标"
    assert task.measures[:-1] == measures
    assert task.measures[-1].text == "新措施"
    sides.document.setFocus()
    QTest.keyClick(sides.document, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sides.form.title.text() == "new title"
    QTest.keyClick(sides.document, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sides.proposal == before
    assert sides.form.title.text() == before.tasks[0].title
    QTest.keyClick(sides.document, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert sides.form.title.text() == "new title"


def test_looking_at_every_task_changes_nothing(sides: PlanSides) -> None:
    before = sides.course
    for at in range(12):
        sides.show_task(at)
    sides.form.flush()
    assert sides.course is before


def test_a_day_and_kinds_can_be_put_right_by_themselves(sides: PlanSides) -> None:
    deadline = sides.proposal.tasks[0].deadline
    sides.form.kinds.setText("长期坚持")
    sides.form.flush()
    assert sides.proposal.tasks[0].deadline == PlanDeadline(
        deadline.text, deadline.date, ("长期坚持",), deadline.line
    )
    sides.form.day.field.setText("2026-1")
    sides.form.flush()
    assert sides.proposal.tasks[0].deadline.date is None
    sides.form.day.field.setText("2026-12-01")
    sides.form.flush()
    assert f"{sides.proposal.tasks[0].deadline.date}" == "2026-12-01"
    sides.form.day.field.setText("2026-")
    sides.form.flush()
    assert f"{sides.proposal.tasks[0].deadline.date}" == "2026-12-01"


def test_tasks_are_merged_split_left_out_and_added_and_each_is_undone(
    dialog: ReadPlan, sides: PlanSides
) -> None:
    read = sides.proposal
    sides.merging.click()
    assert sides.place.text() == "Task 1 of 11"
    press(sides.document, read.tasks[1].first)
    sides.splitting.click()
    assert sides.place.text() == "Task 2 of 12"
    assert [task.lines for task in sides.proposal.tasks] == [task.lines for task in read.tasks]
    sides.removing.click()
    assert len(sides.proposal.tasks) == 11
    assert sides.document.mark_of(read.tasks[1].first) == "none"
    choose(sides.document, read.tasks[1].first, read.tasks[1].last)
    assert sides.adding.isEnabled()
    sides.adding.click()
    assert len(sides.proposal.tasks) == 12
    assert sides.at == 1
    assert dialog.taking.text() == "Take 12 tasks into the ledger"
    for _step in range(4):
        sides.undoing.click()
    assert sides.proposal == read
    assert not sides.undoing.isEnabled()
    sides.redoing.click()
    assert sides.place.text() == "Task 2 of 11"


def test_what_can_not_be_is_said_and_nothing_changes(dialog: ReadPlan, sides: PlanSides) -> None:
    before = sides.course
    sides.show_task(11)
    assert not sides.merging.isEnabled()
    sides.merge()
    assert dialog.trouble.text() == "There is no task after this one to merge it with."
    sides.document.go_to(sides.proposal.tasks[0].first)
    assert not sides.splitting.isEnabled()
    sides.split()
    assert "split at one of its own lines" in dialog.trouble.text()
    sides.add()
    assert dialog.trouble.text() == "Choose lines that belong to no task yet."
    sides.document.go_to(1)
    sides.split()
    assert sides.course is before


def test_all_tasks_can_be_left_out(dialog: ReadPlan, sides: PlanSides) -> None:
    for _task in range(12):
        sides.remove()
    sides.remove()
    sides.merge()
    assert sides.place.text() == "No task"
    assert not sides.form.isVisible()
    assert not dialog.taking.isEnabled()
    sides.undo()
    assert sides.place.text() == "Task 1 of 1"


def test_a_choice_that_ends_before_a_line_does_not_mean_it(sides: PlanSides) -> None:
    choose(sides.document, 3, 4)
    assert sides.document.lines == (3, 4)
    cursor = sides.document.textCursor()
    cursor.setPosition(sides.document.document().findBlockByNumber(2).position())
    cursor.setPosition(
        sides.document.document().findBlockByNumber(4).position(), QTextCursor.MoveMode.KeepAnchor
    )
    sides.document.setTextCursor(cursor)
    assert sides.document.lines == (3, 4)


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
    page: LedgerLike, desk: PlanDesk, dialog: ReadPlan, sides: PlanSides, village: Village, settle: Settle
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


def test_where_it_is_narrow_one_side_is_in_sight(
    page: LedgerLike, dialog: ReadPlan, sides: PlanSides
) -> None:
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
