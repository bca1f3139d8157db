"""Kept files for other programs: always a copy, opened by the system or saved where somebody wants it."""

import stat
from functools import cache
from mimetypes import guess_type
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from db.blob_files import BlobFiles
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.model.events import Blob
from inspector.words import N_
from ui.session import Session

_ONE_ROOM = Lock()
ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
}
"""By the kind of a paper, so that the system knows with what to open it."""
FORBIDDEN = frozenset('<>:"/\\|?*')
"""Signs that Windows does not take in a file's name."""


def file_name(name: str, blob: Blob) -> str:
    """Give a name every system takes for a copy of ``blob``, which was called ``name``."""
    plain = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join("_" if letter in FORBIDDEN else letter for letter in plain).strip(" .")
    return kept or f"{blob.sha256[:12]}"


def open_outside(session: Session, blobs: BlobFiles, blob: Blob, name: str) -> None:
    """Open a copy that can't be written with the system's own program for such files.

    A name that does not say what kind of file it is gets an ending that does.
    """
    called = file_name(name, blob)
    if guess_type(called)[0] is None:
        called += ENDINGS.get(blob.mime, "")

    def copy(_report: object) -> Path:
        # a folder for each, since two materials may have one name
        with _ONE_ROOM:  # two threads that ask first would make two, and one would go with its copy
            room = _room().name
        folder = Path(mkdtemp(dir=room))
        return _copied(blobs, blob, folder / called, read_only=True)

    session.work(copy, lambda path: _open(session, path))


def save_copy(session: Session, blobs: BlobFiles, blob: Blob, to: Path, then: object = None) -> None:
    """Write a copy to ``to``; ``then`` gets the path once it is there."""

    def tell(path: Path) -> None:
        if callable(then):
            then(path)

    session.work(lambda _report: _copied(blobs, blob, to, read_only=False), tell)


def _copied(blobs: BlobFiles, blob: Blob, to: Path, *, read_only: bool) -> Path:
    data = blobs.read(blob)
    try:
        to.write_bytes(data)
    except OSError as error:
        raise Refused(N_("{folder} can't be written to: {why}"), folder=to, why=why(error)) from error
    if read_only:
        to.chmod(stat.S_IREAD)
    return to


def _open(session: Session, path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        session.tell(
            Refused(N_("No program on this computer opens {name}. Save a copy instead."), name=path.name)
        )


@cache
def _room() -> TemporaryDirectory[str]:
    """Give the folder of this run's copies; it goes with the program."""
    return TemporaryDirectory(prefix="grid-inspector-", ignore_cleanup_errors=True)
