"""What a list of the window shows, written as a table; and the lists of the command line."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from db.connection import Reader
from db.progress import Report, no_report
from db.table_lists import out_list
from inspector.tables.writing import Form, OutColumn, OutRow, Value, as_clipboard_text, write_list

ROWS_AT_ONCE = 500

R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ViewColumn(Generic[R]):
    """A column in sight: its title in the language of the screen, and what it holds of a row.

    Give days as ``date`` and moments as ``Instant``, so that a spreadsheet sorts them; ``code`` stays text.
    """

    name: str
    title: str
    value: Callable[[R], Value]
    width: int = 16
    code: bool = False


def export_view(
    reader: Reader,
    to: Path,
    form: Form,
    title: str,
    columns: Sequence[ViewColumn[R]],
    keys: Sequence[K],
    fetch: Callable[[Reader, Sequence[K]], Mapping[K, R]],
    report: Report = no_report,
) -> int:
    """Write the rows of ``keys`` in their order, fetched in windows, into ``to``; give their number.

    For the lane of work: ``report(rows done, of)`` may raise to stop, then nothing is written. Raises
    OSError where the file can't be written.
    """

    def rows() -> Iterator[OutRow]:
        for first in range(0, len(keys), ROWS_AT_ONCE):
            window = keys[first : first + ROWS_AT_ONCE]
            found = fetch(reader, window)
            report(first, len(keys))
            yield from (_row(columns, found[key]) for key in window if key in found)

    done = write_list(to, form, title, _columns(columns), rows())
    report(len(keys), len(keys))
    return done


def view_as_text(columns: Sequence[ViewColumn[R]], rows: Sequence[R]) -> str:
    """Give rows as text that pastes into a spreadsheet cell by cell, the titles first."""
    return as_clipboard_text(_columns(columns), [_row(columns, row) for row in rows])


def export_list(
    reader: Reader,
    name: str,
    to: Path,
    form: Form,
    only: Sequence[tuple[str, str]] = (),
    told: Callable[[int], None] = lambda _done: None,
    *,
    today: date,
) -> int:
    """Write one of ``db.table_lists.LISTS`` as of ``today`` into ``to``; give the number of its rows.

    Raises Refused for a filter by a field there is not, OSError where the file can't be written.
    """
    found = out_list(reader, name, only, today=today, whole=form in {Form.JSON, Form.GEOJSON})
    return write_list(to, form, found.title, found.columns, found.rows, told)


def _columns(columns: Sequence[ViewColumn[Any]]) -> tuple[OutColumn, ...]:
    return tuple(OutColumn(one.name, one.title, one.width, one.code) for one in columns)


def _row(columns: Sequence[ViewColumn[R]], row: R) -> OutRow:
    return OutRow(tuple(column.value(row) for column in columns))
