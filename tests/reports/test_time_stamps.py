"""Signatures that were given a time stamp later, and archives that renew theirs."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from inspector.periods import Instant
from inspector.reports.verdict import Level
from inspector.reports.verification import verify

NOON = Instant(1_795_320_000_000, 480)
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


class Increment(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        pass


@pytest.fixture(scope="session")
def stamper() -> DummyTimeStamper:
    from cryptography import x509 as made
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = rsa.generate_private_key(65537, 2048)
    name = made.Name([made.NameAttribute(NameOID.COMMON_NAME, "示例时间戳")])
    certificate = (
        made.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(9)
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(NOW + timedelta(days=900))
        .add_extension(made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(private),
        fixed_dt=NOW,
    )


def sign_with_stamp(path: Path, one, stamper: DummyTimeStamper) -> None:
    writer = Increment(BytesIO(path.read_bytes()))
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(one.key.certificate_der),
        signing_key=keys.PrivateKeyInfo.load(one.key.private_key_der),
        cert_registry=SimpleCertificateStore(),
    )
    told = PdfSignatureMetadata(
        field_name=one.field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True
    )
    from pyhanko.sign.signers import PdfSigner

    output = PdfSigner(told, signer=signer, timestamper=stamper, stamp_style=NoOpStampStyle()).sign_pdf(
        writer
    )
    path.write_bytes(output.getvalue())


def add_document_stamp(path: Path, stamper: DummyTimeStamper) -> None:
    output = PdfTimeStamper(stamper).timestamp_pdf(Increment(BytesIO(path.read_bytes())), "sha256")
    path.write_bytes(output.getvalue())


def test_a_signature_with_a_time_stamp_is_of_the_next_level(report, signatories, stamper):
    path = report(signatories[:1])
    sign_with_stamp(path, signatories[0], stamper)
    verdict = verify(path)
    assert verdict.valid
    assert [signature.level for signature in verdict.signatures] == [Level.STAMPED]


def test_a_document_time_stamp_protects_what_was_stamped_before(report, signatories, stamper):
    path = report(signatories[:1])
    sign_with_stamp(path, signatories[0], stamper)
    add_document_stamp(path, stamper)
    verdict = verify(path)
    assert verdict.valid
    assert verdict.complete
    assert [(one.level, one.covers_all) for one in verdict.signatures] == [(Level.LASTING, True)]
    assert "The signature of 示例时间戳 is right." in str(verdict.to_json())


def test_a_changed_document_time_stamp_is_not_valid(report, signatories, stamper):
    path = report(signatories[:1])
    sign_with_stamp(path, signatories[0], stamper)
    add_document_stamp(path, stamper)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"/ETSI.RFC3161", b"/ETSI.RFC3162"))
    verdict = verify(path)
    assert not verdict.valid
    assert Level.LASTING not in {signature.level for signature in verdict.signatures}
