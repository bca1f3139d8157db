"""Correcting a stop of a finished round: what was recorded stands beside what is right, with a reason."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from db.stop_correcting import CorrectionSheet
from inspector.model.answer_text import answer_text
from inspector.model.question import Answer, Question
from inspector.model.stop import Correction, Stop, StopCorrected
from inspector.periods import Instant, at, long_day
from inspector.words import _, in_language, spoken
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.clock_field import ClockField
from ui.widgets.low_screen import TITLE_BAR
from ui.widgets.panel import Inset, Scroll, fill, row
from ui.widgets.question_row import QuestionRow
from ui.widgets.text import Text


class CorrectStop(QDialog):
    """Asks what is right; ``corrected`` carries a ``StopCorrected`` with just what differs."""

    corrected = Signal(object)

    def __init__(self, sheet: CorrectionSheet, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Correct a recorded stop"))
        self.setMinimumSize(px(440), px(300))
        self.resize(px(620), min(px(560), self.screen().availableSize().height() - TITLE_BAR))
        self._sheet = sheet
        right = sheet.stop.right
        self.answers = {answer.question: answer for answer in right.answers}
        self.rows = [
            QuestionRow(number, question, None, today)
            for number, question in enumerate(sheet.questions, start=1)
        ]
        for one in self.rows:
            one.show_answer(self.answers.get(one.question.id))
            one.answered.connect(partial(self._answer, one.question))
        self.arrived = ClockField(_("Arrived"), right.arrived.clock)
        self.left = ClockField(_("Left"), right.left.clock if right.left else "")
        self.note = QLineEdit(right.note)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why it was wrong"))
        self.correcting = Button(_("Record the correction"), self._correct, kind=PRIMARY)
        for field in (self.arrived, self.left, self.note, self.reason):
            field.textChanged.connect(self._check)
        self._lay_out()
        self._check()

    @property
    def correction(self) -> StopCorrected:
        """What differs from what holds now."""
        right = self._sheet.stop.right
        answers = tuple(
            self.answers[question.id] for question in self._sheet.questions if question.id in self.answers
        )
        return StopCorrected(
            subject=right.id,
            reason=self.reason.text().strip(),
            arrived=_moved(right.arrived, self.arrived.clock),
            left=_moved(right.left, self.left.clock) if right.left else None,
            answers=answers if answers != right.answers else None,
            note=self.note.text().strip() if self.note.text().strip() != right.note else None,
        )

    def _lay_out(self) -> None:
        sheet, say = self._sheet, in_language(spoken())
        title = f"{sheet.site_name} · {long_day(sheet.stop.arrived.day, say)} {sheet.stop.arrived.clock}"
        told = _(
            "The report of this patrol is final and stays as it is. "
            "The correction is kept beside it, with your name, the time and the reason; both are shown."
        )
        before = [Inset("amber", Text(one, wrap=True)) for one in self._told_before()]
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        for name, field in (
            (_("Arrived"), self.arrived),
            (_("Left"), self.left),
            (_("Note of this stop"), self.note),
            (_("Reason"), self.reason),
        ):
            field.setAccessibleName(name)
            fields.addRow(name, field)
        self.left.setEnabled(sheet.stop.right.left is not None)
        body = QWidget()
        fill(inside := QVBoxLayout(body), (*before, *self.rows, fields, None), 8)
        inside.setContentsMargins(0, 0, px(6), 0)
        closing = Button(_("Close"), self.reject)
        parts = (
            Text(title, "heading", wrap=True),
            Text(told, tone="soft", wrap=True),
            Scroll(body),
            row(None, closing, self.correcting),
        )
        layout = QVBoxLayout(self)
        fill(layout, parts, 12, 16)
        layout.setStretch(2, 1)

    def _told_before(self) -> list[str]:
        """Say what was put right before: who, when, why, and both sides."""
        say = in_language(spoken())
        told: list[str] = []
        for correction, before, after in self._sheet.corrections:
            who = self._sheet.corrected_by.get(correction.by, "")
            when = f"{long_day(correction.at.day, say)} {correction.at.clock}"
            changed = "\n".join(self._changes(correction, before, after))
            told.append(
                _("Corrected by {who}, {when}: {why}", who=who, when=when, why=correction.change.reason)
                + f"\n{changed}"
            )
        return told

    def _changes(self, correction: Correction, before: Stop, after: Stop) -> list[str]:
        change, say = correction.change, in_language(spoken())
        lines: list[str] = []
        if change.arrived:
            lines.append(_both(_("Arrived"), before.arrived.clock, after.arrived.clock))
        if change.left and before.left and after.left:
            lines.append(_both(_("Left"), before.left.clock, after.left.clock))
        if change.note is not None:
            lines.append(_both(_("Note of this stop"), before.note, after.note))
        was = {answer.question: answer for answer in before.answers}
        now = {answer.question: answer for answer in after.answers}
        for question in self._sheet.questions:
            one, other = was.get(question.id), now.get(question.id)
            if one != other:
                words = [answer_text(question, given, say) if given else "" for given in (one, other)]
                lines.append(_both(question.text, *words))
        return lines

    def _answer(self, question: Question, answer: Answer | None) -> None:
        if answer is None:
            self.answers.pop(question.id, None)
        else:
            self.answers[question.id] = answer
        self._check()

    def _check(self) -> None:
        if not (self.arrived.clock and (self.left.clock or not self.left.isEnabled())):
            self.correcting.allow(False, _("Give the time as 09:05."))
        elif self.correction == StopCorrected(subject=self._sheet.stop.id, reason=self.correction.reason):
            self.correcting.allow(False, _("Nothing was changed yet."))
        else:
            self.correcting.allow(bool(self.reason.text().strip()), _("A correction needs a reason."))

    def _correct(self) -> None:
        correction = self.correction
        self.accept()
        self.corrected.emit(correction)


def _moved(moment: Instant, clock: str) -> Instant | None:
    """Give the same day at another time; nothing where it is the same minute."""
    return None if not clock or clock == moment.clock else at(moment.day, clock, moment.tz)


def _both(name: str, before: str, after: str) -> str:
    return f"{name}: {before or '—'} → {after or '—'}"
