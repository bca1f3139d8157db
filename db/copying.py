"""Copying a database that is in use: through SQLite, never as a file."""

from contextlib import closing
from pathlib import Path

from db.connection import DAMAGED, open_copy, open_reader, speaking
from db.disk import full_disk_in_words
from db.opening import DATABASE
from inspector.errors import Unreadable
from inspector.periods import Instant

SNAPSHOTS_KEPT = 2


def copy_database(source: Path, target: Path) -> int:
    """Copy a database as of one moment, verify the copy, and give the number of entries in it.

    Raises Refused when the disk is full, Unreadable when the database is damaged.
    """
    with speaking(source), closing(open_reader(source)) as reading, closing(open_copy(target)) as copy:
        reading.backup(copy)
        # one file without a log beside it, as fits a stick
        copy.execute("PRAGMA journal_mode = DELETE")
        (sound,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise Unreadable(DAMAGED, file=source.name)
        (entries,) = copy.execute("SELECT count(*) FROM entry").fetchone()
    return int(entries)


def take_snapshot(workspace: Path, at: Instant) -> Path:
    """Copy the database of ``workspace`` to its own backups before much comes in; the last two are kept."""
    with full_disk_in_words():
        folder = workspace / "backups"
        folder.mkdir(exist_ok=True)
        snapshot = folder / f"before-{at.local:%Y-%m-%d_%H%M%S}.db"
        unfinished = snapshot.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        copy_database(workspace / DATABASE, unfinished)
        unfinished.replace(snapshot)
        for older in sorted(folder.glob("before-*.db"))[:-SNAPSHOTS_KEPT]:
            older.unlink()
    return snapshot
