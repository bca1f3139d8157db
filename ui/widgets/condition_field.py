"""When a question is asked: always, or only after certain answers to an earlier one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.model.question import VALUE_NAMES, Condition, Question, answers_named
from inspector.words import _
from ui.widgets.buttons import CHOICE, Button
from ui.widgets.finding_box import Choice
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.panel import fill


class ConditionField(QWidget):
    """``condition`` is what is chosen, None for always; ``changed`` says that somebody chose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.condition: Condition | None = None
        self._earlier: dict[str, Question] = {}
        self.question = Choice(_("When it is asked"), [])
        self.question.setMinimumContentsLength(12)
        self.question.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.activated.connect(self._choose_question)
        self.chips: dict[str, Button] = {}
        self._room = QWidget()
        self._flow = FlowLayout(self._room, gap=6)
        flow_policy(self._room)
        fill(QVBoxLayout(self), (self.question, self._room), 6)

    def show_condition(self, condition: Condition | None, earlier: Sequence[Question]) -> None:
        """Show ``condition``; it may name one of the ``earlier`` questions."""
        self.condition = condition
        self._earlier = {question.id: question for question in earlier}
        self.question.clear()
        self.question.addItem(_("always"), "")
        for question in earlier:
            self.question.addItem(_("only after: {question}", question=question.text), question.id)
        if condition and condition.question not in self._earlier:
            self.question.addItem(_("after a question that does not come before"), condition.question)
        self.question.setCurrentIndex(self.question.findData(condition.question if condition else ""))
        self._show_answers()

    def _choose_question(self) -> None:
        name = self.question.currentData()
        if not name:
            self.condition = None
        elif self.condition is None or self.condition.question != name:
            offered = answers_named(self._earlier[name]) if name in self._earlier else ()
            self.condition = Condition(question=name, any_of=offered[:1])
        self._show_answers()
        self.changed.emit()

    def _show_answers(self) -> None:
        for chip in self.chips.values():
            chip.deleteLater()
        self.chips = {}
        asked = self._earlier.get(self.condition.question) if self.condition else None
        words = {choice.id: choice.text for choice in asked.choices} if asked else {}
        for name in answers_named(asked) if asked else ():
            chip = Button(words.get(name) or _(VALUE_NAMES.get(name, name)), kind=CHOICE)
            chip.setCheckable(True)
            chip.setChecked(self.condition is not None and name in self.condition.any_of)
            chip.clicked.connect(self._choose_answers)
            self.chips[name] = chip
            self._flow.addWidget(chip)
        self._room.setVisible(bool(self.chips))

    def _choose_answers(self) -> None:
        if self.condition:
            chosen = tuple(name for name, chip in self.chips.items() if chip.isChecked())
            self.condition = Condition(question=self.condition.question, any_of=chosen)
            self.changed.emit()
