"""Photos given with a step: dropped, pasted or picked, brought to the disk beside the window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.photo_intake import TakenPhoto
from inspector.errors import Spoken
from inspector.words import _, translate
from ui.photo_lane import PhotoLane, Pictures, SeenAgain
from ui.widgets.buttons import LINK, Button
from ui.widgets.panel import XS, fill, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.stop_findings import PhotosGiven
from ui.widgets.text import Text


class CasePhotoField(QWidget):
    """Holds the photos of one step; ``target`` tells its photos from others in the lane."""

    def __init__(self, name: str, lane: PhotoLane, target: str) -> None:
        super().__init__()
        self.lane, self.target = lane, target
        self.photos: list[TakenPhoto] = []
        self._pictures: Pictures = {}
        self.strip = PhotoStrip(name)
        self.trouble = Text(tone="amber", wrap=True)
        self.again = Button(_("Add all the same"), self._take_again, kind=LINK)
        self._seen: SeenAgain | None = None
        for part in (self.trouble, self.again):
            part.hide()
        self.setFocusProxy(self.strip.adding)
        fill(QVBoxLayout(self), (self.strip, self.trouble, row(self.again, None)), XS)
        self.strip.files_given.connect(lambda files: self.take(PhotosGiven(paths=tuple(map(Path, files)))))
        self.strip.picture_pasted.connect(lambda picture: self.take(PhotosGiven(picture=picture)))
        self.strip.taken_out.connect(self._take_out)
        lane.arrived.connect(self._add)
        lane.refused.connect(self._say_refused)
        lane.seen.connect(self._say_seen)

    @property
    def is_busy(self) -> bool:
        """Whether photos are still on their way."""
        return self.lane.is_busy(self.target)

    def take(self, given: PhotosGiven) -> None:
        """Take photos in."""
        self._quiet()
        self.lane.take_in(self.target, given, frozenset(one.original.sha256 for one in self.photos))

    def _add(
        self, target: str, _given: PhotosGiven, photos: Sequence[TakenPhoto], pictures: Pictures
    ) -> None:
        if target == self.target:
            self.photos += photos
            self._pictures.update(pictures)
            self._show()

    def _take_out(self, key: str) -> None:
        self.photos = [one for one in self.photos if one.id != key]
        self._show()

    def _show(self) -> None:
        self.strip.show_photos(
            [
                Thumbnail(
                    one.id, self._pictures.get(one.preview.sha256, b""), f"{one.name} · {one.taken.clock}"
                )
                for one in self.photos
            ]
        )

    def _say_seen(self, seen: SeenAgain) -> None:
        if seen.target == self.target:
            self._seen = seen
            self._say_refused(seen.errors)
            self.again.show()

    def _take_again(self) -> None:
        seen = self._seen
        self._quiet()
        if seen:
            self.lane.take_again(seen)

    def _quiet(self) -> None:
        self._seen = None
        self.trouble.hide()
        self.again.hide()

    def _say_refused(self, refused: Sequence[Spoken]) -> None:
        self.trouble.setText(" ".join((*(translate(one) for one in refused), _("It was not added."))))
        self.trouble.show()


def _caption(photo: TakenPhoto) -> str:
    return f"{photo.name} · {photo.taken.clock}"
