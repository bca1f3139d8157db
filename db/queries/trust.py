"""What this workspace knows for whoever verifies a file: certificates, and the signatures that were given."""

from collections import defaultdict

from db.connection import Reader
from inspector.periods import Instant
from inspector.reports.known import GivenSignature, Known


def known_here(reader: Reader, root: str, now: Instant) -> Known:
    """Give the certificates the office vouches for, and the signatures given for each report."""
    given: dict[str, list[GivenSignature]] = defaultdict(list)
    for patrol, field, sha256 in reader.rows(
        "SELECT subject, field, sha256 FROM report_signature ORDER BY subject, position"
    ):
        given[patrol].append(GivenSignature(field, sha256))
    return Known(
        root=root,
        certificates=frozenset(sha256 for (sha256,) in reader.rows("SELECT sha256 FROM certificate")),
        given={patrol: tuple(signatures) for patrol, signatures in given.items()},
        now=now,
    )
