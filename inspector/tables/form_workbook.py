"""Filling an Excel form: a cell takes a number or a text, a column of a table grows down from its cell."""

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from inspector.errors import Refused, Unreadable
from inspector.tables.blank_form import NO_FORM, NO_ROOM, Filled, FormFacts, opened_form, plain
from inspector.tables.form_rows import insert_rows_below
from inspector.words import N_

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 500, 60
"""Where a form ends: what lies further is neither looked at nor filled."""
NO_CELL = N_("{cell} names no cell of this form; write it as Sheet!B7, within {rows} rows.")
HOLDS_FORMULA = N_("{cell} holds a formula; it is never written over.")
DRAWINGS_LOST = N_("Shapes and controls drawn on this form can't be kept; what is filled in is without them.")
_COLUMNS_OF_TABLE = 3
"""So many titles beside one another make the head of a table."""
_CELL = re.compile(r"(?:(?P<sheet>[^!]{1,64})!)?(?P<column>[A-Z]{1,2})(?P<row>[0-9]{1,4})")
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[\s>]")
_CONTROLS = ("xl/ctrlProps/", "xl/activeX/", "xl/slicers/")
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)
"""What openpyxl raises for workbooks that are damaged or made to harm."""


@dataclass(slots=True, eq=False)
class _Asked:
    """A cell that is to be filled, where it stands by now, and the cells of a column that begins there."""

    cell: str
    sheet: "Worksheet"
    row: int
    column: int
    key: str
    cells: list[Filled] | None


def fill_workbook(form: Path, places: Mapping[str, str], facts: FormFacts, to: Path) -> int:
    """Write ``form`` into ``to`` with the key of ``facts`` that each cell of ``places`` stands for.

    Formulas and layout stay, and rows that a table lacks are put in; give how many places were filled.
    Raises Unreadable for what is no form, and Refused for a cell that is none or has a formula, and for a
    table below whose cell there is no free row, or one made of several.
    """
    workbook = workbook_of(form)
    asked = [_Asked(cell, *_where(workbook, cell), key, facts.rows_of(key)) for cell, key in places.items()]
    _make_room(workbook, asked)
    for one in asked:
        if one.cells is None:
            _put(one.sheet, one.row, one.column, facts.values.get(one.key), one.cell)
            continue
        for at, value in enumerate(one.cells):
            _put(one.sheet, one.row + at, one.column, value, one.cell)
    workbook.save(to)
    return len(places)


def proposed_places(form: Path, facts: FormFacts) -> dict[str, str]:
    """Guess from the words of a form which cells stand for what: right of a label, or below it.

    Below comes first where labels stand side by side. Three titles of one table side by side are its head;
    its columns grow downwards from there.
    """
    workbook = workbook_of(form)
    places: dict[str, str] = {}
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=MOST_COLUMNS):
            labels = [
                (cell.row, cell.column, plain(cell.value)) for cell in row if isinstance(cell.value, str)
            ]
            table, columns = _head(labels, facts)
            for at, column, words in labels:
                if key := columns.get(words, ""):
                    places[_name(sheet, at + 1, column)] = f"{table}.{key}"
                elif (key := facts.key_of(words)) and facts.rows_of(key) is None:
                    around = [(at, column + 1), (at + 1, column)]
                    if any(place == column - 1 for _at, place, _words in labels):
                        around.reverse()
                    for place in [one for one in around if _is_free(sheet, *one)][:1]:
                        places.setdefault(_name(sheet, *place), key)
    return places


def loses_drawings(form: Path) -> bool:
    """Say whether a workbook has shapes or controls, which are not kept. Raises Unreadable for no form."""
    with opened_form(form) as package:
        return any(
            part.startswith(_CONTROLS)
            or (part.startswith("xl/drawings/drawing") and _SHAPE.search(package.read(part)) is not None)
            for part in package.namelist()
        )


def workbook_of(form: Path) -> "Workbook":
    """Open an Excel form. Raises Unreadable for what is none."""
    from openpyxl import load_workbook

    with opened_form(form) as package:
        _check_names(form, package)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
                workbook: Workbook = load_workbook(form)
        except _BROKEN as error:
            raise Unreadable(NO_FORM, file=form.name) from error
    return workbook


def _check_names(form: Path, package: ZipFile) -> None:
    if "xl/workbook.xml" not in package.namelist():
        raise Unreadable(NO_FORM, file=form.name)


def _where(workbook: "Workbook", cell: str) -> tuple["Worksheet", int, int]:
    from openpyxl.utils import column_index_from_string

    named = _CELL.fullmatch(cell.strip())
    sheet = next(
        (one for one in workbook.worksheets if named and named["sheet"] in {one.title, None}),
        None,
    )
    if named is None or sheet is None or not 0 < int(named["row"]) <= MOST_ROWS:
        raise Refused(NO_CELL, cell=cell, rows=MOST_ROWS)
    row, column = int(named["row"]), column_index_from_string(named["column"])
    for merged in _over(sheet, row, column):
        row, column = merged.min_row, merged.min_col
    return sheet, row, column


def _put(sheet: "Worksheet", row: int, column: int, value: Filled, named: str) -> None:
    """Put a value into a cell; of merged cells into the first, and a text never becomes a formula."""
    for merged in _over(sheet, row, column):
        row, column = merged.min_row, merged.min_col
    cell = sheet.cell(row, column)
    if cell.data_type == "f":
        raise Refused(HOLDS_FORMULA, cell=named)
    shown = cell.number_format
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif not isinstance(value, int) and value is not None and shown == "General":
        shown = "yyyy-mm-dd"
    cell.number_format = shown


def _make_room(workbook: "Workbook", asked: Sequence[_Asked]) -> None:
    """Put rows in where columns that begin in one row are longer than what is free below them."""
    for first in asked:
        begun = [one for one in asked if one.cells and (one.sheet, one.row) == (first.sheet, first.row)]
        if first not in begun:
            continue
        needed = max(len(one.cells or ()) for one in begun)
        taken = {(one.row, one.column) for one in asked if one.sheet is first.sheet and one not in begun}
        columns = {one.column for one in begun}
        room = _room(first.sheet, first.row, columns, taken)
        if room >= needed:
            continue
        last = first.row + room - 1
        if not room or any(_reaches_below(first.sheet, last, column) for column in columns):
            raise Refused(NO_ROOM, cell=first.cell, room=room, rows=needed)
        insert_rows_below(workbook, first.sheet, last, needed - room)
        for one in asked:
            if one.sheet is first.sheet and one.row > last:
                one.row += needed - room


def _room(sheet: "Worksheet", row: int, columns: set[int], taken: set[tuple[int, int]]) -> int:
    """Count the rows of a table from ``row`` down that its columns are free in, as far as the sheet is set.

    A row is none of the table that holds something where the first does not, such as a total, or that has
    no lines around its cells where the first has.
    """
    wide = _width(sheet, row, columns)
    held = {column for column in wide if not _is_free(sheet, row, column)}
    is_framed = any(_has_lines(sheet, row, column) for column in columns)
    room = 0
    for at in range(row, max(sheet.max_row, row) + 1):
        full = {one for one in wide if (at, one) in taken or not _is_free(sheet, at, one)}
        if full - held or any(one in full or _is_covered(sheet, at, one) for one in columns):
            break
        if room and any(_reaches_below(sheet, at, one) for one in columns):
            break
        if is_framed and not any(_has_lines(sheet, at, one) for one in columns):
            break
        room += 1
    return room


def _width(sheet: "Worksheet", row: int, columns: set[int]) -> set[int]:
    """Give the columns of a table: those that are filled, and as far as its head reaches beside them."""
    wide = set(columns)
    for column, step in ((min(columns), -1), (max(columns), 1)):
        at = column
        while row > 1 and at > 0 and not _is_free(sheet, row - 1, at):
            wide.add(at)
            at += step
    return wide


def _has_lines(sheet: "Worksheet", row: int, column: int) -> bool:
    lines = sheet.cell(row, column).border
    return any(side is not None and side.style for side in (lines.left, lines.right, lines.bottom))


def _is_covered(sheet: "Worksheet", row: int, column: int) -> bool:
    """Say whether a cell belongs to one that begins elsewhere."""
    return any((row, column) != (one.min_row, one.min_col) for one in _over(sheet, row, column))


def _reaches_below(sheet: "Worksheet", row: int, column: int) -> bool:
    return any(one.max_row > row for one in _over(sheet, row, column))


def _over(sheet: "Worksheet", row: int, column: int) -> list["CellRange"]:
    """Give the merged cells that a cell lies in: one or none."""
    return [
        one
        for one in sheet.merged_cells.ranges
        if one.min_row <= row <= one.max_row and one.min_col <= column <= one.max_col
    ]


def _is_free(sheet: "Worksheet", row: int, column: int) -> bool:
    return sheet.cell(row, column).value is None


def _name(sheet: "Worksheet", row: int, column: int) -> str:
    return f"{sheet.title}!{sheet.cell(row, column).coordinate}"


def _head(labels: list[tuple[int, int, str]], facts: FormFacts) -> tuple[str, dict[str, str]]:
    """Give the table whose titles stand in a row, and its columns by their words."""
    for table in facts.tables:
        columns = {
            plain(words): key.partition(".")[2]
            for key, names in facts.names.items()
            if key.startswith(f"{table}.")
            for words in (key, *names)
        }
        known = {words: columns[words] for _row, _column, words in labels if words in columns}
        if len(known) >= _COLUMNS_OF_TABLE:
            return table, known
    return "", {}
