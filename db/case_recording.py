"""Recording a step of a finding: by whom it may be done, and on what state it was decided."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from typing import Protocol, TypeAlias

from db.changes import Changes
from db.connection import Reader
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding import Finding
from inspector.model.finding_acts import join, relapse
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.periods import Instant
from inspector.words import N_

UNKNOWN = N_("This finding is not recorded here any more.")
MEANWHILE = N_("Something happened to it meanwhile. Look at it as it stands now, and decide again.")

Act: TypeAlias = Callable[[Finding, Who, Rules], Event]
"""Decides about a finding as it stands; raises Refused where that is not open to who wants it."""

_ROLES = """
    WITH RECURSIVE above(id, parent) AS (
        SELECT id, parent FROM grid WHERE id = :grid
        UNION SELECT grid.id, grid.parent FROM grid JOIN above ON grid.id = above.parent)
    SELECT role FROM duty WHERE person = :person AND since <= :today AND (until IS NULL OR until >= :today)
        AND grid IN (SELECT id FROM above)"""


def record_case(
    workspace: Workspace,
    finding: str,
    seen: str,
    act: Act,
    by: Actor,
    at: Instant,
    person_key: PersonKey | None = None,
    *,
    also: Sequence[Event] = (),
    finishes: str = "",
) -> Changes:
    """Record what ``act`` decides about a finding that was shown with ``seen`` as its last entry.

    What is ``also`` said, such as photos that show it, is recorded with it or not at all; with the same
    commit the draft ``finishes`` is forgotten.
    Raises Refused as ``act`` does, when something else happened to the finding since it was shown, and when
    the act has to be a person's own and their key is not given.
    """
    with closing(workspace.reader()) as reader:
        found = finding_of(workspace, reader, finding)
        if found.last != seen:
            raise Refused(MEANWHILE)
        event = act(found, who_is(reader, found, by, at.day), office_rules(workspace, reader, by.org))
    return workspace.record([*also, event], by, at, person_key, finishes=finishes)


def record_cases(
    workspace: Workspace,
    findings: Sequence[tuple[str, str]],
    act: Act,
    by: Actor,
    at: Instant,
    *,
    finishes: str = "",
) -> Changes:
    """Record one act about many findings, each named with its last entry as shown: all of them, or none."""
    with closing(workspace.reader()) as reader:
        rules = office_rules(workspace, reader, by.org)
        events = []
        for finding, seen in findings:
            found = finding_of(workspace, reader, finding)
            if found.last != seen:
                raise Refused(MEANWHILE)
            events.append(act(found, who_is(reader, found, by, at.day), rules))
    return workspace.record(events, by, at, finishes=finishes)


def record_relapse(workspace: Workspace, old: str, new: str, by: Actor, at: Instant) -> Changes:
    """Say that the finding ``new``, noted on a later patrol, is ``old`` come back; the old number goes on.

    Raises Refused where either step is not open.
    """
    with closing(workspace.reader()) as reader:
        before, again = finding_of(workspace, reader, old), finding_of(workspace, reader, new)
        came_back = relapse(
            before,
            who_is(reader, before, by, at.day),
            again.noticed,
            again.text,
            stop=again.stop,
            patrol=again.patrol,
            seen_as=again.id,
        )
        joined = join(again, who_is(reader, again, by, at.day), before)
    return workspace.record([came_back, joined], by, at)


def finding_of(workspace: Workspace, reader: Reader, finding: str) -> Finding:
    """Give a finding as it stands. Raises Refused for one that is not recorded here."""
    found = Finding.of(workspace.facts_of(reader, finding))
    if found is None:
        raise Refused(UNKNOWN)
    return found


class OnGround(Protocol):
    """A case somewhere: the grid it lies in, and the person it was given to."""

    @property
    def grid(self) -> str:
        """The grid whose people, and those above it, have their roles here."""

    @property
    def person(self) -> str:
        """Who works on it; empty where nobody is named."""


def who_is(reader: Reader, finding: OnGround, by: Actor, today: date) -> Who:
    """Give who acts with the roles they have ``today`` on the ground of a finding.

    The person it was given to works on it wherever their roles lie.
    """
    rows = reader.rows(_ROLES, {"grid": finding.grid, "person": by.person, "today": today.isoformat()})
    roles = {Role(role) for (role,) in rows}
    if by.person and by.person == finding.person:
        roles.add(Role.GRID_STAFF)
    return Who(by.person, frozenset(roles))


def office_rules(workspace: Workspace, reader: Reader, org: str) -> Rules:
    """Give the rules of the office ``org``, of any office where it has none, else those of the field."""
    subject = reader.value("SELECT id FROM rules ORDER BY id = ? DESC, id LIMIT 1", (org,))
    return Rules.of(workspace.facts_of(reader, subject)) if subject else Rules()
