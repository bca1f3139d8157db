"""What other stops and other photos make doubtful about a photo: "please look", never an accusation."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.connection import Reader
from db.photo_intake import TakenPhoto
from inspector.model.ids import PatrolId, StopId
from inspector.model.photo import Doubt, TimeSource
from inspector.periods import Instant

BELIEVED = frozenset({TimeSource.EXIF, TimeSource.FILE_NAME})
"""Times strong enough to judge by; that of a copied file is not."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How long somebody was at a stop; ``left`` is missing where it was written down later."""

    arrived: Instant
    left: Instant | None

    def holds(self, moment: Instant) -> bool:
        """Say whether ``moment`` lies between arriving and leaving."""
        return self.arrived.ts <= moment.ts <= (self.left or self.arrived).ts


def is_of_another(photo: TakenPhoto, here: Visit, others: Iterable[Visit]) -> bool:
    """Say whether ``photo`` was taken while another stop was open, and the one ``here`` was not."""
    if photo.time_source not in BELIEVED or here.holds(photo.taken):
        return False
    return any(other.holds(photo.taken) for other in others)


class DoubtsBeside:
    """Knows the other stops of a round, and the photos that are recorded elsewhere."""

    def __init__(self, reader: Reader, patrol: PatrolId, stop: StopId, here: Visit) -> None:
        """Look from ``stop``, where somebody was as long as ``here`` says."""
        self._reader = reader
        self._here = here
        rows = reader.rows(
            "SELECT arrived_ts, arrived_tz, left_ts, left_tz FROM stop WHERE patrol = ? AND id <> ?",
            (patrol, stop),
        )
        self._others = [
            Visit(Instant(ts, tz), None if left is None else Instant(left, left_tz))
            for ts, tz, left, left_tz in rows
        ]

    def of(self, photo: TakenPhoto) -> tuple[Doubt, ...]:
        """Name the doubts of a photo that is about to be recorded."""
        seen = self._reader.row(
            "SELECT 1 FROM photo WHERE original_sha256 = ? AND id <> ?", (photo.original.sha256, photo.id)
        )
        doubts = []
        if is_of_another(photo, self._here, self._others):
            doubts.append(Doubt.ANOTHER_STOP)
        if seen:
            doubts.append(Doubt.SEEN_BEFORE)
        return tuple(doubts)
