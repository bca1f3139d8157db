"""Backups that make themselves: where, how often, how many are kept, and how the last one went."""

from pathlib import Path

import msgspec

from db.backup import Backup, back_up, remove_older
from db.progress import Report, no_report
from db.workspace import Workspace
from inspector.errors import Unreachable
from inspector.periods import DAY, Instant
from inspector.words import N_

NEVER, DAILY, WEEKLY = 0, 1, 7
OVERDUE_AFTER = 3
"""A backup is overdue once three times its interval have passed without one."""
KEPT = 5


class BackupPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was chosen on this device, and how it went; ``every`` counts days.

    ``made`` is when the newest whole one was made, ``since`` when the plan was, ``on_closing`` makes one that
    is due before the window closes.
    """

    folder: str = ""
    every: int = NEVER
    keep: int = KEPT
    on_closing: bool = False
    since: Instant | None = None
    made: Instant | None = None
    to: str = ""

    @property
    def is_on(self) -> bool:
        """Say whether anything is planned."""
        return bool(self.folder) and self.every > NEVER

    def is_due(self, now: Instant) -> bool:
        """Say whether a backup is to be made: none was made on this day, or within the interval."""
        if not self.is_on:
            return False
        return self.made is None or self.made.ts > now.ts or (now.day - self.made.day).days >= self.every

    def is_overdue(self, now: Instant) -> bool:
        """Say whether it is time that a person hears of it."""
        last = self.made or self.since
        return self.is_on and last is not None and now.ts - last.ts > OVERDUE_AFTER * self.every * DAY

    def after(self, made: Backup, at: Instant) -> "BackupPlan":
        """Give the plan after a backup."""
        return msgspec.structs.replace(self, made=at, to=str(made.folder))


def read_plan(kept: str) -> BackupPlan:
    """Read a plan as ``written`` writes it; what can't be read is none."""
    try:
        return msgspec.json.decode(kept, type=BackupPlan)
    except msgspec.DecodeError:
        return BackupPlan()


def written(plan: BackupPlan) -> str:
    """Write a plan as text."""
    return msgspec.json.encode(plan).decode()


def back_up_as_planned(
    workspace: Workspace, plan: BackupPlan, at: Instant, report: Report = no_report
) -> Backup:
    """Make a backup where the plan says, then remove the oldest ones beyond what it keeps.

    Raises Unreachable where the folder is not there, as with a stick that is not plugged in: it is not made,
    for it would be made on another disk; else as ``back_up`` does.
    """
    folder = Path(plan.folder)
    if not folder.is_dir():
        raise Unreachable(
            N_("The folder for backups is not there: {folder}. Plug the drive in; it is tried again."),
            folder=folder,
        )
    made = back_up(workspace, folder, at, report)
    remove_older(folder, workspace.identity, plan.keep)
    return made
