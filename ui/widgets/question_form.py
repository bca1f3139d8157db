"""One question of a list as it is edited: words, kind of answer, what is normal, and when it is asked."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from inspector.model.list_draft import with_decimals
from inspector.model.question import (
    MOST_DECIMALS,
    QUESTION_KIND_NAMES,
    VALUE_NAMES,
    Question,
    QuestionKind,
    Value,
)
from inspector.words import _
from ui.theme import px
from ui.widgets.choice_rows import ChoiceRows
from ui.widgets.condition_field import ConditionField
from ui.widgets.finding_box import Choice
from ui.widgets.finding_text import GrowingText
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.number_field import NumberField
from ui.widgets.panel import M, fill

_CHOOSES = {QuestionKind.CHOICE, QuestionKind.SEVERAL}
_DEVIATES = {QuestionKind.YES_NO, QuestionKind.NUMBER, *_CHOOSES}


class QuestionForm(QWidget):
    """``changed`` carries the question whenever something about it was edited."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        self.text = GrowingText(_("Question"), _("What is looked at, as a short question"))
        self.kind = Choice(
            _("Kind of answer"), [(str(kind), _(name)) for kind, name in QUESTION_KIND_NAMES.items()]
        )
        self.must_look = QCheckBox(_("must-look item: asked at every ordinary stop"))
        self.required = QCheckBox(_("needs an answer"))
        self.normal = Choice(
            _("Normal answer"), [(str(value), _(VALUE_NAMES[value])) for value in (Value.YES, Value.NO)]
        )
        self.choices = ChoiceRows()
        self.unit, self.decimals = QLineEdit(), QSpinBox()
        self.unit.setPlaceholderText("mg/L")
        self.unit.setFixedWidth(px(80))
        self.decimals.setRange(0, MOST_DECIMALS)
        self.least, self.most = NumberField(_("Not below")), NumberField(_("Not above"))
        self.trouble, self.hint = QLineEdit(), QLineEdit()
        self.condition = ConditionField()
        self._lay_out()
        self._listen()

    def show_question(self, question: Question, earlier: Sequence[Question]) -> None:
        """Show ``question``; it may wait for an answer to one of the ``earlier`` ones."""
        is_other = self.question is None or self.question.id != question.id
        self.question = question
        if is_other or self.text.toPlainText().split() != question.text.split():
            self.text.show_text(question.text)
        self.kind.setCurrentIndex(self.kind.findData(str(question.kind)))
        self.must_look.setChecked(question.must_look)
        self.required.setChecked(not question.optional)
        self.normal.setCurrentIndex(self.normal.findData(str(question.normal)))
        for field, text in (
            (self.unit, question.unit),
            (self.trouble, question.trouble),
            (self.hint, question.hint),
        ):
            if is_other or field.text() != text:
                field.setText(text)
        self.decimals.blockSignals(True)
        self.decimals.setValue(question.decimals)
        self.decimals.blockSignals(False)
        for end, amount in ((self.least, question.least), (self.most, question.most)):
            end.measure(question.decimals)
            end.show_amount(amount)
        self.choices.show_choices(question)
        self.condition.show_condition(question.shown_if, earlier)
        self._choosing.setVisible(question.kind in _CHOOSES)
        self._normal.setVisible(question.kind is QuestionKind.YES_NO)
        self._number.setVisible(question.kind is QuestionKind.NUMBER)
        self._trouble.setVisible(question.kind in _DEVIATES)

    def _lay_out(self) -> None:
        flags = FlowLayout(gap=12)
        for flag in (self.must_look, self.required):
            flags.addWidget(flag)
        self._normal = FormField(_("Normal answer"), self.normal, _("Any other opens a finding in place."))
        self._choosing = FormField(_("Choices"), self.choices)
        self._number = QWidget()
        numbers = FlowLayout(self._number, gap=12)
        for name, field in (
            (_("Unit"), self.unit),
            (_("Decimals"), self.decimals),
            (_("Not below"), self.least),
            (_("Not above"), self.most),
        ):
            numbers.addWidget(FormField(name, field))
        self._trouble = FormField(
            _("Words for a finding"), self.trouble, _("Proposed where the answer is not normal.")
        )
        parts = (
            FormField(_("Question"), self.text),
            FormField(_("Kind of answer"), self.kind),
            flags,
            self._normal,
            self._choosing,
            self._number,
            self._trouble,
            FormField(_("When it is asked"), self.condition),
            FormField(_("Hint"), self.hint, _("Stands below the question in small letters.")),
            None,
        )
        fill(QVBoxLayout(self), parts, M)

    def _listen(self) -> None:
        self.text.textChanged.connect(lambda: self._change(text=self.text.toPlainText()))
        self.kind.activated.connect(lambda _at: self._change(kind=QuestionKind(self.kind.currentData())))
        self.must_look.clicked.connect(lambda on: self._change(must_look=on))
        self.required.clicked.connect(lambda on: self._change(optional=not on))
        self.normal.activated.connect(lambda _at: self._change(normal=Value(self.normal.currentData())))
        self.unit.textEdited.connect(lambda text: self._change(unit=text))
        self.trouble.textEdited.connect(lambda text: self._change(trouble=text))
        self.hint.textEdited.connect(lambda text: self._change(hint=text))
        self.least.amount_given.connect(lambda amount: self._change(least=amount))
        self.most.amount_given.connect(lambda amount: self._change(most=amount))
        self.decimals.valueChanged.connect(self._change_decimals)
        self.choices.changed.connect(self._change_choices)
        self.condition.changed.connect(lambda: self._change(shown_if=self.condition.condition))

    def _change(self, **values: object) -> None:
        if self.question is None:
            return
        changed = msgspec.structs.replace(self.question, **values)
        if changed != self.question:
            self.question = changed
            self.changed.emit(changed)

    def _change_decimals(self, decimals: int) -> None:
        if self.question:
            finer = with_decimals(self.question, decimals)
            self._change(decimals=decimals, least=finer.least, most=finer.most)

    def _change_choices(self) -> None:
        if self.question:
            self._change(choices=self.choices.choices_of(self.question).choices)
