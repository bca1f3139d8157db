"""A plan that was read: its document at the left, its tasks at the right, and what can be done with both."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.plans.proposal import Course, Proposal
from inspector.words import _, plural
from ui.preferences import Preferences
from ui.shortcuts import page_key
from ui.theme import px
from ui.widgets.buttons import QUIET, Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, S, Scroll, fill, row
from ui.widgets.plan_document import PlanDocument
from ui.widgets.plan_task_form import PlanTaskForm
from ui.widgets.plan_task_list import PlanTaskList
from ui.widgets.text import Elided
from ui.widgets.two_panes import TwoPanes

LOW = 430
"""Height below which the list of tasks is left away; the steps above it go through the tasks too."""
WIDTH, LIST_HEIGHT = 470, 170


class PlanSides(QWidget):
    """Holds a ``Course``; ``changed`` carries it after each act, ``refused`` why one can't be."""

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, today: date, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.course: Course | None = None
        self.at: int | None = None
        self.document, self.tasks, self.form = PlanDocument(), PlanTaskList(), PlanTaskForm(today)
        self.unassigned = Button("", self.go_to_unassigned, kind=QUIET, icon="chevron-down")
        self.adding = Button(_("Task from these lines"), self.add, kind=QUIET, icon="plus")
        self.opening = Button(_("Show task"), self.show_fields, kind=QUIET, icon="pen-line")
        self.splitting = Button(_("Split here"), self.split, kind=QUIET, icon="columns-2")
        self.merging = Button(_("Merge with next"), self.merge, kind=QUIET, icon="arrow-left-right")
        self.removing = Button(_("Not a task"), self.remove, kind=QUIET, icon="x")
        self.place = Elided(bold=True)
        self.undoing = IconButton("undo-2", _("Undo (Ctrl+Z)"), self.undo)
        self.redoing = IconButton("rotate-cw", _("Redo (Ctrl+Y)"), self.redo)
        self._lay_out(preferences)
        self.tasks.chosen.connect(self.show_task)
        self.form.corrected.connect(self._correct)
        self.document.reached.connect(self._reach)
        self.document.opened.connect(self._open_line)
        self.document.selectionChanged.connect(self._allow)
        self.document.cursorPositionChanged.connect(self._allow)

    @property
    def proposal(self) -> Proposal:
        """What stands there now. Ask only where a course is shown."""
        assert self.course is not None, "a plan is in sight"  # noqa: S101 - tells mypy so
        return self.course.now

    def show_course(self, course: Course) -> None:
        """Show a plan from its first task, with its lines in sight."""
        self.course = course
        self.document.show_document(course.now.document)
        self._show(0 if course.now.tasks else None)
        if course.now.tasks:
            self.document.go_to(course.now.tasks[0].first)

    def show_task(self, at: int) -> None:
        """Show a task, with its lines in sight."""
        self.form.flush()
        self._show(at)
        self.document.go_to(self.proposal.tasks[at].first)
        if self.panes.is_single:
            self.panes.show_right()

    def step(self, by: int) -> None:
        """Go to the task after or before."""
        at = (self.at or 0) + by
        if 0 <= at < len(self.proposal.tasks):
            self.show_task(at)

    def go_to_unassigned(self, step: int = 1) -> None:
        """Go to the next line that belongs to no task."""
        self.panes.show_left()
        self.document.go_to_unassigned(step)
        self.document.setFocus()

    def add(self) -> None:
        """Make a task of the lines chosen in the document."""
        lines = self.document.lines
        free = set(self.proposal.unassigned)
        self._act(lambda now: now.added([line for line in lines if line in free]), lines[0])

    def split(self) -> None:
        """Divide the task the cursor stands in before its line."""
        line = self.document.line
        at = self.proposal.task_at(line)
        if at is not None:
            self._act(lambda now: now.split(at, line), line)

    def merge(self) -> None:
        """Put the chosen task and the next one together."""
        at = self.at
        if at is not None:
            self._act(lambda now: now.merged(at))

    def remove(self) -> None:
        """Say that the chosen task is none."""
        at = self.at
        if at is not None:
            self._act(lambda now: now.without(at))

    def undo(self) -> None:
        """Go one step back."""
        self.form.flush()
        if self.course:
            self._go(self.course.undone())

    def redo(self) -> None:
        """Go one step forward again."""
        self.form.flush()
        if self.course:
            self._go(self.course.redone())

    def retitle(self, title: str) -> None:
        """Give the plan another title."""
        if self.course and title.strip():
            self.course = self.course.to(self.proposal.titled(title.strip()))
            self._allow()
            self.changed.emit(self.course)

    def show_fields(self) -> None:
        """Bring the fields of the chosen task into sight where there is room for one side only."""
        self.panes.show_right()
        self.form.title.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list away where it is low."""
        super().resizeEvent(event)
        self.tasks.setVisible(self.height() >= px(LOW))
        self.opening.setVisible(self.panes.is_single)

    def _act(self, act: Callable[[Proposal], Proposal], line: int = 0) -> None:
        """Do something and go to the task of ``line``, else to the one that stands in its place now."""
        self.form.flush()
        if self.course is None:
            return
        try:
            course = self.course.to(act(self.course.now))
        except Refused as refusal:
            self.refused.emit(refusal)
            return
        self._go(course, line)

    def _go(self, course: Course, line: int = 0) -> None:
        self.course = course
        tasks = course.now.tasks
        at = course.now.task_at(line) if line else min(self.at or 0, len(tasks) - 1)
        self._show(at if tasks else None)
        self.changed.emit(course)

    def _correct(self, fields: dict[str, object]) -> None:
        at = self.at
        if self.course is not None and at is not None:
            self.course = self.course.to(self.proposal.corrected(at, **fields))
            self.tasks.show_tasks(self.proposal.tasks, at)
            self._allow()
            self.changed.emit(self.course)

    def _reach(self, line: int) -> None:
        at = self.proposal.task_at(line)
        if at is not None and at != self.at:
            self.form.flush()
            self._show(at)

    def _open_line(self, line: int) -> None:
        """Go to the fields of the task a line belongs to."""
        self._reach(line)
        if self.proposal.task_at(line) is not None:
            self.panes.show_right()
            self.form.title.setFocus()

    def _show(self, at: int | None) -> None:
        self.at = at
        tasks = self.proposal.tasks
        self.form.show_task(None if at is None else tasks[at])
        self.tasks.show_tasks(tasks, at)
        self.document.show_proposal(self.proposal, at)
        self._allow()

    def _allow(self) -> None:
        """Say where one is, and what can be done here."""
        if self.course is None:
            return
        tasks, at, left = self.proposal.tasks, self.at, self.document.unassigned
        self.place.setText(
            _("No task") if at is None else _("Task {at} of {total}", at=at + 1, total=len(tasks))
        )
        self.unassigned.setText(
            plural("{n} line in no task", "{n} lines in no task", len(left))
            if left
            else _("All lines are in tasks")
        )
        self.unassigned.setEnabled(bool(left))
        line = self.document.line
        owner = self.document.owner_of(line)
        is_free = any(self.document.mark_of(one) == "none" for one in self.document.lines)
        _offer(self.adding, "Ctrl+T", is_free, _("Choose lines that belong to no task."))
        _offer(
            self.splitting,
            "Ctrl+D",
            owner is not None and line != tasks[owner].first,
            _("Put the cursor into a line within a task."),
        )
        _offer(
            self.merging, "Ctrl+M", at is not None and at + 1 < len(tasks), _("No task comes after this one.")
        )
        _offer(self.removing, "Ctrl+Backspace", at is not None, _("No task is chosen."))
        self.unassigned.setToolTip("F8" if left else "")
        self.undoing.setEnabled(bool(self.course.past))
        self.redoing.setEnabled(bool(self.course.future))

    def _lay_out(self, preferences: Preferences) -> None:
        left, right = QWidget(), QWidget()
        of_lines, of_task = FlowLayout(), FlowLayout()
        for button in (self.opening, self.unassigned, self.adding, self.splitting):
            of_lines.addWidget(button)
        for button in (self.merging, self.removing):
            of_task.addWidget(button)
        fill(QVBoxLayout(left), (of_lines, self.document), XS)
        left.setFocusProxy(self.document)
        self.panes = TwoPanes(left, right, "plan", preferences, width=WIDTH)
        steps = (
            IconButton("chevron-up", _("The task before (Alt+Up)"), lambda: self.step(-1)),
            IconButton("chevron-down", _("The next task (Alt+Down)"), lambda: self.step(1)),
        )
        head = row(self.panes.back, *steps, 4, self.place, self.undoing, self.redoing, gap=XS)
        head.setStretchFactor(self.place, 1)
        self.tasks.setMaximumHeight(px(LIST_HEIGHT))
        self.tasks.setMinimumHeight(px(LIST_HEIGHT) // 2)
        scroll = Scroll(self.form)
        fill(whole := QVBoxLayout(right), (head, of_task, self.tasks, scroll), S)
        whole.setStretch(3, 1)
        fill(QVBoxLayout(self), (self.panes,), 0)
        for key, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Alt+Down", lambda: self.step(1)),
            ("Alt+Up", lambda: self.step(-1)),
            ("F8", lambda: self.go_to_unassigned(1)),
            ("Shift+F8", lambda: self.go_to_unassigned(-1)),
            ("Ctrl+M", self.merge),
            ("Ctrl+D", self.split),
            ("Ctrl+T", self.add),
            ("Ctrl+Backspace", self.remove),
        ):
            page_key(self, key, act)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _offer(button: Button, key: str, allowed: bool, why_not: str) -> None:
    """Let a button be pressed and name its key, or say why it can't be."""
    button.allow(allowed, why_not)
    if allowed:
        button.setToolTip(key)
