"""The dossier of a site (一企一档) beside the list: facts, open findings, the last visits with photos."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.dossier import Dossier, DossierFinding, Visit
from inspector.model.complaint_words import COMPLAINT_STATE_NAMES
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES, SiteStatus
from inspector.model.site_paper import PaperState, paper_state
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, L, Panel, Rule, S, Scroll, SectionHeader, fill, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.site_tasks import SiteTasks
from ui.widgets.site_words import (
    PAPER_TONES,
    RANK_TONES,
    STATUS_TONES,
    chip_tone,
    day_words,
    due_words,
    paper_words,
    place_words,
    term_words,
)
from ui.widgets.text import Elided, Text
from ui.widgets.waiting_searches import WaitingSearches

LONGEST_TEXT = 80


class SiteDossier(Panel):
    """Shows a ``Dossier``; its signals carry the id of the site, of a finding, a photo, a search list."""

    whole_asked = Signal()
    stop_asked = Signal(str)
    edit_asked = Signal(str)
    paper_asked = Signal(str)
    finding_chosen = Signal(str)
    complaint_chosen = Signal(str)
    search_chosen = Signal(str)
    task_chosen = Signal(str)
    photo_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=L)
        self.dossier: Dossier | None = None
        self.starting: Button | None = None
        self.strips: list[tuple[PhotoStrip, Visit]] = []
        self._pictures: dict[str, bytes] = {}
        self._scroll = Scroll(QWidget())
        self.content.addWidget(self._scroll)
        self.show_dossier(None, date.min)

    def show_dossier(self, dossier: Dossier | None, today: date) -> None:
        """Show a site as it stands ``today``, or say that none is chosen."""
        self.dossier = dossier
        self.strips = []
        self.starting = None
        body = QWidget()
        body.setProperty("plain", "true")
        layout = QVBoxLayout(body)
        fill(layout, (), S)
        layout.setContentsMargins(0, 0, px(XS), 0)
        if dossier:
            self._fill(layout, dossier, today)
            layout.addStretch(1)
        else:
            layout.addWidget(EmptyState("building-2", _("No site chosen"), _("Choose one in the list.")))
        self._scroll.setWidget(body)

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures, by the SHA-256 of their previews."""
        self._pictures.update(pictures)
        self._show_photos()

    def _fill(self, layout: QVBoxLayout, dossier: Dossier, today: date) -> None:
        site = dossier.site
        layout.addWidget(Text(site.name, "title", wrap=True))
        chips = FlowLayout(gap=6)
        chips.addWidget(Chip(_(RANK_NAMES[site.rank]), chip_tone(RANK_TONES[site.rank])))
        chips.addWidget(Chip(_(STATUS_NAMES[site.status]), chip_tone(STATUS_TONES[site.status])))
        words, tone = due_words(dossier.row.due_on, today)
        if tone in {"red", "amber"}:
            chips.addWidget(Chip(words, tone))
        layout.addLayout(chips)
        self._add_actions(layout, dossier)
        if dossier.unreadable:
            sentence = plural(
                "{n} entry about this site needs a newer program; please look.",
                "{n} entries about this site need a newer program; please look.",
                dossier.unreadable,
            )
            layout.addWidget(Text(sentence, tone="amber", wrap=True))
        for name, value in _facts(dossier, today):
            if value:
                layout.addWidget(Fact(name, value))
        layout.addWidget(Rule())
        layout.addWidget(SectionHeader(_("Open findings"), str(dossier.row.findings)))
        for finding in dossier.findings:
            layout.addWidget(self._finding(finding, today))
        if not dossier.findings:
            layout.addWidget(Text(_("None is open."), tone="soft"))
        self._add_named(layout, dossier, today)
        self._add_complaints(layout, dossier, today)
        self._add_papers(layout, dossier, today)
        layout.addWidget(Rule())
        layout.addWidget(SectionHeader(_("Visits"), str(dossier.visit_count)))
        for visit in dossier.visits:
            layout.addWidget(self._visit(visit, today))
        if not dossier.visits:
            layout.addWidget(Text(_("Never visited"), tone="soft"))
        self._show_photos()

    def _add_actions(self, layout: QVBoxLayout, dossier: Dossier) -> None:
        site = dossier.site
        self.starting = Button(_("Begin a stop here"), lambda: self.stop_asked.emit(site.id), kind=PRIMARY)
        self.starting.allow(
            site.status is not SiteStatus.CLOSED_DOWN,
            _("This site is closed down; nobody goes there any more."),
        )
        editing = Button(_("Edit"), lambda: self.edit_asked.emit(site.id), icon="pen-line")
        actions = FlowLayout(gap=8)
        whole = Button(_("Open the dossier"), self.whole_asked.emit, icon="folder-open")
        whole.setToolTip(_("Papers, the whole time line, photos and the history of each fact (Ctrl+D)"))
        paper = Button(_("Dossier as PDF…"), lambda: self.paper_asked.emit(site.id), icon="file-text")
        for button in (self.starting, whole, editing, paper):
            actions.addWidget(button)
        layout.addLayout(actions)

    def _add_named(self, layout: QVBoxLayout, dossier: Dossier, today: date) -> None:
        """Show the search lists that wait for an answer from here, and the tasks that name it."""
        if dossier.searches:
            waiting = WaitingSearches(dossier.searches, today)
            waiting.chosen.connect(self.search_chosen)
            layout.addWidget(waiting)
        if dossier.tasks:
            tasks = SiteTasks(dossier.tasks, today)
            tasks.chosen.connect(self.task_chosen)
            layout.addWidget(tasks)

    def _add_complaints(self, layout: QVBoxLayout, dossier: Dossier, today: date) -> None:
        """Show the complaints about the site, if there are any."""
        if dossier.complaints:
            layout.addWidget(Rule())
            layout.addWidget(SectionHeader(_("Complaints"), str(len(dossier.complaints))))
        for one in dossier.complaints:
            state = _(COMPLAINT_STATE_NAMES[one.state])
            words = f"{day_words(one.received.day, today)} · {state}"
            opening = Button(words, partial(self.complaint_chosen.emit, one.complaint), kind=LINK)
            opening.setToolTip(one.content)
            opening.setAccessibleName(f"{one.number} {words}")
            layout.addLayout(row(Elided(one.content), opening))

    def _add_papers(self, layout: QVBoxLayout, dossier: Dossier, today: date) -> None:
        """Show the papers that have expired or soon do."""
        papers = [
            (paper, *paper_words(paper.expires, today))
            for paper in dossier.papers
            if paper_state(paper.expires, today) is not PaperState.VALID
        ]
        if papers:
            layout.addWidget(Rule())
            layout.addWidget(SectionHeader(_("Papers expire"), str(len(papers))))
        for paper, words, state in papers:
            layout.addWidget(Fact(paper.title, words, tone=PAPER_TONES[state]))

    def _finding(self, finding: DossierFinding, today: date) -> QWidget:
        box = QWidget()
        number = Button(finding.number, lambda: self.finding_chosen.emit(finding.finding), kind=LINK)
        number.setAccessibleDescription(finding.text)
        words, tone = term_words(finding.due_on, today)
        line = FlowLayout(gap=6)
        line.addWidget(number)
        line.addWidget(Chip(words, chip_tone(tone)))
        if finding.severity is not Severity.MINOR:
            line.addWidget(Chip(_(SEVERITY_NAMES[finding.severity]), "red"))
        fill(QVBoxLayout(box), (line, Text(_shortened(finding.text), tone="soft", wrap=True)), 2)
        return box

    def _visit(self, visit: Visit, today: date) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        when = f"{day_words(visit.arrived.day, today)} {visit.arrived.clock}"
        fill(layout, (Text(" · ".join(part for part in (when, visit.by) if part)),), 2)
        told = [_("unplanned") if visit.unplanned else "", _("late entry") if visit.late_reason else ""]
        if visit.nothing_unusual and not visit.findings:
            told.insert(0, _("nothing unusual"))
        told.append(_shortened(visit.note))
        if words := " · ".join(part for part in told if part):
            layout.addWidget(Text(words, tone="soft", wrap=True))
        for text in visit.findings:
            layout.addWidget(Text(_shortened(text), tone="amber", wrap=True))
        if visit.photos:
            strip = PhotoStrip(_("Photos of this visit"), adds=False)
            strip.opened.connect(self.photo_opened)
            self.strips.append((strip, visit))
            layout.addWidget(strip)
        return box

    def _show_photos(self) -> None:
        for strip, visit in self.strips:
            strip.show_photos(
                [
                    Thumbnail(photo, self._pictures.get(preview.sha256, b""), taken.clock)
                    for photo, preview, taken in visit.photos
                ]
            )


def _facts(dossier: Dossier, today: date) -> list[tuple[str, str]]:
    site = dossier.site
    due = due_words(dossier.row.due_on, today)[0]
    return [
        (_("Kind"), _(KIND_NAMES[site.kind])),
        (_("Grid"), dossier.row.grid_name),
        (_("Last visit"), day_words(dossier.row.last_visit, today)),
        (_("Due"), due),
        (_("Leader"), site.leader),
        (_("Responsible"), " · ".join(one for one in (site.responsible, site.responsible_phone) if one)),
        (_("Address"), site.address),
        (_("Place"), place_words(site.place)),
        (_("List"), dossier.checklist),
        (_("Credit code"), site.credit_code),
        (_("Watched since"), day_words(site.day, today) if site.day <= today else ""),
    ]


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"
