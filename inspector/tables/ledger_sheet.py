"""A ledger as a workbook to print: small photos in cells, and one row of formulas that add up."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from inspector.tables.writing import (
    WIDEST_COLUMN,
    OutColumn,
    OutRow,
    Told,
    cell_of,
    heading,
    said_of,
    sheet_title,
    tell,
    unfinished,
)
from inspector.words import N_, _

if TYPE_CHECKING:
    from openpyxl.drawing.image import Image
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

PHOTO_TITLES = (N_("Photo before"), N_("Photo after"))
PHOTO_PIXELS = 120
"""The longer edge of a photo in its cell."""
_ROW_POINTS, _COLUMN_LETTERS = 96, 18
_HEAD = 2
"""The row of the titles; above it stands the one that adds up, in sight while the list is scrolled."""
_A3 = 8
"""The paper in the words of ECMA-376, 18.3.1.63."""
LAST_ROW = 1_048_576
"""Where a sheet of Excel ends."""

Photos = Callable[[str], Sequence[Path | None]]
"""Gives the small pictures before and after of what a row is about; they are read when all is written."""


def write_ledger(
    to: Path,
    title: str,
    columns: Sequence[OutColumn],
    rows: Iterable[OutRow],
    photos: Photos,
    summed: Sequence[str] = (),
    told: Told = lambda _done: None,
) -> int:
    """Write ``rows`` into the workbook ``to``, whole or not at all; give their number.

    The columns of ``summed`` are added up, the rows in sight are counted. Of the pictures only their names
    are in memory, and at the end one at a time.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.utils import get_column_letter

    with unfinished(to) as partial:
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet(sheet_title(title))
        titles = [*(one.title for one in columns), *(_(one) for one in PHOTO_TITLES)]
        widths = [*(min(one.width, WIDEST_COLUMN) for one in columns), *([_COLUMN_LETTERS] * 2)]
        letters = [get_column_letter(at) for at in range(1, len(titles) + 1)]
        for letter, width in zip(letters, widths, strict=True):
            sheet.column_dimensions[letter].width = width
        _set_up(cast("Worksheet", sheet))
        sheet.append(_totals(sheet, columns, letters, summed))
        sheet.append([heading(sheet, one) for one in titles])
        done = 0
        try:
            for done, row in enumerate(rows, 1):
                pictures = photos(row.subject)
                if any(pictures):
                    sheet.row_dimensions[_HEAD + done].height = _ROW_POINTS
                said = zip(columns, said_of(columns, row), strict=True)
                sheet.append([cell_of(sheet, one, value, ILLEGAL_CHARACTERS_RE.sub) for one, value in said])
                for letter, picture in zip(letters[len(columns) :], pictures, strict=True):
                    if picture:
                        sheet.add_image(_image(picture), f"{letter}{_HEAD + done}")
                tell(told, done)
        except BaseException:
            sheet.close()  # its own temporary file is half written
            raise
        sheet.auto_filter.ref = f"A{_HEAD}:{letters[-1]}{_HEAD + done}"
        workbook.save(partial)
    return done


def _set_up(sheet: "Worksheet") -> None:
    """Freeze and repeat the titles, and print across, one page wide."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = f"C{_HEAD + 1}"
    sheet.print_title_rows = f"1:{_HEAD}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _totals(
    sheet: "WriteOnlyWorksheet",
    columns: Sequence[OutColumn],
    letters: Sequence[str],
    summed: Sequence[str],
) -> list[object]:
    """Give the formulas: how many rows are in sight, and what their numbers come to."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    def cell(value: str) -> object:
        made = WriteOnlyCell(sheet, value)
        made.font = Font(bold=True)
        return made

    cells: list[object] = [cell(f"=SUBTOTAL(103,A{_HEAD + 1}:A{LAST_ROW})")]
    for column, letter in zip(columns[1:], letters[1:], strict=False):
        is_summed = column.key in summed
        cells.append(cell(f"=SUBTOTAL(109,{letter}{_HEAD + 1}:{letter}{LAST_ROW})") if is_summed else None)
    return cells


def _image(picture: Path) -> "Image":
    """Give a picture by its file, at the size of its cell; its bytes are read when the workbook is saved."""
    from openpyxl.drawing.image import Image

    image = Image(str(picture))
    scale = PHOTO_PIXELS / max(image.width, image.height)
    image.width, image.height = round(image.width * scale), round(image.height * scale)
    return image
