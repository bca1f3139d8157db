"""What is known of photos one by one, as their viewer says it: of recorded ones, and of those to come."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from db.connection import Reader, Row
from db.photo_intake import TakenPhoto
from inspector.model.events import Blob, Place
from inspector.model.ids import PhotoId
from inspector.model.photo import Doubt, Moment, TimeSource, doubts_of
from inspector.model.site import distance_m
from inspector.periods import Instant

SECOND = 1000


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """One photo with its claims; ``site`` and the place of it are empty while it has none."""

    photo: PhotoId
    original: Blob
    preview: Blob
    name: str
    taken: Instant
    time_source: TimeSource
    place: Place | None
    site: str
    site_place: Place | None
    camera: str
    width: int
    height: int
    doubts: tuple[Doubt, ...] = ()
    clock_shift_s: int = 0
    moment: Moment = Moment.PLAIN

    @property
    def claimed(self) -> Instant:
        """When it was taken by the clock of the camera, right or wrong."""
        return self.taken.later(-self.clock_shift_s * SECOND)

    @property
    def metres(self) -> int | None:
        """How far from its site it was taken, where both places are known."""
        return distance_m(self.place, self.site_place) if self.place and self.site_place else None


def facts_of_photos(reader: Reader, photos: Sequence[PhotoId]) -> tuple[PhotoFacts, ...]:
    """Give what is known of recorded ``photos`` in this order; one that was taken out is left away."""
    rows = reader.rows(
        """SELECT photo.id, original_sha256, original_size, original_mime, preview_sha256, preview_size,
            preview_mime, photo.name, taken_ts, taken_tz, time_source, photo.lat, photo.lon,
            photo.place_source, photo.accuracy_m, coalesce(site.name, ''), site.lat, site.lon, camera, width,
            height, doubts, clock_shift_s, moment
        FROM photo LEFT JOIN site ON site.id = photo.site
        WHERE photo.id IN (SELECT value FROM json_each(?))""",
        (msgspec.json.encode(list(photos)).decode(),),
    )
    found = {row[0]: _facts(row) for row in rows}
    return tuple(found[photo] for photo in photos if photo in found)


def facts_of_taken(
    photo: TakenPhoto,
    site: str = "",
    site_place: Place | None = None,
    visited: Instant | None = None,
    moment: Moment = Moment.PLAIN,
) -> PhotoFacts:
    """Give what is known of a photo that no entry names yet; doubts where it has a stop."""
    return PhotoFacts(
        photo=photo.id,
        original=photo.original,
        preview=photo.preview,
        name=photo.name,
        taken=photo.taken,
        time_source=photo.time_source,
        place=photo.place,
        site=site,
        site_place=site_place,
        camera=photo.camera,
        width=photo.width,
        height=photo.height,
        doubts=doubts_of(photo.taken, photo.time_source, photo.place, site_place, visited) if visited else (),
        clock_shift_s=photo.clock_shift_s,
        moment=moment,
    )


def _facts(row: Row) -> PhotoFacts:
    (photo, *blobs, name, ts, tz, source, lat, lon, place_source, accuracy) = row[:15]
    (site, site_lat, site_lon, camera, width, height, doubts, shift, moment) = row[15:]
    return PhotoFacts(
        photo=PhotoId(photo),
        original=Blob(*blobs[:3]),
        preview=Blob(*blobs[3:]),
        name=name,
        taken=Instant(ts, tz),
        time_source=TimeSource(source),
        place=None if lat is None else Place(lat=lat, lon=lon, source=place_source, accuracy_m=accuracy),
        site=site,
        site_place=None if site_lat is None else Place(lat=site_lat, lon=site_lon),
        camera=camera,
        width=width,
        height=height,
        doubts=msgspec.json.decode(doubts, type=tuple[Doubt, ...]),
        clock_shift_s=shift,
        moment=Moment(moment),
    )
