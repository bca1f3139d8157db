"""The case of a complaint: how it stands, who may do what next, what came of it, its time line."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.complaint_case import AlikeComplaint, ComplaintCase, ComplaintEntry
from inspector.model.complainant import Complainant
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.complaint_words import (
    CHANNEL_NAMES,
    COMPLAINT_STATE_NAMES,
    TRUTH_NAMES,
    ComplaintState,
)
from inspector.model.finding_state import STATE_NAMES
from inspector.periods import Instant
from inspector.words import _, plural
from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import LINK, QUIET, Button
from ui.widgets.chip import Chip
from ui.widgets.complaint_files import ComplaintFiles
from ui.widgets.complaint_steps import ComplaintSteps
from ui.widgets.complaint_words import (
    STATE_TONES,
    TRUTH_TONES,
    complaint_due,
    counts_words,
    entry_words,
    kinds_words,
)
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Inset, L, M, Panel, Rule, S, Scroll, column, fill, row
from ui.widgets.site_words import chip_tone, day_words
from ui.widgets.text import Text


class ComplaintCasePanel(Panel):
    """Shows a ``ComplaintCase``; its signals say what was asked for."""

    step_asked = Signal(object)
    refused = Signal(object)
    site_chosen = Signal(str)
    finding_chosen = Signal(str)
    complaint_chosen = Signal(str)
    identity_asked = Signal()
    naming_asked = Signal()
    paper_asked = Signal()
    table_asked = Signal()
    stop_asked = Signal(str)
    decided = Signal(str)
    file_opened = Signal(object)
    file_saved = Signal(object)
    file_taken_back = Signal(object)
    giving_asked = Signal()

    def __init__(self) -> None:
        super().__init__(margin=L)
        self.case: ComplaintCase | None = None
        self.steps: ComplaintSteps | None = None
        self.identity: QWidget | None = None
        self.giving: Button | None = None
        self._scroll = Scroll(QWidget())
        self.content.addWidget(self._scroll)
        self.show_case(None, date.min)

    def show_case(self, case: ComplaintCase | None, today: date) -> None:
        """Show a complaint as it stands ``today``, or say that none is chosen; a name in sight goes away."""
        self.case = case
        self.steps = self.identity = self.giving = None
        body = QWidget()
        body.setProperty("plain", "true")
        layout = QVBoxLayout(body)
        fill(layout, (), S)
        layout.setContentsMargins(0, 0, px(M), 0)
        if case:
            self._fill(layout, case, today)
            layout.addStretch(1)
        else:
            layout.addWidget(EmptyState("megaphone", _("No complaint chosen"), _("Choose one in the list.")))
        self._scroll.setWidget(body)

    def show_identity(self, who: Complainant) -> None:
        """Show who complained until another case is shown; it can't be selected, so it can't be copied."""
        if self.identity is None:
            return
        lines = [part for part in (who.name, who.phone, who.address, who.note) if part]
        words = Text("\n".join(lines), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        words.setAccessibleName(_("Complainant"))
        layout = self.identity.layout()
        if layout:
            layout.addWidget(words)
        self.seeing.hide()

    def _fill(self, layout: QVBoxLayout, case: ComplaintCase, today: date) -> None:
        line, complaint = case.row, case.complaint
        layout.addWidget(Text(complaint.content, "heading", wrap=True))
        layout.addLayout(_chips(case, today))
        numbers = " · ".join(part for part in (line.number, line.batch, line.given_number) if part)
        layout.addWidget(Text(numbers, tone="soft", wrap=True))
        if case.unreadable:
            sentence = plural(
                "{n} entry about it needs a newer program; please look.",
                "{n} entries about it need a newer program; please look.",
                case.unreadable,
            )
            layout.addWidget(Text(sentence, tone="amber", wrap=True))
        if case.conflicts:
            layout.addWidget(self._conflicts(case, today))
        self.steps = ComplaintSteps(complaint.state, case.steps, is_replied=complaint.is_replied)
        self.steps.asked.connect(self.step_asked)
        self.steps.refused.connect(self.refused)
        layout.addWidget(self.steps)
        layout.addWidget(Rule())
        self._add_identity(layout, case)
        self._add_files(layout, case, today)
        self._add_facts(layout, case, today)
        self._add_links(layout, case, today)
        layout.addWidget(Rule())
        for entry in case.entries:
            layout.addWidget(_entry_line(entry, today))

    def _conflicts(self, case: ComplaintCase, today: date) -> QWidget:
        """Show steps made unknown to each other; of two, one is let stand."""
        entries = {one.entry: one for one in case.entries}
        inset = Inset("amber", Text(_("Two steps contradict each other; a person decides."), wrap=True))
        for one, other in case.conflicts:
            for stands, falls in ((one, other), (other, one)):
                words = entry_words(entries[stands], today)[1] if stands in entries else stands[:8]
                button = Button(_("Let this stand"), partial(self.decided.emit, falls))
                button.setAccessibleName(f"{_('Let this stand')}: {words}")
                inset.content.addWidget(Text(words, wrap=True))
                inset.content.addLayout(row(button, None))
        return inset

    def _add_identity(self, layout: QVBoxLayout, case: ComplaintCase) -> None:
        complaint = case.complaint
        if complaint.is_sealed:
            shown = complaint.shown or _("sealed")
            remark = _("Only those who handle this complaint see who complained.")
            inset = Inset("accent", Text(_("Complainant: {masked}", masked=shown), bold=True))
            self.seeing = Button(_("Show for a moment"), self.identity_asked.emit, icon="eye")
            self.seeing.allow(case.is_mine, remark)
            inset.content.addLayout(row(self.seeing, None))
            inset.content.addWidget(Text(remark, tone="soft", wrap=True))
            self.identity = inset
            layout.addWidget(inset)
        elif complaint.state is not ComplaintState.WITHDRAWN:
            naming = Button(_("Name the complainant…"), self.naming_asked.emit, kind=QUIET, icon="user")
            naming.allow(case.is_mine, _("Only those who handle this complaint see who complained."))
            layout.addLayout(row(Text(_("Nobody is named."), tone="soft"), None, naming))

    def _add_files(self, layout: QVBoxLayout, case: ComplaintCase, today: date) -> None:
        refusals = {one.step: one.refusal for one in case.steps}
        by_name = {one.file: one for one in case.files}
        self.files = ComplaintFiles(case.files, today, may_change=refusals[ComplaintStep.ADD_FILES] is None)
        self.files.adding_asked.connect(partial(self.step_asked.emit, ComplaintStep.ADD_FILES))
        for asked, told in (
            (self.files.opened, self.file_opened),
            (self.files.saved, self.file_saved),
            (self.files.taken_back, self.file_taken_back),
        ):
            asked.connect(lambda file, told=told: told.emit(by_name[file]))
        layout.addWidget(self.files)
        if case.lacking:
            names = _(", ").join(case.lacking)
            lacks = _(
                "Not all of this opens for {names}: it was sealed to others when the case was given on.",
                names=names,
            )
            inset = Inset("amber", Text(lacks, wrap=True))
            if case.gives_on:
                self.giving = Button(_("Seal it to them"), self.giving_asked.emit, kind=QUIET)
                inset.content.addLayout(row(self.giving, None))
            layout.addWidget(inset)

    def _add_facts(self, layout: QVBoxLayout, case: ComplaintCase, today: date) -> None:
        line, complaint = case.row, case.complaint
        if line.site and line.accused:
            site = Button(line.accused, lambda: self.site_chosen.emit(line.site), kind=LINK)
            layout.addLayout(row(Text(_("About whom"), tone="soft"), None, site))
        facts = (
            (_("About whom"), "" if line.site else complaint.accused),
            (_("Address"), complaint.address),
            (_("Pollution"), kinds_words(complaint.kinds)),
            (_("Wanted"), complaint.wanted),
            (_("Received on"), f"{day_words(line.received.day, today)} {line.received.clock}"),
            (_("Last day"), day_words(line.due_on, today)),
            (_("Handlers"), _(", ").join(name for name in case.handlers if name)),
            (_("Unit"), complaint.unit),
            (_("Grid"), line.grid_name),
        )
        for name, value in facts:
            if value:
                layout.addWidget(Fact(name, value))
        if line.state is ComplaintState.RECEIVED:
            told = _("To be taken up or not by {day}.", day=day_words(line.begin_by, today))
            layout.addWidget(Text(told, tone="red" if line.begin_by < today else "amber", wrap=True))
        for name, text in (
            (_("What the investigation found"), complaint.investigation),
            (_("What was done and put right"), complaint.result),
            (_("Reply to the complainant"), complaint.reply),
            (_("What the complainant said to it"), complaint.opinion),
        ):
            if text:
                layout.addLayout(column(Text(name, tone="soft"), Text(text, wrap=True), gap=2))
        if complaint.accountability:
            counts = counts_words({one.measure: one.persons for one in complaint.accountability})
            layout.addWidget(Fact(_("Held accountable"), counts))
        paper = Button(_("Registration sheet…"), self.paper_asked.emit, icon="file-text")
        flow = FlowLayout(gap=8)
        if line.is_open and line.site:
            going = Button(_("Begin a stop here"), partial(self.stop_asked.emit, line.site), icon="map-pin")
            going.setToolTip(_("A round about complaints; the stop can then be named as the investigation."))
            flow.addWidget(going)
        flow.addWidget(paper)
        if line.batch:
            flow.addWidget(Button(_("Public table…"), self.table_asked.emit, icon="table"))
        layout.addLayout(flow)

    def _add_links(self, layout: QVBoxLayout, case: ComplaintCase, today: date) -> None:
        earlier = [(_("Repeats"), one) for one in (case.earlier,) if one]
        for name, one in (*earlier, *((_("Repeated by"), one) for one in case.later)):
            opening = Button(
                _alike_words(one, today), partial(self.complaint_chosen.emit, one.complaint), kind=LINK
            )
            opening.setToolTip(one.content)
            layout.addLayout(row(Text(name, tone="soft"), None, opening))
        for finding in case.findings:
            words = f"{finding.number} · {_(STATE_NAMES[finding.state])}"
            opening = Button(words, partial(self.finding_chosen.emit, finding.finding), kind=LINK)
            opening.setToolTip(finding.text)
            layout.addLayout(row(Text(_("Finding"), tone="soft"), None, opening))
        for visit in case.complaint.revisits:
            told = _("holds") if visit.holds else _("came back") if visit.on else _("not yet visited")
            when = day_words(visit.on or visit.due, today)
            layout.addWidget(Fact(visit.name, f"{when} · {told}"))


def _chips(case: ComplaintCase, today: date) -> FlowLayout:
    line = case.row
    chips = FlowLayout(gap=6)
    chips.addWidget(Chip(_(CHANNEL_NAMES[line.channel]), "blue"))
    chips.addWidget(Chip(_(COMPLAINT_STATE_NAMES[line.state]), STATE_TONES[line.state]))
    if line.verdict:
        chips.addWidget(Chip(_(TRUTH_NAMES[line.verdict]), TRUTH_TONES[line.verdict]))
    if line.is_open:
        words, tone = complaint_due(line, today)
        chips.addWidget(Chip(words, chip_tone(tone)))
    if line.is_replied:
        chips.addWidget(Chip(_("answered"), "accent"))
    if case.earlier:
        chips.addWidget(Chip(_("repeated"), "amber"))
    return chips


def _alike_words(one: AlikeComplaint, today: date) -> str:
    return f"{one.number} · {day_words(one.received.day, today)}"


def _entry_line(entry: ComplaintEntry, today: date) -> QWidget:
    icon, sentence, remarks = entry_words(entry, today)
    when = f"{day_words(entry.at.day, today)} {entry.at.clock}"
    if entry.received_ts is not None:
        came = Instant(entry.received_ts, entry.at.tz)
        when = f"{when} · {_('came here {day}', day=f'{day_words(came.day, today)} {came.clock}')}"
    parts = [Text(sentence, wrap=True), *(Text(remark, wrap=True, tone="soft") for remark in remarks)]
    if not entry.has_effect:
        parts.append(Text(_("Without effect: it came out of turn."), tone="amber", wrap=True))
    box, mark = QWidget(), QLabel()
    wear_icon(mark, icon, "accent" if entry.has_effect else "amber")
    words = column(*parts, Text(when, tone="soft", wrap=True), gap=2)
    layout = QHBoxLayout(box)
    fill(layout, (mark, words), M)
    layout.setStretch(1, 1)
    layout.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return box
