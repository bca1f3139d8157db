"""Copies of a whole workspace: made while it is in use, verified, and restored into a new folder."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Literal

import msgspec

from db.copying import copy_database
from db.disk import full_disk_in_words, settle, write_secret
from db.drives import Drive
from db.opening import DATABASE, new_folder
from db.progress import Report, no_report
from db.workspace import Workspace
from inspector.errors import Unreadable
from inspector.periods import Instant
from inspector.words import N_

MANIFEST = "backup.json"
KEPT_FOLDERS = ("blobs", "keys", "reports")
"""What belongs to a workspace beside its database; thumbnails are made again."""
_NO_BACKUP = N_("{folder} is no backup of a workspace.")


class BackedUp(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a backup: its path with slashes, size in bytes, and SHA-256."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds, and when it was made."""

    v: Literal[1] = 1
    made: Instant
    entries: int
    files: tuple[BackedUp, ...]


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its folder, the entries in it, its files and their bytes."""

    folder: Path
    entries: int
    files: int
    size: int


def back_up(workspace: Workspace, to: Path, at: Instant, report: Report = no_report) -> Backup:
    """Copy ``workspace`` into a new folder in ``to``, named by the moment; it may be in use meanwhile.

    The database is copied by SQLite, page by page as of one moment; files are on the disk before the entries
    that name them, so every named file is there. Everything is read back. Raises Refused when the disk is
    full, Unreadable when the database is damaged.
    """
    source = workspace.folder
    folder = to / f"grid-inspector_{at.local:%Y-%m-%d_%H%M%S}"
    unfinished = to / f".{folder.name}.unfinished"
    rmtree(unfinished, ignore_errors=True)
    try:
        with full_disk_in_words():
            unfinished.mkdir(parents=True)
            entries = copy_database(source / DATABASE, unfinished / DATABASE)
            names = [DATABASE, *_files_of(source)]
            files: list[BackedUp] = []
            for done, name in enumerate(names):
                report(done, len(names))
                if name != DATABASE:
                    _copy(source / name, unfinished / name, link=name.startswith("blobs/"))
                files.append(_weighed(unfinished, name))
            manifest = Manifest(made=at, entries=entries, files=tuple(files))
            write_secret(unfinished / MANIFEST, msgspec.json.encode(manifest))
            unfinished.rename(folder)
            settle(to)
    finally:
        rmtree(unfinished, ignore_errors=True)
    report(len(names), len(names))
    return Backup(folder, entries, len(files), sum(file.size for file in files))


def read_manifest(backup: Path) -> Manifest:
    """Say what a backup holds. Raises Unreadable for a folder that is none."""
    try:
        return msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        raise Unreadable(_NO_BACKUP, folder=backup) from None


def restore(
    backup: Path, folder: Path, report: Report = no_report, *, drives: Iterable[Drive] | None = None
) -> None:
    """Put a backup back as the workspace in the new ``folder``: all of it, every byte verified, or nothing.

    Opened afterwards it goes on in a new feed if this machine wrote more since, or never wrote in it. Raises
    Unreadable for what is no backup or a damaged one, and Refused as making a workspace does.
    """
    manifest = read_manifest(backup)
    with new_folder(folder, drives) as unfinished:
        for done, file in enumerate(manifest.files):
            report(done, len(manifest.files))
            place = Path(file.name)
            if place.is_absolute() or ".." in place.parts:
                raise Unreadable(_NO_BACKUP, folder=backup)
            try:
                _copy(backup / place, unfinished / place)
            except FileNotFoundError:
                raise Unreadable(N_("The backup is damaged: {name}"), name=file.name) from None
            if _weighed(unfinished, file.name) != file:
                raise Unreadable(N_("The backup is damaged: {name}"), name=file.name)
    report(len(manifest.files), len(manifest.files))


def _files_of(workspace: Path) -> Iterator[str]:
    for kept in KEPT_FOLDERS:
        for file in sorted((workspace / kept).rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield file.relative_to(workspace).as_posix()


def _copy(source: Path, target: Path, *, link: bool = False) -> None:
    """Copy a file; what never changes is linked where both lie on one disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if link:
        with suppress(OSError):
            os.link(source, target)
            return
    copyfile(source, target)
    with target.open("rb") as written:
        os.fsync(written)


def _weighed(folder: Path, name: str) -> BackedUp:
    """Read a file back and say what it is."""
    with (folder / name).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return BackedUp(name=name, size=file.tell(), sha256=sha256)
