"""Assigning findings (交办): to which unit and person, by when, how serious, what is required."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from db.queries.unit_choices import UnitChoice
from inspector.errors import Refused
from inspector.model.events import Event
from inspector.model.finding import TERMS, Finding
from inspector.model.finding_acts import Assignment, assign
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.finding_steps import Step, Who
from inspector.words import N_, _
from ui.dialogs.case_step import Given, StepDialog, StepWish
from ui.widgets.finding_box import Choice
from ui.widgets.term_field import TermField


class WordsField(QComboBox):
    """A field for words with those used so far below it."""

    def __init__(self, offered: list[str], text: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(offered)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setCurrentText(text)
        completer = QCompleter(self.model(), self)
        self.setCompleter(completer)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)


class AssignDialog(StepDialog):
    """Gives one finding, or all that were chosen, to one unit."""

    STEP = Step.ASSIGN

    def build(self) -> None:
        """Ask for all that an assignment says."""
        question = self.question
        finding, rules = question.case.sheet.finding, question.case.sheet.rules
        self._units = {unit.name: unit for unit in question.choices.units}
        self.unit = WordsField(list(self._units), finding.unit)
        self.add(_("Responsible unit"), self.unit, _("Type a name, or choose a unit or a grid."))
        self.person = WordsField([], finding.person_name)
        self.add(_("Person in charge there"), self.person)
        term = finding.term_days if finding.term_days in TERMS else 7
        self.term = TermField(question.now.day, term, rules.counting)
        self.add(_("Term"), self.term)
        given = [(one, _(SEVERITY_NAMES[one])) for one in Severity]
        proposed = _("as proposed: {severity}", severity=_(SEVERITY_NAMES[finding.severity]))
        as_it_is = _("as each was proposed") if len(question.cases) > 1 else proposed
        self.severity = Choice(_("Severity"), [("", as_it_is), *given])
        self.add(_("Severity"), self.severity, _("The inspector proposes; the office decides."))
        self.requirement = self.add_text(_("What is required"), _("such as: cover the heap"))
        hint = _("to be numbered")
        self.number = self.add_line(_("Number of the assignment"), hint)
        self.unit.currentTextChanged.connect(self._offer_people)
        self._offer_people(self.unit.currentText())

    def wish(self) -> StepWish:
        """Give the assignment."""
        if self.term.is_own and self.term.own_day is None:
            raise Refused(N_("Give the deadline as 2026-12-01."))
        chosen = self._units.get(self.unit.currentText().strip(), UnitChoice(""))
        people = {one.name: one.person for one in self.question.choices.people if one.grid == chosen.grid}
        name = self.person.currentText().strip()
        severity = self.severity.currentData()
        to = Assignment(
            unit=self.unit.currentText(),
            days=self.term.days,
            counting=self.term.kind,
            due=self.term.own_day,
            number=self.number.text(),
            unit_grid=chosen.grid or "",
            person=people.get(name, ""),
            person_name=name,
            severity=Severity(severity) if severity else None,
            requirement=self.requirement.text,
        )
        return StepWish(partial(_assign, to, self.question.now.day))

    def _offer_people(self, unit: str) -> None:
        grid = self._units.get(unit.strip(), UnitChoice("")).grid
        names = dict.fromkeys(one.name for one in self.question.choices.people if grid and one.grid == grid)
        written = self.person.currentText()
        self.person.clear()
        self.person.addItems(list(names))
        self.person.setCurrentText(written)


def _assign(to: Assignment, today: date, finding: Finding, who: Who, given: Given) -> Event:
    return assign(finding, who, to, given.rules, today)
