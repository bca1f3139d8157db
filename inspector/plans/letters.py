"""How plans are written: widths, marks and lost characters that mean the same to a reader."""

import re

_FOLDED = {
    **{0xFEE0 + code: code for code in range(0x21, 0x7F)},
    **dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " "),
    **dict.fromkeys((0x2236, 0xFE55, 0xFE30, 0xFE13), ":"),
    0xFE59: "(",
    0xFE5A: ")",
    0xFE50: ",",
    0xFF64: "、",
    0xFF61: "。",
    0x3014: "(",
    0x3015: ")",
    0x3016: "【",
    0x3017: "】",
    0x300C: "【",
    0x300D: "】",
}
"""One letter for one letter, so that a place in the folded line is the same place in the line as written."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u0000-\u0008\u000b-\u001f]|\\*\\*|__")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+")

OPENING, CLOSING = "([{【《<“‘", ")]}】》>”’"


def visible(text: str) -> str:
    """Take out of ``text`` what no reader sees: marks of width zero, asterisks for bold."""
    return _INVISIBLE.sub("", text).strip()


def folded(text: str) -> str:
    """Write ``text`` in one width of brackets, colons, digits and spaces; as long as before."""
    return text.translate(_FOLDED)


def without_hashes(text: str) -> tuple[str, int]:
    """Give ``text`` without a leading ``##`` and the level of heading it meant (0 for none)."""
    found = _HASHES.match(text)
    return (text[found.end() :], len(found[1])) if found else (text, 0)


def compact(text: str) -> str:
    """Leave the blanks out of ``text``."""
    return "".join(text.split())


def outermost(flat: str, separators: str) -> list[int]:
    """Where ``flat`` has one of ``separators`` outside of brackets and quotation marks.

    A bracket that is never closed shields nothing.
    """
    depth = 0
    places: list[int] = []
    shielded: list[int] = []
    for place, letter in enumerate(flat):
        if letter in OPENING:
            depth += 1
        elif letter in CLOSING:
            depth = max(0, depth - 1)
            if not depth:
                shielded.clear()
        elif letter in separators:
            (shielded if depth else places).append(place)
    return sorted(places + shielded) if depth else places


def split_outermost(text: str, flat: str, separators: str) -> list[tuple[int, int]]:
    """Give the spans of ``text`` between separators outside of brackets; blank spans are left out."""
    spans, start = [], 0
    for place in [*outermost(flat, separators), len(flat)]:
        if text[start:place].strip():
            spans.append((start, place))
        start = place + 1
    return spans
