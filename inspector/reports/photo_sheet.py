"""The photo sheet: two, four or six photos on a page, each with what is known of it."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from inspector.model.events import Place
from inspector.model.photo import DOUBT_NAMES, PLACE_SOURCE_NAMES, TIME_SOURCE_NAMES, Moment
from inspector.model.site import DEGREE
from inspector.reports.archive import Picture
from inspector.reports.blocks import Block
from inspector.reports.fonts import Fonts
from inspector.reports.official_paper import PHOTOS_PER_PAGE, PaperPhoto
from inspector.reports.page import HEIGHT, WIDTH
from inspector.reports.photo_copies import Copies
from inspector.reports.sheet import Box, Sheet
from inspector.reports.styles import AMBER, CAPTION, PALE, SMALL, TINY
from inspector.reports.table import INNER, RULE
from inspector.reports.tagging import Element
from inspector.reports.text import Lines, Run, Words
from inspector.words import N_, Say

MOMENT_NAMES = {Moment.BEFORE: N_("before putting right"), Moment.AFTER: N_("after putting right")}
LONGEST_CAPTION = 120
"""Characters of what a photo shows; the tables of the report say more."""
_USUAL = 4
_MOST_COLUMNS = 2
_NO_SOURCE = ""
_MARGIN = 5.0
_LEAST_PICTURE = 100.0


def picture_name(number: int) -> str:
    """Give the resource name of a photo's copy."""
    return f"Photo{number}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """One photo with its caption, ready to be drawn."""

    photo: PaperPhoto
    copy: "Future[Picture | None]"
    figure: Element
    caption: tuple[Lines, ...]
    absent: Lines

    @property
    def caption_height(self) -> float:
        return sum(lines.height for lines in self.caption)

    def draw(self, sheet: Sheet, frame: Box) -> None:
        room = Box(
            frame.x + _MARGIN,
            frame.y + self.caption_height + 2 * _MARGIN,
            frame.width - 2 * _MARGIN,
            frame.height - self.caption_height - 3 * _MARGIN,
        )
        picture = self.copy.result()
        if picture:
            scale = min(room.width / picture.width, room.height / picture.height)
            width, height = picture.width * scale, picture.height * scale
            x, y = room.x + (room.width - width) / 2, room.y + (room.height - height) / 2
            self.figure.box = (x, y, x + width, y + height)
            with sheet.marked(self.figure):
                sheet.picture(picture_name(self.photo.number), Box(x, y, width, height))
        else:
            with sheet.artifact():
                sheet.ground(room, PALE)
            self.figure.box = (room.x, room.y, room.x + room.width, room.y + room.height)
            self.absent.draw(sheet, room.x, room.y + (room.height + self.absent.height) / 2)
        top = frame.y + self.caption_height + _MARGIN
        for lines in self.caption:
            lines.draw(sheet, frame.x + _MARGIN, top)
            top -= lines.height


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """Photos side by side."""

    frames: tuple[_Frame, ...]
    width: float
    least: float

    @property
    def height(self) -> float:
        """As high as its share of the page, higher where a caption needs it."""
        captions = max(frame.caption_height for frame in self.frames)
        return max(self.least, captions + _LEAST_PICTURE + 3 * _MARGIN)

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw each photo in a frame of its own."""
        foot = top - self.height
        rules: list[tuple[float, float, float, float]] = []
        for index, frame in enumerate(self.frames):
            left, right = x + index * self.width, x + (index + 1) * self.width
            frame.draw(sheet, Box(left, foot, self.width, self.height))
            rules += [
                (left, top, right, top),
                (right, top, right, foot),
                (right, foot, left, foot),
                (left, foot, left, top),
            ]
        with sheet.artifact():
            sheet.rules(rules, INNER, RULE)


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """Lays out photos in rows, ``per_page`` of them on a page below a title of ``title_height`` points."""

    fonts: Fonts
    say: Say
    copies: Copies
    per_page: int
    title_height: float

    def rows(self, photos: tuple[PaperPhoto, ...], section: Element) -> Iterator[PhotoRow]:
        """Give the rows of the sheet; figures and captions become children of ``section``."""
        per_page = self.per_page if self.per_page in PHOTOS_PER_PAGE else _USUAL
        columns = min(per_page // 2, _MOST_COLUMNS)
        width = WIDTH / columns
        least = (HEIGHT - self.title_height) / (per_page // columns)
        for at in range(0, len(photos), columns):
            frames = tuple(self._frame(photo, width, section) for photo in photos[at : at + columns])
            yield PhotoRow(frames, width, least)

    def _frame(self, photo: PaperPhoto, width: float, section: Element) -> _Frame:
        inner = width - 2 * _MARGIN
        name = self._name(photo)
        figure = section.add("Figure", alternative=f"{name}. {self._taken(photo)}")
        caption = tuple(
            words.lay_out(self.fonts, inner, section.add("P")) for words in self._caption(photo, name)
        )
        absent = Words.of(SMALL, self.say("This photo is not on this computer, or can't be read."))
        return _Frame(
            photo, self.copies[photo.number], figure, caption, absent.lay_out(self.fonts, inner, figure)
        )

    def _name(self, photo: PaperPhoto) -> str:
        what = photo.what if len(photo.what) <= LONGEST_CAPTION else f"{photo.what[: LONGEST_CAPTION - 1]}…"
        name = self.say("Photo {number}", number=photo.number)
        moment = MOMENT_NAMES.get(photo.moment, "")
        return " ".join(part for part in (name, what, f"〔{self.say(moment)}〕" if moment else "") if part)

    def _taken(self, photo: PaperPhoto) -> str:
        source = self.say(TIME_SOURCE_NAMES[photo.time_source])
        moment = f"{photo.taken.local:%Y-%m-%d %H:%M:%S}"
        return self.say(
            "Taken {moment} ({source}) by {person}", moment=moment, source=source, person=photo.by
        )

    def _caption(self, photo: PaperPhoto, name: str) -> Iterator[Words]:
        yield Words.of(CAPTION, name)
        yield Words.of(SMALL, self._taken(photo))
        yield Words.of(SMALL, self._place(photo))
        if photo.doubts:
            doubts = self.say(", ").join(self.say(DOUBT_NAMES[doubt]) for doubt in photo.doubts)
            yield Words.of(SMALL, Run(self.say("Please look: {doubts}", doubts=doubts), ink=AMBER))
        yield Words.of(TINY, f"SHA-256 {photo.sha256[:32]} {photo.sha256[32:]}")

    def _place(self, photo: PaperPhoto) -> str:
        place = photo.place
        if place is None:
            return self.say(PLACE_SOURCE_NAMES[_NO_SOURCE])
        words = self.say(
            "{place} ({source})",
            place=coordinates(place),
            source=self.say(PLACE_SOURCE_NAMES.get(place.source, place.source)),
        )
        if photo.distance_m is None:
            return words
        return self.say("{place}, {distance} m from the site", place=words, distance=photo.distance_m)


def coordinates(place: Place) -> str:
    """Write WGS-84 degrees to a metre, ``39.78120°N 106.81230°E``."""
    latitude = f"{abs(place.lat) / DEGREE:.5f}°{'S' if place.lat < 0 else 'N'}"
    longitude = f"{abs(place.lon) / DEGREE:.5f}°{'W' if place.lon < 0 else 'E'}"
    return f"{latitude} {longitude}"
