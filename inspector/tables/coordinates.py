"""Coordinates as offices write them: decimal, degrees with minutes, both in one cell, the wrong way round."""

import re
import unicodedata

from inspector.errors import Spoken, Unreadable
from inspector.model.events import Place
from inspector.model.site import DEGREE
from inspector.words import N_

NO_DEGREES = N_("“{value}” is no coordinate. Write it as 106.842 or 106°50′31″.")
ONE_MISSING = N_("A coordinate without the other: give longitude and latitude, or neither.")
OFF_THE_EARTH = N_("The coordinates {lon}, {lat} are not on the earth.")
SWAPPED = N_("Longitude and latitude stood the wrong way round; they were taken as {lon}, {lat}.")
NOWHERE = N_("The coordinates 0, 0 were left out: nobody works there.")
OTHER_DATUM = N_(
    "The column {column} seems to be in GCJ-02 (Amap, Tencent); it was taken as it stands, about 500 m off."
)

_CHINA_LON, _CHINA_LAT = (73.0, 136.0), (3.0, 54.0)
"""Degrees in which China lies."""
_PARTS = re.compile(
    r"(-?\d+(?:\.\d+)?)(?:[°度:d]\s*(?:(\d+(?:\.\d+)?)['′’分:m]?\s*(?:(\d+(?:\.\d+)?)[\"″”秒s]?)?)?)?"
)
_DECIMAL = re.compile(r"-?\d{1,3}(\.\d{1,20})?", re.ASCII)
_SIDES = re.compile(r"东经|北纬|[EN经纬度约:\s]*$|^[EN经纬约:\s]*", re.IGNORECASE)
_WEST_OR_SOUTH = re.compile(r"西经|南纬|^[WS]|[WS]$", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/、\s]+")
_DATUMS = re.compile(r"GCJ|火星|高德|腾讯", re.IGNORECASE)


def degrees_of(text: str) -> float:
    """Read one coordinate in degrees; west and south are negative. Raises Unreadable."""
    if _DECIMAL.fullmatch(text):
        return float(text)
    plain = unicodedata.normalize("NFKC", text).replace("''", '"').replace("′′", '"').strip()
    sign = -1 if _WEST_OR_SOUTH.search(plain) else 1
    bare = _WEST_OR_SOUTH.sub("", plain).strip()
    bare = _SIDES.sub("", bare).strip() if not _PARTS.fullmatch(bare) else bare
    found = _PARTS.fullmatch(bare)
    if not found or len(bare) > 40:  # noqa: PLR2004 - no coordinate is that long
        raise Unreadable(NO_DEGREES, value=text)
    degrees, minutes, seconds = (float(part or 0) for part in found.groups())
    if minutes >= 60 or seconds >= 60:  # noqa: PLR2004 - of an hour's parts
        raise Unreadable(NO_DEGREES, value=text)
    return sign * (degrees + minutes / 60 + seconds / 3600)


def both_of(text: str) -> tuple[str, str]:
    """Divide a cell that holds both coordinates. Raises Unreadable."""
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text).strip()) if part]
    if len(parts) != 2:  # noqa: PLR2004 - longitude and latitude
        raise Unreadable(NO_DEGREES, value=text)
    one, other = parts
    return one, other


def place_of(longitude: str, latitude: str) -> tuple[Place | None, Spoken | None]:
    """Give the place of two coordinates, and what a person should look at.

    The wrong way round is recognised by where China lies. Raises Unreadable for one without the other, and
    off the earth.
    """
    if not longitude or not latitude:
        if longitude or latitude:
            raise Unreadable(ONE_MISSING)
        return None, None
    lon, lat = degrees_of(longitude), degrees_of(latitude)
    doubt: Spoken | None = None
    if _within(lat, _CHINA_LON) and _within(lon, _CHINA_LAT):
        lon, lat = lat, lon
        doubt = Unreadable(SWAPPED, lon=lon, lat=lat)
    if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004 - the earth
        raise Unreadable(OFF_THE_EARTH, lon=lon, lat=lat)
    if lat == lon == 0:
        return None, Unreadable(NOWHERE)
    return Place(lat=round(lat * DEGREE), lon=round(lon * DEGREE)), doubt


def datum_note(column: str) -> Spoken | None:
    """Say where the name of a column tells of a datum other than WGS-84."""
    return Unreadable(OTHER_DATUM, column=column) if _DATUMS.search(column) else None


def _within(degrees: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= degrees <= bounds[1]
