"""A list as it will be asked at a stop; answers can be tried, and nothing is recorded."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.model.checklist import MUST_LOOK
from inspector.model.question import Answer, Question, asked_now, is_deviation
from inspector.words import _
from ui.widgets.panel import fill
from ui.widgets.question_row import QuestionRow
from ui.widgets.text import Text


class ListPreview(QWidget):
    """Shows the questions of a full check; those of an ordinary stop are marked."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._answers: dict[str, Answer] = {}
        self.rows: list[QuestionRow] = []
        self.finding: dict[str, Text] = {}
        self._rows = QVBoxLayout()
        fill(self._rows, (), 0)
        remark = Text(
            _("Try the answers: nothing here is recorded. Must-look items are marked at the left."),
            tone="soft",
            wrap=True,
        )
        fill(QVBoxLayout(self), (remark, self._rows, None), 8)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show the questions anew, without answers."""
        for row in self.rows:
            row.deleteLater()
        self.rows, self.finding, self._answers = [], {}, {}
        ordinary = [one for one in questions if one.must_look] or list(questions[:MUST_LOOK])
        for number, question in enumerate(questions, 1):
            row = QuestionRow(number, question, None, self._today)
            row.set_current(question in ordinary)
            row.answered.connect(partial(self._answer, question))
            words = Text(tone="red", wrap=True)
            row.below.addWidget(words)
            words.hide()
            self.finding[question.id] = words
            self._rows.addWidget(row)
            self.rows.append(row)
        self._show()

    def _answer(self, question: Question, answer: Answer | None) -> None:
        self._answers.pop(question.id, None)
        if answer:
            self._answers[question.id] = answer
        self._show()

    def _show(self) -> None:
        asked = asked_now([row.question for row in self.rows], self._answers.values())
        for row in self.rows:
            answer = self._answers.get(row.question.id)
            row.setVisible(row.question in asked)
            row.show_answer(answer)
            is_odd = answer is not None and is_deviation(row.question, answer)
            words = row.question.trouble or _("words for it are asked")
            self.finding[row.question.id].setText(_("Opens a finding: {words}", words=words))
            self.finding[row.question.id].setVisible(is_odd)
