"""Sealed files for other programs: decrypted into a folder of this run that nobody else may read.

The copies go with the program. If it was killed, the next run that opens a sealed file removes them first.
"""

import os
import shutil
import stat
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


def forget_left_copies(folder: Path) -> None:
    """Remove the copies of runs that are over and could not remove them."""
    for left in folder.glob(f"{PREFIX}*"):
        run = left.name.removeprefix(PREFIX).partition("-")[0]
        if not (run.isdecimal() and psutil.pid_exists(int(run))):
            shutil.rmtree(left, ignore_errors=True)


@cache
def _room() -> TemporaryDirectory[str]:
    """Give the folder of this run's copies."""
    forget_left_copies(Path(gettempdir()))
    return TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
