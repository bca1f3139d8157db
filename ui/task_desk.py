"""Leads from a step of a task that was asked for to its entry: question, files, key, record, notice."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from db.case_recording import record_cases
from db.changes import Changes
from db.connection import Reader
from db.queries.tasks import LedgerFacts, TaskSheet, ledger_facts, standing_tasks, task_sheet
from db.task_recording import name_unit_group, record_task, set_new_task, take_back_done
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding import Finding
from inspector.model.finding_acts import put_under_task
from inspector.model.finding_steps import Who
from inspector.model.ids import TaskId
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_life import TaskSet
from inspector.model.task_parts import DueLine
from inspector.model.task_steps import TaskStep
from inspector.words import N_, _, plural
from ui.close_off_desk import open_close_off
from ui.dialogs.task_new import LedgerForm, NewTaskDialog, UnderTaskDialog, UnitGroupsDialog
from ui.dialogs.task_office import (
    AskTimeDialog,
    CorrectTaskDialog,
    DecideTaskDialog,
    EndTaskSupervisionDialog,
    FailTaskDialog,
    GiveTimeDialog,
    HoldDialog,
    PassTaskDialog,
    PlanTaskLookBackDialog,
    RefuseTimeDialog,
    SuperviseTaskDialog,
    TakeUpDialog,
    TaskLookBackDialog,
    WithdrawTaskDialog,
)
from ui.dialogs.task_parts import ChangeDutyDialog, ChangeItemDialog, ReopenDialog
from ui.dialogs.task_step import Kept, TaskAsk, TaskDialog, TaskWish
from ui.dialogs.task_work import (
    AddItemsDialog,
    CompleteDialog,
    ItemDoneDialog,
    MeasureDoneDialog,
    MeetDutyDialog,
    ScheduleDialog,
    SetDutyDialog,
    TaskProgressDialog,
)
from ui.form_draft import FormDraft
from ui.own_key import OwnKey
from ui.page import Page
from ui.step_writing import keep_papers

DIALOGS: Mapping[TaskStep, type[TaskDialog]] = MappingProxyType(
    {
        kind.STEP: kind
        for kind in (
            TaskProgressDialog,
            MeasureDoneDialog,
            ScheduleDialog,
            AddItemsDialog,
            ChangeItemDialog,
            ItemDoneDialog,
            ReopenDialog,
            SetDutyDialog,
            ChangeDutyDialog,
            MeetDutyDialog,
            CompleteDialog,
            PassTaskDialog,
            FailTaskDialog,
            HoldDialog,
            TakeUpDialog,
            AskTimeDialog,
            GiveTimeDialog,
            RefuseTimeDialog,
            SuperviseTaskDialog,
            EndTaskSupervisionDialog,
            PlanTaskLookBackDialog,
            TaskLookBackDialog,
            CorrectTaskDialog,
            WithdrawTaskDialog,
        )
    }
)
IN_PERSON = frozenset({TaskStep.PASS, TaskStep.FAIL})
"""The steps here that are signed with the own key of whoever makes them."""


class TaskDesk(QObject):
    """Serves the tasks of one page; ``entered`` carries the id of a task that was set by hand."""

    entered = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: TaskDialog | LedgerForm | None = None
        page.session.actor_changed.connect(self.give_up)

    def begin(self, sheet: TaskSheet, step: TaskStep, line: DueLine | None = None) -> None:
        """Ask for what ``step`` says about a task; ``line`` is the due line that a duty is met in."""
        if step is TaskStep.CLOSE_OFF:
            open_close_off(self._page, sheet.task.id)
            return
        actor = self._actor()
        if actor is None:
            return
        self.give_up()
        dialog = DIALOGS[step](sheet, self._page.window())
        if isinstance(dialog, PassTaskDialog | FailTaskDialog):
            dialog.now = self._page.session.now()
        if isinstance(dialog, MeetDutyDialog) and line in dialog.lines:
            dialog.show_line(line)
        self._ask(dialog, f"task/{sheet.task.id}/{step}/{actor.person}")

    def decide(self, sheet: TaskSheet, falls: str) -> None:
        """Ask why one of two contradicting steps is to have no effect."""
        actor = self._actor()
        if actor is None:
            return
        self.give_up()
        dialog = DecideTaskDialog(sheet, self._page.window())
        dialog.falls = falls
        self._ask(dialog, f"task/{sheet.task.id}/conflict/{actor.person}")

    def set_new(self) -> None:
        """Ask for a task that stands in no document."""
        if actor := self._actor():
            self._page.read(ledger_facts, partial(self._ask_new, actor), key="plans")

    def name_groups(self) -> None:
        """Ask what group names of units stand for."""
        if actor := self._actor():
            self._page.read(ledger_facts, partial(self._ask_groups, actor), key="groups")

    def put_under(self, findings: Sequence[tuple[str, str]]) -> None:
        """Ask under which task findings are put, each named with its last entry as shown."""
        if actor := self._actor():
            self._page.read(standing_tasks, partial(self._ask_under, actor, findings), key="tasks")

    def give_up(self) -> None:
        """Close the dialog."""
        if self.dialog:
            self.dialog.reject()

    def _open(self, dialog: TaskDialog | LedgerForm) -> None:
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    # steps of a task

    def _ask(self, dialog: TaskDialog, key: str) -> None:
        kept = FormDraft(self._page.session, key, dialog)
        dialog.asked.connect(partial(self._go_on, dialog, kept))
        self._open(dialog)

    def _go_on(self, dialog: TaskDialog, draft: FormDraft, wish: TaskWish) -> None:
        session = self._page.session
        if not (wish.papers or wish.scans):
            self._sign(dialog, draft, wish, ())
            return
        session.work(
            partial(keep_papers, session.workspace, (*wish.scans, *wish.papers), session.now()),
            partial(self._sign, dialog, draft, wish),
            partial(self._fail, dialog),
            title=_("Adding files"),
        )

    def _sign(self, dialog: TaskDialog, draft: FormDraft, wish: TaskWish, kept: Kept) -> None:
        if self.dialog is not dialog:
            return
        if dialog.STEP in IN_PERSON:
            dialog.be_busy(busy=False)  # whoever gives up the question of the key can go on here
            OwnKey(self._page.session, dialog).ask(
                _("What you found at the re-check is signed with your own key."),
                partial(self._write, dialog, draft, wish, kept),
            )
        else:
            self._write(dialog, draft, wish, kept, None)

    def _write(
        self, dialog: TaskDialog, draft: FormDraft, wish: TaskWish, kept: Kept, key: PersonKey | None
    ) -> None:
        actor, session = self._actor(), self._page.session
        if actor is None or self.dialog is not dialog:
            return
        dialog.be_busy(busy=True)
        scans, papers = kept[: len(wish.scans)], kept[len(wish.scans) :]

        def act(task: Task, who: Who, rules: Rules) -> Event | Sequence[Event]:
            return wish.act(TaskAsk(task, who, rules, scans, papers, wish.name))

        draft.flush()
        task, now = dialog.sheet.task, session.now()
        record = partial(record_task, session.workspace, task.id, task.last, act, actor, now, key)
        session.write(
            partial(record, finishes=draft.key),
            partial(self._tell, dialog, draft),
            partial(self._fail, dialog),
        )

    def _tell(self, dialog: TaskDialog, draft: FormDraft, changes: Changes) -> None:
        draft.recorded()
        task, title = dialog.sheet.task, dialog.windowTitle()
        dialog.accept()
        said = _("Recorded: {step}, {number}.", step=title, number=task.number or task.name[:12])
        if dialog.STEP in (TaskStep.MEASURE_DONE, TaskStep.ITEM_DONE):
            self._page.notice(said, _("Take it back"), partial(self._take_back, task.id, changes.entries[0]))
        else:
            self._page.notice(said)

    def _take_back(self, task: str, entry: str) -> None:
        session, actor = self._page.session, self._actor()
        if actor is None:
            return
        reason = _("recorded by mistake")
        session.write(
            partial(take_back_done, session.workspace, task, entry, reason, actor, session.now()),
            lambda _changes: self._page.notice(_("It is open again.")),
        )

    def _fail(self, dialog: TaskDialog, error: BaseException) -> None:
        """Say what went wrong, and look at the task as it stands now: the next try is about that."""
        if self.dialog is not dialog or not isinstance(error, Spoken):
            self._page.session.tell(error)
            return
        dialog.say_error(error)
        session = self._page.session
        if actor := session.actor:
            self._page.read(
                partial(self._sheet, dialog.sheet.task.id, actor), partial(self._follow, dialog), key="again"
            )

    def _sheet(self, task: TaskId, actor: Actor, reader: Reader) -> TaskSheet | None:
        session = self._page.session
        return task_sheet(session.workspace, reader, task, actor, session.now().day)

    def _follow(self, dialog: TaskDialog, sheet: TaskSheet | None) -> None:
        if sheet and self.dialog is dialog:
            dialog.sheet = sheet

    # what is no step of one task

    def _ask_new(self, actor: Actor, facts: LedgerFacts) -> None:
        self.give_up()
        session = self._page.session
        dialog = NewTaskDialog(actor.org, facts.plans, session.now().day, self._page.window())

        draft = FormDraft(session, f"task/new/{actor.person}", dialog)

        def write(told: TaskSet) -> None:
            draft.flush()
            act = partial(set_new_task, session.workspace, told, actor, session.now(), os.urandom)
            session.write(partial(act, finishes=draft.key), done, dialog.say_error)

        def done(changes: Changes) -> None:
            draft.recorded()
            dialog.accept()
            self._page.notice(_("The task is in the ledger."))
            self.entered.emit(next(iter(changes.subjects)))

        dialog.asked.connect(write)
        self._open(dialog)

    def _ask_groups(self, actor: Actor, facts: LedgerFacts) -> None:
        self.give_up()
        session = self._page.session
        dialog = UnitGroupsDialog(facts.groups, self._page.window())
        draft = FormDraft(session, f"unit-groups/{actor.person}", dialog)

        def write(changed: Sequence[tuple[str, tuple[str, ...]]]) -> None:
            def act() -> Changes:
                changes = Changes()
                for name, units in changed:
                    at = session.now()
                    changes |= name_unit_group(session.workspace, name, units, actor, at, os.urandom)
                return changes

            session.write(act, done, dialog.say_error)

        def done(_changes: Changes) -> None:
            draft.recorded()
            dialog.accept()

        dialog.asked.connect(write)
        self._open(dialog)

    def _ask_under(
        self, actor: Actor, findings: Sequence[tuple[str, str]], tasks: tuple[tuple[TaskId, str], ...]
    ) -> None:
        self.give_up()
        session = self._page.session
        dialog = UnderTaskDialog(tasks, len(findings), self._page.window())

        def write(task: str) -> None:
            def act(finding: Finding, who: Who, _rules: Rules) -> Event:
                return put_under_task(finding, who, task)

            session.write(
                partial(record_cases, session.workspace, findings, act, actor, session.now()),
                done,
                dialog.say_error,
            )

        def done(_changes: Changes) -> None:
            dialog.accept()
            self._page.notice(plural("{n} finding was moved.", "{n} findings were moved.", len(findings)))

        dialog.asked.connect(write)
        self._open(dialog)

    def _actor(self) -> Actor | None:
        session = self._page.session
        if session.actor is None:
            session.tell(Refused(N_("Choose who you are first, at the top right.")))
        return session.actor

    def _forget(self) -> None:
        self.dialog = None
