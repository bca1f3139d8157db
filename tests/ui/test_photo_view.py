"""The viewer: closer, further, moved, turned for the eye, compared; what is told; copies for others."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.photo_intake import Given, take_in
from db.queries.photo_facts import PhotoFacts, facts_of_taken
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.photo import Moment
from tests.db.village import MORNING, Village, near
from tests.pictures.made import GPS_HERE, encoded, exif, photo
from tests.ui.notes import Settle
from ui.dialogs.photo_view import PhotoView
from ui.outside import file_name
from ui.preferences import Preferences
from ui.session import Session
from ui.widgets.photo_facts import fact_lines, shift_words, size_words

Open = Callable[..., PhotoView]
HERE = exif("2026:11:22 08:50:00", gps=GPS_HERE, Make="Sample", Model="One")


def facts(village: Village, *pictures: bytes, moments: tuple[Moment, ...] = ()) -> list[PhotoFacts]:
    given = [Given(picture, f"{at}.jpg") for at, picture in enumerate(pictures)]
    photos = take_in(village.workspace.blobs, given, MORNING, Random(1).randbytes).photos
    told = moments or (Moment.PLAIN,) * len(photos)
    return [
        facts_of_taken(one, "示例焦化厂", near(900), MORNING, moment)
        for one, moment in zip(photos, told, strict=True)
    ]


@pytest.fixture
def opened(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Open:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1000, 700)

    def open_view(*pictures: bytes, at: int = 0, moments: tuple[Moment, ...] = ()) -> PhotoView:
        shown = facts(village, *pictures, moments=moments)
        view = PhotoView(session, village.workspace.blobs, shown, at, over)
        view.open()
        settle()
        view.activateWindow()
        return view

    return open_view


LARGE = encoded(Image.effect_noise((2000, 1500), 40).convert("RGB"), exif=HERE)


def keys(view: PhotoView, *pressed: Qt.Key) -> None:
    for one in pressed:
        QTest.keyClick(view, one)


def test_a_photo_is_shown_whole_and_every_pixel_on_demand(opened: Open) -> None:
    view = opened(LARGE)
    canvas = view.meant.canvas
    whole = canvas.percent
    assert 20 < whole < 50
    assert not canvas.is_closer
    keys(view, Qt.Key.Key_1)
    assert canvas.percent == 100
    assert view.foot.scale.text() == "100 %"
    keys(view, Qt.Key.Key_Plus)
    assert canvas.percent == 125
    for _time in range(20):
        keys(view, Qt.Key.Key_Plus)
    assert canvas.percent == 800
    keys(view, Qt.Key.Key_0)
    assert canvas.percent == whole
    keys(view, Qt.Key.Key_Minus)
    assert canvas.percent == whole
    assert not view.grab().isNull()


def test_the_wheel_zooms_where_the_pointer_is(opened: Open) -> None:
    view = opened(LARGE)
    canvas = view.meant.canvas
    corner = QPointF(canvas.width() * 0.9, canvas.height() * 0.9)
    turned = QWheelEvent(
        corner,
        canvas.mapToGlobal(corner),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, turned)
    assert canvas.look.times == pytest.approx(1.25**3)
    assert canvas.look.x > 0.5
    assert canvas.look.y > 0.5


def test_two_fingers_zoom(opened: Open) -> None:
    view = opened(LARGE)
    canvas = view.meant.canvas
    middle = QPointF(canvas.rect().center())
    pinched = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        middle,
        middle,
        QPointF(canvas.mapToGlobal(canvas.rect().center())),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(canvas, pinched)
    assert canvas.look.times == pytest.approx(1.5)


def test_it_is_dragged_and_moved_by_arrows_but_never_out_of_sight(opened: Open) -> None:
    view = opened(LARGE, photo(metadata=HERE))
    canvas = view.meant.canvas
    keys(view, Qt.Key.Key_1)
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(canvas, middle - QPoint(100, 50))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    assert canvas.look.x == pytest.approx(0.5 + 100 / 2000)
    assert canvas.look.y == pytest.approx(0.5 + 50 / 1500)
    before = canvas.look.x
    keys(view, Qt.Key.Key_Right)
    assert canvas.look.x > before
    assert view.at == 0
    for _time in range(50):
        keys(view, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert canvas.look.x == pytest.approx(canvas.width() / 2000 / 2)
    assert canvas.look.y == pytest.approx(canvas.height() / 1500 / 2)


def test_a_double_click_changes_between_whole_and_pixels(opened: Open) -> None:
    view = opened(LARGE)
    canvas = view.meant.canvas
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.percent == 100
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert not canvas.is_closer


def test_only_the_view_is_turned_and_that_is_said(opened: Open, settle: Settle) -> None:
    view = opened(photo(metadata=HERE), photo(width=99, metadata=HERE))
    keys(view, Qt.Key.Key_R)
    assert view.meant.canvas.turns == 1
    assert "the photo stays as it is" in view.words.text()
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert view.meant.canvas.turns == 0
    keys(view, Qt.Key.Key_R, Qt.Key.Key_PageDown)
    settle()
    assert (view.at, view.meant.canvas.turns) == (1, 0)
    keys(view, Qt.Key.Key_PageDown)
    assert view.at == 0
    keys(view, Qt.Key.Key_Left)
    assert view.at == 1
    keys(view, Qt.Key.Key_Up, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_before_stands_beside_after_and_both_are_looked_at_together(opened: Open, settle: Settle) -> None:
    moments = (Moment.BEFORE, Moment.BEFORE, Moment.AFTER)
    view = opened(LARGE, photo(metadata=HERE), photo(width=99, metadata=HERE), at=1, moments=moments)
    assert view.foot.comparing.isVisible()
    keys(view, Qt.Key.Key_B)
    settle()
    assert (view.first.at, view.second.at) == (1, 2)
    assert (view.first.moment.text(), view.second.moment.text()) == ("Before", "After")
    keys(view, Qt.Key.Key_Plus)
    assert view.second.canvas.look == view.first.canvas.look
    assert view.second.canvas.look.times == pytest.approx(1.25)
    keys(view, Qt.Key.Key_PageDown)
    assert (view.first.at, view.second.at) == (0, 2)
    view.second.canvas.setFocus()
    view.mean(view.second)
    keys(view, Qt.Key.Key_PageDown)
    assert (view.first.at, view.second.at) == (0, 2)
    view.grab()
    keys(view, Qt.Key.Key_B)
    settle()
    assert not view.is_comparing
    assert view.at == 2
    keys(view, Qt.Key.Key_B)
    assert (view.first.at, view.second.at) == (0, 2)


def test_photos_without_an_after_are_not_compared(opened: Open) -> None:
    view = opened(photo(metadata=HERE))
    assert not view.foot.comparing.isVisible()
    keys(view, Qt.Key.Key_B)
    assert not view.is_comparing


def test_the_facts_are_told_with_their_sources(opened: Open, preferences: Preferences) -> None:
    view = opened(photo(metadata=HERE))
    told = dict(fact_lines(view.photo))
    assert told["Taken"] == "2026-11-22 08:50:00 (UTC+8)\ntime from the camera"
    assert told["Place"].startswith("39.78111, 106.81222\nplace from the camera\n")
    assert told["Camera"] == "Sample One"
    assert told["Size"].startswith("120 × 80 · JPEG · ")
    assert told["SHA-256"].replace("\n", "") == view.photo.original.sha256
    assert told["Please look"] == "taken far from the site"
    assert view.facts.isVisible()
    keys(view, Qt.Key.Key_I)
    assert not view.facts.isVisible()
    assert preferences.text("photo facts") == "no"
    view.foot.knowing.click()
    assert view.facts.isVisible()


def test_a_corrected_clock_keeps_what_the_camera_said(village: Village) -> None:
    (one,) = take_in(
        village.workspace.blobs, [Given(photo(metadata=HERE), "a.jpg")], MORNING, Random(1).randbytes
    ).photos
    told = dict(fact_lines(facts_of_taken(one.shifted(-3750))))
    assert told["Taken"].endswith("the camera said 2026-11-22 08:50:00; put right by -1:02:30")
    assert told["Taken"].startswith("2026-11-22 07:47:30")
    assert shift_words(60) == "+0:01:00"


def test_fewer_pixels_than_the_photo_has_are_said(opened: Open) -> None:
    view = opened(encoded(Image.new("RGB", (6000, 4000)), exif=HERE))
    told = dict(fact_lines(view.photo, view.meant.canvas.picture))
    assert "shown with 16 of 24 megapixels" in told["Size"]


def test_a_missing_original_leaves_the_small_copy_and_says_so(
    village: Village, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    shown = facts(village, photo(metadata=HERE))
    village.workspace.blobs.path(shown[0].original).unlink()
    view = PhotoView(session, village.workspace.blobs, shown, 0)
    qtbot.addWidget(view)
    view.show()
    settle()
    assert view.meant.canvas.picture is not None
    assert view.words.text() == "Only the small copy is here: the original is missing or damaged."


def test_a_photo_of_which_nothing_is_here_says_so(
    village: Village, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    shown = facts(village, photo(metadata=HERE))
    for blob in (shown[0].original, shown[0].preview):
        village.workspace.blobs.path(blob).unlink()
    view = PhotoView(session, village.workspace.blobs, shown, 0)
    qtbot.addWidget(view)
    view.show()
    settle()
    assert view.words.text().startswith("The picture is missing or damaged")
    keys(view, Qt.Key.Key_1, Qt.Key.Key_Plus, Qt.Key.Key_Up)
    view.copy()
    assert not view.grab().isNull()


def test_the_original_is_saved_copied_and_opened_as_a_copy(
    opened: Open, settle: Settle, tmp_path: Path, village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = photo(metadata=HERE)
    view = opened(picture)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() == 120
    QTest.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (asked,) = view.findChildren(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "copy.jpg"))
    asked.reject()
    settle()
    assert (tmp_path / "copy.jpg").read_bytes() == picture
    assert view.words.text() == "Saved as copy.jpg."
    given: list[QUrl] = []

    def take(url: QUrl) -> bool:
        given.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    view.open_outside()
    settle()
    (url,) = given
    path = Path(url.toLocalFile())
    assert path.name == "0.jpg"
    assert path.read_bytes() == picture
    assert path.stat().st_mode & 0o222 == 0
    assert path != village.workspace.blobs.path(view.photo.original)


def test_a_place_that_takes_no_copy_is_a_sentence(
    opened: Open, settle: Settle, tmp_path: Path, session: Session
) -> None:
    view = opened(photo(metadata=HERE))
    told: list[object] = []
    session.told.connect(told.append)
    view._save(tmp_path / "nowhere" / "copy.jpg")
    settle()
    assert isinstance(told[0], Refused)


def test_a_photo_nothing_opens_is_a_sentence(
    opened: Open, settle: Settle, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(photo(metadata=HERE))
    told: list[object] = []
    session.told.connect(told.append)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    menu = view.foot.offer()
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert str(told[0]).startswith("No program on this computer opens 0.jpg.")


def test_a_copy_has_a_name_every_system_takes() -> None:
    blob = Blob("ab" * 32, 1, "image/jpeg")
    assert file_name("现场?照片.jpg", blob) == "现场_照片.jpg"
    assert file_name(r"..\..\evil.jpg", blob) == "evil.jpg"
    assert file_name("../evil.jpg", blob) == "evil.jpg"
    assert file_name(" .. ", blob) == "abababababab"


def test_sizes_are_said_as_people_do() -> None:
    sizes = (12, 2048, 3_565_158, 5_583_457_485)
    assert [size_words(size) for size in sizes] == ["12 B", "2 KB", "3.4 MB", "5.2 GB"]


def test_it_is_usable_in_the_smallest_window(opened: Open) -> None:
    view = opened(photo(metadata=HERE), photo(width=99, metadata=HERE))
    view.resize(653, 365)
    QTest.qWait(1)
    assert view.minimumSizeHint().width() <= 653
    assert view.minimumSizeHint().height() <= 365
