"""Choosing settled complaints for a round of looking again (后督察): its name and its last day."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.panel import fill, row
from ui.widgets.text import Text

TERM = 30


class PlanRevisits(QDialog):
    """``planned`` carries the name of the round and its last day."""

    planned = Signal(str, object)

    def __init__(self, count: int, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Round of looking again"))
        self.setMinimumWidth(px(400))
        told = plural(
            "{n} complaint is looked at again on this round.",
            "{n} complaints are looked at again on this round.",
            count,
        )
        self.name = QLineEdit(f"{today:%Y-%m} {_('round of looking again')}")
        self.due = DayField(_("Last day"), today)
        self.due.show_day(today + timedelta(days=TERM))
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Begin the round"), self._plan, kind=PRIMARY)
        fields = FormField(_("Name of the round"), self.name), FormField(_("Last day"), self.due)
        below = row(None, Button(_("Cancel"), self.reject), self.saving)
        fill(QVBoxLayout(self), (Text(told, wrap=True), *fields, self.trouble, below), 12, 16)
        self.due.day_given.connect(self._allow)

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _allow(self, day: date | None) -> None:
        self.saving.allow(day is not None, _("Give a day, such as 2026-11-22."))

    def _plan(self) -> None:
        self.planned.emit(self.name.text().strip(), self.due.day)
