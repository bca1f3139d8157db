"""A finding written in place: words, severity, term, spot, photos; all but the words has a default."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu

from db.stop_draft import TERM_OF, DraftFinding
from inspector.model.finding import LONGEST_TEXT, SEVERITY_NAMES, TERMS, Severity
from inspector.model.photo import Moment
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.widgets.buttons import QUIET, Button, IconButton
from ui.widgets.finding_text import GrowingText
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Inset, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.text import Text


class FindingBox(Inset):
    """Edits one ``DraftFinding``.

    ``changed`` carries the finding, ``put_right`` whether it is said to be put right on the spot,
    ``files_given`` and ``picture_pasted`` photos with the moment they show.
    """

    changed = Signal(object)
    put_right = Signal(bool)
    taken_out = Signal()
    left = Signal()
    files_given = Signal(list, str)
    picture_pasted = Signal(bytes, str)
    photo_opened = Signal(str)
    photo_taken_out = Signal(str)

    def __init__(self, finding: DraftFinding, texts: Sequence[str], day: date) -> None:
        """Show ``finding``; ``texts`` are offered as phrases, ``day`` is what terms count from."""
        super().__init__("amber")
        self.finding = finding
        self._proposed = finding.text
        self.text = GrowingText(_("What is wrong"), _("What is wrong, in a few words"))
        self.severity = Choice(_("Severity"), [(str(one), _(SEVERITY_NAMES[one])) for one in Severity])
        self.term = Choice(_("Proposed term"), [(days, _term_words(days, day)) for days in TERMS])
        self.spot = QLineEdit()
        self.spot.setAccessibleName(_("Where exactly"))
        self.spot.setPlaceholderText(_("Where exactly"))
        self.on_the_spot = QCheckBox(_("put right on the spot"))
        self.phrases = _phrase_button(texts, self._say_phrase)
        self.before = self._strip(_("Photos of the finding"), Moment.PLAIN)
        self.after = self._strip(_("Photos after it was put right"), Moment.AFTER)
        self._before_words = Text(_("before"), tone="soft")
        self._after_words = Text(_("after"), tone="soft")
        closing = IconButton("x", _("Leave this finding out"), self.taken_out.emit)
        self.content.addLayout(row(self.text, self.phrases, closing, gap=6))
        choices = FlowLayout(gap=8)
        for part in (self.severity, self.term, self.on_the_spot):
            choices.addWidget(part)
        self.content.addLayout(choices)
        self.content.addWidget(self.spot)
        for words, strip in ((self._before_words, self.before), (self._after_words, self.after)):
            self.content.addWidget(words)
            self.content.addWidget(strip)
        self._caption = Text(tone="soft")
        self._doubts = Text(tone="amber")
        lines = FlowLayout(gap=8)
        lines.addWidget(self._caption)
        lines.addWidget(self._doubts)
        self.content.addLayout(lines)
        self.show_lines("", "")
        self._show()
        self._listen()

    def show_finding(self, finding: DraftFinding) -> None:
        """Show what became of the finding elsewhere."""
        self.finding = finding
        self._show()

    def show_photos(self, before: Sequence[Thumbnail], after: Sequence[Thumbnail]) -> None:
        """Show its photos."""
        self.before.show_photos(before)
        self.after.show_photos(after)

    def show_lines(self, words: str, doubts: str) -> None:
        """Say one line about the photos, and one about what asks for a look."""
        for label, text in ((self._caption, words), (self._doubts, doubts)):
            label.setText(text)
            label.setVisible(bool(text))

    def _show(self) -> None:
        finding = self.finding
        self.text.show_text(finding.text)
        self.severity.setCurrentIndex(self.severity.findData(str(finding.severity)))
        self.term.setCurrentIndex(self.term.findData(finding.term_days))
        if self.spot.text() != finding.spot:
            self.spot.setText(finding.spot)
        self.on_the_spot.setChecked(finding.put_right)
        for part in (self._before_words, self._after_words, self.after):
            part.setVisible(finding.put_right)
        self.term.setVisible(not finding.put_right)

    def _listen(self) -> None:
        self.text.textChanged.connect(lambda: self._change(text=self.text.toPlainText()[:LONGEST_TEXT]))
        self.text.left.connect(self.left)
        self.severity.activated.connect(self._change_severity)
        self.term.activated.connect(lambda _at: self._change(term_days=self.term.currentData()))
        self.spot.textEdited.connect(lambda text: self._change(spot=text))
        self.on_the_spot.clicked.connect(self.put_right)

    def _change(self, **values: object) -> None:
        changed = msgspec.structs.replace(self.finding, **values)
        if changed != self.finding:
            self.finding = changed
            self.changed.emit(changed)

    def _change_severity(self) -> None:
        """Propose the term that goes with a severity, unless another one was chosen by hand."""
        severity = Severity(self.severity.currentData())
        is_default = self.finding.term_days == TERM_OF[self.finding.severity]
        self._change(severity=severity, term_days=TERM_OF[severity] if is_default else self.finding.term_days)
        self.term.setCurrentIndex(self.term.findData(self.finding.term_days))

    def _say_phrase(self, phrase: str) -> None:
        """Say ``phrase`` instead of the question's words, or after what was written."""
        written = self.text.toPlainText().strip()
        is_own = written not in {"", self._proposed}
        self.text.show_text(_("{first}; {second}", first=written, second=phrase) if is_own else phrase)
        self._proposed = self.text.toPlainText()

    def _strip(self, name: str, moment: Moment) -> PhotoStrip:
        strip = PhotoStrip(name)

        def shown() -> str:
            return str(Moment.BEFORE if moment is Moment.PLAIN and self.finding.put_right else moment)

        strip.files_given.connect(lambda files: self.files_given.emit(files, shown()))
        strip.picture_pasted.connect(lambda picture: self.picture_pasted.emit(picture, shown()))
        strip.opened.connect(self.photo_opened)
        strip.taken_out.connect(self.photo_taken_out)
        return strip


class Choice(QComboBox):
    """One of a few words; the wheel scrolls the page and changes nothing by accident."""

    def __init__(self, name: str, offered: Sequence[tuple[str | int, str]]) -> None:
        """Offer words, each with the value it stands for."""
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        for value, words in offered:
            self.addItem(words, value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


def _phrase_button(texts: Sequence[str], say: Callable[[str], object]) -> Button:
    button = Button(_("Phrases"), kind=QUIET, icon="chevron-down")
    menu = QMenu(button)
    for text in texts:
        menu.addAction(text, partial(say, text))
    button.setMenu(menu)
    if not texts:
        button.hide()
    return button


def _term_words(days: int, day: date) -> str:
    if not days:
        return _("put right at once")
    until = short_day(day + timedelta(days=days), in_language(spoken())).split()
    # the day of the week is left away: there is little room beside the other fields
    short = until[0] if spoken() == "zh_CN" else " ".join(until)
    return plural("proposed: {n} day", "proposed: {n} days", days) + f" · {short}"
