"""A serious finding goes through its close-off in the window, step by step, each signed by a person."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from inspector.model.case_steps import Supervision, SupervisionBegun
from inspector.model.finding_state import FindingState
from inspector.periods import DAY
from tests.db.close_off_stage import CASE, COUNTY
from tests.db.village import Village
from tests.ui.close_off_hands import (
    S,
    ask,
    asked_words,
    fill_in,
    finding,
    is_asked,
    opened_desk,
    question,
    shown,
    type_in,
    walk,
)
from tests.ui.notes import Clock, Settle
from ui.close_off_desk import CloseOffDesk
from ui.session import Session
from ui.window import Window


@pytest.fixture
def desk(village: Village, session: Session, window: Window, settle: Settle) -> CloseOffDesk:
    return opened_desk(village, session, window, settle)


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
    assert not is_asked(desk.key)
    desk.refresh()
    settle()
    asking = ask(desk)
    fill_in(asking)
    assert asking.look_back.day == date(2027, 2, 27)
    asking.recording.click()
    settle()
    # the key was forgotten meanwhile
    type_in(question(desk.key))
    question(desk.key).going.click()
    settle()
    closed = finding(village)
    assert closed.state is FindingState.CLOSED_OFF
    assert closed.close_off.number == "示环备〔2026〕31号"
    assert closed.look_back == date(2027, 2, 27)
    assert not desk.dialog.view.step_buttons


def test_a_step_is_sent_back_with_a_reason_and_done_again(
    desk: CloseOffDesk, village: Village, settle: Settle
) -> None:
    walk(desk, settle, S.PAPERS_CHECK)
    dialog = shown(desk)
    dialog.sending_back.click()
    asking = asked_words(desk)
    asking.doing.click()
    settle()
    assert "why" in asking.trouble.text()
    asking.words.setPlainText("缺监测报告")
    asking.choice.setCurrentIndex(asking.choice.findData(S.ACCEPTANCE))
    asking.doing.click()
    settle()
    assert finding(village).close_off.next_step is S.ACCEPTANCE
    assert any("缺监测报告" in one.text() for one in dialog.view.findChildren(QLabel))


def test_an_objection_is_taken_down_and_answered(
    desk: CloseOffDesk, village: Village, settle: Settle
) -> None:
    dialog = shown(desk)
    assert not dialog.objecting.isEnabled()
    walk(desk, settle)
    dialog.objecting.click()
    asking = asked_words(desk)
    asking.words.setPlainText("仍有扬尘")
    asking.doing.click()
    settle()
    (answering,) = dialog.view.answers
    answering.click()
    asking = asked_words(desk)
    asking.words.setPlainText("复测达标")
    asking.doing.click()
    settle()
    (objection,) = finding(village).close_off.objections
    assert (objection.text, objection.result) == ("仍有扬尘", "复测达标")
    assert not dialog.view.answers


def test_what_happened_while_somebody_was_asked_is_to_be_looked_at_first(
    desk: CloseOffDesk, village: Village, session: Session, settle: Settle
) -> None:
    asking = ask(desk)
    listed = SupervisionBegun(subject=CASE, kind=Supervision.LISTED)
    session.changed.emit(village.record(listed, by=COUNTY))
    settle()
    asking.recording.click()
    settle()
    assert "meanwhile" in asking.trouble.text()
    assert not finding(village).close_off.done


def test_a_case_that_is_not_filed_goes_back_to_work(
    desk: CloseOffDesk, village: Village, settle: Settle
) -> None:
    walk(desk, settle, S.APPLICATION)
    dialog = shown(desk)
    dialog.refusing.click()
    asking = asked_words(desk)
    asking.words.setPlainText("补喷淋")
    asking.day.field.setText("2026-12-20")
    asking.doing.click()
    settle()
    back = finding(village)
    assert (back.state, back.requirement, back.due) == (FindingState.UNDER_WAY, "补喷淋", date(2026, 12, 20))
    for button in (dialog.sending_back, dialog.objecting, dialog.refusing):
        assert not button.isEnabled()
        assert button.toolTip() == "This case is not in close-off."
