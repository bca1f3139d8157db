"""Dates as plans write them, lost characters included: 201812月底 is the last day of 2018."""

import re
from bisect import bisect
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from inspector.errors import Spoken
from inspector.plans.letters import folded
from inspector.plans.numbering import number_of
from inspector.words import N_

LOST_YEAR_MARK = N_("“{text}”: year mark missing: read as {day}")
LOST_MARKS = N_("“{text}”: year and month marks missing: read as {day}")
LOST_MONTH_MARK = N_("“{text}”: month mark missing: read as {day}")
UNCLEAR_DAY = N_("“{text}” can mean more than one day; no date was taken.")
YEAR_BEFORE = N_("“{text}” is read as before that year begins: {day}")
MONTH_BEFORE = N_("“{text}” is read as before that month begins: {day}")
END_OF_PLAN = N_("“{text}” is read as the end of that five-year plan: {day}")
NO_YEAR = N_("“{text}” names no year; no date was taken.")
YEAR_SUPPOSED = N_("“{text}” names no year; the year before it was taken: {day}")
YEAR_OF_TITLE = N_("“{text}” names no year; that of the plan's title was taken: {day}")
SEASON = N_("“{text}” names a season or a feast and no day; no date was taken.")
IMPOSSIBLE = N_("“{text}” is no day of the calendar; no date was taken.")

MOST_LETTERS = 1_000_000
"""Dates are looked for in so much of a text."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: its place, its words, the day it means (None where none) and the doubts."""

    start: int
    end: int
    text: str
    day: date | None
    doubts: tuple[Spoken, ...] = field(default=(), compare=False)
    yearless: bool = False


_Y = r"(?P<year>20[0-9]{2}|二[〇○零Oo][一二三四五六七八九〇○零]{2})"
_M = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?P<day>3[01]|[12][0-9]|0?[1-9]|三?十[一]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"\s?份?\s?(?P<part>上旬|中旬|下旬|月?底|末|初|以?前(?!\d)|之前|内)?"
_ALONE = r"(?<![0-9])"
_BEFORE = frozenset(("前", "以前", "之前"))

Reading = Callable[[re.Match[str]], tuple[date | None, tuple[str, ...]]]


def _number(text: str | None) -> int:
    return number_of(text) if text else 0


def _year_of(found: re.Match[str]) -> int:
    digits = found["year"]
    if digits.isdecimal():
        return int(digits)
    return int("".join("0" if letter in "〇○零Oo" else str(number_of(letter)) for letter in digits))


def last_day(year: int, month: int) -> date:
    """Give the last day of ``month``."""
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> tuple[date | None, tuple[str, ...]]:
    try:
        return date(year, month, day), ()
    except ValueError:
        return None, (IMPOSSIBLE,)


def _full(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    day, doubts = _day(_year_of(found), _number(found["month"]), _number(found["day"]))
    lost = found.groupdict().get("mark") == "" and day is not None
    return day, (*doubts, LOST_YEAR_MARK) if lost else doubts


def _squeezed(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    """Read month and day without a mark between them, where only one day fits."""
    year, digits = _year_of(found), found["squeezed"]
    days = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        if 1 <= len(day) <= 2 and month[0] != "0" and day[0] != "0":  # noqa: PLR2004 - digits of a day
            some, _doubts = _day(year, int(month), int(day))
            days.extend([some] if some else [])
    if len(days) != 1:
        return None, (UNCLEAR_DAY,)
    return days[0], (LOST_MONTH_MARK if found["mark"] else LOST_MARKS,)


def _in_month(year: int, month: int, part: str) -> tuple[date, tuple[str, ...]]:
    if part in ("上旬", "初"):
        return date(year, month, 10), ()
    if part == "中旬":
        return date(year, month, 20), ()
    if part in _BEFORE:
        return (date(year - 1, 12, 31) if month == 1 else last_day(year, month - 1)), (MONTH_BEFORE,)
    return last_day(year, month), ()


def _month(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    day, doubts = _in_month(_year_of(found), _number(found["month"]), found["part"] or "")
    return day, (*doubts, LOST_YEAR_MARK) if found.groupdict().get("mark") == "" else doubts


def _month_alone(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    day, doubts = _in_month(_year_of(found), _number(found["month"]), found["part"] or "")
    return day, (*doubts, LOST_MONTH_MARK)


def _quarter(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    return last_day(_year_of(found), 3 * _number(found["quarter"])), ()


def _half(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    return last_day(_year_of(found), 12 if found["half"] == "下半年" else 6), ()


def _year(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    if found["part"] in _BEFORE:
        return date(_year_of(found) - 1, 12, 31), (YEAR_BEFORE,)
    return date(_year_of(found), 12, 31), ()


def _plan(found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    return date(1955 + 5 * _number(found["plan"]), 12, 31), (END_OF_PLAN,)


def _yearless(_found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    return None, (NO_YEAR,)


def _season(_found: re.Match[str]) -> tuple[date | None, tuple[str, ...]]:
    return None, (SEASON,)


_FORMS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(rf"{_ALONE}{_Y}\s?(?P<mark>年)\s?{_M}\s?月\s?{_D}(?:\s?[日号]|(?![0-9]))"), _full),
    (re.compile(rf"{_ALONE}{_Y}[./-]{_M}[./-]{_D}日?(?![0-9])"), _full),
    (re.compile(rf"{_ALONE}{_Y}\s?(?P<mark>)(?P<month>1[0-2]|0?[1-9])月\s?{_D}\s?[日号]"), _full),
    (
        re.compile(rf"{_ALONE}{_Y}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9.%日号])"),
        _full,
    ),
    (re.compile(rf"{_ALONE}{_Y}(?P<mark>年?)\s?(?P<squeezed>[0-9]{{2,4}})[日号]"), _squeezed),
    (
        re.compile(rf"{_ALONE}{_Y}\s?(?P<mark>年)\s?(?:[0-9]{{1,2}}\s?月?\s?[-—~至]\s?)?{_M}\s?月{_PART}"),
        _month,
    ),
    (re.compile(rf"{_ALONE}{_Y}\s?(?P<mark>)(?P<month>1[0-2]|0?[1-9])月{_PART}"), _month),
    (
        re.compile(rf"{_ALONE}{_Y}[./-](?P<month>1[0-2]|0?[1-9])(?![0-9./%])(?!-)(?P<part>月?底|底前)?"),
        _month,
    ),
    (re.compile(rf"{_ALONE}{_Y}\s?年?\s?第?(?P<quarter>[1-4一二三四])季度末?"), _quarter),
    (
        re.compile(
            rf"{_ALONE}{_Y}\s?年?度?\s?主?(?:汛期?|采暖[季期]|供暖[季期]|取暖[季期]|雨季|春节|国庆节?|元旦|中秋节?|入冬|入汛|秋冬季|春季|夏季|秋季|冬季|[^\W0-9年月日底末内前以之上中下]{{1,6}}?(?=之?前))"
            r"(?:来临|到来|开始|结束|期间)?(?:之?前|之?后|底)?"
        ),
        _season,
    ),
    (re.compile(rf"{_ALONE}{_Y}\s?年\s?(?P<half>[上下]半年|年中)"), _half),
    (
        re.compile(
            rf"{_ALONE}{_Y}\s?年\s?(?P<month>1[0-2]|[1-9])(?P<part>底|末|前|以前|之前)?(?=\s*(?:$|[,;。)\n]))"
        ),
        _month_alone,
    ),
    (re.compile(rf"{_ALONE}{_Y}\s?年\s?(?P<part>年?底|年?末|年?内|以?前(?!\d)|之前|年?终)?"), _year),
    (re.compile(rf"{_ALONE}{_Y}\s?(?P<part>年?底|末)"), _year),
)
_IN_DEADLINES: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(r"[“\"‘【]?(?P<plan>十[一二三四五六七])五[”\"’】]?(?:期间|期末|末|时期|规划期?)?"), _plan),
    (re.compile(rf"{_ALONE}{_Y}(?![0-9]|\s?[-—~至]\s?20)(?P<part>(?!))?"), _year),
    (re.compile(rf"(?<![0-9年]){_M}月\s?{_D}[日号]"), _yearless),
    (re.compile(rf"(?<![0-9年]){_M}月(?![0-9]){_PART}"), _yearless),
    (
        re.compile(r"第?[1-4一二三四]季度末?|[上下]半年|年底|年末|月底|(?<![一二两三0-9])年内|季度末"),
        _yearless,
    ),
)
_STRETCH = re.compile(r"第?(?P<quarter>[1-4一二三四])季度|(?P<half>上半年)|(?:下半年|年[底末内])")
_ORDINAL = re.compile(rf"{_M}月(?:\s?{_D}[日号]|{_PART})")
_RANGE = frozenset("-—至~到")


def dates_in(text: str, *, of_a_deadline: bool = False, year: int = 0) -> tuple[Dated, ...]:
    """Find the dates of ``text`` in order; years alone and days without a year only in a deadline.

    ``year`` is that of a plan for one year, for days that name none.
    """
    flat = folded(text[:MOST_LETTERS])
    taken: list[tuple[int, int]] = []
    found: list[Dated] = []
    for form, reading in (*_FORMS, *(_IN_DEADLINES if of_a_deadline else ())):
        fresh: list[tuple[int, int]] = []
        for match in form.finditer(flat):
            place = bisect(taken, match.span())
            if place and taken[place - 1][1] > match.start():
                continue
            if place < len(taken) and taken[place][0] < match.end():
                continue
            fresh.append(match.span())
            found.append(_dated(text, match, reading))
        taken = sorted([*taken, *fresh])
    found.sort(key=lambda dated: dated.start)
    return tuple(_with_years(found, flat, year)) if of_a_deadline else tuple(found)


def _dated(text: str, match: re.Match[str], reading: Reading) -> Dated:
    day, doubts = reading(match)
    words = text[match.start() : match.end()].strip()
    said = tuple(
        Spoken(doubt, text=words, day=day.isoformat()) if day else Spoken(doubt, text=words)
        for doubt in doubts
    )
    return Dated(match.start(), match.end(), words, day, said, yearless=reading is _yearless)


def _with_years(found: list[Dated], flat: str, of_title: int) -> list[Dated]:
    """Give days without a year that of the date before them in the same text, else that of the title."""
    said: list[Dated] = []
    year, doubt = of_title, YEAR_OF_TITLE
    for dated in found:
        day = _within(year, dated, whole=bool(of_title)) if dated.yearless and year else None
        if day:
            ranged = flat[: dated.start].rstrip()[-1:] in _RANGE
            doubts = () if ranged else (Spoken(doubt, text=dated.text, day=day.isoformat()),)
            said.append(Dated(dated.start, dated.end, dated.text, day, doubts))
        else:
            said.append(dated)
        if dated.day:
            year, doubt = dated.day.year, YEAR_SUPPOSED
    return said


def _within(year: int, dated: Dated, *, whole: bool) -> date | None:
    """Read a day or month without a year as of ``year``; also its parts, if the plan is for the ``whole``."""
    if month := _ORDINAL.match(dated.text):
        if month["day"]:
            return _day(year, _number(month["month"]), _number(month["day"]))[0]
        return _in_month(year, _number(month["month"]), month["part"] or "")[0]
    stretch = _STRETCH.match(dated.text) if whole else None
    if not stretch:
        return None
    return last_day(
        year, 3 * _number(stretch["quarter"]) if stretch["quarter"] else 6 if stretch["half"] else 12
    )
