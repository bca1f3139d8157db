"""The rows of plans and tasks: as they stand, with their measures, named sites and duties."""

from datetime import date

from db.case_rows import close_off_rows, step_rows
from db.row_shape import Row, Rows, as_json, instant_columns
from db.search_words import spaced
from inspector.model.events import Facts
from inspector.model.plan import Plan, UnitGroup
from inspector.model.task import Task
from inspector.model.task_state import ENDED

LAST_OF_DAYS = date.max.isoformat()
PARTS = ("lead", "responsible", "supporting", "supervising", "accountability", "accepting")
"""What a unit has to do with a task, as the fields of ``Task`` are named."""


def plan_rows(facts: Facts) -> Rows | None:
    plan = Plan.of(facts)
    if plan is None:
        return None
    newest = plan.newest
    return Rows(
        {
            "id": plan.id,
            "grid": plan.grid,
            "title": newest.title,
            "file": newest.file,
            "sha256": newest.document.sha256 if newest.document else "",
            "size": newest.document.size if newest.document else 0,
            "mime": newest.document.mime if newest.document else "",
            "taken_by": newest.by,
            **instant_columns("taken", newest.taken),
            "versions": as_json(plan.versions),
        }
    )


def unit_group_rows(facts: Facts) -> Rows | None:
    group = UnitGroup.of(facts)
    if group is None:
        return None
    return Rows({"id": group.id, "name": group.name, "units": as_json(group.units)})


def task_rows(facts: Facts) -> Rows | None:
    task = Task.of(facts)
    if task is None:
        return None
    texts = (task.problem, task.goal, *(one.told.text for one in task.measures))
    return Rows(
        _row(task),
        {
            "case_step": step_rows(facts, task.idle),
            "close_off_step": close_off_rows(task.id, task.close_off),
            "task_unit": _unit_rows(task),
            "measure": _measure_rows(task),
            "task_item": _item_rows(task),
            **_duty_rows(task),
        },
        words={
            "number": spaced(task.number),
            "name": spaced(task.name),
            "text": spaced("\n".join((*texts, *(one.name for one in task.items)))),
            "units": spaced("\n".join(dict.fromkeys((*task.units, *task.supporting)))),
        },
    )


def _row(task: Task) -> Row:
    return {
        "id": task.id,
        "plan": task.plan,
        "number": task.number,
        "grid": task.grid,
        "name": task.name,
        "title": task.title,
        "problem": task.problem,
        "headings": as_json(task.headings),
        "units": as_json(task.units),
        "deadline": task.deadline,
        "kinds": as_json(task.kinds),
        "due_on": _day(task.due),
        "due_key": _day(task.due) or LAST_OF_DAYS,
        "goal": task.goal,
        "quantities": as_json(task.quantities),
        "first_line": task.first_line,
        "last_line": task.last_line,
        "is_standing": task.is_standing,
        "state": task.state,
        "is_open": task.state not in ENDED,
        "open_due_on": _day(task.open_due),
        "step_due_on": _day(task.step_due),
        "completed_on": _day(task.completed_on),
        "ended_on": _day(task.ended_on),
        "requirement": task.requirement,
        "asked_until": _day(task.asked),
        "extensions": task.extensions,
        "rechecks": task.rechecks,
        "passed_by": as_json(task.passed_by),
        "rectifiers": as_json(task.rectifiers),
        "relapses": task.relapses,
        "close_off_step": task.close_off.next_step or "",
        "close_off_number": task.close_off.number,
        "look_back_on": _day(task.look_back),
        "looked_back_on": _day(task.looked_back),
        "supervision": as_json(task.supervision),
        "set_by": task.by,
        **instant_columns("entered", task.entered),
        "items": len(task.items),
        "items_done": sum(1 for one in task.items if one.done_on),
        "measures": len(task.measures),
        "measures_done": sum(1 for one in task.measures if one.done_on),
    }


def _unit_rows(task: Task) -> list[Row]:
    named = [(part, unit) for part in PARTS for unit in getattr(task, part)]
    named += [("measure", unit) for one in task.measures for unit in one.told.units]
    return [
        {"task": task.id, "position": position, "part": part, "unit": unit}
        for position, (part, unit) in enumerate(named)
    ]


def _measure_rows(task: Task) -> list[Row]:
    return [
        {
            "task": task.id,
            "position": position,
            "measure": one.told.id,
            "number": one.told.number,
            "text": one.told.text,
            "units": as_json(one.told.units),
            "due_on": _day(one.due),
            "due_text": one.told.due_text,
            "done_on": _day(one.done_on),
            "done_by": one.done_by,
        }
        for position, one in enumerate(task.measures)
    ]


def _item_rows(task: Task) -> list[Row]:
    return [
        {
            "task": task.id,
            "position": position,
            "item": one.id,
            "name": one.name,
            "site": one.site,
            "year": one.year,
            "kind": one.kind,
            "done_on": _day(one.done_on),
            "done_by": one.done_by,
        }
        for position, one in enumerate(task.items)
    ]


def _duty_rows(task: Task) -> dict[str, list[Row]]:
    met = [(duty, one) for duty in task.duties for one in duty.meetings]
    return {
        "periodic_duty": [
            {
                "task": task.id,
                "position": position,
                "duty": duty.id,
                "text": duty.text,
                "every": duty.every,
                "units": as_json(duty.units),
                "since": duty.since.isoformat(),
                "until": _day(duty.until),
                "times": duty.times,
                "next_due_on": _day(duty.next_due()),
            }
            for position, duty in enumerate(task.duties)
        ],
        "duty_met": [
            {
                "task": task.id,
                "position": position,
                "duty": duty.id,
                "unit": one.unit,
                "period": one.period,
                "met_on": one.on.isoformat(),
                "entry": one.entry,
            }
            for position, (duty, one) in enumerate(met)
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
