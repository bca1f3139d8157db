"""The ledger (台账): findings and tasks in one list, each walked along its own indexes and merged."""

import json
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from db.connection import Reader
from db.queries.finding_facts import SOON
from db.queries.finding_waiting import is_whole
from db.queries.site_facts import Facts
from db.queries.unit_groups import MEANT_UNITS
from db.restricted import shown
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.case_steps import Supervision
from inspector.model.finding_state import FindingState
from inspector.model.ids import GridId
from inspector.model.task_state import Pace, TaskState, pace_of

FINDING, TASK = "finding", "task"
"""The two kinds of lines."""
MOST_FOUND = 2_000
"""Lines of a kind that letters lead to; more letters lead to fewer."""
_OPEN = "finding.is_open = 1 AND finding.is_open"
"""Said twice, once for each of the indexes that know it."""
_OF_FINDINGS = MappingProxyType(
    {
        "open": _OPEN,
        "overdue": f"{_OPEN} AND finding.due_on < :today",
        "behind": "0",
        "soon": f"{_OPEN} AND finding.due_on BETWEEN :today AND :soon",
        "month": f"{_OPEN} AND finding.due_on BETWEEN :first AND :last",
        "ended": "finding.is_open = 0",
        "all": "1",
    }
)
_OF_TASKS = MappingProxyType(
    {
        "open": "task.is_open = 1",
        "overdue": "task.open_due_on < :today",
        "behind": "task.step_due_on < :today",
        "soon": "(task.open_due_on BETWEEN :today AND :soon OR task.step_due_on BETWEEN :today AND :soon)",
        "month": "(task.open_due_on BETWEEN :first AND :last OR task.step_due_on BETWEEN :first AND :last)",
        "ended": "task.is_open = 0",
        "all": "1",
    }
)
FILTERS = tuple(_OF_TASKS)
_BY_TERM = frozenset({"open", "overdue", "behind", "soon", "month"})
"""The filters whose lines come by their deadline unless asked otherwise; others the newest first."""
_INDEXES = MappingProxyType(
    {
        **dict.fromkeys(((name, "due") for name in _BY_TERM), "finding_open_by_due"),
        ("open", "entered"): "finding_by_openness",
        ("ended", "entered"): "finding_by_openness",
        ("all", "entered"): "finding_by_time",
    }
)
"""The index that gives the findings of a filter in an order: the first ones cost the same among any."""
_ORDERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "due": ("finding.due_on", "task.due_key"),
        "entered": ("finding.noticed_ts", "task.entered_ts"),
        "number": ("finding.number", "task.number"),
        "unit": ("finding.unit", "coalesce(task.units ->> 0, '')"),
        "state": ("finding.state", "task.state"),
    }
)
# what is rare, or has an index of its own, is gathered first: walking past all others would take long
_FINDING_FACTS = MappingProxyType(
    {
        "plan": """finding.rid IN (SELECT f.rid FROM finding AS f WHERE f.task <> '' AND f.task IN
            (SELECT id FROM task WHERE plan IN (SELECT value FROM json_each(:fact_plan))))""",
        "unit": f"""finding.rid IN (SELECT f.rid FROM finding AS f
            WHERE f.unit <> '' AND f.unit IN {MEANT_UNITS})""",  # noqa: S608 - our own words
        "state": """finding.rid IN (SELECT f.rid FROM finding AS f
            WHERE f.state IN (SELECT value FROM json_each(:fact_state)))""",
        "supervision": """finding.rid IN (SELECT f.rid FROM finding AS f, json_each(f.supervision) AS kind
            WHERE f.supervision <> '[]'
                AND kind.value IN (SELECT value FROM json_each(:fact_supervision)))""",
    }
)
_TASK_FACTS = MappingProxyType(
    {
        "plan": "task.plan IN (SELECT value FROM json_each(:fact_plan))",
        "unit": f"task.id IN (SELECT task FROM task_unit WHERE unit IN {MEANT_UNITS})",  # noqa: S608 - as above
        "state": "task.state IN (SELECT value FROM json_each(:fact_state))",
        "supervision": """EXISTS (SELECT 1 FROM json_each(task.supervision) AS kind
            WHERE kind.value IN (SELECT value FROM json_each(:fact_supervision)))""",
    }
)
_LETTERS = """{table}.rid IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH :phrase
    ORDER BY rowid DESC LIMIT {most})"""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """Which lines: a filter's name, letters to find and facts, findings seen from ``grid`` (empty: all).

    Without ``sort``, the name of an order, open lines come by their deadline, others the newest first.
    """

    grid: GridId
    today: date
    filter: str = "open"
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of the ledger; ``deadline`` is as written, ``pace`` computed, ``done`` of ``parts`` counted."""

    key: str
    kind: str
    number: str
    name: str
    plan: str
    plan_title: str
    unit: str
    due_on: date | None
    deadline: str
    state: str
    is_open: bool
    pace: Pace | None
    supervision: tuple[Supervision, ...]
    relapses: int
    done: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class LedgerDue:
    """How many tasks are overdue, behind schedule, and due soon."""

    overdue: int
    behind: int
    soon: int


def ledger_keys(reader: Reader, view: LedgerView, limit: int | None = None) -> list[str]:
    """List the lines of a view in its order, at most ``limit``: the ids of findings and tasks.

    The first ones cost the same among ten thousand and a million.
    """
    by_term = view.filter in _BY_TERM
    sort = view.sort if view.sort in _ORDERS else "due" if by_term else "entered"
    up = not view.descending if view.sort else by_term
    way = "ASC" if up else "DESC"
    whole = is_whole(reader, view.grid)
    findings, tasks = _ORDERS[sort]
    parts = []
    if _is_wanted(view, FINDING):
        source, condition = _findings(view, view.filter, sort, whole=whole)
        parts.append(f"SELECT {findings} AS place, finding.id FROM {source} WHERE {condition}")  # noqa: S608 - our own words
    if _is_wanted(view, TASK):
        parts.append(f"SELECT {tasks} AS place, task.id FROM task WHERE {_tasks(view, view.filter)}")  # noqa: S608
    if not parts:
        return []
    query = f"{WITHIN} {' UNION ALL '.join(parts)} ORDER BY 1 {way}, 2 {way} LIMIT :limit"
    rows = reader.rows(query, {**_values(view), "limit": -1 if limit is None else limit})
    return [key for _place, key in rows]


def ledger_counts(reader: Reader, view: LedgerView) -> Mapping[str, int]:
    """Count the lines that each filter lets through, with the letters and facts of the view."""
    whole = is_whole(reader, view.grid)
    values = _values(view)
    counts: dict[str, int] = {}
    for name in FILTERS:
        count = 0
        if _is_wanted(view, FINDING):
            source, condition = _findings(view, name, whole=whole)
            count += int(
                reader.value(f"{WITHIN} SELECT count(*) FROM {source} WHERE {condition}", values)  # noqa: S608 - as above
            )
        if _is_wanted(view, TASK):
            count += int(
                reader.value(f"{WITHIN} SELECT count(*) FROM task WHERE {_tasks(view, name)}", values)  # noqa: S608
            )
        counts[name] = count
    return counts


def ledger_rows(reader: Reader, keys: Sequence[str], today: date) -> dict[str, LedgerRow]:
    """Give the lines of ``keys``; one that is gone is left out."""
    wanted = (json.dumps(keys),)
    return {
        **{row.key: row for row in map(_finding, reader.rows(_FINDING_ROWS, wanted))},
        **{row[0]: _task(row, today) for row in reader.rows(_TASK_ROWS, wanted)},
    }


def tasks_due(reader: Reader, today: date) -> LedgerDue:
    """Count the tasks whose deadline or next part is past, or comes soon."""
    values = _values(LedgerView(GridId(""), today))
    counts = [
        int(reader.value(f"SELECT count(*) FROM task WHERE {_OF_TASKS[name]}", values))  # noqa: S608 - as above
        for name in ("overdue", "behind", "soon")
    ]
    return LedgerDue(*counts)


def _is_wanted(view: LedgerView, kind: str) -> bool:
    chosen = dict(view.facts).get("kind")
    return chosen is None or kind in chosen


def _findings(view: LedgerView, name: str, sort: str = "", *, whole: bool) -> tuple[str, str]:
    """Name the index that leads to the findings of the filter ``name``, and what they have to fulfil."""
    condition = " AND ".join(
        (
            _OF_FINDINGS[name],
            *(_FINDING_FACTS[fact] for fact, _chosen in view.facts if fact in _FINDING_FACTS),
        )
    )
    if view.text:
        letters = _LETTERS.format(table="finding", most=MOST_FOUND)
        ground = "1" if whole else "+finding.grid IN within"
        return "finding", f"{letters} AND {ground} AND {condition}"
    if not whole and name in _BY_TERM:
        ground = "finding.grid IN within AND finding.is_open = 1"
        return "finding INDEXED BY finding_of_grid_by_openness", f"{ground} AND {condition}"
    if not whole:
        return "finding INDEXED BY finding_by_grid", f"finding.grid IN within AND {condition}"
    index = _INDEXES.get((name, sort))
    return (f"finding INDEXED BY {index}" if index and name != "behind" else "finding"), condition


def _tasks(view: LedgerView, name: str) -> str:
    parts = [_OF_TASKS[name], *(_TASK_FACTS[fact] for fact, _chosen in view.facts if fact in _TASK_FACTS)]
    if view.text:
        parts.append(_LETTERS.format(table="task", most=MOST_FOUND))
    return " AND ".join(parts)


def _values(view: LedgerView) -> dict[str, object]:
    today = view.today
    return {
        "grid": view.grid,
        "phrase": phrase(view.text),
        "today": f"{today}",
        "soon": f"{today + timedelta(days=SOON)}",
        "first": f"{today.replace(day=1)}",
        "last": f"{today.replace(day=monthrange(today.year, today.month)[1])}",
        **{f"fact_{name}": json.dumps(values) for name, values in view.facts},
    }


_FINDING_ROWS = """SELECT finding.id, finding.number, finding.text, coalesce(plan.id, ''),
    coalesce(plan.title, ''), finding.unit, finding.due_on, finding.state, finding.is_open,
    finding.supervision, finding.relapses
    FROM finding LEFT JOIN task ON task.id = finding.task LEFT JOIN plan ON plan.id = task.plan
    WHERE finding.id IN (SELECT value FROM json_each(?))"""
_TASK_ROWS = """SELECT task.id, task.number, task.name, task.plan, coalesce(plan.title, ''), task.units,
    task.due_on, task.deadline, task.state, task.is_open, task.completed_on, task.step_due_on,
    task.supervision, task.relapses, task.measures_done + task.items_done, task.measures + task.items
    FROM task LEFT JOIN plan ON plan.id = task.plan
    WHERE task.id IN (SELECT value FROM json_each(?))"""


def _finding(row: tuple[object, ...]) -> LedgerRow:
    key, number, text, plan, title, unit, due, state, is_open, supervision, relapses = row
    return LedgerRow(
        key=str(key),
        kind=FINDING,
        number=str(number),
        name=shown(str(text)),
        plan=str(plan),
        plan_title=str(title),
        unit=str(unit),
        due_on=_day(due),
        deadline="",
        state=FindingState(str(state)),
        is_open=bool(is_open),
        pace=None,
        supervision=_kinds(supervision),
        relapses=int(str(relapses)),
    )


def _task(row: tuple[object, ...], today: date) -> LedgerRow:
    key, number, name, plan, title, units, due, deadline, state, is_open, completed, step = row[:12]
    supervision, relapses, done, parts = row[12:]
    return LedgerRow(
        key=str(key),
        kind=TASK,
        number=str(number),
        name=str(name),
        plan=str(plan),
        plan_title=str(title),
        unit="、".join(json.loads(str(units))),
        due_on=_day(due),
        deadline=str(deadline),
        state=TaskState(str(state)),
        is_open=bool(is_open),
        pace=pace_of(TaskState(str(state)), _day(due), _day(completed), _day(step), today),
        supervision=_kinds(supervision),
        relapses=int(str(relapses)),
        done=int(str(done)),
        parts=int(str(parts)),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _kinds(text: object) -> tuple[Supervision, ...]:
    return tuple(Supervision(kind) for kind in json.loads(str(text)))
