"""Two steps of a case made unknown to each other, side by side, and whoever decides which of them stands."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.cases import StepLine
from db.queries.finding_case import Case
from inspector.model.finding_steps import OFFICE
from inspector.words import _
from ui.widgets.buttons import Button
from ui.widgets.case_time_line import words_of
from ui.widgets.panel import Inset, S, column, fill
from ui.widgets.site_words import day_words
from ui.widgets.text import Text


class CaseConflicts(QWidget):
    """``decided`` carries the entry that is to have no effect."""

    decided = Signal(object)

    def __init__(self, case: Case, today: date) -> None:
        super().__init__()
        self._case, self._today = case, today
        self.buttons: list[Button] = []
        self._lines = {line.entry: line for line in case.sheet.lines}
        layout = QVBoxLayout(self)
        fill(layout, (), S)
        for one in case.sheet.conflicts:
            title = Text(_("Two steps contradict each other; a person decides."), bold=True, wrap=True)
            beside = QHBoxLayout()
            fill(beside, (), S)
            beside.addLayout(self._side(one.one, one.other), 1)
            beside.addLayout(self._side(one.other, one.one), 1)
            inset = Inset("amber", title)
            inset.content.addLayout(beside)
            layout.addWidget(inset)

    def _side(self, stands: str, falls: str) -> QVBoxLayout:
        step = self._lines.get(stands)
        button = Button(_("Let this stand"), partial(self.decided.emit, falls))
        office = bool(self._case.sheet.who.roles & OFFICE)
        button.allow(office, _("That is for the office: a township clerk or the rectification office."))
        self.buttons.append(button)
        return column(*self._words(step), None, button, gap=4)

    def _words(self, step: StepLine | None) -> tuple[Text, ...]:
        if step is None:  # an entry of the round, such as that it was taken back
            return (Text(_("An entry of the round"), wrap=True),)
        words = words_of(self._case, step, self._today)
        when = f"{day_words(step.at.day, self._today)} {step.at.clock}"
        remarks = " · ".join((when, *words.remarks))
        return Text(words.sentence, wrap=True), Text(remarks, tone="soft", wrap=True)
