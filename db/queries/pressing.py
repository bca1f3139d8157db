"""What presses on whoever acts: the overdue and what is due soon, of findings, tasks and complaints."""

from dataclasses import dataclass
from datetime import date, timedelta

from db.connection import Reader, Row
from db.queries.finding_facts import SOON
from db.queries.finding_waiting import is_whole, roles_in, waits
from db.schema import WITHIN
from inspector.model.finding_steps import OFFICE
from inspector.model.person import Role

_OVERSEEING = OFFICE | {Role.LEADER, Role.SUPERVISION}


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many lines are past their day, behind schedule on the way to it, due soon, or wait otherwise.

    No line is in two of the numbers: the worst of them counts.
    """

    overdue: int = 0
    behind: int = 0
    soon: int = 0
    waiting: int = 0


def findings_pressing(reader: Reader, person: str, grid: str, today: date) -> Pressing:
    """Count the open findings of ``grid`` and below by their deadline, and what else waits for ``person``."""
    whole = is_whole(reader, grid)
    waiting = waits(roles_in(reader, person, grid, today), whole=whole)
    ground = "1" if whole else "f.grid IN within"
    row = reader.row(
        f"""{WITHIN} SELECT count(*) FILTER (WHERE is_open AND due_on < :today), 0,
            count(*) FILTER (WHERE is_open AND due_on BETWEEN :today AND :soon),
            count(*) FILTER (WHERE NOT is_open OR due_on > :soon)
        FROM finding WHERE {waiting} OR finding.rid IN (SELECT f.rid FROM finding AS f
            WHERE f.is_open = 1 AND f.is_open AND f.due_on <= :soon AND {ground})""",  # noqa: S608 - our own words
        {"person": person, "grid": grid, **_days(today)},
    )
    return _pressing(row)


def tasks_pressing(reader: Reader, person: str, grid: str, today: date) -> Pressing:
    """Count the tasks by their deadline and next part, for who leads or oversees the work."""
    if not roles_in(reader, person, grid, today) & _OVERSEEING:
        return Pressing()
    row = reader.row(
        """SELECT count(*) FILTER (WHERE late), count(*) FILTER (WHERE NOT late AND step_due_on < :today),
            count(*) FILTER (WHERE NOT late AND (step_due_on IS NULL OR step_due_on >= :today)), 0
        FROM (SELECT coalesce(open_due_on < :today, 0) AS late, step_due_on FROM task
            WHERE open_due_on <= :soon OR step_due_on <= :soon)""",
        _days(today),
    )
    return _pressing(row)


def complaints_pressing(reader: Reader, grid: str, today: date) -> Pressing:
    """Count the open complaints of ``grid`` and below by their last day."""
    ground = "1" if is_whole(reader, grid) else "complaint.grid IN within"
    row = reader.row(
        f"""{WITHIN} SELECT count(*) FILTER (WHERE due_on < :today), 0,
            count(*) FILTER (WHERE due_on >= :today), 0
        FROM complaint WHERE complaint.is_open AND complaint.due_on <= :soon AND {ground}""",  # noqa: S608 - as above
        {"grid": grid, **_days(today)},
    )
    return _pressing(row)


def _days(today: date) -> dict[str, str]:
    return {"today": f"{today}", "soon": f"{today + timedelta(days=SOON)}"}


def _pressing(row: Row | None) -> Pressing:
    return Pressing(*(row or ()))
