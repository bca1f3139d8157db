"""What a grid owes for a period: each missing round, and the reason it gave; the reason can be entered."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from db.queries.summaries import GridReport, MissingRound
from inspector.errors import Spoken
from inspector.periods import short_day
from inspector.words import Say, _, in_language, spoken, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

WIDE, HIGH = 560, 420


class MissingRounds(QDialog):
    """Lists what is missing; ``excused`` carries the rounds chosen and the reason the grid gave."""

    excused = Signal(object, str)

    def __init__(self, report: GridReport, parent: QWidget) -> None:
        super().__init__(parent)
        self._missing = report.missing
        self.setWindowTitle(report.name)
        self.resize(px(WIDE), px(HIGH))
        say = in_language(spoken())
        self.table = LinesTable(_("Missing rounds"))
        self.table.show_lines(
            (_("Days"), _("Grid"), _("Made"), _("Reason the grid gave")),
            [
                (
                    _days(one.first, one.last, say),
                    one.grid_name,
                    _("{made} of {due}", made=one.made, due=one.due),
                    one.reason,
                )
                for one in report.missing
            ],
            (130, 150, 70),
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("such as: power cut, flood, festival of the village"))
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.entering = Button(_("Enter the reason"), self.excuse, kind=PRIMARY)
        heading = _("{name}: {made} of {due} rounds", name=report.name, made=report.made, due=report.due)
        fill(
            QVBoxLayout(self),
            (
                Text(heading, "heading", wrap=True),
                self.table,
                FormField(
                    _("Why it did not go out"),
                    self.reason,
                    _("For the lines chosen, else for all; they stay missing, and the reason is printed."),
                ),
                self.trouble,
                row(None, Button(_("Close"), self.reject), self.entering),
            ),
            M,
            L,
        )
        self.entering.setEnabled(bool(report.missing))

    def excuse(self) -> None:
        """Give away the rounds chosen, or all, with the reason."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        chosen: Sequence[MissingRound] = [self._missing[at] for at in rows] or self._missing
        self.excused.emit(chosen, self.reason.text())

    def say(self, error: BaseException) -> None:
        """Say why it could not be recorded; a fault of ours goes its own way."""
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()


def _days(first: date, last: date, say: Say) -> str:
    return short_day(first, say) if first == last else f"{short_day(first, say)} – {short_day(last, say)}"
