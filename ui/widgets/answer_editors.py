"""What a question is answered with: buttons, a drop-down, chips, or a field, each with "not applicable"."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from inspector.model import question as asked
from inspector.model.answer_text import range_text
from inspector.model.question import VALUE_NAMES, Question, QuestionKind, Value
from inspector.words import _, in_language, spoken
from ui.theme import px
from ui.widgets.answer_buttons import Answer, AnswerButtons
from ui.widgets.buttons import CHOICE, Button
from ui.widgets.day_field import DayField
from ui.widgets.finding_box import Choice
from ui.widgets.finding_text import GrowingText
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.number_field import NumberField
from ui.widgets.panel import fill
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.text import Text

MOST_BUTTONS, MOST_LETTERS = 6, 24
"""More choices than these, or longer ones, stand in a drop-down."""
WIDE_LETTER = 0x2E80
"""From this letter on each takes the room of two."""


class AnswerEditor(QWidget):
    """``given`` carries an answer, or None when it was taken back; ``left`` says that it is complete.

    ``answers`` are its buttons, "not applicable" the last of them. ``is_wide`` asks for a line of its own.
    """

    given = Signal(object)
    entered = Signal()
    left = Signal()
    is_wide = False

    def __init__(self, question: Question, offered: Sequence[Answer] = (), *, flows: bool = False) -> None:
        super().__init__()
        self.question = question
        none = Answer(Value.NOT_APPLICABLE, _(VALUE_NAMES[Value.NOT_APPLICABLE]), "grey")
        self.answers = AnswerButtons(question.text, (*offered, none), flows=flows)
        self.answers.answered.connect(self._press)
        for button in self.answers.buttons.values():
            button.pressed.connect(self.entered)
        if not flows:
            self.answers.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_answer(self, answer: asked.Answer | None) -> None:
        """Show an answer without saying that a person gave it."""
        self.answers.show_answer(answer.value if answer else "")

    def press(self, number: int) -> None:
        """Answer as the key of this number does, counted from 1."""
        self.answers.press(number)

    def take_keys(self) -> bool:
        """Let what is typed now be the answer; False where keys of the page answer."""
        return False

    def say(self, **facts: object) -> None:
        """Give an answer away."""
        self.given.emit(asked.Answer(question=self.question.id, **facts))  # type: ignore[arg-type]

    def lay_out(self, layout: QBoxLayout, *parts: QWidget) -> None:
        """Put ``parts`` before the button for "not applicable"."""
        fill(layout, (*parts, self.answers), 6)
        layout.setAlignment(self.answers, Qt.AlignmentFlag.AlignTop)

    def _press(self, name: str) -> None:
        if name:
            self.say(value=name)
        else:
            self.given.emit(None)


class ButtonEditor(AnswerEditor):
    """Yes and no beside the question, or a few choices below it, as buttons."""

    def __init__(self, question: Question) -> None:
        is_wide = question.kind is QuestionKind.CHOICE
        offered = [_button(question, name, text) for name, text in _choices(question)]
        super().__init__(question, offered, flows=is_wide)
        self.is_wide = is_wide
        fill(QHBoxLayout(self), (self.answers,))
        if self.is_wide:
            flow_policy(self)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class ListEditor(AnswerEditor):
    """One of many choices, in a drop-down."""

    is_wide = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.choice = Choice(question.text, [("", _("not answered yet")), *_choices(question)])
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMaximumWidth(px(320))
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.activated.connect(lambda _at: self._press(self.choice.currentData()))
        self.lay_out(layout := QHBoxLayout(self), self.choice)
        layout.setStretch(0, 1)

    def show_answer(self, answer: asked.Answer | None) -> None:
        """Show the choice."""
        super().show_answer(answer)
        self.choice.setCurrentIndex(max(0, self.choice.findData(answer.value if answer else "")))

    def press(self, number: int) -> None:
        """Choose by number, the last one is "not applicable"."""
        if 1 <= number < self.choice.count():
            self._press(self.choice.itemData(number))
        else:
            self.answers.press(number - self.choice.count() + 1)


class SeveralEditor(AnswerEditor):
    """Any of several choices, as chips to check."""

    is_wide = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.chips: dict[str, Button] = {}
        flow = FlowLayout(self, gap=6)
        for choice in question.choices:
            chip = Button(choice.text, kind=CHOICE)
            chip.setCheckable(True)
            chip.setProperty("tone", "accent" if choice.normal else "red")
            chip.setAccessibleName(f"{question.text}: {choice.text}")
            chip.pressed.connect(self.entered)
            chip.clicked.connect(self._tell)
            self.chips[choice.id] = chip
            flow.addWidget(chip)
        flow.addWidget(self.answers)
        flow_policy(self)

    def show_answer(self, answer: asked.Answer | None) -> None:
        """Check what was chosen."""
        super().show_answer(answer)
        for name, chip in self.chips.items():
            chip.setChecked(answer is not None and name in answer.chosen)

    def press(self, number: int) -> None:
        """Check or uncheck by number; the last one is "not applicable"."""
        chips = list(self.chips.values())
        if 1 <= number <= len(chips):
            chips[number - 1].toggle()
            self._tell()
        else:
            self.answers.press(number - len(chips))

    def _tell(self) -> None:
        chosen = tuple(name for name, chip in self.chips.items() if chip.isChecked())
        if chosen:
            self.say(chosen=chosen)
        else:
            self.given.emit(None)


class NumberEditor(AnswerEditor):
    """A number with its unit and the range that is normal."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        start = next((end for end in (question.least, question.most) if end is not None), 0)
        self.field = NumberField(question.text, question.decimals, start)
        self.field.amount_given.connect(self._tell)
        normal = range_text(question, in_language(spoken()))
        self.unit = Text(question.unit)
        self.range = Text(_("normal: {range}", range=normal) if normal else "", tone="soft")
        self.field.setAccessibleDescription(" ".join(part for part in (question.unit, normal) if part))
        flow = FlowLayout(self, gap=6)
        for part in (self.field, self.unit, self.answers, self.range):
            flow.addWidget(part)
        flow_policy(self)
        self.unit.setVisible(bool(question.unit))
        self.range.setVisible(bool(normal))
        for words in (self.unit, self.range):
            words.setContentsMargins(0, px(5), 0, 0)

    is_wide = True

    def show_answer(self, answer: asked.Answer | None) -> None:
        """Show the number."""
        super().show_answer(answer)
        self.field.show_amount(answer.amount if answer else None)

    def press(self, number: int) -> None:
        """Begin to type the number."""
        self.take_keys()
        self.field.begin(str(number))

    def take_keys(self) -> bool:
        """Type the number now."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _tell(self, amount: int | None) -> None:
        if amount is None:
            self.given.emit(None)
        else:
            self.say(amount=amount)


class TextEditor(AnswerEditor):
    """A text that grows with its lines."""

    is_wide = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.field = GrowingText(question.text, _("Write what you see"))
        self._is_showing = False
        self.field.textChanged.connect(self._tell)
        self.field.left.connect(self.left)
        self.lay_out(layout := QHBoxLayout(self), self.field)
        layout.setStretch(0, 1)

    def show_answer(self, answer: asked.Answer | None) -> None:
        """Show the text; spaces at its end are left to whoever is writing."""
        super().show_answer(answer)
        text = answer.value.strip() if answer and answer.value != Value.NOT_APPLICABLE else ""
        if text != self.field.toPlainText().strip():
            self._is_showing = True
            self.field.show_text(text)
            self._is_showing = False

    def press(self, number: int) -> None:
        """Begin to write; the only number there is to press is that of "not applicable"."""
        self.take_keys()

    def take_keys(self) -> bool:
        """Write now."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _tell(self) -> None:
        text = self.field.toPlainText().strip()
        if self._is_showing:
            return
        if text == Value.NOT_APPLICABLE:
            text += " "  # these letters alone would say that the question does not apply
        if text:
            self.say(value=text)
        else:
            self.given.emit(None)


class DayEditor(AnswerEditor):
    """A day, typed or chosen from a calendar."""

    def __init__(self, question: Question, today: date) -> None:
        super().__init__(question)
        self.field = DayField(question.text, today)
        self.field.day_given.connect(self._tell)
        self.lay_out(QHBoxLayout(self), self.field)

    def show_answer(self, answer: asked.Answer | None) -> None:
        """Show the day."""
        super().show_answer(answer)
        is_day = (
            answer is not None and asked.fits(self.question, answer) and answer.value != Value.NOT_APPLICABLE
        )
        self.field.show_day(date.fromisoformat(answer.value) if answer and is_day else None)

    def press(self, number: int) -> None:
        """Begin to type the day."""
        self.take_keys()
        self.field.field.setText(str(number))

    def take_keys(self) -> bool:
        """Type the day now."""
        self.field.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _tell(self, day: date | None) -> None:
        if day:
            self.say(value=f"{day}")
        else:
            self.given.emit(None)


class PhotoEditor(AnswerEditor):
    """Photos are the answer; the form shows them in ``strip``."""

    is_wide = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.strip = PhotoStrip(question.text)
        self.lay_out(layout := QHBoxLayout(self), self.strip)
        layout.setStretch(0, 1)

    def press(self, number: int) -> None:
        """Pick photos with 1, say "not applicable" with 2."""
        if number == 1:
            self.strip.pick()
        else:
            self.answers.press(number - 1)


def editor_of(question: Question, today: date) -> AnswerEditor:
    """Give what ``question`` is answered with; a day without a year is the last one before ``today``."""
    match question.kind:
        case QuestionKind.YES_NO:
            return ButtonEditor(question)
        case QuestionKind.CHOICE:
            return ButtonEditor(question) if _are_short(question) else ListEditor(question)
        case QuestionKind.DATE:
            return DayEditor(question, today)
        case kind:
            return _EDITORS[kind](question)


_EDITORS: dict[QuestionKind, type[SeveralEditor | NumberEditor | TextEditor | PhotoEditor]] = {
    QuestionKind.SEVERAL: SeveralEditor,
    QuestionKind.NUMBER: NumberEditor,
    QuestionKind.TEXT: TextEditor,
    QuestionKind.PHOTO: PhotoEditor,
}


def _choices(question: Question) -> list[tuple[str | int, str]]:
    if question.kind is QuestionKind.YES_NO:
        return [(str(value), _(VALUE_NAMES[value])) for value in (Value.YES, Value.NO)]
    return [(choice.id, choice.text) for choice in question.choices]


def _button(question: Question, name: str | int, text: str) -> Answer:
    given = asked.Answer(question=question.id, value=str(name))
    return Answer(str(name), text, "red" if asked.is_deviation(question, given) else "accent")


def _are_short(question: Question) -> bool:
    letters = sum(1 + (ord(letter) >= WIDE_LETTER) for choice in question.choices for letter in choice.text)
    return len(question.choices) <= MOST_BUTTONS and letters <= 2 * MOST_LETTERS
