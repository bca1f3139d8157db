"""Plans taken into the ledger from the window: read beside it, kept while they are put right, recorded."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject

from db.changes import Changes
from db.connection import Reader
from db.drafts import draft
from db.plan_intake import TakenPlan, renew_plan, take_plan
from db.plan_versions import Older, accepted, older_version
from db.workspace import Actor
from inspector.errors import Refused, Unreadable
from inspector.file_faults import why
from inspector.periods import Instant
from inspector.plans.matching import Difference
from inspector.plans.proposal import Course, Proposal, from_json, to_json
from inspector.words import N_, _, plural
from ui.background import Job, Report
from ui.dialogs.read_plan import ReadPlan
from ui.page import Page

NOT_READ = N_("{file} can't be read: {reason}.")
NO_ACTOR = N_("Choose who you are first.")


class KeptPlan(msgspec.Struct, frozen=True):
    """A plan in hand: where its document lies, and what was made of it."""

    path: str
    proposal: str


def plan_key(person: str) -> str:
    """Name the draft of ``person``: each has one plan in hand."""
    return f"plan/{person}"


def kept_plan(reader: Reader, person: str) -> tuple[Path, Proposal] | None:
    """Give the plan ``person`` has in hand; None where there is none, or nothing readable."""
    found = draft(reader, plan_key(person))
    if found is not None:
        with suppress(msgspec.DecodeError, Unreadable):
            kept = msgspec.json.decode(found.value, type=KeptPlan)
            return Path(kept.path), from_json(kept.proposal)
    return None


class PlanDesk(QObject):
    """Opens the dialog over ``page`` and does what it asks for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: ReadPlan | None = None
        self._file = Path()
        self._older = ""
        self._job: Job | None = None

    def open(self, file: Path | None = None) -> ReadPlan:
        """Ask for a plan's document; read ``file`` where it was dropped, else go on with what was begun."""
        session = self._page.session
        actor = session.actor
        if actor is None:
            raise Refused(NO_ACTOR)
        dialog = ReadPlan(session.now().day, session.preferences, self._page.window())
        self.dialog = dialog
        dialog.picked.connect(partial(self._read, dialog, actor))
        dialog.course_changed.connect(partial(self._keep, actor))
        dialog.taking_asked.connect(partial(self._compare, dialog, actor))
        dialog.own_asked.connect(partial(self._take, dialog, actor))
        dialog.renewing_asked.connect(partial(self._renew, dialog, actor))
        dialog.stop_asked.connect(self._stop)
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()
        if file:
            dialog.read(file)
        else:
            self._page.read(
                lambda reader: kept_plan(reader, actor.person),
                partial(self._go_on, dialog),
                key="kept plan",
            )
        return dialog

    def _go_on(self, dialog: ReadPlan, kept: tuple[Path, Proposal] | None) -> None:
        if kept and self.dialog is dialog and not dialog.sides.course:
            self._file = kept[0]
            dialog.show_course(Course(kept[1]), _("Gone on with where you left it."))

    def _read(self, dialog: ReadPlan, actor: Actor, file: Path) -> None:
        from inspector.plans.documents import read_document
        from inspector.plans.reading import read_plan

        def read(report: Report) -> Proposal:
            try:
                document = read_document(file, report)
            except OSError as error:
                raise Unreadable(NOT_READ, file=file.name, reason=why(error)) from error
            return Proposal.of(document, read_plan(document))

        def show(proposal: Proposal) -> None:
            self._file = file
            course = Course(proposal if proposal.title else proposal.titled(file.stem))
            dialog.show_course(course)
            self._keep(actor, course)

        self._job = self._page.work(read, show, dialog.say)
        self._job.progressed.connect(dialog.show_progress)

    def _keep(self, actor: Actor, course: Course) -> None:
        """Keep what was made of it so far; a crash or a close loses nothing."""
        session, file, now = self._page.session, self._file, self._page.session.now()

        def keep() -> None:
            kept = KeptPlan(str(file), to_json(course.now))
            session.workspace.save_draft(plan_key(actor.person), msgspec.json.encode(kept).decode(), now)

        session.write(keep)

    def _compare(self, dialog: ReadPlan, actor: Actor, proposal: Proposal) -> None:
        """Look whether it is a newer version of a plan in the ledger; take it where it is not."""
        workspace = self._page.session.workspace

        def answer(older: Older | None) -> None:
            if self.dialog is not dialog:
                return
            if older is None:
                self._take(dialog, actor, proposal)
            else:
                self._older = older.plan
                dialog.show_differences(older.title, older.differences)

        self._page.read(
            lambda reader: older_version(workspace, reader, actor.org, proposal.tasks),
            answer,
            partial(self._say, dialog),
            key="older version",
        )

    def _renew(self, dialog: ReadPlan, actor: Actor, differences: Sequence[Difference]) -> None:
        """Write the differences that were ticked."""
        workspace, now, file, plan = self._page.session.workspace, self._now(), self._file, self._older
        title = dialog.sides.proposal.title

        def renew() -> TakenPlan:
            return renew_plan(workspace, plan, accepted(differences), file, title, actor, now, os.urandom)

        count = len(differences)
        said = plural("{n} difference is taken over.", "{n} differences are taken over.", count)
        self._write(dialog, actor, renew, said)

    def _take(self, dialog: ReadPlan, actor: Actor, proposal: Proposal) -> None:
        """Write all tasks as those of a new plan."""
        workspace, now, file = self._page.session.workspace, self._now(), self._file

        def take() -> TakenPlan:
            return take_plan(workspace, proposal.tasks, file, proposal.title, actor, now, os.urandom)

        count = len(proposal.tasks)
        said = plural("{n} task is in the ledger now.", "{n} tasks are in the ledger now.", count)
        self._write(dialog, actor, take, said)

    def _write(self, dialog: ReadPlan, actor: Actor, act: Callable[[], TakenPlan], said: str) -> None:
        """Write, and let go of what was kept of it."""
        workspace, file = self._page.session.workspace, self._file

        def write() -> Changes:
            try:
                taken = act()
            except OSError as error:
                raise Unreadable(NOT_READ, file=file.name, reason=why(error)) from error
            workspace.remove_draft(plan_key(actor.person))
            return taken.changes

        self._page.session.write(write, lambda _changes: self._tell(dialog, said), partial(self._say, dialog))

    def _now(self) -> Instant:
        return self._page.session.now()

    def _say(self, dialog: ReadPlan, error: BaseException) -> None:
        """Say what went wrong where it was asked for, or at the foot where that is closed."""
        if self.dialog is dialog:
            dialog.say(error)
        else:
            self._page.session.tell(error)

    def _closed(self, dialog: ReadPlan, _result: int) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _tell(self, dialog: ReadPlan, said: str) -> None:
        if self.dialog is dialog:
            dialog.accept()
        self._page.notice(said)

    def _stop(self) -> None:
        if self._job:
            self._job.cancel()
            self._job = None
