"""The fields of one task of a plan that was read, to be corrected."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.plans.deadlines import BY_DATE, BY_YEAR_END, WITHIN_A_TERM, deadline_of
from inspector.plans.plan import PlanDeadline, PlanMeasure, PlanTask
from inspector.plans.units import units_of
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.panel import Inset, M, fill
from ui.widgets.text import Text

PAUSE = 500
"""Milliseconds without a key before what is typed is a correction of its own."""
LOW, HIGH = 84, 150
UNITS = {
    "lead": N_("Lead unit"),
    "responsible": N_("Responsible units"),
    "supporting": N_("Supporting units"),
    "supervising": N_("Supervising units"),
    "accountability": N_("Units for accountability"),
}
"""The lists of units a task has, as the fields of ``PlanTask``."""
_OF_OURS = (BY_DATE, BY_YEAR_END, WITHIN_A_TERM)
"""Kinds of deadlines that are told by its day and text, not by a word of it."""


class PlanTaskForm(QWidget):
    """``corrected`` carries the fields of ``PlanTask`` that differ, a moment after the last key."""

    corrected = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: PlanTask | None = None
        self._shown: dict[str, Any] = {}
        self.headings = Text(tone="soft", wrap=True)
        self.title, self.deadline, self.kinds = QLineEdit(), QLineEdit(), QLineEdit()
        self.units = {name: QLineEdit() for name in UNITS}
        self.day = DayField(_("Day of the deadline"), today, ahead=True)
        self.problem, self.goal, self.measures = _lines(LOW), _lines(LOW), _lines(HIGH)
        self.doubts = Text(wrap=True)
        self.doubted = Inset("amber", Text(_("To be looked at"), bold=True), self.doubts, gap=4)
        self.inherited = Text(tone="soft", wrap=True)
        fields: list[QWidget] = [
            FormField(_("Title"), self.title),
            FormField(_("Problem"), self.problem),
            *(FormField(_(name), self.units[key]) for key, name in UNITS.items()),
            FormField(_("Deadline as written"), self.deadline),
            self.inherited,
            FormField(_("Day of the deadline"), self.day),
            FormField(_("Kinds of the deadline"), self.kinds),
            FormField(_("Goal"), self.goal),
            FormField(_("Measures, one on each line"), self.measures),
        ]
        fill(layout := QVBoxLayout(self), (self.headings, self.doubted, *fields, None), M)
        layout.setContentsMargins(0, 0, px(8), 0)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.flush)
        self._listen()

    def show_task(self, task: PlanTask | None) -> None:
        """Show a task; what was typed before is given away first."""
        self.flush()
        self._task = task
        self.setVisible(task is not None)
        if task is None:
            return
        self.headings.setText(" › ".join(task.headings))
        self.headings.setVisible(bool(task.headings))
        self.title.setText(task.title)
        self.title.setCursorPosition(0)
        for name, field in self.units.items():
            field.setText("、".join(getattr(task, name)))
            field.setCursorPosition(0)
        self.deadline.setText(task.deadline.text)
        self.day.field.setText(f"{task.deadline.date or ''}")
        self.kinds.setText("、".join(_words(task.deadline.kinds)))
        for area, text in (
            (self.problem, task.problem),
            (self.goal, task.goal),
            (self.measures, "\n".join(_flat(one.text) for one in task.measures)),
        ):
            if area.toPlainText() != text:
                area.blockSignals(True)
                area.setPlainText(text)
                area.blockSignals(False)
        line = task.deadline.line
        self.inherited.setText(_("Taken from line {line}, which holds for several tasks.", line=line))
        self.inherited.setVisible(bool(line))
        self.doubts.setText("\n".join(map(translate, task.doubts)))
        self.doubted.setVisible(bool(task.doubts))
        self._shown = self._written(task)

    def flush(self) -> None:
        """Give away now what was typed, if it differs from what was shown."""
        self._pause.stop()
        if self._task is None:
            return
        written = self._written(self._task)
        changes = {name: value for name, value in written.items() if value != self._shown[name]}
        if changes:
            self._task, self._shown = replace(self._task, **changes), written
            self.corrected.emit(changes)

    def _listen(self) -> None:
        for field in (self.title, self.deadline, self.kinds, *self.units.values()):
            field.textEdited.connect(lambda _text: self._pause.start())
            field.editingFinished.connect(self.flush)
        self.deadline.textEdited.connect(self._read_deadline)
        self.day.field.textEdited.connect(lambda _text: self._pause.start())
        self.day.day_given.connect(lambda _day: self._pause.start())
        for area in (self.problem, self.goal, self.measures):
            area.textChanged.connect(self._pause.start)

    def _read_deadline(self, text: str) -> None:
        """Read the day and the kinds out of what is typed; both can be put right afterwards."""
        read = deadline_of(text)
        self.day.field.setText(f"{read.day or ''}")
        self.kinds.setText("、".join(_words(read.kinds)))

    def _written(self, task: PlanTask) -> dict[str, Any]:
        """Give the fields as they stand."""
        return {
            "title": self.title.text().strip(),
            "problem": self.problem.toPlainText().strip(),
            "goal": self.goal.toPlainText().strip(),
            **{name: _units(field.text(), getattr(task, name)) for name, field in self.units.items()},
            "deadline": self._deadline(task.deadline),
            "measures": _measures(self.measures.toPlainText(), task.measures),
        }

    def _deadline(self, before: PlanDeadline) -> PlanDeadline:
        text, day = self.deadline.text().strip(), self.day.day
        words = tuple(filter(None, (word.strip() for word in self.kinds.text().split("、"))))
        if (text, day, words) == (before.text, before.date, _words(before.kinds)):
            return before
        if not day and self.day.field.text().strip():
            day = before.date  # what is typed is no day yet
        told = [kind for kind in deadline_of(text).kinds if kind in _OF_OURS and kind != BY_DATE]
        kinds = (*words, *told, *([BY_DATE] if day else []))
        return PlanDeadline(text, day, kinds, before.line if text == before.text else 0)


def _lines(height: int) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    area.setFixedHeight(px(height))
    return area


def _words(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(kind for kind in kinds if kind not in _OF_OURS)


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def _units(text: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """Take a list of units apart as the reader does; one nobody touched stays as it is."""
    if text.strip() == "、".join(before):
        return before
    return tuple(unit.name for unit in units_of(text))


def _measures(text: str, before: tuple[PlanMeasure, ...]) -> tuple[PlanMeasure, ...]:
    """Give a measure for each line; one whose words stay keeps its units and its deadline."""
    known = {_flat(one.text): one for one in before}
    lines = filter(None, (line.strip() for line in text.split("\n")))
    return tuple(known.get(line, PlanMeasure(line)) for line in lines)
