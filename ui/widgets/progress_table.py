"""How far the tasks of plans are: a row of counts for each region or department, each opens its tasks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from db.queries.progress_tables import ProgressRow
from inspector.model.task_progress import PROGRESS_NAMES, Progress, closed_share
from inspector.words import _
from ui.theme import px
from ui.widgets.numbers_table import HEIGHT, NumbersTable

SHOWN = (
    Progress.TOTAL,
    Progress.CLOSED_OFF,
    Progress.COMPLETED,
    Progress.AT_WORK,
    Progress.LONG_TERM,
    Progress.DUE,
    Progress.OVERDUE,
    Progress.CLOSED_BEFORE,
)


class ProgressTable(NumbersTable):
    """Shows progress; ``chosen`` carries the key of the row (empty for all) and the ``Progress``."""

    def show_progress(self, rows: Sequence[ProgressRow], total: ProgressRow) -> None:
        """Show rows, and below them all tasks, each counted once."""
        listed = [*rows, ProgressRow("", _("all, each task once"), total.counts)]
        lines = [
            (one.name, closed_share(one.counts), *(f"{one.counts[what]}" for what in SHOWN)) for one in listed
        ]
        model = self.model_of_numbers
        # the share counts nothing that could be listed
        model.numbers = (None, *SHOWN)  # type: ignore[assignment]
        model.keys = [one.key for one in listed]
        model.show_lines((self._of, _("share closed off"), *(_(PROGRESS_NAMES[one]) for one in SHOWN)), lines)
        header = self.horizontalHeader()
        for at in range(len(SHOWN) + 2):
            mode = QHeaderView.ResizeMode.ResizeToContents if at else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, mode)
        self.setFixedHeight(px(HEIGHT) * len(lines) + header.sizeHint().height() + px(4))
