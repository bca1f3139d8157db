"""A sheet of a superior's form as a grid with the addresses of its cells; what is mapped is marked."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from inspector.tables.form_sheets import FormCell, FormSheet
from inspector.words import _
from ui.theme import current, px
from ui.widgets.lines_table import Index

MARK, DOWN = "■ ", "▼ "
"""Stand before what is mapped: into one cell, or into a column that grows downwards."""
HEIGHT, WIDTH, WIDE = 28, 96, 260
LETTERS = 26
NOTHING = FormCell("")


class FormModel(QAbstractTableModel):
    """The cells of one sheet, and what was chosen for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = FormSheet("", 0, 0, {})
        self.names: Mapping[str, str] = {}

    def show_sheet(self, sheet: FormSheet, names: Mapping[str, str]) -> None:
        """Show another sheet; ``names`` says by place what it stands for."""
        self.beginResetModel()
        self.sheet, self.names = sheet, names
        self.endResetModel()

    def say_names(self, names: Mapping[str, str]) -> None:
        """Let places stand for something else."""
        self.names = names
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else self.sheet.rows

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else self.sheet.columns

    def place(self, index: Index) -> str:
        """Name a cell; empty where nothing can be put."""
        return self.sheet.place(index.row() + 1, index.column() + 1) if index.isValid() else ""

    def cell(self, index: Index) -> FormCell:
        """Give what the blank form has in a cell."""
        return self.sheet.cells.get((index.row() + 1, index.column() + 1), NOTHING)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Give the letter of a column, the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        if self.sheet.are_marks:
            return _("Marked places")
        first, last = divmod(section, LETTERS)
        return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give what is mapped with its mark, else what the form says; the whole in the tool tip."""
        place = self.place(index)
        name = self.names.get(place, "")
        cell = self.cell(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                told: object = name or " ".join(cell.text.split())
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                told = "\n".join(part for part in dict.fromkeys((place, name, cell.text)) if part)
            case Qt.ItemDataRole.BackgroundRole if name:
                told = current().colour("accentsoft")
            case Qt.ItemDataRole.ForegroundRole:
                told = current().colour("accent" if name else "soft" if cell.is_formula else "text")
            case Qt.ItemDataRole.FontRole if name:
                told = current().font(bold=True)
            case Qt.ItemDataRole.TextAlignmentRole:
                told = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case _:
                told = None
        return told


class CellPainter(QStyledItemDelegate):
    """Paints cells as their model says, and a frame around the one in focus."""

    def __init__(self, grid: QTableView) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        if index == self._grid.currentIndex():
            painter.save()
            painter.setPen(QPen(current().colour("accent" if self._grid.hasFocus() else "edge"), px(2)))
            room: QRect = option.rect
            painter.drawRect(room.adjusted(1, 1, -px(1), -px(1)))
            painter.restore()


class FormGrid(QTableView):
    """``moved`` tells of another cell in focus, ``entered`` that it is to be mapped, ``cleared`` emptied."""

    moved = Signal()
    entered = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Cells of the form"))
        self.form = FormModel(self)
        self.setModel(self.form)
        self.setItemDelegate(CellPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(HEIGHT))
        self.horizontalHeader().setDefaultSectionSize(px(WIDTH))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())
        self.doubleClicked.connect(lambda _index: self.entered.emit())

    @property
    def place(self) -> str:
        """The cell in focus by its name; empty where nothing can be put."""
        return self.form.place(self.currentIndex())

    def show_sheet(self, sheet: FormSheet, names: Mapping[str, str]) -> None:
        """Show another sheet with cells as large as the form has them, its first cell in focus."""
        self.clearSpans()
        self.form.show_sheet(sheet, names)
        for (row, column), cell in sheet.cells.items():
            high, wide = min(cell.rows, sheet.rows - row + 1), min(cell.columns, sheet.columns - column + 1)
            if high > 1 or wide > 1:
                self.setSpan(row - 1, column - 1, high, wide)
        for column in range(sheet.columns):
            told = [
                self.fontMetrics().horizontalAdvance(str(self.form.index(row - 1, column).data()))
                for (row, at), cell in sheet.cells.items()
                if at == column + 1 and cell.columns == 1 and row <= sheet.rows
            ]
            self.setColumnWidth(column, min(max([px(WIDTH), *(one + px(24) for one in told)]), px(WIDE)))
        self.horizontalHeader().setStretchLastSection(sheet.are_marks)
        self.setCurrentIndex(self.form.index(0, 0))

    def go_to(self, place: str) -> None:
        """Bring a place of this sheet into focus."""
        if place in self.form.sheet.at:
            row, column = self.form.sheet.at[place]
            self.setCurrentIndex(self.form.index(row - 1, column - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Map with Enter, empty with Delete; the arrows move."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


def shown_name(title: str, *, is_column: bool) -> str:
    """Give what stands in a cell that is mapped: a mark by its shape, and the name."""
    return f"{DOWN if is_column else MARK}{title}"
