"""A table that knows its keys and fetches the rows that are drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.session import Session

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Facts = tuple[tuple[str, tuple[str, ...]], ...]
"""Names of facts, each with the values of which one must hold; all names must hold."""

FIRST, WINDOW, KEPT = 100, 100, 6_000
"""Keys of the first answer, rows of one fetch, rows that are remembered."""

AT_ONCE = 4
"""Windows fetched together; of a long flick through the list only the last ones are fetched."""

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
CHIP_ROLE = ROW_ROLE + 1
TONE_ROLE = ROW_ROLE + 2
ELIDE_ROLE = ROW_ROLE + 3


Cell = str | int | date | None
"""What stands in a cell of a table file."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: a name that is kept and sorted by, its title, and what it says of a row.

    A ``tone`` colours the words (accent, red, amber, blue, grey, soft, or empty); with ``chip`` they stand on
    its soft ground.  Numbers are right-aligned.  One column ``stretches`` into the room that is left.
    ``cell`` gives a table file a true day or number instead of the words; a ``code`` stays text there.
    Where it is too narrow for its words, one that ``keeps_end`` leaves out their middle: numbers differ at
    both ends, by the grid and by their count.
    """

    name: str
    title: str
    text: Callable[[Row], str]
    width: int = 120
    tone: Callable[[Row], str] | None = None
    chip: bool = False
    numeric: bool = False
    sortable: bool = True
    shown: bool = True
    stretches: bool = False
    cell: Callable[[Row], Cell] | None = None
    code: bool = False
    keeps_end: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Which rows, in which order: a filter's name, letters to find, the name of a column, and facts."""

    filter: str = ""
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()


@dataclass(frozen=True)
class Source(Generic[Row]):
    """The queries behind a list; each is called with a reader in a reading lane.

    ``keys(reader, view, limit)`` gives the keys of the view in order, at most ``limit`` unless it is None;
    ``rows(reader, keys)`` the rows by key, where one that is gone is left out;
    ``counts(reader, view)`` how many rows each filter lets through; ``facets(reader)`` the facts rows can be
    chosen by, as ``ui.list_facts.Facet``.
    """

    keys: Callable[[Any, View, int | None], Sequence[Any]]
    rows: Callable[[Any, Sequence[Any]], Mapping[Any, Row]]
    counts: Callable[[Any, View], Mapping[str, int]] | None = None
    facets: Callable[[Any], Sequence[Any]] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of a ``Source``: the first keys at once, the rest behind, each row when it is drawn.

    ``about_to_change`` and ``has_changed`` stand around a change of the keys, so that a view can keep what is
    selected and where it is scrolled; ``answered`` follows every answer.
    """

    about_to_change = Signal()
    has_changed = Signal()
    answered = Signal()

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column[Row]],
        source: Source[Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.view = View()
        self.is_complete = False
        self._session = session
        self._source = source
        self._keys: list[Any] = []
        self._rows: dict[Any, Row] = {}
        self._asked: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch)
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.setInterval(0)
        self._behind.timeout.connect(self._ask_all)

    @property
    def keys(self) -> Sequence[Any]:
        """The keys known so far, in order."""
        return self._keys

    def show_view(self, **changed: Any) -> None:
        """Show another view: ``show_view(text="…")``; the first rows come with the first answer."""
        self.view = replace(self.view, **changed)
        self.is_complete = False
        self._behind.stop()
        self._session.read(
            partial(_first, self._source, self.view),
            self._show_first,
            key=(id(self), "keys"),
        )

    def refresh(self) -> None:
        """Ask again for the same view; rows in sight stay until newer ones come."""
        self._behind.stop()
        self._ask_all()

    def row_at(self, row: int) -> Row | None:
        """Give the row, or None while it has not been fetched."""
        return self._rows.get(self._keys[row]) if 0 <= row < len(self._keys) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the known keys."""
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count all columns, also hidden ones."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Give the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Give what a cell says; a row that is not there yet is empty and asked for."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role in {CHIP_ROLE, ELIDE_ROLE}:
            return column.chip if role == CHIP_ROLE else _elision(column)
        if role not in {Qt.ItemDataRole.DisplayRole, ROW_ROLE, TONE_ROLE, Qt.ItemDataRole.ToolTipRole}:
            return None
        if index.row() // WINDOW not in self._asked:
            self._want(index.row() // WINDOW)
        row = self._rows.get(self._keys[index.row()])
        if row is None or role == ROW_ROLE:
            return row
        if role == TONE_ROLE:
            return column.tone(row) if column.tone else ""
        return column.text(row)

    def _want(self, window: int) -> None:
        self._wanted.pop(window, None)
        self._wanted[window] = None
        if not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        windows = list(self._wanted)[-AT_ONCE:]
        self._wanted.clear()
        self._asked.update(windows)
        keys = [key for window in windows for key in self._keys[window * WINDOW : (window + 1) * WINDOW]]
        self._session.read(
            lambda reader: self._source.rows(reader, keys), partial(self._show_rows, windows, keys)
        )

    def _show_rows(self, windows: Sequence[int], keys: Sequence[Any], rows: Mapping[Any, Row]) -> None:
        for key in keys:
            self._rows.pop(key, None)
        self._rows.update(rows)
        for window in windows:
            last = min((window + 1) * WINDOW, len(self._keys)) - 1
            if window * WINDOW <= last:
                self.dataChanged.emit(self.index(window * WINDOW, 0), self.index(last, len(self.columns) - 1))
        self._forget()
        self.answered.emit()

    def _forget(self) -> None:
        if len(self._rows) > KEPT:
            for key in list(self._rows)[: len(self._rows) // 2]:
                del self._rows[key]
            self._asked = {window for window in self._asked if self._keys[window * WINDOW] in self._rows}

    def _ask_all(self) -> None:
        self._session.read(partial(_all, self._source, self.view), self._show_all, key=(id(self), "keys"))

    def _show_first(self, answer: tuple[list[Any], Mapping[Any, Row]]) -> None:
        keys, rows = answer
        self._replace(keys, rows)
        self.is_complete = len(keys) < FIRST
        if not self.is_complete:
            self._behind.start()  # the first rows are painted before another question takes their time
        self.answered.emit()

    def _show_all(self, keys: list[Any]) -> None:
        known = len(self._keys)
        if known < len(keys) and keys[:known] == self._keys and not self.is_complete:
            self.beginInsertRows(QModelIndex(), known, len(keys) - 1)
            self._keys = keys
            self._asked.discard(known // WINDOW) if known % WINDOW else None
            self.endInsertRows()
        elif keys == self._keys:
            self._look_again()
        else:
            self._replace(keys, self._rows)
            self._asked.clear()
        self.is_complete = True
        self.answered.emit()

    def _look_again(self) -> None:
        self._asked.clear()
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))

    def _replace(self, keys: list[Any], rows: Mapping[Any, Row]) -> None:
        self.about_to_change.emit()
        self.beginResetModel()
        self._keys = keys
        self._rows = dict(rows)
        self._asked = {0} if rows else set()
        self._wanted.clear()
        self.endResetModel()
        self.has_changed.emit()


def _first(source: Source[Row], view: View, reader: Any) -> tuple[list[Any], Mapping[Any, Row]]:
    keys = list(source.keys(reader, view, FIRST))
    return keys, source.rows(reader, keys)


def _all(source: Source[Row], view: View, reader: Any) -> list[Any]:
    return list(source.keys(reader, view, None))


def _elision(column: Column[Any]) -> Qt.TextElideMode:
    return Qt.TextElideMode.ElideMiddle if column.keeps_end else Qt.TextElideMode.ElideRight


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
