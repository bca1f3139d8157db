"""The three texts of a summary, that only a person can write."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from inspector.model.summary import Texts
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import Panel, SectionHeader

HEIGHT = 64


class SummaryTexts(Panel):
    """Holds the texts; ``changed`` comes with every letter typed.

    ``taken`` comes with what undoes it, when texts of the parts of the period filled empty fields.
    """

    changed = Signal()
    taken = Signal(object)

    def __init__(self, title: str, coming: str) -> None:
        """``coming`` names the third text: what comes next week, or next month."""
        super().__init__()
        self.problems, self.help, self.next = (self._field() for _text in range(3))
        self._proposed = Texts()
        self.taking = Button("", self.take_over, kind=LINK, icon="copy")
        self.taking.hide()
        self.changed.connect(self._offer)
        for part in (
            SectionHeader(title),
            self.taking,
            FormField(_("Problems that stand out"), self.problems),
            FormField(_("Help needed from above"), self.help),
            FormField(coming, self.next),
        ):
            self.content.addWidget(part)
        self.content.setAlignment(self.taking, Qt.AlignmentFlag.AlignLeft)

    def texts(self) -> Texts:
        """Give what was typed."""
        return Texts(
            problems=self.problems.toPlainText().strip(),
            help=self.help.toPlainText().strip(),
            next=self.next.toPlainText().strip(),
        )

    def show_texts(self, texts: Texts, *, may_write: bool) -> None:
        """Show other texts, to be written or only read; nobody is told."""
        told = ((self.problems, texts.problems), (self.help, texts.help), (self.next, texts.next))
        for field, text in told:
            field.blockSignals(True)
            if field.toPlainText() != text:
                field.setPlainText(text)
            field.setReadOnly(not may_write)
            field.blockSignals(False)

    def propose(self, texts: Texts, words: str) -> None:
        """Offer ``texts`` for fields that are empty, by a button with ``words``."""
        self._proposed = texts
        self.taking.setText(words)
        self._offer()

    def take_over(self) -> None:
        """Put what is proposed into the fields that are empty; Ctrl+Z empties each again."""
        done = self._empty_fields()
        for field, text in done:
            field.textCursor().insertText(text)
        if done:
            self.taken.emit(partial(self._empty_again, done))

    def _empty_again(self, done: Sequence[tuple[QPlainTextEdit, str]]) -> None:
        """Empty the fields that hold what was taken over and nothing else."""
        for field, text in done:
            if field.toPlainText() == text and not field.isReadOnly():
                cursor = field.textCursor()
                cursor.select(QTextCursor.SelectionType.Document)
                cursor.removeSelectedText()

    def _empty_fields(self) -> list[tuple[QPlainTextEdit, str]]:
        told = self._proposed
        pairs = ((self.problems, told.problems), (self.help, told.help), (self.next, told.next))
        return [
            (field, text)
            for field, text in pairs
            if text and not field.isReadOnly() and not field.toPlainText().strip()
        ]

    def _offer(self) -> None:
        self.taking.setVisible(bool(self._empty_fields()))

    def _field(self) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(px(HEIGHT))
        field.textChanged.connect(self.changed)
        return field
