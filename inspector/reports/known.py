"""What a workspace knows that a file by itself can't tell: whom to trust, and what was signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.periods import Instant

CLOCKS_DIFFER = 10 * 60_000
"""Milliseconds by which two honest clocks may differ."""


@dataclass(frozen=True, slots=True)
class GivenSignature:
    """A signature the workspace's entries say was given: the place, SHA-256 of the file right after it."""

    field: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the verifier's own workspace says; nothing by default, and then nobody is vouched for.

    ``root``: hash of the county's first entry. ``certificates`` and ``revoked``: SHA-256 of certificates the
    office vouches for, and of those withdrawn. ``given``: the signatures given for a report, by its subject
    (any mapping will do, one that asks a database too). ``now`` finds signatures from the future.
    """

    root: str = ""
    certificates: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()
    given: Mapping[str, tuple[GivenSignature, ...]] = field(default_factory=dict)
    now: Instant | None = None


NOTHING = Known()
