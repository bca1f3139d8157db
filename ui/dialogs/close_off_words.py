"""What is decided about a close-off in words: sent back, objected, answered, not filed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text


class CloseOffWords(QDialog):
    """Asks for words, where asked also for a day and for one of ``choices``; stays open until it is done.

    ``told`` carries the words, the day or None, and the choice.
    """

    told = Signal(str, object, str)

    def __init__(
        self,
        title: str,
        sentence: str,
        words: str,
        action: str,
        *,
        today: date,
        day: str = "",
        proposed: date | None = None,
        choice: str = "",
        choices: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Ask for what is named ``words``; ``day`` and ``choice`` name what else is asked."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(420))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(px(110))
        self.day = DayField(day, today)
        self.day.show_day(proposed)
        self.choice = ChoiceField()
        self.choice.offer(choices, choices[-1][0] if choices else "")
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.doing = Button(action, self.tell, kind=PRIMARY)
        layout = QVBoxLayout(self)
        fill(layout, (Text(title, "heading", wrap=True), Text(sentence, tone="soft", wrap=True)), M, L)
        if choices:
            layout.addWidget(FormField(choice, self.choice))
        if day:
            held = QWidget()
            fill(QHBoxLayout(held), (self.day, None))
            layout.addWidget(FormField(day, held))
        layout.addWidget(FormField(words, self.words))
        layout.addWidget(self.trouble)
        layout.addLayout(row(None, Button(_("Cancel"), self.reject), self.doing))
        self.words.setFocus()

    def tell(self) -> None:
        """Give away what was typed."""
        self.setEnabled(False)
        self.told.emit(self.words.toPlainText(), self.day.day, self.choice.value())

    def say(self, error: BaseException) -> None:
        """Say why it could not be recorded and let it be tried again; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()
