"""Which photos the inspectors of the sample week take, where and when."""

from dataclasses import dataclass
from random import Random

from inspector.model.events import Place
from inspector.model.finding_state import Severity
from inspector.model.patrol import PatrolKind
from inspector.model.photo import Moment
from inspector.model.site import DEGREE
from inspector.periods import MINUTE, Instant
from inspector.sample.county import SIGNERS_GRID
from inspector.sample.incidents import Incident
from inspector.sample.photographs import Shot
from inspector.sample.trouble import Trouble
from inspector.sample.week import DAYS, Round, Visit

REPORTED_DAY = 1
"""Days ago of the round whose report is built and signed; each of its stops has a photo."""
WITHOUT_METADATA = "千里山示例农家乐"
"""The site whose photo came through WeChat, which takes the metadata away."""
FAR_AWAY = "110 国道千里山段"
"""The site whose photo was taken too far away, so that the program asks to look again."""
NEAR, FAR = 0.0004, 0.006
"""Degrees: up to about 45 m, and about 700 m."""
EVERY = 9
"""Of the other stops without findings, each so many has a photo."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo to be taken: ``incident`` says which finding of the stop it shows, if any."""

    shot: Shot
    name: str
    moment: Moment
    incident: Incident | None


def pictures(going: Round, visit: Visit, arrived: Instant, number: int) -> tuple[Picture, ...]:
    """Give the photos of the stop ``number`` of the whole week, in the order they are taken.

    Of the weeks before it they show what was put right at once, and what was grave.
    """
    is_of_the_week = going.days_ago <= DAYS
    wanted: list[tuple[Trouble, Moment, Incident | None]] = []
    for incident in visit.incidents:
        if incident.put_right:
            wanted.append((Trouble.WRONG, Moment.BEFORE, incident))
            wanted.append((Trouble.PUT_RIGHT, Moment.AFTER, incident))
        elif is_of_the_week or incident.severity is not Severity.MINOR:
            times = 2 if is_of_the_week and going.kind is PatrolKind.DAILY else 1
            wanted += [(Trouble.WRONG, Moment.PLAIN, incident)] * times
    is_shown = (going.days_ago, going.grid) == (REPORTED_DAY, SIGNERS_GRID)
    if not wanted and is_of_the_week and (is_shown or number % EVERY == 0):
        wanted.append((Trouble.NONE, Moment.PLAIN, None))
    chance = Random(f"{visit.spot.name} {going.days_ago}")  # noqa: S311 - a sample must come out the same
    return tuple(
        _picture(visit, arrived.later((2 + 3 * order) * MINUTE + chance.randrange(MINUTE)), one, chance)
        for order, one in enumerate(wanted)
    )


def _picture(
    visit: Visit, taken: Instant, wanted: tuple[Trouble, Moment, Incident | None], chance: Random
) -> Picture:
    trouble, moment, incident = wanted
    name = visit.spot.name
    # Cameras write whole seconds.
    taken = Instant(taken.ts - taken.ts % 1000, taken.tz)
    place = (
        None
        if name == WITHOUT_METADATA
        else _around(visit.spot.place, chance, FAR if name == FAR_AWAY else 0)
    )
    shot = Shot(
        # Before and after show the same scene; two photos of one finding show it from two sides.
        scene=f"{name} {incident.question} {taken.ts if moment is Moment.PLAIN else ''}"
        if incident
        else name,
        kind=visit.spot.kind,
        question=incident.question if incident else "",
        trouble=trouble,
        caption=f"{name} {incident.spot['zh_CN']}" if incident else name,
        taken=taken,
        place=place,
    )
    file = f"IMG_{taken.local:%Y%m%d_%H%M%S}.jpg" if place else f"mmexport{taken.ts}.jpg"
    return Picture(shot, file, moment, incident)


def _around(place: Place, chance: Random, off: float) -> Place:
    lat, lon = (
        degrees + round((off + chance.uniform(-NEAR, NEAR)) * DEGREE) for degrees in (place.lat, place.lon)
    )
    return Place(lat=lat, lon=lon, source="exif")
