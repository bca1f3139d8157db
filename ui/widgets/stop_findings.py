"""The findings and photos of a stop on its form: a box under the question that led to it, and strips."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from db.queries.stop_sheet import StopSheet
from db.stop_draft import DraftFinding, StopDraft
from inspector.model.category import PROPOSED
from inspector.model.ids import FindingId, PhotoId
from inspector.model.photo import Moment
from inspector.words import _
from ui.widgets.finding_box import FindingBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import fill
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.photo_words import all_doubts, caption, thumbnails
from ui.widgets.text import Text

Edit = Callable[[Callable[[StopDraft], StopDraft]], None]
"""Changes the draft of the form by a function of it."""


@dataclass(frozen=True, slots=True)
class PhotosGiven:
    """Photos somebody gave, as files or as the bytes of one picture, and what they show or answer."""

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    finding: FindingId | None = None
    moment: Moment = Moment.PLAIN
    question: str = ""


class PhotoArea(QWidget):
    """A strip of photos with one line about them, and one about what asks for a look."""

    def __init__(self, strip: PhotoStrip) -> None:
        super().__init__()
        self.strip = strip
        self._caption = Text(tone="soft")
        self._doubts = Text(tone="amber")
        lines = FlowLayout(gap=8)
        lines.addWidget(self._caption)
        lines.addWidget(self._doubts)
        fill(QVBoxLayout(self), (strip, lines), 4)

    def show_lines(self, words: str, doubts: str) -> None:
        """Say the lines; an empty one takes no room."""
        for label, text in ((self._caption, words), (self._doubts, doubts)):
            label.setText(text)
            label.setVisible(bool(text))


class StopFindings(QObject):
    """Keeps a box for each finding of the draft; ``photos_given`` carries photos to take in."""

    photos_given = Signal(object)
    photo_opened = Signal(str)
    text_left = Signal()
    phrase_kept = Signal(str)
    phrase_removed = Signal(str)

    def __init__(self, edit: Edit, parent: QObject) -> None:
        super().__init__(parent)
        self._edit = edit
        self.boxes: dict[FindingId, FindingBox] = {}
        self._strips: dict[str, PhotoStrip] = {}
        self.stop_photos = PhotoArea(PhotoStrip(_("Photos of this stop")))
        self._listen_to(self.stop_photos.strip, "")

    def serve(self, strip: PhotoStrip, question: str) -> None:
        """Show in ``strip`` the photos that answer ``question``, and take in what is given there."""
        self._strips[question] = strip
        self._listen_to(strip, question)

    def show_draft(
        self, draft: StopDraft, sheet: StopSheet, rooms: Mapping[str, QBoxLayout], otherwise: QBoxLayout
    ) -> None:
        """Show the findings of ``draft``: each in the room of its question, else in ``otherwise``."""
        for gone in set(self.boxes) - {finding.id for finding in draft.findings}:
            self.boxes.pop(gone).deleteLater()
        for finding in draft.findings:
            room = rooms.get(finding.question, otherwise)
            if box := self.boxes.get(finding.id):
                box.show_finding(finding)
            else:
                self.boxes[finding.id] = box = self._box(finding, sheet, draft)
            if room.indexOf(box) < 0:
                room.addWidget(box)

    def show_photos(self, draft: StopDraft, sheet: StopSheet, pictures: Mapping[str, bytes]) -> None:
        """Show the photos of the stop and of its findings."""
        place, visited = sheet.site.place, draft.arrived
        for finding, box in self.boxes.items():
            photos = draft.photos_of(finding)
            sides = [
                [one for one in photos if (one.moment is Moment.AFTER) is after] for after in (False, True)
            ]
            box.show_photos(*(thumbnails(side, pictures, place, visited) for side in sides))
            box.show_lines(caption(photos, place), all_doubts(photos, place, visited))
        for question, strip in self._strips.items():
            strip.show_photos(thumbnails(draft.photos_for(question), pictures, place, visited))
        own = draft.photos_of(None)
        self.stop_photos.strip.show_photos(thumbnails(own, pictures, place, visited))
        self.stop_photos.show_lines(caption(own, place), all_doubts(own, place, visited))

    def forget(self) -> None:
        """Take all boxes away."""
        for box in self.boxes.values():
            box.deleteLater()
        self.boxes = {}
        self._strips = {}

    def strip_of(self, focused: QWidget | None) -> PhotoStrip | None:
        """Give where photos go while ``focused`` has the keys: a box around it, else none."""
        for box in self.boxes.values():
            if focused and box.isAncestorOf(focused):
                return box.after if box.after.isAncestorOf(focused) or focused is box.after else box.before
        return None

    def _box(self, finding: DraftFinding, sheet: StopSheet, draft: StopDraft) -> FindingBox:
        box = FindingBox(finding, sheet.phrases, draft.arrived.day, PROPOSED[sheet.site.kind])
        name = finding.id
        box.changed.connect(lambda changed: self._edit(lambda now: now.change_finding(changed)))
        box.put_right.connect(lambda on: self._edit(lambda now: now.put_right(name, put_right=on)))
        box.taken_out.connect(lambda: self._edit(lambda now: now.take_out_finding(name)))
        box.left.connect(self.text_left)
        box.files_given.connect(
            lambda paths, moment: self._give(PhotosGiven(tuple(paths), finding=name, moment=Moment(moment)))
        )
        box.picture_pasted.connect(
            lambda picture, moment: self._give(
                PhotosGiven(picture=picture, finding=name, moment=Moment(moment))
            )
        )
        box.phrase_kept.connect(self.phrase_kept)
        box.phrase_removed.connect(self.phrase_removed)
        box.photo_opened.connect(self.photo_opened)
        box.photo_taken_out.connect(self._take_out)
        return box

    def _listen_to(self, strip: PhotoStrip, question: str) -> None:
        strip.files_given.connect(
            lambda paths: self._give(PhotosGiven(paths=tuple(paths), question=question))
        )
        strip.picture_pasted.connect(
            lambda picture: self._give(PhotosGiven(picture=picture, question=question))
        )
        strip.opened.connect(self.photo_opened)
        strip.taken_out.connect(self._take_out)

    def _give(self, photos: PhotosGiven) -> None:
        self.photos_given.emit(photos)

    def _take_out(self, photo: str) -> None:
        self._edit(lambda now: now.take_out_photo(PhotoId(photo)))
