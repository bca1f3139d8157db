"""The kinds of cells our tables have."""

from collections.abc import Sequence

from inspector.reports.sheet import MM
from inspector.reports.styles import CENTRED, GROUND, LABEL, NOTE, ROW
from inspector.reports.table import Cell
from inspector.reports.text import Words
from inspector.words import Say

LEAST_ROW = 8 * MM


def label(text: str, *, span: int = 1, heads: str = "Column") -> Cell:
    """Make a heading cell."""
    return Cell((Words.of(LABEL, text),), span, heads, GROUND)


def plain(text: str, *, span: int = 1) -> Cell:
    """Make a cell of words."""
    return Cell((Words.of(ROW, text),), span)


def centred(text: str, *, span: int = 1) -> Cell:
    """Make a cell of words in its middle."""
    return Cell((Words.of(CENTRED, text),), span)


def small(text: str) -> Cell:
    """Make a cell of small words, such as a number or a check sum."""
    return Cell((Words.of(NOTE, text),))


def numbers(photos: Sequence[int], say: Say) -> str:
    """Write numbers shortly: ``1—3, 7``."""
    runs: list[list[int]] = []
    for number in sorted(photos):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return say(", ").join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
