"""Words for full-text search: Chinese characters stand apart, so that any substring is found."""

import re
from bisect import bisect_right
from functools import cache

IDEOGRAPH = "[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Each of these is a word of its own; letters and digits stay together."""

_FIRST = (
    *((0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f")),
    *((0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m")),
    *((0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s")),
    *((0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z")),
)
"""GB/T 2312-1980 sorts its 3,755 characters of level 1 by pinyin: where each initial begins."""
_LAST = 0xD7F9
_LEVEL_2 = {
    character: letter
    for letter, characters in {
        "b": "濞骠",
        "c": "宸琛",
        "d": "岱",
        "f": "沣",
        "g": "莞崮",
        "h": "淏灏晗珩璜鄠",
        "j": "瑾璟靓婧泾",
        "k": "珂锴",
        "l": "璐泸漯濂",
        "m": "淼旻",
        "p": "濮邳",
        "q": "琪琦淇圻芪衢",
        "r": "睿榕",
        "s": "晟嵩歙昇泗",
        "t": "潼滕",
        "w": "玮炜汶雯沩",
        "x": "鑫馨煊昕筱暄熹",
        "y": "煜钰烨懿邺瑜垚弋沅",
        "z": "梓渚",
    }.items()
    for character in characters
}
"""Of the rarer characters those that names of places and enterprises are fond of."""


def spaced(text: str) -> str:
    """Set the Chinese characters of ``text`` apart; ``unicode61`` splits the rest."""
    return text if text.isascii() else text.translate(_APART)


def phrase(text: str) -> str:
    """Give the FTS5 query that finds ``text`` as it stands, its last word perhaps unfinished."""
    quoted = spaced(text).replace('"', " ")
    return f'"{quoted}" *'


def initials(name: str) -> str:
    """Give the pinyin initials of ``name``, its letters and digits kept: ``hxjhyxgs`` for 华鑫焦化有限公司.

    A character with several readings has its most usual one; rare characters are left out.
    """
    return "".join(map(_letter, name)).lower()


class _Apart(dict[int, str]):
    """Characters as they are set apart, each looked at when it first comes."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        self[code] = f" {one} " if re.fullmatch(IDEOGRAPH, one) else one
        return self[code]


_APART = _Apart()


@cache
def _letter(one: str) -> str:
    return one if one.isascii() and one.isalnum() else _initial(one)


def _initial(character: str) -> str:
    code = int.from_bytes(character.encode("gb2312", "ignore"))
    if code < _FIRST[0][0] or code > _LAST:
        return _LEVEL_2.get(character, "")
    return _FIRST[bisect_right(_FIRST, code, key=lambda first: first[0]) - 1][1]
