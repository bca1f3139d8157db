"""Tables whose cells became lines of their own: a column of labels, then row under row."""

import re
from collections.abc import Sequence
from dataclasses import replace

from inspector.plans.blocks import blocks_of
from inspector.plans.deadlines import deadline_of
from inspector.plans.document import Line
from inspector.plans.labels import UNITS, Kind, kinds_of
from inspector.plans.letters import compact, folded
from inspector.plans.numbering import number_of
from inspector.plans.units import is_unit, units_of

_FEWEST, _MOST = 4, 20
"""Columns of such a table."""
_ROWS = 2
_LINES = 12
"""Lines of the longest cell of a row, at most."""
_NUMBER = re.compile(r"[(]?(\d{1,3}|[一二三四五六七八九十百]{1,4})[).、]?")
_DEADLINES = {*UNITS, Kind.DEADLINE}


def stacked(lines: Sequence[Line]) -> tuple[list[Line], dict[int, tuple[int, ...]]]:
    """Give the lines with the cells of such tables in rows, and which lines each of these goes on in."""
    if any(line.cells for line in lines):
        return list(lines), {}
    # A number that stands alone is read as a page's, and may be a row's.
    shown = {
        block.number for block in blocks_of(lines) if not block.furniture or _NUMBER.fullmatch(block.flat)
    }
    told = [line for line in lines if line.number in shown]
    rows: dict[int, Line] = {}
    tails: dict[int, tuple[int, ...]] = {}
    place = 0
    while place < len(told):
        columns = _labels(told[place : place + _MOST])
        end = place + len(columns)
        table = _rows(told, end, columns) if columns else []
        if len(table) >= _ROWS:
            for some in [[[line] for line in told[place:end]], *table]:
                cells = tuple("\n".join(line.text.strip() for line in cell) for cell in some)
                first, *others = (line for cell in some for line in cell)
                rows[first.number] = replace(first, text="\t".join(cells), cells=cells)
                tails[first.number] = tuple(line.number for line in others)
            end += sum(len(cell) for row in table for cell in row)
        place = max(end, place + 1)
    within = {number for some in tails.values() for number in some}
    return [rows.get(line.number, line) for line in lines if line.number not in within], tails


def _labels(lines: Sequence[Line]) -> list[tuple[Kind, ...]]:
    """Read the lines that are labels and nothing else, from a number's on; empty where they head no table."""
    columns: list[tuple[Kind, ...]] = []
    for line in lines:
        kinds = kinds_of(compact(folded(line.text)))
        if not kinds:
            break
        columns.append(kinds)
    known = {kind for some in columns for kind in some}
    heads = columns[:1] == [(Kind.NUMBER,)] and len(columns) >= _FEWEST and known & _DEADLINES
    return columns if heads else []


def _rows(told: Sequence[Line], start: int, columns: Sequence[tuple[Kind, ...]]) -> list[list[list[Line]]]:
    """Cut the lines from ``start`` on into rows that are counted from one, each of them into its cells."""
    rows: list[list[list[Line]]] = []
    place = start
    while _counts(told[place : place + 1]) == len(rows) + 1:
        row = _row(told, place, columns, len(rows) + 2)
        if not row:
            break
        rows.append(row)
        place += sum(map(len, row))
    return rows


def _row(
    told: Sequence[Line], place: int, columns: Sequence[tuple[Kind, ...]], following: int
) -> list[list[Line]]:
    """Give the cells of a row: one line each, but for one cell of several; empty where none fits.

    A row ends where the number ``following`` stands; the last one where its deadline does.
    """
    wide = next(
        (at for kind in (Kind.MEASURES, Kind.PROBLEM) for at, kinds in enumerate(columns) if kind in kinds), 0
    )
    last: list[list[Line]] = []
    for more in range(_LINES if wide else 1):
        end = place + len(columns) + more
        if end > len(told) or (more and _counts(told[end - 1 : end]) == following):
            break
        cells = [[line] for line in told[place : place + wide]]
        cells.append(list(told[place + wide : place + wide + more + 1]))
        cells.extend([line] for line in told[place + wide + more + 1 : end])
        if not _fits(cells, columns):
            continue
        if _counts(told[end : end + 1]) == following:
            return cells
        last = last or cells
    return last


def _counts(lines: Sequence[Line]) -> int:
    """Give the number that a line is, where it is nothing else."""
    found = _NUMBER.fullmatch(compact(folded(lines[0].text))) if lines else None
    return number_of(found[1]) if found else 0


def _fits(row: Sequence[Sequence[Line]], columns: Sequence[tuple[Kind, ...]]) -> bool:
    """Say whether units and deadlines stand where the columns say that they do."""
    for (line, *_), kinds in zip(row, columns, strict=True):
        units = units_of(line.text) if kinds[0] in UNITS else ()
        if kinds[0] in UNITS and not (units and is_unit(units[0].name)):
            return False
        if kinds[0] is Kind.DEADLINE and not deadline_of(line.text).kinds:
            return False
    return True
