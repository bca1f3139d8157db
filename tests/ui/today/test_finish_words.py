"""Before a round ends its dialog says what round it is, who went, and whether it is late or for another."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.queries.rounds import RoundSummary
from inspector.model.ids import PatrolId
from inspector.model.patrol import Patrol, PatrolKind
from tests.db.village import MORNING, OFFICER, STAFF, TODAY, VILLAGE, named
from tests.ui.day_desk import Hands
from ui.dialogs.finish_round import FinishRound
from ui.pages.today import TodayPage

PATROL = Patrol(
    id=PatrolId(named(50)),
    by=STAFF,
    org=VILLAGE,
    grid=VILLAGE,
    day=TODAY,
    began=MORNING,
    kind=PatrolKind.COMPLAINT,
    inspectors=(STAFF, OFFICER),
    weather="晴",
    about="12345 第 7 号",
)
Ask = Callable[..., FinishRound]


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    def made(**facts: object) -> FinishRound:
        dialog = FinishRound(
            msgspec.structs.replace(PATROL, **facts),
            RoundSummary(2, 0, 0, 0, 0, 0),
            people=("示例甲", "示例乙"),
            due=3,
            drafts=(),
            signers=("inspector",),
        )
        qtbot.addWidget(dialog)
        return dialog

    return made


def said(dialog: FinishRound) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_kind_subject_and_everybody_who_went_are_said(ask: Ask) -> None:
    dialog = ask()
    assert "complaint patrol · 12345 第 7 号 · 示例甲, 示例乙" in said(dialog)
    assert dialog.weather.text() == "晴"


def test_a_late_round_says_so(ask: Ask) -> None:
    assert any(words.endswith(" · late entry") for words in said(ask(late_reason="停电")))


def test_what_is_entered_for_others_says_for_whom_and_is_signed_on_paper(ask: Ask) -> None:
    dialog = ask(is_entered_for=True)
    assert any(words.endswith("entered for 示例甲, 示例乙") for words in said(dialog))
    assert not dialog.digital.isEnabled()
    assert dialog.ink.isChecked()


def test_the_page_knows_who_went(page: TodayPage, hands: Hands) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.finish()
    hands.settle()
    dialog = hands.dialog()
    assert isinstance(dialog, FinishRound)
    assert "daily patrol · 示例甲" in said(dialog)


def test_the_vehicles_of_a_round_are_told_with_its_end_or_left_away(ask: Ask, qtbot: QtBot) -> None:
    for typed, vehicles in (("2", 2), ("", 0)):
        dialog = ask()
        dialog.vehicles.begin(typed)
        with qtbot.waitSignal(dialog.finished_with) as ended:
            dialog.finishing.click()
        assert ended.args[0].vehicles == vehicles
