"""What the window itself asks of the workspace: counts, hand-over, people, and anything by a few letters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class HandOver:
    """How far the entries of this device have come."""

    waiting: int = 0
    unreceived: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be chosen at the top right."""

    name: str
    office: str
    actor: Any
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by Ctrl+K: its words, a soft remark, an icon, and where it is shown."""

    text: str
    remark: str
    icon: str
    page: str
    what: object


@dataclass(frozen=True, slots=True)
class Questions:
    """The queries of the window; each runs in a reading lane."""

    counts: Callable[[Any], Mapping[str, int]]
    hand_over: Callable[[Any], HandOver]
    people: Callable[[Any], Sequence[Person]]
    search: Callable[[Any, str], Sequence[Hit]]
