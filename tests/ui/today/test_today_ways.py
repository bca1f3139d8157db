"""The ways photos come in: dropped, pasted, many with a question, the inbox; an import that ended early."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import ui.photo_imports
from db import waiting_photos
from db.connection import Reader
from db.drives import Drive, Kind
from db.inbox import remembered
from db.photo_import import begin_import, unfinished_imports
from db.settings import settings_of
from tests.db.village import MORNING, STAFF, Village
from tests.pictures.made import photo
from tests.ui.day_desk import Hands, photo_files, told
from tests.ui.notes import Settle, Wait
from ui.dialogs.import_question import ImportQuestion
from ui.dialogs.import_result import ImportResult
from ui.inbox_desk import InboxDesk
from ui.pages.today import TodayPage
from ui.window import Window

BUTTON, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def come(page: TodayPage, settle: Settle) -> Callable[[], list[str]]:
    """Wait until news of photos were gathered, and name those that wait."""

    def wait() -> list[str]:
        settle()
        QTest.qWait(200)
        settle()
        return [photo.name for photo in page.places.waiting.photos]

    return wait


def held(files: list[Path]) -> QMimeData:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return given


def drop(target: QWidget, given: QMimeData) -> None:
    """Drag something over a widget and let it go, as the window system does."""
    entered = QDragEnterEvent(target.rect().center(), Qt.DropAction.CopyAction, given, BUTTON, NONE)
    QApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(3, 3), Qt.DropAction.CopyAction, given, BUTTON, NONE))


def test_photos_and_folders_are_dropped_anywhere_on_the_page_and_other_files_said(
    page: TodayPage, tmp_path: Path, come: Callable[[], list[str]], window: Window
) -> None:
    folder = tmp_path / "现场"
    folder.mkdir()
    photo_files(folder, "b.jpg")
    (alone,) = photo_files(tmp_path, "a.jpg")
    alone.write_bytes(photo(width=133))
    paper = tmp_path / "方案.pdf"
    paper.write_bytes(b"%PDF-1.7")
    said: list[str] = []
    page.noticed.connect(lambda notice: said.append(notice.text))
    drop(page, held([folder, alone, paper]))
    assert sorted(come()) == ["a.jpg", "b.jpg"]
    assert said[0] == "1 file is no photo. Documents are added at a stop, a finding or a site."
    assert told(window) == "2 photos were taken in."


def test_a_phone_without_paths_is_said_in_a_sentence(page: TodayPage, window: Window) -> None:
    phone = QMimeData()
    phone.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"phone")
    drop(page, phone)
    assert told(window).startswith("A phone connected by cable")


def test_a_picture_is_pasted_to_those_that_wait_and_nothing_is_said_to_be_none(
    page: TodayPage, come: Callable[[], list[str]], window: Window
) -> None:
    QGuiApplication.clipboard().setText("no photo")
    page.places.ways.paste()
    assert told(window) == "There is no photo on the clipboard."
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    page.places.ways.paste()
    assert come() == ["pasted picture"]


def test_many_photos_are_asked_about_with_their_size_and_the_free_disk(
    page: TodayPage,
    tmp_path: Path,
    come: Callable[[], list[str]],
    hands: Hands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ui.photo_imports, "LARGE", 2)
    files = photo_files(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    page.places.ways.take_files(files)
    hands.settle()
    question = hands.dialog()
    assert isinstance(question, ImportQuestion)
    assert question.grab().width() > 100
    question.reject()
    assert come() == []
    page.places.ways.take_files(files)
    hands.settle()
    again = hands.dialog()
    assert isinstance(again, ImportQuestion)
    hands.click(again.taking)
    assert come() == ["a.jpg", "b.jpg", "c.jpg"]
    hands.come_back()


def test_what_was_not_taken_in_is_listed_and_a_known_photo_added_nevertheless(
    page: TodayPage,
    tmp_path: Path,
    come: Callable[[], list[str]],
    hands: Hands,
    window: Window,
) -> None:
    files = photo_files(tmp_path, "a.jpg", "b.jpg")
    page.places.ways.take_files(files[:1])
    come()
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    page.places.ways.take_files([*files, bad])
    assert come() == ["a.jpg", "b.jpg"]
    assert told(window) == (
        "1 photo was taken in. The photo a.jpg is here already: it waits for its place. "
        "bad.jpg is no photo this program can read; photos are JPEG, PNG, WebP or HEIC files."
    )
    hands.click(window.notices.action)
    result = hands.dialog()
    assert isinstance(result, ImportResult)
    assert result.refused.item(0).text().startswith("bad.jpg is no photo")
    result.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    assert not result.adding.isEnabled()
    result.seen.selectAll()
    hands.click(result.adding)
    assert come() == ["a.jpg", "b.jpg", "a.jpg"]


def test_an_import_that_ended_early_is_offered_to_go_on(
    page: TodayPage, tmp_path: Path, come: Callable[[], list[str]], village: Village, reader: Reader
) -> None:
    files = photo_files(tmp_path, "a.jpg", "b.jpg")
    begin_import(village.workspace, STAFF, files, MORNING, Random(3).randbytes)
    page.go_stale()
    come()
    strip = page.bar.imports
    assert strip.isVisible()
    assert strip.sentence.text() == "0 of 2 photos were looked at before the import ended."
    strip.going.click()
    assert come() == ["a.jpg", "b.jpg"]
    assert not strip.isVisible()
    assert unfinished_imports(reader, STAFF) == ()


def test_an_import_can_be_left(
    page: TodayPage, tmp_path: Path, come: Callable[[], list[str]], village: Village, reader: Reader
) -> None:
    begin_import(village.workspace, STAFF, photo_files(tmp_path, "a.jpg"), MORNING, Random(3).randbytes)
    page.go_stale()
    come()
    page.bar.imports.leaving.click()
    assert come() == []
    assert unfinished_imports(reader, STAFF) == ()


def test_a_cancelled_import_loses_nothing(
    page: TodayPage, tmp_path: Path, come: Callable[[], list[str]], reader: Reader
) -> None:
    names = [f"{at}.jpg" for at in range(9)]
    files = photo_files(tmp_path, *names)
    cancelling = page.session.work_started.connect(lambda job: job.cancel())
    page.places.ways.take_files(files)
    come()
    page.session.work_started.disconnect(cancelling)
    left = unfinished_imports(reader, STAFF)
    assert page.bar.imports.isVisible() is bool(left)
    # the cancel may have come before the list was written
    if left:
        page.bar.imports.going.click()
    else:
        page.places.ways.take_files(files)
    assert sorted(come()) == names


def test_two_imports_of_the_same_photos_take_them_once(
    page: TodayPage, tmp_path: Path, come: Callable[[], list[str]]
) -> None:
    names = [f"{at}.jpg" for at in range(6)]
    files = photo_files(tmp_path, *names)
    page.places.ways.take_files(files)
    page.places.ways.take_files(files)
    come()
    assert come() == names


def test_cards_are_offered(
    page: TodayPage,
    tmp_path: Path,
    come: Callable[[], list[str]],
    hands: Hands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "card" / "DCIM" / "100"
    folder.mkdir(parents=True)
    photo_files(folder, "a.jpg")
    drives = [Drive(tmp_path / "card", Kind.REMOVABLE)]
    monkeypatch.setattr("ui.photo_ways.mounted_drives", lambda: drives)
    page.places.ways.turn_to(STAFF)
    come()
    menu = page.places.ways.offer(page.due.photos)
    card = next(action for action in menu.actions() if action.text().startswith("Card "))
    card.trigger()
    menu.close()
    assert come() == ["a.jpg"]


@pytest.fixture
def inbox(page: TodayPage, tmp_path: Path, settle: Settle) -> Iterator[Path]:
    folder = tmp_path / "照片收件箱"
    folder.mkdir()
    desk = InboxDesk(page)
    desk.keep(folder)
    settle()
    page.places.ways.inbox.ask()
    settle()
    yield folder
    page.places.ways.inbox._turn_to("")


def test_new_photos_of_the_inbox_wait_by_themselves_and_only_once(
    page: TodayPage, inbox: Path, until: Wait, window: Window, reader: Reader, settle: Settle
) -> None:
    assert page.places.ways.inbox.folder == inbox
    photo_files(inbox, "mmexport1763770500000.jpg")
    until(lambda: len(page.places.waiting.photos) == 1)
    settle()
    assert told(window) == "1 photo came from the photo inbox."
    assert len(remembered(reader)) == 1
    page.places.waiting.take_out([page.places.waiting.photos[0].id])
    page.places.ways.inbox.look()
    settle()
    assert waiting_photos.all_of(reader, STAFF) == ()


def test_an_inbox_that_is_gone_is_said_once(
    page: TodayPage, inbox: Path, window: Window, settle: Settle
) -> None:
    said: list[object] = []
    page.session.told.connect(said.append)
    inbox.rmdir()
    for _time in range(2):
        page.places.ways.inbox.look()
        settle()
    assert len(said) == 1
    assert told(window).endswith("照片收件箱 is not there.")


def test_the_inbox_is_chosen_in_the_settings(
    window: Window, page: TodayPage, tmp_path: Path, settle: Settle, qtbot: QtBot, reader: Reader
) -> None:
    desk = InboxDesk(page)
    qtbot.addWidget(desk.panel)
    desk.ask()
    settle()
    assert desk.panel.folder.value.text() == "none"
    desk.choose()
    picker = window.findChildren(QFileDialog)[-1]
    picker.fileSelected.emit(str(tmp_path))
    picker.reject()
    settle()
    assert told(window).startswith("This folder holds the workspace itself.")
    own = tmp_path / "收件箱"
    own.mkdir()
    desk.keep(own)
    settle()
    assert settings_of(reader).inbox == str(own)
    assert told(window) == f"{own} is watched for photos."
    desk.panel.stopping.click()
    settle()
    assert settings_of(reader).inbox == ""
    assert told(window) == "No folder is watched for photos."


def test_a_folder_for_the_inbox_is_made(
    page: TodayPage, tmp_path: Path, settle: Settle, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = InboxDesk(page)
    monkeypatch.setattr(desk, "_pictures", lambda: tmp_path / "Pictures")
    desk.make()
    settle()
    assert (tmp_path / "Pictures" / "照片收件箱").is_dir()
    assert settings_of(reader).inbox.endswith("照片收件箱")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(desk, "_pictures", lambda: tmp_path / "file")
    said: list[object] = []
    page.session.told.connect(said.append)
    desk.make()
    settle()
    assert "can't be written to" in str(said[0])
    desk.panel.deleteLater()
