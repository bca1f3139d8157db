"""Reading a table from a file: told by its content, never by its name."""

import io
from pathlib import Path

from inspector.errors import Unreadable
from inspector.tables.json_reading import is_json, read_json
from inspector.tables.plain_text import read_text
from inspector.tables.table import NO_ROWS, Table
from inspector.words import N_

LARGEST_FILE = 100 * 1024 * 1024

OLD_WORKBOOK = N_(
    "{file} is a workbook of the old kind (.xls or .et). Save it as .xlsx or CSV in Excel or WPS."
)
NO_TABLE = N_("{file} is no table but {kind}. Save the list as .xlsx or CSV.")
TOO_LARGE = N_("{file} is larger than {most} MB; no list of sites is.")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS = (
    (b"%PDF", N_("a PDF")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"PK\x05\x06", N_("an empty archive")),
    (b"Rar!", N_("an archive")),
    (b"7z\xbc\xaf", N_("an archive")),
    (b"\x1f\x8b", N_("an archive")),
    (b"SQLite format 3", N_("a database")),
)


def read_table(path: Path, sheet: str = "", *, is_headed: bool = False) -> Table:
    """Read CSV, TSV, Excel, JSON or GeoJSON; of a workbook the sheet ``sheet``, or the one with known names.

    ``is_headed`` says of a workbook that the first row holds the names of the columns, whatever they are.

    Raises Unreadable, in one sentence, for anything else; OSError where the file can't be read.
    """
    file = path.name
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE, file=file, most=LARGEST_FILE // 1024 // 1024)
    data = path.read_bytes()
    if data.startswith(_ZIP):
        from inspector.tables.workbook_reading import read_workbook

        return read_workbook(file, io.BytesIO(data), sheet, is_headed=is_headed)
    if data.startswith(_OLE):
        raise Unreadable(OLD_WORKBOOK, file=file)
    for mark, kind in _OTHERS:
        if data.startswith(mark):
            raise Unreadable(NO_TABLE, file=file, kind=Unreadable(kind))
    if not data.strip():
        raise Unreadable(NO_ROWS, file=file)
    if is_json(data):
        return read_json(file, data)
    return read_text(file, data)
