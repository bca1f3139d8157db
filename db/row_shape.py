"""What the rows of a subject are: its own, those of its parts, and the words it is found by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from db.changes import Kind
from inspector.model.events import Event, Facts, Place
from inspector.periods import Instant

_ENCODER = msgspec.json.Encoder()

Row: TypeAlias = dict[str, object]
"""Values by column."""


class Rows(msgspec.Struct, frozen=True):
    """One subject in the tables: its own row, the rows of its parts by table, the words it is found by."""

    row: Row | None = None
    parts: dict[str, list[Row]] = msgspec.field(default_factory=dict)
    words: Row = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How a kind of subject lies in the tables; ``parts`` names with each table its column of the subject."""

    kind: Kind
    events: tuple[type[Event], ...]
    rows: Callable[[Facts], Rows | None]
    table: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    search: str = ""


def instant_columns(name: str, at: Instant | None) -> Row:
    """Give the two columns of an instant; they are empty together."""
    return {f"{name}_ts": at.ts if at else None, f"{name}_tz": at.tz if at else None}


def place_columns(place: Place | None) -> Row:
    """Give the columns of a place; they are empty together."""
    return {
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_source": place.source if place else None,
        "accuracy_m": place.accuracy_m if place else None,
    }


def as_json(value: object) -> str:
    """Write a list, or what a correction changed, into one column."""
    return _ENCODER.encode(value).decode() if value != () else "[]"
