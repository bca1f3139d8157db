"""All reports, of patrols and issued: which there are, and where each stands."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from db.connection import Reader, Row
from db.queries.paper_rules import INSPECTOR
from db.queries.report_scans import IS_SEALED
from inspector.model.issued_report import ReportIssued, ReportKind
from inspector.model.patrol import PatrolFinished


class ReportState(StrEnum):
    """Where a report stands: the patrol goes on, somebody has to sign, all have, or it is a matter of ink.

    ``SEALED``: the print with ink and seal came back. ``ELSEWHERE``: it was made final on another device, and
    its file is not here.
    """

    DRAFT = "draft"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    SEALED = "sealed"
    IN_INK = "in_ink"
    ELSEWHERE = "elsewhere"


ALL, LATE, ENTERED, PATROL = "all", "late", "entered", "patrol"
"""Filters beside the states, and the kind of a daily report beside those of issued ones."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The report ``subject``: of a patrol, or issued (then ``site`` says about which).

    ``expected`` are the fields for digital signatures, ``signed`` those that were given, as entries or the
    file kept here say. ``entered_by`` names who entered it for somebody else (代录). ``made_here`` says that
    it was made final on this device, which keeps its file; ``is_kept`` that the file came from elsewhere;
    ``is_missing`` that a file signed here is gone. ``scans`` counts the prints with ink and seal that came
    back.
    """

    subject: str
    kind: str
    day: date
    grid: str
    site: str
    number: str
    inspectors: tuple[str, ...]
    stops: int
    findings: int
    state: ReportState
    expected: tuple[str, ...]
    signed: tuple[str, ...]
    is_late: bool
    entered_by: str
    made_here: bool
    is_kept: bool
    is_missing: bool
    scans: int


_REPORTS = """(
    SELECT id AS subject, 'patrol' AS kind, day, began_ts AS ts, grid, '' AS site, number, signers,
        inspectors, late_reason <> '' AS late, CASE WHEN entered_for THEN recorded_by ELSE '' END AS entered,
        state = 'open' AS is_open
    FROM patrol
    UNION ALL SELECT id, kind, day, issued_ts, grid, site, number, signers, json_array(issued_by), 0, '', 0
    FROM issued_report) AS report"""
_SIGNED = """(SELECT field FROM report_signature WHERE report_signature.subject = report.subject
    UNION SELECT value FROM kept_report, json_each(kept_report.signed)
    WHERE kept_report.subject = report.subject)"""
_IS_KEPT = "EXISTS (SELECT 1 FROM kept_report WHERE kept_report.subject = report.subject)"
_MADE_HERE = f"""EXISTS (SELECT 1 FROM entry WHERE obj = report.subject
    AND type IN ('{PatrolFinished.TYPE}', '{ReportIssued.TYPE}') AND received_ts IS NULL)"""  # noqa: S608 - our own words
_STATE = f"""CASE
    WHEN report.is_open THEN '{ReportState.DRAFT}'
    WHEN {IS_SEALED.format(subject="report.subject")} THEN '{ReportState.SEALED}'
    WHEN report.signers = '[]' THEN '{ReportState.IN_INK}'
    WHEN (SELECT count(*) FROM {_SIGNED}) >= json_array_length(report.signers) THEN '{ReportState.SIGNED}'
    WHEN {_MADE_HERE} OR {_IS_KEPT} THEN '{ReportState.TO_SIGN}'
    ELSE '{ReportState.ELSEWHERE}' END"""  # noqa: S608 - our own words

_FOUND = """(:text = '' OR instr(lower(report.number), :text) OR instr(report.day, :text)
    OR instr(lower(coalesce(grid.name, '')), :text) OR instr(lower(coalesce(site.name, '')), :text)
    OR EXISTS (SELECT 1 FROM json_each(report.inspectors) JOIN person ON person.id = value
        WHERE instr(lower(person.name), :text)))"""

_FROM = f"""FROM {_REPORTS} LEFT JOIN grid ON grid.id = report.grid
    LEFT JOIN site ON site.id = report.site"""

_STOPS = "(SELECT count(*) FROM stop WHERE stop.patrol = report.subject)"
_FINDINGS = "(SELECT count(*) FROM finding WHERE finding.patrol = report.subject)"

_ORDERS = {
    "": "report.day",
    "day": "report.day",
    "kind": "report.kind",
    "grid": "coalesce(site.name, grid.name, '')",
    "number": "report.number",
    "stops": _STOPS,
    "findings": _FINDINGS,
    "state": _STATE,
}


def report_keys(
    reader: Reader,
    limit: int | None = None,
    *,
    chosen: str = ALL,
    text: str = "",
    sort: str = "",
    descending: bool = False,
) -> list[str]:
    """Give the reports that a filter lets through: a ``ReportState``, a ``ReportKind``, ``LATE`` or ``ALL``.

    ``text`` is a part of number, day (``11-22``), grid, site or an inspector's name. The newest come first
    unless ``sort`` names a column.
    """
    way = "DESC" if descending or not sort else "ASC"
    kinds = dict.fromkeys(map(str, ReportKind), "report.kind = :chosen")
    marked = {ALL: "1", LATE: "report.late", ENTERED: "report.entered <> ''"}
    where = (marked | kinds).get(chosen, f"{_STATE} = :chosen")
    rows = reader.rows(
        f"""SELECT report.subject {_FROM}
        WHERE {where} AND {_FOUND}
        ORDER BY {_ORDERS[sort]} {way}, report.ts DESC, report.subject LIMIT :limit""",
        {"chosen": chosen, "text": text.lower(), "limit": -1 if limit is None else limit},
    )
    return [subject for (subject,) in rows]


def report_counts(reader: Reader, text: str = "") -> dict[str, int]:
    """Count the reports each filter lets through."""
    counts = reader.rows(
        f"SELECT {_STATE}, report.kind, count(*), coalesce(sum(report.late), 0),"
        " coalesce(sum(report.entered <> ''), 0)"
        f" {_FROM} WHERE {_FOUND} GROUP BY 1, 2",
        {"text": text.lower()},
    )
    found = Counter[str]()
    for state, kind, count, late, entered in counts:
        found.update({ALL: count, LATE: late, ENTERED: entered, state: count, kind: count})
    return {name: found[name] for name in (ALL, LATE, ENTERED, *ReportState, *ReportKind)}


def report_rows(reader: Reader, folder: Path, subjects: Sequence[str]) -> Mapping[str, ReportRow]:
    """Give the reports ``subjects`` as they stand; ``folder`` is the workspace's, where the files lie."""
    rows = reader.rows(
        f"""SELECT report.subject, report.kind, report.day, coalesce(grid.name, ''), coalesce(site.name, ''),
            report.number, report.inspectors, {_STOPS}, {_FINDINGS}, {_STATE}, report.signers,
            (SELECT json_group_array(field) FROM {_SIGNED}),
            report.late, report.entered, {_MADE_HERE}, {_IS_KEPT},
            coalesce((SELECT file FROM report_signature WHERE report_signature.subject = report.subject
                ORDER BY position LIMIT 1), ''),
            (SELECT count(*) FROM report_scan WHERE report_scan.subject = report.subject)
        {_FROM} WHERE report.subject IN (SELECT value FROM json_each(?))""",  # noqa: S608 - our own words
        (json.dumps(list(subjects)),),
    )
    named = {person for row in rows for person in (*json.loads(row[6]), row[13])}
    names: dict[str, str] = dict(
        reader.rows(
            "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(named)),),
        )
    )
    return {row[0]: _row(row, names, folder) for row in rows}


def report_row(reader: Reader, folder: Path, subject: str) -> ReportRow | None:
    """Give one report, if it is known."""
    return report_rows(reader, folder, [subject]).get(subject)


def reports_to_sign(reader: Reader, person: str) -> int:
    """Count the reports of this device that wait for ``person`` to sign as an inspector, in their place."""
    place = f"CASE one.key WHEN 0 THEN '{INSPECTOR}' ELSE '{INSPECTOR}_' || (one.key + 1) END"
    return int(
        reader.value(
            f"""SELECT count(*) FROM {_REPORTS} WHERE NOT is_open AND kind = '{PATROL}'
                AND EXISTS (SELECT 1 FROM json_each(inspectors) AS one WHERE one.value = :person
                    AND EXISTS (SELECT 1 FROM json_each(signers) WHERE value = {place})
                    AND NOT EXISTS (SELECT 1 FROM {_SIGNED} WHERE field = {place}))
                AND {_MADE_HERE}""",  # noqa: S608 - our own words
            {"person": person},
        )
    )


_OURS = re.compile(r"reports/\d{4}/\d{2}/[^/\\:]+\.pdf")
"""What this program writes of a file in an entry; anything else comes from elsewhere and is not looked at."""


def _row(row: Row, names: Mapping[str, str], folder: Path) -> ReportRow:
    subject, kind, day, grid, site, number, people, stops, findings, state, signers, signed, *rest = row
    late, entered_by, here, kept, file, scans = rest
    expected = tuple(json.loads(signers))
    given = json.loads(signed)
    return ReportRow(
        subject=subject,
        kind=kind,
        day=date.fromisoformat(day),
        grid=grid,
        site=site,
        number=number,
        inspectors=tuple(names.get(person, person) for person in json.loads(people)),
        stops=stops,
        findings=findings,
        state=ReportState(state),
        expected=expected,
        signed=tuple(field for field in expected if field in given),
        is_late=bool(late),
        entered_by=names.get(entered_by, entered_by),
        made_here=bool(here),
        is_kept=bool(kept),
        is_missing=bool(here) and bool(file) and not (_OURS.fullmatch(file) and (folder / file).exists()),
        scans=scans,
    )
