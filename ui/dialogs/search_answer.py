"""Answering one place of a search list: nothing there, the same found, or not to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.search_lists import FoundChoice
from db.search_recording import FoundThere
from inspector.errors import Refused, Spoken
from inspector.model.finding import TERMS
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.search_list import PlaceNow
from inspector.model.search_list_life import SEARCH_RESULT_NAMES, SearchResult
from inspector.words import N_, _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.case_papers import EnteredFor, PapersField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import stand
from ui.widgets.panel import M, fill, row
from ui.widgets.text import Text

WIDTH, LINES, LONGEST, PROPOSED = 500, 58, 60, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWish:
    """What is to be recorded: ``new`` is a finding to be recorded with it, ``finding`` one that was."""

    result: SearchResult
    on: date
    text: str
    finding: str = ""
    new: FoundThere | None = None
    name: str = ""
    scans: tuple[Path, ...] = ()
    papers: tuple[Path, ...] = ()


class SearchAnswerDialog(QDialog):
    """Stays open until the answer is recorded or given up; ``asked`` carries an ``AnswerWish``."""

    asked = Signal(object)

    def __init__(
        self,
        place: PlaceNow,
        what: str,
        today: date,
        found: Sequence[FoundChoice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Answer for a place"))
        self.place = place
        self.outcome = ChoiceField()
        self.outcome.offer([(one.value, _(name)) for one, name in SEARCH_RESULT_NAMES.items()])
        self.day = DayField(_("Looked at on"), today)
        self.day.show_day(today)
        self.finding = ChoiceField()
        old = [(str(one.finding), f"{one.number} {one.text}"[:LONGEST]) for one in found]
        self.finding.offer([("", _("record a new finding")), *old])
        self.text, self.remark = QPlainTextEdit(), QPlainTextEdit()
        self.text.setPlaceholderText(what)
        for field in (self.text, self.remark):
            field.setTabChangesFocus(True)
            field.setFixedHeight(px(LINES))
        self.severity, self.term = ChoiceField(), ChoiceField()
        self.severity.offer([(one.value, _(name)) for one, name in SEVERITY_NAMES.items()])
        terms = [(f"{n}", plural("{n} day", "{n} days", n) if n else _("at once")) for n in TERMS]
        self.term.offer(terms, f"{PROPOSED}")
        self.papers = PapersField(_("Photos or other evidence"))
        self.behalf = EnteredFor()
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.doing = Button(_("Record the answer"), self.ask, kind=PRIMARY)
        self.doing.setToolTip(_("Ctrl+Enter"))
        self._of_found = FormField(_("Finding"), self.finding)
        self._of_new = (
            FormField(_("What is wrong there"), self.text),
            FormField(_("Severity"), self.severity),
            FormField(_("Proposed term"), self.term),
        )
        held = QWidget()
        fill(QHBoxLayout(held), (self.day, None))
        middle = QVBoxLayout()
        again = _("It was answered before; say in the remark why the answer is given anew.")
        told = (Text(again, tone="amber", wrap=True),) if place.answers else ()
        fill(
            middle,
            (
                Text(place.told.name, "heading", wrap=True),
                *told,
                FormField(_("What came of it"), self.outcome),
                self._of_found,
                *self._of_new,
                FormField(_("Looked at on"), held),
                FormField(_("Remark"), self.remark),
                FormField(_("Photos or other evidence"), self.papers),
                self.behalf,
                self.trouble,
            ),
            M,
        )
        middle.addStretch(1)
        stand(self, middle, row(None, Button(_("Cancel"), self.reject), self.doing), WIDTH)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask)
        self.outcome.currentIndexChanged.connect(self._show)
        self.finding.currentIndexChanged.connect(self._show)
        self._show()
        self.outcome.setFocus()

    def ask(self) -> None:
        """Ask for the answer to be recorded, once."""
        if not self.doing.isEnabled():
            return
        try:
            wish = self.wish()
        except Spoken as missing:
            self.say(missing)
            return
        self.trouble.hide()
        self.doing.setEnabled(False)
        self.asked.emit(wish)

    def wish(self) -> AnswerWish:
        """Give what stands in the fields. Raises Refused where something is missing."""
        if self.day.day is None:
            raise Refused(N_("Give a day, such as 2026-11-22."))
        if self.behalf.is_unsaid:
            raise Refused(N_("Say for whom it is entered."))
        result, note = SearchResult(self.outcome.value()), self.remark.toPlainText()
        new = None
        if result is SearchResult.FOUND and not self.finding.value():
            new = FoundThere(
                text=self.text.toPlainText(),
                severity=Severity(self.severity.value()),
                term_days=int(self.term.value()),
                note=note,
            )
        return AnswerWish(
            result=result,
            on=self.day.day,
            text=note,
            finding=self.finding.value(),
            new=new,
            name=self.behalf.name,
            scans=self.behalf.files,
            papers=self.papers.files,
        )

    def say(self, error: BaseException) -> None:
        """Say why it could not be recorded and let it be tried again; a fault of ours goes its own way."""
        self.doing.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _show(self, *_chosen: object) -> None:
        is_found = self.outcome.value() == SearchResult.FOUND
        self._of_found.setVisible(is_found)
        for field in self._of_new:
            field.setVisible(is_found and not self.finding.value())
