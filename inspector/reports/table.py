"""Tables: rows of cells with rules, a head repeated on every page, and rows that may go on overleaf."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.reports.blocks import Block, Content, stack
from inspector.reports.fonts import Fonts
from inspector.reports.sheet import Box, Colour, Sheet, colour
from inspector.reports.tagging import Element

RULE = colour("#3A403D")
OUTER = 1.0
INNER = 0.5
"""Widths of rules in points."""
PADDING_X = 4.0
PADDING_Y = 3.5
LONG_ROW = 100.0
"""A row higher than this may be cut although a whole page would hold it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``heads`` is ``Row`` or ``Column`` for a heading cell, else empty."""

    contents: tuple[Content, ...]
    span: int = 1
    heads: str = ""
    ground: Colour | None = None
    from_the_top: bool = False


@dataclass(frozen=True, slots=True)
class _Filled:
    """A cell laid out: where it begins, how wide it is, what stands in it."""

    cell: Cell
    x: float
    width: float
    block: Block


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Filled, ...]
    least: float

    @property
    def height(self) -> float:
        inner = max(filled.block.height for filled in self.cells)
        return max(inner + 2 * PADDING_Y, self.least)

    def split(self, room: float) -> "tuple[_Row, _Row] | None":
        first: list[_Filled] = []
        rest: list[_Filled] = []
        for filled in self.cells:
            parts = filled.block.split(room - 2 * PADDING_Y)
            if parts is None:
                return None
            first.append(replace(filled, block=parts[0]))
            rest.append(replace(filled, block=parts[1]))
        return _Row(tuple(first), 0.0), _Row(tuple(rest), 0.0)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        height = self.height
        grounds = [filled for filled in self.cells if filled.cell.ground]
        if grounds:
            with sheet.artifact():
                for filled in grounds:
                    box = Box(x + filled.x, top - height, filled.width, height)
                    sheet.ground(box, filled.cell.ground or RULE)
        for filled in self.cells:
            spare = 0.0 if filled.cell.from_the_top else (height - 2 * PADDING_Y - filled.block.height) / 2
            filled.block.draw(sheet, x + filled.x + PADDING_X, top - PADDING_Y - spare)


class Table:
    """A table of fixed columns. Fill it with ``add``, then use it as a block.

    Every part of a table cut by the end of a page begins with its head, which counts as content only once.
    """

    def __init__(self, fonts: Fonts, columns: Sequence[float], element: Element) -> None:
        """Begin an empty table; ``columns`` are widths in points."""
        self._fonts = fonts
        self._columns = tuple(columns)
        self._element = element
        self._head: tuple[_Row, ...] = ()
        self._rows: tuple[_Row, ...] = ()
        self._repeats_head = False

    def add(self, cells: Sequence[Cell], *, least: float = 0.0, head: bool = False) -> None:
        """Add a row at least ``least`` points high; ``head`` rows come first and are repeated."""
        line = self._element.add("TR")
        filled: list[_Filled] = []
        column, x = 0, 0.0
        for cell in cells:
            width = sum(self._columns[column : column + cell.span])
            role = "TH" if cell.heads else "TD"
            element = line.add(role, scope=cell.heads, span=cell.span)
            block = stack(cell.contents, self._fonts, width - 2 * PADDING_X, element)
            filled.append(_Filled(cell, x, width, block))
            column += cell.span
            x += width
        row = _Row(tuple(filled), least)
        if head:
            self._head = (*self._head, row)
        else:
            self._rows = (*self._rows, row)

    @property
    def height(self) -> float:
        """The head and all rows."""
        return sum(row.height for row in (*self._head, *self._rows))

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Cut between rows, or through a long one; a head never stands alone."""
        room -= sum(row.height for row in self._head)
        for index, row in enumerate(self._rows):
            if row.height > room:
                parts = row.split(room) if row.height > LONG_ROW else None
                if parts:
                    return self._part(index, parts[0]), self._rest(index + 1, parts[1])
                return (self._part(index), self._rest(index)) if index else None
            room -= row.height
        return None

    def _part(self, count: int, *last: _Row) -> "Table":
        return self._with((*self._rows[:count], *last), repeats_head=self._repeats_head)

    def _rest(self, start: int, *first: _Row) -> "Table":
        return self._with((*first, *self._rows[start:]), repeats_head=True)

    def _with(self, rows: tuple[_Row, ...], *, repeats_head: bool) -> "Table":
        part = Table(self._fonts, self._columns, self._element)
        part._head, part._rows, part._repeats_head = self._head, rows, repeats_head
        return part

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw grounds, content and rules."""
        lines: list[tuple[float, float, float, float]] = []
        y = top
        for row in self._head:
            if self._repeats_head:
                with sheet.artifact():
                    row.draw(sheet, x, y)
            else:
                row.draw(sheet, x, y)
            y = self._rule(row, lines, x, y)
        for row in self._rows:
            row.draw(sheet, x, y)
            y = self._rule(row, lines, x, y)
        right = x + sum(self._columns)
        frame = [(x, top, right, top), (right, top, right, y), (right, y, x, y), (x, y, x, top)]
        with sheet.artifact():
            sheet.rules(lines, INNER, RULE)
            sheet.rules(frame, OUTER, RULE)

    @staticmethod
    def _rule(row: _Row, lines: list[tuple[float, float, float, float]], x: float, top: float) -> float:
        """Collect the rules below and between the cells of ``row``; give where the next row begins."""
        foot = top - row.height
        last = row.cells[-1]
        lines.append((x, foot, x + last.x + last.width, foot))
        lines.extend((x + filled.x, top, x + filled.x, foot) for filled in row.cells[1:])
        return foot
