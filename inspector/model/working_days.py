"""Days that deadlines are counted in: every day, or the working days of China with its shifted weekends."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from inspector.words import N_

if TYPE_CHECKING:
    from holidays.countries.china import China


class Counting(StrEnum):
    """Which days a term counts."""

    NATURAL = "natural"
    WORKING = "working"


COUNTING_NAMES = {Counting.NATURAL: N_("natural days"), Counting.WORKING: N_("working days")}


def due_day(start: date, days: int, counting: Counting = Counting.NATURAL) -> date:
    """Give the last day of a term of ``days`` that begins the day after ``start``; 0 is the day itself.

    Working days follow the yearly notice of the State Council (国务院办公厅关于部分节假日安排的通知): public
    holidays rest, weekends shifted for them work.
    """
    if counting is Counting.NATURAL:
        return start + timedelta(days=days)
    day = start
    for _working in range(days):
        day = _after(day)
    return day


def is_working_day(day: date) -> bool:
    """Say whether people work on ``day``."""
    return _calendar(day.year).is_working_day(day)


@cache
def is_arranged(year: int) -> bool:
    """Say whether the notice for ``year`` was known to this program: before it, no weekend is shifted."""
    return any(day.year == year for day in _calendar(year).weekend_workdays)


def _after(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@cache
def _calendar(year: int) -> "China":
    from holidays.countries.china import China

    # the library's own constructor has no types
    return China(years=year)  # type: ignore[no-untyped-call]
