"""What a summary of a period (周汇总表) prints, already decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from inspector.charts.of_period import PeriodCharts
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period, Span
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

SUMMARY_TITLES = {
    Span.WEEK: N_("Weekly summary of grid patrols"),
    Span.MONTH: N_("Monthly summary of grid patrols"),
    Span.QUARTER: N_("Quarterly summary of grid patrols"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRow:
    """A row of numbers: what it is of, and each number."""

    name: str
    counts: tuple[tuple[Number, int], ...]

    def of(self, number: Number) -> int:
        """Give one of its numbers; nothing where it was not counted."""
        return dict(self.counts).get(number, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """A finding of the period in one line (明细), as it stands on the day of the paper."""

    noticed: date
    people: str
    category: str
    text: str
    place: str
    measures: str
    done_on: date | None
    responsible: str
    rechecked_on: date | None
    rechecked_by: str
    has_passed: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    """A grid with the days on which it did not go out, and the reason it gave."""

    grid: str
    days: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierOrder:
    """An order that a month or quarter looks back on, and how it was met by the day of the paper."""

    number: str
    title: str
    addressee: str
    due: date
    met: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper(SubjectPaper):
    """周汇总表: numbers of a period, told apart and by grid, what is missing, texts, and each finding.

    ``frozen_by`` and ``frozen_on`` are empty in a draft that is not frozen; ``corrects`` says what a
    correction changed; ``snapshot`` is the SHA-256 of what was frozen. ``lacking`` counts the entries that
    are known not to have arrived, and the devices they are of.
    """

    IS_ACROSS: ClassVar[bool] = True

    period: Period
    total: CountedRow
    before: CountedRow
    by_grid: tuple[CountedRow, ...]
    by_category: tuple[CountedRow, ...]
    by_severity: tuple[CountedRow, ...]
    by_source: tuple[CountedRow, ...]
    missing: tuple[MissingLine, ...]
    problems: str
    help: str
    next: str
    found: tuple[FoundLine, ...]
    charts: PeriodCharts
    orders: tuple[EarlierOrder, ...] = ()
    frozen_by: str = ""
    frozen_on: date | None = None
    corrects: str = ""
    snapshot: str = ""
    lacking: tuple[int, int] = (0, 0)

    @property
    def place(self) -> str:
        """The grid and the period it is of."""
        return f"{self.grid}_{self.period.name}"

    def headline(self, say: Say) -> str:
        """Name the summary."""
        return say(SUMMARY_TITLES[self.period.span])

    def told(self) -> Mapping[Number, tuple[int, int]]:
        """Give each number with what it was in the period before."""
        return {number: (count, self.before.of(number)) for number, count in self.total.counts}


MOST_CHANGED = 4
"""Numbers that changed, named one by one; more are counted."""


def changed_words(kept: Mapping[Number, int], now: Mapping[Number, int], say: Say) -> str:
    """Name the numbers that are no longer those that were frozen; empty where all are."""
    changed = [
        f"{say(NUMBER_NAMES[number])} {count} → {now[number]}"
        for number, count in kept.items()
        if now[number] != count
    ]
    named, more = say(", ").join(changed[:MOST_CHANGED]), len(changed) - MOST_CHANGED
    return say("{named} and {n} more", named=named, n=more) if more > 0 else named


def lacking_words(entries: int, devices: int, say: Say) -> str:
    """Say what the numbers of a summary are without."""
    return say(
        "Known to be lacking: entries {entries}, of devices {devices}; the numbers are without them.",
        entries=entries,
        devices=devices,
    )
