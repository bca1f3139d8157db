"""The rectification office rules in the settings who goes out how often, and when its week closes."""

import pytest

from inspector.model.patrol_duty import A_MONTH, DUTIES, PatrolDuty
from inspector.model.working_days import Counting
from tests.db.close_off_stage import COUNTY, give_office
from tests.db.village import Village
from tests.ui.notes import Settle
from ui.dialogs.patrol_rules import PatrolRulesDialog
from ui.pages.settings import SettingsPage
from ui.session import Session
from ui.window import Window


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> SettingsPage:
    give_office(village)
    session.act_as(COUNTY)
    window.go_to("settings")
    settle()
    assert isinstance(window.page, SettingsPage)
    return window.page


def asked(page: SettingsPage) -> PatrolRulesDialog:
    page.rules.patrols.changing.click()
    assert page.rules.patrol_dialog
    return page.rules.patrol_dialog


def test_duties_of_the_levels_and_the_closing_of_the_week_hold_from_now_on(
    page: SettingsPage, settle: Settle
) -> None:
    notices: list[object] = []
    page.noticed.connect(notices.append)
    dialog = asked(page)
    dialog.adding.click()
    added = dialog.rows[1]
    added.level.setCurrentIndex(added.level.findData("2"))
    added.stretch.setCurrentIndex(added.stretch.findData(str(A_MONTH)))
    added.counting.setCurrentIndex(added.counting.findData(Counting.WORKING))
    added.times.begin("4")
    added.night.setChecked(True)
    dialog.closes_on.setCurrentIndex(dialog.closes_on.findData("4"))
    dialog.hand_in.setText("16:30")
    dialog.deciding.click()
    settle()
    assert page.rules.sheet
    rules = page.rules.sheet.rules
    nights = PatrolDuty(level=2, days=A_MONTH, times=4, night=True, counting=Counting.WORKING)
    assert rules.duties == (*DUTIES, nights)
    panel = page.rules.patrols
    assert panel.duties.text() == "level 3: 1 × a day\nlevel 2: 4 × a month, by night, working days only"
    assert (panel.week.value.text(), panel.hand_in.value.text()) == ("Friday", "16:30")
    notices[-1].act()  # type: ignore[attr-defined]
    settle()
    assert page.rules.sheet.rules.duties == DUTIES


def test_a_duty_is_left_out(page: SettingsPage, settle: Settle) -> None:
    dialog = asked(page)
    dialog.rows[0].leaving.click()
    dialog.deciding.click()
    settle()
    assert page.rules.sheet
    assert page.rules.sheet.rules.duties == ()
    assert page.rules.patrols.duties.text() == "No grid has to go out."


def test_what_nobody_means_is_said_in_the_dialog(page: SettingsPage, settle: Settle) -> None:
    dialog = asked(page)
    dialog.rows[0].times.begin("")
    dialog.deciding.click()
    settle()
    assert "from 1 to 31 times" in dialog.trouble.text()
    assert dialog.isEnabled()
    with pytest.raises(ValueError, match="ours"):
        dialog.say(ValueError("ours"))


def test_a_stretch_that_is_not_offered_stays(page: SettingsPage) -> None:
    dialog = asked(page)
    dialog.add(PatrolDuty(level=3, days=10))
    assert dialog.rules.duties[1].days == 10


def test_grid_staff_read_the_rules_only(session: Session, window: Window, settle: Settle) -> None:
    window.go_to("settings")
    settle()
    assert isinstance(window.page, SettingsPage)
    assert not window.page.rules.patrols.changing.isEnabled()
    window.page.rules.change_patrols()
    assert window.page.rules.patrol_dialog is None
