"""What happens to a task of a plan (整改任务): set, corrected, worked on, completed, re-checked, held."""

from datetime import date
from typing import ClassVar

import msgspec

from inspector.model.case_steps import CaseEvent
from inspector.model.events import event
from inspector.model.task_state import Every, ItemKind
from inspector.periods import Instant


class Measure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A measure of a task; ``id`` stays when its text is corrected, its day comes from the plan or later."""

    id: str
    text: str
    number: str = ""
    units: tuple[str, ...] = ()
    due: date | None = None
    due_text: str = ""
    kinds: tuple[str, ...] = ()


class Quantity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An amount as written in the plan."""

    value: str
    unit: str
    text: str


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be reached by a day."""

    due: date
    text: str


class UnitPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of a task is one unit's own."""

    unit: str
    part: str


class MeasureDay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The day a measure is to be done by (倒排工期); none takes it away."""

    measure: str
    due: date | None = None


@event
class TaskSet(CaseEvent):
    """A task entered the ledger, as its plan has it; the lines are those of the document."""

    TYPE: ClassVar[str] = "task.set"
    CHANGES_STATE: ClassVar[bool] = True

    grid: str
    plan: str = ""
    number: str = ""
    headings: tuple[str, ...] = ()
    title: str = ""
    problem: str = ""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    supervising: tuple[str, ...] = ()
    accountability: tuple[str, ...] = ()
    accepting: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    deadline: str = ""
    due: date | None = None
    kinds: tuple[str, ...] = ()
    goal: str = ""
    measures: tuple[Measure, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    targets: tuple[Target, ...] = ()
    parts: tuple[UnitPart, ...] = ()
    first_line: int = 0
    last_line: int = 0
    is_standing: bool = False


@event
class TaskCorrected(CaseEvent):
    """What was said of a task is put right, as by a newer version of its plan; what is missing stays.

    ``has_no_due`` takes the day of the deadline away.
    """

    TYPE: ClassVar[str] = "task.corrected"

    reason: str = ""
    number: str | None = None
    headings: tuple[str, ...] | None = None
    title: str | None = None
    problem: str | None = None
    lead: tuple[str, ...] | None = None
    responsible: tuple[str, ...] | None = None
    supporting: tuple[str, ...] | None = None
    supervising: tuple[str, ...] | None = None
    accountability: tuple[str, ...] | None = None
    accepting: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    deadline: str | None = None
    due: date | None = None
    has_no_due: bool = False
    kinds: tuple[str, ...] | None = None
    goal: str | None = None
    measures: tuple[Measure, ...] | None = None
    quantities: tuple[Quantity, ...] | None = None
    targets: tuple[Target, ...] | None = None
    parts: tuple[UnitPart, ...] | None = None
    first_line: int | None = None
    last_line: int | None = None
    is_standing: bool | None = None


@event
class TaskWithdrawn(CaseEvent):
    """It is no task any more: taken by mistake, or gone from the newer version of its plan."""

    TYPE: ClassVar[str] = "task.withdrawn"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str = ""


@event
class MeasuresScheduled(CaseEvent):
    """Measures were given the days they are to be done by (倒排工期)."""

    TYPE: ClassVar[str] = "task.measures_scheduled"

    days: tuple[MeasureDay, ...]


@event
class MeasureDone(CaseEvent):
    """A measure was carried out."""

    TYPE: ClassVar[str] = "task.measure_done"

    measure: str
    on: date
    text: str = ""


@event
class MeasureReopened(CaseEvent):
    """A measure that was said to be done is not."""

    TYPE: ClassVar[str] = "task.measure_reopened"

    measure: str
    reason: str


@event
class TaskProgressed(CaseEvent):
    """Somebody says how far it is; the evidence is in the blobs."""

    TYPE: ClassVar[str] = "task.progressed"

    text: str
    measure: str = ""


@event
class ItemAdded(CaseEvent):
    """A site was named in the task (子清单), to be dealt with in a year."""

    TYPE: ClassVar[str] = "task.item_added"

    item: str
    name: str
    year: int
    kind: ItemKind = ItemKind.IMPROVE
    site: str = ""


@event
class ItemChanged(CaseEvent):
    """What was said of a named site is put right; ``is_gone`` takes it off the list, with a reason."""

    TYPE: ClassVar[str] = "task.item_changed"

    item: str
    reason: str = ""
    name: str | None = None
    year: int | None = None
    kind: ItemKind | None = None
    site: str | None = None
    is_gone: bool = False


@event
class ItemDone(CaseEvent):
    """A named site was dealt with; the evidence is in the blobs."""

    TYPE: ClassVar[str] = "task.item_done"

    item: str
    on: date
    text: str = ""


@event
class ItemReopened(CaseEvent):
    """A named site that was said to be dealt with is not."""

    TYPE: ClassVar[str] = "task.item_reopened"

    item: str
    reason: str


@event
class DutySet(CaseEvent):
    """Units have to do something again in every period.

    Said again, with a reason, it replaces the duty of that id; ``is_gone`` takes that duty off.
    """

    TYPE: ClassVar[str] = "task.duty_set"

    duty: str
    text: str
    every: Every
    units: tuple[str, ...]
    since: date
    until: date | None = None
    times: int = 1
    reason: str = ""
    is_gone: bool = False


@event
class DutyMet(CaseEvent):
    """A unit met a duty once in a period, shown by its minutes in the blobs."""

    TYPE: ClassVar[str] = "task.duty_met"

    duty: str
    unit: str
    period: str
    on: date
    text: str = ""


@event
class TaskCompleted(CaseEvent):
    """It is claimed to be completed; ``rechecks`` persons have to pass it by the rules of the day."""

    TYPE: ClassVar[str] = "task.completed"
    CHANGES_STATE: ClassVar[bool] = True

    text: str
    on: date
    rectifiers: tuple[str, ...] = ()
    rechecks: int = 2


@event
class TaskRecheckPassed(CaseEvent):
    """One re-checker found it completed; each records it in person."""

    TYPE: ClassVar[str] = "task.recheck_passed"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    checked: Instant
    note: str = ""


@event
class TaskRecheckFailed(CaseEvent):
    """A re-checker did not find it completed and says in writing what is still to be done (补充整改要求)."""

    TYPE: ClassVar[str] = "task.recheck_failed"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    checked: Instant
    requirement: str
    due: date | None = None


@event
class TaskHeld(CaseEvent):
    """It goes on without an end (长期坚持)."""

    TYPE: ClassVar[str] = "task.held_long_term"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str


@event
class TaskTakenUp(CaseEvent):
    """Work on it goes on: it came back after it was closed off (反弹), or is held no longer."""

    TYPE: ClassVar[str] = "task.taken_up_again"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str
    due: date | None = None


@event
class TaskTakenOver(CaseEvent):
    """A line of a ledger kept before that says it is done; nobody here re-checked it or closed it off.

    ``state`` is what stands there, ``file`` and ``row`` are where; who records it says so.
    """

    TYPE: ClassVar[str] = "task.taken_over"
    CHANGES_STATE: ClassVar[bool] = True

    file: str
    row: int
    state: str = ""
    closed_on: date | None = None


@event
class TaskConflictResolved(CaseEvent):
    """A person decided between steps made unknown to each other: the entries of ``falls`` have no effect."""

    TYPE: ClassVar[str] = "task.conflict_resolved"

    falls: tuple[str, ...]
    reason: str


TASK_EVENTS = (
    TaskSet,
    TaskCorrected,
    TaskWithdrawn,
    MeasuresScheduled,
    MeasureDone,
    MeasureReopened,
    TaskProgressed,
    ItemAdded,
    ItemChanged,
    ItemDone,
    ItemReopened,
    DutySet,
    DutyMet,
    TaskCompleted,
    TaskRecheckPassed,
    TaskRecheckFailed,
    TaskHeld,
    TaskTakenUp,
    TaskTakenOver,
    TaskConflictResolved,
)
"""Every entry that is about a task alone; ``SHARED`` and ``CLOSE_OFF`` are about findings too."""
