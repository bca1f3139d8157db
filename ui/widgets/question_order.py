"""The questions of a list in their order, to choose, add, move and leave out."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.model.question import QUESTION_KIND_NAMES, Question, QuestionKind
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import fill, row


class QuestionOrder(QWidget):
    """``chosen`` carries the place of a question; keys: Insert adds, Alt with an arrow moves, Delete."""

    chosen = Signal(int)
    adding_asked = Signal()
    moving_asked = Signal(int)
    taking_out_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Questions"))
        self.list.setWordWrap(True)
        self.list.setSpacing(px(3))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self.chosen)
        self.adding = Button(_("Question"), self.adding_asked.emit, icon="plus")
        self.adding.setToolTip(_("Key Insert: a new question below the chosen one"))
        self.up = IconButton("chevron-up", _("Earlier (Alt+↑)"), lambda: self.moving_asked.emit(-1))
        self.down = IconButton("chevron-down", _("Later (Alt+↓)"), lambda: self.moving_asked.emit(1))
        self.removing = IconButton(
            "trash-2", _("Leave the question out (Delete)"), self.taking_out_asked.emit
        )
        fill(
            layout := QVBoxLayout(self),
            (self.list, row(self.adding, None, self.up, self.down, self.removing, gap=4)),
            6,
        )
        layout.setStretch(0, 1)
        self.list.installEventFilter(self)

    @property
    def at(self) -> int:
        """The place of the chosen question; -1 while there is none."""
        return self.list.currentRow()

    def choose(self, at: int) -> None:
        """Choose the question at a place."""
        self.list.setCurrentRow(at)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show ``questions``; the chosen place stays."""
        at = self.at
        self.list.blockSignals(True)
        while self.list.count() > len(questions):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(questions):
            self.list.addItem(QListWidgetItem())
        for number, question in enumerate(questions, 1):
            self.list.item(number - 1).setText(_line(number, question))
        self.list.setCurrentRow(min(max(at, 0), len(questions) - 1))
        self.list.blockSignals(False)
        for button in (self.up, self.down, self.removing):
            button.setEnabled(bool(questions))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add, move and leave out by key, before the list takes its arrows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step and is_alt:
                self.moving_asked.emit(step)
                return True
            asked = {Qt.Key.Key_Insert: self.adding_asked, Qt.Key.Key_Delete: self.taking_out_asked}
            if signal := asked.get(Qt.Key(event.key())):
                signal.emit()
                return True
        return super().eventFilter(watched, event)


def _line(number: int, question: Question) -> str:
    """Say a question in one line, with what sets it apart."""
    marks = []
    if question.must_look:
        marks.append(_("must-look"))
    if question.kind is not QuestionKind.YES_NO:
        marks.append(_(QUESTION_KIND_NAMES[question.kind]))
    if question.shown_if:
        marks.append(_("sometimes"))
    if question.optional:
        marks.append(_("may be left open"))
    words = question.text.strip() or _("(no words yet)")
    return f"{number}. {words}" + (f"\n     {' · '.join(marks)}" if marks else "")
