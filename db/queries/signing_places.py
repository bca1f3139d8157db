"""Who may sign a report, and where: authors in their place, leaders and the inspected party in theirs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.queries.paper_rules import INSPECTED, INSPECTOR, ISSUER, is_inspectors, place_of_inspector
from db.queries.reports import PATROL, ReportRow, ReportState
from inspector.model.ids import PersonId
from inspector.model.issued_report import ReportKind
from inspector.model.person import Role
from inspector.model.summary import APPROVERS
from inspector.words import N_

AUTHORS = (INSPECTOR, ISSUER)
"""The places of those who made what is reported."""
LEADERS = frozenset({Role.LEADER})


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """The field a person may sign in; empty with ``why_not``, a message id."""

    field: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """A person as a certificate names them, and the SHA-256 of the certificates known as theirs."""

    person: PersonId
    name: str
    office: str
    certificates: frozenset[str]


def signing_place(reader: Reader, row: ReportRow, person: str, day: date) -> SigningPlace:
    """Say where ``person`` signs the report of ``row``: authors in theirs, leaders in the grid leader's.

    On a patrol's each inspector has a place of their own; a summary is signed further by whoever may approve
    it. The place of the inspected party is for their own certificate, not for anybody of the office.
    """
    free = [field for field in row.expected if field not in row.signed]
    if why_not := _why_nobody_signs(row, free):
        return SigningPlace(why_not=why_not)
    authors = _authors(reader, row.subject)
    if person in authors:
        own = (place_of_inspector(authors, person),) if row.kind == PATROL else AUTHORS
        mine, why_not = (
            [field for field in free if field in own],
            N_("You have no further place to sign here."),
        )
    else:
        others = [field for field in free if not (field in {*AUTHORS, INSPECTED} or is_inspectors(field))]
        is_summary = row.kind == ReportKind.SUMMARY
        mine = others if _has_role(reader, person, APPROVERS if is_summary else LEADERS, day) else []
        why_not = N_("Only an inspector of this patrol signs here.")
        if is_summary:
            why_not = N_(
                "A summary is reviewed and approved by a leader, a clerk or the rectification office."
            )
        if not others and any(field == INSPECTED for field in free):
            why_not = N_("The inspected party signs on paper, or with a certificate of their own.")
    return SigningPlace(mine[0]) if mine else SigningPlace(why_not=why_not)


def own_certificate_place(row: ReportRow) -> SigningPlace:
    """Say where somebody signs whom the office does not know: as the inspected party."""
    free = [field for field in row.expected if field not in row.signed]
    if why_not := _why_nobody_signs(row, free):
        return SigningPlace(why_not=why_not)
    if INSPECTED not in free:
        return SigningPlace(why_not=N_("This report has no place for the inspected party."))
    return SigningPlace(INSPECTED)


def signer_of(reader: Reader, person: str) -> Signer:
    """Give what is known of ``person`` as a signer."""
    name = reader.value("SELECT name FROM person WHERE id = ?", (person,))
    office = reader.value("SELECT office_name FROM rules ORDER BY rid LIMIT 1")
    certificates = reader.rows("SELECT sha256 FROM certificate WHERE person = ?", (person,))
    return Signer(PersonId(person), name or "", office or "", frozenset(sha256 for (sha256,) in certificates))


def _why_nobody_signs(row: ReportRow, free: Sequence[str]) -> str:
    if row.state is ReportState.DRAFT:
        return N_("Finish the patrol first; until then its report is a draft.")
    if not row.expected:
        return N_("This report is signed by hand on paper and sealed.")
    if not free:
        return N_("Everybody who was expected has signed.")
    if not (row.made_here or row.is_kept):
        return N_("Receive the signed PDF first; it lies on the device that made it.")
    return N_("The signed file is not on this device.") if row.is_missing else ""


def _authors(reader: Reader, subject: str) -> list[str]:
    """Give the inspectors of a patrol or of a visit's, and whoever issued anything else."""
    kept = reader.value(
        "SELECT inspectors FROM patrol WHERE id = :subject"
        " UNION ALL SELECT inspectors FROM issued_report JOIN patrol ON patrol.id = issued_report.patrol"
        " WHERE issued_report.id = :subject AND issued_report.kind = 'visit'"
        " UNION ALL SELECT json_array(issued_by) FROM issued_report WHERE id = :subject",
        {"subject": subject},
    )
    return list(json.loads(kept or "[]"))


def _has_role(reader: Reader, person: str, roles: frozenset[Role], day: date) -> bool:
    return bool(
        reader.value(
            "SELECT 1 FROM duty WHERE person = ? AND role IN (SELECT value FROM json_each(?))"
            " AND since <= ? AND coalesce(until, ?) >= ?",
            (person, json.dumps(sorted(roles)), *[day.isoformat()] * 3),
        )
    )
