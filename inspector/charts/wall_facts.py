"""What a wall chart (挂图作战) shows: tasks against time with their state and pace, regions as tiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from inspector.charts.drawing import Ink
from inspector.model.task_state import AT_WORK, Pace, TaskState
from inspector.words import N_


class WallLook(StrEnum):
    """How a task looks: its state, and while it is worked on its pace."""

    CLOSED_OFF = "closed_off"
    WAITING = "waiting"
    ON_TIME = "on_time"
    BEHIND = "behind"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"
    LASTING = "lasting"
    CLOSED_BEFORE = "closed_before"


LOOK_NAMES: Mapping[WallLook, str] = MappingProxyType(
    {
        WallLook.CLOSED_OFF: N_("closed off"),
        WallLook.WAITING: N_("to be accepted or closed off"),
        WallLook.ON_TIME: N_("on schedule"),
        WallLook.BEHIND: N_("behind schedule"),
        WallLook.OVERDUE: N_("past its deadline"),
        WallLook.NOT_STARTED: N_("not started"),
        WallLook.LASTING: N_("long-term"),
        WallLook.CLOSED_BEFORE: N_("closed before"),
    }
)


class Sign(NamedTuple):
    """A sign, its colour and the ground it stands on; signs differ where colours are not seen apart."""

    sign: str
    ink: Ink
    ground: Ink


SIGNS: Mapping[WallLook, Sign] = MappingProxyType(
    {
        WallLook.CLOSED_OFF: Sign("√", Ink.GOOD, Ink.GOOD_GROUND),
        WallLook.WAITING: Sign("◇", Ink.WAITING, Ink.WAITING_GROUND),
        WallLook.ON_TIME: Sign("→", Ink.GOOD, Ink.GOOD_GROUND),
        WallLook.BEHIND: Sign("△", Ink.WARNING, Ink.WARNING_GROUND),
        WallLook.OVERDUE: Sign("×", Ink.BAD, Ink.BAD_GROUND),
        WallLook.NOT_STARTED: Sign("○", Ink.SECOND, Ink.QUIET_GROUND),
        WallLook.LASTING: Sign("∞", Ink.SOFT, Ink.QUIET_GROUND),
        WallLook.CLOSED_BEFORE: Sign("■", Ink.SOFT, Ink.QUIET_GROUND),
    }
)
_BY_STATE = MappingProxyType(
    {
        TaskState.COMPLETED: WallLook.WAITING,
        TaskState.IN_CLOSE_OFF: WallLook.WAITING,
        TaskState.CLOSED_OFF: WallLook.CLOSED_OFF,
        TaskState.CLOSED_BEFORE: WallLook.CLOSED_BEFORE,
        TaskState.HELD: WallLook.LASTING,
    }
)
_BY_PACE = MappingProxyType({Pace.OVERDUE: WallLook.OVERDUE, Pace.BEHIND: WallLook.BEHIND})


class Lane(StrEnum):
    """Where a task stands: on the axis of time, or apart with what its plan says instead of a day."""

    TIMED = "timed"
    AT_ONCE = "at_once"
    LASTING = "lasting"
    UNDATED = "undated"


LANE_NAMES: Mapping[Lane, str] = MappingProxyType(
    {
        Lane.AT_ONCE: N_("To be put right at once"),
        Lane.LASTING: N_("To be kept up for good"),
        Lane.UNDATED: N_("Without a deadline"),
    }
)


@dataclass(frozen=True, slots=True)
class WallMark:
    """A measure's own deadline."""

    day: date
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WallTask:
    """A row: ``start`` is the day it came to the ledger, none where that says nothing of its time."""

    key: str
    number: str
    name: str
    units: tuple[str, ...]
    start: date | None
    due: date | None
    deadline: str
    lane: Lane
    state: TaskState
    pace: Pace
    items: int = 0
    items_done: int = 0
    marks: tuple[WallMark, ...] = ()

    @property
    def look(self) -> WallLook:
        """Tell how it looks; only what is still worked on can be late."""
        if self.state not in AT_WORK:
            return _BY_STATE[self.state]
        if self.pace in _BY_PACE:
            return _BY_PACE[self.pace]
        return WallLook.NOT_STARTED if self.state is TaskState.NOT_STARTED else WallLook.ON_TIME


@dataclass(frozen=True, slots=True)
class WallGroup:
    """Rows under one heading: those of a region or lead unit, or of a lane of its own without a name."""

    key: str
    name: str
    lane: Lane
    tasks: tuple[WallTask, ...]


@dataclass(frozen=True, slots=True)
class WallRegion:
    """A tile: a region and its tasks by their look; a task of several units counts for each of them."""

    key: str
    name: str
    counts: Mapping[WallLook, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """All that a wall chart shows on a day."""

    today: date
    groups: tuple[WallGroup, ...] = ()
    regions: tuple[WallRegion, ...] = ()

    @property
    def tasks(self) -> int:
        """How many rows there are; each task has one."""
        return sum(len(group.tasks) for group in self.groups)

    @property
    def counts(self) -> dict[WallLook, int]:
        """Count the tasks of each look, each once."""
        return counted([task for group in self.groups for task in group.tasks])


def counted(tasks: Sequence[WallTask]) -> dict[WallLook, int]:
    """Count tasks by their look; every look is there."""
    counts = dict.fromkeys(WallLook, 0)
    for task in tasks:
        counts[task.look] += 1
    return counts
