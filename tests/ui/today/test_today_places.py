"""Photos of a card: they wait, are suggested a place, and are given to a stop, recorded or begun."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db import waiting_photos
from db.connection import Reader
from db.workspace import Actor
from inspector.model.events import Place
from inspector.model.photo import Doubt
from inspector.model.site import SiteChanged
from tests.db.village import COKING, HEAP, MORNING, OFFICER, RIVER, STAFF, VILLAGE, Village
from tests.pictures.made import GPS_HERE, exif, photo
from tests.ui.day_desk import Hands, photo_files, told
from tests.ui.notes import Clock, Settle
from ui.dialogs.clock_shift import ClockShift
from ui.dialogs.find_site import FindSite
from ui.dialogs.photo_sorting import PhotoSorting
from ui.pages.today import TodayPage
from ui.session import Session
from ui.widgets.photo_grid import BY_DAY, grouped
from ui.widgets.waiting_rows import doubt_words, place_words, reason_words, site_words, source_words
from ui.window import Window


@pytest.fixture
def card(village: Village, tmp_path: Path, settle: Settle, page: TodayPage) -> Path:
    """A card with two photos of the coking plant and one that says nothing of itself."""
    at_photos = Place(lat=397_811_111, lon=1_068_122_222)
    village.record(SiteChanged(subject=COKING, place=at_photos))
    page.go_stale()
    folder = tmp_path / "DCIM"
    folder.mkdir()
    photo_files(folder, "a.jpg", "b.jpg")
    (folder / "plain.png").write_bytes(photo("PNG", metadata=None, width=77))
    settle()
    page.places.ways.take_files([folder])
    settle()
    QTest.qWait(200)
    settle()
    return folder


@pytest.fixture
def wall(card: Path, page: TodayPage, hands: Hands) -> Iterator[PhotoSorting]:
    hands.click(page.bar.sorting)
    dialog = hands.dialog()
    assert isinstance(dialog, PhotoSorting)
    yield dialog
    if page.places._sorting:  # closed by some tests
        dialog.reject()
        hands.come_back()


def names(page: TodayPage) -> list[str]:
    return [photo.name for photo in page.places.waiting.photos]


def test_photos_of_a_card_wait_with_what_is_suggested_and_why(
    card: Path, page: TodayPage, reader: Reader, window: Window
) -> None:
    assert page.bar.title.text() == "3 photos without a place"
    rows = page.bar.tray.rows.rows
    assert [(place_words(row), reason_words(row)) for row in rows[:2]] == [
        ("08:50 → 示例焦化厂", "0 m from the site"),
        ("08:51 → 示例焦化厂", "0 m from the site"),
    ]
    assert (source_words(rows[0]), source_words(rows[2])) == ("time from the camera", "time of the file")
    assert (site_words(rows[0]), site_words(rows[2])) == ("示例焦化厂", "place unknown")
    assert [row.photo.name for row in page.bar.tray.chosen] == ["a.jpg", "b.jpg"]
    assert page.bar.assigning.text() == "To 示例焦化厂"
    assert len(waiting_photos.all_of(reader, STAFF)) == 3
    assert told(window) == "3 photos were taken in."
    assert not page.bar.grab().isNull()


def test_they_go_to_a_stop_that_is_begun_with_them(
    card: Path, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.click(page.bar.assigning)
    assert page.site_id == COKING
    assert page.form.draft is not None
    assert [one.photo.name for one in page.form.draft.photos] == ["a.jpg", "b.jpg"]
    assert page.bar.title.text() == "1 photo without a place"
    assert len(waiting_photos.all_of(reader, STAFF)) == 1
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.value("SELECT count(*) FROM photo WHERE site = ?", (COKING,)) == 2


def test_they_go_to_a_stop_that_is_recorded_and_come_back(
    card: Path, page: TodayPage, hands: Hands, reader: Reader, window: Window
) -> None:
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reason_words(page.bar.tray.rows.rows[0]) == "10 minutes beside the visit · 0 m from the site"
    hands.click(page.bar.assigning)
    assert told(window) == "2 photos were added to 示例焦化厂."
    assert reader.value("SELECT count(*) FROM photo WHERE stop <> ''") == 2
    assert names(page) == ["plain.png"]
    hands.click(window.notices.action)
    assert reader.value("SELECT count(*) FROM photo") == 0
    assert sorted(names(page)) == ["a.jpg", "b.jpg", "plain.png"]
    hands.do(lambda: page.places.assign_as_suggested(frozenset(p.id for p in page.places.waiting.photos)))
    assert reader.value("SELECT count(*) FROM photo") == 3


def test_a_finished_round_takes_no_more_and_gives_them_back(
    card: Path, page: TodayPage, hands: Hands, window: Window
) -> None:
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    hands.click(page.bar.finish)
    hands.click(hands.dialog().finishing)  # type: ignore[attr-defined]
    window.go_to("today")
    hands.come_back()
    hands.click(page.bar.assigning)
    assert "nothing can be added" in told(window)
    assert len(page.places.waiting.photos) == 3


def test_another_stop_may_be_searched_or_none_chosen(
    card: Path, page: TodayPage, hands: Hands, reader: Reader, window: Window
) -> None:
    page.bar.tray.clearSelection()
    assert not page.bar.choosing.isEnabled()
    page.bar.tray.setCurrentIndex(page.bar.tray.rows.index(2))
    assert reason_words(page.bar.tray.rows.rows[2]) == "no place"
    assert not page.bar.assigning.isEnabled()
    hands.click(page.bar.choosing)
    search = hands.dialog()
    assert isinstance(search, FindSite)
    assert search.windowTitle() == "Another stop for 1 photo"
    places = [search.list.item(at).text() for at in range(search.list.count())]
    search.list.setCurrentRow(places.index("黄河示例段"))
    hands.click(search.taking)
    hands.come_back()
    assert page.site_id == RIVER
    page.bar.tray.setFocus()
    hands.key(Qt.Key.Key_Delete)
    assert not names(page)
    assert waiting_photos.all_of(reader, STAFF) == ()
    assert told(window) == "2 photos were left out."
    hands.click(window.notices.action)
    assert len(names(page)) == 2
    hands.do(page.places.take_back)
    assert len(names(page)) == 2


def test_a_photo_that_waits_and_is_dropped_on_the_stop_goes_there(
    card: Path, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.drop(page.form, [card / "a.jpg"])
    assert page.form.draft is not None
    assert [one.photo.name for one in page.form.draft.photos] == ["a.jpg"]
    assert names(page) == ["b.jpg", "plain.png"]
    assert len(waiting_photos.all_of(reader, STAFF)) == 2


def test_each_person_has_their_own_waiting_photos(
    card: Path, page: TodayPage, hands: Hands, session: Session
) -> None:
    session.act_as(Actor(OFFICER, VILLAGE))
    hands.settle()
    assert not page.bar.is_waiting
    session.act_as(Actor(STAFF, VILLAGE))
    hands.settle()
    assert len(page.bar.tray.rows.rows) == 3


def test_they_are_there_again_after_a_start(
    card: Path, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    again = TodayPage(session)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert len(again.bar.tray.rows.rows) == 3


def test_a_photo_of_the_tray_is_shown_in_full(card: Path, page: TodayPage, hands: Hands) -> None:
    page.bar.tray.setFocus()
    page.bar.tray.setCurrentIndex(page.bar.tray.rows.index(1))
    hands.key(Qt.Key.Key_Return)
    dialog = hands.dialog()
    assert "b.jpg" in dialog.words.text()  # type: ignore[attr-defined]
    assert "0 m from the site" in dialog.words.text()  # type: ignore[attr-defined]
    dialog.reject()
    hands.come_back()


def test_the_ways_are_offered_and_the_picker_gives_what_was_picked(
    page: TodayPage, hands: Hands, tmp_path: Path
) -> None:
    files = photo_files(tmp_path, "a.jpg")
    menu = page.places.ways.offer(page.due.photos)
    assert [action.text() for action in menu.actions()] == [
        "Photo files…",
        "A folder with its folders…",
        "Paste",
    ]
    menu.close()
    hands.do(page.places.ways.pick)
    picker = page.window().findChildren(QFileDialog)[-1]
    hands.do(lambda: picker.filesSelected.emit([str(file) for file in files]))
    picker.reject()
    QTest.qWait(200)
    hands.come_back()
    assert len(page.places.waiting.photos) == 1


def test_the_foot_comes_back_where_photos_wait_in_a_low_window(
    card: Path, page: TodayPage, window: Window, settle: Settle
) -> None:
    window.resize(680, 380)
    settle()
    assert page.bar.isVisible()
    page.places.waiting.take_out(frozenset(photo.id for photo in page.places.waiting.photos))
    settle()
    assert not page.bar.isVisible()
    assert page.due.finish.isVisible()
    QTest.qWait(1)
    page.choose(HEAP)
    settle()
    assert page.columns.side is not None
    page.columns.side.open_drawer()
    assert page.site.isVisible()


def test_the_wall_groups_photos_and_gives_them_away(
    wall: PhotoSorting, page: TodayPage, hands: Hands
) -> None:
    heads = [name for name, _rows in grouped(page.places.rows, wall.grid.by)]
    assert heads == ["No place suggested: please choose one", "示例焦化厂"]
    assert wall.fitting.text() == "All 2 that fit"
    assert not wall.taking.isEnabled()
    assert not wall.leaving.isEnabled()
    wall.grid.setFocus()
    hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert [row.photo.name for row in wall.grid.chosen] == ["plain.png", "a.jpg", "b.jpg"]
    assert wall.taking.text() == "To 示例焦化厂"
    wall.grid.choose([])
    hands.click(wall.fitting)
    assert names(page) == ["plain.png"]
    assert page.form.draft is not None
    assert [one.photo.name for one in page.form.draft.photos] == ["a.jpg", "b.jpg"]
    assert wall.told.text() == "2 photos are in the stop."
    assert not wall.grab().isNull()


def test_a_frame_drawn_with_the_mouse_and_shift_choose_several(wall: PhotoSorting, hands: Hands) -> None:
    grid = wall.grid
    places = [grid.visualRect(grid.wall.index(at)) for at, _item in enumerate(grid.wall.items)]
    assert places[0].width() > places[1].width() * 2
    plain, first, second = (places[at] for at in (1, 3, 4))
    view = grid.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, plain.center())
    assert [row.photo.name for row in grid.chosen] == ["plain.png"]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, second.center())
    assert [row.photo.name for row in grid.chosen] == ["plain.png", "b.jpg"]
    beside = QPoint(second.right() + 30, second.bottom() + 5)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, beside)
    QTest.mouseMove(view, second.center())
    QTest.mouseMove(view, first.center())
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first.center())
    assert [row.photo.name for row in grid.chosen] == ["a.jpg", "b.jpg"]


def test_the_wall_groups_by_day_and_keeps_the_choice(wall: PhotoSorting, page: TodayPage) -> None:
    wall.grid.choose([page.places.waiting.photos[0].id])
    wall.grouping.choose(BY_DAY)
    assert isinstance(wall.grid.wall.items[0], str)
    assert wall.grid.wall.items[0].startswith("22 Nov Sunday · 2 photos")
    assert [row.photo.name for row in wall.grid.chosen] == ["a.jpg"]


def test_photos_are_left_out_of_the_wall_and_come_back_with_ctrl_z(
    wall: PhotoSorting, page: TodayPage, hands: Hands
) -> None:
    wall.grid.choose([page.places.waiting.photos[2].id])
    wall.grid.setFocus()
    hands.key(Qt.Key.Key_Delete)
    assert names(page) == ["a.jpg", "b.jpg"]
    assert wall.told.text() == "1 photo was left out."
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == ["a.jpg", "b.jpg", "plain.png"]
    assert wall.told.text() == "Taken back."


def test_a_camera_clock_is_corrected_and_what_it_said_is_kept(
    wall: PhotoSorting, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    first = page.places.waiting.photos[0]
    wall.grid.choose([photo.id for photo in page.places.waiting.photos[:2]])
    hands.click(wall.clock)
    (dialog,) = wall.findChildren(ClockShift)
    assert dialog.taking.text() == "Correct 2 photos"
    dialog.minutes.setValue(12)
    dialog.seconds.setValue(30)
    assert dialog.preview.text() == "2026-11-22 08:50:00 becomes 2026-11-22 09:02:30 (+0:12:30)"
    dialog.direction.setCurrentIndex(1)
    assert dialog.shift == -750
    dialog.true.setText("0905")
    dialog.true.textEdited.emit("0905")
    assert dialog.shift == 900
    hands.click(dialog.taking)
    shifted = waiting_photos.all_of(reader, STAFF)
    assert [one.taken.clock for one in shifted[:2]] == ["09:05", "09:06"]
    assert shifted[0].claimed == first.taken
    assert source_words(page.places.rows[0]) == "time from the camera · clock put right"
    hands.do(page.places.take_back)
    assert [one.taken for one in waiting_photos.all_of(reader, STAFF)[:1]] == [first.taken]


def test_the_clock_is_found_from_a_stop_whose_time_is_known(
    card: Path, page: TodayPage, hands: Hands, qtbot: QtBot
) -> None:
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    dialog = ClockShift(page.places.waiting.photos[:1], page.places.waiting.visits)
    qtbot.addWidget(dialog)
    assert dialog.stops.itemText(1) == "09:00 示例焦化厂"
    dialog.stops.setCurrentIndex(1)
    dialog.stops.activated.emit(1)
    assert dialog.shift == 600
    dialog.stops.activated.emit(0)
    assert dialog.shift == 600


def test_a_photo_taken_while_another_stop_was_open_asks_for_a_look(
    card: Path, page: TodayPage, hands: Hands, tmp_path: Path, clock: Clock, settle: Settle
) -> None:
    page.choose(HEAP)
    hands.settle()
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0)
    clock.now = MORNING.later(20 * 60_000)
    hands.keys(Qt.Key.Key_N)
    late = tmp_path / "late.jpg"
    begun = exif("2026:11:22 09:12:00", gps=GPS_HERE)
    late.write_bytes(photo(width=140, metadata=begun))
    page.places.ways.take_files([late])
    settle()
    QTest.qWait(200)
    settle()
    row = next(row for row in page.places.rows if row.photo.name == "late.jpg")
    assert site_words(row) == "示例焦化厂"
    assert row.doubts == (Doubt.ANOTHER_STOP,)
    assert doubt_words(row) == "taken while another stop was open"
