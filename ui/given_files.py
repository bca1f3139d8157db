"""What was dropped, pasted or picked: files of this computer, a picture without a file, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from db.photo_intake import ENDINGS

PHONE = "FileGroupDescriptor"
"""What Windows offers for files of a phone, which have no path."""


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """Photos and folders apart from other files; ``picture`` is PNG; ``has_no_path`` as for a phone's."""

    photos: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    picture: bytes = b""
    has_no_path: bool = False


def is_welcome(given: QMimeData) -> bool:
    """Say whether something was given that can be taken, or at least answered."""
    return given.hasUrls() or given.hasImage() or _is_of_a_phone(given)


def given_files(given: QMimeData) -> GivenFiles:
    """Sort what was given."""
    files = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
    if files:
        return sorted_files(files)
    if given.hasImage():
        return GivenFiles(picture=png(given.imageData()))
    return GivenFiles(has_no_path=given.hasUrls() or _is_of_a_phone(given))


def sorted_files(files: Sequence[Path]) -> GivenFiles:
    """Tell photos and folders from other files, by their endings."""
    photos = tuple(file for file in files if file.suffix.lower() in ENDINGS or not file.suffix)
    return GivenFiles(photos, tuple(file for file in files if file not in photos))


def png(picture: QImage) -> bytes:
    """Write a picture as PNG."""
    room = QBuffer()
    room.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(room, "PNG")  # type: ignore[call-overload]
    return bytes(room.data().data())


def _is_of_a_phone(given: QMimeData) -> bool:
    return any(PHONE in form for form in given.formats())
