"""Instants and days: what a clock claimed, and the day it was there."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from inspector.words import N_, Say

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
WEEKDAYS_WHOLE = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


_FARTHEST = 24 * 60 - 1
_LONGEST = 60_000_000_000_000
"""Nineteen hundred years: an entry may claim any time up to 2^53, and is shown all the same."""


_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = _BEGINNING.toordinal()


@lru_cache(64)
def _place(tz: int) -> timezone:
    """Give the offset of a place, made once: a rebuild asks for the day of every finding."""
    return timezone(timedelta(minutes=max(-_FARTHEST, min(tz, _FARTHEST))))


class Instant(NamedTuple):
    """A claimed moment: UTC milliseconds and the offset of the place in minutes."""

    ts: int
    tz: int

    @property
    def local(self) -> datetime:
        """The wall clock there, with its offset; the nearest a calendar knows where a claim is absurd."""
        moment = timedelta(milliseconds=max(-_LONGEST, min(self.ts, _LONGEST)))
        return (_BEGINNING + moment).astimezone(_place(self.tz))

    @property
    def day(self) -> date:
        """The calendar day there."""
        ts, tz = self
        if not (-_LONGEST <= ts <= _LONGEST and -_FARTHEST <= tz <= _FARTHEST):
            ts, tz = max(-_LONGEST, min(ts, _LONGEST)), max(-_FARTHEST, min(tz, _FARTHEST))
        return date.fromordinal(_FIRST_DAY + (ts + tz * MINUTE) // DAY)

    @property
    def clock(self) -> str:
        """Hours and minutes there, ``09:05``."""
        return f"{self.local:%H:%M}"

    def later(self, milliseconds: int) -> "Instant":
        """The moment ``milliseconds`` after this one, at the same place."""
        return Instant(self.ts + milliseconds, self.tz)


def instant_of(moment: datetime) -> Instant:
    """Keep an aware ``moment`` as an instant; the offset is rounded down to minutes."""
    offset = moment.utcoffset()
    assert offset is not None, "a moment without offset has no place"  # noqa: S101 - a fault of ours, not of input
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return Instant(since // timedelta(milliseconds=1), offset // timedelta(minutes=1))


def at(day: date, clock: str, tz: int) -> Instant:
    """Give the moment of ``clock`` (``09:05`` or ``09:05:30``) on ``day`` at offset ``tz`` minutes."""
    place = timezone(timedelta(minutes=tz))
    return instant_of(datetime.combine(day, time.fromisoformat(clock), place))


def short_day(day: date, say: Say) -> str:
    """Write a day for lists: ``11-22 周日`` or ``22 Nov``."""
    if say.language == "zh_CN":
        return f"{day:%m-%d} {say(WEEKDAYS[day.weekday()])}"
    return f"{day.day} {_MONTHS[day.month - 1]}"


def long_day(day: date, say: Say) -> str:
    """Write a day for headings and paper: ``2026年11月22日`` or ``22 Nov 2026``."""
    if say.language == "zh_CN":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date, say: Say) -> str:
    """Name the day of the week: ``星期日`` or ``Sunday``."""
    return say(WEEKDAYS_WHOLE[day.weekday()])


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
