"""Bringing files to the disk so that a crash leaves the old or the new, never half."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from db.connection import DISK_FULL
from inspector.errors import Refused
from inspector.file_faults import put_in_place
from inspector.words import N_

LOW = 1 << 30
"""Bytes left under which a person is told that the disk gets full."""
SPARE = 1.3
"""Beside the bytes themselves: previews, thumbnails, the database, and some air."""


def settle(folder: Path) -> None:
    """Bring the names in ``folder`` to the disk; Windows needs no such step and opens no folders."""
    with suppress(PermissionError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def room_left(folder: Path) -> int:
    """Give the free bytes of the disk ``folder`` lies on, or will lie on; plenty where nobody can say."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return sys.maxsize


def check_room(folder: Path, size: int) -> None:
    """Raise Refused when ``size`` bytes would not fit beside ``folder`` with room to spare."""
    needed, free = int(size * SPARE), room_left(folder)
    if needed > free:
        raise Refused(
            N_("This needs {needed} MB of free disk, and {free} MB are left. Please make room first."),
            needed=-(-needed >> 20),
            free=free >> 20,
        )


@contextmanager
def full_disk_in_words() -> Iterator[None]:
    """Raise Refused in words when the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in {ENOSPC, EDQUOT}:
            raise
        raise Refused(DISK_FULL) from error


def write_secret(file: Path, data: bytes) -> None:
    """Put ``data`` into ``file``, whole, for its owner only; raises Refused when the disk is full."""
    with full_disk_in_words():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.new")
        opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(opened, data)
            os.fsync(opened)
        finally:
            os.close(opened)
        put_in_place(fresh, file)
        settle(file.parent)
