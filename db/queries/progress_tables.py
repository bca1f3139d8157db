"""How far the tasks of plans are (销号进度), by region and by department, each count down to its tasks.

A task counts for the units that lead it or are responsible for it, a group of units for each of its members,
and for the region a unit is named after or the task was set in. One of several units counts for each of them
and once in all, so the rows of a table make more than the total.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from db.connection import Reader
from inspector.model.ids import GridId, TaskId
from inspector.model.task_progress import Progress
from inspector.model.task_state import AT_WORK, NOT_TIMED, TaskState


class Rows(StrEnum):
    """What the rows of a table of progress are."""

    ALL = "all"
    REGIONS = "regions"
    DEPARTMENTS = "departments"


class ProgressRow(msgspec.Struct, frozen=True):
    """A row: its key (the id of a grid, the name of a unit), its name, and its counts."""

    key: str
    name: str
    counts: Mapping[Progress, int]


class ProgressTables(msgspec.Struct, frozen=True):
    """The progress of a grid and what is below: each task once in ``total``."""

    grid_name: str
    total: ProgressRow
    regions: tuple[ProgressRow, ...]
    departments: tuple[ProgressRow, ...]


class TaskFact(msgspec.Struct, frozen=True):
    """A task that a count counts; ``units`` are those it names."""

    id: TaskId
    number: str
    name: str
    units: tuple[str, ...]
    deadline: str
    due: date | None
    state: TaskState


def _listed(states: frozenset[TaskState]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


_LASTS = """(is_standing OR (due_on IS NULL AND EXISTS (SELECT 1 FROM json_each(kinds)
    WHERE value GLOB '长期*' OR value GLOB '持续*' OR value GLOB '常态*')))"""
_CONDITIONS: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.TOTAL: "1",
        Progress.CLOSED_OFF: f"state = '{TaskState.CLOSED_OFF}'",
        Progress.CLOSED_BEFORE: f"state = '{TaskState.CLOSED_BEFORE}'",
        Progress.COMPLETED: f"state IN ('{TaskState.COMPLETED}', '{TaskState.IN_CLOSE_OFF}')",
        Progress.AT_WORK: f"state IN ({_listed(AT_WORK)}) AND NOT {_LASTS}",
        Progress.LONG_TERM: f"(state = '{TaskState.HELD}' OR (state IN ({_listed(AT_WORK)}) AND {_LASTS}))",
        Progress.DUE: f"due_on IS NOT NULL AND due_on <= :today AND state NOT IN ({_listed(NOT_TIMED)})",
        Progress.OVERDUE: "open_due_on IS NOT NULL AND open_due_on < :today",
    }
)
"""What each count counts, as a condition on ``task`` that is never NULL; in words in ``PROGRESS_WORDS``."""
TASKS_COUNTED = f"""WITH RECURSIVE
    within(id, branch) AS (
        SELECT id, id FROM grid WHERE id = :grid
        UNION SELECT grid.id, CASE within.id WHEN :grid THEN grid.id ELSE within.branch END
        FROM grid JOIN within ON grid.parent = within.id WHERE grid.id <> :grid),
    meant(task, unit) AS (
        SELECT task, unit FROM task_unit WHERE part IN ('lead', 'responsible')
        UNION SELECT meant.task, one.value FROM meant JOIN unit_group ON unit_group.name = meant.unit,
            json_each(unit_group.units) AS one),
    charged(task, unit) AS MATERIALIZED (
        SELECT task, unit FROM meant WHERE unit NOT IN (SELECT name FROM unit_group WHERE units <> '[]')),
    of_region(task, unit, branch) AS MATERIALIZED (
        SELECT charged.task, charged.unit, within.branch
        FROM charged JOIN grid ON substr(charged.unit, 1, length(grid.name)) = grid.name AND grid.name <> ''
        JOIN within ON within.id = grid.id),
    scope(task) AS MATERIALIZED (
        SELECT task.id FROM task JOIN within ON within.id = task.grid UNION SELECT task FROM of_region),
    counted(rows, key, task) AS (
        SELECT '{Rows.ALL}', '', task FROM scope
        UNION SELECT '{Rows.REGIONS}', branch, task FROM of_region WHERE branch <> :grid
        UNION SELECT '{Rows.REGIONS}', branch, task.id FROM task JOIN within ON within.id = task.grid
            WHERE branch <> :grid
        UNION SELECT '{Rows.DEPARTMENTS}', unit, task FROM charged WHERE task IN scope
            AND unit NOT IN (SELECT unit FROM of_region WHERE branch <> :grid))"""  # noqa: S608 - our own words
_SUMS = ", ".join(f"sum({condition})" for condition in _CONDITIONS.values())


def progress_tables(reader: Reader, grid: GridId, today: date) -> ProgressTables:
    """Count the tasks of ``grid`` and below; regions by their code, departments by their name."""
    name = reader.value("SELECT name FROM grid WHERE id = ?", (grid,))
    rows = reader.rows(
        f"""{TASKS_COUNTED} SELECT counted.rows, counted.key, coalesce(grid.name, counted.key), {_SUMS}
        FROM counted JOIN task ON task.id = counted.task
        LEFT JOIN grid ON counted.rows = '{Rows.REGIONS}' AND grid.id = counted.key
        GROUP BY counted.rows, counted.key ORDER BY grid.code, counted.key""",  # noqa: S608 - as above
        {"grid": grid, "today": today.isoformat()},
    )
    found: dict[str, list[ProgressRow]] = {one: [] for one in Rows}
    for kind, key, called, *counts in rows:
        found[kind].append(ProgressRow(key, called, dict(zip(_CONDITIONS, counts, strict=True))))
    nothing = ProgressRow("", "", dict.fromkeys(Progress, 0))
    return ProgressTables(
        grid_name=name or "",
        total=(*found[Rows.ALL], nothing)[0],
        regions=tuple(found[Rows.REGIONS]),
        departments=tuple(found[Rows.DEPARTMENTS]),
    )


def tasks_counted(
    reader: Reader, grid: GridId, today: date, what: Progress, rows: Rows = Rows.ALL, key: str = ""
) -> list[TaskFact]:
    """List the tasks that ``what`` counts in the row ``key`` of a table, by deadline and number."""
    found = reader.rows(
        f"""{TASKS_COUNTED} SELECT task.id, number, name, units, deadline, due_on, state
        FROM counted JOIN task ON task.id = counted.task
        WHERE counted.rows = :rows AND counted.key = :key AND {_CONDITIONS[what]}
        ORDER BY due_key, first_line, task.id""",  # noqa: S608 - as above
        {"grid": grid, "today": today.isoformat(), "rows": rows, "key": key},
    )
    return [
        TaskFact(
            TaskId(task),
            number,
            name,
            tuple(msgspec.json.decode(units, type=list[str])),
            deadline,
            date.fromisoformat(due) if due else None,
            TaskState(state),
        )
        for task, number, name, units, deadline, due, state in found
    ]
