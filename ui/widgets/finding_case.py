"""The case of a finding: what it is, its photos before and after, its time line."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.findings import Case, CasePhoto, CaseStep
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot, FindingReported
from inspector.model.finding_state import SEVERITY_NAMES, STATE_NAMES, FindingState, Severity
from inspector.model.photo import Moment
from inspector.periods import Instant
from inspector.words import N_, _, plural
from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, L, M, Panel, Rule, S, Scroll, column, fill, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.site_words import chip_tone, day_words, term_words
from ui.widgets.text import Text

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
}
SEVERITY_TONES = {Severity.MINOR: "soft", Severity.SERIOUS: "amber", Severity.MAJOR: "red"}
STEPS = {
    FindingNoticed.TYPE: ("search", N_("{name} noticed it on patrol")),
    FindingPutRightOnTheSpot.TYPE: ("circle-check", N_("{name} had it put right on the spot")),
    FindingReported.TYPE: ("megaphone", N_("{name} reported it to the office")),
}


class FindingCase(Panel):
    """Shows a ``Case``; its signals carry the id of a site or of a photo."""

    site_chosen = Signal(str)
    photo_opened = Signal(str)
    hint_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=L)
        self.case: Case | None = None
        self.strips: list[tuple[PhotoStrip, list[CasePhoto]]] = []
        self._pictures: dict[str, bytes] = {}
        self.further: QWidget | None = None
        """Shown below the time line of every case, such as its materials."""
        self._scroll = Scroll(QWidget())
        self.content.addWidget(self._scroll)
        self.show_case(None, date.min)

    def show_case(self, case: Case | None, today: date) -> None:
        """Show a finding as it stands ``today``, or say that none is chosen."""
        self.case = case
        self.strips = []
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
        self._scroll.setWidget(body)

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures, by the SHA-256 of their previews."""
        self._pictures.update(pictures)
        self._show_photos()

    def _fill(self, layout: QVBoxLayout, case: Case, today: date) -> None:
        finding = case.row
        layout.addWidget(Text(finding.text, "heading", wrap=True))
        chips = FlowLayout(gap=6)
        chips.addWidget(
            Chip(_(SEVERITY_NAMES[finding.severity]), chip_tone(SEVERITY_TONES[finding.severity]))
        )
        chips.addWidget(Chip(_(STATE_NAMES[finding.state]), STATE_TONES[finding.state]))
        if finding.is_open:
            words, tone = term_words(finding.due_on, today)
            chips.addWidget(Chip(words, chip_tone(tone)))
        layout.addLayout(chips)
        layout.addWidget(Text(finding.number, tone="soft"))
        if case.unreadable:
            sentence = plural(
                "{n} entry about it needs a newer program; please look.",
                "{n} entries about it need a newer program; please look.",
                case.unreadable,
            )
            layout.addWidget(Text(sentence, tone="amber", wrap=True))
        layout.addWidget(Rule())
        self._add_photos(layout, case, today)
        if finding.site_name:
            site = Button(finding.site_name, lambda: self.site_chosen.emit(finding.site), kind=LINK)
            layout.addLayout(row(Text(_("Site"), tone="soft"), None, site))
            hint = Button(_("Hint…"), lambda: self.hint_asked.emit(finding.finding), icon="megaphone")
            hint.setToolTip(_("A reminder for the site, without deadline and without legal consequence"))
            layout.addLayout(row(hint, None))
        for name, value in (
            (_("Grid"), finding.grid_name),
            (_("Where exactly"), case.spot),
            (_("Proposed term"), term_text(finding.term_days)),
            (_("Term ends"), day_words(finding.due_on, today)),
            (_("Patrol report"), case.patrol),
        ):
            if value:
                layout.addWidget(Fact(name, value))
        layout.addWidget(Rule())
        for step in case.steps:
            layout.addWidget(self._step(step, case, today))
        if finding.is_open:
            layout.addWidget(_line("clock", "amber", _(STATE_NAMES[finding.state]), _waits(case, today)))
        if self.further:
            layout.addWidget(Rule())
            layout.addWidget(self.further)
            self.further.show()

    def _add_photos(self, layout: QVBoxLayout, case: Case, today: date) -> None:
        groups = (
            (_("Before"), [one for one in case.photos if one.moment is not Moment.AFTER]),
            (_("After"), [one for one in case.photos if one.moment is Moment.AFTER]),
        )
        shown = [(title, photos) for title, photos in groups if photos]
        side_by_side = QHBoxLayout()
        fill(side_by_side, (), M)
        for title, photos in shown:
            when = day_words(photos[0].taken.day, today)
            strip = PhotoStrip(title, adds=False)
            strip.opened.connect(self.photo_opened)
            self.strips.append((strip, photos))
            side_by_side.addLayout(column(Text(f"{title} {when}", tone="soft"), strip, gap=XS), 1)
        if shown:
            layout.addLayout(side_by_side)
            layout.addWidget(Rule())
        self._show_photos()

    def _step(self, step: CaseStep, case: Case, today: date) -> QWidget:
        icon, sentence = STEPS.get(step.type, ("info", N_("{name} recorded something newer")))
        when = f"{day_words(step.at.day, today)} {step.at.clock}"
        if step.type == FindingNoticed.TYPE:
            when = f"{day_words(case.row.noticed.day, today)} {case.row.noticed.clock}"
        parts = [when]
        if step.received_ts is not None:
            came = Instant(step.received_ts, step.at.tz)
            parts.append(_("came here {day}", day=f"{day_words(came.day, today)} {came.clock}"))
        return _line(icon, "accent", _(sentence, name=step.by or _("somebody")), " · ".join(parts))

    def _show_photos(self) -> None:
        for strip, photos in self.strips:
            strip.show_photos(
                [
                    Thumbnail(one.photo, self._pictures.get(one.preview.sha256, b""), one.taken.clock)
                    for one in photos
                ]
            )


def term_text(days: int) -> str:
    """Say a proposed term; 0 is at once (立行立改)."""
    return plural("{n} day", "{n} days", days) if days else _("at once")


def _waits(case: Case, today: date) -> str:
    return f"{_('Term ends')} {day_words(case.row.due_on, today)} · {term_words(case.row.due_on, today)[0]}"


def _line(icon: str, tone: str, text: str, remark: str) -> QWidget:
    box = QWidget()
    mark = QLabel()
    wear_icon(mark, icon, tone)
    words = column(Text(text, wrap=True), Text(remark, tone="soft", wrap=True), gap=2)
    layout = QHBoxLayout(box)
    fill(layout, (mark, words), S)
    layout.setStretch(1, 1)
    layout.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return box
