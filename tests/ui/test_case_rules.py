"""The rectification office changes the rules for cases in the settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.model.close_off import CloseOffStep, Criterion
from inspector.model.working_days import Counting
from tests.db.close_off_stage import COUNTY, give_office
from tests.db.village import Village
from tests.ui.notes import Settle
from ui.dialogs.case_rules import CaseRulesDialog
from ui.pages.settings import SettingsPage
from ui.session import Session
from ui.window import Window

S = CloseOffStep


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> SettingsPage:
    give_office(village)
    session.act_as(COUNTY)
    window.go_to("settings")
    settle()
    assert isinstance(window.page, SettingsPage)
    return window.page


def asked(page: SettingsPage) -> CaseRulesDialog:
    page.rules.panel.changing.click()
    assert page.rules.dialog
    return page.rules.dialog


def test_steps_are_moved_left_out_and_hold_from_now_on(page: SettingsPage, settle: Settle) -> None:
    dialog = asked(page)
    dialog.steps.setCurrentRow(0)
    QTest.keyClick(dialog.steps, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.steps, Qt.Key.Key_Down)
    dialog.down.click()
    dialog.up.click()
    QTest.keyClick(dialog.steps, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.steps.setCurrentRow(0)
    dialog.move_step(-1)
    assert dialog.rules.close_off_steps[:2] == (S.ACCEPTANCE, S.APPLICATION)
    dialog.steps.item(2).setCheckState(Qt.CheckState.Unchecked)
    dialog.criteria[Criterion.LASTING].setChecked(False)
    dialog.counting.setCurrentIndex(dialog.counting.findData(Counting.WORKING))
    dialog.publicity.begin("10")
    dialog.deciding.click()
    settle()
    assert page.rules.sheet
    rules = page.rules.sheet.rules
    assert rules.close_off_steps == (
        S.ACCEPTANCE,
        S.APPLICATION,
        S.PAPERS_CHECK,
        S.SITE_CHECK,
        S.PUBLICITY,
        S.FILING,
    )
    assert (rules.publicity_days, rules.counting, len(rules.criteria)) == (10, Counting.WORKING, 4)
    assert page.rules.panel.publicity.value.text() == "10 days"
    # what was left out is offered again
    again = asked(page)
    assert again.steps.count() == len(S) - 1
    assert again.steps.item(5).checkState() is Qt.CheckState.Unchecked


def test_a_change_of_the_rules_is_taken_back(page: SettingsPage, settle: Settle, window: Window) -> None:
    notices: list[object] = []
    page.noticed.connect(notices.append)
    dialog = asked(page)
    dialog.look_back.begin("30")
    dialog.deciding.click()
    settle()
    assert page.rules.sheet
    assert page.rules.sheet.rules.look_back_days == 30
    notices[-1].act()  # type: ignore[attr-defined]
    settle()
    assert page.rules.sheet.rules.look_back_days == 90


def test_what_nobody_means_is_said_in_the_dialog(page: SettingsPage, settle: Settle) -> None:
    dialog = asked(page)
    dialog.publicity.begin("0")
    dialog.deciding.click()
    settle()
    assert "publicity lasts" in dialog.trouble.text()
    assert dialog.isEnabled()
    with pytest.raises(ValueError, match="ours"):
        dialog.say(ValueError("ours"))


def test_grid_staff_read_the_rules_only(session: Session, window: Window, settle: Settle) -> None:
    window.go_to("settings")
    settle()
    assert isinstance(window.page, SettingsPage)
    panel = window.page.rules.panel
    assert not panel.changing.isEnabled()
    assert panel.rechecks.value.text() == "minor 1 · serious 2 · major 2"
    window.page.rules.change()
    assert window.page.rules.dialog is None
