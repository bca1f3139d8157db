"""The whole life of a finding with the keyboard alone, each step by the role it belongs to."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import Step
from tests.pictures.made import encoded, scene
from tests.ui.case_hands import AT_OFFICE, AT_VILLAGE, Hands
from ui.dialogs.case_assign import AssignDialog
from ui.dialogs.case_recheck import FailDialog, PassDialog
from ui.dialogs.case_work import AskMoreTimeDialog, ProgressDialog, PutRightDialog


def claim(hands: Hands, photo: Path, words: str) -> None:
    """Say that it was put right, with a photo."""
    dialog = hands.press(Step.PUT_RIGHT)
    assert isinstance(dialog, PutRightDialog)
    hands.type(words)
    dialog.photos.strip.files_given.emit([photo])
    hands.qtbot.waitUntil(lambda: bool(dialog.photos.photos))
    hands.settle()
    hands.enter(dialog)


def work_on_it(hands: Hands) -> None:
    """Take it on, say how far it is, ask for more time, and be given it."""
    hands.be(AT_VILLAGE)
    hands.enter(hands.press(Step.ACCEPT))
    assert hands.state == FindingState.ACCEPTED

    dialog = hands.press(Step.PROGRESS)
    assert isinstance(dialog, ProgressDialog)
    hands.type("已购买防尘网")
    hands.enter(dialog)
    assert hands.state == FindingState.UNDER_WAY

    dialog = hands.press(Step.ASK_MORE_TIME)
    assert isinstance(dialog, AskMoreTimeDialog)
    dialog.reason.field.setFocus()
    hands.type("大风停工")
    hands.enter(dialog)
    assert hands.finding.asked

    hands.be(AT_OFFICE)
    hands.enter(hands.press(Step.GIVE_MORE_TIME))
    assert hands.finding.extensions == 1


def test_a_finding_lives_from_reported_to_closed(hands: Hands, tmp_path: Path, said: list[str]) -> None:
    photo, later = tmp_path / "after.jpg", tmp_path / "later.jpg"
    photo.write_bytes(encoded(scene()))
    later.write_bytes(encoded(scene(130)))
    hands.be(AT_OFFICE)
    hands.page.list.table.setFocus()
    QTest.keyClick(hands.page.list.table, Qt.Key.Key_Return)
    assert hands.page.case.steps
    assert hands.page.case.steps.buttons[Step.ASSIGN].hasFocus()
    dialog = hands.press(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    hands.type("示例村网格")
    hands.tab()
    hands.type("示例甲")
    hands.enter(dialog)
    assert hands.state == FindingState.ASSIGNED
    assert said[-1].startswith("1 finding was assigned")
    focus = hands.page.focusWidget()
    assert focus is not None
    assert hands.page.case.steps.isAncestorOf(focus)
    assert (hands.finding.unit, hands.finding.person_name) == ("示例村网格", "示例甲")

    work_on_it(hands)
    hands.be(AT_VILLAGE)
    claim(hands, photo, "已全部覆盖")
    assert hands.state == FindingState.PUT_RIGHT
    assert hands.page.case.photos

    hands.be(AT_OFFICE)
    dialog = hands.press(Step.FAIL)
    assert isinstance(dialog, FailDialog)
    hands.type("东侧仍有裸露")
    hands.enter(dialog)
    hands.unlock()
    assert hands.state == FindingState.UNDER_WAY

    hands.be(AT_VILLAGE)
    claim(hands, later, "东侧也已覆盖")
    hands.be(AT_OFFICE)
    dialog = hands.press(Step.PASS)
    assert isinstance(dialog, PassDialog)
    hands.enter(dialog)
    hands.unlock()
    assert hands.state == FindingState.CLOSED
