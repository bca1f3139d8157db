"""A superior's blank form as it is looked at: its sheets or tables, their cells, and what each is called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inspector.tables.form_document import cells_of, document_root, marks_in, tables_in
from inspector.tables.form_workbook import MOST_COLUMNS, MOST_ROWS, workbook_of

SPARE = 2
"""Empty rows and columns shown beyond the last that holds something: they too can be filled."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell that holds something, or several made into one; a formula is never written over."""

    text: str
    is_formula: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a workbook, a table of a document, or its marked places, one a row.

    ``cells`` are named by row and column, from 1; ``table`` is the number of a table in a document.
    """

    title: str
    rows: int
    columns: int
    cells: Mapping[tuple[int, int], FormCell]
    table: int = 0
    are_marks: bool = False

    def place(self, row: int, column: int) -> str:
        """Name the cell as a map of places does; empty where there is none to fill."""
        row, column = self.covered.get((row, column), (row, column))
        held = self.cells.get((row, column))
        if self.are_marks:
            return held.text if held else ""
        from openpyxl.utils import get_column_letter

        return f"{self.title}!{get_column_letter(column)}{row}"

    def beside(self, row: int, column: int) -> tuple[str, str]:
        """Give the words next to the left of a cell in its row, and next above it in its column."""
        left = self._first_words((row, at) for at in range(column - 1, 0, -1))
        return left, self._first_words((at, column) for at in range(row - 1, 0, -1))

    @cached_property
    def covered(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Give for each cell that a larger one covers the first of that."""
        return {
            (row + down, column + right): (row, column)
            for (row, column), cell in self.cells.items()
            for down in range(cell.rows)
            for right in range(cell.columns)
            if down or right
        }

    @cached_property
    def at(self) -> Mapping[str, tuple[int, int]]:
        """Give row and column of each cell by its name."""
        return {
            self.place(row, column): (row, column)
            for row in range(1, self.rows + 1)
            for column in range(1, self.columns + 1)
            if (row, column) not in self.covered
        }

    def _first_words(self, places: Iterable[tuple[int, int]]) -> str:
        held = (self.cells.get(self.covered.get(place, place)) for place in places)
        return next((one.text for one in held if one and one.text and not one.is_formula), "")


def sheets_of(form: Path) -> tuple[FormSheet, ...]:
    """Give what can be filled in a form. Raises Unreadable for what is none."""
    return _in_document(form) if form.suffix.lower() == ".docx" else _in_workbook(form)


def _in_workbook(form: Path) -> tuple[FormSheet, ...]:
    sheets = []
    for sheet in workbook_of(form).worksheets:
        rows, columns = min(sheet.max_row + SPARE, MOST_ROWS), min(sheet.max_column + SPARE, MOST_COLUMNS)
        held = {
            (cell.row, cell.column): FormCell(str(cell.value), cell.data_type == "f")
            for row in sheet.iter_rows(max_row=rows, max_col=columns)
            for cell in row
            if cell.value is not None and cell.column is not None
        }
        for merged in sheet.merged_cells.ranges:
            first = (merged.min_row, merged.min_col)
            cell = held.get(first, FormCell(""))
            high, wide = merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1
            held[first] = FormCell(cell.text, cell.is_formula, high, wide)
        sheets.append(FormSheet(sheet.title, rows, columns, held))
    return tuple(sheets)


def _in_document(form: Path) -> tuple[FormSheet, ...]:
    sheets = []
    for number, table in enumerate(tables_in(document_root(form)), 1):
        held, rows, columns = {}, 0, 0
        for (row, column), cell in cells_of(table).items():
            held[row, column] = FormCell(cell.text, rows=cell.rows, columns=cell.columns)
            rows, columns = max(rows, row + cell.rows - 1), max(columns, column + cell.columns - 1)
        sheets.append(FormSheet(f"T{number}", rows, columns, held, table=number))
    if marks := marks_in(form):
        held = {(row, 1): FormCell(mark) for row, mark in enumerate(marks, 1)}
        sheets.append(FormSheet("", len(marks), 1, held, are_marks=True))
    return tuple(sheets)
