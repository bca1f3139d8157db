"""What is typed into a step of a finding, task or close-off is there again after a kill, until recorded."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.drafts import kept_drafts
from db.workspace import Workspace
from inspector.model.close_off import CloseOffStep
from inspector.model.finding_steps import Step
from inspector.model.task_steps import TaskStep
from tests.db.case_desk import BY_COUNTY, appoint
from tests.db.close_off_stage import CASE, COUNTY, give_office, put_in_close_off
from tests.db.village import LOCAL, Village, machine_of
from tests.ui.ledger_hands import Ledger, a_plan
from tests.ui.notes import Clock, Settle
from ui.background import Background
from ui.case_desk import DIALOGS as CASE_DIALOGS
from ui.case_desk import CaseDesk
from ui.close_off_desk import CloseOffDesk, open_close_off
from ui.dialogs.case_step import StepDialog
from ui.dialogs.close_off_step import CloseOffStepDialog
from ui.dialogs.close_off_words import CloseOffWords
from ui.form_draft import PAUSE, FormDraft
from ui.page_list import pages
from ui.pages.findings import FindingsPage
from ui.preferences import Preferences
from ui.session import Session
from ui.task_desk import DIALOGS as TASK_DIALOGS
from ui.window import Window
from ui.workspace_questions import workspace_questions

ROOT = Path(__file__).parents[2]
TYPED = "写到一半的话"
Restart = Callable[[], tuple[Session, Window]]


@pytest.fixture
def restart(
    village: Village,
    session: Session,
    background: Background,
    preferences: Preferences,
    clock: Clock,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> Iterator[Restart]:
    """End the session as a kill does, with no word to its windows, and begin another on the same folder."""
    opened: list[Session] = []

    def again() -> tuple[Session, Window]:
        settle()
        village.workspace.close()
        village.workspace = Workspace.open(tmp_path / "workspace", machine_of(tmp_path), drives=LOCAL)
        begun = Session(village.workspace, background, now=clock, preferences=preferences)
        begun.act_as(BY_COUNTY)
        opened.append(begun)
        made = Window(begun, workspace_questions(), pages())
        qtbot.addWidget(made)
        made.show()
        return begun, made

    yield again
    qtbot.waitUntil(lambda: background.is_idle)
    for one in opened:
        one.close()


def drafts(village: Village) -> list[str]:
    with closing(village.workspace.reader()) as reader:
        return [one.key for one in kept_drafts(reader)]


def draft_of(dialog: QDialog) -> FormDraft:
    (draft,) = dialog.findChildren(FormDraft)
    return draft


def texts_of(dialog: QDialog) -> dict[str, QLineEdit | QPlainTextEdit]:
    found = draft_of(dialog).fields
    return {name: one for name, one in found.items() if isinstance(one, QLineEdit | QPlainTextEdit)}


def said(field: QObject) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else str(field.property("text"))


def write(dialog: QDialog) -> dict[str, str]:
    """Write into every text of a dialog, and give what stands there."""
    for name, field in texts_of(dialog).items():
        (field.setPlainText if isinstance(field, QPlainTextEdit) else field.setText)(f"{TYPED} {name}")
    return {name: said(field) for name, field in texts_of(dialog).items()}


def test_what_was_typed_about_a_task_before_a_kill_9_is_there_again(
    tmp_path: Path,
    background: Background,
    preferences: Preferences,
    clock: Clock,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    made = Village(tmp_path)
    appoint(made)
    task = a_plan(made, tmp_path)[0]
    made.close()
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.task_writer", str(tmp_path), task],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    lines: list[str] = []
    for line in writer.stdout:
        lines.append(line)
        if line.startswith("saved") or "Error" in line:
            break
    writer.kill()
    writer.wait()
    writer.stdout.close()
    assert lines[-1].startswith(f"saved task/{task}/progress/"), lines
    made.workspace = Workspace.open(tmp_path / "workspace", machine_of(tmp_path), drives=LOCAL)
    session = Session(made.workspace, background, now=clock, preferences=preferences)
    session.act_as(BY_COUNTY)
    window = Window(session, workspace_questions(), pages())
    qtbot.addWidget(window)
    window.show()
    ledger = Ledger(made, session, window, settle)
    ledger.show(task)
    dialog = ledger.ask(TaskStep.PROGRESS)
    assert dialog.text.toPlainText() == "half of the heap is gone"
    assert dialog.measure.currentIndex() == 2
    ledger.record(dialog)
    assert drafts(made) == []
    ledger.show(task)
    assert ledger.ask(TaskStep.PROGRESS).text.toPlainText() == ""
    ledger.page.desk.give_up()
    settle()
    session.close()
    made.close()


@pytest.mark.parametrize("step", list(TASK_DIALOGS))
def test_every_text_of_a_task_is_kept(
    step: TaskStep,
    village: Village,
    session: Session,
    window: Window,
    settle: Settle,
    restart: Restart,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    appoint(village)
    tasks = a_plan(village, tmp_path)
    session.act_as(BY_COUNTY)
    ledger = Ledger(village, session, window, settle)
    ledger.show(tasks[1])
    ledger.page.desk.begin(ledger.page.view.sheet, step)
    settle()
    before = write(ledger.page.desk.dialog)
    qtbot.wait(PAUSE + 50)
    new, again = restart()
    other = Ledger(village, new, again, settle)
    other.show(tasks[1])
    other.page.desk.begin(other.page.view.sheet, step)
    settle()
    after = {name: said(field) for name, field in texts_of(other.page.desk.dialog).items()}
    assert after == before
    assert bool(before) == (drafts(village) == [f"task/{tasks[1]}/{step}/{BY_COUNTY.person}"])
    other.page.desk.give_up()
    settle()


def case_dialog(window: Window, step: Step, settle: Settle) -> StepDialog:
    window.go_to("findings")
    settle()
    page = window.page
    assert isinstance(page, FindingsPage)
    page.open_at(CASE)
    settle()
    assert page.case.case
    desk: CaseDesk = page.desk
    desk.begin(page.case.case, step)
    settle()
    assert desk.dialog
    return desk.dialog


@pytest.mark.parametrize("step", list(CASE_DIALOGS))
def test_every_text_of_a_finding_is_kept(
    step: Step,
    village: Village,
    session: Session,
    window: Window,
    settle: Settle,
    restart: Restart,
    qtbot: QtBot,
) -> None:
    put_in_close_off(village, give_office(village))
    session.act_as(COUNTY)
    before = write(case_dialog(window, step, settle))
    qtbot.wait(PAUSE + 50)
    new, again = restart()
    new.act_as(COUNTY)
    dialog = case_dialog(again, step, settle)
    assert {name: said(field) for name, field in texts_of(dialog).items()} == before
    assert before or step is Step.PUT_UNDER_TASK, "it has no text"
    dialog.reject()
    settle()


def close_off(window: Window, settle: Settle) -> CloseOffDesk:
    window.go_to("sites")
    settle()
    assert window.page
    desk = open_close_off(window.page, CASE)
    settle()
    assert desk.dialog
    return desk


@pytest.mark.parametrize("step", list(CloseOffStep))
def test_every_text_of_a_step_of_a_close_off_is_kept(
    step: CloseOffStep,
    village: Village,
    session: Session,
    window: Window,
    settle: Settle,
    restart: Restart,
    qtbot: QtBot,
) -> None:
    put_in_close_off(village, give_office(village))
    session.act_as(COUNTY)
    desk = close_off(window, settle)
    desk.do(step)
    settle()
    assert isinstance(desk.asking, CloseOffStepDialog)
    before = write(desk.asking)
    if step is CloseOffStep.ACCEPTANCE:
        desk.asking.criteria[0].met.setCurrentIndex(2)
    qtbot.wait(PAUSE + 50)
    new, again = restart()
    new.act_as(COUNTY)
    desk = close_off(again, settle)
    desk.do(step)
    settle()
    assert isinstance(desk.asking, CloseOffStepDialog)
    assert {name: said(field) for name, field in texts_of(desk.asking).items()} == before
    if step is CloseOffStep.ACCEPTANCE:
        assert desk.asking.criteria[0].met.currentIndex() == 2
    desk.asking.reject()
    assert desk.dialog
    desk.dialog.close()
    settle()


def test_what_was_said_of_a_close_off_is_kept_until_it_is_recorded(
    village: Village, session: Session, window: Window, settle: Settle
) -> None:
    key = give_office(village)
    put_in_close_off(village, key)
    session.act_as(COUNTY)
    session.unlocked.hold(COUNTY.person, key)
    desk = close_off(window, settle)
    for ask in (desk.take_objection, desk.refuse, desk.send_back):
        ask()
        settle()
        assert isinstance(desk.asking, CloseOffWords)
        desk.asking.words.setPlainText(ask.__name__)
        desk.asking.reject()
        settle()
    assert len(drafts(village)) == 3
    desk.take_objection()
    settle()
    assert isinstance(desk.asking, CloseOffWords)
    assert desk.asking.words.toPlainText() == "take_objection"
    desk.asking.reject()
    desk.do(CloseOffStep.SIGNED_ON_SITE)
    assert isinstance(desk.asking, CloseOffStepDialog)
    desk.asking.people.setText("示例丁、示例戊")
    desk.asking.opinion.setPlainText("符合要求")
    desk.asking.recording.click()
    settle()
    assert not isValid(desk.asking)
    assert len(drafts(village)) == 3, "what was recorded is no draft"
    assert desk.dialog
    desk.dialog.close()


def test_choices_days_names_and_papers_come_back_too(
    village: Village, session: Session, window: Window, settle: Settle, tmp_path: Path
) -> None:
    appoint(village)
    tasks = a_plan(village, tmp_path)
    session.act_as(BY_COUNTY)
    ledger = Ledger(village, session, window, settle)
    ledger.show(tasks[0])
    dialog = ledger.ask(TaskStep.PROGRESS)
    dialog.measure.setCurrentIndex(1)
    dialog.behalf.box.setChecked(True)
    dialog.behalf.who.setText("示例村")
    dialog.papers.give([tmp_path / "纪要.pdf"])
    dialog.reject()
    settle()
    dialog = ledger.ask(TaskStep.PROGRESS)
    assert dialog.measure.currentIndex() == 1
    assert dialog.behalf.name == "示例村"
    assert dialog.papers.files == (tmp_path / "纪要.pdf",)
    dialog.measure.setCurrentIndex(0)
    dialog.behalf.box.setChecked(False)
    dialog.behalf.who.clear()
    dialog.papers.clear()
    dialog.reject()
    settle()
    assert drafts(village) == [], "what stands as it was is no draft"
    schedule = ledger.ask(TaskStep.SCHEDULE)
    schedule.days["2"].field.setText("2026-12-01")
    schedule.reject()
    settle()
    assert ledger.ask(TaskStep.SCHEDULE).days["2"].day
    ledger.page.desk.give_up()
    village.workspace.save_draft(
        f"task/{tasks[0]}/measure_done/{BY_COUNTY.person}",
        '{"measure":"gone","text":"fine","nowhere":"x","papers":"no list"}',
        session.now(),
    )
    dialog = ledger.ask(TaskStep.MEASURE_DONE)
    assert (dialog.measure.currentIndex(), dialog.text.toPlainText()) == (0, "fine")
    ledger.page.desk.give_up()
    settle()


def test_who_types_before_the_answer_of_the_disk_keeps_their_words(
    village: Village, session: Session, window: Window, settle: Settle, tmp_path: Path
) -> None:
    appoint(village)
    tasks = a_plan(village, tmp_path)
    session.act_as(BY_COUNTY)
    key = f"task/{tasks[0]}/progress/{BY_COUNTY.person}"
    village.workspace.save_draft(key, '{"text":"older"}', session.now())
    ledger = Ledger(village, session, window, settle)
    ledger.show(tasks[0])
    ledger.page.desk.begin(ledger.page.view.sheet, TaskStep.PROGRESS)
    ledger.page.desk.dialog.text.setPlainText("newer")
    settle()
    dialog = ledger.page.desk.dialog
    assert dialog.text.toPlainText() == "newer"
    draft_of(dialog).recorded()
    dialog.text.setPlainText("typed while it was recorded")
    dialog.reject()
    settle()
    assert drafts(village) == []


def test_a_new_task_and_the_groups_of_units_are_kept(
    village: Village, session: Session, window: Window, settle: Settle, tmp_path: Path
) -> None:
    appoint(village)
    a_plan(village, tmp_path)
    session.act_as(BY_COUNTY)
    ledger = Ledger(village, session, window, settle)
    desk: Any = ledger.page.desk
    desk.set_new()
    settle()
    desk.dialog.title.setText("夜间巡查")
    desk.dialog.standing.setChecked(True)
    desk.give_up()
    desk.name_groups()
    settle()
    desk.dialog.field.setPlainText("七办一镇 = 甲街道办、乙镇")
    desk.give_up()
    settle()
    assert len(drafts(village)) == 2
    desk.name_groups()
    settle()
    assert "乙镇" in desk.dialog.field.toPlainText()
    desk.dialog.doing.click()
    settle()
    desk.set_new()
    settle()
    assert desk.dialog.title.text() == "夜间巡查"
    assert isinstance(desk.dialog.standing, QCheckBox)
    assert desk.dialog.standing.isChecked()
    desk.dialog.doing.click()
    settle()
    assert desk.dialog is None
    assert drafts(village) == []
