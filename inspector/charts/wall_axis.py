"""The axis of time of a wall chart: whole months, named as far as there is room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspector.charts.drawing import text_width
from inspector.charts.wall_facts import Wall

MONTHS = 12
_STEPS = (1, 3, 6, 12, 24, 60, 120, 600, 1200)
"""Months from one name to the next."""
_END = 1.6
"""Room in em behind the last day, for the sign of a bar that ends there."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From the first day of a month to the end of another, over ``width``."""

    first: date
    last: date
    width: float
    size: float

    @classmethod
    def of(cls, wall: Wall, width: float, size: float) -> "TimeAxis":
        """Reach over every day that the chart shows, and over today."""
        days = [wall.today]
        for group in wall.groups:
            for task in group.tasks:
                days += [day for day in (task.start, task.due) if day]
                days += [mark.day for mark in task.marks]
        last = max(days)
        return cls(min(days).replace(day=1), _following(last.replace(day=1), 1), width, size)

    def x(self, day: date) -> float:
        """Give where a day begins."""
        whole = self.last.toordinal() - self.first.toordinal() or 1
        room = self.width - _END * self.size
        return room * (day.toordinal() - self.first.toordinal()) / whole

    def ticks(self, size: float) -> Iterator[tuple[date, str]]:
        """Give the months that are named, with their names, so that none runs into the next."""
        months = max(1, _index(self.last) - _index(self.first))
        slot = (self.width - _END * self.size) / months
        widest = text_width("2026-11", size) + size
        step = next((one for one in _STEPS if one * slot >= widest), _STEPS[-1])
        if step >= MONTHS:
            widest = text_width("2026", size) + size
            step = next((one for one in _STEPS[3:] if one * slot >= widest), _STEPS[-1])
        day = self.first
        while day < self.last:
            if (day.year * MONTHS + day.month - 1) % step == 0:
                yield day, f"{day.year}" if step >= MONTHS else f"{day:%Y-%m}"
            if _index(day) >= _index(date.max):
                break
            day = _following(day, 1)


def _index(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _following(month: date, count: int) -> date:
    year, index = divmod(_index(month) + count, MONTHS)
    return date(year, index + 1, 1) if year <= date.max.year else date.max
