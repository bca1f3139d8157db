"""What an event is: something that happened, as it goes into an entry and comes back as a fact."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, TypeVar, dataclass_transform

import msgspec

from inspector.periods import Instant


class Audience(StrEnum):
    """Who may be given the body of an entry."""

    PUBLIC = "public"
    OFFICE = "office"
    HANDLERS = "handlers"


class Blob(NamedTuple):
    """Bytes kept beside the journal: SHA-256 in hex, size in bytes, MIME type."""

    sha256: str
    size: int
    mime: str


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """WGS-84 coordinates in 1e-7 degrees, and where they come from."""

    lat: int
    lon: int
    source: str = "typed"
    accuracy_m: int = 0


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened, in the past tense.

    ``subject`` and ``blobs`` go into the entry's header, every other field into its body; a field
    left at its default is not written, so a default can never change.
    """

    TYPE: ClassVar[str]
    SV: ClassVar[int] = 1
    AUDIENCE: ClassVar[Audience] = Audience.OFFICE
    CHANGES_STATE: ClassVar[bool] = False
    BY_PERSON: ClassVar[bool] = False

    subject: str = ""
    blobs: tuple[Blob, ...] = ()

    def told(self) -> dict[str, Any]:
        """Give the fields of the body by name, defaults included."""
        told = msgspec.structs.asdict(self)
        del told["subject"], told["blobs"]
        return told


IN_HEADER = frozenset({"subject", "blobs"})
E = TypeVar("E", bound=Event)

EVENTS: dict[str, type[Event]] = {}
"""Every type of entry this program can interpret, by its name in the header."""


def event(kind: type[E]) -> type[E]:
    """Register ``kind`` under its ``TYPE``."""
    EVENTS[kind.TYPE] = kind
    return kind


class Fact(msgspec.Struct, frozen=True):
    """One entry as the model reads it; ``event`` is missing where the body is erased, absent or unknown."""

    event: Event | None
    type: str
    hash: str
    after: tuple[str, ...]
    feed: str
    seq: int
    lc: int
    at: Instant
    org: str
    actor: str
    subject: str
    blobs: tuple[Blob, ...] = ()
    confirmed: bool = True
    person_signed: bool = False


Facts = Sequence[Fact]
