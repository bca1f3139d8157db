"""Days as people write them into a cell: whole, without a year, as the number a spreadsheet counts by."""

import re
import unicodedata
from datetime import date, timedelta

from inspector.errors import Unreadable
from inspector.tables.values import NO_DAY, Meant, day_of
from inspector.words import N_

NO_YEAR = N_("“{value}” has no year: read as {day}.")
SHORT_YEAR = N_("“{value}” has a short year: read as {day}.")
COUNTED = N_("“{value}” is the number of a day: read as {day}.")

_SHORT = re.compile(r"(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月|[-/])\s*(\d{1,2})\s*[日号]?|(\d{1,2})\.(\d{2})")
"""A point with one digit behind it is left out: 11.2 may be what a spreadsheet made of 11.20."""
_COUNTED = re.compile(r"[45]\d{4}")
_FIRST_COUNTED = date(1899, 12, 30)
"""Day 0 of a workbook (ECMA-376, 18.17.4.1), as it counts from March 1900 on."""


def written_day(text: str, near: date) -> Meant:
    """Read a day; without a year it is the one nearest to ``near``, which is said as a doubt.

    Raises Unreadable for what is no day.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("号", "日")
    try:
        if _COUNTED.fullmatch(plain):
            day = _FIRST_COUNTED + timedelta(days=int(plain))
            return Meant(day, Unreadable(COUNTED, value=text, day=day.isoformat()))
        if found := _SHORT.fullmatch(plain):
            year, month, of_month = map(int, found.groups())
            day = date(2000 + year, month, of_month)
            return Meant(day, Unreadable(SHORT_YEAR, value=text, day=day.isoformat()))
        if found := _MONTH_DAY.fullmatch(plain):
            month, of_month = (int(one) for one in found.groups() if one)
            day = _nearest(month, of_month, near)
            return Meant(day, Unreadable(NO_YEAR, value=text, day=day.isoformat()))
    except ValueError:
        raise Unreadable(NO_DAY, value=text) from None
    return Meant(day_of(plain))


def _nearest(month: int, day: int, near: date) -> date:
    """Give the day of the year that makes it nearest; 29 February is one of a leap year."""
    found = []
    for year in range(near.year - 4, near.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - near).days))
