"""The tree of plans: each plan with its tasks, each task with its measures."""

from collections.abc import Sequence
from datetime import date

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
from ui.widgets.site_words import day_words, letters_wide
from ui.widgets.task_words import deadline_words, short

KEY_ROLE = int(Qt.ItemDataRole.UserRole)
STATE_WIDTH, DAY_WIDTHS = 150, (124, 104)
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
        self.setColumnCount(3)
        self.setHeaderLabels([_("Plan, task, measure"), _("Deadline"), _("State")])
        self.setUniformRowHeights(True)
        self.setItemDelegate(RoomyRows(self))
        self.setIndentation(px(20))
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        for at, width in ((1, letters_wide(*DAY_WIDTHS)), (2, STATE_WIDTH)):
            self.header().resizeSection(at, px(width))
        self.currentItemChanged.connect(self._tell)

    def show_plans(self, plans: Sequence[PlanBranch], today: date) -> None:
        """Show plans anew as of ``today``; what was unfolded and in focus stays so."""
        unfolded = {str(item.data(0, KEY_ROLE)) for item in self._items() if item.isExpanded()}
        was_empty = not self.topLevelItemCount()
        current = self.currentItem()
        focus = str(current.data(0, KEY_ROLE)) if current else ""
        self.blockSignals(True)
        self.clear()
        for plan in plans:
            top = QTreeWidgetItem(self, [plan.title or _("Tasks without a plan")])
            top.setData(0, KEY_ROLE, f"plan {plan.plan}")
            top.setToolTip(0, plan.title)
            top.setExpanded(was_empty or f"plan {plan.plan}" in unfolded)
            for leaf in plan.tasks:
                self._add(top, leaf, leaf.task in unfolded, today)
        for item in self._items():
            if focus and item.data(0, KEY_ROLE) == focus:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _add(self, top: QTreeWidgetItem, leaf: TaskLeaf, unfolded: bool, today: date) -> None:
        state = _(TASK_STATE_NAMES[leaf.state])
        if leaf.pace is not Pace.ON_TIME:
            state = f"{state} · {_(PACE_NAMES[leaf.pace])}"
        due = deadline_words(leaf.due_on, leaf.deadline, today)
        item = QTreeWidgetItem(top, [f"{leaf.number} {short(leaf.name)}".strip(), due, state])
        item.setData(0, KEY_ROLE, leaf.task)
        for at, tip in enumerate((leaf.name, leaf.deadline or due, state)):
            item.setToolTip(at, tip)
        item.setExpanded(unfolded)
        for one in leaf.measures:
            due = deadline_words(one.due_on, one.deadline, today) if one.due_on or one.deadline else ""
            done = _("done on {day}", day=day_words(one.done_on, today)) if one.done_on else ""
            below = QTreeWidgetItem(item, [short(one.text), due, done])
            for at, tip in enumerate((one.text, one.deadline or due, done)):
                below.setToolTip(at, tip)

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
