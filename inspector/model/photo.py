"""Photos: named by their bytes, never changed, with what they claim of time and place."""

from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.model.events import Blob, Event, Facts, Place, event
from inspector.model.ids import PhotoId
from inspector.model.site import distance_m
from inspector.periods import DAY, Instant
from inspector.words import N_

FAR_M = 300
"""A photo further than this from its site is shown as a doubt."""
EARLIEST = Instant(946_684_800_000, 0)
"""No field camera is trusted to have worked before the year 2000."""


class TimeSource(StrEnum):
    """Where the time of a photo comes from, the stronger first."""

    EXIF = "exif"
    FILE_NAME = "file_name"
    FILE = "file"
    ENTRY = "entry"


TIME_SOURCE_NAMES = {
    TimeSource.EXIF: N_("time from the camera"),
    TimeSource.FILE_NAME: N_("time from the file name"),
    TimeSource.FILE: N_("time of the file"),
    TimeSource.ENTRY: N_("time of entry"),
}
PLACE_SOURCE_NAMES = {
    "exif": N_("place from the camera"),
    "typed": N_("place typed in"),
    "site": N_("place of the site"),
    "": N_("no place"),
}


class Moment(StrEnum):
    """What a photo of a finding shows."""

    PLAIN = "plain"
    BEFORE = "before"
    AFTER = "after"


class Doubt(StrEnum):
    """What asks for a second look; never an accusation."""

    NO_TIME = "no_time"
    CLOCK_BEFORE_2000 = "clock_before_2000"
    CLOCK_AHEAD = "clock_ahead"
    ANOTHER_DAY = "another_day"
    NO_PLACE = "no_place"
    FAR_AWAY = "far_away"
    ANOTHER_STOP = "another_stop"
    SEEN_BEFORE = "seen_before"


DOUBT_NAMES = {
    Doubt.NO_TIME: N_("the photo carries no time"),
    Doubt.CLOCK_BEFORE_2000: N_("the camera's clock stood before the year 2000"),
    Doubt.CLOCK_AHEAD: N_("the camera's clock was ahead"),
    Doubt.ANOTHER_DAY: N_("taken on another day"),
    Doubt.NO_PLACE: N_("the photo carries no place"),
    Doubt.FAR_AWAY: N_("taken far from the site"),
    Doubt.ANOTHER_STOP: N_("taken while another stop was open"),
    Doubt.SEEN_BEFORE: N_("the same photo stands elsewhere too"),
}


@event
class PhotoAdded(Event):
    """A photo was added to a stop; its blobs are the original and an upright preview.

    ``question`` is the question it answers. ``clock_shift_s`` was added to the camera's time because its
    clock was wrong: ``taken`` less so many seconds is what the camera claims.
    """

    TYPE: ClassVar[str] = "photo.added"

    patrol: str
    stop: str
    site: str
    taken: Instant
    time_source: TimeSource = TimeSource.EXIF
    place: Place | None = None
    finding: str = ""
    moment: Moment = Moment.PLAIN
    name: str = ""
    camera: str = ""
    width: int = 0
    height: int = 0
    doubts: tuple[Doubt, ...] = ()
    question: str = ""
    clock_shift_s: int = 0


@event
class PhotoPlaced(Event):
    """A photo was given another place while its patrol went on; all of it is said anew."""

    TYPE: ClassVar[str] = "photo.placed"

    stop: str
    site: str
    finding: str = ""
    moment: Moment = Moment.PLAIN
    question: str = ""
    doubts: tuple[Doubt, ...] = ()


@event
class PhotoWithdrawn(Event):
    """A photo was taken out while its patrol went on; its bytes and its entry stay."""

    TYPE: ClassVar[str] = "photo.withdrawn"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str = ""


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A photo kept as evidence."""

    id: PhotoId
    by: str
    added: Instant
    original: Blob
    preview: Blob
    patrol: str
    stop: str
    site: str
    taken: Instant
    time_source: TimeSource
    place: Place | None
    finding: str
    moment: Moment
    name: str
    camera: str
    width: int
    height: int
    doubts: tuple[Doubt, ...] = ()
    question: str = ""
    clock_shift_s: int = 0

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a photo; nothing if it is unreadable, names no blobs, or was withdrawn and not added again."""
        photo: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case PhotoAdded() as added if fact.blobs and photo is None:
                    photo = cls(
                        id=PhotoId(fact.subject),
                        by=fact.actor,
                        added=fact.at,
                        original=fact.blobs[0],
                        preview=fact.blobs[-1],
                        **added.told(),
                    )
                case PhotoPlaced() as placed if photo:
                    photo = msgspec.structs.replace(photo, **placed.told())
                case _ if fact.type == PhotoWithdrawn.TYPE:
                    photo = None
                case _:
                    pass
        return photo


def doubts_of(
    taken: Instant, source: TimeSource, place: Place | None, site: Place | None, visited: Instant
) -> tuple[Doubt, ...]:
    """Name what does not fit between a photo, its site and the time of the visit."""
    doubts: list[Doubt] = []
    if source in {TimeSource.FILE, TimeSource.ENTRY}:
        doubts.append(Doubt.NO_TIME)
    elif taken.ts < EARLIEST.ts:
        doubts.append(Doubt.CLOCK_BEFORE_2000)
    elif taken.ts > visited.ts + DAY:
        doubts.append(Doubt.CLOCK_AHEAD)
    elif taken.day != visited.day:
        doubts.append(Doubt.ANOTHER_DAY)
    if place is None:
        doubts.append(Doubt.NO_PLACE)
    elif site is not None and distance_m(place, site) > FAR_M:
        doubts.append(Doubt.FAR_AWAY)
    return tuple(doubts)
