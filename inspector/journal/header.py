"""The header of an entry: what is signed, what of it the model reads, and what it has to be when it comes."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from inspector.journal.body import BODY_LIMIT
from inspector.journal.device_key import FEED_PATTERN

Feed = Annotated[str, Meta(pattern=FEED_PATTERN)]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Uuid = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Positive = Annotated[int, Meta(ge=1)]
Natural = Annotated[int, Meta(ge=0)]


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of a header the model reads; the rest is for those who check what came."""

    type: str
    sv: int
    feed: str
    seq: int
    org: str
    actor: str
    lc: int
    ts: int
    tz: int
    obj: str | None = None
    after: tuple[str, ...] | None = None
    blobs: tuple[tuple[str, int, str], ...]


class Header(Told, frozen=True, kw_only=True, omit_defaults=True):
    """What is signed of an entry: the table of the format. What else stands in it stays in the bytes."""

    v: int
    prev: str | None = None
    co: str | None = None
    bh: str
    bl: int


class Grammar(Header, frozen=True, kw_only=True):
    """What a header has to be; asked when it comes, not whenever it is read from the disk."""

    v: Literal[1]
    feed: Feed
    seq: Positive
    prev: Hash | None = None
    type: Annotated[str, Meta(min_length=1)]
    sv: Positive
    org: Uuid
    actor: Uuid
    lc: Positive
    ts: Natural
    tz: Annotated[int, Meta(ge=-1440, le=1440)]
    obj: Uuid | None = None
    after: Annotated[tuple[Hash, ...], Meta(max_length=8)] | None = None
    co: Hash | None = None
    bh: Hash
    bl: Annotated[int, Meta(ge=0, le=BODY_LIMIT)]
    blobs: Annotated[tuple[tuple[Hash, Natural, str], ...], Meta(max_length=16)]
