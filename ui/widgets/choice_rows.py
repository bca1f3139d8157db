"""The choices of a question as they are edited: their words, and which of them need a finding."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.model.list_draft import with_choices
from inspector.model.question import Question
from inspector.words import _
from ui.widgets.buttons import QUIET, Button, IconButton
from ui.widgets.panel import fill


class ChoiceRow(QWidget):
    """One choice; Enter asks for the next one."""

    changed = Signal()
    next_asked = Signal()
    taken_out = Signal()

    def __init__(self, text: str, *, is_odd: bool) -> None:
        super().__init__()
        self.text = QLineEdit(text)
        self.text.setAccessibleName(_("Choice"))
        self.text.setPlaceholderText(_("Choice"))
        self.odd = QCheckBox(_("needs a finding"))
        self.odd.setChecked(is_odd)
        closing = IconButton("x", _("Leave this choice out"), self.taken_out.emit)
        fill(layout := QHBoxLayout(self), (self.text, self.odd, closing), 6)
        layout.setStretch(0, 1)
        self.text.textEdited.connect(lambda _text: self.changed.emit())
        self.odd.clicked.connect(lambda _on: self.changed.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the next choice with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.next_asked.emit()
        else:
            super().keyPressEvent(event)


class ChoiceRows(QWidget):
    """Edits the choices of one question; ``changed`` says that some were edited."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ChoiceRow] = []
        self._layout = QVBoxLayout()
        fill(self._layout, (), 4)
        self.adding = Button(_("Another choice"), self.add, kind=QUIET, icon="plus")
        below = QHBoxLayout()
        fill(below, (self.adding, None))
        fill(QVBoxLayout(self), (self._layout, below), 4)

    def show_choices(self, question: Question) -> None:
        """Show the choices of ``question``, unless they stand there."""
        shown = [
            (row.text.text().strip(), row.odd.isChecked()) for row in self.rows if row.text.text().strip()
        ]
        if shown == [(choice.text, not choice.normal) for choice in question.choices] and self.rows:
            return
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        for choice in question.choices:
            self._append(choice.text, is_odd=not choice.normal)
        while len(self.rows) < 2:  # noqa: PLR2004 - a choice is between two at least
            self._append("", is_odd=False)

    def choices_of(self, question: Question) -> Question:
        """Give ``question`` with the choices that stand here; rows without words are none."""
        written = [row for row in self.rows if row.text.text().strip()]
        odd = frozenset(row.text.text().strip() for row in written if row.odd.isChecked())
        return with_choices(question, [row.text.text().strip() for row in written], odd)

    def add(self) -> None:
        """Begin another choice."""
        self._append("", is_odd=False).text.setFocus()

    def _append(self, text: str, *, is_odd: bool) -> ChoiceRow:
        row = ChoiceRow(text, is_odd=is_odd)
        row.changed.connect(self.changed)
        row.next_asked.connect(partial(self._go_on, row))
        row.taken_out.connect(partial(self._take_out, row))
        self.rows.append(row)
        self._layout.addWidget(row)
        return row

    def _go_on(self, row: ChoiceRow) -> None:
        at = self.rows.index(row) + 1
        if at < len(self.rows):
            self.rows[at].text.setFocus()
        else:
            self.add()

    def _take_out(self, row: ChoiceRow) -> None:
        self.rows.remove(row)
        row.deleteLater()
        self.changed.emit()
