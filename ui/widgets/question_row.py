"""One question of a stop: what to look at, how it was last time, and the answer now."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout

from db.queries.stop_sheet import LastAnswer
from inspector.model.question import VALUE_NAMES, Question, Value
from inspector.periods import short_day
from inspector.words import _, in_language, spoken
from ui.theme import current, px
from ui.widgets.answer_buttons import Answer, AnswerButtons
from ui.widgets.buttons import LINK, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Rule, fill
from ui.widgets.text import Text

ROOM = 210
"""Width the question needs for the answers to stand beside it."""


class QuestionRow(QFrame):
    """A question with its answers; what it leads to stands in ``below``.

    ``answered`` carries an answer's name, empty when it was taken back, and whether it is that of last time.
    """

    answered = Signal(str, bool)
    entered = Signal()

    def __init__(self, number: int, question: Question, last: LastAnswer | None) -> None:
        super().__init__()
        self.question = question
        self.last = last
        self._is_current = False
        self._is_narrow = False
        self.answers = AnswerButtons(question.text, [_offered(question, value) for value in Value])
        self.answers.answered.connect(lambda name: self.answered.emit(name, False))
        for button in self.answers.buttons.values():
            button.pressed.connect(self.entered)
        self.answers.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        self._number = Text(str(number), tone="soft")
        self._number.setFixedWidth(px(20))
        fill(words, (Text(question.text, wrap=True),), 2)
        if last:
            self.same = Button(_("same as last time"), self.answer_as_last, kind=LINK)
            self.same.setAccessibleName(f"{question.text}: {_('same as last time')}")
            remark = FlowLayout(gap=6)
            words_of_last = Text(_last_words(last), tone="soft")
            words_of_last.setContentsMargins(0, 2, 0, 2)  # as high as the link beside it
            remark.addWidget(words_of_last)
            remark.addWidget(self.same)
            words.addLayout(remark)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(px(10), px(8), 0, px(8))
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        beside = Qt.AlignmentFlag.AlignTop if last else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._number, 0, 0, beside)
        self._grid.addLayout(words, 0, 1)
        self._grid.addWidget(self.answers, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self.below = QVBoxLayout()
        fill(self.below, (), 8)
        self.below.setContentsMargins(px(10), 0, 0, 0)
        layout = QVBoxLayout(self)
        fill(layout, (self._grid, self.below, Rule()), 0)

    def answer_as_last(self) -> None:
        """Give the answer of last time."""
        if self.last:
            self.entered.emit()
            self.answers.show_answer(self.last.value)
            self.answered.emit(str(self.last.value), True)

    def set_current(self, is_current: bool) -> None:
        """Show that keys go to this question."""
        self._is_current = is_current
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the answers."""
        return QSize(self.answers.sizeHint().width() + px(40), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers beside or under the question."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.answers.sizeHint().width() + px(ROOM)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._grid.removeWidget(self.answers)
            where = (1, 1) if is_narrow else (0, 2)
            side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(self.answers, *where, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the current question at its left."""
        super().paintEvent(event)
        if self._is_current:
            painter = QPainter(self)
            painter.fillRect(
                0, px(8), px(3), self._grid.geometry().height() - px(16), current().colour("accent")
            )
            painter.end()


def _offered(question: Question, value: Value) -> Answer:
    if value is Value.NOT_APPLICABLE:
        return Answer(value, _(VALUE_NAMES[value]), "grey")
    return Answer(value, _(VALUE_NAMES[value]), "accent" if value is question.normal else "red")


def _last_words(last: LastAnswer) -> str:
    day = short_day(last.day, in_language(spoken()))
    return _("last time {day}: {answer}", day=day, answer=_(VALUE_NAMES[last.value]))
