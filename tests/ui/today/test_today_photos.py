"""Photos of a stop: dropped, pasted, bad ones in a sentence, late ones to the right stop."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from db.connection import Reader
from db.drafts import kept_drafts
from db.stop_draft import KEYS
from tests.db.village import (
    COKING,
    HEAP,
    RIVER,
)
from tests.ui.day_desk import Hands, photo_files, told
from ui.pages.today import TodayPage
from ui.window import Window


def test_a_finding_left_out_keeps_its_photos_with_the_stop(
    page: TodayPage, hands: Hands, tmp_path: Path
) -> None:
    hands.key(Qt.Key.Key_F)
    (box,) = page.form.findings.boxes.values()
    hands.drop(box.before, photo_files(tmp_path, "a.jpg"))
    assert len(box.before.thumbs) == 1
    box.taken_out.emit()
    hands.settle()
    assert page.form.findings.boxes == {}
    assert len(page.form.findings.stop_photos.strip.thumbs) == 1
    (photo,) = page.form.findings.stop_photos.strip.thumbs.values()
    photo.taken_out.emit(photo.key)
    hands.settle()
    assert page.form.draft is not None
    assert page.form.draft.photos == ()


def test_each_bad_photo_is_one_sentence_and_the_others_are_kept(
    page: TodayPage, hands: Hands, tmp_path: Path, window: Window
) -> None:
    (good,) = photo_files(tmp_path, "good.jpg")
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    hands.drop(page.form, [bad, good])
    assert "bad.jpg is no photo" in told(window)
    assert page.form.draft is not None
    assert [one.photo.name for one in page.form.draft.photos] == ["good.jpg"]
    other = tmp_path / "other.jpg"
    other.write_bytes(b"")
    hands.drop(page.form, [bad, other, good])
    assert told(window).startswith("3 photos were not taken in.")


def test_a_copied_picture_is_pasted_without_a_file(page: TodayPage, hands: Hands) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    hands.key(Qt.Key.Key_F)
    page.form.setFocus()
    hands.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.form.draft is not None
    (pasted,) = page.form.draft.photos
    assert pasted.finding == page.form.draft.findings[0].id
    assert pasted.photo.time_source.value == "entry"


def test_a_stop_waits_for_photos_on_their_way(
    page: TodayPage, hands: Hands, tmp_path: Path, window: Window, reader: Reader
) -> None:
    hands.key(Qt.Key.Key_0)
    files = photo_files(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    page.form.findings.stop_photos.strip.files_given.emit(files)
    QTest.keyClick(page.form, Qt.Key.Key_N)
    assert told(window).startswith("Photos are still being read")
    hands.settle()
    assert reader.value("SELECT count(*) FROM photo") == 3
    assert page.site_id == RIVER


def test_photos_reach_their_stop_though_one_has_turned_to_another(
    page: TodayPage, hands: Hands, tmp_path: Path, reader: Reader
) -> None:
    page.form.findings.stop_photos.strip.files_given.emit(photo_files(tmp_path, "a.jpg", "b.jpg"))
    page.choose(HEAP)
    hands.settle()
    page.choose(COKING)
    hands.settle()
    assert page.form.draft is not None
    assert len(page.form.draft.photos) == 2
    assert len(kept_drafts(reader, KEYS)) == 1


def test_a_photo_that_is_recorded_at_another_stop_is_said_with_its_place(
    page: TodayPage, hands: Hands, tmp_path: Path, window: Window, reader: Reader
) -> None:
    files = photo_files(tmp_path, "a.jpg")
    hands.key(Qt.Key.Key_0)
    page.form.findings.stop_photos.strip.files_given.emit(files)
    hands.settle()
    QTest.keyClick(page.form, Qt.Key.Key_N)
    hands.settle()
    assert (reader.value("SELECT count(*) FROM photo"), page.site_id) == (1, RIVER)
    page.form.findings.stop_photos.strip.files_given.emit(files)
    hands.settle()
    assert "The photo a.jpg is here already: recorded at 示例焦化厂" in told(window)
    assert page.form.draft is not None
    assert page.form.draft.photos == ()
