"""What a photo claims of itself: time, place, camera and which way is up."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from math import ceil, isfinite
from typing import Any

from PIL import ExifTags, Image

from inspector.model.events import Place
from inspector.model.site import DEGREE
from inspector.periods import Instant, instant_of
from inspector.pictures.opening import FAULTS, unwarned

YEARS = range(1970, 3000)
"""Years a clock can claim that every system can show; other dates are garbage."""
LONGEST_NAME = 64
FURTHEST_ERROR_M = 100_000

_TIMES = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal, ExifTags.Base.SubsecTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized, ExifTags.Base.SubsecTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.OffsetTime, ExifTags.Base.SubsecTime),
)
_DATE_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)", re.ASCII)
_SPELLED_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.年]?(\d\d)[-_.月]?(\d\d)[-_. T日]*"
    r"(\d\d)[-_.:时点]?(\d\d)[-_.:分]?(\d\d)(?:\d{3})?(?!\d)",
    re.ASCII,
)
_EPOCH_IN_NAME = re.compile(r"(?<!\d)(1\d{9})(\d{3})?(?!\d)", re.ASCII)
"""WeChat (mmexport1763773460123.jpg, wx_camera_1763773460123.jpg) and other programs count UTC milliseconds,
some count seconds."""
_FIRST_EPOCH = 1_262_304_000
"""2010: no such program is older, and a smaller number is one of something else."""
_SIDEWAYS_FROM = 5


@dataclass(frozen=True, slots=True)
class Claims:
    """What the metadata says; nothing of it is believed, all of it is kept.

    ``orientation`` is EXIF's 1…8 (EXIF 3.0, 4.6.5), 1 where there is none.
    """

    taken: Instant | None = None
    place: Place | None = None
    camera: str = ""
    orientation: int = 1

    @property
    def is_sideways(self) -> bool:
        """Say whether width and height change places when the photo is put upright."""
        return self.orientation >= _SIDEWAYS_FROM


def claims_of(image: Image.Image, tz: int) -> Claims:
    """Read the metadata of an opened picture; ``tz`` minutes is the offset of clocks that name none.

    Garbage is ignored: each claim that cannot be understood is missing.
    """
    try:
        with unwarned():
            exif = image.getexif()
            top: dict[int, Any] = dict(exif)
            inner: dict[int, Any] = dict(exif.get_ifd(ExifTags.IFD.Exif))
            gps: dict[int, Any] = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except FAULTS:
        return Claims()
    orientation = top.get(ExifTags.Base.Orientation)
    return Claims(
        taken=_taken(top | inner, tz),
        place=_place(gps),
        camera=_camera(_text(top.get(ExifTags.Base.Make)), _text(top.get(ExifTags.Base.Model))),
        orientation=orientation if isinstance(orientation, int) and orientation in range(1, 9) else 1,
    )


def time_in_name(file_name: str, tz: int) -> Instant | None:
    """Find the time in names such as ``IMG_20261122_091405.jpg`` or ``mmexport1763773460123.jpg``.

    It is when some program made the file: weaker than what the camera says. Times spelled out are of the
    wall clock at offset ``tz`` minutes.
    """
    spelled = _SPELLED_IN_NAME.search(file_name)
    if spelled and (moment := _moment(spelled.groups(), tz)):
        return moment
    for epoch in _EPOCH_IN_NAME.finditer(file_name):
        if int(epoch[1]) >= _FIRST_EPOCH:
            return Instant(int(epoch[1]) * 1000 + int(epoch[2] or 0), tz)
    return None


def _taken(tags: dict[int, Any], tz: int) -> Instant | None:
    for date_tag, offset_tag, subsecond_tag in _TIMES:
        spelled = _DATE_TIME.match(_text(tags.get(date_tag)))
        if spelled is None:
            continue
        if moment := _moment(spelled.groups(), _offset(_text(tags.get(offset_tag)), tz)):
            digits = re.match(r"\d{1,3}", _text(tags.get(subsecond_tag)), re.ASCII)
            return moment.later(int(digits[0].ljust(3, "0")) if digits else 0)
    return None


def _moment(parts: tuple[str, ...], tz: int) -> Instant | None:
    year, month, day, hour, minute, second = (int(part) for part in parts)
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=timezone(timedelta(minutes=tz)))
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Instant(instant_of(moment).ts, tz) if {moment.year, local.year} <= set(YEARS) else None


def _offset(text: str, otherwise: int) -> int:
    spelled = _OFFSET.match(text)
    if spelled is None:
        return otherwise
    minutes = int(spelled[2]) * 60 + int(spelled[3])
    # Real offsets lie between -12:00 and +14:00 (IANA time zones).
    return otherwise if minutes > 14 * 60 else minutes * (-1 if spelled[1] == "-" else 1)


def _place(gps: dict[int, Any]) -> Place | None:
    lat = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "NS", 90)
    lon = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "EW", 180)
    # 0/0 is what receivers write before they know where they are; it lies in the Gulf of Guinea.
    if lat is None or lon is None or (lat, lon) == (0, 0):
        return None
    error = _number(gps.get(ExifTags.GPS.GPSHPositioningError))
    accuracy = ceil(error) if error is not None and 0 < error <= FURTHEST_ERROR_M else 0
    return Place(lat=lat, lon=lon, source="exif", accuracy_m=accuracy)


def _degrees(gps: dict[int, Any], tag: int, side_tag: int, sides: str, limit: int) -> int | None:
    side = _text(gps.get(side_tag)).upper()
    value = gps.get(tag)
    if side not in tuple(sides) or not isinstance(value, tuple):
        return None
    parts = [_number(part) for part in value[:3]]
    if not parts or any(part is None or part < 0 for part in parts):
        return None
    degrees: float = sum(part / 60.0**place for place, part in enumerate(parts) if part is not None)
    if degrees > limit:
        return None
    return round(degrees * DEGREE) * (1 if side == sides[0] else -1)


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except FAULTS:
        return None
    return number if isfinite(number) else None


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    return "".join(letter for letter in value.split("\0")[0] if letter.isprintable()).strip()


def _camera(make: str, model: str) -> str:
    named = model if model.lower().startswith(make.lower()) else f"{make} {model}"
    return named.strip()[:LONGEST_NAME].strip()
