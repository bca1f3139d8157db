"""What is given with a step: photos that stand elsewhere, pasted pictures, papers, tasks, people."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from inspector.model.finding_life import FindingAccepted, FindingAssigned, FindingPutRight
from inspector.model.finding_steps import Step
from inspector.model.task_life import TaskSet
from inspector.periods import DAY
from tests.db.test_queries_findings import noticed
from tests.db.village import MORNING, OFFICE, TODAY, VILLAGE, Village, named
from tests.pictures.made import encoded, scene
from tests.ui.case_hands import AT_OFFICE, AT_VILLAGE, HEAP, ROAD, Hands
from ui.dialogs.case_assign import AssignDialog
from ui.dialogs.case_office import JoinDialog, PutUnderTaskDialog
from ui.dialogs.case_recheck import FailDialog
from ui.dialogs.case_step import StepDialog
from ui.dialogs.case_work import AcceptDialog, ProgressDialog, PutRightDialog
from ui.widgets.case_papers import PapersField
from ui.widgets.case_photo_field import CasePhotoField

TASK = named(301)


def given(village: Village, *, grid: str = VILLAGE) -> None:
    due = TODAY.replace(day=20)
    to = FindingAssigned(subject=HEAP, unit="示例村委会", unit_grid=grid, due=due, rechecks=2)
    village.record(to, by=AT_OFFICE)


def working(hands: Hands, village: Village) -> CasePhotoField:
    given(village)
    village.record(FindingAccepted(subject=HEAP))
    hands.be(AT_VILLAGE)
    dialog = hands.press(Step.PROGRESS)
    assert isinstance(dialog, ProgressDialog)
    return dialog.photos


def test_a_photo_that_stands_elsewhere_is_added_only_when_that_is_wanted(
    hands: Hands, village: Village, tmp_path: Path
) -> None:
    photo = tmp_path / "now.jpg"
    photo.write_bytes(encoded(scene()))
    photos = working(hands, village)
    photos.strip.files_given.emit([photo])
    hands.qtbot.waitUntil(lambda: bool(photos.photos))
    hands.settle()
    hands.type("一半")
    hands.enter(hands.dialog(Step.PROGRESS))
    dialog = hands.press(Step.PROGRESS)
    assert isinstance(dialog, ProgressDialog)
    field = dialog.photos
    field.strip.files_given.emit([photo])
    hands.qtbot.waitUntil(lambda: not field.trouble.isHidden())
    assert field.trouble.text().endswith("It was not added.")
    assert field.photos == []
    hands.settle()
    field.again.click()
    hands.qtbot.waitUntil(lambda: bool(field.photos))
    assert field.trouble.isHidden()
    hands.settle()


def test_a_pasted_picture_is_a_photo_and_a_bad_file_is_said(
    hands: Hands, village: Village, tmp_path: Path
) -> None:
    photos = working(hands, village)
    photos.strip.picture_pasted.emit(encoded(scene(), "PNG"))
    hands.qtbot.waitUntil(lambda: bool(photos.photos))
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    photos.strip.files_given.emit([bad])
    hands.qtbot.waitUntil(lambda: not photos.trouble.isHidden())
    assert "bad.jpg" in photos.trouble.text()
    hands.settle()


def test_photos_of_others_do_not_come_here(hands: Hands, village: Village) -> None:
    photos = working(hands, village)
    photos.lane.arrived.emit("another", None, ["photo"], {})
    assert photos.photos == []


def test_papers_are_dropped_or_chosen(hands: Hands, village: Village, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.4")
    field = PapersField("Papers")
    hands.qtbot.addWidget(field)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    field.dragEnterEvent(entering)
    assert entering.isAccepted()
    words = QMimeData()
    bare = QDragEnterEvent(QPoint(5, 5), copy, words, left, none)
    bare.setAccepted(False)
    field.dragEnterEvent(bare)
    assert not bare.isAccepted()
    field.dropEvent(QDropEvent(QPointF(1, 1), copy, mime, left, none))
    assert field.files == (paper,)
    field.choose()
    (picker,) = field.findChildren(QFileDialog)
    picker.filesSelected.emit([str(paper)])
    picker.close()
    assert field.chosen.text() == "1 file: paper.pdf"


def test_a_finding_is_put_under_a_standing_task_and_taken_out(hands: Hands, village: Village) -> None:
    standing = TaskSet(subject=TASK, title="发现一处治理一处", number="1", grid=OFFICE, is_standing=True)
    village.record(standing, by=AT_OFFICE)
    hands.be(AT_OFFICE)
    dialog = hands.command(Step.PUT_UNDER_TASK)
    assert isinstance(dialog, PutUnderTaskDialog)
    hands.enter(dialog)
    assert hands.finding.task == TASK
    again = hands.command(Step.PUT_UNDER_TASK)
    assert isinstance(again, PutUnderTaskDialog)
    again.task.setCurrentIndex(again.task.count() - 1)
    hands.enter(again)
    assert hands.finding.task == ""


def test_the_second_rechecker_is_told_so_and_a_deadline_that_is_over_is_renewed(
    hands: Hands, village: Village
) -> None:
    given(village)
    village.record(FindingPutRight(subject=HEAP, text="已覆盖", on=TODAY))
    hands.be(AT_OFFICE)
    dialog = hands.press(Step.PASS)
    assert "Re-checker 1 of 2" in [label.text() for label in dialog.findChildren(type(dialog.about))]
    dialog.reject()
    failing = hands.press(Step.FAIL)
    assert isinstance(failing, FailDialog)
    assert failing.due.day == TODAY.replace(day=29)
    failing.due.field.clear()
    hands.type("再清理")
    hands.enter(failing)
    hands.unlock()
    assert hands.finding.due == TODAY.replace(day=20)


def test_a_unit_without_known_people_names_nobody(hands: Hands, village: Village) -> None:
    given(village, grid="")
    village.record(FindingAccepted(subject=HEAP))
    hands.be(AT_VILLAGE)
    dialog = hands.press(Step.PUT_RIGHT)
    assert isinstance(dialog, PutRightDialog)
    assert not dialog.doers


def test_what_was_begun_of_an_assignment_comes_back_whole(hands: Hands) -> None:
    dialog = hands.press(Step.ASSIGN)
    assert isinstance(dialog, AssignDialog)
    dialog.unit.line.setText("示例村网格")
    dialog.number.setText("交〔2026〕1 号")
    dialog.reject()
    hands.settle()
    again = hands.press(Step.ASSIGN)
    assert isinstance(again, AssignDialog)
    assert (again.unit.currentText(), again.number.text()) == ("示例村网格", "交〔2026〕1 号")
    assert again.person.findText("示例甲") >= 0
    again.ask()
    again.ask()
    hands.settle()
    assert hands.finding.assignment == "交〔2026〕1 号"


def test_answers_that_come_too_late_change_nothing(hands: Hands, village: Village, tmp_path: Path) -> None:
    given(village)
    hands.be(AT_VILLAGE)
    dialog = hands.press(Step.ACCEPT)
    assert isinstance(dialog, AcceptDialog)
    assert dialog.behalf
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(encoded(scene()))
    dialog.behalf.box.setChecked(True)
    dialog.behalf.who.setText("示例村委会")
    dialog.behalf.scans.give([scan])
    dialog.ask()
    dialog.reject()
    hands.settle()
    assert hands.state == "assigned"
    hands.be(AT_OFFICE, ROAD)
    joining = hands.press(Step.JOIN)
    assert isinstance(joining, JoinDialog)
    joining.letters.setText("煤")
    joining.reject()
    hands.settle()


def test_a_dialog_that_is_gone_follows_nothing(hands: Hands, village: Village) -> None:
    village.record(noticed(named(404), MORNING.later(-DAY), text="另一处"))
    dialog = hands.press(Step.ASSIGN)
    assert isinstance(dialog, StepDialog)
    asked = dialog.question
    dialog.reject()
    hands.page.desk._follow(dialog, [])
    assert dialog.question is asked
