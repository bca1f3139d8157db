"""A secret kept in a file under a passphrase."""

import hashlib
import unicodedata
from typing import Literal

import msgspec

from db.incarnation import Chance
from inspector.errors import Refused, Unreadable
from inspector.words import N_

COST = 2**17
"""N of scrypt with r = 8, p = 1 (OWASP's advice since 2021): 128 MB and a third of a second."""
LARGEST_COST = 2**20
_BLOCK = 8
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32


class _Sealed(msgspec.Struct, frozen=True, kw_only=True):
    kdf: Literal["scrypt"] = "scrypt"
    cipher: Literal["chacha20-poly1305"] = "chacha20-poly1305"
    n: int
    salt: bytes
    nonce: bytes
    sealed: bytes


def seal_secret(secret: bytes, passphrase: str, chance: Chance, cost: int = COST) -> bytes:
    """Write ``secret`` so that only ``passphrase`` opens it. Raises Refused without one."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not passphrase:
        raise Refused(N_("A key is kept under a passphrase."))
    salt, nonce = chance(_SALT_BYTES), chance(_NONCE_BYTES)
    box = ChaCha20Poly1305(_key(passphrase, salt, cost))
    sealed = box.encrypt(nonce, secret, None)
    return msgspec.json.encode(_Sealed(n=cost, salt=salt, nonce=nonce, sealed=sealed))


def open_secret(data: bytes, passphrase: str) -> bytes:
    """Give the secret. Raises Refused for a wrong passphrase, Unreadable for what is no such file."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        kept = msgspec.json.decode(data, type=_Sealed)
    except msgspec.DecodeError:
        raise Unreadable(N_("This is not a key file.")) from None
    if not 1 < kept.n <= LARGEST_COST or kept.n & (kept.n - 1) or len(kept.nonce) != _NONCE_BYTES:
        raise Unreadable(N_("This is not a key file."))
    try:
        return ChaCha20Poly1305(_key(passphrase, kept.salt, kept.n)).decrypt(kept.nonce, kept.sealed, None)
    except InvalidTag:
        raise Refused(N_("The passphrase is wrong.")) from None


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    spelled = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        spelled, salt=salt, n=cost, r=_BLOCK, p=1, maxmem=2**20 + 256 * _BLOCK * cost, dklen=_KEY_BYTES
    )
