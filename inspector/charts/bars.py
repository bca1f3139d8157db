"""Charts of bars: groups of columns over time, and rows with a number at their end."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.charts.drawing import Bar, Drawing, Ink, Label, Rule, Side, shortened, text_width

_INKS = (Ink.FIRST, Ink.SECOND)
_MOST_TICKS = 5
_PLOT = 11.0
"""Height of the columns in em."""
_LINE = 1.7
"""Height of a line of text in em."""
_SMALL = 0.85
"""Numbers at bars and axes, by the size of the other text."""
_SHARE = 0.76
"""How much of its slot a group of columns takes."""
_ROW, _ROW_BAR = 2.0, 1.1
"""Height of a row and of the bar in it, in em."""
_NAMES = 0.34
"""Most of the width that the names of rows may take."""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands at one place of the axis: a short and a full name, a number and a key for each series."""

    name: str
    full: str
    counts: tuple[int, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, number and key."""

    name: str
    count: int
    key: str
    ink: Ink = Ink.FIRST


def ticks(most: int) -> list[int]:
    """Give round numbers from zero up to the first that is not below ``most``, at most six."""
    step = 1
    while step * _MOST_TICKS < most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, max(most, 1) + step, step))[: -(-max(most, 1) // step) + 1]


def columns(
    title: str, unit: str, series: Sequence[str], groups: Sequence[Group], width: float, size: float
) -> Drawing:
    """Lay out ``groups`` of columns, one for each of at most two ``series``, on an axis from zero."""
    small = size * _SMALL
    top, plot = size * _LINE * 2, size * _PLOT
    foot = top + plot
    axis = ticks(max((count for group in groups for count in group.counts), default=0))
    left = max(text_width(f"{tick}", small) for tick in axis) + small
    slot = (width - left) / max(1, len(groups))
    rules, labels = [], [Label(0, size * 2.3, unit, small, ink=Ink.SOFT)]
    for tick in axis:
        y = foot - plot * tick / axis[-1]
        rules.append(Rule(left, y, width, y, Ink.SOFT if tick == 0 else Ink.LINE))
        labels.append(Label(left - small / 2, y, f"{tick}", small, Side.RIGHT, Ink.SOFT))
    bars, places = _legend(series, left, size, labels), []
    thick = slot * _SHARE / len(series)
    widest = max((text_width(f"{n}", small) for group in groups for n in group.counts), default=0.0)
    fits = widest <= thick + 1
    for at, group in enumerate(groups):
        begin = left + at * slot + slot * (1 - _SHARE) / 2
        for which, (count, key) in enumerate(zip(group.counts, group.keys, strict=True)):
            high = plot * count / axis[-1]
            x, said = begin + which * thick, f"{group.full}: {series[which]} {count}"
            bars.append(Bar(x, foot - high, thick, high, _INKS[which], key, said, is_hollow=which > 0))
            places.append(Bar(x, top, thick, plot + size * _LINE, _INKS[which], key, said))
            if fits:
                labels.append(Label(x + thick / 2, foot - high - small * 0.6, f"{count}", small, Side.CENTRE))
    every = _every([group.name for group in groups], small, slot)
    for at, group in enumerate(groups):
        if (len(groups) - 1 - at) % every == 0:
            x, y = left + (at + 0.5) * slot, foot + size * _LINE / 2
            labels.append(Label(x, y, group.name, small, Side.CENTRE, Ink.SOFT))
    told = "; ".join(
        f"{group.full}: "
        + ", ".join(f"{name} {count}" for name, count in zip(series, group.counts, strict=True))
        for group in groups
    )
    height = foot + size * _LINE
    return Drawing(width, height, tuple(bars), tuple(rules), tuple(labels), tuple(places), f"{title}. {told}")


def rows(title: str, lines: Sequence[Row], width: float, size: float) -> Drawing:
    """Lay out one bar below the other, its name before and its number behind it."""
    names = min(max((text_width(line.name, size) for line in lines), default=0.0), width * _NAMES)
    numbers = max((text_width(f"{line.count}", size) for line in lines), default=0.0)
    left = names + size * 0.6
    room = width - left - numbers - size * 0.6
    most = max((line.count for line in lines), default=0) or 1
    bars, labels, places = [], [], []
    for at, line in enumerate(lines):
        top = at * size * _ROW
        middle, long = top + size * _ROW / 2, room * line.count / most
        said = f"{line.name}: {line.count}"
        bars.append(Bar(left, middle - size * _ROW_BAR / 2, long, size * _ROW_BAR, line.ink, line.key, said))
        places.append(Bar(0, top, width, size * _ROW, line.ink, line.key, said))
        labels.append(Label(names, middle, shortened(line.name, size, names), size, Side.RIGHT))
        labels.append(Label(left + long + size * 0.4, middle, f"{line.count}", size))
    height = len(lines) * size * _ROW
    rules = (Rule(left, 0, left, height, Ink.SOFT),)
    told = "; ".join(f"{line.name} {line.count}" for line in lines)
    return Drawing(width, height, tuple(bars), rules, tuple(labels), tuple(places), f"{title}. {told}")


def _legend(series: Sequence[str], left: float, size: float, labels: list[Label]) -> list[Bar]:
    """Put the names of the series above the columns, each after its sign."""
    bars, x, side = [], left, size * 0.8
    for which, name in enumerate(series):
        bars.append(Bar(x, size * 0.4, side, side, _INKS[which], is_hollow=which > 0))
        labels.append(Label(x + side * 1.5, size * 0.8, name, size))
        x += side * 1.5 + text_width(name, size) + size * 1.5
    return bars


def _every(names: Sequence[str], size: float, slot: float) -> int:
    """Say each how many-th name is written, so that none runs into the next."""
    widest = max((text_width(name, size) for name in names), default=0.0) + size * 0.4
    return max(1, int(-(-widest // slot)))
