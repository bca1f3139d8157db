"""Sealed files for other programs: decrypted into a folder of this run that nobody else may read.

The copies go with the program, and when somebody else begins to act. Those that a killed run left are removed
by the next.
"""

import os
import shutil
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp
from threading import Lock

import psutil

from db.complaint_files import OpenedFile
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.words import N_

PREFIX = "grid-inspector-sealed-"
_ONE_ROOM = Lock()


def private_copy(opened: OpenedFile, called: str) -> Path:
    """Write what was opened where only this user reads it, under the name ``called``.

    Its own name is not used: other programs keep lists of what they opened.
    """
    with _ONE_ROOM:
        room = _room().name
    return write_copy(opened, Path(mkdtemp(dir=room)) / f"{called}{Path(opened.name).suffix}", lasts=False)


def write_copy(opened: OpenedFile, to: Path, *, lasts: bool = True) -> Path:
    """Write what was opened to ``to``, for good, or as a copy nobody writes into."""
    try:
        to.write_bytes(opened.data)
    except OSError as error:
        raise Refused(N_("{folder} can't be written to: {why}"), folder=to, why=why(error)) from error
    if not lasts:
        to.chmod(stat.S_IREAD)
    return to


def forget_own_copies() -> None:
    """Remove the copies of this run; what another program still holds open goes with the program."""
    with _ONE_ROOM:
        if _room.cache_info().currsize:
            _room().cleanup()
            _room.cache_clear()


def forget_left_copies(folder: Path | None = None) -> None:
    """Remove the copies of runs that are over and could not remove them."""
    for left in (folder or Path(gettempdir())).glob(f"{PREFIX}*"):
        run = left.name.removeprefix(PREFIX).partition("-")[0]
        if not (run.isdecimal() and psutil.pid_exists(int(run))):
            for copy in left.rglob("*.*"):
                with suppress(OSError):
                    copy.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows removes no read-only file
            shutil.rmtree(left, ignore_errors=True)


@cache
def _room() -> TemporaryDirectory[str]:
    """Give the folder of this run's copies."""
    return TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
