"""Certificates of people, made and read; loads cryptography, so it is imported where it is first needed."""

import warnings
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from inspector.errors import Unreadable
from inspector.periods import Instant
from inspector.words import N_

YEARS = 10

_ORDER = 0xFFFFFFFF_00000000_FFFFFFFF_FFFFFFFF_BCE6FAAD_A7179E84_F3B9CAC2_FC632551
_SIGNING = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
"""What a person's key is for: signing, and standing by it (content commitment, once non-repudiation)."""


def key_of(chance: bytes) -> ec.EllipticCurvePrivateKey:
    """Make a P-256 key of 40 random bytes: enough for an even remainder (FIPS 186-5, A.2.1)."""
    return ec.derive_private_key(int.from_bytes(chance) % (_ORDER - 1) + 1, ec.SECP256R1())


def self_signed(
    key: ec.EllipticCurvePrivateKey, name: str, office: str, now: Instant, serial: int
) -> x509.Certificate:
    """Make a certificate of ten years from ``now``, for signing and standing by it."""
    named = [(NameOID.COMMON_NAME, name), *([(NameOID.ORGANIZATION_NAME, office)] if office else [])]
    with warnings.catch_warnings():
        # The library counts bytes where RFC 5280 counts characters: from 22 Chinese ones on it complains.
        warnings.simplefilter("ignore")
        who = x509.Name([x509.NameAttribute(oid, text, _validate=False) for oid, text in named])
    begin = datetime.fromtimestamp(now.ts // 1000, UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=YEARS * 365 + YEARS // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNING, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )


def public_key_of(certificate_der: bytes) -> ec.EllipticCurvePublicKey | None:
    """Take the P-256 key out of a certificate; nothing if there is none in it."""
    try:
        key = x509.load_der_x509_certificate(certificate_der).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1) else None


def is_signed_by(key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> bool:
    """Say whether ``signature`` is ECDSA over SHA-256 in DER by ``key``."""
    try:
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def subject_name(certificate_der: bytes) -> str:
    """Give the name on a certificate, empty if it has none. Raises Unreadable for what is no certificate."""
    try:
        with warnings.catch_warnings():
            # As above: names of more than 64 bytes.
            warnings.simplefilter("ignore")
            subject = x509.load_der_x509_certificate(certificate_der).subject
    except ValueError:
        raise Unreadable(N_("This is not a certificate.")) from None
    return " ".join(str(named.value) for named in subject.get_attributes_for_oid(NameOID.COMMON_NAME))


def signature_by(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Sign with ECDSA over SHA-256, without chance (RFC 6979)."""
    return key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def der_of(thing: x509.Certificate | ec.EllipticCurvePrivateKey) -> bytes:
    """Write a certificate, or a key as PKCS#8 in the clear: for memory only."""
    if isinstance(thing, x509.Certificate):
        return thing.public_bytes(serialization.Encoding.DER)
    return thing.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def certificate_from(der: bytes) -> x509.Certificate:
    """Read back what ``der_of`` wrote of a certificate."""
    return x509.load_der_x509_certificate(der)


def key_from(der: bytes) -> ec.EllipticCurvePrivateKey:
    """Read back what ``der_of`` wrote of a key."""
    key = serialization.load_der_private_key(der, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - der_of writes no other
    return key
