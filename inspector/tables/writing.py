"""Writing a list: CSV, Excel, GeoJSON, JSON, and text for the clipboard."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from inspector.file_faults import put_in_place
from inspector.periods import Instant
from inspector.tables.formulas import escaped

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WIDEST_COLUMN = 60
LONGEST_TITLE = 31
"""Characters that Excel allows for the name of a sheet."""

Value: TypeAlias = "str | int | float | date | Instant | None"
Told = Callable[[int], None]
"""Is told after every few hundred rows how many are written; what it raises gives the file up."""
TOLD_EVERY = 500


class Form(StrEnum):
    """The kinds of file a list is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its English key, its title as people read it, and how wide it is in letters.

    A ``code`` is text even where it looks like a number. ``said`` turns a value into what people read.
    """

    key: str
    title: str
    width: int = 14
    code: bool = False
    said: Callable[[Any], Value] | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Where a row lies, in degrees of WGS-84."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class OutRow:
    """Values by column; ``body`` holds what only JSON can, ``subject`` names what the row is about."""

    values: tuple[Any, ...]
    point: Point | None = None
    body: object = None
    subject: str = ""


def write_list(
    to: Path,
    form: Form,
    title: str,
    columns: Sequence[OutColumn],
    rows: Iterable[OutRow],
    told: Told = lambda _done: None,
) -> int:
    """Write ``rows`` into ``to``, whole or not at all; give their number.

    CSV and Excel have titles and words in the language of the screen, the others English keys and values.
    """
    with unfinished(to) as partial:
        if form is Form.CSV:
            return _write_csv(partial, columns, rows, told)
        if form is Form.XLSX:
            return _write_workbook(partial, title, columns, rows, told)
        return _write_json(partial, form, columns, rows, told)


def as_clipboard_text(columns: Sequence[OutColumn], rows: Iterable[OutRow]) -> str:
    """Give lines with tabs, which paste into a spreadsheet cell by cell."""
    lines = ["\t".join(column.title for column in columns)]
    lines += (
        "\t".join(" ".join(escaped(_text(value)).split()) for value in said_of(columns, row)) for row in rows
    )
    return "\n".join(lines)


def _write_csv(to: Path, columns: Sequence[OutColumn], rows: Iterable[OutRow], told: Told) -> int:
    """Write UTF-8 with its mark, without which Excel takes it for the system's old encoding."""
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.title for column in columns])
        done = 0
        for done, row in enumerate(rows, 1):
            writer.writerow([_cell_text(value) for value in said_of(columns, row)])
            tell(told, done)
    return done


def _write_workbook(
    to: Path, title: str, columns: Sequence[OutColumn], rows: Iterable[OutRow], told: Told
) -> int:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.utils import get_column_letter

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(sheet_title(title))
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = min(column.width, WIDEST_COLUMN)
    sheet.append([heading(sheet, column.title) for column in columns])
    done = 0
    try:
        for done, row in enumerate(rows, 1):
            said = zip(columns, said_of(columns, row), strict=True)
            sheet.append([cell_of(sheet, column, value, ILLEGAL_CHARACTERS_RE.sub) for column, value in said])
            tell(told, done)
    except BaseException:
        sheet.close()  # its own temporary file is half written
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{done + 1}"
    workbook.save(to)
    return done


def heading(sheet: "WriteOnlyWorksheet", title: str) -> object:
    """Give the cell of a column's title."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill

    cell = WriteOnlyCell(sheet, title)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="EEF2F6")
    return cell


def cell_of(
    sheet: "WriteOnlyWorksheet", column: OutColumn, value: Value, plain: Callable[[str, str], str]
) -> object:
    """Give what openpyxl is given; text stays text, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Instant):
        return value.local.replace(tzinfo=None, microsecond=0)
    if not isinstance(value, str):
        return value
    text = plain(" ", value)
    if not column.code and not text.startswith("="):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _write_json(
    to: Path, form: Form, columns: Sequence[OutColumn], rows: Iterable[OutRow], told: Told
) -> int:
    """Write one value, row by row, so that a long list takes no memory."""
    is_geo = form is Form.GEOJSON
    with to.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [' if is_geo else "[")
        done = 0
        for done, row in enumerate(rows, 1):
            file.write(",\n" if done > 1 else "\n")
            facts = {column.key: _plain(value) for column, value in zip(columns, row.values, strict=True)}
            _dump(_feature(facts, row.point) if is_geo else facts | _body(row), file)
            tell(told, done)
        file.write("\n]}\n" if is_geo else "\n]\n")
    return done


def _feature(facts: dict[str, object], point: Point | None) -> dict[str, object]:
    """Give a feature of RFC 7946: longitude first, no geometry where nothing is known."""
    geometry = {"type": "Point", "coordinates": [point.longitude, point.latitude]} if point else None
    return {"type": "Feature", "id": facts.get("id"), "geometry": geometry, "properties": facts}


def _body(row: OutRow) -> dict[str, object]:
    return {} if row.body is None else {"body": row.body}


def _dump(value: object, file: IO[str]) -> None:
    json.dump(value, file, ensure_ascii=False)


def _plain(value: Any) -> object:
    if isinstance(value, Instant):
        return value.local.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def said_of(columns: Sequence[OutColumn], row: OutRow) -> Iterator[Value]:
    """Give the values of a row as people read them."""
    for column, value in zip(columns, row.values, strict=True):
        yield column.said(value) if column.said and value is not None else value


def _text(value: Value) -> str:
    if isinstance(value, Instant):
        return f"{value.local:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _cell_text(value: Value) -> str:
    return escaped(value.replace("\0", " ")) if isinstance(value, str) else _text(value)


def tell(told: Told, done: int) -> None:
    """Say now and then how many rows are written."""
    if done % TOLD_EVERY == 0:
        told(done)


def sheet_title(title: str) -> str:
    """Give a title as Excel lets a sheet be called."""
    return "".join(" " if one in "[]:*?/\\" else one for one in title)[:LONGEST_TITLE] or "1"


@contextmanager
def unfinished(to: Path) -> Iterator[Path]:
    """Give an empty file beside ``to`` that becomes it when all is written, and is gone when not.

    Where nothing can be written this is known before anything is put together: raises OSError about ``to``.
    """
    partial = to.with_name(f".{to.name}.partial")
    try:
        partial.touch()
    except OSError as error:
        error.filename = str(to)
        raise
    try:
        yield partial
        put_in_place(partial, to)
    finally:
        partial.unlink(missing_ok=True)
