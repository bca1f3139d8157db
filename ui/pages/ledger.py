"""The ledger (台账): findings and tasks of plans with their state, as a list or as the tree of plans."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from db.case_recording import finding_of
from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.queries.ledger import FINDING, LedgerDue, LedgerRow, tasks_due
from db.queries.tasks import PlanBranch, TaskSheet, plan_tree, task_sheet
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.ids import TaskId
from inspector.model.issued_report import ReportKind
from inspector.model.task_parts import DueLine
from inspector.model.task_steps import TASK_STEP_NAMES, TaskStep
from inspector.words import N_, _
from ui.ledger_desk import LedgerDesk
from ui.ledger_list import LedgerList
from ui.list_view import RowAction
from ui.outside import open_outside
from ui.page import Command, Page
from ui.plan_desk import PlanDesk
from ui.session import Session
from ui.shortcuts import page_key
from ui.supervision_orders import SupervisionOrders
from ui.task_desk import TaskDesk
from ui.wall_desk import WallDesk
from ui.widgets.buttons import Button
from ui.widgets.drawer import SidePanel
from ui.widgets.drop_zone import files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import L, M, Panel, S, fill, row
from ui.widgets.plan_tree import PlanTree
from ui.widgets.task_papers import PAPERS, papers_of
from ui.widgets.task_view import FindingLine, TaskView

SIDE = 336


class LedgerPage(Page):
    """The list or the tree at the left, the line in focus at the right."""

    NAME: ClassVar[str] = "ledger"
    ABOUT: ClassVar[str] = N_(
        "Findings and tasks of rectification plans, one line each, until they are closed off. Read a plan, "
        "give its measures days, record progress with evidence; what is overdue is computed, never typed."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.desk, self.plans, self.orders = TaskDesk(self), PlanDesk(self), SupervisionOrders(self)
        self.view, self.tree = TaskView(), PlanTree()
        self.chosen = ""
        empty = EmptyState(
            "list-checks",
            _("Nothing is in the ledger yet"),
            _("Read a rectification plan: its tasks enter the ledger with their measures and deadlines."),
            action=_("Read a plan…"),
            act=self.read_plan,
        )
        moving = RowAction(_("Put under a task…"), self.put_under, "list-checks")
        ordering = RowAction(_("Issue an order about it…"), self.orders.make, "file-text")
        self.list = LedgerList(self, empty, (moving, ordering))
        self.more = Button(_("More"), icon="chevron-down")
        self.menu = QMenu(self.more)
        for text, act in (
            (_("New task…"), self.desk.set_new),
            (_("Groups of units…"), self.desk.name_groups),
            (_("Orders…"), self.orders.choose),
            (_("Wall chart"), self.show_wall),
        ):
            self.menu.addAction(text, act)
        self.wall = WallDesk(self)
        page_key(self, "F11", self.show_wall)
        self.whole = LedgerDesk(self, lambda: self.list.model.view, has_tasks=True)
        self.menu.addSeparator()
        self.whole.fill(self.menu)
        self.more.setMenu(self.menu)
        page_key(self, "Ctrl+I", self.whole.take_over)
        page_key(self, "Ctrl+Shift+I", self.whole.take_over_tasks)
        self.setAcceptDrops(True)
        self.reading = Button(_("Read a plan…"), self.read_plan, icon="plus")
        self.by_plan = Button(_("By plan"), self.turn, icon="folder-open")
        self.as_list = Button(_("As a list"), self.turn, icon="table")
        self._tree_side = QWidget()
        fill(below := QVBoxLayout(self._tree_side), (row(None, self.as_list), self.tree), S)
        below.setStretch(1, 1)
        left = QWidget()
        self._stack = QStackedLayout(left)
        for part in (self.list, self._tree_side):
            self._stack.addWidget(part)
        self.side = SidePanel(Panel(left, margin=M), self.view, _("Line of the ledger"), width=SIDE)
        for button in (self.by_plan, self.reading, self.more, self.side.opener):
            self.list.buttons.addWidget(button)
        fill(QVBoxLayout(self), (self.side,), M, L)
        self._listen()

    def _listen(self) -> None:
        self.list.noticed.connect(self.noticed)
        self.list.chosen.connect(self._follow)
        self.list.opened.connect(self._enter)
        self.list.model.answered.connect(self._choose_first)
        self.tree.task_chosen.connect(self.show_task)
        self.desk.entered.connect(self.open_at)
        self.view.step_asked.connect(self._begin)
        self.view.step_refused.connect(self.session.tell)
        self.view.duty_asked.connect(self._meet)
        self.view.decided.connect(self._decide)
        self.view.report_asked.connect(self.issue)
        self.view.paper_opened.connect(self._open_paper)
        self.view.finding_chosen.connect(lambda finding: self.wanted.emit("findings", finding))

    @property
    def shows_tree(self) -> bool:
        """Whether the tree of plans is in sight."""
        return self._stack.currentWidget() is self._tree_side

    def refresh(self) -> None:
        """Ask for the lines again, and for the one in sight."""
        today = self.session.now().day
        self.list.refresh()
        if self.shows_tree:
            self._ask_tree()
        self.read(partial(_due, today), self._say_due, key="due")
        if self.view.sheet:
            self.show_task(self.chosen)

    def shows(self, changes: Changes) -> bool:
        """Findings, tasks, plans, and the names of people and grids are shown."""
        return changes.touch(
            Kind.FINDING, Kind.TASK, Kind.PLAN, Kind.UNIT_GROUP, Kind.PERSON, Kind.GRID, Kind.AUTHORITY
        )

    def show_wall(self) -> None:
        """Show the tasks of whoever acts against time, over the whole screen."""
        if actor := self.session.actor:
            self.wall.open(actor.org)

    def open_at(self, what: object) -> None:
        """Show the task with the id ``what``."""
        if isinstance(what, str):
            self.list.show_view(filter="all", text="", facts=())
            self.list.choose(what)
            self.show_task(what)
            if self.side.is_narrow:
                self.side.open_drawer()

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        given = [
            Command(_("Read a plan…"), self.read_plan),
            Command(_("New task…"), self.desk.set_new),
            Command(_("Groups of units…"), self.desk.name_groups),
            Command(_("Orders…"), self.orders.choose),
            Command(_("Wall chart"), self.show_wall, "F11"),
            Command(_("As a list") if self.shows_tree else _("By plan"), self.turn),
        ]
        if self.view.steps:
            given += [
                Command(_(TASK_STEP_NAMES[step]), partial(self._begin, step))
                for step in self.view.steps.open_steps
            ]
        if self.view.sheet:
            papers = papers_of(self.view.sheet.task)
            given += [Command(_(PAPERS[kind]), partial(self.issue, kind)) for kind in papers]
        return [*given, *self.whole.commands()]

    def issue(self, kind: ReportKind) -> None:
        """Let a paper of the close-off of the task in sight be issued."""
        if self.view.sheet:
            self.wanted.emit("reports", ReportWish(kind=kind, about=(self.view.sheet.task.id,)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a ledger kept before can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take over the ledger that was let go."""
        event.acceptProposedAction()
        self.whole.take_dropped(files_in(event.mimeData())[0])

    def read_plan(self) -> None:
        """Let a plan be read and put right before its tasks enter the ledger."""
        if self.session.actor is None:
            self.session.tell(Refused(N_("Choose who you are first, at the top right.")))
        else:
            self.plans.open()

    def turn(self) -> None:
        """Show the tree of plans instead of the list, or the list again."""
        self._stack.setCurrentWidget(self.list if self.shows_tree else self._tree_side)
        if self.shows_tree:
            self._ask_tree()
            self.tree.setFocus()

    def put_under(self, keys: Sequence[str]) -> None:
        """Let the chosen findings be put under a task; tasks among them are left out."""
        self.read(partial(self._last_entries, tuple(keys)), self._put_found_under, key="last")

    def show_task(self, task: str) -> None:
        """Show a task at the right."""
        self.chosen = task
        if actor := self.session.actor:
            self.read(partial(self._sheet, TaskId(task), actor), self._show_sheet, key="sheet")

    def _ask_tree(self) -> None:
        today = self.session.now().day
        self.read(partial(_tree, today), partial(self.tree.show_plans, today=today), key="tree")

    def _last_entries(self, keys: Sequence[str], reader: Reader) -> tuple[tuple[str, str], ...]:
        known = reader.rows(
            "SELECT id FROM finding WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(keys),)
        )
        workspace = self.session.workspace
        return tuple((key, finding_of(workspace, reader, key).last) for (key,) in known)

    def _put_found_under(self, findings: tuple[tuple[str, str], ...]) -> None:
        if findings:
            self.desk.put_under(findings)
        else:
            self.session.tell(Refused(N_("Choose findings: a task is not put under another.")))

    def _sheet(self, task: TaskId, actor: Actor, reader: Reader) -> TaskSheet | None:
        return task_sheet(self.session.workspace, reader, task, actor, self.session.now().day)

    def _show_sheet(self, sheet: TaskSheet | None) -> None:
        if sheet:
            self.view.show_sheet(sheet)
        else:
            self.view.show_nothing()

    def _follow(self, line: LedgerRow | None) -> None:
        if line is None:
            return
        if line.kind != FINDING:
            self.show_task(line.key)
            return
        self.chosen = line.key
        shown = FindingLine(line, self.session.now().day)
        shown.opened.connect(lambda finding: self.wanted.emit("findings", finding))
        shown.moved.connect(lambda finding: self.put_under((finding,)))
        self.view.show_other(shown)

    def _choose_first(self) -> None:
        if not self.chosen and self.list.model.keys:
            self.list.choose(self.list.model.keys[0])

    def _enter(self, _line: LedgerRow | None) -> None:
        if self.side.is_narrow:
            self.side.open_drawer()

    def _begin(self, step: TaskStep) -> None:
        if self.view.sheet:
            self.desk.begin(self.view.sheet, step)

    def _meet(self, line: DueLine) -> None:
        if self.view.sheet:
            self.desk.begin(self.view.sheet, TaskStep.MEET_DUTY, line)

    def _decide(self, falls: str) -> None:
        if self.view.sheet:
            self.desk.decide(self.view.sheet, falls)

    def _open_paper(self, paper: Blob) -> None:
        sheet = self.view.sheet
        name = sheet.file if sheet and paper == sheet.document else ""
        open_outside(self.session, self.session.workspace.blobs, paper, name)

    def _say_due(self, due: LedgerDue) -> None:
        parts = [
            _("overdue {n}", n=due.overdue) if due.overdue else "",
            _("behind schedule {n}", n=due.behind) if due.behind else "",
            _("due soon {n}", n=due.soon) if due.soon else "",
        ]
        self.say_subtitle(" · ".join(part for part in parts if part))


def _due(today: date, reader: Reader) -> LedgerDue:
    return tasks_due(reader, today)


def _tree(today: date, reader: Reader) -> tuple[PlanBranch, ...]:
    return plan_tree(reader, today)
