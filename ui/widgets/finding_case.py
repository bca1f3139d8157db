"""The case of a finding: what it is, its photos before and after, its time line, and what may happen next."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.finding_case import Case
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding import Finding
from inspector.model.finding_state import (
    SEVERITY_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    FindingState,
    Severity,
    Source,
)
from inspector.model.issued_report import ReportKind
from inspector.words import N_, _, plural
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.case_complaints import CaseComplaints
from ui.widgets.case_conflict import CaseConflicts
from ui.widgets.case_photos import CasePhotos
from ui.widgets.case_relapse import RelapseProposals
from ui.widgets.case_searches import CaseSearches
from ui.widgets.case_steps import CaseSteps
from ui.widgets.case_time_line import TimeLine
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, L, Panel, Rule, S, Scroll, fill, row
from ui.widgets.site_words import chip_tone, day_words, term_words
from ui.widgets.text import Text

LOW = 420
"""Height below which the steps scroll with the case."""
LONGEST_HEADING = 70
"""Letters of a finding's text that its heading takes; a longer one stands whole below its state and steps."""
STATE_TONES = {
    FindingState.NOTICED: "amber",
    FindingState.REPORTED: "blue",
    FindingState.ASSIGNED: "blue",
    FindingState.ACCEPTED: "blue",
    FindingState.UNDER_WAY: "amber",
    FindingState.PUT_RIGHT: "amber",
    FindingState.IN_CLOSE_OFF: "accent",
    FindingState.CLOSED: "grey",
    FindingState.CLOSED_OFF: "grey",
    FindingState.TRANSFERRED: "grey",
    FindingState.JOINED: "grey",
}
PAPER_WORDS = {
    ReportKind.ASSIGNMENT: N_("Assignment as PDF…"),
    ReportKind.TRANSFER_LETTER: N_("Letter of transfer as PDF…"),
    ReportKind.CLOSE_OFF_FILE: N_("File of the close-off as PDF…"),
}
SEVERITY_TONES = {Severity.MINOR: "soft", Severity.SERIOUS: "amber", Severity.MAJOR: "red"}


class FindingCase(Panel):
    """Shows a ``Case``.

    ``site_chosen``, ``photo_opened``, ``hint_asked`` and ``finding_chosen`` carry an id, ``step_asked`` a
    ``Step``, ``step_refused`` the sentence why one is not open, ``report_asked`` a ``ReportKind``,
    ``paper_opened`` a file, ``decided`` the entries that are to fall, ``came_back`` a ``RelapseProposal``,
    ``search_chosen`` the id of a search list; ``search_asked`` asks for one made of this finding.
    """

    site_chosen = Signal(str)
    photo_opened = Signal(str)
    hint_asked = Signal(str)
    finding_chosen = Signal(str)
    complaint_chosen = Signal(str)
    step_asked = Signal(object)
    report_asked = Signal(object)
    step_refused = Signal(object)
    paper_opened = Signal(object)
    decided = Signal(object)
    came_back = Signal(object)
    search_asked = Signal()
    search_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=L)
        self.case: Case | None = None
        self.photos: CasePhotos | None = None
        self.steps: CaseSteps | None = None
        self.time_line: TimeLine | None = None
        self.conflicts: CaseConflicts | None = None
        self.relapses: RelapseProposals | None = None
        self.searches: CaseSearches | None = None
        self._pictures: dict[str, bytes] = {}
        self.further: QWidget | None = None
        """Shown below the time line of every case, such as its materials."""
        self._scroll = Scroll(QWidget())
        self._foot = QVBoxLayout()
        self._above = QVBoxLayout()
        """Where the steps stand on a low screen: in the part that scrolls."""
        self.content.addWidget(self._scroll, 1)
        self.content.addLayout(self._foot)
        self.show_case(None, date.min)

    def show_case(self, case: Case | None, today: date) -> None:
        """Show a finding as it stands ``today``, or say that none is chosen; the same one where it was."""
        scrolled = self._scroll.verticalScrollBar().value() if _is_same(self.case, case) else 0
        self.case = case
        self.photos = self.time_line = self.conflicts = self.relapses = self.searches = None
        if self.further:
            # it outlives the body it stands in
            self.further.setParent(None)
        body = QWidget()
        body.setProperty("plain", "true")
        layout = QVBoxLayout(body)
        fill(layout, (), S)
        layout.setContentsMargins(0, 0, px(XS), 0)
        if case:
            self._fill(layout, case, today)
            layout.addStretch(1)
        else:
            layout.addWidget(
                EmptyState("triangle-alert", _("No finding chosen"), _("Choose one in the list."))
            )
        self._show_steps(case)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(scrolled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the case on a low screen."""
        super().resizeEvent(event)
        self._place_steps()

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures, by the SHA-256 of their previews."""
        self._pictures.update(pictures)
        if self.photos:
            self.photos.show_pictures(self._pictures)

    def _show_steps(self, case: Case | None) -> None:
        focus = _focus_of(self.window())
        had_focus = self.steps is not None and focus is not None and self.steps.isAncestorOf(focus)
        if self.steps:
            self.steps.hide()
            self.steps.deleteLater()
        self.steps = None
        if case:
            self.steps = CaseSteps(case.sheet.finding, case.sheet.steps)
            self.steps.asked.connect(self.step_asked)
            self.steps.refused.connect(self.step_refused)
            self._place_steps()
            if had_focus:
                self.steps.take_focus()

    def _place_steps(self) -> None:
        """Keep the steps in sight below the case, or where it is low let them scroll with it."""
        if self.steps:
            (self._above if self.height() < px(LOW) else self._foot).addWidget(self.steps)

    def _fill(self, layout: QVBoxLayout, case: Case, today: date) -> None:
        finding = case.row
        layout.addWidget(Text(_headed(finding.text), "heading", wrap=True))
        layout.addLayout(self._chips(case, today))
        layout.addLayout(self._where(case))
        self._above = QVBoxLayout()
        layout.addLayout(self._above)
        if _headed(finding.text) != finding.text:
            layout.addWidget(Text(finding.text, wrap=True))
        if not case.sheet.is_read:
            told = _("It was transferred with restricted access: the office reads its case.")
            layout.addWidget(Text(told, tone="soft", wrap=True))
            return
        if case.unreadable:
            sentence = plural(
                "{n} entry about it needs a newer program; please look.",
                "{n} entries about it need a newer program; please look.",
                case.unreadable,
            )
            layout.addWidget(Text(sentence, tone="amber", wrap=True))
        if case.sheet.conflicts:
            self.conflicts = CaseConflicts(case, today)
            self.conflicts.decided.connect(self.decided)
            layout.addWidget(self.conflicts)
        if case.proposals:
            self.relapses = RelapseProposals(case.proposals, today)
            self.relapses.confirmed.connect(self.came_back)
            self.relapses.finding_chosen.connect(self.finding_chosen)
            layout.addWidget(self.relapses)
        if case.photos:
            layout.addWidget(Rule())
            self.photos = CasePhotos(case, today)
            self.photos.opened.connect(self.photo_opened)
            self.photos.show_pictures(self._pictures)
            layout.addWidget(self.photos)
        layout.addWidget(Rule())
        self.time_line = TimeLine(case, today)
        self.time_line.paper_opened.connect(self.paper_opened)
        layout.addWidget(self.time_line)
        layout.addWidget(Rule())
        self._add_facts(layout, case, today)
        self.searches = CaseSearches(case.searches, case.sheet.who, finding.finding, today)
        self.searches.asked.connect(self.search_asked)
        self.searches.chosen.connect(self.search_chosen)
        layout.addWidget(self.searches)
        if self.further:
            layout.addWidget(Rule())
            layout.addWidget(self.further)
            self.further.show()

    def _where(self, case: Case) -> FlowLayout:
        line = case.row
        where = FlowLayout(gap=8)
        where.addWidget(Text(line.number, tone="soft"))
        if line.site_name:
            where.addWidget(Button(line.site_name, lambda: self.site_chosen.emit(line.site), kind=LINK))
        where.addWidget(Text(line.grid_name, tone="soft"))
        return where

    def _chips(self, case: Case, today: date) -> FlowLayout:
        finding = case.row
        chips = FlowLayout(gap=6)
        severity = chip_tone(SEVERITY_TONES[finding.severity])
        chips.addWidget(Chip(_(SEVERITY_NAMES[finding.severity]), severity))
        chips.addWidget(Chip(_(CATEGORY_NAMES[finding.category]), "soft"))
        chips.addWidget(Chip(_(STATE_NAMES[finding.state]), STATE_TONES[finding.state]))
        for kind in finding.supervision:
            chips.addWidget(Chip(_(SUPERVISION_NAMES[kind]), "red"))
        if finding.relapses:
            chips.addWidget(Chip(plural("relapsed once", "relapsed {n} times", finding.relapses), "amber"))
        if case.sheet.finding.extensions:
            extensions = case.sheet.finding.extensions
            chips.addWidget(Chip(plural("extended once", "extended {n} times", extensions), "grey"))
        if finding.is_open:
            words, tone = term_words(finding.due_on, today)
            chips.addWidget(Chip(words, chip_tone(tone)))
        return chips

    def _papers(self, case: Case) -> FlowLayout:
        line, flow = case.row, FlowLayout(gap=8)
        if line.site_name:
            hint = Button(_("Hint…"), lambda: self.hint_asked.emit(line.finding), icon="megaphone")
            hint.setToolTip(_("A reminder for the site, without deadline and without legal consequence"))
            flow.addWidget(hint)
        for kind in papers_of(case.sheet.finding):
            asking = partial(self.report_asked.emit, kind)
            flow.addWidget(Button(_(PAPER_WORDS[kind]), asking, icon="file-text"))
        return flow

    def _add_facts(self, layout: QVBoxLayout, case: Case, today: date) -> None:
        line, finding = case.row, case.sheet.finding
        layout.addLayout(self._papers(case))
        if case.complaints:
            complaints = CaseComplaints(case.complaints)
            complaints.chosen.connect(self.complaint_chosen)
            layout.addWidget(complaints)
        if finding.joined_into:
            other = Button(
                _("Show the one that goes on"),
                lambda: self.finding_chosen.emit(finding.joined_into),
                kind=LINK,
            )
            layout.addLayout(row(other, None))
        unit = " · ".join(part for part in (line.unit, line.person_name) if part)
        due = _("Deadline") if line.is_due_given else _("Term ends")
        source = "" if finding.source is Source.PATROL else _(SOURCE_NAMES[finding.source])
        # of a search list and a complaint the source is an id; their numbers stand as links
        ref = "" if finding.source in {Source.SEARCH, Source.COMPLAINT} else finding.source_ref
        for name, value in (
            (_("Responsible unit"), unit),
            (_("Transferred to"), finding.authority),
            (_("Where exactly"), case.spot),
            (_("Source"), " · ".join(part for part in (source, ref) if part)),
            (_("Proposed term"), "" if line.is_due_given else term_text(line.term_days)),
            (due, day_words(line.due_on, today)),
            (_("Asked for, until"), day_words(finding.asked, today) if finding.asked else ""),
            (_("Look back"), day_words(finding.look_back, today) if finding.look_back else ""),
            (_("Patrol report"), case.patrol),
        ):
            if value:
                layout.addWidget(Fact(name, value))
        if finding.requirement:
            layout.addWidget(Text(_("What is required"), tone="soft"))
            layout.addWidget(Text(finding.requirement, wrap=True))


def papers_of(finding: Finding) -> tuple[ReportKind, ...]:
    """Say which official papers a finding has by now."""
    papers: list[ReportKind] = []
    if finding.unit:
        papers.append(ReportKind.ASSIGNMENT)
    if finding.authority:
        papers.append(ReportKind.TRANSFER_LETTER)
    if finding.state is FindingState.CLOSED_OFF:
        papers.append(ReportKind.CLOSE_OFF_FILE)
    return tuple(papers)


def _headed(text: str) -> str:
    """Give the first line of a text as a heading, cut where it is long."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= LONGEST_HEADING else f"{line[:LONGEST_HEADING].rstrip()}…"


def term_text(days: int) -> str:
    """Say a proposed term; 0 is at once (立行立改)."""
    return plural("{n} day", "{n} days", days) if days else _("at once")


def _focus_of(window: QWidget) -> QWidget | None:
    """Give what has the focus of a window, also while another window is active."""
    return window.focusWidget()


def _is_same(one: Case | None, other: Case | None) -> bool:
    return bool(one and other and one.row.finding == other.row.finding)
