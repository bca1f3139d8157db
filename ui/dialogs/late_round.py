"""Beginning a round of an earlier day that is written down only now (补录): its day, its time, the reason."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.periods import Instant, at
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.clock_field import ClockField
from ui.widgets.panel import fill, row
from ui.widgets.text import Text


class LateRound(QDialog):
    """Asks the three things; ``begun`` carries when the round began and the reason."""

    begun = Signal(object, str)

    def __init__(self, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Late entry of an earlier day"))
        self.setMinimumWidth(px(420))
        self._tz = now.tz
        yesterday = now.day - timedelta(days=1)
        self.day = QDateEdit(QDate(yesterday.year, yesterday.month, yesterday.day))
        self.day.setMaximumDate(self.day.date())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.time = ClockField(_("Began at"), "09:00")
        self.time.textChanged.connect(self._check)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why is it written down only now?"))
        self.reason.textChanged.connect(self._check)
        self.beginning = Button(_("Begin the late entry"), self._begin, kind=PRIMARY)
        told = Text(
            _(
                "A late entry is marked as one on screen and paper and gets a sheet of its own day. "
                "The time of writing it down is kept too."
            ),
            tone="soft",
            wrap=True,
        )
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        for name, field in ((_("Day"), self.day), (_("Began at"), self.time), (_("Reason"), self.reason)):
            field.setAccessibleName(name)
            fields.addRow(name, field)
        closing = Button(_("Close"), self.reject)
        fill(QVBoxLayout(self), (told, fields, row(None, closing, self.beginning)), 12, 16)
        self._check()

    def _check(self) -> None:
        if not self.time.clock:
            self.beginning.allow(False, _("Give the time as 09:05."))
        else:
            self.beginning.allow(bool(self.reason.text().strip()), _("A late entry needs a reason."))

    def _begin(self) -> None:
        day = self.day.date()
        began = at(date(day.year(), day.month(), day.day()), self.time.clock, self._tz)
        self.accept()
        self.begun.emit(began, self.reason.text().strip())
