"""Findings that may stand as typical cases (典型案例): nothing restricted, nothing of a complaint."""

import json
from collections.abc import Sequence
from datetime import date

from db.connection import Reader
from inspector.errors import Refused
from inspector.model.finding_life import FindingPutRight
from inspector.model.finding_state import STATE_NAMES, FindingState, Severity, Source
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.reports.circular_paper import TypicalCase
from inspector.words import N_

NO_CASE = N_(
    "This finding can't stand as a typical case: it is restricted, comes from a complaint, or is joined to "
    "another one."
)
MOST = 200
"""Findings that are offered, the gravest first."""
_OPEN = f"""NOT finding.is_restricted AND finding.source <> '{Source.COMPLAINT}'
    AND finding.state <> '{FindingState.JOINED}' AND finding.source_ref NOT IN (SELECT id FROM complaint)
    AND NOT EXISTS (SELECT 1 FROM complaint_finding WHERE complaint_finding.finding = finding.id)"""  # noqa: S608 - our own words


def cases_of(reader: Reader, findings: Sequence[str]) -> tuple[TypicalCase, ...]:
    """Give the cases in the order asked for. Raises Refused for one that can't stand as an example."""
    rows = _rows(reader, "finding.id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(findings)})
    known = {one.finding: one for one in rows}
    if any(one not in known for one in findings):
        raise Refused(NO_CASE)
    return tuple(known[one] for one in findings)


def offered_cases(reader: Reader, grid: GridId, period: Period) -> tuple[TypicalCase, ...]:
    """List the findings noticed in ``period`` on the ground of ``grid`` that may be chosen."""
    return _rows(
        reader,
        """finding.noticed_on BETWEEN :first AND :last AND finding.grid IN (
            WITH RECURSIVE below(id) AS (SELECT :grid UNION SELECT grid.id FROM grid JOIN below
                ON grid.parent = below.id) SELECT id FROM below)""",
        {"grid": grid, "first": f"{period.first}", "last": f"{period.last}"},
    )


def _rows(reader: Reader, where: str, asked: dict[str, str]) -> tuple[TypicalCase, ...]:
    rows = reader.rows(
        f"""SELECT finding.id, finding.number, noticed_on, coalesce(grid.name, ''),
            trim(coalesce(site.name, '') || ' ' || spot), finding.text, coalesce((
                SELECT json_extract(told, '$.text') FROM case_step WHERE subject = finding.id
                AND NOT is_restricted AND has_effect AND type = '{FindingPutRight.TYPE}'
                ORDER BY position DESC LIMIT 1), ''),
            coalesce(put_right_on, CASE WHEN on_the_spot THEN finding.ended_on END), finding.state
        FROM finding LEFT JOIN site ON site.id = finding.site LEFT JOIN grid ON grid.id = finding.grid
        WHERE {where} AND {_OPEN}
        ORDER BY CASE severity WHEN '{Severity.MAJOR}' THEN 0 WHEN '{Severity.SERIOUS}' THEN 1 ELSE 2 END,
            noticed_on, finding.id LIMIT {MOST}""",  # noqa: S608 - our own words
        asked,
    )
    return tuple(
        TypicalCase(
            finding=one,
            number=number,
            noticed=date.fromisoformat(noticed),
            grid=grid,
            place=place,
            text=text,
            measures=measures,
            done_on=date.fromisoformat(done) if done else None,
            state=STATE_NAMES[FindingState(state)],
        )
        for one, number, noticed, grid, place, text, measures, done, state in rows
    )
