"""The periods in which a duty comes back, named for people: ``2026-11-D1`` is 2026年11月上旬."""

import re
from datetime import date

from inspector.periods import long_day
from inspector.words import Say

_NAMED = re.compile(
    r"(?P<year>[1-9]\d{3})"
    r"(?:-W(?P<week>\d\d)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<month>0[1-9]|1[0-2])(?:-(?P<part>D[123]|H[12]))?)?"
)
_PARTS = {
    "D1": ("上旬", "1–10 {}"),
    "D2": ("中旬", "11–20 {}"),
    "D3": ("下旬", "from 21 {}"),
    "H1": ("上半月", "1–15 {}"),
    "H2": ("下半月", "from 16 {}"),
    "": ("", "{}"),
}


def period_title(name: str, say: Say) -> str:
    """Write a period for people: ``2026年第47周`` or ``week 47 of 2026``; what is no period as it stands."""
    named = _NAMED.fullmatch(name)
    if named is None:
        return name
    year, is_chinese = named["year"], say.language == "zh_CN"
    if week := named["week"]:
        return f"{year}年第{int(week)}周" if is_chinese else f"week {int(week)} of {year}"
    if quarter := named["quarter"]:
        return f"{year}年第{quarter}季度" if is_chinese else f"Q{quarter} {year}"
    if half := named["half"]:
        first = half == "1"
        chinese, english = ("上半年", "first") if first else ("下半年", "second")
        return f"{year}年{chinese}" if is_chinese else f"{english} half of {year}"
    if month := named["month"]:
        chinese, english = _PARTS[named["part"] or ""]
        _first, _gap, month_name = long_day(date(int(year), int(month), 1), say).partition(" ")
        return f"{year}年{int(month)}月{chinese}" if is_chinese else english.format(month_name)
    return f"{year}年" if is_chinese else year
