"""One photo of the viewer: its preview at once, its original as soon as that is decoded."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.blob_files import BlobFiles
from db.queries.photo_facts import PhotoFacts
from inspector.errors import Unreadable
from inspector.words import _
from ui.background import Job
from ui.photo_pixels import ShownPicture, read_picture
from ui.session import Session
from ui.widgets.panel import XS, fill
from ui.widgets.photo_canvas import PhotoCanvas
from ui.widgets.text import Text


class PhotoPane(QWidget):
    """Reads photos in the lane of work; ``came`` follows a picture, or word that there is none."""

    came = Signal()

    def __init__(self, session: Session, blobs: BlobFiles) -> None:
        super().__init__()
        self._session = session
        self._blobs = blobs
        self._jobs: list[Job] = []
        self._has_original = False
        self._missing: set[str] = set()
        self.at = 0
        self.moment = Text(tone="soft")
        self.moment.hide()
        self.canvas = PhotoCanvas()
        layout = QVBoxLayout(self)
        fill(layout, (self.moment, self.canvas), XS)
        layout.setStretch(1, 1)

    def show_photo(self, photo: PhotoFacts, at: int) -> None:
        """Show ``photo``, which is the one ``at`` this place."""
        for job in self._jobs:
            job.cancel()
        self.at, self._missing, self._has_original = at, set(), False
        self.canvas.start_anew()
        self.canvas.setAccessibleName(photo.name or _("Photo"))
        preview = partial(read_picture, self._blobs, photo.preview, photo.name)
        original = partial(read_picture, self._blobs, photo.original, photo.name)
        self._jobs = [
            self._session.work(lambda _report: preview(), self._show_preview, partial(self._miss, "preview")),
            self._session.work(
                lambda _report: original(), self._show_original, partial(self._miss, "original")
            ),
        ]

    def say_moment(self, text: str) -> None:
        """Say over it what it shows of a finding."""
        self.moment.setText(text)
        self.moment.setVisible(bool(text))

    @property
    def trouble(self) -> str:
        """Why not all of the photo is seen; empty when it is, or may still come."""
        if "original" not in self._missing:
            return ""
        if "preview" not in self._missing:
            return _("Only the small copy is here: the original is missing or damaged.")
        return _("The picture is missing or damaged; the check of the workspace lists it.")

    def _show_preview(self, picture: ShownPicture) -> None:
        if not self._has_original:
            self.canvas.show_picture(picture)
            self.came.emit()

    def _show_original(self, picture: ShownPicture) -> None:
        self._has_original = True
        self.canvas.show_picture(picture)
        self.came.emit()

    def _miss(self, which: str, error: BaseException) -> None:
        if isinstance(error, Unreadable):
            self._missing.add(which)
            self.came.emit()
        else:
            self._session.tell(error)
