"""What the columns of a table hold: each with its first cells and a field to choose."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from inspector.tables.fields import Field
from inspector.tables.mapping import ColumnMap
from inspector.tables.table import Table
from inspector.words import _
from ui.theme import px
from ui.widgets.panel import M, S, Scroll, fill
from ui.widgets.text import Elided, Text

SAMPLES = 3


class ColumnMapView(QWidget):
    """``changed`` carries the ``ColumnMap`` after each choice."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.columns = ColumnMap({})
        self.choices: list[QComboBox] = []
        self._layout = QVBoxLayout(self)
        fill(self._layout, (), 0)
        self._scroll: Scroll | None = None

    def show_table(self, table: Table, fields: Sequence[Field], proposed: ColumnMap) -> None:
        """Show the columns of ``table`` with what is proposed for each."""
        self.columns, self.choices = proposed, []
        if self._scroll:
            self._layout.removeWidget(self._scroll)
            self._scroll.deleteLater()
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, px(S), 0)
        grid.setHorizontalSpacing(px(M))
        grid.setVerticalSpacing(px(S))
        for at, title in enumerate((_("Column"), _("Its first cells"), _("Holds"))):
            grid.addWidget(Text(title, tone="soft", bold=True), 0, at)
        for at, name in enumerate(table.columns):
            cells = [cell for row in table.sample[:SAMPLES] if isinstance(cell := row.cell(at), str) and cell]
            choice = QComboBox()
            choice.setAccessibleName(_("What the column {column} holds", column=name))
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(10)
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            choice.addItem(_("nothing: left out"), "")
            for field in fields:
                choice.addItem(_(field.title) + (" *" if field.required else ""), field.name)
            choice.activated.connect(partial(self._choose, at))
            self.choices.append(choice)
            for place, part in enumerate(
                (Elided(name, bold=True), Elided(" · ".join(cells), tone="soft"), choice)
            ):
                grid.addWidget(part, at + 1, place)
        grid.setRowStretch(len(table.columns) + 1, 1)
        for place, stretch in enumerate((2, 3, 2)):
            grid.setColumnStretch(place, stretch)
        self._scroll = Scroll(ground)
        self._layout.addWidget(self._scroll)
        self._show()

    def _choose(self, column: int, _row: int) -> None:
        field = self.choices[column].currentData()
        before = self.columns.field_of(column)
        self.columns = self.columns.holding(field, column) if field else self.columns.holding(before, None)
        self._show()
        self.changed.emit(self.columns)

    def _show(self) -> None:
        """Show the choice of each column: a field that another column took is left."""
        for at, choice in enumerate(self.choices):
            choice.setCurrentIndex(max(0, choice.findData(self.columns.field_of(at))))
