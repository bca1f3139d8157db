"""The tasks of a plan that was read, one a row."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from inspector.plans.plan import PlanTask
from inspector.words import _
from ui.widgets.lines_table import LinesTable

WIDTHS = (56, 190, 130, 120, 64)
TITLE = 1
"""The column that takes the room that is left."""


class PlanTaskList(LinesTable):
    """``chosen`` carries the place of the task somebody went to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Tasks"), parent)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.horizontalHeader().setStretchLastSection(False)
        self._shows = False
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_tasks(self, tasks: Sequence[PlanTask], chosen: int | None) -> None:
        """Show tasks, and which of them is chosen; nobody is told of that."""
        self._shows = True
        titles = (_("No."), _("Title"), _("Lead unit"), _("Deadline"), _("Doubts"))
        self.show_lines(titles, [_row(task) for task in tasks], WIDTHS)
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        if chosen is not None:
            self.selectRow(chosen)
            self.scrollTo(self.model().index(chosen, 0))
        self._shows = False

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._shows:
            self.chosen.emit(now.row())


def _row(task: PlanTask) -> tuple[str, ...]:
    deadline = f"{task.deadline.date or task.deadline.text}"
    doubts = f"{len(task.doubts)}" if task.doubts else ""
    return task.number, task.title or task.problem, "、".join(task.lead or task.responsible), deadline, doubts
