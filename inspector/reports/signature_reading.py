"""What the signatures of a PDF say, checked with pyHanko and a stricter eye on what they cover."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from inspector.errors import Unreadable
from inspector.periods import Instant, instant_of
from inspector.reports.names_on_certificates import allow_characters_of_today
from inspector.reports.pdf_reading import OpenPdf, foreign_bytes
from inspector.reports.verdict import Level, plain

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_CONSTRUCTED = 0x20
_LONG = 0x80
"""Bits of DER: an element made of elements; a length that takes more than its byte."""
DOCUMENT_TIME_STAMP = "/DocTimeStamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSignature:
    """One signature as the file shows it, before anybody is asked whom they trust.

    ``intact``: the bytes it covers and the signature belong together. ``fit``: the certificate was in force
    at the claimed time and is made for signing. ``undisturbed``: nothing came after it but what it allows,
    further signatures. ``covers``: all bytes from the first to the end of its increment, its own value aside.
    ``revision``: its increment, 0 being the file as it was built. ``reaches``: SHA-256 of the file as it was
    right after this signature.
    """

    field: str
    name: str = ""
    certificate_sha256: str = ""
    self_signed: bool = False
    signed_at: Instant | None = None
    level: Level = Level.BASIC
    intact: bool = False
    fit: bool = False
    undisturbed: bool = False
    covers: bool = False
    reaches_end: bool = False
    is_time_stamp: bool = False
    revision: int = 0
    reaches: str = ""

    @property
    def valid(self) -> bool:
        """Say whether the signature holds, whoever vouches for its certificate."""
        return self.intact and self.fit and self.undisturbed and self.covers


def seen_signatures(pdf: OpenPdf, *, with_reach: bool = True) -> tuple[SeenSignature, ...]:
    """Check every filled signature field, oldest first; one that can't be read is there and not intact.

    ``reaches`` stays empty unless ``with_reach``: it costs one more pass over the file for each signature.

    Raises Unreadable if the form itself is damaged.
    """
    from pyhanko.sign.fields import enumerate_sig_fields

    allow_characters_of_today()
    with foreign_bytes():
        filled = list(enumerate_sig_fields(pdf.reader, filled_status=True))
    seen = sorted(
        (_seen(pdf, name, field, with_reach=with_reach) for name, _, field in filled),
        key=lambda one: one.revision,
    )
    last_stamp = max((one.revision for one in seen if one.is_time_stamp and one.valid), default=0)
    return tuple(
        replace(one, level=Level.LASTING) if one.level is Level.STAMPED and one.revision < last_stamp else one
        for one in seen
    )


def _seen(pdf: OpenPdf, name: str, field: Any, *, with_reach: bool) -> SeenSignature:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        with foreign_bytes():
            embedded = EmbeddedPdfSignature(pdf.reader, field, name)
            extent = _extent(pdf, embedded, with_reach=with_reach)
            is_stamp = embedded.sig_object_type == DOCUMENT_TIME_STAMP
            return _checked_stamp(embedded, extent) if is_stamp else _checked(embedded, extent)
    except Unreadable:
        return SeenSignature(field=name)


def _checked(embedded: "EmbeddedPdfSignature", extent: "_Extent") -> SeenSignature:
    from pyhanko.sign.validation import validate_pdf_signature

    certificate = embedded.signer_cert
    claimed = embedded.self_reported_timestamp
    moment = claimed or certificate.not_valid_before
    trust = _believing(certificate, moment)
    status = validate_pdf_signature(embedded, trust, ts_validation_context=trust)
    stamp = status.timestamp_validity
    return SeenSignature(
        field=embedded.field_name,
        name=_name_in(certificate),
        certificate_sha256=certificate.sha256.hex(),
        self_signed=certificate.self_signed == "maybe",
        signed_at=instant_of(claimed) if claimed else None,
        level=Level.STAMPED if stamp is not None and stamp.intact and stamp.valid else Level.BASIC,
        intact=status.intact and status.valid,
        # Whom one believes by decree pyHanko does not ask for dates.
        fit=status.trusted and certificate.not_valid_before <= moment <= certificate.not_valid_after,
        undisturbed=bool(status.docmdp_ok),
        **extent,
    )


def _checked_stamp(embedded: "EmbeddedPdfSignature", extent: "_Extent") -> SeenSignature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_timestamp

    certificate = embedded.signer_cert
    status = validate_pdf_timestamp(embedded, _believing(certificate, certificate.not_valid_before))
    return SeenSignature(
        field=embedded.field_name,
        name=_name_in(certificate),
        certificate_sha256=certificate.sha256.hex(),
        signed_at=instant_of(status.timestamp),
        intact=status.intact and status.valid,
        fit=True,
        undisturbed=status.modification_level <= ModificationLevel.LTA_UPDATES,
        is_time_stamp=True,
        **extent,
    )


def _believing(certificate: Any, moment: datetime) -> Any:
    """Judge a certificate by itself; whether anybody vouches for it is another question."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=[certificate], allow_fetching=False, moment=moment)


def _name_in(certificate: Any) -> str:
    named = certificate.subject.native.get("common_name", "")
    return plain(named if isinstance(named, str) else " ".join(named))


def _extent(pdf: OpenPdf, embedded: "EmbeddedPdfSignature", *, with_reach: bool) -> "_Extent":
    """Say what a signature covers.

    pyHanko adds up the lengths of the byte range; a second part that begins elsewhere would leave a hole
    which nobody signed. So: from 0 to the ``<`` of the signature's own value, and from its ``>`` on. The
    value itself is signed by nobody, so it must have its one spelling.
    """
    start, length, after, rest = (int(number) for number in embedded.byte_range)
    value = pdf.content[length:after]
    end = after + rest
    content = embedded.pkcs7_content.hex().encode()
    return _Extent(
        covers=start == 0
        and value in {b"<%b>" % content, b"<%b>" % content.upper()}
        and end <= len(pdf.content)
        and _is_plain(embedded),
        reaches_end=end == len(pdf.content),
        revision=int(embedded.signed_revision),
        reaches=hashlib.sha256(memoryview(pdf.content)[:end]).hexdigest() if with_reach else "",
    )


def _is_plain(embedded: "EmbeddedPdfSignature") -> bool:
    """Say whether what no signature protects in a CMS (RFC 5652) is as it must be, and only zeros follow."""
    signer, signed, content = embedded.signer_info, embedded.signed_data, embedded.pkcs7_content
    version = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    outer = version if signed["encap_content_info"]["content_type"].native == "data" else "v3"
    algorithms = [algorithm.dump() for algorithm in signed["digest_algorithms"]]
    return (
        not content[_end_of(content, 0) :].strip(b"\0")
        and (version, outer) == (signer["version"].native, signed["version"].native)
        and algorithms == [signer["digest_algorithm"].dump()]
        and signer["digest_algorithm"]["parameters"].native is None
    )


def _end_of(content: bytes, start: int) -> int:
    """Find the end of the element at ``start``. Raises ValueError where it is not DER (X.690, 10.1)."""
    kind, size, place = content[start], content[start + 1], start + 2
    if size & _LONG:
        count = size & ~_LONG
        size, place = int.from_bytes(content[place : place + count]), place + count
        if size < _LONG or not size >> 8 * (count - 1):
            raise ValueError(start)
    end = place + size
    while kind & _CONSTRUCTED and place < end:
        place = _end_of(content, place)
    if not kind or place > end or end > len(content):
        raise ValueError(start)
    return end


class _Extent(TypedDict):
    covers: bool
    reaches_end: bool
    revision: int
    reaches: str
