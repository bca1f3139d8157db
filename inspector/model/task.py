"""Tasks of rectification plans (整改任务): folded from their entries into what they are now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

import msgspec

from inspector.model.case_steps import Supervision
from inspector.model.close_off import CloseOff
from inspector.model.events import Fact, Facts
from inspector.model.ids import TaskId
from inspector.model.task_fold import CAN_GO, GOES_ON, after
from inspector.model.task_life import (
    Quantity,
    Target,
    TaskConflictResolved,
    TaskSet,
    TaskWithdrawn,
    UnitPart,
)
from inspector.model.task_part_fold import first_measures
from inspector.model.task_parts import DueLine, Duty, Item, MeasureNow
from inspector.model.task_state import AT_WORK, Pace, TaskState, pace_of
from inspector.periods import Instant


@dataclass(frozen=True, slots=True)
class YearCount:
    """Of the named sites of a year: how many there are, and how many were dealt with."""

    year: int
    total: int
    done: int


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A task as it stands: what its plan says, its parts, and how far it is.

    ``rectifiers`` are those who may not re-check; ``idle`` names entries without effect, ``last`` the latest
    with or without one.
    """

    id: TaskId
    by: str
    entered: Instant
    grid: str
    plan: str
    number: str
    headings: tuple[str, ...]
    title: str
    problem: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    supporting: tuple[str, ...]
    supervising: tuple[str, ...]
    accountability: tuple[str, ...]
    accepting: tuple[str, ...]
    people: tuple[str, ...]
    deadline: str
    due: date | None
    kinds: tuple[str, ...]
    goal: str
    measures: tuple[MeasureNow, ...]
    quantities: tuple[Quantity, ...]
    targets: tuple[Target, ...]
    parts: tuple[UnitPart, ...]
    first_line: int
    last_line: int
    is_standing: bool
    items: tuple[Item, ...] = ()
    duties: tuple[Duty, ...] = ()
    state: TaskState = TaskState.NOT_STARTED
    requirement: str = ""
    asked: date | None = None
    extensions: int = 0
    rectifiers: tuple[str, ...] = ()
    rechecks: int = 2
    passed_by: tuple[str, ...] = ()
    completed_on: date | None = None
    close_off: CloseOff = CloseOff()
    ended_on: date | None = None
    relapses: int = 0
    look_back: date | None = None
    looked_back: date | None = None
    supervision: tuple[Supervision, ...] = ()
    idle: tuple[str, ...] = ()
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a task; nothing if its beginning is unknown or unreadable, or it was withdrawn.

        Set again after it was withdrawn, as when that is undone, it begins anew.
        """
        fallen = {
            name
            for fact in facts
            if fact.confirmed and isinstance(fact.event, TaskConflictResolved)
            for name in fact.event.falls
        }
        task: Self | None = None
        for fact in facts:
            if not fact.confirmed or fact.hash in fallen:
                continue
            if task is None:
                if isinstance(fact.event, TaskSet):
                    task = cls._set(fact, fact.event)
            elif fact.type == TaskWithdrawn.TYPE and task.state in CAN_GO:
                task = None
            else:
                task = after(task, fact)
        return task

    @classmethod
    def _set(cls, fact: Fact, told: TaskSet) -> Self:
        terms = told.told()
        del terms["on_behalf"]
        terms["measures"] = first_measures(told.measures)
        return cls(id=TaskId(fact.subject), by=fact.actor, entered=fact.at, last=fact.hash, **terms)

    @property
    def name(self) -> str:
        """What the task is called: its title, the problem where it has none, or its first measure."""
        measure = self.measures[0].told.text if self.measures else ""
        return self.title or self.problem or self.goal or measure

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have to do it, those in the lead first."""
        return tuple(dict.fromkeys((*self.lead, *self.responsible)))

    @property
    def open_due(self) -> date | None:
        """The deadline while it is worked on; none afterwards."""
        return self.due if self.state in AT_WORK else None

    @property
    def step_due(self) -> date | None:
        """The day by which the next measure, named site or duty is due; none where nothing is owed."""
        if self.state not in GOES_ON:
            return None
        days = [
            *(one.due for one in self.measures if one.due and not one.done_on),
            *(one.due for one in self.items if not one.done_on),
            *(due for duty in self.duties if (due := duty.next_due())),
        ]
        return min(days, default=None)

    def pace(self, today: date) -> Pace:
        """Say whether it is on time ``today``."""
        return pace_of(self.state, self.due, self.completed_on, self.step_due, today)

    def by_year(self) -> tuple[YearCount, ...]:
        """Count its named sites by year ("71: 26/6/35/4")."""
        years = sorted({one.year for one in self.items})
        return tuple(
            YearCount(
                year=year,
                total=sum(1 for one in self.items if one.year == year),
                done=sum(1 for one in self.items if one.year == year and one.done_on),
            )
            for year in years
        )

    def due_lines(self, today: date) -> tuple[DueLine, ...]:
        """Give what units owe of its duties until today, met or not."""
        return tuple(line for duty in self.duties for line in duty.lines(today))

    def names(self) -> Mapping[str, str]:
        """Give the text of each measure and the name of each named site by its id."""
        return {one.told.id: one.told.text for one in self.measures} | {
            one.id: one.name for one in self.items
        }
