"""A task as it stands: what its plan says, its measures, named sites and duties, and its time line."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.cases import StepLine
from db.queries.ledger import LedgerRow
from db.queries.tasks import FindingUnder, TaskSheet
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.finding_state import STATE_NAMES, FindingState
from inspector.model.task_parts import DueLine
from inspector.model.task_state import (
    ENDED,
    EVERY_NAMES,
    ITEM_KIND_NAMES,
    PACE_NAMES,
    TASK_STATE_NAMES,
    Pace,
    TaskState,
)
from inspector.words import _, plural
from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, Inset, L, M, Panel, Part, Rule, S, Scroll, SectionHeader, column, fill
from ui.widgets.site_words import day_words, term_words
from ui.widgets.task_papers import paper_buttons
from ui.widgets.task_steps import TaskSteps
from ui.widgets.task_words import (
    PACE_TONES,
    TASK_TONES,
    counted_words,
    deadline_words,
    line_words,
    numbered,
    period_words,
    state_words,
)
from ui.widgets.text import Text

MOST_LINES = 60
"""Named sites, due lines and steps that are shown of each; the counts are of all."""


class TaskView(Panel):
    """Shows a ``TaskSheet``.

    ``step_asked`` carries a ``TaskStep``, ``step_refused`` the sentence why one is not open, ``duty_asked`` a
    due line, ``paper_opened`` a file, ``finding_chosen`` an id, ``decided`` the entry that is to fall.
    """

    step_asked = Signal(object)
    step_refused = Signal(object)
    duty_asked = Signal(object)
    paper_opened = Signal(object)
    finding_chosen = Signal(str)
    decided = Signal(str)
    report_asked = Signal(object)
    """A paper of the task, a ReportKind."""

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.setAccessibleName(_("Task"))
        self.sheet: TaskSheet | None = None
        self.steps: TaskSteps | None = None
        self._today = date.min
        self._shown: QWidget | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what stands here."""
        self.sheet, self.steps = None, None
        self._put(
            EmptyState(
                "list-checks", _("Choose a line"), _("What its plan says and how far it is stands here.")
            )
        )

    def show_other(self, shown: QWidget) -> None:
        """Show something that is no task."""
        self.sheet, self.steps = None, None
        self._put(shown)

    def show_sheet(self, sheet: TaskSheet) -> None:
        """Show a task as it stands now."""
        self.sheet, self._today = sheet, sheet.today
        self.steps = TaskSteps(sheet.task, sheet.steps)
        self.steps.asked.connect(self.step_asked)
        self.steps.refused.connect(self.step_refused)
        parts: list[Part] = [
            *self._head(sheet),
            *self._conflicts(sheet),
            self.steps,
            *paper_buttons(sheet.task, self.report_asked.emit),
            Rule(),
            *self._said(sheet),
        ]
        for part in (self._measures, self._items, self._duties, self._findings):
            parts += part(sheet)
        parts += [Rule(), SectionHeader(_("What happened")), *self._lines(sheet)]
        fill(layout := QVBoxLayout(), parts, M, L)
        layout.addStretch(1)
        self._put(Scroll(layout))

    def _put(self, shown: QWidget) -> None:
        if self._shown:
            self.content.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        self.content.addWidget(shown)

    def _head(self, sheet: TaskSheet) -> list[Part]:
        task = sheet.task
        chips = FlowLayout(gap=6)
        chips.addWidget(Chip(_(TASK_STATE_NAMES[task.state]), TASK_TONES[task.state]))
        pace = task.pace(self._today)
        if task.state not in ENDED or pace is Pace.OVERDUE:
            chips.addWidget(Chip(_(PACE_NAMES[pace]), PACE_TONES[pace]))
        for kind in task.supervision:
            chips.addWidget(Chip(_(SUPERVISION_NAMES[kind]), "red"))
        if task.is_standing:
            chips.addWidget(Chip(_("standing task"), "blue"))
        if task.relapses:
            chips.addWidget(Chip(plural("came back {n} time", "came back {n} times", task.relapses), "red"))
        title = Text(f"{task.number} {task.name}".strip(), "heading", wrap=True)
        parts: list[Part] = [title, chips]
        if task.requirement:
            parts.append(Text(_("To be done still: {text}", text=task.requirement), tone="amber", wrap=True))
        if task.state is TaskState.COMPLETED:
            passed = _("re-checked by {done} of {all}", done=len(task.passed_by), all=task.rechecks)
            parts.append(Text(passed, tone="soft", wrap=True))
        return parts

    def _conflicts(self, sheet: TaskSheet) -> list[Part]:
        lines = {line.entry: line for line in sheet.lines}
        return [
            Inset(
                "amber",
                Text(_("Two steps contradict each other; a person decides."), wrap=True),
                *(
                    self._deciding(sheet, lines[stands], falls)
                    for stands, falls in ((one.one, one.other), (one.other, one.one))
                    if stands in lines
                ),
            )
            for one in sheet.conflicts
        ]

    def _deciding(self, sheet: TaskSheet, line: StepLine, falls: str) -> QWidget:
        words = line_words(line, sheet.names, sheet.task.names(), self._today)
        day = f"{day_words(line.at.day, self._today)} {line.at.clock}"
        button = Button(_("Let this stand"), partial(self.decided.emit, falls))
        button.setAccessibleName(f"{_('Let this stand')}: {words.sentence}")
        return _stacked(Text(f"{words.sentence} · {day}", wrap=True), _beside(button))

    def _said(self, sheet: TaskSheet) -> list[Part]:
        task = sheet.task
        due = deadline_words(task.due, task.deadline, self._today)
        if task.due and task.open_due:
            due = f"{due} · {term_words(task.due, self._today)[0]}"
        facts = (
            (_("Plan"), sheet.plan_title),
            (_("Under"), " / ".join(task.headings)),
            (_("Lead"), "、".join(task.lead)),
            (_("Responsible units"), "、".join(task.responsible)),
            (_("Supporting"), "、".join(task.supporting)),
            (_("Supervising"), "、".join(task.supervising)),
            (_("Accountability"), "、".join(task.accountability)),
            (_("Acceptance"), "、".join(task.accepting)),
            (_("Deadline"), due),
            (_("As written"), task.deadline if task.due else ""),
            (_("Goal"), task.goal),
            (_("Problem"), task.problem if task.problem != task.name else ""),
            (_("Amounts"), "；".join(one.text for one in task.quantities)),
            (_("Looked at again"), day_words(task.look_back, self._today) if task.look_back else ""),
        )
        parts: list[Part] = [_fact(name, value) for name, value in facts if value]
        if sheet.document:
            opening = Button(
                _("Open the document"), partial(self.paper_opened.emit, sheet.document), kind=LINK
            )
            parts.append(opening)
        return parts

    def _measures(self, sheet: TaskSheet) -> list[Part]:
        measures = sheet.task.measures
        if not measures:
            return []
        done = sum(1 for one in measures if one.done_on)
        remark = _("{done} of {all} done", done=done, all=len(measures))
        return [
            Rule(),
            SectionHeader(_("Measures"), remark),
            *(
                _line(
                    "circle-check" if one.done_on else "clock",
                    numbered(one.told.number, one.told.text),
                    self._day_of(one.due, one.done_on, one.told.due_text),
                    "、".join(one.told.units),
                )
                for one in measures
            ),
        ]

    def _items(self, sheet: TaskSheet) -> list[Part]:
        task = sheet.task
        if not task.items:
            return []
        counts = task.by_year()
        by_year = "　".join(
            _("{year}: {done} of {all}", year=one.year, done=one.done, all=one.total) for one in counts
        )
        waiting = sorted(task.items, key=lambda one: (one.done_on is not None, one.year))
        return [
            Rule(),
            SectionHeader(_("Named sites"), counted_words(counts)),
            Text(by_year, tone="soft", wrap=True),
            *(
                _line(
                    "circle-check" if one.done_on else "clock",
                    one.name,
                    f"{one.year} · {_(ITEM_KIND_NAMES[one.kind])}",
                    self._day_of(one.due, one.done_on, "") if one.done_on else "",
                )
                for one in waiting[:MOST_LINES]
            ),
        ]

    def _duties(self, sheet: TaskSheet) -> list[Part]:
        task = sheet.task
        if not task.duties:
            return []
        owed = [line for line in sheet.owed if not line.is_met]
        parts: list[Part] = [
            Rule(),
            SectionHeader(_("Duties that come back"), _("owed until today: {n}", n=len(owed))),
        ]
        for duty in task.duties:
            parts.append(Text(f"{_(EVERY_NAMES[duty.every])} · {duty.text}", wrap=True))
            parts += [self._owed(line) for line in owed[:MOST_LINES] if line.duty == duty.id]
        return parts

    def _owed(self, line: DueLine) -> QWidget:
        words, tone = term_words(line.due, self._today)
        period = period_words(line.period)
        text = Text(f"{period} · {line.unit} · {words}", tone=tone, wrap=True)
        button = Button(_("Minutes…"), partial(self.duty_asked.emit, line), kind=LINK)
        button.setAccessibleName(f"{_('Minutes…')} {period} {line.unit}")
        box = QWidget()
        layout = QHBoxLayout(box)
        fill(layout, (text, button), S)
        layout.setStretch(0, 1)
        return box

    def _findings(self, sheet: TaskSheet) -> list[Part]:
        counted = sheet.counted
        if not (counted.found or sheet.task.is_standing):
            return []
        remark = _(
            "found {found} · came back {back} · put right {right}",
            found=counted.found,
            back=counted.relapsed,
            right=counted.put_right,
        )
        return [
            Rule(),
            SectionHeader(_("Findings under it")),
            Text(remark, tone="soft", wrap=True),
            *(self._finding(one) for one in sheet.under[:MOST_LINES]),
        ]

    def _finding(self, one: FindingUnder) -> QWidget:
        button = Button(one.number, partial(self.finding_chosen.emit, one.finding), kind=LINK)
        state = _(STATE_NAMES[FindingState(one.state)])
        return _stacked(Text(one.text, wrap=True), _beside(Text(state, tone="soft"), button))

    def _lines(self, sheet: TaskSheet) -> Iterable[Part]:
        newest = sheet.lines[::-1]
        for line in newest[:MOST_LINES]:
            yield self._happened(sheet, line)
        if len(newest) > MOST_LINES:
            yield Text(plural("and {n} earlier", "and {n} earlier", len(newest) - MOST_LINES), tone="soft")

    def _happened(self, sheet: TaskSheet, line: StepLine) -> QWidget:
        words = line_words(line, sheet.names, sheet.task.names(), self._today)
        further = [*words.remarks]
        if line.on_behalf:
            further.append(_("entered for {name}", name=line.on_behalf))
        if not line.has_effect:
            further.append(_("Without effect: it came out of turn."))
        when = f"{day_words(line.at.day, self._today)} {line.at.clock}"
        box = _line(words.icon, words.sentence, when, *further)
        if line.papers:
            flow = FlowLayout(gap=8)
            for number, paper in enumerate(line.papers, start=1):
                name = _("Paper {n}", n=number) if len(line.papers) > 1 else _("Open the paper")
                flow.addWidget(Button(name, partial(self.paper_opened.emit, paper), kind=LINK))
            return _stacked(box, flow)
        return box

    def _day_of(self, due: date | None, done_on: date | None, written: str) -> str:
        if done_on:
            return _("done on {day}", day=day_words(done_on, self._today))
        if due:
            return f"{day_words(due, self._today)} · {term_words(due, self._today)[0]}"
        return written or _("no day of its own")


class FindingLine(QWidget):
    """A finding as a line of the ledger; ``opened`` and ``moved`` carry its id."""

    opened = Signal(str)
    moved = Signal(str)

    def __init__(self, line: LedgerRow, today: date) -> None:
        super().__init__()
        words, tone = state_words(line)
        chips = FlowLayout(gap=6)
        chips.addWidget(Chip(words, tone))
        for kind in line.supervision:
            chips.addWidget(Chip(_(SUPERVISION_NAMES[kind]), "red"))
        due = deadline_words(line.due_on, line.deadline, today)
        facts = ((_("Number"), line.number), (_("Unit"), line.unit), (_("Plan"), line.plan_title))
        self.opening = Button(_("Open the finding"), partial(self.opened.emit, line.key), kind=PRIMARY)
        self.moving = Button(_("Put under a task…"), partial(self.moved.emit, line.key))
        buttons = FlowLayout(gap=8)
        buttons.addWidget(self.opening)
        buttons.addWidget(self.moving)
        fill(
            layout := QVBoxLayout(self),
            (
                Text(line.name, "heading", wrap=True),
                chips,
                buttons,
                Rule(),
                *(_fact(name, value) for name, value in facts if value),
                _fact(_("Deadline"), due),
            ),
            M,
            L,
        )
        layout.addStretch(1)


def _fact(name: str, value: str) -> QWidget:
    return _stacked(Text(name, tone="soft"), Text(value, wrap=True), gap=2)


def _stacked(*parts: Part, gap: int = XS) -> QWidget:
    box = QWidget()
    fill(QVBoxLayout(box), parts, gap)
    return box


def _beside(*parts: Part) -> QWidget:
    box = QWidget()
    fill(QHBoxLayout(box), (*parts, None), S)
    return box


def _line(icon: str, text: str, *remarks: str) -> QWidget:
    box = QWidget()
    mark = QLabel()
    wear_icon(mark, icon, "accent" if icon == "circle-check" else "soft")
    mark.setFixedWidth(px(18))
    words = column(
        Text(text, wrap=True), *(Text(one, tone="soft", wrap=True) for one in remarks if one), gap=2
    )
    layout = QHBoxLayout(box)
    fill(layout, (mark, words), S)
    layout.setStretch(1, 1)
    layout.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return box
