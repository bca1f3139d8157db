"""The tree of plans: each plan with its tasks, each task with its measures."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from db.queries.tasks import PlanBranch, TaskLeaf
from inspector.model.task_state import PACE_NAMES, TASK_STATE_NAMES, Pace
from inspector.words import _
from ui.theme import px
from ui.widgets.task_words import short

KEY_ROLE = int(Qt.ItemDataRole.UserRole)
STATE_WIDTH = 150
HEIGHT = 32


class RoomyRows(QStyledItemDelegate):
    """Gives the lines of the tree room, as lists have it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give every line the same height."""
        return QSize(super().sizeHint(option, index).width(), px(HEIGHT))


class PlanTree(QTreeWidget):
    """``task_chosen`` carries the id of the task in focus, also from one of its measures."""

    task_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Plans and their tasks"))
        self.setColumnCount(2)
        self.setHeaderLabels([_("Plan, task, measure"), _("State")])
        self.setUniformRowHeights(True)
        self.setItemDelegate(RoomyRows(self))
        self.setIndentation(px(20))
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().resizeSection(1, px(STATE_WIDTH))
        self.currentItemChanged.connect(self._tell)

    def show_plans(self, plans: Sequence[PlanBranch]) -> None:
        """Show plans anew; what was unfolded and in focus stays so."""
        unfolded = {str(item.data(0, KEY_ROLE)) for item in self._items() if item.isExpanded()}
        was_empty = not self.topLevelItemCount()
        current = self.currentItem()
        focus = str(current.data(0, KEY_ROLE)) if current else ""
        self.blockSignals(True)
        self.clear()
        for plan in plans:
            top = QTreeWidgetItem(self, [plan.title or _("Tasks without a plan"), ""])
            top.setData(0, KEY_ROLE, f"plan {plan.plan}")
            top.setToolTip(0, plan.title)
            top.setExpanded(was_empty or f"plan {plan.plan}" in unfolded)
            for leaf in plan.tasks:
                self._add(top, leaf, leaf.task in unfolded)
        for item in self._items():
            if focus and item.data(0, KEY_ROLE) == focus:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _add(self, top: QTreeWidgetItem, leaf: TaskLeaf, unfolded: bool) -> None:
        state = _(TASK_STATE_NAMES[leaf.state])
        if leaf.pace is not Pace.ON_TIME:
            state = f"{state} · {_(PACE_NAMES[leaf.pace])}"
        item = QTreeWidgetItem(top, [f"{leaf.number} {short(leaf.name)}".strip(), state])
        item.setData(0, KEY_ROLE, leaf.task)
        item.setToolTip(0, leaf.name)
        item.setToolTip(1, state)
        item.setExpanded(unfolded)
        for text in leaf.measures:
            below = QTreeWidgetItem(item, [short(text), ""])
            below.setToolTip(0, text)

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        found = [top for top in tops if top]
        return found + [below for top in found for at in range(top.childCount()) if (below := top.child(at))]

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        while item is not None and item.parent() is not None:
            if key := item.data(0, KEY_ROLE):
                self.task_chosen.emit(str(key))
                return
            item = item.parent()
