"""What a count of progress counts: its definition in words, and the tasks, each leading to the ledger."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.progress_tables import TaskFact
from inspector.model.task_progress import PROGRESS_NAMES, PROGRESS_WORDS, Progress
from inspector.model.task_state import TASK_STATE_NAMES
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

WIDE, HIGH = 760, 480


class ProgressTasks(QDialog):
    """Lists the tasks of a count; ``wanted`` carries a page and the id of the task to show there."""

    wanted = Signal(str, object)

    def __init__(self, what: Progress, place: str, tasks: Sequence[TaskFact], parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        name = _(PROGRESS_NAMES[what])
        self.setWindowTitle(name)
        self.resize(px(WIDE), px(HIGH))
        self.table = LinesTable(name)
        self.table.show_lines(
            (_("Number"), _("Deadline"), _("State"), _("Task")),
            [
                (
                    task.number,
                    f"{task.due:%Y-%m-%d}" if task.due else task.deadline,
                    _(TASK_STATE_NAMES[task.state]),
                    task.name,
                )
                for task in tasks
            ],
            (90, 120, 150),
        )
        self.opening = Button(_("Show it"), self.show_task, kind=PRIMARY)
        self.opening.allow(allowed=False, why_not=_("Choose a line first."))
        fill(
            QVBoxLayout(self),
            (
                Text(f"{name}: {len(tasks)} · {place}", "heading", wrap=True),
                Text(_(PROGRESS_WORDS[what]), tone="soft", wrap=True),
                self.table,
                row(Text(plural("{n} line", "{n} lines", len(tasks)), tone="soft"), None, self.opening),
            ),
            M,
            L,
        )
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._allow)

    def show_task(self) -> None:
        """Show the task in focus in the ledger."""
        self._open(self.table.currentIndex())

    def _allow(self, current: QModelIndex) -> None:
        self.opening.allow(current.isValid())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            task = self._tasks[index.row()]
            self.accept()
            self.wanted.emit("ledger", task.id)
