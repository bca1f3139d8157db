"""Every list: filter chips, search, chosen columns, sorting, selection with actions, copy, export."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector.words import _, plural
from ui.list_columns import ListColumns
from ui.session import Session
from ui.table import CHIP_ROLE, TONE_ROLE, Column, RowsModel, Source, View
from ui.theme import px
from ui.widgets.buttons import PLAIN, Button, IconButton
from ui.widgets.chip import FilterChips
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import fill
from ui.widgets.row_painter import HEIGHT, RowPainter
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Elided, Text

Row = TypeVar("Row")

NARROW, LOW = 640, 320
"""Sizes of a list below which it leaves something away."""
Order = Qt.SortOrder


@dataclass(frozen=True, slots=True)
class RowAction:
    """What can be done with the selected rows: its words, and what is called with their keys."""

    text: str
    act: Callable[[Sequence[Any]], object]
    icon: str = ""


class ListView(QWidget, Generic[Row]):
    """A list over a ``Source``; columns, widths and order come back at the next start under ``name``.

    ``chosen`` carries the row in focus (or None), ``opened`` the row of a double click or Enter.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        title: str,
        session: Session,
        columns: Sequence[Column[Row]],
        source: Source[Row],
        *,
        empty: EmptyState,
        filters: Sequence[tuple[str, str]] = (),
        actions: Sequence[RowAction] = (),
        export: Callable[[View, Sequence[Column[Row]]], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the list; it asks nothing before ``refresh``.  ``title`` is its name for a screen reader."""
        super().__init__(parent)
        self._session = session
        self._source = source
        self._actions = tuple(actions)
        self._wanted_key: Any = None
        self._kept: tuple[set[Any], Any, int] = (set(), None, 0)
        self._told: Row | None = None
        self.model: RowsModel[Row] = RowsModel(session, columns, source, self)
        self.table = _table(title, self.model)
        self.columns = ListColumns(self.table, columns, name, session.preferences)
        self.filters = FilterChips(title)
        for filter_name, text in filters:
            self.filters.offer(filter_name, text)
        self.filters.setVisible(bool(filters))
        self.search = SearchBox(_("Find in this list"))
        self.status = Elided(tone="soft")
        self.selected_count = Text(tone="accent", bold=True)
        self.buttons = QHBoxLayout()
        """Room at the top right for the page's own buttons."""
        self.empty = empty
        self._nothing = EmptyState(
            "search", _("Nothing matches"), _("Choose another filter or other letters.")
        )
        self._lay_out(export)
        self._listen()

    def refresh(self) -> None:
        """Ask for the rows: the first time the first window, later the same view again."""
        if self.model.is_complete:
            self.model.refresh()
        else:
            self.model.show_view(filter=self.filters.choice)
        self.refresh_counts()

    def choose(self, key: Any) -> None:
        """Put the row with ``key`` in focus, now or as soon as it is known."""
        self._wanted_key = key
        self._focus_wanted()

    def selected_keys(self) -> list[Any]:
        """Give the keys of the selected rows in the order of the list."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.model.keys[row] for row in sorted(rows)]

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table that pastes into a spreadsheet."""
        if keys := self.selected_keys():
            self._session.read(
                lambda reader: self._source.rows(reader, keys), partial(self._put_on_clipboard, keys)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters over the search where it is narrow; save a line where it is low."""
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        self._above.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.status.setVisible(self.height() >= px(LOW))

    def _lay_out(self, export: Callable[[View, Sequence[Column[Row]]], object] | None) -> None:
        chooser = IconButton("columns-3", _("Choose columns"), kind=PLAIN)
        chooser.clicked.connect(lambda: self.columns.offer(chooser.mapToGlobal(chooser.rect().bottomLeft())))
        fill(tools := QHBoxLayout(), (self.search, None, chooser))
        self.export_button: Button | None = None
        if export:
            self.export_button = Button(
                _("Export"), lambda: export(self.model.view, self.columns.shown()), icon="download"
            )
            tools.addWidget(self.export_button)
        tools.addLayout(self.buttons)
        self._above = QHBoxLayout()
        fill(self._above, (self.filters, tools))
        self._above.setStretch(0, 1)
        fill(below := QHBoxLayout(), (self.selected_count, self.status))
        below.setStretch(1, 1)
        self.selected_count.hide()
        self.action_buttons = [
            Button(one.text, partial(self._act, one), icon=one.icon) for one in self._actions
        ]
        for button in self.action_buttons:
            button.hide()
            below.addWidget(button)
        self._stack = QStackedLayout()
        for part in (self.table, self.empty, self._nothing):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        fill(layout, (self._above, self._stack, below), 8)
        layout.setStretch(1, 1)

    def _listen(self) -> None:
        self.filters.chosen.connect(lambda name: self._show_view(filter=name))
        self.search.asked.connect(lambda text: self._show_view(text=text))
        self.columns.header.sectionClicked.connect(self._sort_by)
        self.model.about_to_change.connect(self._keep_place)
        self.model.has_changed.connect(self._find_place)
        self.model.answered.connect(self._say_status)
        self.table.selectionModel().selectionChanged.connect(self._follow_selection)
        self.table.selectionModel().currentChanged.connect(self._tell_chosen)
        self.table.activated.connect(lambda index: self.opened.emit(self.model.row_at(index.row())))
        self.table.customContextMenuRequested.connect(self._offer_actions)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _show_view(self, **changed: Any) -> None:
        self.model.show_view(**changed)
        self.table.scrollToTop()
        self.refresh_counts()

    def refresh_counts(self) -> None:
        """Ask how many rows each filter lets through."""
        if (count := self._source.counts) and self.filters.first:
            view = self.model.view
            self._session.read(
                lambda reader: count(reader, view), self._show_counts, key=(id(self), "counts")
            )

    def _sort_by(self, section: int) -> None:
        column = self.model.columns[section]
        if not column.sortable:
            return
        again = self.model.view.sort == column.name
        descending = again and not self.model.view.descending
        self.columns.header.setSortIndicator(
            section, Order.DescendingOrder if descending else Order.AscendingOrder
        )
        self.columns.header.setSortIndicatorShown(True)
        self._show_view(sort=column.name, descending=descending)

    def _keep_place(self) -> None:
        current = self.table.currentIndex().row()
        key = self.model.keys[current] if 0 <= current < len(self.model.keys) else None
        self._kept = set(self.selected_keys()), key, self.table.verticalScrollBar().value()

    def _find_place(self) -> None:
        chosen, current, scrolled = self._kept
        if chosen or current is not None:
            selection, model = QItemSelection(), self.table.selectionModel()
            last = len(self.model.columns) - 1
            for row, key in enumerate(self.model.keys):
                if key in chosen:
                    selection.select(self.model.index(row, 0), self.model.index(row, last))
                if key == current:
                    model.setCurrentIndex(
                        self.model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
                    )
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.verticalScrollBar().setValue(scrolled)
        self._focus_wanted()

    def _focus_wanted(self) -> None:
        if self._wanted_key is not None and self._wanted_key in self.model.keys:
            row = self.model.keys.index(self._wanted_key)
            self._wanted_key = None
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    def _say_status(self) -> None:
        count = len(self.model.keys)
        narrowed = self.model.view.text or self.model.view.filter != self.filters.first
        self._stack.setCurrentWidget(self.table if count else self._nothing if narrowed else self.empty)
        self.status.setText(plural("{n} line", "{n} lines", count) if self.model.is_complete else "…")
        self._focus_wanted()
        self._tell_chosen()

    def _follow_selection(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self.selected_count.setText(plural("{n} selected", "{n} selected", count))
        self.selected_count.setVisible(count > 1)
        for button in self.action_buttons:
            button.setVisible(count > 0)

    def _tell_chosen(self, *_moved: QModelIndex) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row != self._told:
            self._told = row
            self.chosen.emit(row)

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            self.filters.count(name, count)

    def _act(self, action: RowAction) -> None:
        action.act(self.selected_keys())

    def _offer_actions(self, where: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in (*self._actions, RowAction(_("Copy"), lambda _keys: self.copy(), "copy")):
            action = QAction(one.text, menu)
            action.triggered.connect(partial(self._act, one))
            menu.addAction(action)
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _put_on_clipboard(self, keys: Sequence[Any], rows: Mapping[Any, Row]) -> None:
        columns = self.columns.shown()
        lines = [[column.title for column in columns]]
        lines += [[column.text(rows[key]) for column in columns] for key in keys if key in rows]
        QGuiApplication.clipboard().setText(as_tabbed_text(lines))


def as_tabbed_text(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of cells as spreadsheets paste them: tabs between, no break inside a cell."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def _table(title: str, model: RowsModel[Any]) -> QTableView:
    table = QTableView()
    table.setAccessibleName(title)
    table.setModel(model)
    table.setItemDelegate(RowPainter(table, CHIP_ROLE, TONE_ROLE))
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    down = table.verticalHeader()
    down.hide()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setDefaultSectionSize(px(HEIGHT))
    return table
