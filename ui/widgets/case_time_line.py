"""The time line of a case: what happened, when, with which papers; what has no effect says why."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.cases import StepLine
from db.queries.finding_case import Case, RoundLine
from inspector.model.events import EVENTS
from inspector.model.finding import FindingNoticed
from inspector.model.finding_life import FindingAssigned, FindingConflictResolved
from inspector.model.finding_state import STATE_NAMES
from inspector.periods import Instant
from inspector.words import _
from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.case_words import StepWords, round_words, step_words
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import M, Part, S, column, fill
from ui.widgets.site_words import day_words, term_words
from ui.widgets.text import Text


class TimeLine(QWidget):
    """Every entry about a case, the oldest first; ``paper_opened`` carries the file of one."""

    paper_opened = Signal(object)

    def __init__(self, case: Case, today: date) -> None:
        super().__init__()
        self._case, self._today = case, today
        self._fallen = {name for line in case.sheet.lines for name in falls_of(line)}
        layout = QVBoxLayout(self)
        fill(layout, (), M)
        for one in case.round:
            layout.addWidget(self._of_round(one))
        for step in case.sheet.lines:
            layout.addWidget(self.line_of(step))
        if case.row.is_open:
            layout.addWidget(step_row("clock", "amber", _(STATE_NAMES[case.row.state]), _waits(case, today)))

    def line_of(self, step: StepLine) -> QWidget:
        """Show one step of the case."""
        words = words_of(self._case, step, self._today)
        idle = self._why_idle(step)
        further: list[Part] = [Text(remark, tone="soft", wrap=True) for remark in words.remarks]
        if step.on_behalf:
            further.append(Text(_("entered for {name}", name=step.on_behalf), tone="amber", wrap=True))
        if idle:
            further.append(Text(idle, tone="amber", wrap=True))
        if step.papers:
            further.append(self._papers(step))
        when = self._when(step.at, step.received_ts)
        return step_row(words.icon, "soft" if idle else "accent", words.sentence, when, *further)

    def _of_round(self, entry: RoundLine) -> QWidget:
        words = round_words(entry.type, entry.by)
        at = self._case.row.noticed if entry.type == FindingNoticed.TYPE else entry.at
        return step_row(words.icon, "accent", words.sentence, self._when(at, entry.received_ts))

    def _when(self, at: Instant, received_ts: int | None) -> str:
        parts = [f"{day_words(at.day, self._today)} {at.clock}"]
        if received_ts is not None:
            came = Instant(received_ts, at.tz)
            parts.append(_("came here {day}", day=f"{day_words(came.day, self._today)} {came.clock}"))
        return " · ".join(parts)

    def _why_idle(self, step: StepLine) -> str:
        """Say why an entry has no effect; empty where it has."""
        if step.entry in self._fallen:
            return _("Without effect: somebody decided so between steps that contradict each other.")
        if step.has_effect:
            return ""
        if step.type == FindingAssigned.TYPE:
            return _("Without effect: it was taken back, or came out of turn.")
        if EVENTS[step.type].BY_PERSON:
            return _(
                "Without effect: it came out of turn, its person put it right or passed it already, or their "
                "own signature is missing."
            )
        return _("Without effect: it came out of turn.")

    def _papers(self, step: StepLine) -> FlowLayout:
        flow = FlowLayout(gap=8)
        for number, paper in enumerate(step.papers, start=1):
            words = _("Paper {n}", n=number) if len(step.papers) > 1 else _("Open the paper")
            flow.addWidget(Button(words, partial(self.paper_opened.emit, paper), kind=LINK))
        return flow


def falls_of(step: StepLine) -> tuple[str, ...]:
    """Give the entries that a decision between contradicting steps left without effect."""
    falls = step.told.get("falls", ()) if step.type == FindingConflictResolved.TYPE else ()
    return tuple(falls) if isinstance(falls, list) else ()


def words_of(case: Case, step: StepLine, today: date) -> StepWords:
    """Say a step of ``case`` in words."""
    names = case.sheet.names
    return step_words(step.type, step.told, names.get(step.by, ""), names, today)


def _waits(case: Case, today: date) -> str:
    words = term_words(case.row.due_on, today)[0]
    name = _("Deadline") if case.row.is_due_given else _("Term ends")
    return f"{name} {day_words(case.row.due_on, today)} · {words}"


def step_row(icon: str, tone: str, text: str, remark: str, *further: Part) -> QWidget:
    """Show one step of a time line: its icon, what happened, when, and what was told with it."""
    box = QWidget()
    mark = QLabel()
    wear_icon(mark, icon, tone)
    mark.setContentsMargins(0, px(2), 0, 0)
    words = column(Text(text, wrap=True), Text(remark, tone="soft", wrap=True), *further, gap=2)
    layout = QHBoxLayout(box)
    fill(layout, (mark, words), S)
    layout.setStretch(1, 1)
    layout.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return box
