"""The text of the day in the window: copied with one key, put right, sent with a picture."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.queries.day_text import DayPhoto, day_facts, day_photos, patrols_of_day
from inspector.model.photo import PhotoAdded
from tests.db.reporting import go_round
from tests.db.village import COKING, MORNING, VILLAGE, Village, named
from tests.ui.notes import Settle
from ui.day_text_desk import DayTextDesk
from ui.dialogs.day_text import DayTextDialog
from ui.pages.reports import ReportsPage
from ui.pages.today import TodayPage
from ui.window import Window


@pytest.fixture
def page(window: Window, settle: Settle) -> TodayPage:
    window.go_to("today")
    settle()
    assert isinstance(window.page, TodayPage)
    return window.page


@pytest.fixture
def desk(page: TodayPage) -> DayTextDesk:
    return page.parts.text


def told(window: Window) -> str:
    return window.notices.shown.text if window.notices.shown else ""


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def look(window: Window, page: TodayPage, settle: Settle) -> DayTextDialog:
    page.copy_text()
    settle()
    shown = window.notices.shown
    assert shown
    assert shown.act
    shown.act()
    settle()
    assert page.parts.text.dialog
    return page.parts.text.dialog


def test_one_click_puts_the_text_of_the_day_on_the_clipboard(
    page: TodayPage, window: Window, village: Village, settle: Settle
) -> None:
    go_round(village, photos=1)
    settle()
    QTest.mouseClick(page.bar.copying, Qt.MouseButton.LeftButton)
    settle()
    assert "料堆未覆盖" in clipboard()
    assert told(window) == "The text of the day is on the clipboard."


def test_without_a_round_a_sentence_says_so(page: TodayPage, window: Window, settle: Settle) -> None:
    page.copy_text()
    settle()
    assert told(window) == "No patrol of this day is recorded yet."
    assert any(command.keys == "Ctrl+Shift+C" for command in page.commands())


def test_reports_copy_the_text_of_the_round_in_sight(
    window: Window, village: Village, settle: Settle
) -> None:
    go_round(village)
    window.go_to("reports")
    settle()
    page = window.page
    assert isinstance(page, ReportsPage)
    page.copy_text()
    page.list.choose(named(50))
    settle()
    page.copy_text()
    settle()
    assert "示例村网格" in clipboard()


def test_the_text_can_be_put_right_before_it_is_copied(
    page: TodayPage, window: Window, village: Village, settle: Settle
) -> None:
    go_round(village)
    settle()
    dialog = look(window, page, settle)
    assert not dialog.photos.isVisible()
    dialog.text.setPlainText("今日无事")
    QTest.mouseClick(dialog.copying, Qt.MouseButton.LeftButton)
    assert clipboard() == "今日无事"
    assert dialog.told.text() == "The text is on the clipboard."
    dialog.reject()
    settle()
    assert page.parts.text.dialog is None


def test_the_picture_follows_the_photos_that_are_ticked(
    page: TodayPage, window: Window, village: Village, settle: Settle, tmp_path: Path
) -> None:
    go_round(village, photos=2)
    _plain_photo(village, 75)
    settle()
    dialog = look(window, page, settle)
    assert [photo.of_finding for photo in dialog.chosen_photos] == [True, True]
    first = dialog.collage
    assert first.startswith(b"\xff\xd8")
    QTest.keyClick(dialog.photos, Qt.Key.Key_Return)
    settle()
    assert len(dialog.chosen_photos) == 1
    assert dialog.collage != first
    dialog.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    dialog.saving.click()
    (picker,) = window.findChildren(QFileDialog)
    picker.fileSelected.emit(str(tmp_path / "day.jpg"))
    picker.reject()
    settle()
    assert (tmp_path / "day.jpg").read_bytes() == dialog.collage
    assert told(window) == "Saved as day.jpg."
    dialog.photos.itemActivated.emit(dialog.photos.item(0))
    dialog.photos.itemActivated.emit(dialog.photos.item(0))
    dialog.photos.itemActivated.emit(dialog.photos.item(1))
    settle()
    assert dialog.collage == b""
    assert not dialog.saving.isEnabled()
    dialog.reject()


def _plain_photo(village: Village, number: int) -> None:
    with closing(village.workspace.reader()) as reader:
        (photo, *_rest) = day_photos(reader, patrols_of_day(reader, VILLAGE, MORNING.day))
    village.record(
        PhotoAdded(
            subject=named(number),
            blobs=(photo.preview, photo.preview),
            patrol=named(50),
            stop=named(51),
            site=COKING,
            taken=MORNING.later(number),
        )
    )


def test_of_many_photos_nine_are_in_the_picture_and_that_is_said(
    page: TodayPage, window: Window, village: Village, settle: Settle
) -> None:
    go_round(village, photos=1)
    for number in range(75, 79):
        _plain_photo(village, number)
    settle()
    dialog = look(window, page, settle)
    assert dialog.chosen.text() == "1 photo in the picture"
    dialog.reject()
    settle()
    with closing(village.workspace.reader()) as reader:
        chosen = patrols_of_day(reader, VILLAGE, MORNING.day)
        found = day_facts(reader, chosen), day_photos(reader, chosen) * 3
    page.parts.text.look_at(found)
    settle()
    crowded = page.parts.text.dialog
    assert crowded
    for at in range(crowded.photos.count()):
        crowded.photos.item(at).setCheckState(Qt.CheckState.Checked)
    assert crowded.chosen.text() == "Only the first 9 of 15 chosen photos are in the picture."
    crowded.reject()
    settle()


def test_a_photo_whose_picture_is_not_here_is_not_offered(
    desk: DayTextDesk, village: Village, settle: Settle
) -> None:
    go_round(village)
    with closing(village.workspace.reader()) as reader:
        facts = day_facts(reader, patrols_of_day(reader, VILLAGE, MORNING.day))
    from inspector.model.events import Blob

    gone = DayPhoto(Blob("0" * 64, 1, "image/webp"), MORNING, "", 0, of_finding=False)
    desk.look_at((facts, [gone]))
    settle()
    assert desk.dialog
    assert desk.dialog.chosen_photos == []
    desk.dialog.reject()
    settle()
    desk._build(facts, [gone])
