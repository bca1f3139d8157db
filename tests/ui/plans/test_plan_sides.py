"""A plan that was read: its document beside its tasks, put right, undone."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.plans.plan import PlanDeadline
from ui.dialogs.read_plan import ReadPlan
from ui.theme import DARK, Theme, wear
from ui.widgets.low_screen import TITLE_BAR
from ui.widgets.plan_document import PlanDocument
from ui.widgets.plan_sides import PlanSides


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
    assert sides.document.line == first.first
    assert {sides.document.mark_of(line) for line in first.lines} == {"chosen"}
    assert sides.document.mark_of(sides.proposal.tasks[1].first) == "task"
    assert sides.document.mark_of(1) == "none"
    assert sides.document.mark_of(2) == ""
    assert sides.form.doubted.isVisible() == bool(first.doubts)
    assert dialog.taking.text() == "Take 12 tasks into the ledger"
    widths = [sides.tasks.columnWidth(at) for at in range(5)]
    assert max(widths) == widths[1], "the title has the room"


def test_the_dialog_and_its_title_bar_stand_within_the_window(dialog: ReadPlan) -> None:
    parent = dialog.parentWidget()
    assert parent
    assert dialog.height() + TITLE_BAR < parent.window().height()


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
    assert (sides.unassigned.toolTip(), sides.merging.toolTip()) == ("F8", "Ctrl+M")
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
