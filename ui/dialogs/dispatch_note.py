"""Asking what the dispatch list says of a case beside the facts: its difficulty, and what comes next."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from db.queries.dispatch_list import DispatchRow
from inspector.errors import Refused
from inspector.model.case_steps import DispatchNoted
from inspector.words import _
from ui.dialogs.order_forms import NO_DAY, OrderForm
from ui.theme import px
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.panel import fill

LINES = 76


class DispatchNoteForm(OrderForm):
    """Begins with what stands there; an emptied field says that there is nothing of that any more."""

    def __init__(self, line: DispatchRow, period: str, today: date, parent: QWidget | None = None) -> None:
        self._subject, self._period = line.subject, period
        self.difficulty, self.next_step = QPlainTextEdit(line.difficulty), QPlainTextEdit(line.next_step)
        for field in (self.difficulty, self.next_step):
            field.setTabChangesFocus(True)
            field.setFixedHeight(px(LINES))
        self.next_on = DayField(_("Next point"), today, ahead=True)
        if line.next_on:
            self.next_on.show_day(line.next_on)
        about = f"{line.number} {line.problem}".strip()
        super().__init__(_("Difficulty and next point"), about, _("Record"), parent)

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for the difficulty, the next step and its day."""
        held = QWidget()
        fill(QHBoxLayout(held), (self.next_on, None))
        return (
            FormField(_("Difficulties"), self.difficulty),
            FormField(_("Next step"), self.next_step),
            FormField(_("Next point"), held, _("Once that day has passed, the line is behind schedule.")),
        )

    def told(self) -> DispatchNoted:
        """Give what stands in the fields. Raises Refused for what is no day."""
        if self.next_on.day is None and self.next_on.field.text().strip():
            raise Refused(NO_DAY)
        return DispatchNoted(
            subject=self._subject,
            period=self._period,
            difficulty=self.difficulty.toPlainText(),
            next_step=self.next_step.toPlainText(),
            next_on=self.next_on.day,
        )
