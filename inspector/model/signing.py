"""What happens to a report on paper: signed digitally, or signed and sealed in ink and scanned back."""

from typing import ClassVar

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Fact, event
from inspector.periods import Instant
from inspector.words import N_

MOST_BLOBS = 16
"""What one entry names at most (journal format): eight pages with their previews."""


@event
class ReportSigned(Event):
    """A report of this subject was signed digitally; ``sha256`` names the file as it was after signing.

    The signer's own device records it; a device that is handed the file by somebody else keeps the file.
    """

    TYPE: ClassVar[str] = "report.signed"

    field: str
    sha256: str
    size: int
    file: str
    certificate: str


@event
class ReportSealed(Event):
    """The print of a report of this subject was signed and sealed in ink and came back (已盖章归档).

    Its blobs are the scans or photographs, page after page, each picture followed by an upright preview;
    ``report`` is the number that its QR code, or a person where none could be read, says it belongs to.
    """

    TYPE: ClassVar[str] = "report.sealed"

    report: str
    pages: int
    found_by: str = "qr"
    name: str = ""


@event
class ReportScanWithdrawn(Event):
    """A scan was filed to the wrong report, or is no scan of a print; its entry and its pictures stay."""

    TYPE: ClassVar[str] = "report.scan_withdrawn"

    entry: str
    reason: str


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """One digital signature a report was given."""

    field: str
    sha256: str
    file: str
    certificate: str
    at: Instant


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """One scan of the inked and sealed print, who filed it, and why it no longer counts if it does not."""

    entry: str
    by: str
    at: Instant
    pages: int
    found_by: str
    name: str
    scans: tuple[Blob, ...]
    withdrawn: str = ""


def signed_of(fact: Fact, signed: ReportSigned) -> Signed:
    """Read a signature as it was recorded."""
    return Signed(
        field=signed.field,
        sha256=signed.sha256,
        file=signed.file,
        certificate=signed.certificate,
        at=fact.at,
    )


def sealed_of(fact: Fact, sealed: ReportSealed) -> Sealed:
    """Read a scan as it was recorded."""
    return Sealed(
        entry=fact.hash,
        by=fact.actor,
        at=fact.at,
        pages=sealed.pages,
        found_by=sealed.found_by,
        name=sealed.name,
        scans=fact.blobs,
    )


def check_place(field: str, signers: tuple[str, ...], signed: tuple[Signed, ...]) -> None:
    """Raise Refused for a field nobody has to sign, or that somebody signed."""
    if field not in signers:
        raise Refused(N_("Nobody is expected to sign in this place."))
    if any(one.field == field for one in signed):
        raise Refused(N_("This place is signed already."))


def sealed_without(sealed: tuple[Sealed, ...], withdrawn: ReportScanWithdrawn) -> tuple[Sealed, ...]:
    """Mark the scan that was withdrawn; one nobody filed here is none."""
    return tuple(
        msgspec.structs.replace(one, withdrawn=withdrawn.reason) if one.entry == withdrawn.entry else one
        for one in sealed
    )


def counting(sealed: tuple[Sealed, ...]) -> tuple[Sealed, ...]:
    """Give the scans that were not withdrawn."""
    return tuple(one for one in sealed if not one.withdrawn)


def seal_report(
    subject: str, number: str, sealed: tuple[Sealed, ...], scans: tuple[Blob, ...], found_by: str, name: str
) -> tuple[ReportSealed, ...]:
    """File a scan of ``number``: original and preview of each page in turn, in as many entries as they need.

    Raises Refused without a page, and where one of the originals was filed to this report before.
    """
    if not scans:
        raise Refused(N_("A scan has at least one page."))
    known = {blob.sha256 for one in counting(sealed) for blob in one.scans[::2]}
    if any(blob.sha256 in known for blob in scans[::2]):
        raise Refused(N_("This scan is filed already."))
    return tuple(
        ReportSealed(
            subject=subject,
            blobs=part,
            report=number,
            pages=len(part) // 2,
            found_by=found_by,
            name=name,
        )
        for part in (scans[at : at + MOST_BLOBS] for at in range(0, len(scans), MOST_BLOBS))
    )


def withdraw_scan(subject: str, sealed: tuple[Sealed, ...], entry: str, reason: str) -> ReportScanWithdrawn:
    """Take back a scan that was filed to the wrong report.

    Raises Refused without a reason, and for a scan that does not count here.
    """
    if not reason.strip():
        raise Refused(N_("Say why the scan is taken back."))
    if all(one.entry != entry for one in counting(sealed)):
        raise Refused(N_("This scan is not filed here."))
    return ReportScanWithdrawn(subject=subject, entry=entry, reason=reason.strip())
