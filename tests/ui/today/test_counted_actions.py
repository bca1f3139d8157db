"""What a stop costs, counted from standing on Today with the stop before completed: keys, clicks, drops."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.connection import Reader
from db.drafts import kept_drafts
from db.stop_draft import KEYS
from inspector.model.question import Value
from tests.db.village import COKING, HEAP, RIVER
from tests.ui.day_desk import photo_files
from tests.ui.notes import Settle
from tests.ui.today.counted import CountedHands
from ui.pages.today import TodayPage
from ui.window import Window

ORDINARY, WITH_FINDING = 3, 8
SCREENS = [(1366, 768), (1093, 614), (680, 380)]
Zero, N, No, Next, Write = Qt.Key.Key_0, Qt.Key.Key_N, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_F


@pytest.fixture(params=SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def after_a_stop(
    request: pytest.FixtureRequest, window: Window, page: TodayPage, settle: Settle
) -> Iterator[CountedHands]:
    """Stand where an inspector stands who completed the stop before; nothing of that is counted."""
    window.resize(*request.param)
    settle()
    hands = CountedHands(window, settle)
    hands.press(Zero)
    hands.press(N)
    assert page.site_id == RIVER
    hands.actions = 0
    yield hands
    settle()


def test_an_ordinary_stop_by_keys(after_a_stop: CountedHands, page: TodayPage, reader: Reader) -> None:
    after_a_stop.press(Zero)
    after_a_stop.press(N)
    assert after_a_stop.actions <= ORDINARY
    assert reader.rows("SELECT site, nothing_unusual FROM stop ORDER BY rid") == [(COKING, 1), (RIVER, 1)]
    assert page.site_id == HEAP
    assert page.form.hasFocus()
    assert kept_drafts(reader, KEYS) == []


def test_an_ordinary_stop_by_mouse(after_a_stop: CountedHands, page: TodayPage, reader: Reader) -> None:
    after_a_stop.click(page.form.foot.normal)
    after_a_stop.click(page.form.foot.complete)
    assert after_a_stop.actions <= ORDINARY
    assert reader.rows("SELECT site, nothing_unusual FROM stop ORDER BY rid") == [(COKING, 1), (RIVER, 1)]
    assert page.site_id == HEAP


def test_a_stop_at_a_site_that_is_chosen_costs_one_more(
    after_a_stop: CountedHands, page: TodayPage, reader: Reader
) -> None:
    shown = page.due.list
    place = shown.rows.place_of(HEAP)
    after_a_stop.click(shown.viewport(), shown.visualRect(shown.rows.index(place)).center())
    assert page.site_id == HEAP
    after_a_stop.press(Zero)
    after_a_stop.press(N)
    assert after_a_stop.actions <= ORDINARY
    assert reader.value("SELECT count(*) FROM stop WHERE site = ?", (HEAP,)) == 1


def test_a_stop_with_a_finding_and_three_photos_by_keys(
    after_a_stop: CountedHands, page: TodayPage, reader: Reader, tmp_path: Path
) -> None:
    files = photo_files(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    after_a_stop.press(No)
    after_a_stop.paste(files)
    after_a_stop.press(Zero)
    after_a_stop.press(N)
    assert after_a_stop.actions <= WITH_FINDING
    _check_finding(reader)
    assert page.site_id == HEAP


def test_a_stop_with_a_finding_and_three_photos_by_mouse(
    after_a_stop: CountedHands, page: TodayPage, reader: Reader, tmp_path: Path
) -> None:
    files = photo_files(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    (row,) = page.form.rows
    after_a_stop.click(row.answers.buttons[Value.NO])
    (box,) = page.form.findings.boxes.values()
    after_a_stop.let_go(box.text, files)
    after_a_stop.click(page.form.foot.complete)
    assert after_a_stop.actions <= WITH_FINDING
    _check_finding(reader)
    assert page.site_id == HEAP


def test_a_finding_no_question_led_to_with_three_photos(
    after_a_stop: CountedHands, page: TodayPage, reader: Reader, tmp_path: Path
) -> None:
    files = photo_files(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    after_a_stop.press(Write)
    for key in (Qt.Key.Key_O, Qt.Key.Key_I, Qt.Key.Key_L):  # each letter is counted
        after_a_stop.press(key)
    after_a_stop.paste(files)
    after_a_stop.press(Next)
    after_a_stop.press(Zero)
    after_a_stop.press(N)
    assert after_a_stop.actions <= WITH_FINDING
    assert reader.rows("SELECT text FROM finding") == [("oil",)]
    assert reader.value("SELECT count(*) FROM photo WHERE finding <> ''") == len(files)
    assert page.site_id == HEAP


def _check_finding(reader: Reader) -> None:
    assert reader.rows("SELECT site, text, question FROM finding") == [(RIVER, "水色异常", "colour")]
    assert reader.value("SELECT count(*) FROM photo JOIN finding ON finding.id = photo.finding") == 3
    assert reader.rows("SELECT nothing_unusual FROM stop WHERE site = ?", (RIVER,)) == [(0,)]
