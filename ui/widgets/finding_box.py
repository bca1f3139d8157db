"""A finding written in place: words, severity, term, spot, photos; all but the words has a default."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from db.phrase_book import Phrases
from db.stop_draft import TERM_OF, DraftFinding
from inspector.model.category import CATEGORY_NAMES, Category
from inspector.model.finding import LONGEST_TEXT, TERMS
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.photo import Moment
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.widgets.buttons import IconButton
from ui.widgets.finding_text import GrowingText
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Inset, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.phrase_button import PhraseButton
from ui.widgets.phrase_completer import PhraseCompleter
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
    phrase_kept = Signal(str)
    phrase_removed = Signal(str)

    def __init__(
        self, finding: DraftFinding, phrases: Phrases, day: date, usual: Category = Category.OTHER
    ) -> None:
        """Show ``finding``; ``phrases`` are offered for its text, ``day`` is what terms count from.

        ``usual`` is the category at sites of this kind, which holds unless another one is chosen.
        """
        super().__init__("amber")
        self._usual = usual
        self.finding = finding
        self._proposed = finding.text
        self.text = GrowingText(_("What is wrong"), _("What is wrong, in a few words"))
        self.severity = Choice(_("Severity"), [(str(one), _(SEVERITY_NAMES[one])) for one in Severity])
        self.category = Choice(
            _("Category of finding"), [(str(one), _(CATEGORY_NAMES[one])) for one in Category]
        )
        self.term = Choice(_("Proposed term"), [(days, _term_words(days, day)) for days in TERMS])
        self.spot = QLineEdit()
        self.spot.setAccessibleName(_("Where exactly"))
        self.spot.setPlaceholderText(_("Where exactly"))
        self.on_the_spot = QCheckBox(_("put right on the spot"))
        self.phrases = PhraseButton(phrases)
        self.completer = PhraseCompleter(self.text)
        self.before = self._strip(_("Photos of the finding"), Moment.PLAIN)
        self.after = self._strip(_("Photos after it was put right"), Moment.AFTER)
        self._before_words = Text(_("before"), tone="soft")
        self._after_words = Text(_("after"), tone="soft")
        closing = IconButton("x", _("Leave this finding out"), self.taken_out.emit)
        self.content.addLayout(row(self.text, self.phrases, closing, gap=6))
        choices = FlowLayout(gap=8)
        for part in (self.severity, self.category, self.term, self.on_the_spot):
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
        self._offer()
        self._listen()

    def show_finding(self, finding: DraftFinding) -> None:
        """Show what became of the finding elsewhere."""
        self.finding = finding
        self._show()

    def show_phrases(self, phrases: Phrases) -> None:
        """Offer other phrases from now on."""
        self.phrases.phrases = phrases
        self._offer()

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
        self.category.setCurrentIndex(self.category.findData(str(finding.category or self._usual)))
        self.term.setCurrentIndex(self.term.findData(finding.term_days))
        if self.spot.text() != finding.spot:
            self.spot.setText(finding.spot)
        self.on_the_spot.setChecked(finding.put_right)
        for part in (self._before_words, self._after_words, self.after):
            part.setVisible(finding.put_right)
        self.term.setVisible(not finding.put_right)

    def _offer(self) -> None:
        self.phrases.written = self.text.toPlainText()
        self.completer.offer(self.phrases.phrases.all, self._proposed)

    def _listen(self) -> None:
        for phrases in (self.phrases, self.completer):
            phrases.chosen.connect(self._say_phrase)
        self.phrases.kept.connect(self.phrase_kept)
        self.phrases.removed.connect(self.phrase_removed)
        self.text.textChanged.connect(lambda: self._change(text=self.text.toPlainText()[:LONGEST_TEXT]))
        self.text.textChanged.connect(self._offer)
        self.text.left.connect(self.left)
        self.text.files_given.connect(self.before.take)
        self.severity.activated.connect(self._change_severity)
        self.category.activated.connect(self._change_category)
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

    def _change_category(self) -> None:
        """Take what was chosen; what is usual here and never was another follows the site."""
        category = Category(self.category.currentData())
        if self.finding.category or category is not self._usual:
            self._change(category=category)

    def _say_phrase(self, phrase: str) -> None:
        """Say ``phrase`` instead of the question's words or its beginning, or after what was written."""
        written = self.text.toPlainText().strip()
        is_own = written not in {"", self._proposed} and written.casefold() not in phrase.casefold()
        self._proposed = _("{first}; {second}", first=written, second=phrase) if is_own else phrase
        self.text.show_text(self._proposed)
        self._offer()
        self.text.setFocus()

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


def _term_words(days: int, day: date) -> str:
    if not days:
        return _("put right at once")
    until = short_day(day + timedelta(days=days), in_language(spoken())).split()
    # the day of the week is left away: there is little room beside the other fields
    short = until[0] if spoken() == "zh_CN" else " ".join(until)
    return plural("proposed: {n} day", "proposed: {n} days", days) + f" · {short}"
