"""Files of a complaint in the window: chosen, sealed, opened by who handles the case, taken back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyrage import x25519
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit

from db.complaint_files import OpenedFile
from db.workspace import Actor
from inspector.errors import Refused
from inspector.journal.authority import AuthorityGranted
from inspector.journal.device_key import DeviceKey
from inspector.model.complaint_files import FilePart
from inspector.model.complaint_life import ComplaintAssigned, ComplaintReplied
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.ids import ComplaintId
from inspector.model.person import Role
from tests.db.village import MORNING, OFFICE, OFFICER, Village
from tests.ui.complaints.conftest import BY, show, step_dialog, words
from tests.ui.complaints.test_intake import intake
from tests.ui.notes import Settle
from ui.dialogs.complaint_intake import ComplaintIntake
from ui.pages.complaints import ComplaintsPage
from ui.sealed_copies import (
    PREFIX,
    forget_left_copies,
    forget_own_copies,
    private_copy,
    write_copy,
)
from ui.session import Session
from ui.widgets.buttons import Button

NAME, WORDS = "举报信-周吴郑.pdf", b"%PDF-1.7 letter of a neighbour"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "given" / NAME
    file.parent.mkdir()
    file.write_bytes(WORDS)
    return file


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Give what was opened with the system's programs."""
    opened: list[Path] = []

    def show_file(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show_file)
    yield opened
    forget_own_copies()


def registered(village: Village) -> int:
    with closing(village.workspace.reader()) as reader:
        return int(reader.value("SELECT count(*) FROM complaint"))


def begun(page: ComplaintsPage, letter: Path, settle: Settle) -> ComplaintIntake:
    """Write a complaint down with its letter, and do not register it yet."""
    dialog = intake(page, settle)
    dialog.about.setText("示例厂")
    dialog.content.setPlainText("噪声扰民")
    dialog.papers.give([letter])
    return dialog


def giving(page: ComplaintsPage) -> Button | None:
    return page.case.giving


def add(page: ComplaintsPage, settle: Settle, *files: Path, part: FilePart = FilePart.LETTER) -> None:
    page.case.files.adding.click()
    settle()
    dialog = page.desk.dialog
    assert dialog
    assert dialog.papers  # type: ignore[union-attr]
    dialog.papers.give(list(files))  # type: ignore[union-attr]
    dialog.save()  # type: ignore[union-attr]
    settle()


def test_the_letter_comes_with_the_intake_and_its_path_is_kept_sealed(
    page: ComplaintsPage, village: Village, letter: Path, settle: Settle
) -> None:
    dialog = begun(page, letter, settle)
    dialog._pause.timeout.emit()
    settle()
    with closing(village.workspace.reader()) as reader:
        kept = reader.value("SELECT value FROM draft")
    assert "噪声" not in kept
    assert "周吴郑" not in kept
    dialog.reject()
    again = intake(page, settle)
    assert again.papers.files == (letter,)
    again.save()
    settle()
    case = page.case.case
    assert case
    (file,) = case.files
    assert (file.name, file.part, file.size) == (NAME, FilePart.LETTER, len(WORDS))
    assert NAME in [line.name.text() for line in page.case.files.lines.values()]
    assert "added sealed files" in words(page)
    assert not any(NAME in label.text() for label in page.case.findChildren(QLabel)[-6:])


def test_a_wrong_file_is_said_in_the_intake_and_nothing_is_registered(
    page: ComplaintsPage, village: Village, letter: Path, settle: Settle
) -> None:
    before = registered(village)
    letter.write_bytes(b"MZ")
    dialog = begun(page, letter, settle)
    dialog.save()
    settle()
    assert "is a program" in dialog.trouble.text()
    assert dialog.saving.isEnabled()
    assert page.desk.dialog is dialog
    assert registered(village) == before
    dialog.papers.clear()
    dialog.save()
    settle()
    assert registered(village) == before + 1


def test_a_dialog_left_while_files_are_sealed_records_nothing(
    page: ComplaintsPage, village: Village, letter: Path, settle: Settle
) -> None:
    dialog = begun(page, letter, settle)
    before = registered(village)
    dialog.save()
    dialog.reject()
    settle()
    assert registered(village) == before


def test_sealing_that_is_given_up_leaves_the_dialog_as_it_was(
    page: ComplaintsPage, session: Session, letter: Path, settle: Settle
) -> None:
    dialog = begun(page, letter, settle)
    session.work_started.connect(lambda job: job.cancel())
    dialog.save()
    assert not dialog.saving.isEnabled()
    settle()
    assert dialog.saving.isEnabled()
    assert page.desk.dialog is dialog


def test_files_are_added_later_and_with_the_reply(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], letter: Path, settle: Settle
) -> None:
    show(page, complaints["settled"], settle)
    assert "No file is added." in words(page)
    page.case.files.adding.click()
    settle()
    dialog = step_dialog(page, ComplaintStep.ADD_FILES, settle)
    dialog.save()
    assert dialog.trouble.text() == "Choose a file first."
    dialog.reject()
    add(page, settle, letter)
    reply = step_dialog(page, ComplaintStep.REPLY, settle)
    assert reply.papers
    for field in reply.findChildren(QPlainTextEdit):
        field.setPlainText("已整改")
    reply.papers.give([letter])
    reply.save()
    settle()
    case = page.case.case
    assert case
    assert [one.part for one in case.files] == [FilePart.LETTER, FilePart.REPLY]
    kinds = [one.type for one in case.entries]
    assert kinds.index(ComplaintReplied.TYPE) == len(kinds) - 2


def test_a_handler_opens_a_private_copy_that_does_not_bear_its_name(
    page: ComplaintsPage,
    complaints: dict[str, ComplaintId],
    letter: Path,
    shown: list[Path],
    settle: Settle,
) -> None:
    show(page, complaints["new"], settle)
    add(page, settle, letter)
    (line,) = page.case.files.lines.values()
    line.opening.click()
    settle()
    (copy,) = shown
    assert copy.read_bytes() == WORDS
    assert "周吴郑" not in str(copy)
    assert copy.suffix == ".pdf"
    assert copy.parent.stat().st_mode & 0o077 == 0
    assert copy.stat().st_mode & 0o377 == 0
    page.session.act_as(Actor(OFFICER, OFFICE))
    settle()
    assert not copy.exists()
    forget_own_copies()


def test_without_a_program_it_is_said(
    page: ComplaintsPage,
    complaints: dict[str, ComplaintId],
    session: Session,
    letter: Path,
    monkeypatch: pytest.MonkeyPatch,
    settle: Settle,
) -> None:
    show(page, complaints["new"], settle)
    add(page, settle, letter)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    said: list[str] = []
    session.told.connect(lambda error: said.append(str(error)))
    next(iter(page.case.files.lines.values())).opening.click()
    settle()
    assert said
    assert "No program on this computer opens" in said[0]
    assert "周吴郑" not in said[0]


def test_a_handler_saves_a_copy_and_is_told_that_it_is_not_sealed(
    page: ComplaintsPage,
    complaints: dict[str, ComplaintId],
    letter: Path,
    tmp_path: Path,
    settle: Settle,
) -> None:
    show(page, complaints["new"], settle)
    add(page, settle, letter)
    noticed: list[object] = []
    page.noticed.connect(lambda *notice: noticed.append(notice))
    next(iter(page.case.files.lines.values())).saving.click()
    picker = next(one for one in page.window().findChildren(QFileDialog) if one.isVisible())
    assert picker.selectedFiles()[0].endswith(NAME)
    picker.fileSelected.emit(str(tmp_path / "copy.pdf"))
    picker.reject()
    settle()
    assert (tmp_path / "copy.pdf").read_bytes() == WORDS
    assert "not sealed" in str(noticed[-1])


def test_to_who_does_not_handle_the_case_only_that_it_is_sealed_is_shown(
    page: ComplaintsPage,
    complaints: dict[str, ComplaintId],
    session: Session,
    letter: Path,
    settle: Settle,
) -> None:
    show(page, complaints["new"], settle)
    add(page, settle, letter)
    case, file = page.case.case, page.case.case.files[0] if page.case.case else None
    assert case
    assert file
    session.act_as(Actor(OFFICER, OFFICE))
    settle()
    (line,) = page.case.files.lines.values()
    assert line.name.text() == "sealed file 1"
    assert "sealed to 示例" in words(page)
    assert line.opening.isHidden()
    assert line.saving.isHidden()
    assert NAME not in words(page)
    said: list[str] = []
    session.told.connect(lambda error: said.append(str(error)))
    page.desk.files.open(case, file)
    settle()
    assert said == ["Only those who handle this complaint open its files."]


def test_a_file_is_taken_back_with_a_reason(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], letter: Path, tmp_path: Path, settle: Settle
) -> None:
    other = tmp_path / "附件.txt"
    other.write_text("附件", "utf-8")
    show(page, complaints["new"], settle)
    steps = page.case.steps
    assert steps
    assert ComplaintStep.TAKE_FILE_BACK in steps.shut
    add(page, settle, letter, other)
    case = page.case.case
    assert case
    page.case.files.lines[case.files[1].file].leaving.click()
    settle()
    dialog = page.desk.dialog
    assert dialog
    dialog.save()  # type: ignore[union-attr]
    settle()
    assert dialog.trouble.text() == "Say why it is taken back."
    for field in dialog.findChildren(QPlainTextEdit):
        field.setPlainText("不是这一件")
    dialog.save()  # type: ignore[union-attr]
    settle()
    case = page.case.case
    assert case
    assert [one.name for one in case.files] == [NAME]
    assert "took a file back" in words(page)
    assert "不是这一件" in words(page)


def test_without_a_case_nothing_is_done(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    page.case.show_case(None, page._today)
    page.open_file(None)  # type: ignore[arg-type]
    page.save_file(None)  # type: ignore[arg-type]
    page.take_file_back(None)  # type: ignore[arg-type]
    page.give_sealed_on()
    assert page.desk.dialog is None


def test_copies_that_a_killed_run_left_are_removed_and_those_of_others_stay(tmp_path: Path) -> None:
    left, strange, living = (tmp_path / f"{PREFIX}{run}-x" for run in (2**22 + 1, "x", 1))
    for folder in (left, strange, living):
        folder.mkdir()
        (folder / "copy.pdf").write_bytes(WORDS)
        (folder / "copy.pdf").chmod(0o400)
    forget_left_copies(tmp_path)
    assert [folder.exists() for folder in (left, strange, living)] == [False, False, True]


def test_what_can_not_be_written_is_said(tmp_path: Path) -> None:
    opened = OpenedFile(NAME, "application/pdf", WORDS)
    with pytest.raises(Refused, match="can't be written to"):
        write_copy(opened, tmp_path / "nowhere" / "x.pdf")
    assert private_copy(opened, "SLX-1-1").name == "SLX-1-1.pdf"


def device_of_officer(village: Village) -> None:
    """Let the office make a device of the officer known."""
    granted = AuthorityGranted(
        feed=DeviceKey.from_seed(bytes(32)).feed,
        persons=(OFFICER,),
        roles=(Role.CLERK,),
        org=OFFICE,
        from_seq=1,
        age_key=str(x25519.Identity.generate().to_public()),
    )
    with closing(village.workspace.reader()) as reader:
        last = reader.value("SELECT hash FROM entry WHERE feed = ? AND seq = 2", (village.key.feed,))
    grant = village._seal(granted, 3, last)
    village.workspace.receive([grant], root=village.workspace.root, at=MORNING)


def test_what_a_handler_lacks_is_sealed_to_him_from_the_case(
    page: ComplaintsPage,
    complaints: dict[str, ComplaintId],
    session: Session,
    village: Village,
    letter: Path,
    settle: Settle,
) -> None:
    show(page, complaints["sent"], settle)
    add(page, settle, letter, part=FilePart.OTHER)
    assert giving(page) is None
    # given on by a device that could not open the file, to one of whom no device is known yet
    village.record(ComplaintAssigned(subject=complaints["sent"], handlers=(OFFICER,)), by=BY)
    page.refresh()
    settle()
    assert "Not all of this opens for" in words(page)
    told: list[str] = []
    session.told.connect(lambda error: told.append(str(error)))
    asked = giving(page)
    assert asked
    asked.click()
    settle()
    assert told == ["It can't be given on from here: it opens on another device, or none of theirs is known."]
    device_of_officer(village)
    page.refresh()
    settle()
    asked = giving(page)
    assert asked
    asked.click()
    settle()
    assert giving(page) is None
    assert "Not all of this opens for" not in words(page)


def test_who_can_not_give_it_on_sees_whom_it_lacks(
    page: ComplaintsPage,
    complaints: dict[str, ComplaintId],
    session: Session,
    village: Village,
    letter: Path,
    settle: Settle,
) -> None:
    show(page, complaints["sent"], settle)
    add(page, settle, letter, part=FilePart.OTHER)
    village.record(ComplaintAssigned(subject=complaints["sent"], handlers=(OFFICER,)), by=BY)
    session.act_as(Actor(OFFICER, OFFICE))
    settle()
    assert "Not all of this opens for" in words(page)
    assert giving(page) is None
