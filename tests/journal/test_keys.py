"""Keys of devices and of people."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused, Unreadable
from inspector.journal import device_key
from inspector.journal.device_key import DeviceKey, feed_name, verify
from inspector.journal.person_key import LONGEST_NAME, PersonKey, name_on, verify_person
from tests.journal.made import FEW_ROUNDS, NOON, PASSPHRASE, person

OTHER_CURVE = ec.derive_private_key(7, ec.SECP384R1())
NO_LOCK = serialization.NoEncryption()


def key_file(key: pkcs12.PKCS12PrivateKeyTypes | None, certificate: x509.Certificate | None) -> bytes:
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, lock)


def certificate_for(
    key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, name: str = ""
) -> x509.Certificate:
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)] if name else [])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day)
        .not_valid_after(day)
        .sign(key, hashes.SHA256() if isinstance(key, ec.EllipticCurvePrivateKey) else None)
    )


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50))
def test_a_device_signs_under_the_name_of_its_feed(seed, message) -> None:
    key = DeviceKey.from_seed(seed)
    signature = key.sign(message)
    assert len(key.feed) == 52
    assert DeviceKey.from_seed(seed).feed == key.feed
    assert verify(key.feed, signature, message)
    assert not verify(key.feed, signature, message + b"x")
    assert not verify(key.feed, signature[:-1], message)


def test_the_private_key_is_not_shown() -> None:
    assert "00" * 8 not in repr(DeviceKey.from_seed(bytes(32)))
    assert "private" not in repr(person())


@pytest.mark.parametrize("sign", [0, 0x80])
@pytest.mark.parametrize("point", sorted(device_key._SMALL_ORDER), ids=bytes.hex)
def test_a_key_for_which_anybody_can_sign_is_refused(point, sign) -> None:
    feed = feed_name(point[:-1] + bytes([point[-1] | sign]))
    with pytest.raises(Unreadable, match="anybody"):
        verify(feed, b"\x01" + bytes(63), b"message")


@pytest.mark.parametrize(
    "feed", ["", "a" * 51, "a" * 53, "A" * 52, "a" * 51 + "b", "a" * 52 + "\n", "1" * 52]
)
def test_what_is_no_name_of_a_feed_is_refused(feed) -> None:
    with pytest.raises(Unreadable, match="name of a device"):
        verify(feed, bytes(64), b"")


def test_a_certificate_says_who_for_what_and_how_long() -> None:
    key = PersonKey.make("示例甲", "示例县整改办", NOON, bytes(range(56)))
    certificate = x509.load_der_x509_certificate(key.certificate_der)
    assert certificate.subject == certificate.issuer
    assert certificate.subject.rfc4514_string() == "O=示例县整改办,CN=示例甲"
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert certificate.not_valid_before_utc == dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)
    assert certificate.not_valid_after_utc == dt.datetime(2036, 11, 21, 4, 0, tzinfo=dt.UTC)
    certificate.verify_directly_issued_by(certificate)
    assert key.certificate_sha256 == certificate.fingerprint(hashes.SHA256()).hex()
    assert key.name == name_on(key.certificate_der) == "示例甲"


def test_the_same_chance_gives_the_same_key_and_certificate() -> None:
    assert person() == person()
    assert person() != person("示例乙")


@pytest.mark.parametrize(("name", "office"), [("甲" * LONGEST_NAME, "办" * LONGEST_NAME), ("Q", "")])
def test_names_may_have_one_to_sixty_four_characters(name, office) -> None:
    assert PersonKey.make(name, office, NOON, bytes(range(56))).name == name


@pytest.mark.parametrize(("name", "office"), [("", ""), ("甲" * 65, ""), ("甲", "办" * 65)])
def test_other_names_are_refused(name, office) -> None:
    with pytest.raises(Refused, match="1 to 64 characters"):
        PersonKey.make(name, office, NOON, bytes(56))


def test_a_certificate_without_a_name_has_none_and_anything_else_is_no_certificate() -> None:
    assert name_on(der(certificate_for(ec.derive_private_key(7, ec.SECP256R1())))) == ""
    with pytest.raises(Unreadable, match="not a certificate"):
        name_on(b"anything")


@given(st.binary(max_size=50))
def test_a_person_signs_and_is_verified_by_the_certificate(message) -> None:
    key = person()
    signature = key.sign(message)
    assert signature == key.sign(message)
    assert verify_person(key.certificate_der, signature, message)
    assert not verify_person(key.certificate_der, signature, message + b"x")
    assert not verify_person(key.certificate_der, b"", message)
    assert not verify_person(person("示例乙").certificate_der, signature, message)


@pytest.mark.parametrize(
    "certificate",
    [
        b"",
        b"anything",
        der(certificate_for(OTHER_CURVE)),
        der(certificate_for(ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)))),
    ],
    ids=["empty", "no certificate", "another curve", "another kind of key"],
)
def test_a_certificate_without_a_p256_key_verifies_nothing(certificate) -> None:
    assert not verify_person(certificate, person().sign(b"x"), b"x")


def test_a_key_file_gives_back_key_and_certificate_under_its_passphrase() -> None:
    key = person()
    kept = key.to_pkcs12(PASSPHRASE, FEW_ROUNDS)
    assert PersonKey.from_pkcs12(kept, PASSPHRASE) == key
    assert key.private_key_der not in kept


def test_a_passphrase_is_the_same_however_the_keyboard_composes_it() -> None:
    kept = person().to_pkcs12("cafe\u0301", FEW_ROUNDS)
    assert PersonKey.from_pkcs12(kept, "caf\u00e9") == person()


def test_a_key_file_takes_its_time_by_default() -> None:
    assert PersonKey.from_pkcs12(person().to_pkcs12(PASSPHRASE), PASSPHRASE) == person()


@pytest.mark.parametrize("wrong", ["", "x", PASSPHRASE + " "])
def test_a_wrong_passphrase_is_refused(wrong) -> None:
    with pytest.raises(Refused, match="passphrase is wrong"):
        PersonKey.from_pkcs12(person().to_pkcs12(PASSPHRASE, FEW_ROUNDS), wrong)


def test_half_a_character_is_no_part_of_a_passphrase() -> None:
    with pytest.raises(Refused, match="half a character"):
        person().to_pkcs12("\ud800")


def test_a_key_is_not_kept_without_a_passphrase() -> None:
    with pytest.raises(Refused, match="passphrase"):
        person().to_pkcs12("")


@pytest.mark.parametrize("cut", [1, 100, 500])
def test_a_damaged_key_file_is_unreadable(cut) -> None:
    with pytest.raises(Unreadable, match="not a key file"):
        PersonKey.from_pkcs12(person().to_pkcs12(PASSPHRASE, FEW_ROUNDS)[:cut], PASSPHRASE)


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        (key_file(OTHER_CURVE, certificate_for(OTHER_CURVE)), "no P-256 key"),
        (key_file(None, certificate_for(OTHER_CURVE)), "no P-256 key"),
        (key_file(ec.derive_private_key(7, ec.SECP256R1()), None), "no certificate"),
    ],
    ids=["another curve", "no key", "no certificate"],
)
def test_a_key_file_of_another_kind_says_what_is_lacking(kept, sentence) -> None:
    with pytest.raises(Unreadable, match=sentence):
        PersonKey.from_pkcs12(kept, PASSPHRASE)
