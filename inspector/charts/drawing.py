"""What a chart is once it is laid out: bars, rules and labels, each where it stands."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_WIDE, _NARROW = 1.0, 0.58
"""Room for a character in em: a Chinese one, any other; the widest letters of our fonts need no more."""


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


def text_width(text: str, size: float) -> float:
    """Give the room a text needs, at least; painters differ a little in the width of letters."""
    wide = sum(unicodedata.east_asian_width(one) in "WFA" for one in text)
    return size * (wide * _WIDE + (len(text) - wide) * _NARROW)


def shortened(text: str, size: float, room: float) -> str:
    """Cut ``text`` with an ellipsis where it needs more than ``room``."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
