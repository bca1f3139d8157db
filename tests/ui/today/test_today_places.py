"""Photos of a card: they wait, are suggested a place, and are given to a stop, recorded or begun."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from db.connection import Reader
from db.drafts import kept_drafts
from db.workspace import Actor
from inspector.model.site import SiteChanged
from tests.db.village import COKING, HEAP, OFFICER, RIVER, STAFF, VILLAGE, Village
from tests.pictures.made import photo
from tests.ui.day_desk import Hands, photo_files, told
from tests.ui.notes import Settle
from ui.pages.today import TodayPage
from ui.session import Session
from ui.waiting_photos import KEYS
from ui.widgets.photo_tray import place_words, reason_words
from ui.window import Window


@pytest.fixture
def card(village: Village, tmp_path: Path, settle: Settle, page: TodayPage) -> Path:
    """A card with two photos of the coking plant and one that says nothing of itself."""
    from inspector.model.events import Place

    at_photos = Place(lat=397_811_111, lon=1_068_122_222)
    village.record(SiteChanged(subject=COKING, place=at_photos))
    page.go_stale()
    folder = tmp_path / "DCIM"
    folder.mkdir()
    photo_files(folder, "a.jpg", "b.jpg")
    (folder / "plain.png").write_bytes(photo("PNG", metadata=None, width=77))
    settle()
    page.places.take_in([folder])
    settle()
    return folder


def offered(page: TodayPage) -> QMenu:
    return page.bar.findChildren(QMenu)[-1]


def test_photos_of_a_card_wait_with_what_is_suggested_and_why(
    card: Path, page: TodayPage, reader: Reader, village: Village
) -> None:
    assert page.bar.title.text() == "3 photos without a place"
    rows = page.bar.tray.rows.rows
    assert [(place_words(row), reason_words(row)) for row in rows[:2]] == [
        ("08:50 → 示例焦化厂", "0 m from the site"),
        ("08:51 → 示例焦化厂", "0 m from the site"),
    ]
    assert [row.photo.name for row in page.bar.tray.chosen] == ["a.jpg", "b.jpg"]
    assert page.bar.assigning.text() == "To 示例焦化厂"
    assert len(kept_drafts(reader, KEYS)) == 1
    assert not page.bar.grab().isNull()


def test_they_go_to_a_stop_that_is_begun_with_them(
    card: Path, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.click(page.bar.assigning)
    assert page.site_id == COKING
    assert page.form.draft is not None
    assert [one.photo.name for one in page.form.draft.photos] == ["a.jpg", "b.jpg"]
    assert page.bar.title.text() == "1 photo without a place"
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.value("SELECT count(*) FROM photo WHERE site = ?", (COKING,)) == 2


def test_they_go_to_a_stop_that_is_recorded(
    card: Path, page: TodayPage, hands: Hands, reader: Reader, window: Window
) -> None:
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reason_words(page.bar.tray.rows.rows[0]) == "the time fits · 0 m from the site"
    hands.click(page.bar.assigning)
    assert told(window) == "2 photos were added to 示例焦化厂."
    assert reader.value("SELECT count(*) FROM photo WHERE stop <> ''") == 2


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


def test_another_place_may_be_chosen_or_none(
    card: Path, page: TodayPage, hands: Hands, reader: Reader, window: Window
) -> None:
    page.bar.tray.clearSelection()
    page.bar.tray.setCurrentIndex(page.bar.tray.rows.index(2))
    assert reason_words(page.bar.tray.rows.rows[2]) == "no place"
    assert not page.bar.assigning.isEnabled()
    hands.click(page.bar.choosing)
    menu = offered(page)
    river = next(action for action in menu.actions() if action.text() == "黄河示例段")
    hands.do(river.trigger)
    menu.close()
    assert page.site_id == RIVER
    page.bar.tray.setFocus()
    hands.key(Qt.Key.Key_Delete)
    assert page.places.waiting.photos == ()
    assert kept_drafts(reader, KEYS) == []
    assert told(window) == "2 photos were left out."
    hands.click(window.notices.action)
    assert len(page.places.waiting.photos) == 2


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
    card: Path, session: Session, qtbot: QtBot, settle: Settle, village: Village
) -> None:
    village.workspace.save_draft(KEYS + OFFICER, "not for us", session.now())
    again = TodayPage(session)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert len(again.bar.tray.rows.rows) == 3
    session.act_as(Actor(OFFICER, VILLAGE))
    settle()
    assert again.places.waiting.photos == ()


def test_a_photo_of_the_tray_is_shown_in_full(card: Path, page: TodayPage, hands: Hands) -> None:
    page.bar.tray.setFocus()
    page.bar.tray.setCurrentIndex(page.bar.tray.rows.index(1))
    hands.key(Qt.Key.Key_Return)
    dialog = hands.dialog()
    assert "b.jpg" in dialog.words.text()  # type: ignore[attr-defined]
    dialog.reject()
    hands.come_back()


def test_the_picker_gives_what_was_picked(page: TodayPage, hands: Hands, tmp_path: Path) -> None:
    files = photo_files(tmp_path, "a.jpg")
    hands.click(page.due.photos)
    picker = page.window().findChildren(QFileDialog)[-1]
    hands.do(lambda: picker.filesSelected.emit([str(file) for file in files]))
    picker.reject()
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
