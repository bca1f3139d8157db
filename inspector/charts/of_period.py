"""The charts of a period: the numbers they show, and how each is laid out in the words of a language."""

from dataclasses import dataclass
from datetime import date

from inspector.charts.bars import Group, Row, columns, rows
from inspector.charts.drawing import Drawing, Ink
from inspector.charts.heat_map import STATE_NAMES, DayState, HeatRow, heat_map
from inspector.model.category import CATEGORY_NAMES, Category
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period, Span
from inspector.periods import short_day
from inspector.words import N_, Say

AGES = (1, 8, 16, 31)
"""The first day past the deadline of each age of what is overdue."""
_AGE_NAMES = (
    N_("1–7 days overdue"),
    N_("8–15 days overdue"),
    N_("16–30 days overdue"),
    N_("over 30 days overdue"),
)
SERIES = (Number.FINDINGS, Number.ENDED)
"""What the trend shows side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCharts:
    """What the charts of a period show; each number is one that the period's tables show too.

    ``trend`` has the counts of ``SERIES``, the oldest period first; ``ages`` count what was overdue at the
    end by ``AGES``; ``days`` are those of the rows of ``grids``.
    """

    trend: tuple[tuple[Period, tuple[int, ...]], ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    ages: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    grids: tuple[HeatRow, ...] = ()


def trend_chart(shown: PeriodCharts, say: Say, width: float, size: float) -> Drawing:
    """Lay out what came and went over the periods, the key of each column being its period's name."""
    groups = [
        Group(_short(period, say), period.title(say), counts, (period.name,) * len(counts))
        for period, counts in shown.trend
    ]
    series = [say(NUMBER_NAMES[number]) for number in SERIES]
    return columns(say("Trend"), say("findings, number"), series, groups, width, size)


def category_chart(shown: PeriodCharts, say: Say, width: float, size: float) -> Drawing:
    """Lay out the findings of each category, the key being the category."""
    lines = [Row(say(CATEGORY_NAMES[Category(key)]), count, key) for key, count in shown.categories]
    return rows(say("Findings by category"), lines, width, size)


def age_chart(shown: PeriodCharts, say: Say, width: float, size: float) -> Drawing:
    """Lay out what was overdue at the end by the days past its deadline."""
    inks = (Ink.SECOND, Ink.WARNING, Ink.WARNING, Ink.BAD)
    lines = [
        Row(say(name), count, Number.OVERDUE, ink)
        for name, count, ink in zip(_AGE_NAMES, shown.ages, inks, strict=False)
    ]
    return rows(say("Overdue, by days past the deadline"), lines, width, size)


def coverage_chart(shown: PeriodCharts, say: Say, width: float, size: float) -> Drawing:
    """Lay out the rounds of each grid on each day; the key is the grid, a colon and the day's place."""
    names = {state: say(STATE_NAMES[state]) for state in DayState}
    days = [short_day(day, say) for day in shown.days]
    return heat_map(say("Rounds by grid and day"), days, shown.grids, names, width, size)


def _short(period: Period, say: Say) -> str:
    year, _dash, part = period.name.partition("-")
    if period.span is Span.WEEK:
        return say("W{week}", week=part[1:])
    return f"{year[2:]}-{part}"
