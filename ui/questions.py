"""What the window itself asks of the workspace: people, counts, hand-over, and anything by a few letters."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from inspector.periods import Instant


class HandOver(msgspec.Struct, frozen=True):
    """How far what this device recorded has come."""

    waiting: int = 0
    unreceived: int = 0


class Waiting(msgspec.Struct, frozen=True):
    """How much waits on a page: past its day, behind schedule on the way to it, due soon, and what else."""

    overdue: int = 0
    behind: int = 0
    soon: int = 0
    further: int = 0


class Person(msgspec.Struct, frozen=True):
    """Somebody who can be chosen at the top right, in one of their grids or offices."""

    name: str
    office: str
    actor: Any
    roles: frozenset[str] = frozenset()


class Hit(msgspec.Struct, frozen=True):
    """Something found by Ctrl+K: its words, a soft remark, an icon, and where it is shown."""

    text: str
    remark: str
    icon: str
    page: str
    what: object


class Questions(msgspec.Struct, frozen=True):
    """The queries of the window; each runs in a reading lane with a reader as its first argument.

    ``chosen`` tells who was chosen last, ``choose`` keeps it, in the writing lane.
    """

    people: Callable[[Any, date], Sequence[Person]]
    counts: Callable[[Any, Any, Instant], Mapping[str, Waiting]]
    hand_over: Callable[[Any], HandOver]
    search: Callable[[Any, str], Sequence[Hit]]
    chosen: Callable[[Any], Any]
    choose: Callable[[Any, Any], None]
    may_speak: Callable[[Any, Any], bool] = lambda _reader, _workspace: True
    """Whether what this device records counts: not before somebody granted its feed authority."""
