"""Photos of a finding before and after, side by side with their days, and what asks for a look."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.finding_case import Case, CasePhoto
from inspector.model.photo import DOUBT_NAMES, Moment
from inspector.model.site import distance_m
from inspector.words import N_, _, plural
from ui.theme import px
from ui.widgets.due_list import distance_words
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, M, S, fill
from ui.widgets.photo_strip import PhotoStrip, PhotoThumb, Thumbnail
from ui.widgets.site_words import day_words
from ui.widgets.text import Text

WIDTH, HEIGHT = 166, 108
BEFORE, MEANWHILE, AFTER = N_("Before"), N_("Meanwhile"), N_("After")


class PhotoSide(QWidget):
    """One of the sides: a photo at large, the others below it."""

    opened = Signal(str)

    def __init__(self, name: str, photos: Sequence[CasePhoto], today: date) -> None:
        super().__init__()
        self.setAccessibleName(_(name))
        self.photos = tuple(photos)
        self.large = PhotoThumb(_thumbnail(photos[-1], b""), QSize(px(WIDTH), px(HEIGHT)), self)
        self.large.opened.connect(self.opened)
        self.others = PhotoStrip(_(name), adds=False)
        self.others.opened.connect(self.opened)
        self.setFixedWidth(px(WIDTH))
        days = list(dict.fromkeys(day_words(one.taken.day, today) for one in photos))
        when = days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"
        fill(QVBoxLayout(self), (Text(f"{_(name)} {when}", tone="soft"), self.large, self.others, None), XS)
        self.others.setVisible(len(photos) > 1)

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures, by the SHA-256 of their previews."""
        shown = [_thumbnail(one, pictures.get(one.preview.sha256, b"")) for one in self.photos]
        self.large.show_thumbnail(shown[-1])
        self.others.show_photos(shown[:-1])


class CasePhotos(QWidget):
    """All photos of a case; ``opened`` carries the id of one."""

    opened = Signal(str)

    def __init__(self, case: Case, today: date) -> None:
        super().__init__()
        self.sides = [PhotoSide(name, photos, today) for name, photos in _sides(case.photos) if photos]
        beside = FlowLayout(gap=M)
        for side in self.sides:
            side.opened.connect(self.opened)
            beside.addWidget(side)
        self.words = Text(_compared(case), tone="soft", wrap=True)
        self.doubts = Text(_doubts(case.photos), tone="amber", wrap=True)
        fill(QVBoxLayout(self), (beside, self.words, self.doubts), S)
        for line in (self.words, self.doubts):
            line.setVisible(bool(line.text()))

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures, by the SHA-256 of their previews."""
        for side in self.sides:
            side.show_pictures(pictures)


def _sides(photos: Sequence[CasePhoto]) -> tuple[tuple[str, list[CasePhoto]], ...]:
    after = [one for one in photos if one.moment is Moment.AFTER]
    rest = [one for one in photos if one.moment is not Moment.AFTER]
    return (
        (BEFORE, [one for one in rest if not one.is_of_case]),
        (MEANWHILE, [one for one in rest if one.is_of_case]),
        (AFTER, after),
    )


def _compared(case: Case) -> str:
    """Say how far apart the places are where it was photographed before and after."""
    (_before, before), _meanwhile, (_after, after) = _sides(case.photos)
    places = [[one.place for one in side if one.place] for side in (before, after)]
    if not (before and after):
        return ""
    if not all(places):
        return _("Whether both were taken at the same place can't be told: a photo carries no place.")
    apart = min(distance_m(one, other) for one in places[0] for other in places[1])
    return _("Taken {distance} apart", distance=distance_words(apart))


def _doubts(photos: Sequence[CasePhoto]) -> str:
    """Say what asks for a look, each once; never an accusation."""
    said = list(dict.fromkeys(doubt for one in photos for doubt in one.doubts))
    if not said:
        return ""
    words = "; ".join(_(DOUBT_NAMES[doubt]) for doubt in said)
    count = sum(1 for one in photos if one.doubts)
    return plural(
        "Please look at {n} photo: {words}", "Please look at {n} photos: {words}", count, words=words
    )


def _thumbnail(photo: CasePhoto, picture: bytes) -> Thumbnail:
    doubt = "; ".join(_(DOUBT_NAMES[one]) for one in photo.doubts)
    return Thumbnail(photo.photo, picture, photo.taken.clock, doubt)
