"""Backups that make themselves while the window is open, and before it closes where that was asked for."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.backup import Backup, backups_in
from db.backup_plan import BackupPlan, back_up_as_planned, read_plan, written
from db.disk import LOW, room_left
from db.rehearsal import Rehearsal, rehearse
from inspector.errors import Refused, Spoken
from inspector.words import N_, _
from ui.background import Job, Report
from ui.dialogs.closing import ClosingDialog
from ui.session import Session

LOOK_EVERY = 10 * 60_000
"""Milliseconds between two looks at whether a backup is due: a stick may have been plugged in."""
PLAN = "backup plan of {folder}"
"""The preference that keeps the plan of a workspace on this device."""


class BackupDesk(QObject):
    """Keeps the plan of the open workspace; ``changed`` comes when it or its last result did.

    ``trouble`` is what went wrong last, ``rehearsed`` what came back. A backup that is due is tried again at
    every look; only one that is overdue is spoken of, once a day, and so is a disk that gets full.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._name = PLAN.format(folder=session.workspace.folder)
        self.plan = read_plan(session.preferences.text(self._name))
        self.trouble: Spoken | None = None
        self.rehearsed: Rehearsal | None = None
        self.job: Job | None = None
        self.dialog: ClosingDialog | None = None
        self._was_tried_before_closing = False
        self._was_told = self._was_warned = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look)
        self._clock.start(LOOK_EVERY)
        session.day_turned.connect(self._begin_day)

    def end(self) -> None:
        """Look no more: the workspace is let go."""
        self._clock.stop()

    def decide(self, plan: BackupPlan) -> None:
        """Follow another plan from now on, and look whether a backup is due."""
        since = plan.since or self._session.now()
        self._keep(msgspec.structs.replace(plan, since=since))
        self.look()

    def look(self) -> None:
        """Make a backup if one is due and none is being made; look whether the disk gets full."""
        self._session.work(self._room, self._say_room)
        if self.job is None and self.plan.is_due(self._session.now()):
            self.back_up()

    def back_up(self) -> Job:
        """Make a backup where the plan says."""
        workspace, plan, now = self._session.workspace, self.plan, self._session.now()

        def copy(report: Report) -> Backup:
            return back_up_as_planned(workspace, plan, now, report)

        self.job = job = self._session.work(copy, self.remember, self._failed, title=_("Backing up"))
        job.finished.connect(self._end)
        return job

    def rehearse(self) -> None:
        """Restore the newest backup beside everything else, check it, and remove it again."""
        workspace, folder = self._session.workspace, Path(self.plan.folder)

        def bring_back(report: Report) -> Rehearsal:
            newest = backups_in(folder, workspace.identity)[:1]
            if not newest:
                raise Refused(N_("There is no whole backup in {folder} yet."), folder=folder)
            return rehearse(newest[0], report)

        self._session.work(bring_back, self._came_back, self._failed, title=_("Rehearsing the restore"))

    def keeps_open(self, window: QWidget, close: Callable[[], object]) -> bool:
        """Make a backup that is due before ``window`` closes, and ``close`` afterwards; say if it is so.

        Nobody waits longer than they want: the dialog closes without it. While the system shuts down nothing
        is held up.
        """
        app = QGuiApplication.instance()
        is_ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        is_due = self.plan.on_closing and self.plan.is_due(self._session.now())
        if self._was_tried_before_closing or is_ending or not is_due:
            return False
        self._was_tried_before_closing = True
        self.dialog = dialog = ClosingDialog(window)
        dialog.finished.connect(lambda _result: close())
        (self.job or self.back_up()).finished.connect(dialog.accept)
        dialog.open()
        return True

    def remember(self, made: Backup) -> None:
        """Keep when and where a backup was made."""
        self.trouble = None
        self._keep(self.plan.after(made, self._session.now()))

    def _came_back(self, came: Rehearsal) -> None:
        self.trouble, self.rehearsed = None, came
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self._say(error)
        else:
            self._session.tell(error)

    def _say(self, trouble: Spoken) -> None:
        self.trouble = trouble
        if self.plan.is_overdue(self._session.now()) and not self._was_told:
            self._was_told = True
            self._session.tell(
                Refused(N_("No backup for {days} days. {why}"), days=self._days_without(), why=trouble)
            )
        self.changed.emit()

    def _days_without(self) -> int:
        last = self.plan.made or self.plan.since
        return (self._session.now().day - last.day).days if last else 0

    def _room(self, _report: Report) -> int:
        return room_left(self._session.workspace.folder)

    def _say_room(self, left: int) -> None:
        if left < LOW and not self._was_warned:
            self._was_warned = True
            self._session.tell(
                Refused(
                    N_("The disk with the workspace has only {left} MB left. Make room before it is full."),
                    left=left >> 20,
                )
            )

    def _end(self) -> None:
        self.job = None
        self.changed.emit()

    def _begin_day(self) -> None:
        self._was_told = self._was_warned = False
        self.look()

    def _keep(self, plan: BackupPlan) -> None:
        self.plan = plan
        self._session.preferences.keep(self._name, written(plan))
        self.changed.emit()


def backups_of(session: Session) -> BackupDesk:
    """Give who makes the backups of ``session``, who begins to with the first question."""
    if not isinstance(session.backups, BackupDesk):
        session.backups = BackupDesk(session)
    return session.backups
