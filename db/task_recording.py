"""Recording a step of a task: by whom it may be done, and on what state it was decided."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from typing import TypeAlias

import msgspec

from db.case_recording import MEANWHILE, office_rules
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding_steps import Who
from inspector.model.ids import RANDOM_BYTES, uuid7
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.model.plan import name_group
from inspector.model.task import Task
from inspector.model.task_acts import reopen_measure, set_task
from inspector.model.task_life import ItemDone, MeasureDone, TaskSet
from inspector.model.task_part_acts import reopen_item
from inspector.model.task_steps import check_office
from inspector.periods import Instant
from inspector.words import N_

GONE = N_("This task is not recorded here any more.")

Act: TypeAlias = Callable[[Task, Who, Rules], Event | Sequence[Event]]
"""Decides about a task as it stands; raises Refused where that is not open to who wants it."""

_ROLES = """
    WITH RECURSIVE above(id, parent) AS (
        SELECT id, parent FROM grid WHERE id = :grid
        UNION SELECT grid.id, grid.parent FROM grid JOIN above ON grid.id = above.parent)
    SELECT role, grid IN (SELECT id FROM above) FROM duty
    WHERE person = :person AND since <= :today AND (until IS NULL OR until >= :today)"""


def record_task(
    workspace: Workspace,
    task: str,
    seen: str,
    act: Act,
    by: Actor,
    at: Instant,
    person_key: PersonKey | None = None,
    *,
    finishes: str = "",
) -> Changes:
    """Record what ``act`` decides about a task that was shown with ``seen`` as its last entry.

    With the same commit the draft ``finishes`` is forgotten.
    Raises Refused as ``act`` does, when something else happened to the task since it was shown, and when the
    act has to be a person's own and their key is not given.
    """
    with closing(workspace.reader()) as reader:
        found = task_of(workspace, reader, task)
        if found.last != seen:
            raise Refused(MEANWHILE)
        told = act(found, who_of(reader, found.grid, by, at.day), office_rules(workspace, reader, by.org))
    events = [told] if isinstance(told, Event) else list(told)
    return workspace.record(events, by, at, person_key, finishes=finishes)


def take_back_done(
    workspace: Workspace, task: str, entry: str, reason: str, by: Actor, at: Instant
) -> Changes:
    """Say that the measure or named site, which ``entry`` said was done, is open. Raises Refused if it is."""
    with closing(workspace.reader()) as reader:
        found = task_of(workspace, reader, task)
        facts = workspace.facts_of(reader, task)
        who = who_of(reader, found.grid, by, at.day)
    told = next((fact.event for fact in facts if fact.hash == entry), None)
    event: Event
    if isinstance(told, MeasureDone):
        event = reopen_measure(found, who, told.measure, reason)
    elif isinstance(told, ItemDone):
        event = reopen_item(found, who, told.item, reason)
    else:
        raise Refused(N_("That can't be taken back here."))
    return workspace.record([event], by, at)


def set_new_task(
    workspace: Workspace, told: TaskSet, by: Actor, at: Instant, chance: Chance, *, finishes: str = ""
) -> Changes:
    """Enter a task by hand; it is the only subject that changes, and the draft ``finishes`` is forgotten.

    Raises Refused as ``set_task`` does.
    """
    subject = uuid7(at.ts, chance(RANDOM_BYTES))
    with closing(workspace.reader()) as reader:
        who = who_of(reader, told.grid, by, at.day)
    task = set_task(msgspec.structs.replace(told, subject=subject), who)
    return workspace.record([task], by, at, finishes=finishes)


def name_unit_group(
    workspace: Workspace, name: str, units: Sequence[str], by: Actor, at: Instant, chance: Chance
) -> Changes:
    """Say what a group name in plans stands for; named again it changes, without units it ends.

    Raises Refused for whoever is not of the office, and as ``name_group`` does.
    """
    with closing(workspace.reader()) as reader:
        check_office(who_of(reader, by.org, by, at.day))
        known = reader.value("SELECT id FROM unit_group WHERE name = ? ORDER BY id LIMIT 1", (name.strip(),))
    subject = known or uuid7(at.ts, chance(RANDOM_BYTES))
    return workspace.record([name_group(subject, name, tuple(units))], by, at)


def task_of(workspace: Workspace, reader: Reader, task: str) -> Task:
    """Give a task as it stands. Raises Refused for one that is not recorded here."""
    found = Task.of(workspace.facts_of(reader, task))
    if found is None:
        raise Refused(GONE)
    return found


def who_of(reader: Reader, grid: str, by: Actor, today: date) -> Who:
    """Give who acts with the roles they have ``today`` for a task of the office ``grid``.

    A role in that grid or above it counts as it is; whoever has one elsewhere works for a unit.
    """
    rows = reader.rows(_ROLES, {"grid": grid, "person": by.person, "today": today.isoformat()})
    roles = {Role(role) for role, is_above in rows if is_above}
    if any(Role(role) is not Role.AUDITOR for role, is_above in rows if not is_above):
        roles.add(Role.GRID_STAFF)
    return Who(by.person, frozenset(roles))
