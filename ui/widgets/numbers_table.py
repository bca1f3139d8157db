"""Numbers of a period in rows and columns; every number that is not nothing leads to its facts."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from inspector.model.number import NUMBER_NAMES, Number
from inspector.words import _
from ui.table import CHIP_ROLE, ELIDE_ROLE, TONE_ROLE
from ui.theme import px
from ui.widgets.lines_table import Index, LinesModel
from ui.widgets.row_painter import RowPainter

HEIGHT, NARROWEST, SCROLL_BAR = 30, 64, 14
NAME, ROUND_A_CELL, AROUND_A_TITLE = 150, 24, 16
"""The name of a row has so much room at least, if it needs it; so much stands around the texts."""
UNKNOWN = "–"
"""Stands for a number that the program which froze a period did not count yet."""
NOTHING = frozenset({"0", UNKNOWN})
_WARNING = frozenset({Number.OVERDUE, Number.RELAPSES, Number.ORDERS_OVERDUE})


class NumbersModel(LinesModel):
    """Rows of numbers under the names of the numbers; the first column names the row."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.numbers: Sequence[Number] = ()
        self.keys: Sequence[str] = ()

    def number_at(self, index: Index) -> Number | None:
        """Give the number of a cell, if it counts anything."""
        at = index.column() - 1
        return self.numbers[at] if at >= 0 and self.lines[index.row()][at + 1] not in NOTHING else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Numbers stand at the right, in the colour of a link where they lead somewhere."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == TONE_ROLE and index.column():
            number = self.number_at(index)
            return "soft" if number is None else "red" if number in _WARNING else "blue"
        return super().data(index, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Head the numbers at the right, as they stand."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            # an alignment and a flag of texts make no flag together: the number is what Qt reads
            return int(side | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        return super().headerData(section, orientation, role)


class NumbersTable(QTableView):
    """Shows numbers; ``chosen`` carries the key of the row (empty for the sum) and the ``Number``."""

    MODEL: ClassVar[type[NumbersModel]] = NumbersModel

    chosen = Signal(str, object)

    def __init__(self, name: str, of: str) -> None:
        """``name`` is what a screen reader says, ``of`` heads the first column."""
        super().__init__()
        self._of, self._lines = of, 0
        self.setAccessibleName(name)
        self.model_of_numbers = self.MODEL(self)
        self.setModel(self.model_of_numbers)
        self.setItemDelegate(RowPainter(self, CHIP_ROLE, TONE_ROLE, ELIDE_ROLE))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(px(NARROWEST))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(HEIGHT))
        self.clicked.connect(self._choose)

    def show_numbers(
        self, numbers: Sequence[Number], rows: Sequence[tuple[str, str, Mapping[Number, int]]]
    ) -> None:
        """Show rows of key, name and numbers, and below several of them what they make together."""
        lines = [
            (name, *(f"{counts.get(number, UNKNOWN)}" for number in numbers)) for _key, name, counts in rows
        ]
        keys = [key for key, _name, _counts in rows]
        if len(rows) > 1:
            sums = (f"{sum(counts.get(number, 0) for _key, _name, counts in rows)}" for number in numbers)
            lines.append((_("together"), *sums))
            keys.append("")
        model = self.model_of_numbers
        model.numbers, model.keys = numbers, keys
        self._fill(tuple(_(NUMBER_NAMES[number]) for number in numbers), lines)

    def _fill(self, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        self.model_of_numbers.show_lines((self._of, *titles), lines)
        self._lines = len(lines)
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Let the names have what the numbers leave; where that is little, titles break into lines."""
        titles, header = self.model_of_numbers.titles[1:], self.horizontalHeader()
        letters, around = QFontMetrics(header.font()), px(ROUND_A_CELL)
        least = [max(px(NARROWEST), self.sizeHintForColumn(at + 1)) for at in range(len(titles))]
        whole, broken = (
            [max(room, around + width) for room, width in zip(least, widths, strict=True)]
            for widths in (
                [letters.horizontalAdvance(title) for title in titles],
                [max(map(letters.horizontalAdvance, title.split())) for title in titles],
            )
        )
        name = min(px(NAME), max(px(NARROWEST), self.sizeHintForColumn(0)))
        room = self.viewport().width()
        columns = whole if sum(whole) + name <= room else broken
        header.resizeSection(0, max(name, room - sum(columns)))
        for at, width in enumerate(columns, start=1):
            header.resizeSection(at, width)
        tallest = max(
            (
                letters.boundingRect(
                    0, 0, width - px(AROUND_A_TITLE), room, Qt.TextFlag.TextWordWrap, title
                ).height()
                for title, width in zip(titles, columns, strict=True)
            ),
            default=0,
        )
        header.setFixedHeight(max(tallest, letters.height()) + px(HEIGHT) - letters.height())
        self.setFixedHeight(px(HEIGHT) * self._lines + header.height() + px(SCROLL_BAR))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the number in focus by Enter or the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and (number := self.model_of_numbers.number_at(index)):
            self.chosen.emit(self.model_of_numbers.keys[index.row()], number)
