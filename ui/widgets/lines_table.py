"""A plain table of texts, of any length, whose selected lines can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.list_copy import on_clipboard
from ui.table import CHIP_ROLE, ELIDE_ROLE, TONE_ROLE
from ui.theme import px
from ui.widgets.row_painter import RowPainter

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 30


class LinesModel(QAbstractTableModel):
    """Lines of texts under titles."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles: Sequence[str] = ()
        self.lines: Sequence[Sequence[str]] = ()

    def show_lines(self, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.titles, self.lines = titles, lines
        self.endResetModel()

    def say_otherwise(self, lines: Sequence[Sequence[str]]) -> None:
        """Let the same lines say something else; what is selected stays so."""
        self.lines = lines
        self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.titles) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the titles."""
        return 0 if parent is not None and parent.isValid() else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Give the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give what a cell says; its whole text in the tool tip."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class LinesTable(QTableView):
    """Shows lines; the last column takes the room that is left. Ctrl+C copies those selected, or all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.model_of_lines = LinesModel(self)
        self.setModel(self.model_of_lines)
        self.setItemDelegate(RowPainter(self, CHIP_ROLE, TONE_ROLE, ELIDE_ROLE))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(HEIGHT))
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_lines(
        self, titles: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """Show lines under titles; ``widths`` are logical pixels of the first columns."""
        self.model_of_lines.show_lines(titles, lines)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, px(width))

    def copy(self) -> None:
        """Put the selected lines on the clipboard, all where none is selected."""
        model = self.model_of_lines
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        chosen = [model.lines[row] for row in rows] if rows else model.lines
        QGuiApplication.clipboard().setMimeData(on_clipboard([model.titles, *chosen]))
