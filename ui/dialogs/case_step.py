"""The dialog of one step of a case: what it asks and what went wrong."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeAlias

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from db.photo_intake import TakenPhoto
from db.queries.finding_case import Case
from db.queries.unit_choices import StepChoices
from inspector.errors import Refused, Spoken
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob, Event
from inspector.model.finding import Finding
from inspector.model.finding_state import STATE_NAMES
from inspector.model.finding_steps import STEP_NAMES, Step, Who
from inspector.model.office import Rules
from inspector.model.photo import Moment
from inspector.periods import Instant
from inspector.words import N_, _, translate
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.case_papers import EnteredFor
from ui.widgets.case_text import CaseText
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import grow, stand
from ui.widgets.panel import M, Rule, fill, row
from ui.widgets.text import Text

WIDTH, MOST_NUMBERS = 460, 6

Kept: TypeAlias = tuple[Blob, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What an act is decided by beside the finding: the rules, the kept files, another finding."""

    rules: Rules
    kept: Kept = ()
    into: Finding | None = None


Act: TypeAlias = Callable[[Finding, Who, Given], Event]
"""Decides about a finding as it stands."""


@dataclass(frozen=True, slots=True)
class StepWish:
    """What is to be recorded: ``act`` with ``files`` as its papers, and ``photos`` that show ``moment``.

    ``into`` names another finding that the act refers to.
    """

    act: Act
    files: tuple[Path, ...] = ()
    photos: tuple[TakenPhoto, ...] = ()
    moment: Moment = Moment.AFTER
    into: str = ""


@dataclass(frozen=True, slots=True)
class StepQuestion:
    """What a dialog asks about: the cases (several only where one act is about many), what it may offer."""

    cases: tuple[Case, ...]
    choices: StepChoices
    now: Instant
    further: Mapping[str, object] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case, the first of several."""
        return self.cases[0]


class StepDialog(QDialog):
    """Stays open until the step is recorded or given up.

    ``asked`` carries a ``StepWish``, ``phrase_kept`` and ``phrase_removed`` words for the phrase book.
    """

    STEP: ClassVar[Step | None] = None
    TITLE: ClassVar[str] = ""
    """The name of the window, where it is not that of the step."""
    ACTION: ClassVar[str] = ""
    """The words of the button, where they are not the title."""

    asked = Signal(object)
    phrase_kept = Signal(str)
    phrase_removed = Signal(str)

    def __init__(self, question: StepQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = STEP_NAMES[self.STEP] if self.STEP else self.TITLE
        self.setWindowTitle(_(title))
        self.question = question
        self.is_busy = False
        self.behalf: EnteredFor | None = None
        self.first: QWidget | None = None
        self.about = Text(tone="soft", wrap=True)
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.error.hide()
        self.doing = Button(_(self.ACTION or title), self.ask, kind=PRIMARY)
        self.closing = Button(_("Cancel"), self.reject)
        self._fields = QVBoxLayout()
        fill(self._fields, (), M)
        self.build()
        self.show_cases(question.cases)
        fill(middle := QVBoxLayout(), (self.about, Rule(), self._fields, self.error), M)
        middle.addStretch(1)
        stand(self, middle, row(None, self.closing, self.doing), WIDTH)
        self.doing.setToolTip(_("Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask)

    @abstractmethod
    def build(self) -> None:
        """Add the fields of the step."""

    @abstractmethod
    def wish(self) -> StepWish:
        """Give what is to be recorded by now. Raises Refused where something is missing."""

    def ask(self) -> None:
        """Ask for the step to be recorded, once."""
        if self.is_busy:
            return
        try:
            wish = self.wish()
        except Spoken as missing:
            self.say_error(missing)
            return
        self.error.hide()
        self.be_busy(busy=True)
        self.asked.emit(wish)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Show the cases as they stand now; what was typed stays."""
        case = cases[0]
        if len(cases) > 1:
            self.about.setText(_("{n} findings: {numbers}", n=len(cases), numbers=_numbers(cases)))
        else:
            state = _(STATE_NAMES[case.row.state])
            self.about.setText(f"{case.row.number} · {state}\n{case.row.text}")

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let it be tried again."""
        self.be_busy(busy=False)
        self.error.setText(translate(error))
        self.error.show()
        self._fit()

    def be_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while it is recorded."""
        self.is_busy = busy
        self.doing.setEnabled(not busy)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field."""
        super().showEvent(event)
        self._fit()
        (self.first or self.doing).setFocus(Qt.FocusReason.OtherFocusReason)

    # what the fields are made of

    def add(self, name: str, widget: QWidget, remark: str = "") -> FormField:
        """Add a field under its name."""
        self.first = self.first or widget
        shown = FormField(name, widget, remark)
        if isinstance(widget, DayField) and (lines := shown.layout()):
            lines.setAlignment(widget, Qt.AlignmentFlag.AlignLeft)
        self._fields.addWidget(shown)
        return shown

    def add_words(self, words: str) -> None:
        """Say something below the fields so far."""
        self._fields.addWidget(Text(words, tone="soft", wrap=True))

    def add_line(self, name: str, hint: str = "", text: str = "") -> QLineEdit:
        """Add a field of one line."""
        line = QLineEdit(text)
        line.setPlaceholderText(hint)
        self.add(name, line)
        return line

    def add_text(self, name: str, hint: str = "") -> CaseText:
        """Add a text with the phrase book."""
        text = CaseText(name, hint, self.question.choices.phrases)
        text.kept.connect(self.phrase_kept)
        text.removed.connect(self.phrase_removed)
        shown = self.add(name, text)
        shown.name.setBuddy(text.field)
        return text

    def add_behalf(self) -> EnteredFor:
        """Let the step be entered for somebody else."""
        self.behalf = EnteredFor()
        self.behalf.box.toggled.connect(self._fit)
        self._fields.addWidget(self.behalf)
        return self.behalf

    def on_behalf(self) -> tuple[str, tuple[Path, ...]]:
        """Say for whom it is entered, and the scans; Raises Refused where that is left open."""
        if self.behalf is None:
            return "", ()
        if self.behalf.is_unsaid:
            raise Refused(N_("Say for whom it is entered."))
        return self.behalf.name, self.behalf.files

    def _fit(self, *_toggled: object) -> None:
        QTimer.singleShot(0, self, partial(grow, self))


def behalf_of(name: str, kept: Kept) -> OnBehalf:
    """Give for whom something is entered, with the kept scans; nobody without a name."""
    return OnBehalf(name, kept) if name else OWN


def _numbers(cases: Sequence[Case]) -> str:
    shown = [case.row.number for case in cases[:MOST_NUMBERS]]
    return ", ".join([*shown, "…"] if len(cases) > MOST_NUMBERS else shown)
