"""A place somebody types in one line: latitude and longitude in the forms that phones and maps give."""

import re
import unicodedata

from inspector.errors import Refused, Spoken
from inspector.model.events import Place
from inspector.tables.coordinates import degrees_of, place_of
from inspector.words import N_

NO_PLACE = N_("Write the coordinates as two numbers, such as 39.774, 106.842.")

_ANGLE = (
    r"-?\d{1,3}(?:\.\d{1,12})?"
    r"(?:\s*[°度]\s*(?:\d{1,2}(?:\.\d{1,10})?\s*['′’分]\s*(?:\d{1,2}(?:\.\d{1,10})?\s*(?:[\"″”秒]|''|′′))?)?)?"
)
_AXES = r"北纬|南纬|东经|西经|纬度?|经度?|latitude|lat|longitude|long|lon|lng|[NSEW]"
_COORDINATE = re.compile(rf"(?P<axis>{_AXES})\s*[:=]?\s*(?P<angle>{_ANGLE})", re.IGNORECASE)
_WITH_SIDE = re.compile(rf"(?P<angle>{_ANGLE})\s*(?P<axis>[NSEW]|度?[NSEW])?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;/、()]*")
_LONGITUDES = ("e", "w", "东", "西", "经", "lo", "ln")
_NEGATIVE = ("s", "w", "南", "西")


def place_from(text: str) -> tuple[Place | None, Spoken | None]:
    """Read latitude and longitude in this order, unless the words or the numbers say another.

    What a person should look at comes beside the place. Raises Refused for anything else, Unreadable off the
    earth.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for form in (_COORDINATE, _WITH_SIDE):
        found = list(form.finditer(plain))
        if len(found) == 2 and _BETWEEN.fullmatch(form.sub("", plain)):  # noqa: PLR2004 - both coordinates
            (one_axis, one), (other_axis, other) = (_read(match) for match in found)
            if _is_longitude(one_axis) or (other_axis and not _is_longitude(other_axis)):
                one, other = other, one
            return place_of(other, one)
    raise Refused(NO_PLACE)


def _read(found: re.Match[str]) -> tuple[str, str]:
    axis = (found["axis"] or "").lower()
    degrees = degrees_of(found["angle"])
    return axis, f"{-degrees if axis.startswith(_NEGATIVE) else degrees:.9f}"


def _is_longitude(axis: str) -> bool:
    return axis.startswith(_LONGITUDES)
