"""One step of a complaint's life: what it needs, asked in one small form."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.queries.complaint_case import StepChoices
from inspector.errors import Refused, Spoken
from inspector.model.complaint import Complaint
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    Count,
)
from inspector.model.complaint_steps import COMPLAINT_STEP_NAMES, ComplaintStep
from inspector.model.complaint_words import MEASURE_NAMES, TRUTH_NAMES, Truth
from inspector.model.events import Event
from inspector.model.finding import TERMS, FindingNoticed
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.words import N_, _, plural, translate
from ui.dialogs.complaint_file_forms import add_files, take_file_back
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.case_papers import PapersField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import BAR
from ui.widgets.panel import Scroll, column, fill, row
from ui.widgets.text import Text

WIDTH, TEXT_HEIGHT, MOST_PERSONS = 480, 84, 999
Step = ComplaintStep
OUTCOMES: Mapping[
    str, tuple[str, type[ComplaintClosed] | type[ComplaintClosedForNow] | type[ComplaintLeftOpen]]
]
OUTCOMES = MappingProxyType(
    {
        "closed": (N_("settled"), ComplaintClosed),
        "closed_for_now": (N_("settled in stages"), ComplaintClosedForNow),
        "left_open": (N_("not settled"), ComplaintLeftOpen),
    }
)
PROPOSED_TERM = 7
SEALED_REMARK = N_("Sealed to those who handle this complaint, the names of the files too.")


class ComplaintStepDialog(QDialog):
    """``given`` carries the event, still without its subject; the dialog stays until it is recorded."""

    given = Signal(object)

    def __init__(
        self,
        step: ComplaintStep,
        complaint: Complaint,
        choices: StepChoices,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{_(COMPLAINT_STEP_NAMES[step])} · {complaint.number}")
        self.step, self.complaint, self._choices, self._today = step, complaint, choices, today
        self._parts: list[QWidget] = []
        self.typed: dict[str, QWidget] = {}
        self.papers: PapersField | None = None
        self._build: Callable[[], Event] = _FORMS[step](self)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.saving = Button(_("Record"), self.save, kind=PRIMARY)
        self.saving.setShortcut("Ctrl+Return")
        closing = Button(_("Cancel"), self.reject)
        body = column(*self._parts, gap=12)
        body.setContentsMargins(0, 0, px(BAR), 0)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(body), self.trouble, row(None, closing, self.saving)), 12, 16)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        wanted = sum(part.sizeHint().height() + px(12) for part in self._parts) + px(110)
        self.resize(min(px(WIDTH), room.width() - px(32)), min(wanted, room.height() - px(64)))

    def save(self) -> None:
        """Give the step away, or say what does not hold."""
        self.trouble.hide()
        try:
            event = self._build()
        except Spoken as refusal:
            self.say(refusal)
            return
        self.saving.setEnabled(False)
        self.given.emit(event)

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()
        self.saving.setEnabled(True)

    def add_day(self, name: str, day: date | None, remark: str = "") -> DayField:
        """Ask for a day."""
        field = DayField(name, self._today)
        field.show_day(day)
        shown = FormField(name, field, remark)
        if lines := shown.layout():
            lines.setAlignment(field, Qt.AlignmentFlag.AlignLeft)
        self._parts.append(shown)
        self._name(field)
        return field

    def add_text(self, name: str, text: str = "", remark: str = "") -> QPlainTextEdit:
        """Ask for some sentences."""
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        field.setFixedHeight(px(TEXT_HEIGHT))
        self._parts.append(FormField(name, field, remark))
        self._name(field)
        return field

    def add_line(
        self, name: str, text: str = "", remark: str = "", offered: tuple[str, ...] = ()
    ) -> QLineEdit:
        """Ask for a few words, some of them ``offered``."""
        field = QLineEdit(text)
        if offered:
            completer = QCompleter(list(offered), field)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        self._parts.append(FormField(name, field, remark))
        self._name(field)
        return field

    def add_choice(
        self, name: str, choices: list[tuple[str, str]], chosen: str = "", remark: str = ""
    ) -> ChoiceField:
        """Ask for one of some values."""
        field = ChoiceField()
        field.offer(choices, chosen)
        self._parts.append(FormField(name, field, remark))
        self._name(field)
        return field

    def add_papers(self, name: str) -> PapersField:
        """Ask for files, which are sealed before they are kept."""
        self.papers = PapersField(name)
        self._parts.append(FormField(name, self.papers, _(SEALED_REMARK)))
        return self.papers

    def add(self, part: QWidget) -> None:
        """Show something else."""
        self._parts.append(part)

    def _name(self, field: QWidget) -> None:
        """Name a field for the draft by its place in the form, which is the same in every language."""
        self.typed[f"{len(self.typed)}"] = field

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were chosen."""
        return self.papers.files if self.papers else ()

    @property
    def today(self) -> date:
        """The day it is."""
        return self._today

    @property
    def choices(self) -> StepChoices:
        """What a step may refer to."""
        return self._choices


def _day(field: DayField) -> date:
    if field.day is None:
        raise Refused(N_("Give a day, such as 2026-11-22."))
    return field.day


def _words(field: QPlainTextEdit) -> str:
    return field.toPlainText().strip()


def _accept(form: ComplaintStepDialog) -> Callable[[], Event]:
    due = form.add_day(
        _("Last day"), form.complaint.due_on, _("Proposed by the channel; local rules may differ.")
    )
    told = form.add_day(_("Complainant told on"), None, _("Empty where nobody is known."))
    reason = form.add_line(_("Remark"))
    return lambda: ComplaintAccepted(
        due=_day(due),
        days=(_day(due) - form.complaint.received.day).days,
        reason=reason.text().strip(),
        told_on=told.day,
    )


def _decline(form: ComplaintStepDialog) -> Callable[[], Event]:
    reason = form.add_text(_("Why it is not taken up"))
    told = form.add_day(_("Complainant told on"), form.today)
    return lambda: ComplaintDeclined(reason=_words(reason), told_on=told.day)


def _assign(form: ComplaintStepDialog) -> Callable[[], Event]:
    unit = form.add_line(_("Unit"), form.complaint.unit, offered=form.choices.units)
    chosen = form.complaint.handlers
    boxes = {person: QCheckBox(name) for person, name in form.choices.people}
    held = QWidget()
    held.setLayout(column(*boxes.values(), gap=4))
    form.typed.update(boxes)  # by person: a draft must not tick somebody else when the list changes
    for person, box in boxes.items():
        box.setChecked(person in chosen)
    remark = _("They, and nobody else, see who complained.")
    form.add(FormField(_("Handlers"), held, remark))
    note = form.add_line(_("Remark"))
    return lambda: ComplaintAssigned(
        handlers=tuple(person for person, box in boxes.items() if box.isChecked()),
        unit=unit.text().strip(),
        note=note.text().strip(),
    )


def _extend(form: ComplaintStepDialog) -> Callable[[], Event]:
    until = form.add_day(_("New last day"), form.complaint.due_on + timedelta(days=15))
    reason = form.add_text(_("Why it takes longer"))
    told = form.add_day(_("Complainant told on"), form.today)
    return lambda: ComplaintExtended(until=_day(until), reason=_words(reason), told_on=told.day)


def _investigate(form: ComplaintStepDialog) -> Callable[[], Event]:
    before = form.complaint
    stops = [(one.stop, f"{one.arrived.local:%m-%d %H:%M} {one.site}".strip()) for one in form.choices.stops]
    stop = form.add_choice(
        _("Recorded visit"), [("", _("none")), *stops], before.stop, _("A stop of a round about complaints.")
    )
    on = form.add_day(_("Investigated on"), form.today)
    truth = form.add_choice(
        _("Is it true?"), [(one.value, _(name)) for one, name in TRUTH_NAMES.items()], before.verdict or ""
    )
    text = form.add_text(_("What the investigation found"), before.investigation)
    return lambda: ComplaintInvestigated(
        on=_day(on), verdict=Truth(truth.value()), text=_words(text), stop=stop.value()
    )


def _conclude(form: ComplaintStepDialog) -> Callable[[], Event]:
    outcome = form.add_choice(_("How it ended"), [(key, _(name)) for key, (name, _kind) in OUTCOMES.items()])
    on = form.add_day(_("Day"), form.today)
    result = form.add_text(_("What was done and put right"), form.complaint.result)
    counts = {measure: QSpinBox() for measure in MEASURE_NAMES}
    lines = QVBoxLayout()
    fill(lines, (), 4)
    for measure, box in counts.items():
        box.setRange(0, MOST_PERSONS)
        box.setAccessibleName(_(MEASURE_NAMES[measure]))
        lines.addLayout(row(Text(_(MEASURE_NAMES[measure])), None, box))
    form.typed.update((measure.value, box) for measure, box in counts.items())
    held = QWidget()
    held.setLayout(lines)
    form.add(FormField(_("Persons held accountable"), held, _("Numbers only; no names.")))
    return lambda: OUTCOMES[outcome.value()][1](
        on=_day(on),
        result=_words(result),
        accountability=tuple(
            Count(measure=measure, persons=box.value()) for measure, box in counts.items() if box.value()
        ),
    )


def _reply(form: ComplaintStepDialog) -> Callable[[], Event]:
    before = form.complaint
    on = form.add_day(_("Answered on"), form.today)
    letter = form.add_line(
        _("Number of the reply letter"),
        before.letter,
        _("From the office's document system; may stay empty."),
    )
    result = form.add_text(_("Result that was told"), before.reply or before.result)
    opinion = form.add_text(_("What the complainant said to it"), before.opinion)
    form.add_papers(_("Reply as it was sent"))
    return lambda: ComplaintReplied(
        on=_day(on), result=_words(result), letter=letter.text().strip(), opinion=_words(opinion)
    )


def _link_finding(form: ComplaintStepDialog) -> Callable[[], Event]:
    findings = [(one.finding, f"{one.number} {one.text}") for one in form.choices.findings]
    new = ("", _("record a new finding"))
    finding = form.add_choice(_("Finding"), [new, *findings])
    text = form.add_text(
        _("What is wrong there"),
        form.complaint.investigation,
        _("Without saying who complained: the unit that puts it right reads it."),
    )
    spot = form.add_line(_("Where exactly"), "" if form.complaint.site else form.complaint.address)
    severity = form.add_choice(_("Severity"), [(one.value, _(name)) for one, name in SEVERITY_NAMES.items()])
    terms = [(f"{n}", plural("{n} day", "{n} days", n) if n else _("at once")) for n in TERMS]
    term = form.add_choice(_("Proposed term"), terms, f"{PROPOSED_TERM}")

    def build() -> Event:
        if finding.value():
            return ComplaintFindingLinked(finding=finding.value())
        return FindingNoticed(
            number="",
            grid=form.complaint.grid,
            site=form.complaint.site,
            patrol="",
            stop="",
            text=_words(text),
            noticed=form.complaint.received,
            severity=Severity(severity.value()),
            term_days=int(term.value()),
            spot=spot.text().strip(),
        )

    return build


def _link(form: ComplaintStepDialog) -> Callable[[], Event]:
    alike = [(str(one.complaint), f"{one.number} {one.content}") for one in form.choices.alike]
    earlier = form.add_choice(
        _("Repeats"),
        [("", _("none")), *alike],
        form.complaint.earlier,
        _("Proposed are complaints about the same site or in similar words."),
    )
    reason = form.add_line(_("Remark"))
    return lambda: ComplaintLinked(earlier=earlier.value(), reason=reason.text().strip())


def _revisit(form: ComplaintStepDialog) -> Callable[[], Event]:
    rounds = [(one.round, one.name) for one in form.complaint.revisits if one.on is None]
    chosen = form.add_choice(_("Round"), [*rounds, ("", _("none"))])
    on = form.add_day(_("Visited on"), form.today)
    text = form.add_text(_("What was seen"), remark=_("If it came back, open the complaint again instead."))
    return lambda: ComplaintRevisited(round=chosen.value(), on=_day(on), text=_words(text))


def _reopen(form: ComplaintStepDialog) -> Callable[[], Event]:
    rounds = [(one.round, one.name) for one in form.complaint.revisits if one.on is None]
    chosen = form.add_choice(_("Round"), [*rounds, ("", _("none"))])
    on = form.add_day(_("Seen on"), form.today)
    reason = form.add_text(_("Why it is opened again"))
    due = form.add_day(_("Last day"), form.today + timedelta(days=10))
    return lambda: ComplaintReopened(on=_day(on), reason=_words(reason), due=_day(due), round=chosen.value())


def _withdraw(form: ComplaintStepDialog) -> Callable[[], Event]:
    reason = form.add_text(
        _("Why it is taken back"), remark=_("It stays in the list “All”, with its number.")
    )
    return lambda: ComplaintWithdrawn(reason=_words(reason))


_FORMS: Mapping[ComplaintStep, Callable[[ComplaintStepDialog], Callable[[], Event]]] = MappingProxyType(
    {
        Step.ACCEPT: _accept,
        Step.DECLINE: _decline,
        Step.ASSIGN: _assign,
        Step.EXTEND: _extend,
        Step.INVESTIGATE: _investigate,
        Step.CONCLUDE: _conclude,
        Step.REPLY: _reply,
        Step.LINK_FINDING: _link_finding,
        Step.LINK: _link,
        Step.ADD_FILES: add_files,
        Step.TAKE_FILE_BACK: take_file_back,
        Step.REVISIT: _revisit,
        Step.REOPEN: _reopen,
        Step.WITHDRAW: _withdraw,
    }
)
"""The form of each step; a correction is asked as the registration was."""
