"""Run at each release, ``python -m tests.db.keep_version``: keeps a workspace of this version for ever.

It is a backup, so that backups too are read for ever; its passphrase is that of the tests.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from db.backup import back_up
from db.incarnation import Machine
from db.keys import kept_keys, open_person_key
from db.settings import Settings
from inspector import __version__
from inspector.journal.entry import WaitingLine
from inspector.model.patrol import PatrolFinished
from inspector.model.stop import StopRecorded
from tests.db.office import NOW, PASSPHRASE, a_finding, a_patrol, a_photo, a_site, found, named

KEPT = Path(__file__).parents[1] / "data" / "workspaces"
HOUR = 3_600_000


def keep(folder: Path) -> None:
    """Make a workspace with a day's patrol, signed by its person, and keep its backup in ``folder``."""
    with TemporaryDirectory() as place:
        founded = found(Path(place) / "workspace", Machine(Path(place) / "machine", "示例机"))
        workspace = founded.workspace
        keep_blob = workspace.blobs.keep
        blobs = keep_blob(b"original", "image/jpeg"), keep_blob(b"preview", "image/webp")
        workspace.record([a_site(founded), a_patrol(founded)], founded.actor, NOW)
        stop = StopRecorded(
            subject=named(150), patrol=named(100), site=named(1), arrived=NOW, nothing_unusual=True
        )
        workspace.record([stop, a_finding(founded), a_photo(founded, 300, *blobs)], founded.actor, NOW)
        finished = PatrolFinished(subject=named(100), ended=NOW.later(HOUR), number="YSXZGB-20261122-01")
        key = open_person_key(kept_keys(workspace.folder)[0], PASSPHRASE)
        workspace.record([finished], founded.actor, NOW.later(HOUR), person_key=key)
        newer = WaitingLine(workspace.feed, 99, b'c2ln {"v":2}', b"{}")
        workspace.receive([newer], root=workspace.root, at=NOW)
        workspace.save_draft("stop/1", "{}", NOW)
        workspace.keep_settings(Settings(person=founded.founder, zoom=120))
        made = back_up(workspace, Path(place), NOW)
        workspace.close()
        made.folder.rename(folder)


if __name__ == "__main__":
    keep(KEPT / __version__)
