"""Rows put into a sheet of a form: set like the row above them, with all that points below following."""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from inspector.tables.form_references import Inserted

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.worksheet.worksheet import Worksheet


def insert_rows_below(workbook: "Workbook", sheet: "Worksheet", row: int, count: int) -> None:
    """Put ``count`` rows below ``row``, set as that is: style, height, cells made into one, its formulas.

    All below moves down with its merged cells, breaks and pictures; formulas of every sheet, names, print
    areas, charts and rules of cells point at what they pointed at, and ranges that end with ``row`` take the
    new rows in. A number in ``row`` that is one more than that above it goes on being counted.
    """
    inserted = Inserted(sheet.title, row, count)
    sheet.insert_rows(row + 1, count)
    _move_merged(sheet, inserted)
    _move_heights(sheet, inserted)
    _move_breaks(sheet, inserted)
    _move_rules(workbook, inserted)
    _move_references(workbook, inserted)
    _move_drawings(workbook, inserted)
    _set_as(sheet, row, count)


def _move_merged(sheet: "Worksheet", inserted: Inserted) -> None:
    """Move merged cells; those of several rows that reach the row above the new ones grow over them."""
    from openpyxl.cell.cell import MergedCell

    ranges = list(sheet.merged_cells.ranges)
    for merged in ranges:
        is_of_one_row = merged.min_row == merged.max_row
        first = inserted.at(merged.min_row)
        last = inserted.at(merged.max_row) if is_of_one_row else inserted.end(merged.max_row)
        merged.min_row, merged.max_row = first, last
        if first <= inserted.below < last:
            for row in range(inserted.below + 1, inserted.below + inserted.count + 1):
                for column in range(merged.min_col, merged.max_col + 1):
                    sheet._cells[row, column] = MergedCell(sheet, row, column)  # noqa: SLF001 - as it loads
    sheet.merged_cells.ranges = set(ranges)


def _move_heights(sheet: "Worksheet", inserted: Inserted) -> None:
    held = dict(sheet.row_dimensions)
    sheet.row_dimensions.clear()
    for row, dimension in held.items():
        dimension.index = inserted.at(row)
        sheet.row_dimensions[dimension.index] = dimension
    if pattern := held.get(inserted.below):
        for row in range(inserted.below + 1, inserted.below + inserted.count + 1):
            fresh = sheet.row_dimensions[row]
            fresh.height, fresh.hidden = pattern.height, pattern.hidden
            fresh.outlineLevel = pattern.outlineLevel
            _look_like(fresh, pattern)


def _move_breaks(sheet: "Worksheet", inserted: Inserted) -> None:
    """Move the breaks of pages and where the sheet is frozen; a break lies below its row."""
    for one in sheet.row_breaks.brk:
        one.id = inserted.end(one.id)
    if frozen := sheet.freeze_panes:
        sheet.freeze_panes = inserted.place(frozen)


def _move_rules(workbook: "Workbook", inserted: Inserted) -> None:
    """Move what holds for ranges: validations, conditional formats, filters, tables, areas that print."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    for sheet in workbook.worksheets:
        is_own = sheet.title == inserted.sheet
        for validation in sheet.data_validations.dataValidation:
            if is_own:
                validation.sqref = MultiCellRange(inserted.area(str(validation.sqref)))
            validation.formula1 = inserted.said(validation.formula1, is_own=is_own)
            validation.formula2 = inserted.said(validation.formula2, is_own=is_own)
        formats = ConditionalFormattingList()
        for held in sheet.conditional_formatting:
            area = inserted.area(str(held.sqref)) if is_own else str(held.sqref)
            for rule in held.rules:
                rule.formula = [inserted.said(one, is_own=is_own) for one in rule.formula]
                formats.add(area, rule)
        sheet.conditional_formatting = formats
        if is_own:
            _move_areas(sheet, inserted)


def _move_areas(sheet: "Worksheet", inserted: Inserted) -> None:
    if sheet.print_area:
        areas = re.findall(r"!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)(?:,|$)", sheet.print_area)
        sheet.print_area = ",".join(inserted.area(one) for one in areas)
    if sheet.print_title_rows:
        sheet.print_title_rows = inserted.area(sheet.print_title_rows)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = inserted.area(sheet.auto_filter.ref)
    for table in sheet.tables.values():
        table.ref = inserted.area(table.ref)
        if table.autoFilter:
            table.autoFilter.ref = table.ref


def _move_references(workbook: "Workbook", inserted: Inserted) -> None:
    """Let formulas, links within the workbook and names point at what they pointed at."""
    from openpyxl.worksheet.formula import ArrayFormula

    for sheet in workbook.worksheets:
        is_own = sheet.title == inserted.sheet
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - only those there are, without making more
            is_pattern = is_own and cell.row == inserted.below
            value = cell.value
            if isinstance(value, ArrayFormula):
                value.text = inserted.formula(str(value.text), is_own=is_own, is_pattern=is_pattern)
                if is_own:
                    value.ref = inserted.area(value.ref) if ":" in value.ref else cell.coordinate
            elif cell.data_type == "f" and isinstance(value, str):
                cell.value = inserted.formula(value, is_own=is_own, is_pattern=is_pattern)
            if link := getattr(cell, "hyperlink", None):
                link.ref = cell.coordinate
                link.location = inserted.said(link.location, is_own=is_own)
        for name in sheet.defined_names.values():
            name.attr_text = inserted.said(name.attr_text, is_own=is_own)
    for name in workbook.defined_names.values():
        name.attr_text = inserted.said(name.attr_text, is_own=False)


def _move_drawings(workbook: "Workbook", inserted: Inserted) -> None:
    """Move pictures and charts of the sheet, and let charts of every sheet show the same cells."""
    for sheet in workbook.worksheets:
        charts = getattr(sheet, "_charts", [])
        for drawing in (*getattr(sheet, "_images", []), *charts):
            corners = (getattr(drawing.anchor, corner, None) for corner in ("_from", "to"))
            for corner in corners if sheet.title == inserted.sheet else ():
                if corner is not None:
                    corner.row = inserted.at(corner.row + 1) - 1
        for shown in _shown_in(charts):
            shown.f = inserted.said(shown.f, is_own=False)


def _shown_in(charts: Iterable[Any]) -> Iterator[Any]:
    """Give what charts name the cells in that they show."""
    for series in (one for chart in charts for one in chart.series):
        for part in ("tx", "cat", "val", "xVal", "yVal"):
            for kind in ("numRef", "strRef"):
                if shown := getattr(getattr(series, part, None), kind, None):
                    yield shown


def _set_as(sheet: "Worksheet", row: int, count: int) -> None:
    """Set the new rows as ``row`` is."""
    of_row = [one for one in sheet.merged_cells.ranges if one.min_row == row == one.max_row]
    for at in range(row + 1, row + count + 1):
        for merged in of_row:
            sheet.merge_cells(
                start_row=at, end_row=at, start_column=merged.min_col, end_column=merged.max_col
            )
    for column in range(1, sheet.max_column + 1):
        pattern = sheet._cells.get((row, column))  # noqa: SLF001 - without making more
        if pattern is None:
            continue
        before = sheet.cell(row - 1, column).value if row > 1 else None
        for down in range(1, count + 1):
            cell = sheet.cell(row + down, column)
            _look_like(cell, pattern)
            _go_on(cell, pattern, before, down)


def _look_like(fresh: "StyleableObject", pattern: "StyleableObject") -> None:
    for trait in ("font", "border", "fill", "number_format", "protection", "alignment"):
        setattr(fresh, trait, copy(getattr(pattern, trait)))


def _go_on(cell: "Cell | MergedCell", pattern: "Cell | MergedCell", before: object, down: int) -> None:
    """Put into a new cell the formula of the row above for its own row, or the next number of a count."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.formula.translate import Translator

    value = pattern.value
    if isinstance(cell, MergedCell):
        return
    if pattern.data_type == "f" and isinstance(value, str):
        cell.value = Translator(value, pattern.coordinate).translate_formula(cell.coordinate)
    elif isinstance(value, int) and isinstance(before, int) and value == before + 1:
        cell.value = value + down
