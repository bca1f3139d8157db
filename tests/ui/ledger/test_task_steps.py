"""Each step of a task is done from the window by the role it belongs to."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from db.issued_reports import ReportWish
from db.task_recording import record_task
from db.workspace import Actor
from inspector.journal.person_key import PersonKey
from inspector.model import task_acts as acts
from inspector.model.close_off import DEFAULT_STEPS, CloseOffFiled, CloseOffStepDone
from inspector.model.events import Event
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import TaskCompleted, TaskHeld, TaskRecheckPassed
from inspector.model.task_state import Every, ItemKind, TaskState
from inspector.model.task_steps import TaskStep
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, CLERK_KEY, COUNTY_KEY, LATER, elsewhere
from tests.ui.ledger_hands import Ledger
from ui.close_off_desk import CloseOffDesk
from ui.dialogs.task_work import evenly
from ui.widgets.buttons import Button
from ui.widgets.panel import Inset

S = TaskStep


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "会议纪要.pdf"
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    return file


def words(ledger: Ledger) -> str:
    return "\n".join(label.text() for label in ledger.page.view.findChildren(QLabel))


def test_measures_are_given_days_done_with_evidence_and_taken_back(
    ledger: Ledger, tasks: tuple[str, ...], paper: Path
) -> None:
    ledger.show(tasks[0])
    schedule = ledger.ask(S.SCHEDULE)
    schedule.spreading.click()
    today, due = schedule.today, schedule.sheet.task.due
    assert due
    assert [field.day for field in schedule.days.values()] == evenly(today, due, 2)
    ledger.record(schedule)
    assert ledger.now(tasks[0]).step_due == evenly(today, due, 2)[0]
    notices: list[Any] = []
    ledger.page.noticed.connect(notices.append)
    done = ledger.ask(S.MEASURE_DONE)
    done.doing.click()
    assert "add the paper" in done.error.text() or ledger.page.desk.dialog is done
    ledger.settle()
    assert "add the paper" in done.error.text()
    done.papers.give([paper])
    ledger.record(done)
    task = ledger.now(tasks[0])
    assert [one.done_on for one in task.measures] == [today, None]
    assert "1 of 2 done" in words(ledger)
    assert "measure done: 清运" in words(ledger)
    notices[-1].act()
    ledger.settle()
    assert [one.done_on for one in ledger.now(tasks[0]).measures] == [None, None]


def test_progress_is_entered_for_a_unit_with_its_paper(
    ledger: Ledger, tasks: tuple[str, ...], paper: Path
) -> None:
    ledger.show(tasks[0])
    dialog = ledger.ask(S.PROGRESS)
    dialog.text.setPlainText("已进场")
    dialog.measure.setCurrentIndex(1)
    assert dialog.behalf
    dialog.behalf.box.setChecked(True)
    dialog.ask()
    assert "for whom" in dialog.error.text()
    dialog.behalf.who.setText("示例局")
    dialog.behalf.scans.give([paper])
    ledger.record(dialog)
    assert "entered for 示例局" in words(ledger)
    assert ledger.now(tasks[0]).state is TaskState.UNDER_WAY
    assert ledger.page.view.sheet
    assert ledger.page.view.sheet.lines[-1].papers


def test_named_sites_are_added_a_line_each_and_counted(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.show(tasks[2])
    dialog = ledger.ask(S.ADD_ITEM)
    for names, year, why in (
        ("", "2026", "at least one"),
        ("甲\n甲", "2026", "twice"),
        ("甲", "今年", "as in 2026"),
        ("\n".join(map(str, range(501))), "2026", "At most"),
    ):
        dialog.names.setPlainText(names)
        dialog.year.setText(year)
        dialog.ask()
        assert why in dialog.error.text()
    dialog.names.setPlainText("一号排土场\n二号排土场")
    dialog.year.setText("2026")
    dialog.kind.setCurrentIndex(dialog.kind.findData(ItemKind.WITHDRAW.value))
    ledger.record(dialog)
    ledger.do(S.ITEM_DONE, lambda one: one.text.setPlainText("已复绿"))
    assert "2: 2" in words(ledger)
    assert "2026: 1 of 2" in words(ledger)
    assert "to withdraw in order" in words(ledger)


def test_a_duty_is_set_owed_and_met_by_its_minutes(
    ledger: Ledger, tasks: tuple[str, ...], paper: Path
) -> None:
    ledger.show(tasks[1])
    assert "owed until today: 1" in words(ledger)
    assert ledger.page.view.sheet
    (line,) = ledger.page.view.sheet.owed
    ledger.page.view.duty_asked.emit(line)
    ledger.settle()
    dialog = ledger.page.desk.dialog
    assert dialog
    dialog.papers.give([paper])
    ledger.record(dialog)
    assert "owed until today: 0" in words(ledger)
    assert "duty met: 示例局 · Nov 2026" in words(ledger)
    late = ledger.ask(S.MEET_DUTY)
    late.ask()
    assert "Nothing is owed" in late.error.text()
    late.reject()

    def fill_in(dialog: Any) -> None:
        dialog.text.setPlainText("向人大报告")
        dialog.every.setCurrentIndex(dialog.every.findData(Every.YEAR.value))
        dialog.units.setText("市政府、示例局")

    ledger.do(S.SET_DUTY, fill_in)
    assert [duty.units for duty in ledger.now(tasks[1]).duties] == [("示例局",), ("市政府", "示例局")]
    assert "duty that comes back: 向人大报告" in words(ledger)


def test_a_task_goes_from_completed_over_two_re_checks_to_its_close_off(
    ledger: Ledger, tasks: tuple[str, ...]
) -> None:
    task = tasks[2]
    ledger.act_as(BY_STAFF)
    ledger.show(task)
    ledger.do(S.COMPLETE, lambda one: one.text.setPlainText("已完成"))
    assert ledger.now(task).state is TaskState.COMPLETED
    ledger.act_as(BY_COUNTY)
    ledger.session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    ledger.show(task)
    ledger.do(S.FAIL, lambda one: one.requirement.setPlainText("东侧未覆盖"))
    assert "To be done still: 东侧未覆盖" in words(ledger)
    ledger.act_as(BY_STAFF)
    ledger.show(task)
    ledger.do(S.COMPLETE, lambda one: one.text.setPlainText("已补"))
    ledger.act_as(BY_COUNTY)
    ledger.session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    ledger.show(task)
    ledger.do(S.PASS, lambda one: one.note.setPlainText("属实"))
    assert "re-checked by 1 of 2" in words(ledger)
    assert ledger.page.view.steps
    assert S.PASS not in ledger.page.view.steps.open_steps
    assert "another person" in ledger.page.view.steps.why_not.text()


def test_the_office_decides_about_time_supervision_and_the_end(
    ledger: Ledger, tasks: tuple[str, ...]
) -> None:
    task = tasks[0]
    ledger.show(task)
    due = ledger.now(task).due
    assert due
    until = due + timedelta(days=30)

    def more(dialog: Any) -> None:
        dialog.until.show_day(until)
        dialog.reason.setPlainText("雨季")

    asking = ledger.ask(S.ASK_MORE_TIME)
    asking.ask()
    assert "Give the day" in asking.error.text()
    asking.reject()
    ledger.do(S.ASK_MORE_TIME, more)
    assert ledger.page.view.steps
    assert S.GIVE_MORE_TIME in ledger.page.view.steps.buttons
    ledger.do(S.REFUSE_MORE_TIME, lambda one: one.reason.setPlainText("可以按期"))
    ledger.do(S.GIVE_MORE_TIME, more)
    assert ledger.now(task).due == until
    ledger.do(S.SUPERVISE, lambda one: one.reason.setPlainText("进展缓慢"))
    assert "supervised by listing" in words(ledger)
    ledger.do(S.END_SUPERVISION, lambda one: one.reason.setPlainText("已改观"))
    holding = ledger.ask(S.HOLD)
    assert holding.reason.toPlainText() == "", "a deadline is no reason"
    assert "2026年底前" in "".join(label.text() for label in holding.findChildren(QLabel))
    holding.reason.setPlainText("长期坚持")
    ledger.record(holding)
    assert ledger.now(task).state is TaskState.HELD
    ledger.do(S.TAKE_UP, lambda one: one.reason.setPlainText("再推进"))
    assert ledger.now(task).state is TaskState.UNDER_WAY
    ledger.do(S.WITHDRAW, lambda one: one.reason.setPlainText("重复"))
    assert ledger.page.view.sheet is None


def test_a_correction_says_only_what_differs(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.show(tasks[0])

    def fill_in(dialog: Any) -> None:
        dialog.title.setText("排土场综合整治")
        dialog.due.show_day(None)
        dialog.reason.setText("笔误")

    ledger.do(S.CORRECT, fill_in)
    assert ledger.page.view.sheet
    told = ledger.page.view.sheet.lines[-1].told
    assert (told["title"], told["has_no_due"], told["lead"]) == ("排土场综合整治", True, None)
    ledger.do(S.CORRECT, lambda one: one.number.setText("5"))
    assert ledger.now(tasks[0]).due is None


def test_what_happened_meanwhile_is_said_and_the_next_try_counts(
    ledger: Ledger, tasks: tuple[str, ...]
) -> None:
    ledger.show(tasks[0])
    dialog = ledger.ask(S.PROGRESS)
    dialog.text.setPlainText("第一")
    ledger.page.view.setUpdatesEnabled(False)

    record_task(
        ledger.village.workspace,
        tasks[0],
        ledger.now(tasks[0]).last,
        lambda task, who, _rules: acts.progress(task, who, "别处"),
        BY_COUNTY,
        LATER,
    )
    dialog.ask()
    ledger.settle()
    assert "meanwhile" in dialog.error.text()
    ledger.record(dialog)
    assert len(ledger.now(tasks[0]).idle) == 0


def test_a_refused_step_is_said_and_a_dialog_goes_with_whoever_asked(
    ledger: Ledger, tasks: tuple[str, ...]
) -> None:
    ledger.show(tasks[0])
    dialog = ledger.ask(S.PROGRESS)
    ledger.page.desk.begin(dialog.sheet, S.COMPLETE)
    ledger.settle()
    assert ledger.page.desk.dialog is not dialog
    ledger.act_as(BY_STAFF)
    assert ledger.page.desk.dialog is None


def test_the_close_off_of_a_task_is_opened_from_its_line(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.show(tasks[2])
    assert ledger.page.view.sheet
    ledger.page.desk.begin(ledger.page.view.sheet, S.CLOSE_OFF)
    ledger.settle()
    (desk,) = ledger.page.findChildren(CloseOffDesk)
    assert desk.dialog
    desk.dialog.reject()
    ledger.settle()


def test_a_look_back_is_planned_and_made_once_it_is_closed_off(
    ledger: Ledger, tasks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # the offscreen system opens no other program
    monkeypatch.setattr("ui.pages.ledger.open_outside", lambda *told: opened.append(told[3]))
    opened: list[str] = []
    task = tasks[2]
    close_off(ledger, task)
    ledger.show(task)
    assert ledger.now(task).state is TaskState.CLOSED_OFF
    wishes: list[object] = []
    ledger.page.wanted.disconnect()
    ledger.page.wanted.connect(lambda _page, what: wishes.append(what))
    offered = {one.text: one.act for one in ledger.page.commands()}
    offered["File of the close-off as PDF…"]()
    wanted = ReportWish(kind=ReportKind.CLOSE_OFF_FILE, about=(task,))
    assert wishes == [wanted]
    buttons = {one.text(): one for one in ledger.page.view.findChildren(Button)}
    buttons["File of the close-off as PDF…"].click()
    assert wishes == [wanted, wanted]
    ledger.do(S.PLAN_LOOK_BACK, lambda one: one.day.show_day(one.today))
    ledger.do(S.LOOK_BACK, lambda one: one.note.setPlainText("未反弹"))
    assert ledger.now(task).looked_back == ledger.session.now().day
    ledger.page.view.paper_opened.emit(ledger.page.view.sheet.document)
    assert opened == ["示例方案.txt"]
    ledger.do(S.TAKE_UP, lambda one: one.reason.setPlainText("反弹"))
    assert "came back 1 time" in words(ledger)


def close_off(ledger: Ledger, task: str) -> None:
    """Let the task be completed by the village, passed by two, and closed off step by step."""
    day = ledger.session.now().day

    def do(event: Event, by: Actor, key: PersonKey | None = None) -> None:
        ledger.village.workspace.record([event], by, LATER, key)

    do(TaskCompleted(subject=task, text="已完成", on=day), BY_STAFF)
    do(TaskRecheckPassed(subject=task, checked=LATER), BY_CLERK, CLERK_KEY)
    do(TaskRecheckPassed(subject=task, checked=LATER), BY_COUNTY, COUNTY_KEY)
    for step in DEFAULT_STEPS[:-1]:
        do(CloseOffStepDone(subject=task, step=step, on=day), BY_COUNTY, COUNTY_KEY)
    do(CloseOffFiled(subject=task, on=day), BY_COUNTY, COUNTY_KEY)


def test_a_person_decides_between_steps_made_unknown_to_each_other(
    ledger: Ledger, tasks: tuple[str, ...]
) -> None:
    task = tasks[2]
    before = ledger.now(task).last
    ledger.village.workspace.record(
        [TaskCompleted(subject=task, text="已完成", on=LATER.day)], BY_STAFF, LATER
    )
    here = ledger.now(task).last
    elsewhere(ledger.village, TaskHeld(subject=task, reason="长期坚持"), before)
    ledger.show(task)
    (box,) = ledger.page.view.findChildren(Inset)
    buttons = box.findChildren(Button)
    assert len(buttons) == 2
    ledger.page.view.decided.emit(here)
    ledger.settle()
    dialog = ledger.page.desk.dialog
    dialog.ask()
    ledger.settle()
    assert "Say why" in dialog.error.text()
    dialog.reason.setPlainText("尚未完成")
    ledger.record(dialog)
    assert ledger.now(task).state is TaskState.HELD
    assert not ledger.page.view.findChildren(Inset)
