"""What the account of a unit (交账手册) prints, already decided."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.task_state import Every, ItemKind
from inspector.reports.case_paper import LedgerLine, TaskLine
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

BOOKLET_TITLE = N_("Account of rectification of a unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedMeasure:
    """A measure of a task, the units it names, when it is due and when it was done."""

    number: str
    text: str
    units: tuple[str, ...]
    due: date | None
    due_text: str
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedItem:
    """A named site of a task."""

    name: str
    year: int
    kind: ItemKind
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedDuty:
    """A duty that comes back: how often it was met, and when it is due next."""

    text: str
    every: Every
    met: int
    next_due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """Something that was handed in: ``files`` are the SHA-256 of its evidence."""

    on: date
    by: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTask:
    """A task of the unit with all its parts."""

    line: TaskLine
    problem: str
    goal: str
    measures: tuple[OwedMeasure, ...]
    items: tuple[OwedItem, ...]
    duties: tuple[OwedDuty, ...]
    handed_in: tuple[HandedIn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPaper(SubjectPaper):
    """交账手册: all that a unit owes and has handed in; ``findings`` are the open ones in its hands."""

    IS_ACROSS: ClassVar[bool] = True

    unit: str
    tasks: tuple[OwedTask, ...]
    findings: tuple[LedgerLine, ...]

    @property
    def place(self) -> str:
        """The unit whose account it is."""
        return self.unit

    def headline(self, say: Say) -> str:
        """Name the booklet."""
        return say(BOOKLET_TITLE)
