"""What a task consists of as it stands: measures, named sites, and duties that come back."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from inspector.model.task_life import Measure
from inspector.model.task_state import Every, ItemKind, end_of_period, period_of

LAST_DAY_OF_YEAR = (12, 31)


class MeasureNow(msgspec.Struct, frozen=True, kw_only=True):
    """A measure as it stands."""

    told: Measure
    due: date | None = None
    done_on: date | None = None
    done_by: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A named site of a task (子清单) as it stands."""

    id: str
    name: str
    year: int
    kind: ItemKind
    site: str = ""
    done_on: date | None = None
    done_by: str = ""

    @property
    def due(self) -> date:
        """The last day of its year."""
        return date(self.year, *LAST_DAY_OF_YEAR)


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """That a unit met a duty once in a period; ``entry`` carries the minutes."""

    unit: str
    period: str
    on: date
    entry: str


class DueLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit owes in one period: how often it was met of how often it has to be."""

    duty: str
    unit: str
    period: str
    due: date
    met: int
    times: int

    @property
    def is_met(self) -> bool:
        """Say whether nothing is owed any more."""
        return self.met >= self.times


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A duty that comes back, with how it was met."""

    id: str
    text: str
    every: Every
    units: tuple[str, ...]
    since: date
    until: date | None = None
    times: int = 1
    meetings: tuple[Meeting, ...] = ()

    def periods(self, today: date) -> Iterator[tuple[str, date]]:
        """Give each period with the last day of the duty in it, until the one ``today`` lies in."""
        return self._periods(min(today, self.until or today))

    def lines(self, today: date) -> tuple[DueLine, ...]:
        """Give one due line for each period until today and each unit."""
        met = self._met()
        return tuple(
            DueLine(
                duty=self.id,
                unit=unit,
                period=period,
                due=end,
                met=met[unit, period],
                times=self.times,
            )
            for period, end in self.periods(today)
            for unit in self.units
        )

    def next_due(self) -> date | None:
        """Give the last day of the first period in which a unit still owes something; none where none does.

        It does not depend on today: a period to come is due at its end.
        """
        met = self._met()
        for period, end in self._periods(self.until or date.max) if self.units else ():
            if any(met[unit, period] < self.times for unit in self.units):
                return end
        return None

    def _periods(self, last: date) -> Iterator[tuple[str, date]]:
        day = self.since
        while day <= last:
            end = end_of_period(day, self.every)
            yield period_of(day, self.every), min(end, self.until or end)
            if end == date.max:
                return
            day = date.fromordinal(end.toordinal() + 1)

    def _met(self) -> Counter[tuple[str, str]]:
        """Count how often it was met by unit and period."""
        return Counter((one.unit, one.period) for one in self.meetings)
