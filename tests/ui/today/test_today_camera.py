"""Photos of this computer's camera go into the stop; without one, a sentence says so."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.ui.day_desk import Hands, told
from ui.camera_desk import CameraDesk
from ui.camera_source import CameraSource
from ui.dialogs.camera import CameraDialog
from ui.pages.today import TodayPage
from ui.window import Window


class Television(CameraSource):
    """Sees what it is given."""

    name = "Sample Camera"

    def __init__(self) -> None:
        super().__init__()
        self.is_on = False

    def start(self) -> None:
        self.is_on = True

    def stop(self) -> None:
        self.is_on = False


def picture() -> QImage:
    seen = QImage(66, 48, QImage.Format.Format_RGB32)
    seen.fill(Qt.GlobalColor.darkGreen)
    return seen


def test_a_computer_without_a_camera_says_so(page: TodayPage, hands: Hands, window: Window) -> None:
    page.parts.materials.camera._find = lambda: None
    hands.click(page.parts.materials.camera.button)
    assert told(window).startswith("No camera was found on this computer.")


def test_space_takes_photos_into_the_stop(page: TodayPage, hands: Hands, window: Window) -> None:
    seen = Television()
    desk = CameraDesk(page, page.desk, lambda: seen)
    desk.open()
    hands.settle()
    dialog = hands.dialog()
    assert isinstance(dialog, CameraDialog)
    assert seen.is_on
    QTest.keyClick(dialog, Qt.Key.Key_Space)
    assert not dialog.taking.isEnabled()
    seen.seen.emit(picture())
    assert not dialog.grab().isNull()
    hands.do(lambda: QTest.keyClick(dialog, Qt.Key.Key_Space))
    assert dialog.words.text() == "1 photo taken"
    seen.failed.emit("unplugged")
    assert dialog.words.text() == "The camera gives no picture: unplugged"
    states: list[bool] = []
    dialog.finished.connect(lambda _result: states.append(seen.is_on))
    dialog.reject()
    assert states == [False]
    hands.come_back()
    assert page.form.draft is not None
    (taken,) = page.form.draft.photos
    assert (taken.photo.camera, taken.photo.time_source.value) == ("Sample Camera", "exif")
    assert taken.photo.name == "IMG_20261122_090000.jpg"
    assert (taken.photo.width, taken.photo.height) == (66, 48)
    desk.button.deleteLater()
