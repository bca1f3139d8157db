"""Registering a complaint, or correcting what was written down; repeated ones are proposed while typing."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.complaint_draft import KeptIntake
from db.queries.complaint_case import AlikeComplaint
from inspector.errors import Refused, Spoken
from inspector.model.complaint import Complaint
from inspector.model.complaint_life import ComplaintCorrected, ComplaintReceived
from inspector.model.complaint_words import CHANNEL_NAMES, POLLUTION_NAMES, Channel
from inspector.model.office import Rules
from inspector.model.working_days import due_day
from inspector.periods import Instant, at, long_day
from inspector.words import N_, _, in_language, spoken, translate
from ui.dialogs.complaint_step import SEALED_REMARK
from ui.theme import px
from ui.widgets.buttons import CHOICE, PRIMARY, Button
from ui.widgets.case_papers import PapersField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.clock_field import ClockField
from ui.widgets.complainant_fields import ComplainantFields
from ui.widgets.day_field import DayField
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import BAR
from ui.widgets.panel import Inset, Scroll, column, fill, row
from ui.widgets.text import Text

PAUSE = 300
"""Milliseconds without a key before what is typed is kept and repeated complaints are looked for."""
WIDTH, HEIGHT, TEXT_HEIGHT = 620, 680, 92
FoundSites = Sequence[tuple[str, str, str]]


class ComplaintIntake(QDialog):
    """``registered`` carries the complaint, who complained, and the id of the one it repeats.

    ``corrected`` carries a ``ComplaintCorrected``. ``typed`` says, a moment after the last key, what is there
    so far; ``sites_asked`` and ``alike_asked`` ask for what is offered.
    """

    registered = Signal(object, object, str)
    corrected = Signal(object)
    typed = Signal(object)
    sites_asked = Signal(str)
    alike_asked = Signal(str, str, str)

    def __init__(
        self, now: Instant, grid: str, complaint: Complaint | None = None, parent: QWidget | None = None
    ) -> None:
        """Ask for a new complaint of ``grid``, or what was wrong about ``complaint``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            _("Correct {number}", number=complaint.number) if complaint else _("New complaint")
        )
        self._now, self._grid, self._complaint = now, grid, complaint
        self._sites: dict[str, tuple[str, str]] = {}
        self._rules = Rules()
        self._site = complaint.site if complaint else ""
        self.earlier = ""
        self._make_fields(now)
        self._lay_out()
        if complaint:
            self._show(complaint)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._tell)
        self._listen()
        self._say_term()

    def show_kept(self, kept: KeptIntake) -> None:
        """Go on with what was typed before."""
        told = kept.complaint
        self._show(told)
        self.day.show_day(told.received.day)
        self.clock.show_clock(told.received.clock)
        self.complainant.show_who(kept.who)
        self.papers.give([Path(file) for file in kept.files])
        self.earlier = kept.earlier
        self.kept_remark.show()
        self._say_term()

    def know_rules(self, rules: Rules) -> None:
        """Say the terms as the office rules them."""
        self._rules = rules
        self._say_term()

    def offer_sites(self, sites: FoundSites) -> None:
        """Offer sites for the letters that were typed."""
        self._sites = {name: (site, address) for site, name, address in sites}
        self._names.setStringList(list(self._sites))
        if self.about.hasFocus() and self._sites and self.about.text() not in self._sites:
            self.about.completer().complete()

    def offer_alike(self, alike: Sequence[AlikeComplaint]) -> None:
        """Propose complaints that this one may repeat."""
        while item := self._alike.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.alike_buttons: list[Button] = []
        for one in alike:
            why = _("same site") if one.same_site else _("similar words")
            words = f"{one.number} · {long_day(one.received.day, in_language(spoken()))} · {why}"
            button = Button(words, kind=CHOICE)
            button.setCheckable(True)
            button.setChecked(one.complaint == self.earlier)
            button.setToolTip(one.content)
            button.clicked.connect(partial(self._choose_earlier, one.complaint, button))
            self.alike_buttons.append(button)
            self._alike.addWidget(button)
        self.repeats.setVisible(bool(alike))

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()
        self.saving.setEnabled(True)

    @property
    def files(self) -> tuple[Path, ...]:
        """The letter or case as it was received."""
        return () if self._complaint else self.papers.files

    def save(self) -> None:
        """Give away what was written, or say what does not hold."""
        self.trouble.hide()
        try:
            written = self._written()
        except Spoken as refusal:
            self.say(refusal)
            return
        self._pause.stop()
        self.saving.setEnabled(False)
        if self._complaint:
            self.corrected.emit(self._correction(self._complaint, written))
        else:
            self.registered.emit(written, self.complainant.who(), self.earlier)

    def _make_fields(self, now: Instant) -> None:
        self.channel = ChoiceField()
        self.channel.offer([(one.value, _(name)) for one, name in CHANNEL_NAMES.items()])
        self.day, self.clock = DayField(_("Received on"), now.day), ClockField(_("Received at"), now.clock)
        self.day.show_day(now.day)
        self.batch, self.given_number = QLineEdit(), QLineEdit()
        self.about, self.address, self.wanted = QLineEdit(), QLineEdit(), QLineEdit()
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.about.setCompleter(completer)
        self.kinds = {kind: QCheckBox(_(name)) for kind, name in POLLUTION_NAMES.items()}
        self.content = QPlainTextEdit()
        self.content.setTabChangesFocus(True)
        self.content.setFixedHeight(px(TEXT_HEIGHT))
        self.complainant = ComplainantFields()
        self.papers = PapersField(_("Letter or case as it was received"))
        self.reason = QLineEdit()
        self.term = Text(tone="soft", wrap=True)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.kept_remark = Text(_("This was typed before and not registered yet."), tone="amber", wrap=True)
        self.kept_remark.hide()
        self.saving = Button(_("Save") if self._complaint else _("Register"), self.save, kind=PRIMARY)
        self.saving.setShortcut("Ctrl+Return")

    def _lay_out(self) -> None:
        kinds = QWidget()
        flow = FlowLayout(kinds, gap=10)
        for box in self.kinds.values():
            flow.addWidget(box)
        self._alike = QVBoxLayout()
        fill(self._alike, (), 4)
        told = Text(_("It may repeat one of these; choose it to link them:"), wrap=True)
        self.repeats = Inset("amber", told, self._alike)
        self.repeats.hide()
        when = QWidget()
        fill(inside := QVBoxLayout(when), (row(self.day, self.clock, None),))
        inside.setContentsMargins(0, 0, 0, 0)
        self.clock.setFixedWidth(px(80))
        self.number_fields = [
            FormField(_("Batch"), self.batch),
            FormField(_("Number given by the sender"), self.given_number),
        ]
        reason = FormField(_("Reason of the correction"), self.reason)
        reason.setVisible(self._complaint is not None)
        received = FormField(_("Received on"), when)
        papers = FormField(_("Letter or case as it was received"), self.papers, _(SEALED_REMARK))
        for part in (received, self.term, self.complainant, papers):
            part.setVisible(self._complaint is None)
        parts: list[QWidget] = [
            self.kept_remark,
            FormField(_("Channel"), self.channel),
            received,
            *self.number_fields,
            FormField(_("About whom"), self.about, _("A site of ours, or a name in free words.")),
            FormField(_("Where"), self.address),
            FormField(_("What it says"), self.content, _("Do not write here who complained.")),
            self.repeats,
            FormField(_("Pollution"), kinds),
            FormField(_("What is wanted"), self.wanted),
            self.term,
            self.complainant,
            papers,
            reason,
        ]
        body = column(*parts, gap=12)
        body.setContentsMargins(0, 0, px(BAR), 0)
        body.addStretch(1)
        closing = Button(_("Cancel"), self.reject)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(body), self.trouble, row(None, closing, self.saving)), 12, 16)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(32)))

    def _listen(self) -> None:
        self.channel.currentIndexChanged.connect(self._say_term)
        self.day.day_given.connect(self._say_term)
        self.about.textEdited.connect(self._look_for_sites)
        self.about.completer().activated.connect(self._choose_site)
        fields = (self.batch, self.given_number, self.address, self.wanted)
        self.complainant.changed.connect(self._pause.start)
        self.papers.changed.connect(self._pause.start)
        for field in (*fields, self.about, self.clock):
            field.textChanged.connect(self._pause.start)
        self.content.textChanged.connect(self._pause.start)
        for box in self.kinds.values():
            box.toggled.connect(self._pause.start)

    def _look_for_sites(self, letters: str) -> None:
        self._site = self._sites[letters][0] if letters in self._sites else ""
        if letters.strip():
            self.sites_asked.emit(letters.strip())

    def _choose_site(self, name: str) -> None:
        self._site, address = self._sites.get(name, ("", ""))
        if address and not self.address.text():
            self.address.setText(address)

    def _choose_earlier(self, complaint: str, chosen: Button, *_checked: object) -> None:
        self.earlier = "" if self.earlier == complaint else complaint
        for button in self.alike_buttons:
            button.setChecked(button is chosen and bool(self.earlier))
        self._pause.start()

    def _say_term(self, *_changed: object) -> None:
        channel = Channel(self.channel.value())
        for field in self.number_fields:
            field.setVisible(channel in {Channel.SENT_DOWN, Channel.HOTLINE_12345, Channel.HOTLINE_12369})
        received, term = self.day.day or self._now.day, self._rules.term_of(channel)
        say = in_language(spoken())
        begin = due_day(received, term.begin_days, term.begin_counting)
        end = due_day(received, term.days, term.counting)
        self.term.setText(
            _(
                "By this channel it is to be taken up or not by {begin}, and settled by {end}.",
                begin=long_day(begin, say),
                end=long_day(end, say),
            )
        )

    def _tell(self) -> None:
        if not self._complaint:
            try:
                self.typed.emit(
                    KeptIntake(
                        complaint=self._written(),
                        who=self.complainant.who(),
                        earlier=self.earlier,
                        files=tuple(str(file) for file in self.papers.files),
                    )
                )
            except Refused:
                # a day or time that is half typed
                return
            self.alike_asked.emit(self._site, self.about.text(), self.content.toPlainText())

    def _written(self) -> ComplaintReceived:
        day, clock = self.day.day, self.clock.clock
        if self._complaint is None and (day is None or not clock):
            raise Refused(N_("Give the day and the time when it came."))
        received = (
            self._complaint.received if self._complaint else at(day or self._now.day, clock, self._now.tz)
        )
        return ComplaintReceived(
            number="",
            grid=self._grid,
            channel=Channel(self.channel.value()),
            received=received,
            content=self.content.toPlainText().strip(),
            kinds=tuple(kind for kind, box in self.kinds.items() if box.isChecked()),
            site=self._site,
            accused=self.about.text().strip(),
            address=self.address.text().strip(),
            wanted=self.wanted.text().strip(),
            batch=self.batch.text().strip(),
            given_number=self.given_number.text().strip(),
        )

    def _correction(self, before: Complaint, written: ComplaintReceived) -> ComplaintCorrected:
        names = (
            "channel",
            "content",
            "kinds",
            "site",
            "accused",
            "address",
            "wanted",
            "batch",
            "given_number",
        )
        changed = {
            name: getattr(written, name) for name in names if getattr(written, name) != getattr(before, name)
        }
        return ComplaintCorrected(reason=self.reason.text().strip(), **changed)

    def _show(self, told: ComplaintReceived | Complaint) -> None:
        self.channel.setCurrentIndex(self.channel.findData(told.channel.value))
        self._site = told.site
        self.about.setText(told.accused)
        self.address.setText(told.address)
        self.content.setPlainText(told.content)
        self.wanted.setText(told.wanted)
        self.batch.setText(told.batch)
        self.given_number.setText(told.given_number)
        for kind, box in self.kinds.items():
            box.setChecked(kind in told.kinds)
