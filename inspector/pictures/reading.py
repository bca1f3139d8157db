"""Reading a photo that comes from outside: bytes named by their hash, and what they claim."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.model.events import Blob, Place
from inspector.model.ids import Sha256
from inspector.model.photo import TimeSource
from inspector.periods import Instant
from inspector.pictures.claims import Claims, claims_of, time_in_name
from inspector.pictures.opening import MIMES, bytes_of, kind_of, opened
from inspector.pictures.preview import Copy, preview_from, shrink


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    """A photo as it came: its bytes by hash, upright size in pixels, and its claims of time and place.

    Whether the claims are plausible is ``model.photo.doubts_of``'s question, not asked here.
    """

    sha256: Sha256
    size: int
    mime: str
    width: int
    height: int
    taken: Instant
    time_source: TimeSource
    place: Place | None
    camera: str
    orientation: int

    @property
    def blob(self) -> Blob:
        """The original as an entry names it."""
        return Blob(self.sha256, self.size, self.mime)


def read_photo(source: Path | bytes, file_name: str, file_time: Instant | None, now: Instant) -> ReadPhoto:
    """Read a JPEG, PNG, WebP or HEIC photo and make sure that it is whole.

    The time is the camera's, else the file name's, else ``file_time``, else ``now``, whose offset also
    serves clocks that name none. Raises Unreadable in one sentence for what is no picture, cut, damaged or
    too large.
    """
    data = bytes_of(source, file_name)
    with opened(data, file_name) as image:
        size = image.size
        shrink(image, 1)
        claims = claims_of(image, now.tz)
    return _read(data, size, claims, _time(claims, file_name, file_time, now))


def read_with_preview(
    source: Path | bytes, file_name: str, file_time: Instant | None, now: Instant
) -> tuple[ReadPhoto, Copy]:
    """Read a photo as ``read_photo`` does and make its preview, decoding it once."""
    data = bytes_of(source, file_name)
    with opened(data, file_name) as image:
        size = image.size
        preview, claims = preview_from(image, now.tz)
    return _read(data, size, claims, _time(claims, file_name, file_time, now)), preview


def _read(data: bytes, size: tuple[int, int], claims: Claims, time: tuple[Instant, TimeSource]) -> ReadPhoto:
    width, height = reversed(size) if claims.is_sideways else size
    return ReadPhoto(
        sha256=Sha256(sha256(data).hexdigest()),
        size=len(data),
        mime=MIMES[kind_of(data)],
        width=width,
        height=height,
        taken=time[0],
        time_source=time[1],
        place=claims.place,
        camera=claims.camera,
        orientation=claims.orientation,
    )


def _time(
    claims: Claims, file_name: str, file_time: Instant | None, now: Instant
) -> tuple[Instant, TimeSource]:
    if claims.taken:
        return claims.taken, TimeSource.EXIF
    if named := time_in_name(file_name, now.tz):
        return named, TimeSource.FILE_NAME
    if file_time:
        return file_time, TimeSource.FILE
    return now, TimeSource.ENTRY
