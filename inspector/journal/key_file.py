"""A person's key and certificate as a PKCS#12 file; loads cryptography, so it is imported where needed."""

import unicodedata
import warnings

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from inspector.errors import Refused, Unreadable
from inspector.words import N_


def locked(
    key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, passphrase: str, rounds: int
) -> bytes:
    """Write the file: AES-256, its key from ``rounds`` of PBKDF2. Raises Refused without a passphrase."""
    if not passphrase:
        raise Refused(N_("A key is kept under a passphrase."))
    shelter = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(_spelled(passphrase))
    )
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, shelter)


def unlocked(data: bytes, passphrase: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Open the file.

    Raises Refused for a wrong passphrase; Unreadable for what is no such file, or one without a P-256 key and
    the certificate that fits it.
    """
    try:
        with warnings.catch_warnings():
            # Files of older browsers are BER, which the library reads with a warning.
            warnings.simplefilter("ignore")
            kept = pkcs12.load_pkcs12(data, _spelled(passphrase))
    except ValueError as error:
        if "password" in str(error):
            raise Refused(N_("The passphrase is wrong.")) from None
        raise Unreadable(N_("This is not a key file.")) from None
    key, held = kept.key, kept.cert
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Unreadable(N_("This key file holds no P-256 key."))
    if held is None or held.certificate.public_key() != key.public_key():
        raise Unreadable(N_("This key file holds no certificate that fits its key."))
    return key, held.certificate


def _spelled(passphrase: str) -> bytes:
    """Spell a passphrase alike whatever keyboard it came from."""
    try:
        return unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise Refused(N_("The passphrase holds half a character.")) from None
