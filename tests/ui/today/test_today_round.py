"""What is said of a round in the window: nothing has to be, kind, people and weather can."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from db.connection import Reader
from inspector.model.patrol import PatrolKind
from tests.db.village import OFFICER, STAFF
from tests.ui.day_desk import Hands
from ui.dialogs.round_facts import RoundFactsDialog
from ui.pages.today import TodayPage


def opened(page: TodayPage, hands: Hands) -> RoundFactsDialog:
    hands.click(page.bar.facts)
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, RoundFactsDialog) and one.isVisible()
    )


def choose(dialog: RoundFactsDialog, kind: PatrolKind) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind.value))


def check(dialog: RoundFactsDialog, person: str, state: Qt.CheckState) -> None:
    items = [dialog.people.item(at) for at in range(dialog.people.count())]
    next(one for one in items if one.data(Qt.ItemDataRole.UserRole) == person).setCheckState(state)


def test_a_complaint_round_of_two_is_begun_before_its_first_stop(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    dialog = opened(page, hands)
    assert not dialog.about.isVisible()
    choose(dialog, PatrolKind.COMPLAINT)
    assert dialog.about.isVisible()
    dialog.about.setText("12369 第 7 号")
    check(dialog, OFFICER, Qt.CheckState.Checked)
    for word in dialog.findChildren(QPushButton):
        if word.text() in {"fine", "strong wind"}:
            hands.click(word)
    assert dialog.weather.text() == "fine, strong wind"
    hands.click(dialog.deciding)
    ((kind, people, weather, about),) = reader.rows("SELECT kind, inspectors, weather, about FROM patrol")
    assert (kind, weather, about) == ("complaint", "fine, strong wind", "12369 第 7 号")
    assert people == f'["{STAFF}","{OFFICER}"]'
    assert "complaint patrol · 12369 第 7 号 · 2 inspectors" in page.bar.title.text()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.value("SELECT count(*) FROM patrol") == 1


def test_what_was_said_is_changed_while_the_round_goes_on(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    dialog = opened(page, hands)
    choose(dialog, PatrolKind.NIGHT)
    hands.click(dialog.deciding)
    assert reader.value("SELECT kind FROM patrol") == "night"
    assert "night patrol" in page.bar.title.text()


def test_the_supervision_group_says_what_its_round_is_about(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    dialog = opened(page, hands)
    choose(dialog, PatrolKind.SUPERVISION)
    assert dialog.about.isVisible()
    dialog.about.setText("第二督导组")
    hands.click(dialog.deciding)
    assert list(reader.rows("SELECT kind, about FROM patrol")) == [("supervision", "第二督导组")]
    assert "supervision patrol · 第二督导组" in page.bar.title.text()


def test_somebody_goes_on_every_round(page: TodayPage, hands: Hands) -> None:
    dialog = opened(page, hands)
    check(dialog, STAFF, Qt.CheckState.Unchecked)
    assert not dialog.deciding.isEnabled()
    assert "at least one" in dialog.deciding.toolTip()
    hands.click(next(one for one in dialog.findChildren(QPushButton) if one.text() == "Close"))
