"""The dialog of one step of a task: what it asks, and what went wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeAlias

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.tasks import TaskSheet
from inspector.errors import Refused, Spoken
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob, Event
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_state import TASK_STATE_NAMES
from inspector.model.task_steps import TASK_STEP_NAMES, TaskStep
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.case_papers import EnteredFor, PapersField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import grow, stand
from ui.widgets.panel import L, M, Rule, fill, row
from ui.widgets.task_words import short
from ui.widgets.text import Text

WIDTH, LINES = 480, 4

Kept: TypeAlias = tuple[Blob, ...]


@dataclass(frozen=True, slots=True)
class TaskAsk:
    """What a task is decided by: as it stands, who acts, the rules, and the kept files."""

    task: Task
    who: Who
    rules: Rules
    scans: Kept = ()
    papers: Kept = ()
    name: str = ""

    @property
    def behalf(self) -> OnBehalf:
        """For whom it is entered, with the scans."""
        return OnBehalf(self.name, self.scans) if self.name else OWN


TaskAct: TypeAlias = Callable[[TaskAsk], Event | Sequence[Event]]


@dataclass(frozen=True, slots=True)
class TaskWish:
    """What is to be recorded: ``act`` with ``papers``, for ``name`` with the ``scans`` of their paper."""

    act: TaskAct
    papers: tuple[Path, ...] = ()
    scans: tuple[Path, ...] = ()
    name: str = ""


class TaskDialog(QDialog):
    """Stays open until the step is recorded or given up; ``asked`` carries a ``TaskWish``."""

    STEP: ClassVar[TaskStep]

    asked = Signal(object)

    def __init__(self, sheet: TaskSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet = sheet
        self.today = sheet.today
        title = _(TASK_STEP_NAMES[self.STEP])
        self.setWindowTitle(title)
        self.is_busy = False
        self.first: QWidget | None = None
        self.papers: PapersField | None = None
        self.behalf: EnteredFor | None = None
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.error.hide()
        self.doing = Button(title, self.ask, kind=PRIMARY)
        self.doing.setToolTip(_("Ctrl+Enter"))
        self.closing = Button(_("Cancel"), self.reject)
        self._fields = QVBoxLayout()
        fill(self._fields, (), M)
        self.build()
        task = sheet.task
        about = f"{task.number} {short(task.name)} · {_(TASK_STATE_NAMES[task.state])}".strip()
        fill(
            middle := QVBoxLayout(),
            (Text(about, tone="soft", wrap=True), Rule(), self._fields, self.error),
            M,
        )
        middle.addStretch(1)
        stand(self, middle, row(None, self.closing, self.doing), WIDTH)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask)

    def build(self) -> None:
        """Add the fields of the step."""
        raise NotImplementedError

    def act(self) -> TaskAct:
        """Give what is to be decided by what stands in the fields. Raises Refused where that is missing."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask for the step to be recorded, once."""
        if self.is_busy:
            return
        try:
            wish = self._wish()
        except Spoken as missing:
            self.say_error(missing)
            return
        self.error.hide()
        self.be_busy(busy=True)
        self.asked.emit(wish)

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let it be tried again."""
        self.be_busy(busy=False)
        self.error.setText(translate(error))
        self.error.show()

    def be_busy(self, *, busy: bool) -> None:
        """Let nothing be asked twice."""
        self.is_busy = busy
        self.doing.setEnabled(not busy)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field."""
        super().showEvent(event)
        (self.first or self.doing).setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, partial(grow, self))

    # what the fields are made of

    def add(self, name: str, widget: QWidget, remark: str = "") -> None:
        """Add a field under its name."""
        self.first = self.first or widget
        self._fields.addWidget(FormField(name, widget, remark))

    def add_line(self, name: str, text: str = "", remark: str = "") -> QLineEdit:
        """Add a field of one line."""
        line = QLineEdit(text)
        self.add(name, line, remark)
        return line

    def add_text(self, name: str, text: str = "", remark: str = "") -> QPlainTextEdit:
        """Add a field of several lines."""
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        field.setFixedHeight(LINES * field.fontMetrics().lineSpacing() + px(12))
        self.add(name, field, remark)
        return field

    def add_choice(self, name: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> ChoiceField:
        """Add a choice of values with their words."""
        field = ChoiceField()
        field.offer(choices, chosen)
        self.add(name, field)
        return field

    def day_field(self, name: str, day: date | None = None, *, ahead: bool = False) -> DayField:
        """Make a field for a day."""
        field = DayField(name, self.today, ahead=ahead)
        field.show_day(day)
        return field

    def add_day(self, name: str, day: date | None = None, *, ahead: bool = False) -> DayField:
        """Add a field for a day."""
        field = self.day_field(name, day, ahead=ahead)
        self.add(name, at_left(field))
        return field

    def add_beside(self, *named: tuple[str, QWidget]) -> None:
        """Add small fields beside one another, each under its name."""
        self._fields.addLayout(row(*(FormField(name, field) for name, field in named), None, gap=L))

    def add_papers(self, name: str) -> None:
        """Let files be added as evidence."""
        self.papers = PapersField(name)
        self.add(name, self.papers)

    def add_behalf(self) -> None:
        """Let the step be entered for somebody else."""
        self.behalf = EnteredFor()
        self._fields.addWidget(self.behalf)

    def _wish(self) -> TaskWish:
        if self.behalf and self.behalf.is_unsaid:
            raise Refused(N_("Say for whom it is entered."))
        return TaskWish(
            act=self.act(),
            papers=self.papers.files if self.papers else (),
            scans=self.behalf.files if self.behalf else (),
            name=self.behalf.name if self.behalf else "",
        )


def at_left(field: QWidget) -> QWidget:
    """Keep a field that is as wide as it needs at the left of its line."""
    holder = QWidget()
    fill(QHBoxLayout(holder), (field, None), 0)
    holder.setFocusProxy(field)
    return holder


def needed_day(field: DayField) -> date:
    """Give the day of a field. Raises Refused where it holds none."""
    if field.day is None:
        raise Refused(N_("Give the day, as in 2026-11-22."))
    return field.day


def day_or_none(field: DayField) -> date | None:
    """Give the day of a field that may be empty. Raises Refused for what is no day."""
    return needed_day(field) if field.field.text().strip() else None
