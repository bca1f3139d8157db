"""The folder of a workspace: made whole or not at all, and opened only where that is safe."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from shutil import rmtree

import msgspec

from db.connection import NOT_WRITABLE, Connection, atomic, open_writer, speaking, take_lock
from db.disk import full_disk_in_words, settle
from db.drives import Drive, check_drive
from db.incarnation import Chance
from db.kept import IDENTITY, PROJECTION, ROOT, keep_value
from db.schema import FORMAT, VERSION
from inspector.errors import Refused
from inspector.file_faults import ON_WINDOWS
from inspector.words import N_

DATABASE = "grid.db"
LOCK = "grid.lock"
APPLICATION = 0x67726964
"""Marks the database as ours (``PRAGMA application_id``): "grid" in ASCII."""
IDENTITY_BYTES = 16
LONGEST_PATH = 259
"""Characters of a path on Windows (MAX_PATH without its end), where a person has not lifted the limit."""
LONGEST_BELOW = 140
"""Characters that files of a workspace add to its own path: a photo's name, or a report's, beside folders."""


class Opened(msgspec.Struct, frozen=True):
    """The lock that keeps other programs out, and the connection that writes."""

    lock: Connection
    writer: Connection

    def close(self) -> None:
        """Let both go, the lock last."""
        self.writer.close()
        self.lock.close()


def open_folder(folder: Path, drives: Iterable[Drive] | None = None) -> Opened:
    """Open the workspace in ``folder``, its kept tables brought to today's state.

    Raises Refused, each time with a sentence, for a folder without a workspace, on a network or removable
    drive, that can't be written to, that another program has open, or that a newer program wrote;
    Unreadable for a damaged database.
    """
    file = folder / DATABASE
    if not file.is_file():
        raise Refused(N_("{folder} holds no workspace."), folder=folder)
    check_drive(folder, drives)
    check_length(folder)
    if not os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise Refused(NOT_WRITABLE, folder=folder)
    with ExitStack() as opened:
        lock = opened.enter_context(closing(_locked(folder)))
        writer = opened.enter_context(closing(open_writer(file)))
        with speaking(file):
            _check_format(writer, folder)
        opened.pop_all()
    return Opened(lock, writer)


@contextmanager
def new_folder(folder: Path, drives: Iterable[Drive] | None = None) -> Iterator[Path]:
    """Give an unfinished folder to make a workspace in; it becomes ``folder`` when everything inside is done.

    Raises Refused where a workspace may not lie or something lies already, and when the disk is full.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(N_("{folder} is not empty. Choose a new folder for the workspace."), folder=folder)
    check_drive(folder, drives)
    check_length(folder)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    rmtree(unfinished, ignore_errors=True)
    try:
        with full_disk_in_words():
            unfinished.mkdir(parents=True)
            yield unfinished
            settle(unfinished)
            with suppress(FileNotFoundError):
                folder.rmdir()
            unfinished.rename(folder)
            settle(folder.parent)
    except PermissionError:
        raise Refused(NOT_WRITABLE, folder=folder.parent) from None
    finally:
        rmtree(unfinished, ignore_errors=True)


def check_length(folder: Path, *, on_windows: bool = ON_WINDOWS) -> None:
    """Raise Refused on Windows where the files of a workspace would have paths too long for most programs."""
    room = LONGEST_PATH - LONGEST_BELOW
    if on_windows and len(str(folder.absolute())) > room:
        raise Refused(
            N_("The path of {folder} has more than {most} characters. Choose a folder nearer to the drive."),
            folder=folder,
            most=room,
        )


def make_database(folder: Path, root: str, chance: Chance) -> None:
    """Make the empty database of a workspace whose office is named by ``root``."""
    from db.migrations import migrate
    from db.projection import Projection

    writer = open_writer(folder / DATABASE)
    try:
        writer.execute(f"PRAGMA application_id = {APPLICATION}")
        migrate(writer)
        with atomic(writer):
            keep_value(writer, ROOT, root)
            keep_value(writer, IDENTITY, chance(IDENTITY_BYTES).hex())
            Projection(writer, writer, root).rebuild()
            keep_value(writer, PROJECTION, str(VERSION))
    finally:
        writer.close()


def _locked(folder: Path) -> Connection:
    try:
        lock = take_lock(folder / LOCK)
    except Refused:
        raise Refused(NOT_WRITABLE, folder=folder) from None
    if lock is None:
        raise Refused(N_("Another program has the workspace {folder} open. Close it first."), folder=folder)
    return lock


def _check_format(writer: Connection, folder: Path) -> None:
    (application,) = writer.execute("PRAGMA application_id").fetchone()
    (found,) = writer.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise Refused(N_("{folder} holds no workspace."), folder=folder)
    if found > FORMAT:
        raise Refused(
            N_("The workspace {folder} was written by a newer program. Update this one to open it."),
            folder=folder,
        )
    if found < FORMAT:
        from db.migrations import migrate

        migrate(writer)
