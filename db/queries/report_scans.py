"""Prints that came back: which report a number means, what was filed to it, and what still waits."""

import json
from dataclasses import dataclass
from datetime import date

import msgspec

from db.connection import Reader, Row
from inspector.model.events import Blob
from inspector.periods import Instant

IS_SEALED = "EXISTS (SELECT 1 FROM report_scan WHERE report_scan.subject = {subject})"
"""Say whether the inked and sealed print of a report came back; ``{subject}`` is a column of its ids."""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report that may come back on paper. ``is_final`` is false for a patrol that still goes on.

    ``kind`` is ``patrol`` or that of an issued report; ``is_filed`` says that a print of it came back.
    """

    subject: str
    kind: str
    number: str
    day: date
    grid: str
    site: str
    is_final: bool
    is_filed: bool


@dataclass(frozen=True, slots=True)
class FiledScan:
    """A scan that was filed: its entry, and original and preview of each page in turn."""

    entry: str
    by: str
    at: Instant
    pages: int
    found_by: str
    name: str
    scans: tuple[Blob, ...]

    @property
    def previews(self) -> tuple[Blob, ...]:
        """The upright previews, page after page."""
        return self.scans[1::2]


_REPORTS = f"""SELECT patrol.id AS subject, 'patrol' AS kind, number, day, coalesce(grid.name, '') AS grid,
        '' AS site, state = 'finished' AS final, {IS_SEALED.format(subject="patrol.id")} AS filed
    FROM patrol LEFT JOIN grid ON grid.id = patrol.grid
    UNION ALL
    SELECT issued_report.id, issued_report.kind, number, day, coalesce(grid.name, ''),
        coalesce(site.name, ''), 1, {IS_SEALED.format(subject="issued_report.id")}
    FROM issued_report LEFT JOIN grid ON grid.id = issued_report.grid
    LEFT JOIN site ON site.id = issued_report.site"""  # noqa: S608 - our own words


def report_numbered(reader: Reader, number: str) -> PrintedReport | None:
    """Give the report with this ``number``, if it is known here."""
    row = reader.row(f"SELECT * FROM ({_REPORTS}) WHERE number = ? AND number <> ''", (number,))  # noqa: S608 - our own words
    return _report(row) if row else None


def report_named(reader: Reader, subject: str) -> PrintedReport | None:
    """Give the report of this subject, if it is known here."""
    row = reader.row(f"SELECT * FROM ({_REPORTS}) WHERE subject = ?", (subject,))  # noqa: S608 - our own words
    return _report(row) if row else None


def printed_reports(reader: Reader, text: str = "", limit: int = 50) -> list[PrintedReport]:
    """Give the final reports with ``text`` in number, day, grid or site; those that still wait come first."""
    rows = reader.rows(
        f"""SELECT * FROM ({_REPORTS}) WHERE final AND (:text = '' OR instr(lower(number), :text)
            OR instr(day, :text) OR instr(lower(grid), :text) OR instr(lower(site), :text))
        ORDER BY filed, day DESC, number DESC LIMIT :limit""",  # noqa: S608 - our own words
        {"text": text.strip().lower(), "limit": limit},
    )
    return [_report(row) for row in rows]


def prints_awaited(reader: Reader) -> int:
    """Count the final reports made for ink and seal of which no print came back."""
    return int(
        reader.value(
            f"""SELECT (SELECT count(*) FROM patrol WHERE state = 'finished' AND signers = '[]'
                AND NOT {IS_SEALED.format(subject="patrol.id")})
            + (SELECT count(*) FROM issued_report WHERE signers = '[]'
                AND NOT {IS_SEALED.format(subject="issued_report.id")})"""  # noqa: S608 - our own words
        )
    )


def filed_scans(reader: Reader, subject: str) -> list[FiledScan]:
    """Give the scans filed to a report, in their order."""
    rows = reader.rows(
        """SELECT entry, filed_by, filed_ts, filed_tz, pages, found_by, name, scans
        FROM report_scan WHERE subject = ? ORDER BY position""",
        (subject,),
    )
    return [
        FiledScan(entry, by, Instant(ts, tz), pages, found_by, name, _blobs(scans))
        for entry, by, ts, tz, pages, found_by, name, scans in rows
    ]


def filed_to(reader: Reader, original: str) -> dict[str, str]:
    """Give the reports to which a scan with this SHA-256 was filed, each with its number."""
    return dict(
        reader.rows(
            f"""SELECT DISTINCT subject, number FROM report_scan JOIN ({_REPORTS}) USING (subject),
                json_each(scans) WHERE json_each.value ->> 0 = ? ORDER BY subject""",  # noqa: S608 - our own words
            (original,),
        )
    )


def _report(row: Row) -> PrintedReport:
    subject, kind, number, day, grid, site, final, filed = row
    return PrintedReport(subject, kind, number, date.fromisoformat(day), grid, site, bool(final), bool(filed))


def _blobs(scans: str) -> tuple[Blob, ...]:
    return tuple(msgspec.convert(json.loads(scans), list[Blob]))
