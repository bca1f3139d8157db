"""What is known of a site, beside the stop: last visit, who answers for it, open findings, last photos."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.site_searches import WaitingPlace
from db.queries.stop_sheet import OpenFinding, StopSheet
from inspector.model.finding_state import SEVERITY_NAMES, STATE_NAMES, Severity
from inspector.model.site import KIND_NAMES, STATUS_NAMES, SiteStatus
from inspector.model.site_paper import PaperState
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Panel, Rule, Scroll, SectionHeader, fill, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.site_words import PAPER_TONES, paper_words
from ui.widgets.text import Elided, Text
from ui.widgets.waiting_searches import WaitingSearches

SOON = 3
"""Days before the end of its term from which a finding is shown in amber."""
LONGEST_TEXT = 60


class SitePanel(Panel):
    """Shows a ``StopSheet``; its signals carry the id of a finding, a photo, the site, a search list."""

    finding_chosen = Signal(str)
    photo_opened = Signal(str)
    dossier_asked = Signal(str)
    search_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.sheet: StopSheet | None = None
        self._body = QWidget()
        fill(QVBoxLayout(self._body), ())
        self._scroll = Scroll(self._body)
        self.content.addWidget(self._scroll)
        self.photos: PhotoStrip | None = None
        self.searches: WaitingSearches | None = None
        self._pictures: dict[str, bytes] = {}

    def show_site(self, sheet: StopSheet | None, today: date) -> None:
        """Show a site as it stands ``today``, or nothing."""
        self.sheet = sheet
        self.photos = self.searches = None
        self._body = QWidget()
        layout = QVBoxLayout(self._body)
        fill(layout, (), 8)
        layout.setContentsMargins(0, 0, px(4), 0)
        if sheet:
            self._fill(layout, sheet, today)
        layout.addStretch(1)
        self._body.setProperty("plain", "true")
        self._scroll.setWidget(self._body)

    def show_searches(self, searches: Sequence[WaitingPlace], today: date) -> None:
        """Show which search lists wait for an answer from here by now."""
        if self.searches:
            waiting = WaitingSearches(searches, today)
            waiting.chosen.connect(self.search_chosen)
            if lines := self._body.layout():
                lines.replaceWidget(self.searches, waiting)
            self.searches.deleteLater()
            self.searches = waiting

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show the small pictures of its last photos, by the SHA-256 of their previews."""
        self._pictures.update(pictures)
        self._show_photos()

    def _fill(self, layout: QVBoxLayout, sheet: StopSheet, today: date) -> None:
        layout.addWidget(SectionHeader(_last_words(sheet)))
        if sheet.last and sheet.last.late_reason:
            layout.addWidget(Chip(_("late entry"), "amber"))
            layout.addWidget(Text(sheet.last.late_reason, tone="soft", wrap=True))
        if sheet.unreadable:
            sentence = plural(
                "{n} entry about this site needs a newer program; please look.",
                "{n} entries about this site need a newer program; please look.",
                sheet.unreadable,
            )
            layout.addWidget(Text(sentence, tone="amber", wrap=True))
        self.searches = WaitingSearches(sheet.searches, today)
        self.searches.chosen.connect(self.search_chosen)
        layout.addWidget(self.searches)
        site = sheet.site
        facts = [
            (_("Kind"), _(KIND_NAMES[site.kind])),
            (_("Grid"), sheet.grid_name),
            (_("Leader"), site.leader),
            (_("Responsible"), " · ".join(one for one in (site.responsible, site.responsible_phone) if one)),
            (_("Address"), site.address),
        ]
        if site.status is not SiteStatus.OPERATING:
            facts.insert(0, (_("Status"), _(STATUS_NAMES[site.status])))
        for name, value in facts:
            if value:
                layout.addLayout(_fact(name, value))
        layout.addWidget(Rule())
        layout.addWidget(SectionHeader(_("Open findings"), str(len(sheet.findings))))
        for finding in sheet.findings:
            layout.addWidget(self._finding(finding, today))
        if not sheet.findings:
            layout.addWidget(Text(_("None is open."), tone="soft"))
        self._add_papers(layout, sheet, today)
        layout.addWidget(Rule())
        layout.addWidget(SectionHeader(_("Last photos")))
        if sheet.photos:
            self.photos = PhotoStrip(_("Last photos"), adds=False)
            self.photos.opened.connect(self.photo_opened)
            layout.addWidget(self.photos)
            self._show_photos()
        else:
            layout.addWidget(Text(_("None yet."), tone="soft"))
        layout.addSpacing(px(4))
        dossier = Button(_("Open the dossier"), lambda: self.dossier_asked.emit(site.id), kind=LINK)
        layout.addLayout(row(dossier, None))

    def _add_papers(self, layout: QVBoxLayout, sheet: StopSheet, today: date) -> None:
        """Show the papers that have expired or soon do."""
        told = [(paper, *paper_words(paper.expires, today)) for paper in sheet.papers]
        expiring = [one for one in told if one[2] is not PaperState.VALID]
        if expiring:
            layout.addWidget(Rule())
            layout.addWidget(SectionHeader(_("Papers expire"), str(len(expiring))))
        for paper, words, state in expiring:
            layout.addWidget(Fact(paper.title, words, tone=PAPER_TONES[state]))

    def _finding(self, finding: OpenFinding, today: date) -> QWidget:
        box = QWidget()
        number = Button(finding.number, lambda: self.finding_chosen.emit(finding.id), kind=LINK)
        number.setAccessibleDescription(finding.text)
        words, tone = term_words(finding, today)
        line = FlowLayout(gap=6)
        for part in (number, Chip(words, tone)):
            line.addWidget(part)
        text = Text(_shortened(finding.text), tone="soft", wrap=True)
        fill(layout := QVBoxLayout(box), (line, text), 2)
        if finding.severity is not Severity.MINOR:
            layout.addWidget(Text(_(SEVERITY_NAMES[finding.severity]), tone="red"))
        return box

    def _show_photos(self) -> None:
        if self.sheet and self.photos:
            self.photos.show_photos(
                [
                    Thumbnail(
                        photo.id,
                        self._pictures.get(photo.preview.sha256, b""),
                        f"{short_day(photo.taken.day, in_language(spoken()))} {photo.taken.clock}",
                    )
                    for photo in self.sheet.photos
                ]
            )


def term_words(finding: OpenFinding, today: date) -> tuple[str, str]:
    """Say how much of its term a finding has left, or how far it is over it, and in which tone."""
    left = (finding.due_on - today).days
    if left < 0:
        return plural("{n} day over", "{n} days over", -left), "red"
    if left <= SOON:
        return plural("{n} day left", "{n} days left", left), "amber"
    return _(STATE_NAMES[finding.state]), "blue"


def _last_words(sheet: StopSheet) -> str:
    if sheet.last is None:
        return _("Never visited")
    day = short_day(sheet.last.day, in_language(spoken()))
    return " · ".join(part for part in (_("Last {day}", day=day), sheet.last.by) if part)


def _fact(name: str, value: str) -> QHBoxLayout:
    label, words = Text(name, tone="soft"), Elided(value)
    line = row(label, words)
    line.setStretch(1, 1)
    words.setAccessibleName(f"{name}: {value}")
    words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return line


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"
