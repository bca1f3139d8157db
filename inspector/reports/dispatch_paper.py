"""What a dispatch list (调度清单) prints, already decided."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.case_steps import Supervision
from inspector.model.dispatch_list import DispatchState
from inspector.model.period import Period
from inspector.model.task_state import Pace
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

DISPATCH_TITLE = N_("Dispatch list")


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLine:
    """A problem under dispatch; ``ahead`` are the lines of its next point."""

    number: str
    problem: str
    units: tuple[str, ...]
    goal: str
    due: date | None
    deadline: str
    measure: str
    state: DispatchState
    pace: Pace
    difficulty: str
    supervision: tuple[Supervision, ...]
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPaper(SubjectPaper):
    """调度清单 of a period; ``described`` says which rows it has, nothing for all of them."""

    IS_ACROSS: ClassVar[bool] = True

    period: Period
    lines: tuple[DispatchLine, ...]
    described: str = ""

    @property
    def place(self) -> str:
        """The grid whose list it is."""
        return self.grid

    def headline(self, say: Say) -> str:
        """Name the paper with its period."""
        return titled(self.period, say)


def titled(period: Period, say: Say) -> str:
    """Name the list of a period."""
    return say("{title} of {period}", title=say(DISPATCH_TITLE), period=period.title(say))
