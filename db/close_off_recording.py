"""Recording a step of a close-off, of a finding or a task: by whom, and on what state it was decided."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from db.case_recording import MEANWHILE, office_rules, who_is
from db.changes import Changes
from db.connection import Reader
from db.restricted import shown, text_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.close_off_acts import CloseOffCase, case_of_finding
from inspector.model.events import Event, Facts
from inspector.model.finding import Finding
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_acts import case_of_task
from inspector.periods import Instant
from inspector.words import N_

UNKNOWN = N_("This case is not recorded here any more.")

Act: TypeAlias = Callable[[CloseOffCase, Who, Rules], Event]
"""Decides about a close-off as it stands; raises Refused where that is not open to who wants it."""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case with what its close-off needs, and what it is called; ``kind`` is ``finding`` or ``task``."""

    kind: str
    case: CloseOffCase
    number: str
    text: str
    grid: str
    person: str


def record_close_off(
    workspace: Workspace,
    subject: str,
    seen: str,
    act: Act,
    by: Actor,
    at: Instant,
    person_key: PersonKey | None = None,
    *,
    finishes: str = "",
) -> Changes:
    """Record what ``act`` decides about the close-off of a case shown with ``seen`` as its last entry.

    With the same commit the draft ``finishes`` is forgotten.
    Raises Refused as ``act`` does, when something else happened to the case since it was shown, and when the
    act has to be a person's own and their key is not given.
    """
    with closing(workspace.reader()) as reader:
        found = found_case(workspace, reader, subject)
        if found.case.last != seen:
            raise Refused(MEANWHILE)
        event = act(found.case, who_is(reader, found, by, at.day), office_rules(workspace, reader, by.org))
    return workspace.record([event], by, at, person_key, finishes=finishes)


def found_case(workspace: Workspace, reader: Reader, subject: str) -> FoundCase:
    """Give the finding or task ``subject`` as it stands. Raises Refused for what is not recorded here.

    Who put it right is named by id and by name: people on a paper may be typed.
    """
    facts = workspace.facts_of(reader, subject)
    found = next((found for fold in FOLDS if (found := fold(facts))), None)
    if found is None:
        raise Refused(UNKNOWN)
    case = found.case
    names = reader.rows(
        "SELECT name FROM person WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(case.rectifiers),)
    )
    rectifiers = tuple(sorted({*case.rectifiers, *(name for (name,) in names)}))
    named = msgspec.structs.replace(case, rectifiers=rectifiers)
    return FoundCase(found.kind, named, found.number, found.text, found.grid, found.person)


def _of_finding(facts: Facts) -> FoundCase | None:
    finding = Finding.of(facts)
    if finding is None:
        return None
    return FoundCase(
        "finding",
        case_of_finding(finding),
        finding.number,
        shown(text_of(finding)),
        finding.grid,
        finding.person,
    )


def _of_task(facts: Facts) -> FoundCase | None:
    task = Task.of(facts)
    if task is None:
        return None
    return FoundCase("task", case_of_task(task), task.number, task.name, task.grid, "")


FOLDS: tuple[Callable[[Facts], FoundCase | None], ...] = (_of_finding, _of_task)
"""The kinds of cases that are closed off; a task of a plan has the same procedure."""
