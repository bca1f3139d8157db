"""A watched folder (照片收件箱): which of its photos are new and wholly written, told by looks at it.

Whoever watches calls ``look_into`` now and then, beside the window, and gives two looks that follow one
another to ``fresh``; what is taken in then is kept by ``remember``, so that no start reads it again.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from db.connection import Reader
from db.photo_intake import ENDINGS
from inspector.errors import Unreachable
from inspector.words import N_

if TYPE_CHECKING:
    from db.workspace import Workspace

INBOX = "照片收件箱"
"""What the folder is called where the program makes it."""
UNFINISHED = (".part", ".tmp", ".crdownload", ".download", ".partial", ".filepart")
"""Endings of files that other programs are still writing."""


class InboxFile(NamedTuple):
    """A photo of the folder as one look found it; another size or time is another photo."""

    path: Path
    size: int
    mtime_ns: int


Look = frozenset[InboxFile]
"""All photos of a folder at one moment."""


def look_into(folder: Path) -> Look:
    """List the photos in ``folder`` and in the folders right in it, thousands in a moment.

    Hidden files and those other programs are still writing are left alone, and what can't be looked at.
    Raises Unreachable when the folder is not there.
    """
    try:
        entries = [*os.scandir(folder)]
    except OSError as error:
        raise Unreachable(N_("The photo inbox {folder} is not there."), folder=folder) from error
    found = [*_photos_among(entries)]
    for entry in entries:
        if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
            found += _photos_among(_entries_of(entry))
    return frozenset(found)


def fresh(before: Look, now: Look, remembered: Collection[InboxFile]) -> tuple[InboxFile, ...]:
    """Give the photos that are wholly written and were not taken in, in the order of their names.

    Wholly written is what did not change between the two looks and is not empty.
    """
    settled = {one for one in now & before if one.size} - set(remembered)
    return tuple(sorted(settled))


def remembered(reader: Reader) -> Look:
    """Give what was taken in from inboxes, at any time."""
    rows = reader.rows("SELECT path, size, mtime_ns FROM inbox_file")
    return frozenset(InboxFile(Path(os.fsdecode(path)), size, mtime) for path, size, mtime in rows)


def remember(workspace: "Workspace", files: Iterable[InboxFile]) -> None:
    """Keep in mind that ``files`` were taken in, or are not wanted."""
    with workspace.changing() as writer:
        writer.executemany(
            "INSERT OR REPLACE INTO inbox_file VALUES (?, ?, ?)",
            [(os.fsencode(one.path), one.size, one.mtime_ns) for one in files],
        )


def is_photo_name(name: str) -> bool:
    """Say whether a file of this name may be a photo that is wholly written."""
    is_somebodys_own = name.startswith((".", "~$")) or name.lower().endswith(UNFINISHED)
    return not is_somebodys_own and PurePath(name).suffix.lower() in ENDINGS


def _photos_among(entries: Iterable["os.DirEntry[str]"]) -> Iterator[InboxFile]:
    for entry in entries:
        if is_photo_name(entry.name):
            try:
                found = entry.stat()
                if entry.is_file():
                    yield InboxFile(Path(entry.path), found.st_size, found.st_mtime_ns)
            except OSError:
                continue  # it was there a moment ago


def _entries_of(folder: "os.DirEntry[str]") -> list["os.DirEntry[str]"]:
    try:
        return [*os.scandir(folder)]
    except OSError:
        return []
