"""The XML of one worksheet, read as it streams by: bounded, without entities, never run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from openpyxl.utils.datetime import from_excel

from inspector.errors import Unreadable
from inspector.tables.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_ROWS,
    TOO_LONG,
    TOO_MANY_ROWS,
    Cell,
    Merge,
    TableRow,
)
from inspector.words import N_

CHUNK = 256 * 1024
WIDEST = 16_384
"""Columns that Excel knows."""
MOST_MERGES = 100_000
MOST_CELLS = 5_000_000
"""Cells of a sheet, the empty ones between counted: a few bytes of XML can ask for many of them."""
EXACT = 10**15
"""From here on a number in a spreadsheet has lost its last digits (IEEE 754; Excel shows fifteen)."""

NO_VALUE = N_("This cell holds a formula without a value. Open the file in Excel or WPS and save it.")
CELL_ERROR = N_("This cell holds the error {error}.")
DIGITS_LOST = N_(
    "The number {number} has lost its last digits. Format the column as text and enter it again."
)
NO_SUCH_DATE = N_("{number} is no date.")
DAMAGED = N_("{file} is damaged: {part} can't be read.")
TOO_MANY_CELLS = N_("{file} has more than {most} cells; divide it into several files.")

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


_NAMES = {name: name for name in ("c", "v", "t", "f", "row", "is")}
"""What stands in every cell, and is looked up faster than it is divided."""
DIGITS = "0123456789"


class _Enough(Exception):
    """Nothing further is wanted of this part."""


@dataclass(slots=True)
class SheetReading:
    """What a worksheet gave: rows that are not empty, merged cells, how much was hidden, where it ended."""

    rows: list[TableRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    ended_after: int = 0
    """The row after which nothing was read any more; 0 if all was."""


@dataclass(frozen=True, slots=True)
class Workings:
    """What the cells of a workbook refer to."""

    strings: Sequence[str]
    date_styles: frozenset[int]
    epoch: datetime


def parse(source: IO[bytes], parser: expat.XMLParserType, file: str, part: str) -> None:
    """Run a part through ``parser`` until a handler has enough; a document type is no part of a workbook."""

    def refuse(*_told: object) -> None:
        raise Unreadable(DAMAGED, file=file, part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        while chunk := source.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _Enough:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(DAMAGED, file=file, part=part) from error


def local(tag: str) -> str:
    """Give a name without its namespace: strict and transitional files differ in those only."""
    return tag.rpartition(":")[2]


def read_sheet(source: IO[bytes], workings: Workings, file: str, part: str) -> SheetReading:
    """Read the rows of a worksheet.

    Raises Unreadable for XML that is damaged or declares entities, and for more rows than a table may have.
    """
    sheet = _Sheet(workings, file)
    parser = expat.ParserCreate()
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    parse(source, parser, file, part)
    return sheet.reading


class _Sheet:
    """Hears the elements of a worksheet."""

    def __init__(self, workings: Workings, file: str) -> None:
        self.reading = SheetReading()
        self._workings = workings
        self._file = file
        self._row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._kind = ""
        self._style = ""
        self._is_formula = False
        self._takes = False
        self._said: list[str] = []
        self._length = 0
        self._last = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _NAMES.get(tag) or local(tag)
        if name == "c":
            reference = attributes.get("r")
            self._column = _column_of(reference.rstrip(DIGITS)) if reference else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._is_formula = False
            self._said = []
            self._length = 0
        elif name == "v" or name == "t":  # noqa: PLR1714 - on the way of every cell
            self._takes = True
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._begin_row(attributes)
        else:
            self._look_around(name, attributes)

    def end(self, tag: str) -> None:
        name = _NAMES.get(tag) or local(tag)
        if name == "v" or name == "t":  # noqa: PLR1714 - as above
            self._takes = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def text(self, data: str) -> None:
        if self._takes:
            self._length += len(data)
            if self._length <= 4 * LONGEST_CELL:
                self._said.append(data)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        if self._row - self._last > MOST_EMPTY and self.reading.rows:
            self.reading.ended_after = self._last
            raise _Enough
        self._cells, self._column = [], 0
        if attributes.get("hidden") in {"1", "true"}:
            self.reading.hidden_rows += 1

    def _end_cell(self) -> None:
        if self._column > WIDEST:
            raise ValueError(self._column)
        if self._said or self._is_formula:
            place = min(self._column, MOST_COLUMNS + 1)  # the last one says that there are more
            missing = place - len(self._cells)
            if missing > 0:
                self._cells.extend([""] * missing)
            self._cells[place - 1] = self._value("".join(self._said))

    def _end_row(self) -> None:
        if any(self._cells):
            if len(self.reading.rows) > MOST_ROWS:
                raise Unreadable(TOO_MANY_ROWS, file=self._file, most=MOST_ROWS)
            self._count += len(self._cells)
            if self._count > MOST_CELLS:
                raise Unreadable(TOO_MANY_CELLS, file=self._file, most=MOST_CELLS)
            self.reading.rows.append(TableRow(self._row, tuple(self._cells)))
            self._last = self._row
            self._cells = []

    def _look_around(self, name: str, attributes: dict[str, str]) -> None:
        if name == "mergeCell" and len(self.reading.merges) < MOST_MERGES:
            first, _, last = attributes["ref"].partition(":")
            (top, left), (bottom, right) = _place_of(first), _place_of(last or first)
            self.reading.merges.append(Merge(top, left, bottom, right))
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            self.reading.hidden_columns += 1

    def _value(self, said: str) -> Cell:
        if self._kind == "n":
            return self._number(said)
        if self._kind == "e":
            return Unreadable(CELL_ERROR, error=said)
        if self._kind == "s":
            said = self._workings.strings[int(said)]
        elif self._kind == "b":
            said = str(said == "1").upper()
        elif self._kind == "d":
            said = said.removesuffix("T00:00:00")
        if self._is_formula and not said:
            return Unreadable(NO_VALUE)
        return Unreadable(TOO_LONG, most=LONGEST_CELL) if len(said) > LONGEST_CELL else said

    def _number(self, said: str) -> Cell:
        if not said:
            return Unreadable(NO_VALUE)
        number = float(said)
        if self._style and int(self._style) in self._workings.date_styles:
            return _day(number, self._workings.epoch)
        if abs(number) >= EXACT:
            return Unreadable(DIGITS_LOST, number=said)
        return str(int(number)) if number.is_integer() else repr(number)


def _day(number: float, epoch: datetime) -> Cell:
    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return Unreadable(NO_SUCH_DATE, number=number)
    if isinstance(moment, datetime):
        whole = not (moment.hour or moment.minute or moment.second)
        return f"{moment.date()}" if whole else f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment:%H:%M}" if isinstance(moment, time) else f"{moment}"


@lru_cache(20_000)
def _column_of(letters: str) -> int:
    """Give the number of a column, counted from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _place_of(reference: str) -> tuple[int, int]:
    """Give row and column of a reference, counted from 0."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise ValueError(reference)
    return int(found[2]) - 1, _column_of(found[1]) - 1
