"""Everything a report says and shows, read and checked without asking whom to believe."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from inspector.reports.attachment import ReportData, read_data
from inspector.reports.pdf_reading import foreign_bytes, open_pdf
from inspector.reports.record_reading import Records, read_records
from inspector.reports.signature import fields_of
from inspector.reports.signature_reading import SeenSignature, seen_signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReading:
    """A report taken apart.

    ``printed``: hashes in the code on the first page. ``places``: its signature fields, signed or not.
    ``marks``: signatures and document time stamps, oldest first. ``revisions``: 1 as it was built, one more
    for each increment.
    """

    data: ReportData
    data_sha256: str
    pack_sha256: str
    printed: frozenset[str]
    places: frozenset[str]
    marks: tuple[SeenSignature, ...]
    revisions: int
    records: Records

    @property
    def signatures(self) -> tuple[SeenSignature, ...]:
        """The marks that people made."""
        return tuple(mark for mark in self.marks if not mark.is_time_stamp)

    @property
    def expected(self) -> Mapping[str, str]:
        """Who is expected to sign in which place."""
        return {one.field: one.name for one in self.data.expected_signatures}


def read_report(path: Path, *, with_reach: bool = True) -> ReportReading:
    """Read the report at ``path``; for ``with_reach`` see ``seen_signatures``.

    Raises Unreadable if it can't be read or is not a report of this program.
    """
    pdf = open_pdf(path)
    carried = pdf.carried()
    data = read_data(carried.data)
    with foreign_bytes():
        revisions = pdf.reader.total_revisions
    return ReportReading(
        data=data,
        data_sha256=carried.data_sha256,
        pack_sha256=carried.pack_sha256,
        printed=pdf.printed_hashes(),
        places=frozenset(place.name for place in fields_of(pdf)),
        marks=seen_signatures(pdf, with_reach=with_reach),
        revisions=revisions,
        records=read_records(BytesIO(carried.pack)),
    )
