"""Characters of a page as runs, rows and columns in reading order."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspector.plans.documents.pdf_glyphs import Glyph

BREAK = 1.2
"""Gap within a row, in heights of its letters, at which another run begins."""
SAME_ROW = 0.5
"""Share of the height by which the middles of two runs of one row may differ."""
LEAST_ROWS = 5
"""Rows that each of two columns has at least."""
MIDDLE = (0.35, 0.65)
"""Where between its margins a page of two columns is divided."""
FILLED = 0.55
"""Share of its column that a row of running text fills on average; the cells of a table fill less."""
STEP = 2.0
CLOSING = "。，、；：！？）》”’〕】」』,.;:!?)]}%％"
OPENING = "（《“‘〔【「『(["
_WORD = re.compile(r"[\x21-\x7e\u2010-\u203a]+")
_NARROW = 0.6
"""Width of a Latin letter in heights."""
_WIDE_GAP = 0.8
_NARROW_GAP = 0.22


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand close together in one row."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Height of its letters in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half its height above the lower edge of the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a column; ``column`` names the column among those of all pages."""

    runs: tuple[Run, ...]
    column: tuple[int, int] = (1, 0)

    @property
    def text(self) -> str:
        """What it says, with spaces where there are gaps."""
        return "  ".join(run.text for run in self.runs)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.runs[-1].right

    @property
    def top(self) -> float:
        """Its upper edge."""
        return max(run.top for run in self.runs)

    @property
    def size(self) -> float:
        """Height of its tallest letters."""
        return max(run.size for run in self.runs)


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """Put characters together that follow one another in one row."""
    runs: list[Run] = []
    said: list[Glyph] = []
    for glyph in glyphs:
        before = said[-1] if said else None
        if before is None or _follows(before, glyph):
            said.append(glyph)
        else:
            runs.append(_run(said))
            said = [glyph]
    return [*runs, _run(said)] if said else runs


def rows_of_runs(runs: Iterable[Run], column: tuple[int, int] = (1, 0)) -> list[Row]:
    """Put runs of one height into rows, from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: -one.middle):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - run.middle) < SAME_ROW * max(row[0].size, run.size):
            row.append(run)
        else:
            rows.append([run])
    return [Row(tuple(sorted(row, key=lambda one: one.left)), column) for row in rows]


def in_reading_order(runs: Sequence[Run]) -> list[Row]:
    """Give the rows of a page, or a part of one: of two columns the left one first."""
    divide = _gutter(runs)
    if divide is None:
        return rows_of_runs(runs)
    across = sorted((run for run in runs if run.left < divide < run.right), key=lambda one: -one.middle)
    ordered: list[Row] = []
    below = [run for run in runs if not run.left < divide < run.right]
    for run in [*across, None]:
        above = [one for one in below if run is None or one.middle > run.middle + run.size / 2]
        taken = set(map(id, above))
        below = [one for one in below if id(one) not in taken]
        ordered += rows_of_runs((one for one in above if one.right <= divide), (2, 0))
        ordered += rows_of_runs((one for one in above if one.left >= divide), (2, 1))
        if run is not None:
            beside = [one for one in below if abs(one.middle - run.middle) < SAME_ROW * run.size]
            below = [one for one in below if one not in beside]
            ordered += rows_of_runs([run, *beside])
    return ordered


def halves_of(rows: Iterable[Row]) -> list[tuple[float, float]]:
    """Give from where to where the two columns of a document go; nothing where it has one."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        if row.column[0] == len(sides):
            sides[row.column[1]].append(row)
    return [(min(row.left for row in side), max(row.right for row in side)) for side in sides if side]


def in_halves(rows: Sequence[Row], halves: Sequence[tuple[float, float]]) -> Sequence[Row]:
    """Give rows column by column where all of them stand in one of two columns; else as they are."""
    if len(halves) != len(MIDDLE) or any(row.column[0] > 1 for row in rows):
        return rows
    sides: tuple[list[Run], list[Run]] = ([], [])
    for run in (run for row in rows for run in row.runs):
        for side, (left, right) in zip(sides, halves, strict=True):
            if left - run.size <= run.left and run.right <= right + run.size:
                side.append(run)
                break
        else:
            return rows
    return [row for at, side in enumerate(sides) for row in rows_of_runs(side, (2, at))]


def needs(text: str, size: float) -> float:
    """Give the points that what stands first in a row would have taken at the end of the row before.

    A word of Latin letters, figures, dashes and quotation marks is not broken; a closing mark is not put at
    the beginning of a row, nor an opening one at its end.
    """
    at = 0
    while True:
        word = _WORD.match(text, at)
        at = word.end() if word else at + 1
        if at >= len(text) or not (text[at - 1] in OPENING or text[at] in CLOSING):
            break
    return sum(_NARROW if sign.isascii() else 1.0 for sign in text[:at]) * size


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    middle = abs(before.top + before.bottom - glyph.top - glyph.bottom) / 2
    return middle < SAME_ROW * size and -size / 2 < glyph.left - before.right < BREAK * size


def _run(glyphs: Sequence[Glyph]) -> Run:
    said = [glyphs[0].text]
    for before, glyph in itertools.pairwise(glyphs):
        gap = (glyph.left - before.right) / glyph.size
        is_latin = before.text.isascii() or glyph.text.isascii()
        if glyph.spaced or gap > (_NARROW_GAP if is_latin else _WIDE_GAP):
            said.append(" ")
        said.append(glyph.text)
    return Run(
        "".join(said),
        glyphs[0].left,
        min(glyph.bottom for glyph in glyphs),
        glyphs[-1].right,
        max(glyph.top for glyph in glyphs),
    )


def _gutter(runs: Sequence[Run]) -> float | None:
    """Find where a page of two columns is divided; nothing where it has one."""
    if len(runs) < 2 * LEAST_ROWS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    middle = (left + right) / 2
    reach = int((MIDDLE[1] - MIDDLE[0]) * (right - left) / 2 / STEP)
    places = [middle + step * STEP for step in range(-reach, reach + 1)]
    crossed = {place: sum(1 for run in runs if run.left < place < run.right) for place in places}
    divide = min(places, key=lambda place: (crossed[place], abs(place - middle)))
    sides = (
        [run for run in runs if run.right <= divide],
        [run for run in runs if run.left >= divide],
    )
    if crossed[divide] > min(map(len, sides)) or not all(map(_is_running_text, sides)):
        return None
    return divide


def _is_running_text(runs: Sequence[Run]) -> bool:
    rows = rows_of_runs(runs)
    if len(rows) < LEAST_ROWS:
        return False
    width = max(row.right for row in rows) - min(row.left for row in rows)
    return sum(run.right - run.left for run in runs) > FILLED * width * len(rows)
