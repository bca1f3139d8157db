"""Photographs of the sample: painted, marked 演示 in large letters, with the metadata of a camera."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from random import Random

from PIL import ExifTags, Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import IFDRational

from inspector.model.events import Place
from inspector.model.site import DEGREE, SiteKind
from inspector.periods import Instant
from inspector.sample.landscape import HEIGHT, LIGHTS, NIGHT, WIDTH, landscape
from inspector.sample.trouble import Trouble, paint_trouble
from resources import path

MARK = "演示"
CAMERA = ("SAMPLE", "Sample Camera 1")
MORNING, EVENING = 7, 18
"""Hours between which it is light in a Wuhai November."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph to be made; ``scene`` names the place, so that before and after show the same.

    ``question`` of a list says what the ``trouble`` is about. Without ``place`` the picture is as WeChat
    hands it on: without any metadata.
    """

    scene: str
    kind: SiteKind
    question: str
    trouble: Trouble
    caption: str
    taken: Instant
    place: Place | None


def photograph(shot: Shot) -> bytes:
    """Make the JPEG, 1,600 × 1,200 px; the same shot gives the same bytes."""
    chance = Random(shot.scene)  # noqa: S311 - a sample must come out the same every time
    light = chance.choice(LIGHTS) if MORNING <= shot.taken.local.hour < EVENING else NIGHT
    image = landscape(shot.kind, light, chance)
    paint_trouble(ImageDraw.Draw(image), shot.question, shot.trouble)
    _mark(image, shot)
    made = BytesIO()
    image.save(made, "JPEG", quality=84, exif=_metadata(shot, shot.place) if shot.place else b"")
    return made.getvalue()


def _mark(image: Image.Image, shot: Shot) -> None:
    draw = ImageDraw.Draw(image)
    draw.text((WIDTH - 40, 30), MARK, font=_letters(130), fill=(255, 255, 255), anchor="ra")
    draw.rectangle((0, HEIGHT - 86, WIDTH, HEIGHT), fill=(24, 28, 30))
    line = f"{MARK} · {shot.caption} · {shot.taken.local:%Y-%m-%d %H:%M}"
    draw.text((40, HEIGHT - 43), line, font=_letters(40), fill=(236, 236, 236), anchor="lm")


@cache
def _letters(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path("fonts/NotoSansSC-Bold.ttf")), size)


def _metadata(shot: Shot, place: Place) -> Image.Exif:
    metadata = Image.Exif()
    metadata[ExifTags.Base.Make], metadata[ExifTags.Base.Model] = CAMERA
    inner = metadata.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = f"{shot.taken.local:%Y:%m:%d %H:%M:%S}"
    sign, minutes = "+" if shot.taken.tz >= 0 else "-", abs(shot.taken.tz)
    inner[ExifTags.Base.OffsetTimeOriginal] = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    metadata.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N" if place.lat >= 0 else "S",
            ExifTags.GPS.GPSLatitude: _sexagesimal(abs(place.lat)),
            ExifTags.GPS.GPSLongitudeRef: "E" if place.lon >= 0 else "W",
            ExifTags.GPS.GPSLongitude: _sexagesimal(abs(place.lon)),
            ExifTags.GPS.GPSHPositioningError: IFDRational(8),
        }
    )
    return metadata


def _sexagesimal(units: int) -> tuple[IFDRational, IFDRational, IFDRational]:
    degrees, rest = divmod(units, DEGREE)
    minutes, rest = divmod(rest * 60, DEGREE)
    return IFDRational(degrees), IFDRational(minutes), IFDRational(rest * 60, DEGREE)
