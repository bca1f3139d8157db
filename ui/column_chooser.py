"""Choosing the columns of a list: which, in which order, and by which it is sorted; by keyboard too."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PLAIN, Button, IconButton
from ui.widgets.panel import S, fill, row

WIDTH, HEIGHT = 260, 380
NAME_ROLE = int(Qt.ItemDataRole.UserRole)


class ColumnChooser(QFrame):
    """``arranged`` carries the names of the columns in their order and the set of those shown.

    ``sort_asked`` carries a name, ``reset_asked`` says that all shall be as at first.
    """

    arranged = Signal(object, object)
    sort_asked = Signal(str)
    reset_asked = Signal()

    def __init__(self, columns: Sequence[tuple[str, str, bool]], parent: QWidget) -> None:
        """Offer ``columns``: name, title, and whether it is shown, in their order."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(_("Columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.show_columns(columns)
        self.list.itemChanged.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)
        self.moving_up = IconButton("chevron-up", _("Move up (Alt+Up)"), lambda: self.move_by(-1), kind=PLAIN)
        self.moving_down = IconButton(
            "chevron-down", _("Move down (Alt+Down)"), lambda: self.move_by(1), kind=PLAIN
        )
        self.sorting = Button(_("Sort"), self.sort)
        self.sorting.setToolTip(_("Sorts by the column in focus; once more turns the order round"))
        self.resetting = Button(_("Reset"), self.reset_asked.emit)
        tools = row(self.moving_up, self.moving_down, None, self.sorting, self.resetting)
        fill(QVBoxLayout(self), (self.list, tools), S, S)

    def show_columns(self, columns: Sequence[tuple[str, str, bool]]) -> None:
        """Show columns as they stand now."""
        self.list.blockSignals(True)
        self.list.clear()
        for name, title, shown in columns:
            item = QListWidgetItem(title, self.list)
            item.setData(NAME_ROLE, name)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def show_at(self, place: QPoint) -> None:
        """Open below ``place`` of the screen."""
        self.resize(px(WIDTH), min(px(HEIGHT), self.screen().availableGeometry().height()))
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(place.x(), screen.right() - self.width()))
        top = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.list.setFocus()

    def move_by(self, steps: int) -> None:
        """Move the column in focus up or down."""
        at = self.list.currentRow()
        to = at + steps
        if 0 <= to < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)
            self._tell()

    def sort(self) -> None:
        """Ask for the order of the column in focus."""
        if self.list.currentRow() >= 0:
            self.sort_asked.emit(self.list.currentItem().data(NAME_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows, close with Escape."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_by(steps)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _tell(self, *_changed: object) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        names = [str(item.data(NAME_ROLE)) for item in items]
        shown = {str(item.data(NAME_ROLE)) for item in items if item.checkState() is Qt.CheckState.Checked}
        self.arranged.emit(names, shown)
