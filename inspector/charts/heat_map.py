"""A heat map: who by day, each day told by a sign and a ground, never by a colour alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from inspector.charts.drawing import Bar, Drawing, Ink, Label, Side, shortened, text_width
from inspector.words import N_


class DayState(StrEnum):
    """What became of a day."""

    MADE = "made"
    MISSING = "missing"
    EXCUSED = "excused"
    NOT_DUE = "not due"


class _Look(NamedTuple):
    sign: str
    ink: Ink
    ground: Ink


STATE_NAMES = MappingProxyType(
    {
        DayState.MADE: N_("round made"),
        DayState.MISSING: N_("round missing"),
        DayState.EXCUSED: N_("missing with a reason"),
        DayState.NOT_DUE: N_("none due"),
    }
)
_LOOKS: Mapping[DayState, _Look] = MappingProxyType(
    {
        DayState.MADE: _Look("√", Ink.GOOD, Ink.GOOD_GROUND),
        DayState.MISSING: _Look("×", Ink.BAD, Ink.BAD_GROUND),
        DayState.EXCUSED: _Look("○", Ink.WARNING, Ink.WARNING_GROUND),
        DayState.NOT_DUE: _Look("·", Ink.SOFT, Ink.QUIET_GROUND),
    }
)
_ROW, _GAP, _SMALL = 1.9, 0.15, 0.85
_NAMES = 0.3
"""Most of the width that names may take."""
_WIDEST = 5.0
"""Most em a day takes."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A grid and what became of each day."""

    name: str
    key: str
    days: tuple[DayState, ...]


def heat_map(
    title: str,
    days: Sequence[str],
    lines: Sequence[HeatRow],
    names: Mapping[DayState, str],
    width: float,
    size: float,
) -> Drawing:
    """Lay out a row for each of ``lines`` below the ``days``; ``names`` say the states."""
    small = size * _SMALL
    room = min(max((text_width(line.name, size) for line in lines), default=0.0), width * _NAMES)
    left = room + size * 0.6
    slot = min((width - left) / max(1, len(days)), size * _WIDEST)
    head = size * _ROW * 2
    labels, bars, places = [], [], []
    x = 0.0
    for state, look in _LOOKS.items():
        sign = Bar(x, size * 0.3, size * 1.3, size * 1.3, look.ground)
        bars.append(sign)
        labels.append(Label(x + size * 0.65, size * 0.95, look.sign, size, Side.CENTRE, look.ink))
        labels.append(Label(x + size * 1.6, size * 0.95, names[state], small, ink=Ink.SOFT))
        x += size * 2.4 + text_width(names[state], small)
    every = max(1, int(-(-(max((text_width(day, small) for day in days), default=0.0) + 2) // slot)))
    free = width
    for at in reversed(range(0, len(days), every)):
        half = text_width(days[at], small) / 2
        # the last one is moved into the drawing: the one before gives way to it
        x, y = min(left + (at + 0.5) * slot, width - half), size * _ROW * 1.5
        if x + half <= free:
            labels.append(Label(x, y, days[at], small, Side.CENTRE, Ink.SOFT))
            free = x - half - 1
    for line_at, line in enumerate(lines):
        top = head + line_at * size * _ROW
        middle = top + size * _ROW / 2
        labels.append(Label(room, middle, shortened(line.name, size, room), size, Side.RIGHT))
        for at, state in enumerate(line.days):
            look, begin = _LOOKS[state], left + at * slot
            said = f"{line.name}, {days[at]}: {names[state]}"
            gap = size * _GAP
            bars.append(
                Bar(begin, top + gap, slot - gap, size * _ROW - gap, look.ground, f"{line.key}:{at}", said)
            )
            places.append(Bar(begin, top, slot, size * _ROW, look.ground, f"{line.key}:{at}", said))
            labels.append(Label(begin + slot / 2, middle, look.sign, size, Side.CENTRE, look.ink))
    told = "; ".join(
        f"{line.name}: "
        + ", ".join(
            f"{names[state]} {line.days.count(state)}" for state in DayState if line.days.count(state)
        )
        for line in lines
    )
    height = head + len(lines) * size * _ROW
    return Drawing(width, height, tuple(bars), (), tuple(labels), tuple(places), f"{title}. {told}")
