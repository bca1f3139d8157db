"""What happens to a report on paper: signed digitally, or signed and sealed in ink and scanned back."""

from typing import ClassVar

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Fact, event
from inspector.periods import Instant
from inspector.words import N_


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


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """One digital signature a report was given."""

    field: str
    sha256: str
    file: str
    certificate: str
    at: Instant


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """One scan of the inked and sealed print, and who filed it."""

    entry: str
    by: str
    at: Instant
    pages: int
    found_by: str
    name: str
    scans: tuple[Blob, ...]


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
