"""Photos of a day as one picture for a group chat: whole, upright, each with its stop and time below."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from inspector.pictures.preview import Copy, paper_jpeg
from inspector.reports.fonts import printable, typeface
from resources import path

MOST = 9
"""Photos of one picture: more can't be made out on a telephone."""
WIDTH = 1080
GAP = 12
TITLE, CAPTION = 34, 24
"""Sizes of letters in pixels."""
SHAPE = 3 / 4
"""Height of the room for a photo by its width."""
GROUND, ROOM, INK, SOFT = "#FFFFFF", "#EDF0EE", "#1C2320", "#5C6862"
_FONTS = ("NotoSansSC-Regular.ttf", "NotoSerifSC-Regular.ttf")
"""The first that has a character draws it."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One photo, which stands upright as previews do, and what is said below it."""

    picture: Path | bytes
    caption: str


def build_collage(title: str, tiles: Sequence[Tile]) -> Copy:
    """Put at most ``MOST`` photos into a JPEG of at most 1,080 px in width, without metadata.

    Raises Unreadable for a photo that can't be read.
    """
    shown = tiles[:MOST]
    columns = 1 if len(shown) < 2 else 2 if len(shown) <= 4 else 3  # noqa: PLR2004 - 2×2, else 3×3
    width = (WIDTH - GAP * (columns + 1)) // columns
    height = round(width * SHAPE)
    head, foot = TITLE + 3 * GAP, CAPTION + 2 * GAP
    rows = -(-len(shown) // columns)
    sheet = Image.new("RGB", (WIDTH, head + rows * (height + foot)), GROUND)
    pen = ImageDraw.Draw(sheet)
    _write(pen, title, (GAP, GAP), TITLE, INK, WIDTH - 2 * GAP)
    for at, tile in enumerate(shown):
        left = GAP + (at % columns) * (width + GAP)
        top = head + (at // columns) * (height + foot)
        pen.rectangle((left, top, left + width - 1, top + height - 1), fill=ROOM)
        photo = _photo(tile.picture, (width, height))
        sheet.paste(photo, (left + (width - photo.width) // 2, top + (height - photo.height) // 2))
        _write(pen, tile.caption, (left, top + height + GAP // 2), CAPTION, SOFT, width)
    made = BytesIO()
    sheet.save(made, "JPEG", quality=85)
    return Copy(made.getvalue(), "image/jpeg", *sheet.size)


def _photo(picture: Path | bytes, room: tuple[int, int]) -> Image.Image:
    data = paper_jpeg(picture, picture.name if isinstance(picture, Path) else "", max(room)).data
    with Image.open(BytesIO(data)) as photo:
        photo.thumbnail(room, Image.Resampling.BICUBIC)
        return photo.copy()


def _write(
    pen: ImageDraw.ImageDraw, text: str, place: tuple[int, int], size: int, ink: str, room: int
) -> None:
    """Write one line, each character in the first font that has it, cut with an ellipsis where it ends."""
    left, top = float(place[0]), place[1]
    end = left + room
    letters = [(letter, _font(letter, size)) for letter in printable(text)]
    widths = [font.getlength(letter) for letter, font in letters]
    dots = _font("…", size)
    fits = sum(widths) <= room
    for (letter, font), width in zip(letters, widths, strict=True):
        if not fits and left + width > end - dots.getlength("…"):
            pen.text((left, top), "…", ink, dots)
            return
        pen.text((left, top), letter, ink, font)
        left += width


def _font(letter: str, size: int) -> ImageFont.FreeTypeFont:
    file = next((file for file in _FONTS if ord(letter) in typeface(file).charToGlyph), _FONTS[0])
    return _opened(file, size)


@cache
def _opened(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path(f"fonts/{file}")), size)
