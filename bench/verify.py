"""verify: a signed report with its entries, against pyHanko, Ed25519 and SHA-256 over the same data."""

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from bench.fixtures import sample_county
from bench.measure import Figure, in_turn, median
from inspector.journal.device_key import verify as is_signed_by
from inspector.journal.entry import Entry
from inspector.journal.pack_reading import PackedBlob, read_pack
from inspector.reports.attachment import take_out
from inspector.reports.verification import verify

ROUNDS = 25


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Verify the sample's daily report, warm, in this process."""
    report = next((sample_county() / "reports").rglob("*.pdf"))
    signed, blobs = parts_of(report)

    def ours() -> None:
        assert verify(report).valid  # noqa: S101 - a wrong answer is no figure

    def floor() -> None:
        validated(report)
        for feed, signature, message in signed:
            is_signed_by(feed, signature, message)
        for data in blobs:
            hashlib.sha256(data).hexdigest()

    times, floors = in_turn(ours, floor, ROUNDS)
    return [Figure("verify", median(times), median(floors), 1.3, "ms")]


def parts_of(report: Path) -> tuple[list[tuple[str, bytes, bytes]], list[bytes]]:
    """Take the signed messages and the other bytes out of a report."""
    carried = take_out(report)
    signed: list[tuple[str, bytes, bytes]] = []
    blobs = [carried.pack, carried.data]
    for part in read_pack(BytesIO(carried.pack)):
        if isinstance(part, Entry):
            signed.append((part.feed, part.signature, b"gridjournal/1/entry\n" + part.header_bytes))
        elif isinstance(part, PackedBlob):
            part.copy_to(copy := BytesIO())
            blobs.append(copy.getvalue())
    return signed, blobs


def validated(report: Path) -> None:
    """Validate the signature with pyHanko's modification analysis, trusting the certificate itself."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    with report.open("rb") as file:
        signature = PdfFileReader(file).embedded_signatures[0]
        context = ValidationContext(
            trust_roots=[signature.signer_cert],
            moment=signature.self_reported_timestamp,
            allow_fetching=False,
        )
        validate_pdf_signature(signature, context)
