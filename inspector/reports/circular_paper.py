"""What a circular (通报) prints, already decided."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.charts.of_period import PeriodCharts
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.rates import Standing
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

CIRCULAR_HEAD = N_("Circular")
CIRCULAR_TITLE = N_("Circular on the dispatch of grid patrols in {period}")
NO_CHARTS = PeriodCharts()
_HEADINGS = (
    re.compile(r"([一二三四五六七八九十]+、|[IVX]+\. )"),
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
)


def heading_level(line: str) -> int:
    """Say whether a line is a heading of the first (一、) or second level ((一)); 0 for none."""
    return next((at for at, heading in enumerate(_HEADINGS, 1) if heading.match(line.strip())), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedGrid:
    """A township in the table of comparison."""

    name: str
    now: Standing
    before: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalCase:
    """A finding chosen as an example (典型案例): nothing of persons, and no text that is restricted."""

    finding: str
    number: str
    noticed: date
    grid: str
    place: str
    text: str
    measures: str
    done_on: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularPaper(SubjectPaper):
    """通报 of a period in the layout of GB/T 9704-2012.

    ``document`` is the number of the office's document system, empty until it is typed; ``body`` has a
    paragraph each with every number in its place; ``copies`` are those who get it too (抄送).
    """

    HAS_DASHED_PAGES: ClassVar[bool] = True

    period: Period
    document: str
    subject_line: str
    addressee: str
    body: tuple[str, ...]
    copies: str = ""
    remark: str = ""
    compared: tuple[ComparedGrid, ...] = ()
    cases: tuple[TypicalCase, ...] = ()
    charts: PeriodCharts = NO_CHARTS

    @property
    def place(self) -> str:
        """The grid and the period it is of."""
        return f"{self.grid}_{self.period.name}"

    def headline(self, say: Say) -> str:
        """Give its title: as it was typed, else that of the period."""
        return self.subject_line or say(CIRCULAR_TITLE, period=self.period.title(say))

    def numbers(self, number: Number) -> tuple[tuple[str, int], ...]:
        """Give a number of every township, in the order of the table."""
        return tuple((one.name, one.now.numbers.get(number, 0)) for one in self.compared)
