"""One question's answers as buttons side by side; one is chosen, or none yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from ui.theme import px
from ui.widgets.buttons import CHOICE, Button
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.panel import fill


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be answered: its name in the entry, its word, and the tone it takes when chosen."""

    name: str
    text: str
    tone: str = "accent"


class AnswerButtons(QWidget):
    """Buttons in a row; ``answered`` carries the name of the chosen answer, empty when taken back.

    The arrows go from one to the next; a second press takes the answer back.
    """

    answered = Signal(str)

    def __init__(
        self, question: str, answers: Sequence[Answer], parent: QWidget | None = None, *, flows: bool = False
    ) -> None:
        """Offer ``answers``, where it ``flows`` in several lines; ``question`` is read aloud before each."""
        super().__init__(parent)
        self.setAccessibleName(question)
        self.buttons: dict[str, Button] = {}
        layout: QLayout = FlowLayout(self, gap=6) if flows else QHBoxLayout(self)
        if isinstance(layout, QHBoxLayout):
            fill(layout, (), 6)
        else:
            flow_policy(self)
        for answer in answers:
            button = Button(answer.text, kind=CHOICE)
            button.setCheckable(True)
            button.setProperty("tone", answer.tone)
            button.setMinimumWidth(px(58))
            button.setAccessibleName(f"{question}: {answer.text}")
            button.clicked.connect(lambda checked, name=answer.name: self._choose(name if checked else ""))
            button.installEventFilter(self)
            self.buttons[answer.name] = button
            layout.addWidget(button)

    @property
    def answer(self) -> str:
        """The chosen answer; empty while there is none."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def show_answer(self, name: str) -> None:
        """Show an answer without saying that a person gave it."""
        for one, button in self.buttons.items():
            button.setChecked(one == name)

    def press(self, number: int) -> None:
        """Choose the answer with this number, counted from 1, as its key does."""
        names = list(self.buttons)
        if 1 <= number <= len(names):
            self._choose(names[number - 1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go left and right with the arrows."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step:
                buttons = list(self.buttons.values())
                here = next(at for at, button in enumerate(buttons) if button is watched)
                buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _choose(self, name: str) -> None:
        self.show_answer(name)
        self.answered.emit(name)
