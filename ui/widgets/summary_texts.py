"""The three texts of a summary, that only a person can write."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from inspector.model.summary import Texts
from inspector.words import _
from ui.theme import px
from ui.widgets.form_field import FormField
from ui.widgets.panel import Panel, SectionHeader

HEIGHT = 64


class SummaryTexts(Panel):
    """Holds the texts; ``changed`` comes with every letter typed."""

    changed = Signal()

    def __init__(self, title: str, coming: str) -> None:
        """``coming`` names the third text: what comes next week, or next month."""
        super().__init__()
        self.problems, self.help, self.next = (self._field() for _text in range(3))
        for part in (
            SectionHeader(title),
            FormField(_("Problems that stand out"), self.problems),
            FormField(_("Help needed from above"), self.help),
            FormField(coming, self.next),
        ):
            self.content.addWidget(part)

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

    def _field(self) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(px(HEIGHT))
        field.textChanged.connect(self.changed)
        return field
