"""Filling an Excel form: a cell takes a number or a text, a column of a table grows down from its cell."""

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from inspector.errors import Refused, Unreadable
from inspector.tables.blank_form import NO_FORM, NO_ROOM, Filled, FormFacts, opened_form, plain
from inspector.words import N_

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 500, 60
"""Where a form ends: what lies further is neither looked at nor filled."""
NO_CELL = N_("{cell} names no cell of this form; write it as Sheet!B7, within {rows} rows.")
HOLDS_FORMULA = N_("{cell} holds a formula; it is never written over.")
_COLUMNS_OF_TABLE = 3
"""So many titles beside one another make the head of a table."""
_CELL = re.compile(r"(?:(?P<sheet>[^!]{1,64})!)?(?P<column>[A-Z]{1,2})(?P<row>[0-9]{1,4})")
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)
"""What openpyxl raises for workbooks that are damaged or made to harm."""


def fill_workbook(form: Path, places: Mapping[str, str], facts: FormFacts, to: Path) -> int:
    """Write ``form`` into ``to`` with the key of ``facts`` that each cell of ``places`` stands for.

    Formulas and layout stay; give how many places were filled. Raises Unreadable for what is no form, and
    Refused for a cell that is none or has a formula, and for a table with more rows than there is room for.
    """
    workbook = workbook_of(form)
    for cell, key in places.items():
        sheet, row, column = _where(workbook, cell)
        cells = facts.rows_of(key)
        if cells is None:
            _put(sheet, row, column, facts.values.get(key), cell)
            continue
        room = _room(sheet, row, column)
        if room < len(cells):
            raise Refused(NO_ROOM, cell=cell, room=room, rows=len(cells))
        for at, value in enumerate(cells):
            _put(sheet, row + at, column, value, cell)
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
    return sheet, int(named["row"]), column_index_from_string(named["column"])


def _put(sheet: "Worksheet", row: int, column: int, value: Filled, named: str) -> None:
    """Put a value into a cell; of merged cells into the first, and a text never becomes a formula."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
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


def _room(sheet: "Worksheet", row: int, column: int) -> int:
    """Count the rows from a cell down to the next that holds something in its column, or to the end."""
    last = max(sheet.max_row, row)
    below = (at for at in range(row, last + 1) if not _is_free(sheet, at, column))
    return next(below, MOST_ROWS + 1) - row


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
