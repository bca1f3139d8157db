"""The tree of grids: who answers for which ground."""

from datetime import date
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Event, Facts, Place, event
from inspector.model.ids import GridId
from inspector.words import N_

COUNTY, TOWNSHIP, VILLAGE = 1, 2, 3
LEVEL_NAMES = (N_("level 1"), N_("level 2"), N_("level 3"))


@event
class GridAdded(Event):
    """A grid was added below ``parent`` (none for the county)."""

    TYPE: ClassVar[str] = "grid.added"

    name: str
    code: str
    level: int
    parent: str = ""
    place: Place | None = None


@event
class GridChanged(Event):
    """Name, code or parent of a grid changed; what is empty stays."""

    TYPE: ClassVar[str] = "grid.changed"

    name: str = ""
    code: str = ""
    parent: str = ""
    place: Place | None = None


@event
class GridEnded(Event):
    """A grid is none any more from ``on`` on, as when it was split: nothing is due there from that day."""

    TYPE: ClassVar[str] = "grid.ended"

    on: date
    reason: str = ""


@event
class RoundsExcused(Event):
    """A grid says why it did not go out from ``first`` to ``last``; it stays due, and the reason is shown."""

    TYPE: ClassVar[str] = "grid.rounds_excused"

    first: date
    last: date
    reason: str
    on_behalf: str = ""


class Excuse(msgspec.Struct, frozen=True):
    """Why a grid did not go out on some days, and who wrote it down."""

    first: date
    last: date
    reason: str
    by: str
    on_behalf: str


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of ground somebody answers for."""

    id: GridId
    name: str
    code: str
    level: int
    parent: str = ""
    since: date = date.min
    until: date | None = None
    excuses: tuple[Excuse, ...] = ()
    place: Place | None = None

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a grid; nothing if it was never added with a readable body."""
        grid: Self | None = None
        for fact in facts:
            match fact.event:
                case GridAdded() as added if grid is None and fact.confirmed:
                    grid = cls(
                        id=GridId(fact.subject),
                        name=added.name,
                        code=added.code,
                        level=added.level,
                        parent=added.parent,
                        since=fact.at.day,
                        place=added.place,
                    )
                case GridChanged() as changed if grid is not None and fact.confirmed:
                    grid = msgspec.structs.replace(
                        grid,
                        name=changed.name or grid.name,
                        code=changed.code or grid.code,
                        parent=changed.parent or grid.parent,
                        place=changed.place or grid.place,
                    )
                case GridEnded(on=on) if grid is not None and fact.confirmed:
                    grid = msgspec.structs.replace(grid, until=on)
                case RoundsExcused() as told if grid is not None and fact.confirmed:
                    excuse = Excuse(told.first, told.last, told.reason, fact.actor, told.on_behalf)
                    grid = msgspec.structs.replace(grid, excuses=(*grid.excuses, excuse))
                case _:
                    pass
        return grid


def new_grid(subject: str, name: str, code: str, level: int, parent: Grid | None) -> GridAdded:
    """Add a grid; its level lies right below its parent's.

    Raises Refused without a name or code, or at a level that does not fit.
    """
    if not name.strip() or not code.strip():
        raise Refused(N_("A grid needs a name and a code."))
    if level != (parent.level + 1 if parent else COUNTY):
        raise Refused(N_("A grid lies one level below the grid it belongs to."))
    return GridAdded(
        subject=subject, name=name.strip(), code=code.strip(), level=level, parent=parent.id if parent else ""
    )


def excuse_rounds(grid: str, first: date, last: date, reason: str, on_behalf: str = "") -> RoundsExcused:
    """Say why a grid did not go out; ``on_behalf`` names it where somebody else writes it down.

    Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused(N_("Say why the grid did not go out."))
    return RoundsExcused(
        subject=grid, first=first, last=last, reason=reason.strip(), on_behalf=on_behalf.strip()
    )
