"""The container of a signature: CMS SignedData with one signer and the attributes that PAdES B-B asks for.

RFC 5652 (CMS) and RFC 5035 (the certificate that counts), in DER. One kind of key signs our reports, so there
is one shape of container. pyHanko would write the same bytes, and take longer than all else of signing does.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

_INTEGER, _OCTETS, _SEQUENCE, _SET = 0x02, 0x04, 0x30, 0x31
_IN_0, _IN_4 = 0xA0, 0xA4
"""Tags of fields that are told apart by a number."""
_SHORT = 0x80

_DATA = bytes.fromhex("06092A864886F70D010701")
_SIGNED_DATA = bytes.fromhex("06092A864886F70D010702")
_CONTENT_TYPE = bytes.fromhex("06092A864886F70D010903")
_MESSAGE_DIGEST = bytes.fromhex("06092A864886F70D010904")
_SIGNING_CERTIFICATE = bytes.fromhex("060B2A864886F70D010910022F")
"""Names of things (OBJECT IDENTIFIER), as they are written."""
_SHA256 = bytes.fromhex("300D06096086480165030402010500")
_ECDSA = bytes.fromhex("300A06082A8648CE3D040302")
"""Algorithms: SHA-256, and ECDSA over it."""


class Certificate(NamedTuple):
    """A certificate of a P-256 key, and who issued it under which serial number; each in DER."""

    whole: bytes
    issuer: bytes
    serial: bytes


def container(digest: bytes, certificate: Certificate, sign: Callable[[bytes], bytes]) -> bytes:
    """Put the signature over what has the SHA-256 ``digest`` into a container, without the content.

    ``sign`` gives ECDSA over SHA-256 of what it is given, in DER, by the key of ``certificate``.
    """
    attributes = b"".join(sorted(_attributes(digest, certificate)))  # a set has one order in DER
    signer = _part(
        _SEQUENCE,
        _part(_INTEGER, b"\1"),
        _part(_SEQUENCE, certificate.issuer, certificate.serial),
        _SHA256,
        _part(_IN_0, attributes),
        _ECDSA,
        # what is signed is a set, though it stands in the container under its number
        _part(_OCTETS, sign(_part(_SET, attributes))),
    )
    signed = _part(
        _SEQUENCE,
        _part(_INTEGER, b"\1"),
        _part(_SET, _SHA256),
        _part(_SEQUENCE, _DATA),
        _part(_IN_0, certificate.whole),
        _part(_SET, signer),
    )
    return _part(_SEQUENCE, _SIGNED_DATA, _part(_IN_0, signed))


def _attributes(digest: bytes, certificate: Certificate) -> list[bytes]:
    issued = _part(_SEQUENCE, _part(_SEQUENCE, _part(_IN_4, certificate.issuer)), certificate.serial)
    named = _part(_SEQUENCE, _part(_OCTETS, sha256(certificate.whole).digest()), issued)
    return [
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, _part(_OCTETS, digest)),
        _attribute(_SIGNING_CERTIFICATE, _part(_SEQUENCE, _part(_SEQUENCE, named))),
    ]


def _attribute(name: bytes, value: bytes) -> bytes:
    return _part(_SEQUENCE, name, _part(_SET, value))


def _part(tag: int, *content: bytes) -> bytes:
    """Write tag, length and content."""
    inside = b"".join(content)
    size = len(inside)
    if size < _SHORT:
        return bytes((tag, size)) + inside
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, _SHORT | len(octets))) + octets + inside
