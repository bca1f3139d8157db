"""The key of one device's feed: Ed25519, named by its public half."""

import base64
import re
from functools import lru_cache
from typing import Protocol, Self

from inspector.errors import Unreadable
from inspector.words import N_

SEED_BYTES = 32
FEED_PATTERN = r"^[a-z2-7]{51}[aq]\Z"
"""256 bits in 52 characters of base32: of the last one's five bits four are spare and zero."""

_SMALL_ORDER = frozenset(
    bytes.fromhex(point)
    for point in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)
"""y-coordinates, sign bit off, of the points whose order divides eight: anybody can sign for them.

Cremers, Jackson: Prime, Order Please! (2019), table 2, with the encodings that are not reduced.
"""


class _Signs(Protocol):
    def sign(self, data: bytes, /) -> bytes: ...


class _Verifies(Protocol):
    def verify(self, signature: bytes, data: bytes, /) -> None: ...


class DeviceKey:
    """The private key of a feed. Never shown, never copied into the workspace."""

    __slots__ = ("_key", "feed")

    def __init__(self, feed: str, key: _Signs) -> None:
        """Use ``from_seed`` instead."""
        self.feed = feed
        self._key = key

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Make the key of 32 random bytes; the same bytes give the same feed."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(seed)
        return cls(feed_name(key.public_key().public_bytes_raw()), key)

    def sign(self, message: bytes) -> bytes:
        """Give the 64 bytes of the signature."""
        return self._key.sign(message)


def feed_name(public_key: bytes) -> str:
    """Write the 32 bytes of a public key as a feed: base32, lower case, unpadded."""
    return base64.b32encode(public_key).rstrip(b"=").lower().decode()


def verify(feed: str, signature: bytes, message: bytes) -> bool:
    """Say whether the key of ``feed`` signed ``message``.

    Raises Unreadable when ``feed`` is no name of a key, or of one for which anybody can sign.
    """
    from cryptography.exceptions import InvalidSignature

    try:
        _public_key(feed).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def _public_key(feed: str) -> _Verifies:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not re.match(FEED_PATTERN, feed):
        raise Unreadable(N_("This is not the name of a device's feed."))
    raw = base64.b32decode(feed.upper() + "====")
    if raw[:-1] + bytes([raw[-1] & 0x7F]) in _SMALL_ORDER:
        raise Unreadable(N_("A feed uses a key for which anybody can sign."))
    return Ed25519PublicKey.from_public_bytes(raw)
