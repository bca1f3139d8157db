"""Where a line of Chinese and Latin text may end, and between which characters it may be stretched.

The rules are those of GB/T 15834-2011 (5.1: where punctuation may stand in a line) and of W3C's
"Requirements for Chinese Text Layout" (3.1.7 prohibition rules): what closes does not begin a line, what
opens does not end one, dashes and dots of omission stay whole, and words and numbers in Latin letters stay
whole while they fit a line.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

NEVER_FIRST = frozenset(
    "，。、；：？！…—～·’”）〕］｝〉》」』】〗︰‥‰％°℃′″％﹐﹑﹒﹔﹕﹖﹗"
    ",.;:?!)]}%-–‐‑\"'/／\u00b0\u00b2\u00b3\u00a0\u2060\u30fb｡､｣ー々"
)
"""Characters that do not begin a line."""

NEVER_LAST = frozenset("‘“（〔［｛〈《「『【〖([{￥¥$＄£€№#＃§\"'/／\u00a0\u2060｢")
"""Characters that do not end a line."""

COUNTERS = frozenset("年月日时分秒个处项次天周户家人名件张份米吨度级号页方条万亿元")
"""Words of counting and measure that stay with the number before them."""

TOLERANCE = 1e-6
"""Points by which the sum of a line's widths may exceed the line: the error of adding floats."""

_LATIN_END = 0x2000
_LATIN_LATER = ((0x2010, 0x2013), (0x2070, 0x209F), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
_BLANK = frozenset(" \u2002\u2003\u2009\u3000")


@cache
def is_latin(character: str) -> bool:
    """Say whether ``character`` is part of a word or number that stays whole."""
    code = ord(character)
    if code < _LATIN_END:
        return character not in _BLANK
    return any(first <= code <= last for first, last in _LATIN_LATER)


@cache
def _clings(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Mc"}


def may_break(before: str, after: str) -> bool:
    """Say whether a line may end with ``before`` and the next begin with ``after``; neither is a blank."""
    if before.isdecimal() and after in COUNTERS:
        return False
    return _marks_allow(before, after) and not (is_latin(before) and is_latin(after))


def _marks_allow(before: str, after: str) -> bool:
    return before not in NEVER_LAST and after not in NEVER_FIRST and not _clings(after)


def _joint_allows(before: str, after: str) -> bool:
    return before == "-" and _marks_allow(before, after)


def break_lines(text: str, widths: Sequence[float], limit: float) -> list[tuple[int, int]]:
    """Cut ``text`` into lines no wider than ``limit``; give the start and end of each, without blanks at
    its end.

    ``widths`` holds the width of every character in the unit of ``limit``. A word wider than a whole line
    is cut after a hyphen, without one where no mark suffers; only marks in a row that are wider than a line
    are cut among themselves. An empty text is one empty line.
    """
    reach = list(accumulate(widths, initial=0.0))
    lines: list[tuple[int, int]] = []
    start = 0
    while True:
        room = bisect_right(reach, reach[start] + limit + TOLERANCE) - 1
        following = _past_blanks(text, max(room, min(start + 1, len(text))))
        if following == len(text):
            lines.append((start, _without_blanks(text, start, len(text))))
            return lines
        following = _last_break(text, start, following)
        lines.append((start, _without_blanks(text, start, following)))
        start = following


def stretchable(text: str, start: int, end: int) -> list[bool]:
    """Say for every character of a line but its last whether room may be added after it.

    Words and numbers keep their shape, and a mark that clings to a letter stays on it.
    """
    return [
        not (is_latin(text[i]) and is_latin(text[i + 1])) and not _clings(text[i + 1])
        for i in range(start, end - 1)
    ]


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return end


def _last_break(text: str, start: int, furthest: int) -> int:
    """Give where the next line begins: at ``furthest`` or as little before it as the rules allow."""
    for allow in (may_break, _joint_allows, _marks_allow):
        for at in range(furthest, start, -1):
            end = _without_blanks(text, start, at)
            if end == start or text[at] in _BLANK:
                continue
            if (_marks_allow if end < at else allow)(text[end - 1], text[at]):
                return at
    return furthest
