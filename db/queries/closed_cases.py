"""A finding or a task as the papers of its close-off name it."""

import json
from datetime import date

from db.close_off_recording import UNKNOWN
from db.connection import Reader
from db.restricted import shown
from inspector.errors import Refused
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.reports.close_off_paper import ClosedCase
from inspector.words import N_


def case_on_paper(reader: Reader, subject: str) -> tuple[ClosedCase, str]:
    """Give a case and the name of its grid. Raises Refused for one that is not recorded here."""
    found = _finding(reader, subject) or _task(reader, subject)
    if found is None:
        raise Refused(UNKNOWN)
    return found


def _finding(reader: Reader, subject: str) -> tuple[ClosedCase, str] | None:
    row = reader.row(
        """SELECT finding.number, text, coalesce(site.name, ''), coalesce(site.address, ''), spot, severity,
            unit, person_name, assignment, requirement, noticed_on, due_on, relapses, coalesce(grid.name, '')
        FROM finding LEFT JOIN site ON site.id = finding.site LEFT JOIN grid ON grid.id = finding.grid
        WHERE finding.id = ?""",
        (subject,),
    )
    if row is None:
        return None
    number, text, site, address, spot, severity, unit, person, given, asked, noticed, due, times, grid = row
    case = ClosedCase(
        number=number,
        text=shown(text),
        site=site,
        address=" ".join(part for part in (address, spot) if part),
        category=SEVERITY_NAMES[Severity(severity)],
        unit=unit,
        rectifier=person,
        assignment=given,
        asked=asked,
        begun_on=date.fromisoformat(noticed),
        due=date.fromisoformat(due),
        relapses=times,
    )
    return case, grid


def _task(reader: Reader, subject: str) -> tuple[ClosedCase, str] | None:
    row = reader.row(
        """SELECT task.number, coalesce(nullif(problem, ''), task.name), units, task.goal, due_on, relapses,
            coalesce(grid.name, ''), coalesce(plan.title, ''),
            (SELECT coalesce(group_concat(text, char(10)), '') FROM
                (SELECT text FROM measure WHERE measure.task = task.id ORDER BY position))
        FROM task LEFT JOIN grid ON grid.id = task.grid LEFT JOIN plan ON plan.id = task.plan
        WHERE task.id = ?""",
        (subject,),
    )
    if row is None:
        return None
    number, text, units, goal, due, times, grid, plan, measures = row
    case = ClosedCase(
        number=number,
        text=text,
        category=N_("task of a plan"),
        unit="、".join(json.loads(units)),
        assignment=plan,
        goal=goal,
        asked=measures,
        due=date.fromisoformat(due) if due else None,
        relapses=times,
    )
    return case, grid
