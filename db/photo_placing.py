"""Where photos that came without a stop belong: suggested by time and place, never decided by the program."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from db.changes import Changes
from db.connection import Reader
from db.photo_intake import TakenPhoto, photo_added
from db.queries.rounds import patrol_of
from db.queries.stop_sheet import site_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.events import Place
from inspector.model.ids import PatrolId, SiteId, StopId
from inspector.model.photo import FAR_M, PhotoAdded, TimeSource
from inspector.model.site import distance_m
from inspector.periods import MINUTE, Instant
from inspector.words import N_

NEAR = 20 * MINUTE
"""A photo taken this long before or after somebody arrived was probably taken at that stop."""
BELIEVED = frozenset({TimeSource.EXIF, TimeSource.FILE_NAME})
"""Times strong enough to suggest by; that of a copied file is not."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site a photo may belong to, and when it was visited on the day, if it was."""

    site: SiteId
    name: str
    place: Place | None
    visited: Instant | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A site that fits: by time, by place (``metres`` from it), or by both."""

    site: SiteId
    name: str
    time_fits: bool
    metres: int | None


def suggested(photo: TakenPhoto, candidates: Iterable[Candidate]) -> Suggestion | None:
    """Suggest where ``photo`` belongs: by time and place, else by place, else by time; the nearest wins."""
    fitting: list[tuple[tuple[int, int], Suggestion]] = []
    for one in candidates:
        apart = _apart(photo, one.visited)
        metres = distance_m(photo.place, one.place) if photo.place and one.place else None
        time_fits = apart is not None and apart <= NEAR
        is_there = metres is not None and metres <= FAR_M
        if is_there or (time_fits and metres is None):
            weight = (-2 * is_there - time_fits, metres if is_there and metres is not None else apart or 0)
            fitting.append((weight, Suggestion(one.site, one.name, time_fits, metres)))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def add_to_stop(
    workspace: Workspace, stop: StopId, photos: Sequence[TakenPhoto], by: Actor, now: Instant
) -> Changes:
    """Record ``photos`` as those of a stop that is recorded already.

    Raises Refused when its round is finished: the report that names its photos is final.
    """
    with closing(workspace.reader()) as reader:
        events = _added(reader, stop, photos)
    return workspace.record(events, by, now)


def _added(reader: Reader, stop: StopId, photos: Sequence[TakenPhoto]) -> list[PhotoAdded]:
    row = reader.row("SELECT patrol, site, arrived_ts, arrived_tz FROM stop WHERE id = ?", (stop,))
    patrol = patrol_of(reader, PatrolId(row[0])) if row else None
    if row is None or patrol is None or not patrol.is_open:
        raise Refused(N_("The patrol of this stop is finished; nothing can be added to its report."))
    site = site_of(reader, SiteId(row[1]))
    place = site.place if site else None
    return [
        photo_added(
            photo,
            patrol=patrol.id,
            stop=stop,
            site=SiteId(row[1]),
            site_place=place,
            visited=Instant(row[2], row[3]),
        )
        for photo in photos
    ]


def _apart(photo: TakenPhoto, visited: Instant | None) -> int | None:
    if visited is None or photo.time_source not in BELIEVED:
        return None
    return abs(photo.taken.ts - visited.ts)
