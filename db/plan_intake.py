"""Taking a plan into the ledger: its tasks as entries, and of a newer version what was accepted.

``take_plan`` and ``renew_plan`` write; ``taken_tasks`` gives what was taken in the words of a plan as read,
to compare a newer version with.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from db.blob_files import BlobFiles
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.plan_duties import duties_as_read, duties_changed, duties_entering
from db.task_recording import task_of, who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.events import Blob, Event
from inspector.model.finding_steps import Who
from inspector.model.ids import RANDOM_BYTES, PlanId, TaskId, uuid7
from inspector.model.plan import PlanSuperseded, PlanTaken, checked_title
from inspector.model.task import Task
from inspector.model.task_acts import correct, set_task, withdraw
from inspector.model.task_life import Measure, Quantity, Target, TaskCorrected, TaskSet, UnitPart
from inspector.model.task_steps import check_office
from inspector.periods import Instant
from inspector.plans.plan import (
    PlanDeadline,
    PlanMeasure,
    PlanPart,
    PlanQuantity,
    PlanTarget,
    PlanTask,
)
from inspector.words import N_

PLAN_GONE = N_("This plan is not recorded here any more.")
_MIMES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_STANDING = re.compile(r"发现一(?:处|起|个|家)[、,，]?\s*(?:就)?(?:坚决)?(?:治理|整治|查处|整改|处置|取缔)一")
_UNITS = ("lead", "responsible", "supporting", "supervising", "accountability", "accepting", "people")
_TERMS = ("number", "headings", "title", "problem", *_UNITS, "goal")
"""What a task in the ledger and one as read call by the same name."""


@dataclass(frozen=True, slots=True)
class TakenPlan:
    """A plan in the ledger with the ids of its tasks, in the order they were given."""

    plan: PlanId
    tasks: tuple[TaskId, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Accepted:
    """A difference of a newer version that somebody accepted.

    With ``task`` and ``read`` a known task reads differently now; without ``task`` a new one came; without
    ``read`` a known one is in the plan no longer.
    """

    task: str
    read: PlanTask | None


def take_plan(
    workspace: Workspace,
    tasks: Sequence[PlanTask],
    document: Path,
    title: str,
    by: Actor,
    at: Instant,
    chance: Chance,
) -> TakenPlan:
    """Take a plan with its confirmed tasks into the ledger of the office ``by`` acts for: all, or nothing.

    Raises Refused for whoever is not of the office, without a title, and for a task without words; Unreadable
    where the document can't be copied.
    """
    subject = _new_id(at, chance)
    plan = PlanTaken(
        subject=subject,
        title=checked_title(title),
        file=document.name,
        grid=by.org,
        blobs=(_keep(workspace.blobs, document),),
    )
    with closing(workspace.reader()) as reader:
        who = who_of(reader, by.org, by, at.day)
    check_office(who)
    events: list[Event] = [plan]
    ids = _new_ids(len(tasks), at, chance)
    for task, read in zip(ids, tasks, strict=True):
        events += _entering(task, subject, by.org, read, who, at.day)
    return TakenPlan(PlanId(subject), tuple(ids), workspace.record(events, by, at))


def renew_plan(
    workspace: Workspace,
    plan: str,
    accepted: Sequence[Accepted],
    document: Path,
    title: str,
    by: Actor,
    at: Instant,
    chance: Chance,
) -> TakenPlan:
    """Take a newer version of a plan: known tasks are corrected, new ones enter, those that are gone leave.

    Raises Refused as ``take_plan`` does, for a plan or task that is not recorded here, and for one that was
    completed and can't leave.
    """
    newer = PlanSuperseded(
        subject=plan,
        title=checked_title(title),
        file=document.name,
        blobs=(_keep(workspace.blobs, document),),
    )
    events: list[Event] = [newer]
    ids = []
    with closing(workspace.reader()) as reader:
        grid = reader.value("SELECT grid FROM plan WHERE id = ?", (plan,))
        if grid is None:
            raise Refused(PLAN_GONE)
        who = who_of(reader, grid, by, at.day)
        check_office(who)
        for one in accepted:
            if not one.task and one.read:
                ids.append(TaskId(_new_id(at, chance)))
                events += _entering(ids[-1], plan, grid, one.read, who, at.day)
                continue
            known = task_of(workspace, reader, one.task)
            if one.read:
                events.append(correct(known, who, _corrected(known, one.read, title)))
                events += duties_changed(known, one.read, who, title, at.day)
            else:
                events.append(withdraw(known, who, title))
    return TakenPlan(PlanId(plan), tuple(ids), workspace.record(events, by, at))


def taken_tasks(workspace: Workspace, reader: Reader, plan: str) -> Mapping[TaskId, PlanTask]:
    """Give the tasks of a plan as they stand, in the words of a plan that was read, in its order."""
    rows = reader.rows("SELECT id FROM task WHERE plan = ? ORDER BY first_line, id", (plan,))
    return {TaskId(task): as_read(task_of(workspace, reader, task)) for (task,) in rows}


def as_read(task: Task) -> PlanTask:
    """Give a task of the ledger in the words of a plan that was read."""
    return PlanTask(
        **{name: getattr(task, name) for name in _TERMS},
        deadline=PlanDeadline(task.deadline, task.due, task.kinds),
        measures=tuple(
            PlanMeasure(
                one.told.text,
                one.told.number,
                one.told.units,
                PlanDeadline(one.told.due_text, one.told.due, one.told.kinds),
            )
            for one in task.measures
        ),
        quantities=tuple(PlanQuantity(one.value, one.unit, one.text) for one in task.quantities),
        targets=tuple(PlanTarget(one.due, one.text) for one in task.targets),
        duties=duties_as_read(task),
        parts=tuple(PlanPart(one.unit, one.part) for one in task.parts),
        first=task.first_line,
        last=task.last_line,
    )


def _keep(blobs: BlobFiles, document: Path) -> Blob:
    return blobs.keep_file(document, _MIMES.get(document.suffix.lower(), "application/octet-stream"))


def _new_ids(count: int, at: Instant, chance: Chance) -> list[TaskId]:
    """Give new ids in their order, so that tasks that are alike in all else stand as in the document."""
    return sorted(TaskId(_new_id(at, chance)) for _task in range(count))


def _new_id(at: Instant, chance: Chance) -> str:
    return uuid7(at.ts, chance(RANDOM_BYTES))


def _entering(subject: str, plan: str, grid: str, read: PlanTask, who: Who, today: date) -> list[Event]:
    """Give the entries by which a task as read enters the ledger: itself, and its duties that come back."""
    deadline = read.deadline
    measures = tuple(_measure(str(place), one) for place, one in enumerate(read.measures, start=1))
    told = TaskSet(
        subject=subject,
        plan=plan,
        grid=grid,
        **_terms(read),
        deadline=deadline.text,
        due=deadline.date,
        measures=measures,
        is_standing=_is_standing(read),
    )
    return [set_task(told, who), *duties_entering(subject, read, today)]


def _corrected(known: Task, read: PlanTask, reason: str) -> TaskCorrected:
    """Give the correction that makes ``known`` read as ``read``: only what differs is said."""
    before = as_read(known)
    new = _terms(read)
    old = _terms(before)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if read.deadline.text != before.deadline.text:
        changed["deadline"] = read.deadline.text
    if read.deadline.date != before.deadline.date:
        changed |= {"due": read.deadline.date, "has_no_due": read.deadline.date is None}
    if read.measures != before.measures:
        changed["measures"] = _measures_under_their_ids(known, read.measures)
    return TaskCorrected(subject=known.id, reason=reason.strip(), **changed)


def _terms(read: PlanTask) -> dict[str, Any]:
    return {
        **{name: getattr(read, name) for name in _TERMS},
        "kinds": read.deadline.kinds,
        "quantities": tuple(Quantity(value=o.value, unit=o.unit, text=o.text) for o in read.quantities),
        "targets": tuple(Target(due=one.date, text=one.text) for one in read.targets),
        "parts": tuple(UnitPart(unit=one.unit, part=one.part) for one in read.parts),
        "first_line": read.first,
        "last_line": read.last,
    }


def _measures_under_their_ids(known: Task, read: Sequence[PlanMeasure]) -> tuple[Measure, ...]:
    """Give measures of a newer version the ids they had: by their text, else by their number and place."""
    free = {one.told.id: one.told for one in known.measures}
    by_text = {told.text: name for name, told in free.items()}
    kept: dict[int, str] = {}
    for place, one in enumerate(read):
        name = by_text.get(one.text, "")
        if free.pop(name, None):
            kept[place] = name
    for place, one in enumerate(read):
        alike = [
            name
            for name, told in free.items()
            if (told.number == one.number if one.number else name == str(place + 1))
        ]
        if place not in kept and alike:
            kept[place] = alike[0]
            del free[alike[0]]
    taken = max((int(one.told.id) for one in known.measures if one.told.id.isdecimal()), default=0)
    fresh = iter(range(taken + 1, taken + 1 + len(read)))
    return tuple(_measure(kept.get(place) or str(next(fresh)), one) for place, one in enumerate(read))


def _measure(name: str, read: PlanMeasure) -> Measure:
    return Measure(
        id=name,
        text=read.text,
        number=read.number,
        units=read.units,
        due=read.deadline.date,
        due_text=read.deadline.text,
        kinds=read.deadline.kinds,
    )


def _is_standing(read: PlanTask) -> bool:
    texts = (read.title, read.problem, read.goal, *(one.text for one in read.measures))
    return any(_STANDING.search(text) for text in texts)
