"""Which columns a list shows, in which order and how wide; kept on this device."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QTableView

from ui.column_chooser import ColumnChooser
from ui.preferences import Preferences
from ui.table import Column
from ui.theme import current, px


class ListColumns(QObject):
    """The columns of one table; ``name`` is the list they are kept under.

    ``sort_asked`` carries the number of a column that the list shall be sorted by.
    """

    sort_asked = Signal(int)

    def __init__(
        self, table: QTableView, columns: Sequence[Column[Any]], name: str, preferences: Preferences
    ) -> None:
        super().__init__(table)
        self._table = table
        self._columns = tuple(columns)
        self._preferences = preferences
        self._is_arranging = False
        self._shown_name, self._widths_name = f"columns of {name}", f"widths of {name}"
        self.header = table.horizontalHeader()
        self.header.setSectionsMovable(True)
        self.header.setSectionsClickable(True)
        self.header.setHighlightSections(False)
        self.header.setMinimumSectionSize(px(48))
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._offer_here)
        self._restore()
        self.header.sectionMoved.connect(self.keep)
        self.header.sectionResized.connect(self.keep)
        table.viewport().installEventFilter(self)

    def shown(self) -> list[Column[Any]]:
        """Give the columns in sight, from left to right."""
        order = (self.header.logicalIndex(at) for at in range(len(self._columns)))
        return [self._columns[at] for at in order if not self.header.isSectionHidden(at)]

    def show(self, name: str, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        at = self._at(name)
        if shown or len(self.shown()) > 1:
            self.header.setSectionHidden(at, not shown)
            self.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the stretching column take the room that is left, but never less than its width."""
        if event.type() is QEvent.Type.Resize:
            self._stretch()
        return super().eventFilter(watched, event)

    def _stretch(self) -> None:
        at = next((at for at, column in enumerate(self._columns) if column.stretches), None)
        if at is None or self.header.isSectionHidden(at):
            return
        others = sum(self.header.sectionSize(one) for one in range(len(self._columns)) if one != at)
        room = self._table.viewport().width() - others
        self.header.resizeSection(at, max(room, px(self._columns[at].width)))

    def offer(self, where: QPoint) -> None:
        """Open the choice of columns at a place of the screen."""
        self.chooser = ColumnChooser(self._told(), self._table.window())
        self.chooser.arranged.connect(self.arrange)
        self.chooser.sort_asked.connect(lambda name: self.sort_asked.emit(self._at(name)))
        self.chooser.reset_asked.connect(self.reset)
        self.chooser.show_at(where)

    def arrange(self, names: Sequence[str], shown: AbstractSet[str]) -> None:
        """Put the columns in this order and show some of them; without any they stay as they are."""
        if not shown:
            self.chooser.show_columns(self._told())
            return
        self._is_arranging = True
        for place, name in enumerate(names):
            at = self._at(name)
            self.header.setSectionHidden(at, name not in shown)
            self.header.moveSection(self.header.visualIndex(at), place)
        self._is_arranging = False
        self.keep()

    def reset(self) -> None:
        """Show what is shown at first, as wide as at first."""
        self.arrange(
            [column.name for column in self._columns],
            {column.name for column in self._columns if column.shown},
        )
        for at, column in enumerate(self._columns):
            self._table.setColumnWidth(at, px(column.width))
        self.keep()
        self.chooser.show_columns(self._told())

    def _told(self) -> list[tuple[str, str, bool]]:
        order = (self.header.logicalIndex(at) for at in range(len(self._columns)))
        return [
            (self._columns[at].name, self._columns[at].title, not self.header.isSectionHidden(at))
            for at in order
        ]

    def _at(self, name: str) -> int:
        return next(at for at, column in enumerate(self._columns) if column.name == name)

    def keep(self, *_moved: int) -> None:
        """Keep order, choice and widths (at a zoom of 100 %)."""
        if self._is_arranging:
            return
        self._stretch()
        scale = 100 / current().zoom
        widths = {
            column.name: round(self.header.sectionSize(at) * scale)
            for at, column in enumerate(self._columns)
            if not self.header.isSectionHidden(at) and not column.stretches
        }
        kept = self._preferences.widths(self._widths_name)
        self._preferences.keep(self._widths_name, {**kept, **widths})
        self._preferences.keep(self._shown_name, [column.name for column in self.shown()])

    def _restore(self) -> None:
        names = self._preferences.texts(self._shown_name)
        widths = self._preferences.widths(self._widths_name)
        known = {column.name: at for at, column in enumerate(self._columns)}
        kept = [name for name in names if name in known]
        for column in self._columns:
            at = known[column.name]
            self._table.setColumnWidth(at, px(widths.get(column.name, column.width)))
            self.header.setSectionHidden(at, column.name not in kept if kept else not column.shown)
        for place, name in enumerate(kept):
            self.header.moveSection(self.header.visualIndex(known[name]), place)

    def _offer_here(self, where: QPoint) -> None:
        self.offer(self.header.mapToGlobal(where))
