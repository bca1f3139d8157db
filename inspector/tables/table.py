"""A table as it came: the names of its columns, and its rows as text."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from inspector.errors import Spoken, Unreadable
from inspector.tables.fields import KNOWN_NAMES, normal_name
from inspector.words import N_

MOST_ROWS, MOST_COLUMNS = 200_000, 256
LONGEST_CELL = 32_767
"""What Excel itself lets into a cell."""
MOST_EMPTY = 1_000
"""Empty rows one after another that end a table: some programs write a million of them."""
TITLE_ROWS = 20
"""Rows that are looked through for the names of the columns; forms have titles above them."""
SAMPLE = 5

TOO_MANY_ROWS = N_("{file} has more than {most} rows; divide it into several files.")
NO_ROWS = N_("{file} holds nothing.")
ONLY_A_HEADER = N_("{file} holds the names of columns and no row below them.")
TOO_LONG = N_("This cell holds more than {most} characters.")
FURTHER_COLUMNS = N_("Only the first {most} columns were read.")
ONLY_SUMS = N_("Row {row} says sums of the rows above it and was left out.")
SUMS = frozenset({"合计", "总计", "小计", "共计", "累计", "total", "subtotal", "grandtotal"})
"""What a row of sums begins with, without spaces."""
ENDED_EARLY = N_("Nothing was read below row {row}: {most} empty rows follow it.")

Cell: TypeAlias = "str | Spoken"
"""Text as a person reads it, or why there is none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the number a spreadsheet shows beside it; ``fault`` says why none of it can be used."""

    number: int
    cells: tuple[Cell, ...]
    fault: Spoken | None = None

    def cell(self, column: int) -> Cell:
        """Give what stands in a column; a short row is empty there."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds; ``notes`` say what was not taken as it stands.

    ``sheets`` are the visible sheets of a workbook, ``sheet`` the one that was read; both are empty for text.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[Spoken, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""

    @property
    def sample(self) -> tuple[TableRow, ...]:
        """The first rows, to be shown beside the names of the columns."""
        return self.rows[:SAMPLE]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were made one, counted from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def table_of(
    file: str,
    rows: Sequence[TableRow],
    *,
    merges: Iterable[Merge] = (),
    notes: Sequence[Spoken] = (),
    sheet: str = "",
    sheets: Sequence[str] = (),
    encoding: str = "",
    is_headed: bool = False,
) -> Table:
    """Find the names of the columns among the first rows, and give what stands below them.

    ``rows`` are in their order, empty ones may be missing; ``is_headed`` says that the first one holds the
    names. Raises Unreadable where no row is left.
    """
    filled = [row for row in rows if row.fault or any(row.cells)]
    if not filled:
        raise Unreadable(NO_ROWS, file=file)
    head = 0 if is_headed else _head(filled)
    names, last = _names(filled, head, merges)
    under = [row for row in filled[head + 1 :] if row.number > last]
    sums = () if is_headed else tuple(row.number for row in under if _are_sums(row))
    below = [row for row in under if row.number not in sums]
    if not below:
        raise Unreadable(ONLY_A_HEADER, file=file)
    return Table(
        file=file,
        columns=tuple(_told_apart(names[:MOST_COLUMNS])),
        rows=tuple(_bounded(row) for row in below),
        notes=(*notes, *_further(rows), *(Unreadable(ONLY_SUMS, row=row) for row in sums)),
        sheet=sheet,
        sheets=tuple(sheets),
        encoding=encoding,
    )


def shown_name(cell: Cell) -> str:
    """Write the name of a column as one line."""
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def known_names(row: TableRow) -> int:
    """Count the cells that name something this program knows."""
    return len({normal_name(cell) for cell in row.cells if isinstance(cell, str)} & KNOWN_NAMES)


def cleaned(text: str) -> str:
    """Give one line without control characters and needless space, in NFC."""
    if not text.isprintable() or " " in text:
        text = " ".join(_INVISIBLE.sub(" ", text).split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Control characters, separators of lines and paragraphs, halves of characters, and what is none."""


def _head(rows: Sequence[TableRow]) -> int:
    """Find the row of names: the one with most known names, or the first of those with most cells."""
    first = rows[:TITLE_ROWS]
    known = [known_names(row) for row in first]
    if max(known):
        return known.index(max(known))
    widths = [sum(1 for cell in row.cells if isinstance(cell, str) and cell) for row in first]
    return widths.index(max(widths))


def _names(rows: Sequence[TableRow], head: int, merges: Iterable[Merge]) -> tuple[list[str], int]:
    """Give the name of each column and the number of the last row of names.

    A name that spans several columns (坐标 over 经度 and 纬度) may have a further row of names below it.
    """
    top = rows[head]
    spans = [one for one in merges if one.first_row == top.number - 1 and one.first_column < MOST_COLUMNS]
    grouped = {
        column: shown_name(top.cell(one.first_column))
        for one in spans
        if one.last_column > one.first_column
        for column in range(one.first_column, min(one.last_column + 1, MOST_COLUMNS))
    }
    names = [shown_name(cell) or grouped.get(at, "") for at, cell in enumerate(top.cells)]
    below = rows[head + 1] if head + 1 < len(rows) else None
    if not grouped or below is None or not _are_names(below, top.number, grouped):
        return names, top.number
    names += [""] * (len(below.cells) - len(names))
    return [shown_name(below.cell(at)) or name for at, name in enumerate(names)], below.number


def _are_names(row: TableRow, head: int, grouped: Container[int]) -> bool:
    """Say whether a row goes on with the names: right below them, and empty outside the groups."""
    return row.number == head + 1 and all(at in grouped for at, cell in enumerate(row.cells) if cell)


def _are_sums(row: TableRow) -> bool:
    """Say whether a row of a form adds up those above it, and is about nothing itself."""
    first = next((cell for cell in row.cells if cell), "")
    return isinstance(first, str) and "".join(first.split()).rstrip(":：").casefold() in SUMS


def _told_apart(names: Sequence[str]) -> list[str]:
    """Number columns that are called alike."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return apart


def _further(rows: Sequence[TableRow]) -> list[Spoken]:
    if any(len(row.cells) > MOST_COLUMNS and any(row.cells[MOST_COLUMNS:]) for row in rows):
        return [Unreadable(FURTHER_COLUMNS, most=MOST_COLUMNS)]
    return []


def _bounded(row: TableRow) -> TableRow:
    cells = row.cells[:MOST_COLUMNS]
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        cells = tuple(
            Unreadable(TOO_LONG, most=LONGEST_CELL)
            if isinstance(cell, str) and len(cell) > LONGEST_CELL
            else cell
            for cell in cells
        )
    return TableRow(row.number, cells, row.fault)
