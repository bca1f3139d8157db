"""Periods that an office sums up: its week, the month, the quarter; each with a name that sorts."""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

import msgspec

from inspector.errors import Refused
from inspector.periods import long_day
from inspector.words import N_, Say

WEEK_DAYS = 7
_THURSDAY = 3
_LAST_OF_QUARTER = 3
_NAMED = re.compile(r"((?:19|20|21)\d\d)-(?:W(\d{2})|Q([1-4])|(\d{2}))", re.ASCII)


class Span(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


SPAN_NAMES = {Span.WEEK: N_("week"), Span.MONTH: N_("month"), Span.QUARTER: N_("quarter")}


class Period(msgspec.Struct, frozen=True, order=True):
    """The days from ``first`` to ``last``, both included, that are summed up together."""

    first: date
    last: date
    span: Span = Span.WEEK

    @property
    def name(self) -> str:
        """The name in commands and files: ``2026-W47`` (ISO 8601, of its last day), ``2026-11``."""
        if self.span is Span.WEEK:
            year, week, _weekday = self.last.isocalendar()
            return f"{year}-W{week:02d}"
        if self.span is Span.MONTH:
            return f"{self.last:%Y-%m}"
        return f"{self.last.year}-Q{(self.last.month + 2) // 3}"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def before(self) -> Self:
        """The period right before it, of the same span."""
        if self.span is Span.WEEK:
            week = timedelta(days=WEEK_DAYS)
            return type(self)(self.first - week, self.last - week)
        months = 1 if self.span is Span.MONTH else _LAST_OF_QUARTER
        last = self.first - timedelta(days=1)
        return type(self)(_months_before(last, months - 1), last, self.span)

    @property
    def year_before(self) -> Self:
        """The period of the same name a year before; of a week, the one 52 weeks before."""
        if self.span is Span.WEEK:
            year = timedelta(weeks=52)
            return type(self)(self.first - year, self.last - year)
        first = self.first.replace(year=self.first.year - 1)
        return type(self)(first, _end_of_month(date(self.last.year - 1, self.last.month, 1)), self.span)

    def holds(self, day: date) -> bool:
        """Say whether ``day`` lies in it."""
        return self.first <= day <= self.last

    def title(self, say: Say) -> str:
        """Write it for headings: ``11月第3周（11.13—11.19）``, the week of the month's n-th closing day."""
        year, month = self.last.year, self.last.month
        is_chinese = say.language == "zh_CN"
        if self.span is Span.WEEK:
            nth = (self.last.day + WEEK_DAYS - 1) // WEEK_DAYS
            days = f"{_dotted(self.first)}—{_dotted(self.last)}"
            in_english = f"{self.name} ({long_day(self.first, say)} – {long_day(self.last, say)})"
            return f"{month}月第{nth}周（{days}）" if is_chinese else in_english
        if self.span is Span.MONTH:
            return f"{year}年{month}月" if is_chinese else f"{_MONTHS[month - 1]} {year}"
        quarter = (month + 2) // 3
        return f"{year}年第{quarter}季度" if is_chinese else f"Q{quarter} {year}"


def week_of(day: date, closes_on: int = _THURSDAY) -> Period:
    """Give the week that ``day`` lies in; it closes on the weekday ``closes_on`` (Monday is 0)."""
    last = day + timedelta(days=(closes_on - day.weekday()) % WEEK_DAYS)
    return Period(last - timedelta(days=WEEK_DAYS - 1), last)


def month_of(day: date) -> Period:
    """Give the month that ``day`` lies in."""
    first = day.replace(day=1)
    return Period(first, _end_of_month(first), Span.MONTH)


def quarter_of(day: date) -> Period:
    """Give the quarter that ``day`` lies in."""
    first = date(day.year, (day.month - 1) // _LAST_OF_QUARTER * _LAST_OF_QUARTER + 1, 1)
    return Period(first, _end_of_month(first.replace(month=first.month + 2)), Span.QUARTER)


def period_of(day: date, span: Span, closes_on: int = _THURSDAY) -> Period:
    """Give the period of a span that ``day`` lies in."""
    if span is Span.WEEK:
        return week_of(day, closes_on)
    return month_of(day) if span is Span.MONTH else quarter_of(day)


def period_named(name: str, closes_on: int = _THURSDAY) -> Period:
    """Read ``2026-W47``, ``2026-11`` or ``2026-Q4``.

    Raises Refused for any other text, and for a week or month that year does not have.
    """
    if named := _NAMED.fullmatch(name.strip().upper()):
        year, week, quarter, month = (int(part) if part else 0 for part in named.groups())
        try:
            if week:
                return week_of(date.fromisocalendar(year, week, closes_on + 1), closes_on)
            return quarter_of(date(year, quarter * 3, 1)) if quarter else month_of(date(year, month, 1))
        except ValueError:
            pass
    raise Refused(N_("{name} names no period; write 2026-W47, 2026-11 or 2026-Q4."), name=name)


def _months_before(day: date, months: int) -> date:
    """Give the first day of the month that lies ``months`` before that of ``day``."""
    years, month = divmod(day.month - 1 - months, 12)
    return date(day.year + years, month + 1, 1)


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _dotted(day: date) -> str:
    return f"{day.month}.{day.day}"
