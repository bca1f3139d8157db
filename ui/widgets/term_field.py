"""The term of an assignment: at once, some days of a kind, or an own day; with the day it comes to."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.model.finding import TERMS
from inspector.model.working_days import COUNTING_NAMES, Counting, due_day, is_arranged
from inspector.periods import long_day
from inspector.words import _, in_language, plural, spoken
from ui.widgets.day_field import DayField
from ui.widgets.finding_box import Choice
from ui.widgets.panel import XS, S, fill, row
from ui.widgets.text import Text

OWN_DAY = -1


class TermField(QWidget):
    """``changed`` follows each change; ``due`` is the last day, or nothing while an own day is none."""

    changed = Signal()

    def __init__(self, today: date, days: int, counting: Counting) -> None:
        super().__init__()
        self._today = today
        terms = [(n, plural("{n} day", "{n} days", n) if n else _("at once")) for n in TERMS]
        self.term = Choice(_("Term"), [*terms, (OWN_DAY, _("an own day"))])
        self.term.setCurrentIndex(self.term.findData(days))
        self.counting = Choice(_("Counted in"), [(one, _(COUNTING_NAMES[one])) for one in Counting])
        self.counting.setCurrentIndex(self.counting.findData(counting))
        self.own = DayField(_("Deadline"), today, ahead=True)
        self.words = Text(bold=True, wrap=True)
        self.words.setAccessibleName(_("Deadline"))
        self.setFocusProxy(self.term)
        fill(QVBoxLayout(self), (row(self.term, self.counting, self.own, None, gap=S), self.words), XS)
        self.term.activated.connect(self._show)
        self.counting.activated.connect(self._show)
        self.own.day_given.connect(lambda _day: self._show())
        self._show()

    @property
    def days(self) -> int:
        """The days of the term; 0 for an own day."""
        return max(0, int(self.term.currentData()))

    @property
    def kind(self) -> Counting:
        """Which days are counted."""
        return Counting(self.counting.currentData())

    @property
    def own_day(self) -> date | None:
        """The day that was given instead of a term."""
        return self.own.day if self.is_own else None

    @property
    def is_own(self) -> bool:
        """Whether a day is to be given instead of a term."""
        return bool(self.term.currentData() == OWN_DAY)

    @property
    def due(self) -> date | None:
        """The last day."""
        return self.own_day if self.is_own else due_day(self._today, self.days, self.kind)

    def _show(self, *_given: object) -> None:
        self.own.setVisible(self.is_own)
        self.counting.setVisible(not self.is_own)
        due = self.due
        words = _("deadline {day}", day=long_day(due, in_language(spoken()))) if due else _("Give a day.")
        if due and not self.is_own and self.kind is Counting.WORKING and not is_arranged(due.year):
            unknown = _("the holidays of {year} are not known yet: weekends count as free", year=due.year)
            words = f"{words} ({unknown})"
        self.words.setText(words)
        self.changed.emit()
