"""A restore rehearsed: the backup is brought back beside everything else, checked, counted, and removed."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from db.backup import read_manifest, restore
from db.check import check_workspace
from db.disk import check_room
from db.incarnation import Machine
from db.progress import Report, no_report
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.reports.verdict import Verdict
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came back: how many entries and files, as many as the backup says, and the verdict on them."""

    backup: Path
    entries: int
    files: int
    verdict: Verdict


def rehearse(backup: Path, report: Report = no_report, room: Path | None = None) -> Rehearsal:
    """Restore ``backup`` into a folder of its own in ``room`` (the system's, if none), check it, remove it.

    Nothing of it speaks for anybody: it has a machine of its own and records nothing. Raises Unreadable for a
    damaged backup, Refused where there is no room, and where what came back is not what was backed up.
    """
    manifest = read_manifest(backup)
    with TemporaryDirectory(prefix="grid-inspector-", dir=room) as place:
        check_room(Path(place), sum(file.size for file in manifest.files))
        folder = Path(place) / "restored"
        restore(backup, folder, report, drives=())
        workspace = Workspace.open(folder, Machine(Path(place) / "machine", "rehearsal"), drives=())
        try:
            verdict = check_workspace(workspace, report)
        finally:
            workspace.close()
    if not verdict.valid or verdict.entries.count != manifest.entries:
        raise Refused(
            N_("The backup {name} can't be relied on: {found} of {all} entries came back sound."),
            name=backup.name,
            found=verdict.entries.valid,
            all=manifest.entries,
        )
    return Rehearsal(backup, verdict.entries.count, len(manifest.files), verdict)
