"""A wall chart for paper: as large as its sheets together, its letters as large as all its rows allow."""

from dataclasses import dataclass

from inspector.charts.drawing import Drawing, Ink, Label
from inspector.charts.joining import laid_over, moved, stacked
from inspector.charts.wall_chart import head_height, legend, plan_wall, rows_height
from inspector.charts.wall_facts import Wall
from inspector.charts.wall_tiles import lay_out_tiles
from inspector.words import Say

LARGEST, LEAST_OF_TWO, LEAST = 12.0, 8.5, 7.0
"""Sizes of letters in points: the largest on one sheet, the least in rows of two lines, the least of all."""
_SMALLER = 0.96
_WORDS_SHARE, _WIDEST_WORDS = 0.42, 52.0
"""How much of the width words may take, and how many em of it are enough."""
_TITLE, _GAP = 2.2, 0.8


@dataclass(frozen=True, slots=True)
class Sheets:
    """The room of a sheet in points, how many stand side by side and below, and how far they overlap."""

    width: float
    height: float
    across: int
    down: int
    overlap: float

    @property
    def whole(self) -> tuple[float, float]:
        """Give width and height of all sheets glued together."""
        return (
            self.across * self.width - (self.across - 1) * self.overlap,
            self.down * self.height - (self.down - 1) * self.overlap,
        )

    def begin(self, column: int, row: int) -> tuple[float, float]:
        """Give the upper left corner of a sheet on the whole."""
        return column * (self.width - self.overlap), row * (self.height - self.overlap)


@dataclass(frozen=True, slots=True)
class Poster:
    """The whole chart, the sheets it is cut into, and the size of its letters in points."""

    drawing: Drawing
    sheets: Sheets
    size: float


def make_poster(wall: Wall, title: str, say: Say, wanted: Sheets) -> Poster:
    """Lay out ``wall`` on the sheets that are ``wanted``.

    Where the rows would fall below the least size of letters, more sheets are put below; sheets that would
    stay empty are left out.
    """
    width, height = wanted.whole
    size = LARGEST * max(wanted.across, wanted.down)
    while size > LEAST:
        lines = 2 if size >= LEAST_OF_TWO else 1
        if _height(wall, say, width, size, lines) <= height:
            break
        size *= _SMALLER
    size, lines = (size, 2) if size >= LEAST_OF_TWO else (max(size, LEAST), 1)
    drawing = _drawn(wall, title, say, width, size, lines)
    down = 1
    sheets = Sheets(wanted.width, wanted.height, wanted.across, down, wanted.overlap)
    while sheets.whole[1] + 1 < drawing.height:
        down += 1
        sheets = Sheets(wanted.width, wanted.height, wanted.across, down, wanted.overlap)
    return Poster(drawing, sheets, size)


def _above(wall: Wall, title: str, say: Say, width: float, size: float) -> list[Drawing]:
    high = size * _TITLE
    headline = Drawing(width, high, (), (), (Label(0, high / 2, title, size * 1.8, ink=Ink.TEXT),), (), "")
    parts = [headline, lay_out_tiles(wall.regions, say, width, size), legend(say, width, size)]
    return [part for part in parts if part.height]


def _height(wall: Wall, say: Say, width: float, size: float, lines: int) -> float:
    above = sum(part.height + size * _GAP for part in _above(wall, "", say, width, size))
    return above + head_height(size) + rows_height(wall, size, lines)


def _drawn(wall: Wall, title: str, say: Say, width: float, size: float, lines: int) -> Drawing:
    words = min(width * _WORDS_SHARE, size * _WIDEST_WORDS)
    plan = plan_wall(wall, words, width - words, size, lines)
    pairs = zip(plan.heads(say), plan.between(say, 0.0, plan.height), strict=True)
    table, time = (stacked(pair, 0.0) for pair in pairs)
    table = laid_over((table, moved(time, words, 0.0)))
    return stacked((*_above(wall, title, say, width, size), table), size * _GAP)
