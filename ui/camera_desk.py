"""Brings photos of this computer's camera into the stop that is being written."""

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from inspector.errors import Refused
from inspector.periods import Instant
from inspector.pictures.taking import camera_jpeg
from inspector.words import N_, _
from ui.camera_source import CameraSource, camera_of_this_computer
from ui.page import Page
from ui.shortcuts import single_key
from ui.stop_desk import StopDesk
from ui.widgets.buttons import PLAIN, IconButton

NO_CAMERA = N_("No camera was found on this computer. Photos of a phone come in as files.")


class CameraDesk(QObject):
    """Put ``button`` beside the photos of the stop; Shift+P does the same."""

    def __init__(
        self, page: Page, desk: StopDesk, find: Callable[[], CameraSource | None] = camera_of_this_computer
    ) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._find = find
        self.button = IconButton("camera", _("Take a photo with the camera (Shift+P)"), self.open, kind=PLAIN)
        single_key(page, "Shift+P", self.open)

    def open(self) -> None:
        """Show what the camera sees, or say that there is none."""
        if self._desk.form.draft is None:
            return
        source = self._find()
        if source is None:
            self._page.session.tell(Refused(NO_CAMERA))
            return
        from ui.dialogs.camera import CameraDialog

        strip = self._desk.form.strip_in_reach()
        dialog = CameraDialog(source, self._page.window())
        dialog.taken.connect(partial(self._keep, strip.files_given.emit, source.name))
        dialog.open()

    def _keep(self, give: Callable[[list[Path]], object], camera: str, picture: QImage) -> None:
        now = self._page.session.now()
        self._page.work(lambda _report: _written(picture, now, camera), lambda file: give([file]))


def _written(picture: QImage, taken: Instant, camera: str) -> Path:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    size = plain.width(), plain.height()
    data = camera_jpeg(bytes(plain.constBits()), *size, plain.bytesPerLine(), taken, camera)
    # a folder for each, since two may be taken in one second
    file = Path(mkdtemp(dir=_room().name)) / f"IMG_{taken.local:%Y%m%d_%H%M%S}.jpg"
    file.write_bytes(data)
    os.utime(file, (taken.ts / 1000, taken.ts / 1000))
    return file


@cache
def _room() -> TemporaryDirectory[str]:
    """Give the folder of what was taken, until the photos lie in the workspace; it goes with the program."""
    return TemporaryDirectory(prefix="grid-inspector-", ignore_cleanup_errors=True)
