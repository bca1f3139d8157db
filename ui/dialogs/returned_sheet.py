"""A feedback sheet that came back: what it says against what is known, and what of it is recorded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.feedback_return import Comparison
from inspector.errors import Spoken
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.feedback_differences import FeedbackDifferences
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Elided, Text

WIDTH, HEIGHT = 860, 560


class ReturnedSheet(QDialog):
    """``recording_asked`` carries the lines that are ticked, as ``record_feedback`` takes them."""

    recording_asked = Signal(object)

    def __init__(self, compared: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A returned sheet"))
        self.setMinimumSize(px(420), px(300))
        self.compared = compared
        head = compared.returned.head
        self.head = Elided(f"{head.unit} · {head.title}", bold=True)
        rows = len(compared.differences)
        told = _(
            "Sent out on {day}. Filled in: {n} of {rows} lines.",
            day=head.issued.isoformat(),
            n=compared.answered,
            rows=rows,
        )
        self.about = Text(told, tone="soft", wrap=True)
        self.notes = Text("\n".join(translate(one) for one in compared.notes), tone="amber", wrap=True)
        self.lines = FeedbackDifferences()
        self.lines.ticked_changed.connect(self._check)
        self.trouble = Text(tone="red", wrap=True)
        self.recording = Button("", self._record, kind=PRIMARY)
        foot = row(None, Button(_("Cancel"), self.reject), self.recording)
        layout = QVBoxLayout(self)
        fill(layout, (self.head, self.about, self.notes, self.lines, self.trouble, foot), M, L)
        layout.setStretch(3, 1)
        self.notes.setVisible(bool(compared.notes))
        self.trouble.hide()
        parent_room = parent.size() if parent else self.sizeHint()
        self.resize(
            min(px(WIDTH), parent_room.width() - px(L)), min(px(HEIGHT), parent_room.height() - px(L))
        )
        self.lines.show_comparison(compared)

    def say(self, error: BaseException) -> None:
        """Say what went wrong where it was asked for; a fault of ours goes its own way."""
        self.recording.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _check(self) -> None:
        count = len(self.lines.ticked)
        self.recording.setText(
            plural("Record {n} answer", "Record {n} answers", count)
            if count
            else _("Record that it came back")
        )
        is_old = self.compared.was_returned and not count
        self.recording.allow(
            self.compared.answered > 0 and not is_old,
            _("Everything this sheet says is recorded already.") if is_old else _("Nothing is filled in."),
        )

    def _record(self) -> None:
        self.recording.setEnabled(False)
        self.trouble.hide()
        self.recording_asked.emit(self.lines.ticked)
