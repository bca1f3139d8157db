"""The reports of all patrols: which there are, where each stands, and who may sign it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from db.connection import Reader, Row
from db.queries.paper_rules import INSPECTOR
from inspector.model.ids import PatrolId, PersonId
from inspector.model.patrol import PatrolFinished
from inspector.model.person import Role
from inspector.words import N_


class ReportState(StrEnum):
    """Where a report stands: the patrol goes on, somebody has to sign, all have, or it is a matter of ink.

    ``ELSEWHERE``: the patrol was finished on another device, which has not told that everybody signed.
    """

    DRAFT = "draft"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    IN_INK = "in_ink"
    ELSEWHERE = "elsewhere"


ALL, LATE = "all", "late"
"""Filters beside the states."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The report of one patrol.

    ``expected`` are the fields for digital signatures, ``signed`` those that were given. ``made_here`` says
    that the patrol was finished on this device, which keeps its report; ``is_missing`` that a file signed
    here is gone.
    """

    patrol: PatrolId
    day: date
    grid: str
    number: str
    inspectors: tuple[str, ...]
    stops: int
    findings: int
    state: ReportState
    expected: tuple[str, ...]
    signed: tuple[str, ...]
    is_late: bool
    made_here: bool
    is_missing: bool


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


_MADE_HERE = f"""EXISTS (SELECT 1 FROM entry
    WHERE obj = patrol.id AND type = '{PatrolFinished.TYPE}' AND received_ts IS NULL)"""  # noqa: S608 - our own words

_STATE = f"""CASE
    WHEN patrol.state = 'open' THEN '{ReportState.DRAFT}'
    WHEN patrol.signers = '[]' THEN '{ReportState.IN_INK}'
    WHEN (SELECT count(DISTINCT field) FROM report_signature WHERE report_signature.subject = patrol.id)
        >= json_array_length(patrol.signers) THEN '{ReportState.SIGNED}'
    WHEN {_MADE_HERE} THEN '{ReportState.TO_SIGN}'
    ELSE '{ReportState.ELSEWHERE}' END"""  # noqa: S608 - our own words

_FOUND = """(:text = '' OR instr(lower(patrol.number), :text) OR instr(patrol.day, :text)
    OR instr(lower(coalesce(grid.name, '')), :text)
    OR EXISTS (SELECT 1 FROM json_each(patrol.inspectors) JOIN person ON person.id = value
        WHERE instr(lower(person.name), :text)))"""

_FROM = "FROM patrol LEFT JOIN grid ON grid.id = patrol.grid"

_STOPS = "(SELECT count(*) FROM stop WHERE stop.patrol = patrol.id)"
_FINDINGS = "(SELECT count(*) FROM finding WHERE finding.patrol = patrol.id)"

_ORDERS = {
    "": "patrol.day",
    "day": "patrol.day",
    "grid": "coalesce(grid.name, '')",
    "number": "patrol.number",
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
) -> list[PatrolId]:
    """Give the patrols whose reports a filter lets through: a ``ReportState``, ``LATE`` or ``ALL``.

    ``text`` is a part of number, day (``11-22``), grid or an inspector's name. The newest come first unless
    ``sort`` names a column.
    """
    way = "DESC" if descending or not sort else "ASC"
    where = {ALL: "1", LATE: "patrol.late_reason <> ''"}.get(chosen, f"{_STATE} = :chosen")
    rows = reader.rows(
        f"SELECT patrol.id {_FROM} WHERE {where} AND {_FOUND}"
        f" ORDER BY {_ORDERS[sort]} {way}, patrol.began_ts DESC, patrol.id LIMIT :limit",
        {"chosen": chosen, "text": text.lower(), "limit": -1 if limit is None else limit},
    )
    return [PatrolId(patrol) for (patrol,) in rows]


def report_counts(reader: Reader, text: str = "") -> dict[str, int]:
    """Count the reports each filter lets through."""
    counts = reader.rows(
        f"SELECT {_STATE}, count(*), coalesce(sum(patrol.late_reason <> ''), 0)"
        f" {_FROM} WHERE {_FOUND} GROUP BY 1",
        {"text": text.lower()},
    )
    found = {state: count for state, count, _late in counts}
    return {
        ALL: sum(found.values()),
        LATE: sum(late for _state, _count, late in counts),
        **{state.value: found.get(state, 0) for state in ReportState},
    }


def report_rows(reader: Reader, folder: Path, patrols: Sequence[str]) -> Mapping[str, ReportRow]:
    """Give the reports of ``patrols`` as they stand; ``folder`` is the workspace's, where the files lie."""
    rows = reader.rows(
        f"""SELECT patrol.id, patrol.day, coalesce(grid.name, ''), patrol.number, patrol.inspectors,
            {_STOPS}, {_FINDINGS}, {_STATE}, patrol.signers, patrol.late_reason <> '',
            (SELECT json_group_array(field ORDER BY position) FROM report_signature
                WHERE subject = patrol.id),
            (SELECT file FROM report_signature WHERE subject = patrol.id ORDER BY position LIMIT 1),
            {_MADE_HERE}
        {_FROM} WHERE patrol.id IN (SELECT value FROM json_each(?))""",  # noqa: S608 - our own words
        (json.dumps(list(patrols)),),
    )
    named = {person for row in rows for person in json.loads(row[4])}
    names: dict[str, str] = dict(
        reader.rows(
            "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(named)),),
        )
    )
    return {row[0]: _row(row, names, folder) for row in rows}


def report_row(reader: Reader, folder: Path, patrol: str) -> ReportRow | None:
    """Give one report, if its patrol is known."""
    return report_rows(reader, folder, [patrol]).get(patrol)


def signing_place(reader: Reader, row: ReportRow, person: str, day: date) -> SigningPlace:
    """Say where ``person`` signs the report of ``row``: inspectors in theirs, leaders in the others."""
    free = [field for field in row.expected if field not in row.signed]
    if why_not := _why_nobody_signs(row, free):
        return SigningPlace(why_not=why_not)
    kept = reader.value("SELECT inspectors FROM patrol WHERE id = ?", (row.patrol,))
    others = [field for field in free if field != INSPECTOR]
    if person in json.loads(kept):
        mine, why_not = (
            [INSPECTOR] if INSPECTOR in free else [],
            N_("You have no further place to sign here."),
        )
    else:
        mine = others if _leads(reader, person, day) else []
        why_not = N_("Only an inspector of this patrol signs here.")
    return SigningPlace(mine[0]) if mine else SigningPlace(why_not=why_not)


def _why_nobody_signs(row: ReportRow, free: Sequence[str]) -> str:
    if row.state is ReportState.DRAFT:
        return N_("Finish the patrol first; until then its report is a draft.")
    if row.state is ReportState.IN_INK:
        return N_("This report is signed by hand on paper and sealed.")
    if not free:
        return N_("Everybody who was expected has signed.")
    if not row.made_here:
        return N_("This report is signed on the device that finished the patrol.")
    return N_("The signed file is not on this device.") if row.is_missing else ""


def signer_of(reader: Reader, person: str) -> Signer:
    """Give what is known of ``person`` as a signer."""
    name = reader.value("SELECT name FROM person WHERE id = ?", (person,))
    office = reader.value("SELECT office_name FROM rules ORDER BY rid LIMIT 1")
    certificates = reader.rows("SELECT sha256 FROM certificate WHERE person = ?", (person,))
    return Signer(PersonId(person), name or "", office or "", frozenset(sha256 for (sha256,) in certificates))


def reports_to_sign(reader: Reader, person: str) -> int:
    """Count the reports of this device that wait for ``person`` to sign as an inspector."""
    return int(
        reader.value(
            f"""SELECT count(*) FROM patrol WHERE state = 'finished'
                AND EXISTS (SELECT 1 FROM json_each(signers) WHERE value = :field)
                AND EXISTS (SELECT 1 FROM json_each(inspectors) WHERE value = :person)
                AND NOT EXISTS (SELECT 1 FROM report_signature WHERE subject = patrol.id AND field = :field)
                AND {_MADE_HERE}""",  # noqa: S608 - our own words
            {"field": INSPECTOR, "person": person},
        )
    )


_OURS = re.compile(r"reports/\d{4}/\d{2}/[^/\\:]+\.pdf")
"""What this program writes of a file in an entry; anything else comes from elsewhere and is not looked at."""


def _row(row: Row, names: Mapping[str, str], folder: Path) -> ReportRow:
    patrol, day, grid, number, inspectors, stops, findings, state, signers, late, signed, file, here = row
    return ReportRow(
        patrol=PatrolId(patrol),
        day=date.fromisoformat(day),
        grid=grid,
        number=number,
        inspectors=tuple(names.get(person, person) for person in json.loads(inspectors)),
        stops=stops,
        findings=findings,
        state=ReportState(state),
        expected=tuple(json.loads(signers)),
        signed=tuple(json.loads(signed)),
        is_late=bool(late),
        made_here=bool(here),
        is_missing=bool(here)
        and file is not None
        and not (_OURS.fullmatch(file) and (folder / file).exists()),
    )


def _leads(reader: Reader, person: str, day: date) -> bool:
    return bool(
        reader.value(
            "SELECT 1 FROM duty WHERE person = ? AND role = ? AND since <= ? AND coalesce(until, ?) >= ?",
            (person, Role.LEADER, *[day.isoformat()] * 3),
        )
    )
