"""What the table of river sections prints, already decided."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.model.period import Period
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

RIVER_TITLE = N_("River sections and their visits")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverLine:
    """A section with its chief, visits due and paid, and findings."""

    name: str
    grid: str
    chief: str
    due: int
    done: int
    visits: int
    last_visit: date | None
    found: int
    is_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverPaper(SubjectPaper):
    """河段巡查情况表: the sections of a grid in a period."""

    IS_ACROSS: ClassVar[bool] = True

    period: Period
    lines: tuple[RiverLine, ...]

    @property
    def place(self) -> str:
        """The grid whose sections they are."""
        return self.grid

    def headline(self, say: Say) -> str:
        """Name the table with its period."""
        return say("{title} of {period}", title=say(RIVER_TITLE), period=self.period.title(say))
