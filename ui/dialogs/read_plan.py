"""A plan read from its document: pick it, look at its tasks beside it, put them right, take them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from inspector.errors import Spoken
from inspector.plans.matching import Difference, Verdict
from inspector.plans.proposal import Course
from inspector.words import _, plural, translate
from ui.preferences import Preferences
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.drop_zone import files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.low_screen import TITLE_BAR
from ui.widgets.panel import M, S, fill, row
from ui.widgets.plan_differences import PlanDifferences
from ui.widgets.plan_sides import PlanSides
from ui.widgets.text import Elided, Text

ENDINGS = "*.docx *.pdf *.txt *.md *.html *.htm"
WIDTH, HEIGHT = 1180, 760


class ReadPlan(QDialog):
    """Shows each step and asks for the next; whoever opened it reads, keeps and records.

    ``picked`` carries a file; ``course_changed`` the ``Course`` after each act; ``taking_asked`` the
    confirmed ``Proposal``, ``own_asked`` the same as a plan of its own whatever it is like;
    ``renewing_asked`` the ticked differences of a newer version; ``stop_asked`` and a close stop what runs.
    """

    picked = Signal(object)
    course_changed = Signal(object)
    taking_asked = Signal(object)
    own_asked = Signal(object)
    renewing_asked = Signal(object)
    stop_asked = Signal()

    def __init__(self, today: date, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Read a plan"))
        self.setAcceptDrops(True)
        self.picking = EmptyState(
            "file-text",
            _("Drop a plan's document here"),
            _(
                "Word (.docx), PDF with text, web page or plain text. Its tasks are found and shown beside "
                "it; nothing enters the ledger before you confirm."
            ),
            action=_("Choose a file…"),
            act=self.pick,
        )
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title of the plan"))
        self.title.setPlaceholderText(_("Title of the plan"))
        self.sides = PlanSides(today, preferences)
        self.remark, self.trouble = Elided(tone="soft"), Text(tone="red", wrap=True)
        self.bar, self.numbers = QProgressBar(), Text(tone="soft")
        self.bar.setTextVisible(False)
        self.another = Button(_("Another document…"), self.pick, kind=LINK)
        self.stopping = Button(_("Stop reading"), self.stop)
        self.closing = Button(_("Close"), self.close)
        self.taking = Button("", self.take, kind=PRIMARY)
        self.older, self.differences = Text(wrap=True), PlanDifferences()
        self.back = Button(_("Back"), self.go_back)
        self.own = Button(_("Take it as a plan of its own"), self.take_as_own)
        self.renewing = Button("", self.renew, kind=PRIMARY)
        self._lay_out()
        self._show_step(self.picking)

    def pick(self) -> None:
        """Let a document be chosen."""
        picker = QFileDialog(self, _("Choose a file…"), str(Path.home()), f"{_('Documents')} ({ENDINGS})")
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.fileSelected.connect(lambda file: self.read(Path(file)))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def read(self, file: Path) -> None:
        """Ask for a document to be read."""
        self.say_busy(_("Reading {file}…", file=file.name))
        self.picked.emit(file)

    def show_course(self, course: Course, remark: str = "") -> None:
        """Show a plan that was read, or one that was kept."""
        self.title.setText(course.now.title)
        self.title.setCursorPosition(0)
        self.sides.show_course(course)
        doubts = [translate(doubt) for doubt in course.now.doubts]
        self.remark.setText(" ".join([remark, *doubts]).strip())
        self._show_step(self.sides)
        self._count()
        self.sides.document.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def say_busy(self, text: str) -> None:
        """Say what goes on, with a way to stop it."""
        self.trouble.hide()
        self.numbers.setText(text)
        self.bar.setRange(0, 0)
        self._busy.show()
        for part in self._acting:
            part.setEnabled(False)

    def say(self, error: BaseException) -> None:
        """Say what went wrong where it was asked for; a fault of ours goes its own way."""
        self.rest()
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def stop(self) -> None:
        """Give up what runs."""
        self.stop_asked.emit()
        self.rest()

    def take(self) -> None:
        """Confirm what stands there."""
        self.sides.form.flush()
        self.say_busy(_("Taking the tasks into the ledger…"))
        self.taking_asked.emit(self.sides.proposal)

    def show_differences(self, title: str, differences: Sequence[Difference]) -> None:
        """Show what differs from an older version in the ledger."""
        self.differences.show_differences(differences)
        same = sum(1 for one in differences if one.verdict is Verdict.SAME)
        self.older.setText(
            _(
                "“{title}” is in the ledger already, and each of its {same} tasks says the same.",
                title=title,
                same=same,
            )
            if same == len(differences)
            else _(
                "“{title}” is in the ledger already, with {same} tasks that say the same. Tick what is taken "
                "over from this version; the tasks keep their numbers and their history.",
                title=title,
                same=same,
            )
        )
        self._show_step(self._newer)
        self.differences.setFocus()

    def renew(self) -> None:
        """Confirm the ticked differences."""
        self.say_busy(_("Taking the tasks into the ledger…"))
        self.renewing_asked.emit(self.differences.ticked)

    def take_as_own(self) -> None:
        """Confirm all tasks as a plan that has nothing to do with the one in the ledger."""
        self.say_busy(_("Taking the tasks into the ledger…"))
        self.own_asked.emit(self.sides.proposal)

    def go_back(self) -> None:
        """Go back to the tasks; nothing was written."""
        self._show_step(self.sides)

    def rest(self) -> None:
        """Show that nothing runs."""
        self._busy.hide()
        for part in self._acting:
            part.setEnabled(True)
        if self.sides.course:
            self._count()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a file can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was let go."""
        event.acceptProposedAction()
        self.read(files_in(event.mimeData())[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; what was put right is kept for the next time."""
        self.sides.form.flush()
        self.stop_asked.emit()
        super().closeEvent(event)

    def reject(self) -> None:
        """Stop what runs, as a close does."""
        self.sides.form.flush()
        self.stop_asked.emit()
        super().reject()

    def _show_step(self, step: QWidget) -> None:
        self.rest()
        self.trouble.hide()
        self._stack.setCurrentWidget(step)
        for part in (self.title, self.taking, self.another, self.remark):
            part.setVisible(step is self.sides)
        for part in (self.back, self.own, self.renewing):
            part.setVisible(step is self._newer)

    def _count(self) -> None:
        count = len(self.sides.proposal.tasks)
        self.taking.setText(plural("Take {n} task into the ledger", "Take {n} tasks into the ledger", count))
        self.taking.allow(count > 0, _("There is no task to take."))
        ticked = len(self.differences.ticked)
        self.renewing.setText(plural("Take over {n} difference", "Take over {n} differences", ticked))
        self.renewing.allow(ticked > 0, _("Nothing is ticked."))

    def _changed(self, course: Course) -> None:
        self.trouble.hide()
        if not self.title.hasFocus():
            self.title.setText(course.now.title)
        self._count()
        self.course_changed.emit(course)

    def _lay_out(self) -> None:
        self._busy = QWidget()
        fill(busy := QVBoxLayout(self._busy), (row(self.numbers, None, self.stopping), self.bar), 4)
        busy.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        self._newer = QWidget()
        fill(QVBoxLayout(self._newer), (self.older, self.differences), S)
        self._acting = (self.taking, self.another, self.picking.button, self.back, self.own, self.renewing)
        self.differences.ticked_changed.connect(self._count)
        for step in (self.picking, self.sides, self._newer):
            self._stack.addWidget(step)
        self.sides.changed.connect(self._changed)
        self.sides.refused.connect(self.say)
        self.title.editingFinished.connect(lambda: self.sides.retitle(self.title.text()))
        foot = row(
            *(self.another, self.remark, self.back, None),
            *(self.closing, self.own, self.taking, self.renewing),
        )
        foot.setStretchFactor(self.remark, 99)
        layout = QVBoxLayout(self)
        fill(layout, (self.title, self._stack, self._busy, self.trouble, foot), S, M)
        layout.setStretch(1, 1)
        parent = self.parentWidget()
        room = parent.window().size() if parent else self.sizeHint()
        # over the window with a title bar of its own, which must not stand above the screen
        height = min(room.height(), self.screen().availableSize().height()) - TITLE_BAR - px(M)
        self.resize(min(px(WIDTH), room.width() - px(M)), min(px(HEIGHT), height))
