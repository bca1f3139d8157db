"""The ledger as a workbook with its photos, before and after, in cells."""

import tempfile
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from PIL import Image

from db.blob_files import BlobFiles
from db.connection import Reader
from db.table_lists import out_list
from inspector.errors import Unreadable
from inspector.model.events import Blob
from inspector.model.photo import Moment
from inspector.tables.ledger_sheet import write_ledger

SUMMED = ("extensions", "relapses", "photos", "measures", "measures_done", "items", "items_done", "findings")
QUALITY = 82
# the first one taken, unless one is said to show it before; the last one afterwards
_BEFORE = f"""SELECT preview_sha256, preview_size, preview_mime FROM photo
    WHERE finding = ? AND moment <> '{Moment.AFTER}'
    ORDER BY moment <> '{Moment.BEFORE}', taken_ts, id LIMIT 1"""  # noqa: S608 - our own words
_AFTER = f"""SELECT preview_sha256, preview_size, preview_mime FROM photo
    WHERE finding = ? AND moment = '{Moment.AFTER}' ORDER BY taken_ts DESC, id DESC LIMIT 1"""  # noqa: S608 - as above


def export_ledger(
    reader: Reader,
    blobs: BlobFiles,
    name: str,
    to: Path,
    only: Sequence[tuple[str, str]] = (),
    told: Callable[[int], None] = lambda _done: None,
    *,
    today: date,
    subjects: Collection[str] | None = None,
) -> int:
    """Write the list ``name`` as of ``today`` into the workbook ``to`` with photos; give the number of rows.

    With ``subjects`` it has only their rows.
    A photo whose file is missing leaves its cell empty. Raises Refused for a filter by a field there is not,
    OSError where the file can't be written.
    """
    found = out_list(reader, name, only, today=today, whole=False)
    rows = (row for row in found.rows if subjects is None or row.subject in subjects)
    with tempfile.TemporaryDirectory(prefix="grid-inspector-") as folder:

        def photos(subject: str) -> list[Path | None]:
            return [_small(reader, blobs, question, subject, Path(folder)) for question in (_BEFORE, _AFTER)]

        return write_ledger(to, found.title, found.columns, rows, photos, SUMMED, told)


def _small(reader: Reader, blobs: BlobFiles, question: str, subject: str, folder: Path) -> Path | None:
    """Give a small JPEG, which every spreadsheet shows."""
    row = reader.row(question, (subject,))
    if row is None:
        return None
    small = folder / f"{row[0]}.jpeg"
    try:
        picture = blobs.thumbnail(Blob(*row))
    except Unreadable:
        return None
    with closing(Image.open(picture)) as image:
        image.convert("RGB").save(small, "JPEG", quality=QUALITY)
    return small
