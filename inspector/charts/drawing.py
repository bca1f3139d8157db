"""What a chart is once it is laid out: bars, rules and labels, each where it stands."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_WIDE, _NARROW = 1.0, 0.58
"""Room for a character in em: a Chinese one, any other; the widest letters of our fonts need no more."""
_LAST_NARROW = "\u00a0"
"""No character up to here is wide."""
_ROUNDING = 1e-6
_NEVER_FIRST = frozenset("，。、；：！？）》」』”’,.;:!?)")
"""Marks no line begins with."""


class Ink(StrEnum):
    """What a colour means; each painter has its own for it."""

    TEXT = "text"
    SOFT = "soft"
    LINE = "line"
    FIRST = "first"
    SECOND = "second"
    GOOD = "good"
    GOOD_GROUND = "good ground"
    WARNING = "warning"
    WARNING_GROUND = "warning ground"
    BAD = "bad"
    BAD_GROUND = "bad ground"
    WAITING = "waiting"
    WAITING_GROUND = "waiting ground"
    QUIET_GROUND = "quiet ground"


class Side(StrEnum):
    """Where the given point of a label lies in it."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle that stands for a number; ``key`` names it, ``said`` tells its number.

    A hollow bar is an outline, so that two series differ where colours are not seen apart. Without a
    ``key`` it stands for nothing, as in a legend.
    """

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    key: str = ""
    said: str = ""
    is_hollow: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    ink: Ink = Ink.LINE


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text: ``x`` is at its ``side``, ``y`` in its middle; ``size`` is the height of letters."""

    x: float
    y: float
    text: str
    size: float
    side: Side = Side.LEFT
    ink: Ink = Ink.TEXT


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its upper left corner at 0, 0 and y downwards; ``told`` gives all numbers in words.

    ``places`` are where a bar is chosen: as wide as its slot, so that a number of nothing can be met too.
    """

    width: float
    height: float
    bars: tuple[Bar, ...]
    rules: tuple[Rule, ...]
    labels: tuple[Label, ...]
    places: tuple[Bar, ...]
    told: str

    def place_at(self, x: float, y: float) -> Bar | None:
        """Give what stands for a number at a point."""
        return next((one for one in self.places if one.holds(x, y)), None)


def _room(one: str) -> float:
    """Give the room of a character in em."""
    return _WIDE if one > _LAST_NARROW and unicodedata.east_asian_width(one) in "WFA" else _NARROW


def text_width(text: str, size: float) -> float:
    """Give the room a text needs, at least; painters differ a little in the width of letters."""
    return size * sum(map(_room, text))


def fitting(text: str, size: float, room: float) -> int:
    """Count the characters at the beginning of ``text`` that fit ``room``."""
    left = room + _ROUNDING
    for at, one in enumerate(text):
        left -= size * _room(one)
        if left < 0:
            return at
    return len(text)


def shortened(text: str, size: float, room: float) -> str:
    """Cut ``text`` with an ellipsis where it needs more than ``room``."""
    if fitting(text, size, room) == len(text):
        return text
    return f"{text[: fitting(text, size, room - text_width('…', size))].rstrip()}…"


def in_lines(text: str, size: float, room: float, most: int) -> list[str]:
    """Cut ``text`` into at most that many lines of ``room``, between words where there are words."""
    lines: list[str] = []
    while text and len(lines) + 1 < most and (end := fitting(text, size, room)) < len(text):
        # a word that was begun goes to the next line, unless it is longer than half a line
        blank = text.rfind(" ", end // 2, end + 1)
        end = max(end, 1) if blank < 0 else blank
        while end > 1 and text[end] in _NEVER_FIRST:
            end -= 1
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, shortened(text, size, room)] if text else lines
