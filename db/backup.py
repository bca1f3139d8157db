"""Copies of a whole workspace: made while it is in use, verified, and restored into a new folder."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Literal

import msgspec

from db.copying import copy_database
from db.disk import check_room, full_disk_in_words, settle, write_secret
from db.drives import Drive
from db.opening import DATABASE, new_folder
from db.progress import Report, no_report
from db.workspace import Workspace
from inspector.errors import Unreadable
from inspector.periods import DAY, Instant
from inspector.words import N_

MANIFEST = "backup.json"
NAME, UNFINISHED = "grid-inspector", ".unfinished"
GIVEN_UP_AFTER = DAY
"""Milliseconds after which an unfinished backup is one that nobody makes any more."""
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
    owner: str = ""
    """Which workspace it was made of; empty in backups of older programs."""


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
    _forget_unfinished(to, at)
    check_room(to, _size_of(source, to))
    with full_disk_in_words():
        folder, unfinished = _fresh_folder(to, at)
    try:
        with full_disk_in_words():
            entries = copy_database(source / DATABASE, unfinished / DATABASE)
            names = [DATABASE, *_files_of(source)]
            files: list[BackedUp] = []
            for done, name in enumerate(names):
                report(done, len(names))
                if name != DATABASE:
                    _copy(source / name, unfinished / name, link=name.startswith("blobs/"))
                files.append(_weighed(unfinished, name))
            manifest = Manifest(made=at, entries=entries, files=tuple(files), owner=workspace.identity)
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


def backups_in(folder: Path, owner: str) -> list[Path]:
    """Give the whole backups of the workspace ``owner`` in ``folder``, the newest first.

    Whole is one whose manifest can be read and whose files have the sizes it names; their bytes are read by a
    rehearsal.
    """
    found: list[tuple[int, str, Path]] = []
    for place in folder.glob(f"{NAME}_*"):
        with suppress(Unreadable):
            manifest = read_manifest(place)
            if owner and manifest.owner == owner and _is_whole(place, manifest):
                found.append((manifest.made.ts, place.name, place))
    return [place for _made, _name, place in sorted(found, reverse=True)]


def remove_older(folder: Path, owner: str, keep: int) -> int:
    """Remove the oldest backups of ``owner`` in ``folder`` beyond the ``keep`` newest whole ones; count them.

    What is not whole, not ours or of another workspace is never touched.
    """
    old = backups_in(folder, owner)[max(1, keep) :]
    for place in old:
        gone = place.with_name(f".{place.name}{UNFINISHED}")
        place.rename(gone)
        rmtree(gone, ignore_errors=True)
    return len(old)


def _is_whole(backup: Path, manifest: Manifest) -> bool:
    try:
        return all((backup / file.name).stat().st_size == file.size for file in manifest.files)
    except OSError:
        return False


def _fresh_folder(to: Path, at: Instant) -> tuple[Path, Path]:
    """Give the folder of a backup made now, and where it is made; a second one in a second is numbered."""
    name = f"{NAME}_{at.local:%Y-%m-%d_%H%M%S}"
    numbered = (to / (f"{name}-{number}" if number > 1 else name) for number in count(1))
    while True:
        folder = next(numbered)
        unfinished = to / f".{folder.name}{UNFINISHED}"
        with suppress(FileExistsError):
            if not folder.exists():
                unfinished.mkdir(parents=True)
                return folder, unfinished


def _forget_unfinished(to: Path, at: Instant) -> None:
    """Remove what a crash left; another device may be making one in the same folder right now."""
    for left in to.glob(f".{NAME}_*{UNFINISHED}"):
        if at.ts - left.stat().st_mtime * 1000 > GIVEN_UP_AFTER:
            rmtree(left, ignore_errors=True)


def _size_of(source: Path, to: Path) -> int:
    """Give the bytes a backup will take; photos are linked where both lie on one disk."""
    there = next(place for place in (to, *to.absolute().parents) if place.exists())
    is_linked = there.stat().st_dev == source.stat().st_dev
    files = (DATABASE, *_files_of(source))
    return sum(
        (source / name).stat().st_size for name in files if not (is_linked and name.startswith("blobs/"))
    )


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
