"""One question of a stop: what to look at, how it was last time, and the answer now."""

from datetime import date

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from db.queries.stop_sheet import LastAnswer
from inspector.model.answer_text import answer_text
from inspector.model.question import Answer, Question
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import current, px
from ui.widgets.answer_editors import editor_of
from ui.widgets.buttons import LINK, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Rule, fill
from ui.widgets.text import Text

ROOM = 210
"""Width the question needs for the answers to stand beside it."""


class QuestionRow(QFrame):
    """A question with its answers; what it leads to stands in ``below``.

    ``answered`` carries an ``Answer``, or None when it was taken back; ``left`` that the next one may come.
    """

    answered = Signal(object)
    entered = Signal()
    left = Signal()

    def __init__(self, number: int, question: Question, last: LastAnswer | None, today: date) -> None:
        """Put ``question``; ``last`` is how it was answered last time here."""
        super().__init__()
        self.question = question
        self.last = last
        self._is_current = False
        self._is_narrow = False
        self.editor = editor_of(question, today)
        self.answers = self.editor.answers
        self.editor.given.connect(self.answered)
        self.editor.entered.connect(self.entered)
        self.editor.left.connect(self.left)
        self._number = Text(tone="soft")
        self._number.setFixedWidth(px(20))
        self.show_number(number)
        words = QVBoxLayout()
        fill(words, (Text(question.text, wrap=True),), 2)
        if question.hint:
            words.addWidget(Text(question.hint, tone="soft", wrap=True))
        remarks = self._remarks()
        if remarks:
            remark = FlowLayout(gap=6)
            for one in remarks:
                remark.addWidget(one)
            words.addLayout(remark)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(px(10), px(8), 0, px(8))
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        is_high = bool(remarks or question.hint or self.editor.is_wide)
        beside = Qt.AlignmentFlag.AlignTop if is_high else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._number, 0, 0, beside)
        self._grid.addLayout(words, 0, 1)
        if self.editor.is_wide:
            self._grid.addWidget(self.editor, 1, 1, 1, 2)
        else:
            self._grid.addWidget(self.editor, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self.below = QVBoxLayout()
        fill(self.below, (), 8)
        self.below.setContentsMargins(px(10), 0, 0, 0)
        layout = QVBoxLayout(self)
        fill(layout, (self._grid, self.below, Rule()), 0)

    def show_number(self, number: int) -> None:
        """Say the place it has among those that are asked now."""
        self._number.setText(str(number))

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer without saying that a person gave it."""
        self.editor.show_answer(answer)

    def answer_as_last(self) -> None:
        """Give the answer of last time."""
        if self.last:
            self.entered.emit()
            again = msgspec.structs.replace(
                self.last.answer, question=self.question.id, note="", same_as_last=True
            )
            self.editor.show_answer(again)
            self.answered.emit(again)

    def set_current(self, is_current: bool) -> None:
        """Show that keys go to this question."""
        self._is_current = is_current
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the answers."""
        widest = self.editor.minimumSizeHint() if self.editor.is_wide else self.editor.sizeHint()
        return QSize(widest.width() + px(40), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers beside or under the question."""
        super().resizeEvent(event)
        if self.editor.is_wide:
            return
        is_narrow = self.width() < self.editor.sizeHint().width() + px(ROOM)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._grid.removeWidget(self.editor)
            where = (1, 1) if is_narrow else (0, 2)
            side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(self.editor, *where, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the current question at its left."""
        super().paintEvent(event)
        if self._is_current:
            painter = QPainter(self)
            painter.fillRect(
                0, px(8), px(3), self._grid.geometry().height() - px(16), current().colour("accent")
            )
            painter.end()

    def _remarks(self) -> list[QWidget]:
        remarks: list[QWidget] = []
        if self.question.optional:
            remarks.append(Text(_("may be left open"), tone="soft"))
        if self.last:
            remarks.append(Text(_last_words(self.last, self.question), tone="soft"))
        for words in remarks:
            words.setContentsMargins(0, 2, 0, 2)  # as high as the link beside it
        if self.last and self.last.serves(self.question):
            self.same = Button(_("same as last time"), self.answer_as_last, kind=LINK)
            self.same.setAccessibleName(f"{self.question.text}: {_('same as last time')}")
            remarks.append(self.same)
        return remarks


def _last_words(last: LastAnswer, question: Question) -> str:
    say = in_language(spoken())
    answer = answer_text(last.question or question, last.answer, say)
    if last.photos:
        answer = plural("{n} photo", "{n} photos", last.photos)
    return _("last time {day}: {answer}", day=short_day(last.day, say), answer=answer)
