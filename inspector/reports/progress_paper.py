"""What the tables of progress (销号进度表) print, already decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.task_progress import Progress
from inspector.model.task_state import TaskState
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

PROGRESS_TITLE = N_("Progress of closing off rectification tasks")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressLine:
    """A region or department with its counts."""

    name: str
    counts: Mapping[Progress, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueLine:
    """A task past its deadline."""

    number: str
    name: str
    units: tuple[str, ...]
    due: date
    state: TaskState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPaper(SubjectPaper):
    """销号进度表: tasks by region and by department, and those past their deadline."""

    IS_ACROSS: ClassVar[bool] = True

    total: ProgressLine
    regions: tuple[ProgressLine, ...]
    departments: tuple[ProgressLine, ...]
    overdue: tuple[OverdueLine, ...] = ()

    @property
    def place(self) -> str:
        """The grid whose progress it is."""
        return self.grid

    def headline(self, say: Say) -> str:
        """Name the paper."""
        return say(PROGRESS_TITLE)
