"""Every list: filter chips, search, chosen columns, sorting, selection with actions, copy, export."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
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
from ui.list_copy import on_clipboard
from ui.list_head import LOW, ListHead
from ui.notices import Notice
from ui.saved_filters import SavedFilter, SavedFilters
from ui.session import Session
from ui.table import CHIP_ROLE, ELIDE_ROLE, TONE_ROLE, Column, RowsModel, Source, View
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import fill
from ui.widgets.row_painter import HEIGHT, RowPainter
from ui.widgets.text import Elided, Text

Row = TypeVar("Row")

Order = Qt.SortOrder


@dataclass(frozen=True, slots=True)
class RowAction:
    """What can be done with the selected rows: its words, and what is called with their keys."""

    text: str
    act: Callable[[Sequence[Any]], object]
    icon: str = ""


class ListView(QWidget, Generic[Row]):
    """A list over a ``Source``; columns, widths and order come back at the next start under ``name``.

    ``chosen`` carries the row in focus (or None), ``opened`` the row of a double click or Enter, ``noticed``
    a sentence for the foot of the window.
    """

    chosen = Signal(object)
    opened = Signal(object)
    noticed = Signal(object)

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
        parent: QWidget | None = None,
    ) -> None:
        """Build the list; it asks nothing before ``refresh``.  ``title`` is its name for a screen reader."""
        super().__init__(parent)
        self._session = session
        self._source = source
        self.title = title
        self._actions = tuple(actions)
        self._wanted_key: Any = None
        self._kept: tuple[set[Any], Any, int] = (set(), None, 0)
        self._told: Row | None = None
        self._was_asked = False
        self._counts_are_old = False
        self.model: RowsModel[Row] = RowsModel(session, columns, source, self)
        self.table = _table(title, self.model)
        self.columns = ListColumns(self.table, columns, name, session.preferences)
        self.head = ListHead(
            title, filters, SavedFilters(name, session.preferences), has_facts=source.facets is not None
        )
        self.filters, self.search, self.buttons = self.head.filters, self.head.search, self.head.buttons
        self.status = Elided(tone="soft")
        self.selected_count = Text(tone="accent", bold=True)
        self.empty = empty
        self._nothing = EmptyState(
            "search", _("Nothing matches"), _("Choose another filter or other letters.")
        )
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Ask for the rows: the first time the first window, later the same view again."""
        if self.model.is_complete:
            self.model.refresh()
        elif self._was_asked:
            self.model.show_view(filter=self.filters.choice)
        else:
            first = self.head.saved_filters.first
            self.show_view(**(_changed(first.view) if first else {"filter": self.filters.choice}))
        self._counts_are_old = True

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

    def export(self) -> None:
        """Ask where the selected lines, or all, are written as a table."""
        from ui.list_export import ListExport

        ListExport(
            self,
            self.title,
            self._session,
            self._source,
            self.model.view,
            self.columns.shown(),
            self.selected_keys(),
            self.noticed.emit,
        ).ask()

    def keep_filter(self) -> None:
        """Ask for a name under which the view is kept."""
        from ui.dialogs.keep_filter import KeepFilter

        dialog = KeepFilter([one.name for one in self.head.saved_filters.all], self.window())
        dialog.written.connect(self._keep_filter)
        dialog.open()

    def show_all(self) -> None:
        """Let every row through again."""
        if self.model.view.text or self.model.view.facts or self.model.view.filter != self.filters.first:
            self.show_view(filter=self.filters.first, text="", facts=())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let one button stand for the filters where it is narrow; save a line where it is low."""
        super().resizeEvent(event)
        self.head.fit(self.width(), self.height())
        self.status.setVisible(self.height() >= px(LOW))
        self._follow_selection()

    def _lay_out(self) -> None:
        fill(below := QHBoxLayout(), (self.selected_count, self.status))
        below.setStretch(1, 1)
        below.addStretch(0)
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
        fill(layout, (self.head, self._stack, below), 8)
        layout.setStretch(1, 1)

    def _listen(self) -> None:
        self.head.wanted.connect(lambda changed: self.show_view(**changed))
        self.head.facets_wanted.connect(self._ask_facets)
        self.head.keeping_asked.connect(self.keep_filter)
        self.head.forgotten.connect(self._tell_forgotten)
        self.head.choosing.clicked.connect(self._choose_columns)
        self.head.exporting.clicked.connect(self.export)
        self.columns.sort_asked.connect(self._sort_by)
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

    def show_view(self, **changed: Any) -> None:
        """Show another view, as ``show_view(text=…)`` of the model, from its top."""
        self._was_asked = True
        self.model.show_view(**changed)
        self.head.show_view(self.model.view, writes="text" in changed)
        self._show_order()
        self.table.scrollToTop()
        self._counts_are_old = True

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
        self.show_view(sort=column.name, descending=descending)

    def _show_order(self) -> None:
        view = self.model.view
        names = [column.name for column in self.model.columns]
        self.columns.header.setSortIndicatorShown(view.sort in names)
        if view.sort in names:
            way = Order.DescendingOrder if view.descending else Order.AscendingOrder
            self.columns.header.setSortIndicator(names.index(view.sort), way)

    def _ask_facets(self) -> None:
        if facets := self._source.facets:
            self._session.read(facets, self.head.offer_facts, key=(id(self), "facets"))

    def _choose_columns(self) -> None:
        button = self.head.more if self.head.choosing.isHidden() else self.head.choosing
        self.columns.offer(button.mapToGlobal(button.rect().bottomLeft()))

    def _keep_filter(self, name: str, first: bool) -> None:
        self.head.saved_filters.keep(name, self.model.view, first=first)
        self.noticed.emit(
            Notice(
                _("The filter “{name}” is kept.", name=name),
                "accent",
                _("Undo"),
                lambda: self.head.saved_filters.forget(name),
            )
        )

    def _tell_forgotten(self, saved: SavedFilter, first: bool) -> None:
        text = _("The filter “{name}” is kept no longer.", name=saved.name)
        keep = partial(self.head.saved_filters.keep, saved.name, saved.view, first=first)
        self.noticed.emit(Notice(text, "accent", _("Undo"), keep))

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
            if self.model.is_complete:  # else these are the lines of before, and the next ones come at once
                self._wanted_key = None
            flag = QItemSelectionModel.SelectionFlag
            # ``selectRow`` would heed a key that is held down, as after Ctrl+K
            self.table.selectionModel().setCurrentIndex(
                self.model.index(row, 0), flag.ClearAndSelect | flag.Rows
            )
            self.table.scrollTo(self.model.index(row, 0))

    def _say_status(self) -> None:
        count = len(self.model.keys)
        if self._counts_are_old and self.model.is_complete:  # behind the rows, which somebody waits for
            self._counts_are_old = False
            self.refresh_counts()
        view = self.model.view
        narrowed = view.text or view.facts or view.filter != self.filters.first
        self._stack.setCurrentWidget(self.table if count else self._nothing if narrowed else self.empty)
        self.status.setText(plural("{n} line", "{n} lines", count) if self.model.is_complete else "…")
        self._focus_wanted()
        self._tell_chosen()

    def _follow_selection(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self.selected_count.setText(plural("{n} selected", "{n} selected", count))
        self.selected_count.setVisible(count > 1)
        for button in self.action_buttons:
            button.setVisible(count > (0 if self.height() >= px(LOW) else 1))

    def _tell_chosen(self, *_moved: QModelIndex) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row != self._told:
            self._told = row
            self.chosen.emit(row)

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            self.head.count(name, count)

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
        QGuiApplication.clipboard().setMimeData(on_clipboard(lines))


def _changed(view: View) -> dict[str, Any]:
    return {field.name: getattr(view, field.name) for field in fields(view)}


def _table(title: str, model: RowsModel[Any]) -> QTableView:
    table = QTableView()
    table.setAccessibleName(title)
    table.setModel(model)
    table.setItemDelegate(RowPainter(table, CHIP_ROLE, TONE_ROLE, ELIDE_ROLE))
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
