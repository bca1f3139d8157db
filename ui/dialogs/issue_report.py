"""Issuing a report: what it says beside the facts, who signs it, and how it will look."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.issued_reports import LONGEST_TEXT, PLACES, ReportWish
from db.queries.issuing import IssueQuestion
from db.queries.paper_rules import APPROVER, GRID_LEADER, INSPECTED, INSPECTOR, ISSUER, REVIEWER
from inspector.errors import Spoken
from inspector.model.issued_report import ReportKind
from inspector.reports.official_paper import PHOTOS_PER_PAGE
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import Inset, Scroll, column, fill, row
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text

TITLES = {
    ReportKind.VISIT: N_("Report of a visit"),
    ReportKind.HINT: N_("Hint of an environmental problem"),
    ReportKind.DOSSIER: N_("Dossier of a site"),
    ReportKind.CLOSE_OFF_FORM: N_("Form of acceptance and close-off"),
    ReportKind.PUBLIC_NOTICE: N_("Public notice of what was put right"),
    ReportKind.CLOSE_OFF_FILE: N_("File of a close-off"),
    ReportKind.COMPLAINT: N_("Registration and handling of a complaint"),
    ReportKind.COMPLAINT_TABLE: N_("Public table of cases sent down"),
    ReportKind.ASSIGNMENT: N_("Order to put problems right"),
    ReportKind.TRANSFER_LETTER: N_("Letter of transfer"),
    ReportKind.LEDGER: N_("Ledger of rectification"),
    ReportKind.SEARCH_LIST: N_("List of a search for the same elsewhere"),
    ReportKind.ORDER_LETTER: N_("Letter of an order"),
    ReportKind.SUMMARY: N_("Summary of a period"),
    ReportKind.PROGRESS: N_("Progress of closing off rectification tasks"),
    ReportKind.DISPATCH_LIST: N_("Dispatch list"),
    ReportKind.ROUTE_SHEET: N_("Route of a supervision group"),
    ReportKind.MEETING_RECORD: N_("Record of the dispatch meeting"),
    ReportKind.WALL_CHART: N_("Wall chart of rectification"),
    ReportKind.UNIT_BOOKLET: N_("Account of rectification of a unit"),
    ReportKind.RIVER_SECTIONS: N_("River sections and their visits"),
    ReportKind.CIRCULAR: N_("Circular"),
}
PLACE_WORDS = {
    INSPECTOR: N_("an inspector signs digitally"),
    ISSUER: N_("who issues it signs digitally"),
    GRID_LEADER: N_("the grid leader signs digitally"),
    INSPECTED: N_("the inspected party signs with a certificate of their own"),
    REVIEWER: N_("who reviews it signs digitally"),
    APPROVER: N_("who approves it signs digitally"),
}
ABOUT = {
    ReportKind.VISIT: N_("Every answer of this visit, its findings, photos and corrections, on one form."),
    ReportKind.HINT: N_(
        "A reminder for the site: without deadline and without legal consequence. Orders are given by the "
        "office."
    ),
    ReportKind.DOSSIER: N_("All that is known of this site: facts, papers, visits, findings, photos."),
    ReportKind.CLOSE_OFF_FORM: N_("The steps of the close-off as they stand now, with places to sign."),
    ReportKind.PUBLIC_NOTICE: N_(
        "To be published: what was put right, how long, and whom to tell an objection."
    ),
    ReportKind.COMPLAINT: N_("How the complaint was handled and answered; who complained stays masked."),
    ReportKind.COMPLAINT_TABLE: N_(
        "Every case of the batch with its result, to be published: no names, persons only in numbers."
    ),
    ReportKind.ASSIGNMENT: N_("What the unit is to put right by when, with a slip that comes back."),
    ReportKind.LEDGER: N_("What the list shows, each finding and task in one line, counted at the end."),
    ReportKind.SUMMARY: N_("The numbers as they were frozen, with the texts and each new finding."),
    ReportKind.PROGRESS: N_("Tasks by region and by department, and those past their deadline."),
    ReportKind.DISPATCH_LIST: N_(
        "Every task and finding under dispatch, with its state, pace and next point."
    ),
    ReportKind.CIRCULAR: N_("The circular of a period, with the text written from the facts."),
    ReportKind.RIVER_SECTIONS: N_("Each section with its chief, the visits due and paid, and findings."),
    ReportKind.UNIT_BOOKLET: N_("All that a unit owes, with its parts and what it has handed in."),
    ReportKind.ROUTE_SHEET: N_("Each stop of the group in its turn, with what came of it."),
    ReportKind.MEETING_RECORD: N_("Who was there, each decision, and what came of the order for it."),
    ReportKind.WALL_CHART: N_("Every task against time on sheets of A3, with its state and pace."),
    ReportKind.SEARCH_LIST: N_("Each place of the list in one line, with what came of it."),
    ReportKind.ORDER_LETTER: N_(
        "The letter with its deadline, and the slip of feedback on a page of its own."
    ),
    ReportKind.TRANSFER_LETTER: N_(
        "A letter to the authority with what was seen and the evidence; it carries nothing of what the "
        "office said about the case."
    ),
    ReportKind.CLOSE_OFF_FILE: N_(
        "Cover, contents, form, notice, photos and every paper as pages, all of them numbered."
    ),
}
ASKED = {
    ReportKind.ASSIGNMENT: N_("Basis of the order"),
    ReportKind.TRANSFER_LETTER: N_("Whom to ask: name and telephone"),
    ReportKind.ORDER_LETTER: N_("Whom to ask: name and telephone"),
}
"""What the text says on a paper about a case."""
LETTERS = frozenset({ReportKind.TRANSFER_LETTER, ReportKind.ORDER_LETTER})
"""What is also written as a Word file."""
WIDTH, HEIGHT = 620, 600
SHOWN = 20
"""Characters of a finding beside its number; the tool tip has all."""


class IssueDialog(QDialog):
    """Asks, shows a draft, and stays open until the report is issued or given up.

    ``preview_asked`` and ``issue_asked`` carry the ``ReportWish`` and the photos on a page (0: by rule),
    ``word_asked`` the wish of a letter that is written as a Word file.
    """

    word_asked = Signal(object)
    preview_asked = Signal(object, int)
    issue_asked = Signal(object, int)

    def __init__(self, question: IssueQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setWindowTitle(_(TITLES[question.kind]))
        self.setMinimumWidth(px(480))
        self.addressee = QLineEdit(question.addressee)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.findings = [_finding_box(one.number, one.text, one.finding) for one in question.findings]
        self.per_page = QComboBox()
        self.per_page.addItem(_("as the office rules"), 0)
        for number in PHOTOS_PER_PAGE:
            self.per_page.addItem(f"{number}", number)
        self.places = {place: QCheckBox(_(PLACE_WORDS[place])) for place in PLACES[question.kind]}
        next(iter(self.places.values())).setChecked(True)
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.error.hide()
        self.written = Text(tone="soft", wrap=True)
        self.written.hide()
        self.preview = PdfPreview()
        self.giving_up = Button(_("Cancel"), self.reject)
        self.looking = Button(_("Preview"), self._look, icon="eye")
        self.as_word = Button(_("Word file…"), self._as_word, icon="download")
        self.as_word.setToolTip(_("The letter for the office's document system, marked as not signed"))
        self.as_word.setVisible(question.kind in LETTERS)
        self.issuing = Button(_("Make final"), self._issue, kind=PRIMARY, icon="file-text")
        self.stack = QStackedWidget()
        self.stack.addWidget(Scroll(self._form()))
        self.stack.addWidget(self.preview)
        layout = QVBoxLayout(self)
        fill(
            layout,
            (
                self.stack,
                self.error,
                self.written,
                row(self.looking, self.as_word, None, self.giving_up, self.issuing),
            ),
            12,
            16,
        )
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(32)))
        self.text.textChanged.connect(self._allow)
        self.addressee.textChanged.connect(self._allow)
        for box in self.findings:
            box.toggled.connect(self._allow)
        self._allow()

    @property
    def wish(self) -> ReportWish:
        """What is asked for by now."""
        question = self.question
        chosen = tuple(box.property("finding") for box in self.findings if box.isChecked())
        return ReportWish(
            kind=question.kind,
            about=chosen if question.kind is ReportKind.HINT else (question.about, *question.also),
            signers=tuple(place for place, box in self.places.items() if box.isChecked()),
            addressee=self.addressee.text() if question.kind is ReportKind.HINT else "",
            text=self.text.toPlainText().strip(),
        )

    @property
    def photos_per_page(self) -> int:
        """How many photos stand on a page; 0 as the office rules."""
        return int(self.per_page.currentData())

    def show_pages(self, content: QByteArray) -> None:
        """Show the draft; the same button leads back to what is asked."""
        self.error.hide()
        self.preview.show_pdf(content)
        self.stack.setCurrentIndex(1)
        self.looking.setText(_("Back"))
        self.be_busy(busy=False)

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let the person try again."""
        self.be_busy(busy=False)
        self.written.hide()
        self.error.setText(translate(error))
        self.error.show()

    def say_written(self, name: str) -> None:
        """Say that the letter is now in the Word file ``name``."""
        self.error.hide()
        self.written.setText(_("Written as {name}.", name=name))
        self.written.show()

    def be_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while something is built."""
        self.looking.setEnabled(not busy)
        self.stack.setEnabled(not busy)
        self._allow(busy=busy)

    def _form(self) -> QWidget:
        question = self.question
        arrived = question.arrived
        when = f"{arrived.local:%Y-%m-%d %H:%M}" if arrived else ""
        subject = " · ".join(part for part in (question.site, when, question.described) if part)
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        asked: list[tuple[str, QWidget]] = []
        if question.kind is ReportKind.HINT:
            asked = [
                (_("Addressee"), self.addressee),
                (_("Findings"), _stacked(*self.findings)),
                (_("What is asked of them"), self.text),
            ]
        elif question.kind is ReportKind.VISIT:
            asked = [(_("Present (reason if a signature is refused)"), self.text)]
        elif question.kind in ASKED:
            asked = [(_(ASKED[question.kind]), self.text)]
        self.text.setMaximumHeight(px(96))
        for name, field in (*asked, (_("Photos on a page"), self.per_page)):
            field.setAccessibleName(name)
            fields.addRow(Text(name, tone="soft", wrap=True), field)
        signing = Text(
            _("Without any digital signature it is printed, signed by hand and sealed."),
            tone="soft",
            wrap=True,
        )
        parts: list[QWidget] = [Text(_(ABOUT[question.kind]), tone="soft", wrap=True)]
        if question.goes_on:
            told = _("Finish the patrol first; until then the report of a visit is a draft.")
            parts.append(Inset("amber", Text(told, wrap=True)))
        head = column(Text(subject, "heading", wrap=True), *parts, gap=8)
        body = column(head, fields, Text(_("Signatures"), bold=True), *self.places.values(), signing, gap=12)
        body.addStretch(1)
        held = QWidget()
        held.setLayout(body)
        return held

    def _look(self) -> None:
        if self.stack.currentIndex():
            self.stack.setCurrentIndex(0)
            self.looking.setText(_("Preview"))
        else:
            self.be_busy(busy=True)
            self.preview_asked.emit(self.wish, self.photos_per_page)

    def _as_word(self) -> None:
        self.error.hide()
        self.word_asked.emit(self.wish)

    def _issue(self) -> None:
        self.be_busy(busy=True)
        self.error.hide()
        self.issue_asked.emit(self.wish, self.photos_per_page)

    def _allow(self, *_args: object, busy: bool = False) -> None:
        why_not = self._why_not()
        self.issuing.allow(not (busy or why_not), why_not)
        for button in (self.looking, self.as_word):
            button.allow(not (busy or not self.wish.about), why_not)

    def _why_not(self) -> str:
        wish = self.wish
        if not wish.about:
            return _("Choose a finding.")
        if self.question.goes_on:
            return _("Finish the patrol first; until then the report of a visit is a draft.")
        if len(wish.text) > LONGEST_TEXT:
            return _("This takes at most {limit} characters.", limit=LONGEST_TEXT)
        if wish.kind is ReportKind.HINT and not (wish.addressee.strip() and wish.text):
            return _("A hint says whom it is for and what is asked of them.")
        return ""


def _finding_box(number: str, text: str, finding: str) -> QCheckBox:
    line = " ".join(text.split())
    box = QCheckBox(f"{number} {line[:SHOWN]}{'…' if len(line) > SHOWN else ''}")
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    box.setToolTip(text)
    box.setProperty("finding", finding)
    return box


def _stacked(*boxes: QCheckBox) -> QWidget:
    held = QWidget()
    held.setLayout(column(*boxes, gap=4))
    if boxes:
        boxes[0].setChecked(True)
    held.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return held
