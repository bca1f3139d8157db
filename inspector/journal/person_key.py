"""The key of a person: P-256 with a self-signed certificate, kept under a passphrase."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Protocol, Self

from inspector.errors import Refused
from inspector.periods import Instant
from inspector.words import N_

CHANCE_BYTES = 56
"""Forty for the key, sixteen for the serial number."""
LONGEST_NAME = 64
"""Characters of a name in a certificate (RFC 5280, ub-common-name, ub-organization-name)."""
KDF_ROUNDS = 600_000
"""PBKDF2-HMAC-SHA256 as OWASP advises since 2023; a quarter of a second."""


class _Verifies(Protocol):
    def __call__(self, signature: bytes, message: bytes, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A person's certificate (DER) and private key (PKCS#8 DER), which is in memory only while it signs."""

    certificate_der: bytes
    private_key_der: bytes = field(repr=False)

    @classmethod
    def make(cls, name: str, office: str, now: Instant, chance: bytes) -> Self:
        """Make a key of 56 random bytes with a certificate of ten years for ``name`` of ``office``.

        Raises Refused for a name of no or more than 64 characters, or such an office; an office may be empty.
        """
        from inspector.journal.certificate import der_of, key_of, self_signed

        if not 0 < len(name) <= LONGEST_NAME or len(office) > LONGEST_NAME:
            raise Refused(N_("A certificate takes names of 1 to {limit} characters."), limit=LONGEST_NAME)
        key = key_of(chance[:40])
        serial = (int.from_bytes(chance[40:CHANCE_BYTES]) >> 1) + 1
        return cls(der_of(self_signed(key, name, office, now, serial)), der_of(key))

    @classmethod
    def from_pkcs12(cls, data: bytes, passphrase: str) -> Self:
        """Open a key file.

        Raises Refused for a wrong passphrase, Unreadable for what is no key file, or one without a P-256 key
        and the certificate that fits it.
        """
        from inspector.journal.certificate import der_of
        from inspector.journal.key_file import unlocked

        key, certificate = unlocked(data, passphrase)
        return cls(der_of(certificate), der_of(key))

    def to_pkcs12(self, passphrase: str, rounds: int = KDF_ROUNDS) -> bytes:
        """Write the key file, AES-256 under ``passphrase``. Raises Refused without one."""
        from inspector.journal.certificate import certificate_from, key_from
        from inspector.journal.key_file import locked

        return locked(
            key_from(self.private_key_der), certificate_from(self.certificate_der), passphrase, rounds
        )

    @property
    def certificate_sha256(self) -> str:
        """The name of the certificate in ``co``."""
        return hashlib.sha256(self.certificate_der).hexdigest()

    @property
    def name(self) -> str:
        """The name on the certificate."""
        return name_on(self.certificate_der)

    def sign(self, message: bytes) -> bytes:
        """Give ECDSA over SHA-256 as DER; the same message gives the same signature (RFC 6979)."""
        from inspector.journal.certificate import key_from, signature_by

        return signature_by(key_from(self.private_key_der), message)


def verify_person(certificate_der: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the P-256 key of a certificate signed ``message``; false too without such a certificate."""
    verifies = _verifier(certificate_der)
    return verifies is not None and verifies(signature, message)


def name_on(certificate_der: bytes) -> str:
    """Give the name on a certificate, empty if it has none. Raises Unreadable for what is no certificate."""
    from inspector.journal.certificate import subject_name

    return subject_name(certificate_der)


@lru_cache(maxsize=256)
def _verifier(certificate_der: bytes) -> _Verifies | None:
    from inspector.journal.certificate import is_signed_by, public_key_of

    key = public_key_of(certificate_der)
    return None if key is None else partial(is_signed_by, key)
