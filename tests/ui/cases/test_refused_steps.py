"""What is refused is said where it was asked; what was typed stays; a key is the person's own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.errors import Refused
from inspector.model.finding_life import FindingAccepted, FindingAssigned, FindingPutRight
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import Step
from inspector.model.ids import FindingId
from tests.db.village import OFFICER, STAFF, TODAY, VILLAGE, Village
from tests.pictures.made import encoded, scene
from tests.ui.case_hands import AT_OFFICE, AT_VILLAGE, HEAP, ROAD, Hands
from ui.dialogs.ask_secret import AskSecret
from ui.dialogs.case_assign import AssignDialog
from ui.dialogs.case_recheck import FailDialog
from ui.dialogs.case_work import AcceptDialog, ProgressDialog, PutRightDialog
from ui.notices import Notice
from ui.session import Session


def given(village: Village) -> None:
    village.record(
        FindingAssigned(subject=HEAP, unit="示例村委会", unit_grid=VILLAGE, due=TODAY), by=AT_OFFICE
    )


def shut(hands: Hands) -> list[QAction]:
    assert hands.page.case.steps
    return hands.page.case.steps.shut.actions()


def test_steps_that_are_not_open_say_why(hands: Hands, told: list[str]) -> None:
    hands.be(AT_VILLAGE)
    assert hands.page.case.steps
    assert hands.page.case.steps.buttons == {}
    assert hands.page.case.steps.why_not.text() == (
        "“Assign” is not available: That is for the office: a township clerk or the rectification office."
    )
    (closing_off,) = [one for one in shut(hands) if one.text().startswith("Close-off: ")]
    closing_off.trigger()
    assert told == ["Close-off begins when the re-check of a serious or major finding was passed."]


def test_a_step_on_an_outdated_state_is_refused_and_can_be_made_anew(
    hands: Hands, village: Village, session: Session
) -> None:
    given(village)
    hands.be(AT_VILLAGE)
    dialog = hands.press(Step.ACCEPT)
    assert isinstance(dialog, AcceptDialog)
    hands.type("马上办")
    village.record(FindingAssigned(subject=HEAP, unit="示例另村", unit_grid=VILLAGE, due=TODAY), by=AT_OFFICE)
    hands.enter(dialog)
    assert dialog.error.text().startswith("Something happened to it meanwhile.")
    assert dialog.note.text == "马上办"
    hands.settle()
    assert hands.finding.unit == "示例另村"
    hands.enter(dialog)
    assert hands.state == FindingState.ACCEPTED


def test_what_was_typed_comes_back_and_goes_once_it_is_recorded(hands: Hands, village: Village) -> None:
    given(village)
    hands.be(AT_VILLAGE)
    dialog = hands.press(Step.PROGRESS)
    assert isinstance(dialog, ProgressDialog)
    hands.type("已购买防尘网")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    hands.settle()
    assert hands.page.desk.dialog is None
    again = hands.press(Step.PROGRESS)
    assert isinstance(again, ProgressDialog)
    assert again.text.text == "已购买防尘网"
    hands.enter(again)
    assert hands.state == FindingState.UNDER_WAY
    third = hands.press(Step.PROGRESS)
    assert isinstance(third, ProgressDialog)
    assert third.text.text == ""


def test_words_are_kept_as_phrases_and_taken_out(hands: Hands, village: Village) -> None:
    dialog = hands.press(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    dialog.requirement.kept.emit("三日内覆盖")
    hands.settle()
    dialog.requirement.removed.emit("三日内覆盖")
    dialog.requirement.kept.emit("覆盖并洒水")
    hands.settle()
    dialog.reject()
    again = hands.press(Step.ASSIGN)
    assert isinstance(again, AssignDialog)
    assert again.requirement.phrases.phrases.own == ("覆盖并洒水",)
    again.requirement.completer.chosen.emit("覆盖并洒水")
    again.requirement.completer.chosen.emit("每日巡查")
    assert again.requirement.text == "覆盖并洒水; 每日巡查"
    again.requirement.kept.emit("")
    hands.settle()
    assert again.error.text() == "A phrase needs words."


def test_a_step_for_somebody_else_needs_their_name_and_their_paper(
    hands: Hands, village: Village, tmp_path: Path
) -> None:
    given(village)
    hands.be(AT_OFFICE)
    dialog = hands.press(Step.ACCEPT)
    assert isinstance(dialog, AcceptDialog)
    assert dialog.behalf
    dialog.behalf.box.setFocus()
    QTest.keyClick(dialog.behalf.box, Qt.Key.Key_Space)
    hands.enter(dialog)
    assert dialog.error.text() == "Say for whom it is entered."
    hands.type("示例村委会")
    dialog.behalf.who.setText("示例村委会")
    hands.enter(dialog)
    assert dialog.error.text() == "What is entered for somebody else needs the scan of their paper."
    scan = tmp_path / "scan.jpg"
    dialog.behalf.scans.give([scan])
    hands.enter(dialog)
    assert "scan.jpg" in dialog.error.text()
    scan.write_bytes(encoded(scene()))
    hands.enter(dialog)
    hands.settle()
    assert hands.state == FindingState.ACCEPTED
    assert hands.page.case.case
    line = hands.page.case.case.sheet.lines[-1]
    assert (line.on_behalf, len(line.papers)) == ("示例村委会", 1)


def test_who_gives_up_the_question_of_the_key_goes_on_in_the_step(hands: Hands, village: Village) -> None:
    given(village)
    village.record(FindingPutRight(subject=HEAP, text="已覆盖", on=TODAY))
    hands.be(AT_OFFICE)
    dialog = hands.press(Step.FAIL)
    assert isinstance(dialog, FailDialog)
    hands.type("东侧仍有裸露")
    hands.enter(dialog)
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, AskSecret)]
    asked.reject()
    hands.settle()
    assert (dialog.is_busy, dialog.requirement.text) == (False, "东侧仍有裸露")
    assert hands.state == FindingState.PUT_RIGHT


def test_who_put_it_right_is_not_offered_the_recheck(hands: Hands, village: Village) -> None:
    given(village)
    village.record(FindingPutRight(subject=HEAP, text="已覆盖", on=TODAY, rectifiers=(OFFICER,)))
    hands.be(AT_OFFICE)
    assert hands.page.case.steps
    assert Step.PASS not in hands.page.case.steps.buttons
    assert "Who put it right does not re-check it." in hands.page.case.steps.why_not.text()


def test_a_dialog_goes_when_somebody_else_acts(hands: Hands, village: Village) -> None:
    given(village)
    hands.be(AT_VILLAGE)
    hands.press(Step.ACCEPT)
    hands.session.act_as(AT_OFFICE)
    hands.settle()
    assert hands.page.desk.dialog is None


def test_without_a_person_nothing_is_asked(hands: Hands, told: list[str]) -> None:
    case = hands.page.case.case
    assert case
    hands.session.act_as(None)
    hands.settle()
    hands.page.desk.begin(case, Step.ASSIGN)
    hands.settle()
    assert told[-1] == "Choose who you are first, at the top right."
    assert hands.page.desk.dialog is None


def test_a_claim_needs_evidence_that_came_in(hands: Hands, village: Village, tmp_path: Path) -> None:
    given(village)
    village.record(FindingAccepted(subject=HEAP))
    hands.be(AT_VILLAGE)
    dialog = hands.press(Step.PUT_RIGHT)
    assert isinstance(dialog, PutRightDialog)
    hands.type("已覆盖")
    hands.enter(dialog)
    assert dialog.error.text() == "Show how it looks now: a photo taken afterwards, or another evidence."
    photo = tmp_path / "after.jpg"
    photo.write_bytes(encoded(scene()))
    dialog.photos.strip.files_given.emit([photo])
    hands.enter(dialog)
    assert dialog.error.text() == "Photos are still being taken in; try again in a moment."
    hands.qtbot.waitUntil(lambda: bool(dialog.photos.photos))
    hands.settle()
    (key,) = dialog.photos.strip.thumbs
    dialog.photos.strip.taken_out.emit(key)
    assert dialog.photos.photos == []
    (doer,) = [box for person, box in dialog.doers.items() if person == STAFF]
    doer.setChecked(True)
    dialog.papers.give([photo])
    dialog.papers.clear()
    dialog.papers.give([photo])
    hands.enter(dialog)
    hands.settle()
    assert (hands.state, hands.finding.rectifiers) == (FindingState.PUT_RIGHT, (STAFF,))


def test_an_own_deadline_is_a_day(hands: Hands) -> None:
    dialog = hands.press(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    dialog.unit.line.setText("示例村委会")
    term = dialog.term
    term.counting.setCurrentIndex(1)
    term.counting.activated.emit(1)
    assert term.words.text().startswith("deadline ")
    term.term.setCurrentIndex(term.term.count() - 1)
    term.term.activated.emit(term.term.count() - 1)
    assert term.words.text() == "Give a day."
    hands.enter(dialog)
    assert dialog.error.text() == "Give the deadline as 2026-12-01."
    term.own.field.setText("12-01")
    term.own.day_given.emit(term.own.day)
    hands.enter(dialog)
    assert hands.finding.due == TODAY.replace(month=12, day=1)


def test_holidays_that_are_not_arranged_yet_are_said(hands: Hands) -> None:
    dialog = hands.press(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    dialog.term._today = TODAY.replace(year=2060)
    dialog.term.counting.setCurrentIndex(1)
    dialog.term.counting.activated.emit(1)
    assert "2060" in dialog.term.words.text()
    assert "not known yet" in dialog.term.words.text()


def test_all_that_are_chosen_are_assigned_at_once(hands: Hands, village: Village, said: list[str]) -> None:
    hands.page.desk.assign_all([HEAP, ROAD])
    dialog = hands.dialog(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    assert dialog.about.text().startswith("2 findings: ")
    dialog.unit.line.setText("示例村委会")
    hands.enter(dialog)
    assert said[-1].startswith("2 findings were assigned")
    for finding in (HEAP, ROAD):
        hands.be(AT_OFFICE, finding)
        assert (hands.state, hands.finding.unit) == (FindingState.ASSIGNED, "示例村委会")


def test_an_assignment_of_several_is_undone_at_once(
    hands: Hands, village: Village, said: list[str], told: list[str]
) -> None:
    hands.page.desk.assign_all([HEAP, ROAD])
    dialog = hands.dialog(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    dialog.unit.line.setText("示例村委会")
    undone: list[Notice] = []
    hands.page.noticed.connect(undone.append)
    hands.enter(dialog)
    (notice,) = undone
    assert (notice.action, notice.act is None) == ("Undo", False)
    assert notice.act
    notice.act()
    hands.settle()
    assert said[-1] == "2 assignments are undone."
    for finding in (HEAP, ROAD):
        hands.be(AT_OFFICE, finding)
        assert (hands.state, hands.finding.unit) == (FindingState.REPORTED, "")
    notice.act()
    hands.settle()
    assert told == ["Something happened to it meanwhile. Look at it as it stands now, and decide again."]


def test_nobody_undoes_an_assignment(hands: Hands, told: list[str]) -> None:
    hands.session.act_as(None)
    hands.page.desk._take_back([(FindingId(HEAP), "")])
    assert told == ["Choose who you are first, at the top right."]


def test_what_can_t_be_assigned_is_left_out_and_said(
    hands: Hands, village: Village, said: list[str], told: list[str]
) -> None:
    given(village)
    village.record(FindingPutRight(subject=HEAP, text="已覆盖", on=TODAY))
    hands.settle()
    hands.page.desk.assign_all([HEAP])
    hands.settle()
    assert told == ["Only what was reported and is not yet put right can be assigned."]
    hands.page.desk.assign_all([])
    hands.settle()
    assert told[-1] == "Choose a finding."
    hands.page.desk.assign_all([HEAP, ROAD])
    dialog = hands.dialog(Step.ASSIGN)
    assert said[-1].startswith("1 of the chosen findings can't be assigned")
    assert [case.row.finding for case in dialog.question.cases] == [ROAD]


def test_a_fault_of_ours_is_no_sentence_in_the_dialog(hands: Hands) -> None:
    dialog = hands.press(Step.ASSIGN)
    with pytest.raises(ZeroDivisionError):
        hands.page.desk._fail(dialog, ZeroDivisionError())
    told: list[str] = []
    hands.session.told.connect(lambda error: told.append(str(error)))
    dialog.reject()
    hands.page.desk._fail(dialog, Refused("too late"))
    assert told == ["too late"]
