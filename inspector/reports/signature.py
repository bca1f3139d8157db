"""Signing a report: PAdES B-B with a person's P-256 key, appended to the file and never anything else."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.errors import Refused
from inspector.file_faults import put_in_place
from inspector.journal.person_key import PersonKey
from inspector.periods import Instant
from inspector.reports.full_disk import full_disk_refused
from inspector.reports.names_on_certificates import allow_characters_of_today
from inspector.reports.pdf_reading import OpenPdf, foreign_bytes, open_pdf
from inspector.reports.signature_container import Certificate, container
from inspector.words import N_

if TYPE_CHECKING:
    from pyhanko.sign.signers.pdf_signer import PdfSigner

RESERVED = 24_576
"""Hexadecimal digits kept for the signature: room for a time stamp to be put in later."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A file as it is after signing: SHA-256 and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place on the report for one digital signature."""

    name: str
    is_signed: bool


def signature_fields(path: Path) -> tuple[SignatureField, ...]:
    """List the places for signatures in the order the report has them.

    Raises Unreadable for what is no PDF.
    """
    return fields_of(open_pdf(path))


def fields_of(pdf: OpenPdf) -> tuple[SignatureField, ...]:
    """List the places for signatures of an open PDF."""
    from pyhanko.sign.fields import enumerate_sig_fields

    with foreign_bytes():
        return tuple(
            SignatureField(name, value is not None) for name, value, _ in enumerate_sig_fields(pdf.reader)
        )


def is_signed(path: Path) -> bool:
    """Say whether anybody has signed the PDF at ``path`` (not whether the signature is good)."""
    return any(field.is_signed for field in signature_fields(path))


def sign_report(
    source: Path, target: Path, key: PersonKey, field: str, at: Instant, *, reason: str = "", place: str = ""
) -> Signed:
    """Sign the report at ``source`` in ``field`` as the person of ``key`` at the moment ``at``.

    The signed file is written under a temporary name and takes the place of ``target`` (which may be
    ``source``) when it is safely on disk; the bytes of ``source`` are its beginning, unchanged. The first
    signature certifies the report: from then on only further signatures may be added (ISO 32000-1, 12.8.2.2).

    Raises Refused if there is no such place, it is signed already or the disk is full, Unreadable if the
    file is no PDF.
    """
    pdf = open_pdf(source)
    places = {place.name: place.is_signed for place in fields_of(pdf)}
    if field not in places:
        raise Refused(N_("The report has no place for this signature."))
    if places[field]:
        raise Refused(N_("This place is signed already."))
    signed = _with_signature(pdf, _signer(key, field, at, reason, place, first=not any(places.values())))
    _put_in_place(signed, target)
    return Signed(hashlib.sha256(signed).hexdigest(), len(signed))


def _signer(key: PersonKey, field: str, at: Instant, reason: str, place: str, *, first: bool) -> "PdfSigner":
    from asn1crypto import cms, x509
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers.pdf_cms import Signer
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
    from pyhanko.stamp import NoOpStampStyle

    allow_characters_of_today()
    certificate = x509.Certificate.load(key.certificate_der)
    issued = certificate["tbs_certificate"]
    named = Certificate(key.certificate_der, issued["issuer"].dump(), issued["serial_number"].dump())

    class Person(Signer):
        """Lets the person's key sign; the private key itself never leaves its own module."""

        async def async_sign(self, data_digest: bytes, *_: Any, **__: Any) -> cms.ContentInfo:
            return cms.ContentInfo.load(container(data_digest, named, key.sign))

    class AtThatMoment(PdfSigner):
        """Writes the moment it is given instead of asking the system's clock."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at.local
            return session

    return AtThatMoment(
        PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=first,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            reason=reason or None,
            location=place or None,
        ),
        signer=Person(signing_cert=certificate),
        # Everything to be seen was printed when the report was built; a stamp would not be PDF/A.
        stamp_style=NoOpStampStyle(),
    )


def _with_signature(pdf: OpenPdf, signer: "PdfSigner") -> memoryview:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Increment(IncrementalPdfFileWriter):
        """Leaves the metadata as they are: pyHanko spells XMP in a way that PDF/A does not allow."""

        def _update_meta(self) -> None:
            pass

    with foreign_bytes():
        output = signer.sign_pdf(
            Increment.from_reader(pdf.reader),
            existing_fields_only=True,
            bytes_reserved=RESERVED,
            in_place=True,
        )
    content: memoryview = output.getbuffer()
    return content


def _put_in_place(content: memoryview, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        with full_disk_refused(), part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    with suppress(PermissionError):  # Windows doesn't open folders, and keeps their names by itself
        handle = os.open(target.parent, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
