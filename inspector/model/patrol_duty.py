"""What the office rules about going on patrol: how often the grids of a level go out, by day or by night."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from inspector.model.period import Period, month_of
from inspector.model.working_days import Counting, is_working_day

A_MONTH = 0
"""As ``days`` of a duty: once a calendar month, however long it is."""


class PatrolDuty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every grid of ``level`` goes out ``times`` in every ``days`` days (1, 2, 7 …; ``A_MONTH``).

    With ``night`` only night patrols count. Of days that are counted as working days, the others are not
    due; a longer stretch is due unless it has no working day at all.
    """

    level: int
    days: int
    times: int = 1
    night: bool = False
    counting: Counting = Counting.NATURAL


DUTIES = (PatrolDuty(level=3, days=1),)
"""三级网格日巡查, the default of the field (product.md); where it is ruled the levels above go out too."""


class Stretch(msgspec.Struct, frozen=True):
    """Days in which every grid of ``level`` goes out ``times``; dates as ISO text, as SQL compares them."""

    level: int
    first: str
    last: str
    times: int
    night: bool


def stretches(duties: Sequence[PatrolDuty], period: Period) -> list[Stretch]:
    """Give what is due in ``period``: stretches that lie in it whole, counted from its first day.

    What is due once a month is due in the period in which the month ends.
    """
    return [
        Stretch(duty.level, first.isoformat(), last.isoformat(), duty.times, duty.night)
        for duty in duties
        for first, last in _cut(duty.days, period)
        if duty.counting is Counting.NATURAL or any(is_working_day(day) for day in Period(first, last).days)
    ]


def _cut(days: int, period: Period) -> Iterator[tuple[date, date]]:
    if days == A_MONTH:
        for day in period.days:
            if (month := month_of(day)).last == day:
                yield month.first, month.last
        return
    step, first = timedelta(days=days), period.first
    while (last := first + step - timedelta(days=1)) <= period.last:
        yield first, last
        first += step
