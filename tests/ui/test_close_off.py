"""A serious finding goes through its close-off in the window, step by step, each signed by a person."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from db.queries.close_offs import papers_of
from inspector.model.close_off import DEFAULT_STEPS, CloseOffStep, Met
from inspector.model.finding import Finding
from inspector.model.finding_state import FindingState
from inspector.periods import DAY
from tests.db.close_off_stage import CASE, COUNTY, PASSPHRASE, give_office, put_in_close_off
from tests.db.village import Village
from tests.pictures.made import encoded, scene
from tests.ui.notes import Clock, Settle, Wait
from ui.close_off_desk import CloseOffDesk, open_close_off
from ui.dialogs.close_off_step import CloseOffStepDialog
from ui.dialogs.close_off_words import CloseOffWords
from ui.given_files import GivenFiles
from ui.session import Session
from ui.window import Window

S = CloseOffStep


@pytest.fixture
def desk(village: Village, session: Session, window: Window, settle: Settle) -> CloseOffDesk:
    key = give_office(village)
    put_in_close_off(village, key)
    session.act_as(COUNTY)
    session.unlocked.hold(COUNTY.person, key)
    window.go_to("sites")
    settle()
    assert window.page
    opened = open_close_off(window.page, CASE)
    settle()
    assert opened.dialog
    return opened


def finding(village: Village) -> Finding:
    reader = village.workspace.reader()
    found = Finding.of(village.workspace.facts_of(reader, CASE))
    reader.close()
    assert found
    return found


def ask(desk: CloseOffDesk) -> CloseOffStepDialog:
    assert desk.dialog
    (button,) = desk.dialog.view.step_buttons
    assert button.isEnabled(), button.toolTip()
    button.click()
    assert isinstance(desk.asking, CloseOffStepDialog)
    return desk.asking


def fill_in(asking: CloseOffStepDialog) -> None:
    asking.opinion.setPlainText("符合要求")
    asking.people.setText("示例丁、示例戊")
    asking.address.setText("http://www.example.gov.cn/gs/202611.html")
    asking.contact.setText("示例辛 0473-0000000")
    asking.way.setText("现场查看")
    asking.number.setText("示环备〔2026〕31号")
    for one in asking.criteria:
        one.met.setCurrentIndex(one.met.findData(Met.YES))


def walk(desk: CloseOffDesk, settle: Settle, until: CloseOffStep | None = None) -> None:
    """Do the steps one after the other, up to and without ``until``."""
    for step in DEFAULT_STEPS[:-1]:
        if step is until:
            return
        asking = ask(desk)
        assert asking.step is step
        fill_in(asking)
        asking.recording.click()
        settle()


def test_a_serious_finding_is_closed_off_in_the_window(
    desk: CloseOffDesk, village: Village, clock: Clock, settle: Settle
) -> None:
    walk(desk, settle)
    assert finding(village).close_off.next_step is S.FILING
    assert desk.dialog
    (button,) = desk.dialog.view.step_buttons
    assert not button.isEnabled()
    assert "2026-11-28" in button.toolTip()
    clock.pass_by(7 * DAY)
    assert desk.key.dialog is None
    desk.refresh()
    settle()
    asking = ask(desk)
    fill_in(asking)
    assert asking.look_back.day == date(2027, 2, 27)
    asking.recording.click()
    settle()
    # the key was forgotten meanwhile
    assert desk.key.dialog
    assert desk.key.dialog.old
    desk.key.dialog.old.setText(PASSPHRASE)
    desk.key.dialog.going.click()
    settle()
    closed = finding(village)
    assert closed.state is FindingState.CLOSED_OFF
    assert closed.close_off.number == "示环备〔2026〕31号"
    assert closed.look_back == date(2027, 2, 27)
    assert not desk.dialog.view.step_buttons
