"""Where photos that came without a stop belong: suggested by time and place, never decided by the program."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import ceil, cos, radians

from db.changes import Changes
from db.connection import Reader
from db.photo_doubts import BELIEVED, DoubtsBeside, Visit
from db.photo_intake import TakenPhoto, photo_added
from db.queries.rounds import patrol_of
from db.queries.stop_sheet import site_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.events import Place
from inspector.model.ids import PatrolId, SiteId, StopId
from inspector.model.photo import FAR_M, PhotoAdded, TimeSource
from inspector.model.site import DEGREE, distance_m
from inspector.periods import HOUR, MINUTE, Instant
from inspector.words import N_

NEAR = 10 * MINUTE
"""A photo taken this long before somebody arrived, or after they left, was probably taken at that stop."""
MOST_SUGGESTED = 5
_CELL = DEGREE // 200
"""Side of a square of the map in units of a place, 556 m north to south: wider than a photo may be off."""
_COLUMNS = 360 * DEGREE // _CELL
_NORTHERNMOST = 85
"""Degrees; nearer to a pole nobody patrols."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site a photo may belong to, and when somebody was there, if so.

    ``left`` is missing where nobody knows; for a stop that is being written now it is this moment.
    """

    site: SiteId
    name: str
    place: Place | None
    visited: Instant | None
    left: Instant | None = None
    stop: StopId | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A site that fits, and why: by time (``minutes`` outside the visit), by place, or by both.

    ``metres`` is how far the photo was taken from the site, where both are known. ``is_weak`` says that the
    time is that of the file's name.
    """

    site: SiteId
    name: str
    time_fits: bool
    metres: int | None
    minutes: int = 0
    stop: StopId | None = None
    is_weak: bool = False

    @property
    def place_fits(self) -> bool:
        """Say whether the photo was taken at the site."""
        return self.metres is not None and self.metres <= FAR_M


class Placing:
    """Suggests where photos belong among ``candidates``, thousands of them as fast as one."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Sort the candidates by their place on the map and by their time."""
        self._squares: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        visited: list[tuple[int, int, Candidate]] = []
        for one in candidates:
            if one.place:
                self._squares[_square(one.place)].append(one)
            if one.visited:
                visited.append((*_window(one.visited, one.left), one))
        self._visited = sorted(visited, key=lambda window: window[:2])
        self._begins = [begin for begin, _, _ in self._visited]
        self._longest = max((end - begin for begin, end, _ in visited), default=0)

    def suggestions(self, photo: TakenPhoto) -> tuple[Suggestion, ...]:
        """Give what fits, the best first: by time and place, by place, by time; then the nearest.

        A site that has stops among the candidates is suggested by these alone.
        """
        fitting: dict[tuple[str, str], tuple[tuple[int, int, int, str, str], Suggestion]] = {}
        for one in self._near(photo):
            if found := _fit(photo, one):
                fitting[one.site, one.stop or ""] = found
        with_stop = {one.site for _, one in fitting.values() if one.stop}
        ranked = [
            one
            for _, one in sorted(fitting.values(), key=lambda pair: pair[0])
            if one.stop or one.site not in with_stop
        ]
        return tuple(ranked[:MOST_SUGGESTED])

    def _near(self, photo: TakenPhoto) -> Iterator[Candidate]:
        if photo.place:
            for square in _squares_around(photo.place):
                yield from self._squares.get(square, ())
        if photo.time_source in BELIEVED:
            since = bisect_left(self._begins, photo.taken.ts - self._longest)
            until = bisect_right(self._begins, photo.taken.ts)
            for _, end, one in self._visited[since:until]:
                if photo.taken.ts <= end:
                    yield one


def suggested(photo: TakenPhoto, candidates: Iterable[Candidate]) -> Suggestion | None:
    """Suggest where one ``photo`` belongs; for many make one ``Placing``."""
    return next(iter(Placing(candidates).suggestions(photo)), None)


def certain_stop(suggestions: Sequence[Suggestion]) -> StopId | None:
    """Give the stop a photo belongs to, where one alone fits, and by time."""
    fitting = [one for one in suggestions if one.stop]
    return fitting[0].stop if len(fitting) == 1 and fitting[0].time_fits else None


def shift_between(photo: TakenPhoto, true: Instant) -> int:
    """Say by how many seconds the camera's clock was behind, if ``photo`` was taken at ``true``.

    For a photo of a clock, or of a stop whose time is known. A difference near whole hours is one of hours (a
    time zone, summer time); any other is rounded to minutes, finer than which nobody reads a clock.
    """
    apart = true.ts - photo.claimed.ts
    hours = round(apart / HOUR) * HOUR
    minutes = round(apart / MINUTE) * MINUTE
    return (hours if hours and abs(apart - hours) <= _SAME_HOUR else minutes) // 1000


_SAME_HOUR = 2 * MINUTE


def add_to_stop(
    workspace: Workspace, stop: StopId, photos: Sequence[TakenPhoto], by: Actor, now: Instant
) -> Changes:
    """Record ``photos`` as those of a stop that is recorded already.

    Raises Refused when its round is finished: the report that names its photos is final.
    """
    with closing(workspace.reader()) as reader:
        events = _added(reader, stop, photos)
    return workspace.record(events, by, now)


def candidates_of(reader: Reader, patrols: Collection[PatrolId]) -> list[Candidate]:
    """Give the recorded stops of some rounds as candidates, with the places of their sites."""
    marks = ", ".join("?" * len(patrols))
    rows = reader.rows(
        f"""SELECT stop.site, coalesce(site.name, ''), site.lat, site.lon, stop.arrived_ts, stop.arrived_tz,
            stop.left_ts, stop.left_tz, stop.id
        FROM stop LEFT JOIN site ON site.id = stop.site WHERE stop.patrol IN ({marks})
        ORDER BY stop.arrived_ts, stop.id""",  # noqa: S608 - question marks
        tuple(patrols),
    )
    return [
        Candidate(
            SiteId(site),
            name,
            None if lat is None else Place(lat=lat, lon=lon),
            Instant(ts, tz),
            None if left is None else Instant(left, left_tz),
            StopId(stop),
        )
        for site, name, lat, lon, ts, tz, left, left_tz, stop in rows
    ]


def _added(reader: Reader, stop: StopId, photos: Sequence[TakenPhoto]) -> list[PhotoAdded]:
    row = reader.row(
        "SELECT patrol, site, arrived_ts, arrived_tz, left_ts, left_tz FROM stop WHERE id = ?", (stop,)
    )
    patrol = patrol_of(reader, PatrolId(row[0])) if row else None
    if row is None or patrol is None or not patrol.is_open:
        raise Refused(N_("The patrol of this stop is finished; nothing can be added to its report."))
    site = site_of(reader, SiteId(row[1]))
    arrived, left = Instant(row[2], row[3]), None if row[4] is None else Instant(row[4], row[5])
    beside = DoubtsBeside(reader, patrol.id, stop, Visit(arrived, left))
    return [
        photo_added(
            photo,
            patrol=patrol.id,
            stop=stop,
            site=SiteId(row[1]),
            site_place=site.place if site else None,
            visited=arrived,
            doubts=beside.of(photo),
        )
        for photo in photos
    ]


def _window(visited: Instant, left: Instant | None) -> tuple[int, int]:
    return visited.ts - NEAR, (left or visited).ts + NEAR


def _fit(photo: TakenPhoto, one: Candidate) -> tuple[tuple[int, int, int, str, str], Suggestion] | None:
    """Weigh a candidate: the smaller the better; names and ids only so that the order is always the same."""
    apart = _apart(photo, one)
    metres = distance_m(photo.place, one.place) if photo.place and one.place else None
    time_fits = apart is not None and apart <= NEAR
    is_there = metres is not None and metres <= FAR_M
    if not (is_there or (time_fits and metres is None)):
        return None
    weight = (-2 * is_there - time_fits, apart if time_fits and apart else 0, metres or 0)
    suggestion = Suggestion(
        one.site,
        one.name,
        time_fits,
        metres,
        minutes=ceil(apart / MINUTE) if time_fits and apart else 0,
        stop=one.stop,
        is_weak=time_fits and photo.time_source is TimeSource.FILE_NAME,
    )
    return (*weight, one.site, one.stop or ""), suggestion


def _apart(photo: TakenPhoto, one: Candidate) -> int | None:
    """Say how long before arriving or after leaving a photo was taken; 0 in between."""
    if one.visited is None or photo.time_source not in BELIEVED:
        return None
    end = one.left or one.visited
    return max(one.visited.ts - photo.taken.ts, photo.taken.ts - end.ts, 0)


def _square(place: Place) -> tuple[int, int]:
    return place.lat // _CELL, _wrapped(place.lon // _CELL)


def _wrapped(column: int) -> int:
    """Number the squares from 180° west on; those of 180° east are the same."""
    return (column + _COLUMNS // 2) % _COLUMNS


def _squares_around(place: Place) -> Iterator[tuple[int, int]]:
    """Give the squares that hold all within ``FAR_M``; towards the poles they are narrower."""
    row, column = place.lat // _CELL, place.lon // _CELL
    wide = ceil(1 / cos(radians(min(_NORTHERNMOST, abs(place.lat) / DEGREE))))
    for north in (-1, 0, 1):
        for east in range(-wide, wide + 1):
            yield row + north, _wrapped(column + east)
