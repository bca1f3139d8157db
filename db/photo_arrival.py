"""Photos that find their place by themselves: where one stop alone of an open round fits, by its time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import waiting_photos
from db.connection import Reader
from db.photo_intake import TakenPhoto
from db.photo_placing import Placing, Suggestion, add_to_stop, candidates_of, certain_stop
from db.workspace import Actor, Workspace
from inspector.model.ids import PatrolId, PersonId, StopId
from inspector.periods import Instant


@dataclass(frozen=True, slots=True)
class Placement:
    """A photo, what is suggested for it, and the stop it belongs to where that is beyond doubt."""

    photo: TakenPhoto
    suggestions: tuple[Suggestion, ...]
    stop: StopId | None

    @property
    def best(self) -> Suggestion | None:
        """What fits best, and where it belongs if that is beyond doubt; nothing where nothing fits."""
        return next(iter(self.suggestions), None)


def placements(reader: Reader, person: PersonId, photos: Iterable[TakenPhoto]) -> tuple[Placement, ...]:
    """Look for the stops of ``photos`` in the open rounds of ``person``."""
    rounds = reader.rows(
        "SELECT id FROM patrol WHERE state = 'open'"
        " AND EXISTS (SELECT 1 FROM json_each(inspectors) WHERE value = ?)",
        (person,),
    )
    placing = Placing(candidates_of(reader, [PatrolId(name) for (name,) in rounds]))
    found = ((photo, placing.suggestions(photo)) for photo in photos)
    return tuple(Placement(photo, fitting, certain_stop(fitting)) for photo, fitting in found)


def place(workspace: Workspace, found: Sequence[Placement], by: Actor, now: Instant) -> None:
    """Record what has its stop, so that it waits no more; all else goes on waiting."""
    of_stop: dict[StopId, list[TakenPhoto]] = defaultdict(list)
    for one in found:
        if one.stop:
            of_stop[one.stop].append(one.photo)
    for stop, photos in of_stop.items():
        add_to_stop(workspace, stop, photos, by, now)
        waiting_photos.take_out(workspace, [photo.id for photo in photos])
