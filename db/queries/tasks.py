"""A task with all that is known of it, the tree of plans, and what the ledger can be narrowed by."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from db.case_recording import office_rules
from db.connection import Reader
from db.queries.cases import OpenConflict, StepLine, open_conflicts, step_lines
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.model.events import Blob
from inspector.model.finding_steps import Who
from inspector.model.ids import PlanId, TaskId
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_parts import DueLine
from inspector.model.task_state import Pace, TaskState, pace_of
from inspector.model.task_steps import PossibleStep, steps_of

MOST_UNITS = 300
MOST_UNDER = 200
"""Findings of a standing task that are listed; they are counted all the same."""


@dataclass(frozen=True, slots=True)
class FindingUnder:
    """A finding that was put under a task."""

    finding: str
    number: str
    text: str
    state: str
    relapses: int


@dataclass(frozen=True, slots=True)
class StandingCount:
    """Findings under a task: found (新发现), come back (复燃), put right (已治理)."""

    found: int = 0
    relapsed: int = 0
    put_right: int = 0


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """A task as it stands for who acts, with every step and the reason where it is not open."""

    task: Task
    plan_title: str
    document: Blob | None
    file: str
    who: Who
    rules: Rules
    today: date
    steps: tuple[PossibleStep, ...]
    lines: tuple[StepLine, ...]
    conflicts: tuple[OpenConflict, ...]
    owed: tuple[DueLine, ...]
    """Of its duties until today, met or not."""
    under: tuple[FindingUnder, ...]
    counted: StandingCount
    names: Mapping[str, str]
    """Of the persons that the task and its lines speak of, by id."""


@dataclass(frozen=True, slots=True)
class MeasureLeaf:
    """A measure in the tree of plans; ``deadline`` is as it is written."""

    text: str
    due_on: date | None
    deadline: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class TaskLeaf:
    """A task in the tree of plans."""

    task: TaskId
    number: str
    name: str
    state: TaskState
    pace: Pace
    due_on: date | None
    deadline: str
    measures: tuple[MeasureLeaf, ...]


@dataclass(frozen=True, slots=True)
class PlanBranch:
    """A plan with its tasks in the document's order; tasks set by hand have no plan."""

    plan: PlanId
    title: str
    tasks: tuple[TaskLeaf, ...]


@dataclass(frozen=True, slots=True)
class UnitGroupRow:
    """What a group name in plans stands for."""

    group: str
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """The plans and units that lines of the ledger can be chosen by, and the named groups of units."""

    plans: tuple[tuple[PlanId, str], ...]
    units: tuple[str, ...]
    groups: tuple[UnitGroupRow, ...]


def task_sheet(
    workspace: Workspace, reader: Reader, task: TaskId, by: Actor, today: date
) -> TaskSheet | None:
    """Gather what is known of a task and what may happen next; nothing for one not recorded here."""
    found = Task.of(workspace.facts_of(reader, task))
    if found is None:
        return None
    who = who_of(reader, found.grid, by, today)
    lines = step_lines(reader, task)
    plan = reader.row("SELECT title, sha256, size, mime, file FROM plan WHERE id = ?", (found.plan,))
    people = {found.by, *found.rectifiers, *found.passed_by, *(line.by for line in lines)}
    return TaskSheet(
        task=found,
        plan_title=plan[0] if plan else "",
        document=Blob(*plan[1:4]) if plan and plan[1] else None,
        file=plan[4] if plan else "",
        who=who,
        rules=office_rules(workspace, reader, by.org),
        today=today,
        steps=steps_of(found, who),
        lines=lines,
        conflicts=open_conflicts(reader, task),
        owed=found.due_lines(today),
        under=_under(reader, task),
        counted=standing_count(reader, task),
        names=dict(
            reader.rows(
                "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
                (msgspec.json.encode(sorted(people)).decode(),),
            )
        ),
    )


def standing_count(reader: Reader, task: TaskId) -> StandingCount:
    """Count the findings under a task; nothing is kept, so nothing can be typed."""
    row = reader.row(
        """SELECT count(*), coalesce(sum(relapses > 0), 0),
            coalesce(sum(state IN ('closed', 'closed_off')), 0)
        FROM finding WHERE task = ? AND task <> ''""",
        (task,),
    )
    return StandingCount(*row) if row else StandingCount()


def plan_tree(reader: Reader, today: date) -> tuple[PlanBranch, ...]:
    """Give every plan with its tasks and their measures, the newest plan first, tasks without one last."""
    measures: dict[str, list[MeasureLeaf]] = {}
    for task, number, text, due, written, done in reader.rows(
        "SELECT task, number, text, due_on, due_text, done_on FROM measure ORDER BY task, position"
    ):
        named = text if text.startswith(number) else f"{number} {text}"
        measures.setdefault(task, []).append(MeasureLeaf(named, _day(due), written, _day(done)))
    tasks: dict[str, list[TaskLeaf]] = {}
    for plan, task, number, name, state, due, written, completed, step in reader.rows(
        """SELECT plan, id, number, name, state, due_on, deadline, completed_on, step_due_on FROM task
        ORDER BY plan, first_line, id"""
    ):
        pace = pace_of(TaskState(state), _day(due), _day(completed), _day(step), today)
        leaf = TaskLeaf(
            task=TaskId(task),
            number=number,
            name=name,
            state=TaskState(state),
            pace=pace,
            due_on=_day(due),
            deadline=written,
            measures=tuple(measures.get(task, ())),
        )
        tasks.setdefault(plan, []).append(leaf)
    branches = [
        PlanBranch(PlanId(plan), title, tuple(tasks.pop(plan, ())))
        for plan, title in reader.rows("SELECT id, title FROM plan ORDER BY taken_ts DESC, id")
    ]
    rest = [leaf for _plan, leaves in sorted(tasks.items()) for leaf in leaves]
    return (*branches, PlanBranch(PlanId(""), "", tuple(rest))) if rest else tuple(branches)


def ledger_facts(reader: Reader) -> LedgerFacts:
    """Give what the ledger can be narrowed by; units are those of tasks, of groups, and of findings."""
    plans = reader.rows("SELECT id, title FROM plan ORDER BY taken_ts DESC, id")
    groups = unit_groups(reader)
    named = [
        unit
        for (unit,) in reader.rows(
            """SELECT unit FROM (
                SELECT unit, count(*) AS lines FROM task_unit GROUP BY unit
                UNION ALL SELECT unit, count(*) FROM finding WHERE unit <> '' GROUP BY unit)
            GROUP BY unit ORDER BY sum(lines) DESC, unit LIMIT ?""",
            (MOST_UNITS,),
        )
    ]
    units = dict.fromkeys((*named, *(unit for group in groups for unit in (group.name, *group.units))))
    return LedgerFacts(tuple((PlanId(plan), title) for plan, title in plans), tuple(units), groups)


def unit_groups(reader: Reader) -> tuple[UnitGroupRow, ...]:
    """Give the named groups of units by their names."""
    rows = reader.rows("SELECT id, name, units FROM unit_group ORDER BY name, id")
    return tuple(UnitGroupRow(group, name, tuple(json.loads(units))) for group, name, units in rows)


def standing_tasks(reader: Reader) -> tuple[tuple[TaskId, str], ...]:
    """Give the tasks a finding can be put under: standing ones first, then others that are open."""
    rows = reader.rows(
        "SELECT id, number, name FROM task WHERE is_open = 1 ORDER BY is_standing DESC, plan, first_line, id"
    )
    return tuple((TaskId(task), f"{number} {name}".strip()) for task, number, name in rows)


def _under(reader: Reader, task: TaskId) -> tuple[FindingUnder, ...]:
    rows = reader.rows(
        """SELECT id, number, text, state, relapses FROM finding WHERE task = ? AND task <> ''
        ORDER BY is_open DESC, noticed_ts DESC, id LIMIT ?""",
        (task, MOST_UNDER),
    )
    return tuple(FindingUnder(*row) for row in rows)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
