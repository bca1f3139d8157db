"""Photos and other materials on the disk: named by their bytes, written once, never changed."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from db.disk import full_disk_in_words, settle
from inspector.errors import Refused, Unreadable
from inspector.file_faults import put_in_place
from inspector.model.events import Blob
from inspector.words import N_

LARGEST = 2 * 1024**3
CHUNK = 1024 * 1024
UNFINISHED = ".unfinished-"

_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heif",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
}


class BlobFiles:
    """The folders ``blobs`` and ``thumbnails`` of a workspace; several threads may use it."""

    def __init__(self, workspace: Path) -> None:
        """Use the folders of ``workspace``, made when first needed."""
        self.folder = workspace / "blobs"
        self.thumbnails = workspace / "thumbnails"

    def path(self, blob: Blob) -> Path:
        """Give where ``blob`` lies or would lie; the same bytes may lie there under another MIME type."""
        ending = _ENDINGS.get(blob.mime, "bin")
        usual = self.folder / blob.sha256[:2] / f"{blob.sha256}.{ending}"
        return usual if usual.exists() else next(usual.parent.glob(f"{blob.sha256}.*"), usual)

    def has(self, blob: Blob) -> bool:
        """Say whether a file of the right name and size is there; its bytes are checked by ``is_whole``."""
        with suppress(FileNotFoundError):
            return self.path(blob).stat().st_size == blob.size
        return False

    def is_whole(self, blob: Blob) -> bool:
        """Say whether the bytes on the disk are those the name says; reads them all."""
        with suppress(FileNotFoundError), self.path(blob).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == blob.sha256
        return False

    def read(self, blob: Blob) -> bytes:
        """Give the bytes. Raises Unreadable when they are missing or not those that were kept."""
        with suppress(FileNotFoundError):
            data = self.path(blob).read_bytes()
            if hashlib.sha256(data).hexdigest() == blob.sha256:
                return data
        raise Unreadable(N_("The file {name} is missing or damaged."), name=self.path(blob).name)

    def keep(self, data: bytes, mime: str, sha256: str = "") -> Blob:
        """Put ``data`` on the disk for good before it is named by an entry; ``sha256`` if it is known.

        Raises Refused when the disk is full.
        """
        blob = Blob(sha256 or hashlib.sha256(data).hexdigest(), len(data), mime)
        if not self.has(blob):
            with _writing(self.folder) as (file, unfinished):
                _write(file, data)
                os.fsync(file)
            _put_in_place(unfinished, self.path(blob))
        return blob

    def keep_file(self, source: Path, mime: str) -> Blob:
        """Copy ``source`` piece by piece; raises Refused when the disk is full, or for more than 2 GiB."""
        with source.open("rb") as stream:
            return self.keep_stream(iter(lambda: stream.read(CHUNK), b""), mime)

    def keep_stream(self, pieces: Iterable[bytes], mime: str) -> Blob:
        """Put ``pieces`` on the disk as one; raises Refused when the disk is full, or for more than 2 GiB."""
        digest, size = hashlib.sha256(), 0
        with _writing(self.folder) as (file, unfinished):
            for piece in pieces:
                size += len(piece)
                if size > LARGEST:
                    raise Refused(N_("A file may have at most 2 GB."))
                digest.update(piece)
                _write(file, piece)
            os.fsync(file)
        blob = Blob(digest.hexdigest(), size, mime)
        if self.has(blob):
            unfinished.unlink()
        else:
            _put_in_place(unfinished, self.path(blob))
        return blob

    def receive(self, blob: Blob, copy: Callable[[BinaryIO], bool]) -> bool:
        """Keep what ``copy`` writes if it says that it is ``blob``; say whether it is kept.

        Raises Refused when the disk is full.
        """
        with _writing(self.folder) as (file, unfinished):
            with open(file, "wb", closefd=False) as target:
                is_whole = copy(target)
            os.fsync(file)
        if is_whole:
            _put_in_place(unfinished, self.path(blob))
        else:
            unfinished.unlink()
        return is_whole

    def erase(self, sha256: str) -> None:
        """Delete the bytes of this name and their thumbnail, as an erasure order demands."""
        for folder in (self.folder, self.thumbnails):
            for file in (folder / sha256[:2]).glob(f"{sha256}.*"):
                file.unlink()

    def thumbnail(self, picture: Blob) -> Path:
        """Give a small WebP of ``picture``, made at first use; meant for previews, which stand upright.

        Raises Unreadable when the picture is missing or can't be read.
        """
        small = self.thumbnails / picture.sha256[:2] / f"{picture.sha256}.webp"
        if not small.exists():
            from inspector.pictures.preview import thumbnail

            file_name = self.path(picture).name
            try:
                copy = thumbnail(self.path(picture), file_name)
            except FileNotFoundError:
                raise Unreadable(N_("The file {name} is missing or damaged."), name=file_name) from None
            with _writing(self.thumbnails) as (file, unfinished):
                _write(file, copy.data)
            small.parent.mkdir(exist_ok=True)
            unfinished.replace(small)
        return small

    def forget_unfinished(self) -> None:
        """Remove what a crash left half-written."""
        for folder in (self.folder, self.thumbnails):
            for file in folder.glob(f"{UNFINISHED}*"):
                file.unlink()

    def names(self) -> Iterator[tuple[str, int]]:
        """Give the SHA-256 each kept file is named by, and its size, in no order."""
        for file in self.folder.glob("??/*.*"):
            yield file.name.partition(".")[0], file.stat().st_size


class OnlyNamed(BlobFiles):
    """Names bytes as if they were kept, for rehearsals, and keeps none."""

    def keep(self, data: bytes, mime: str, sha256: str = "") -> Blob:
        """Give the name that ``data`` would have."""
        return Blob(sha256 or hashlib.sha256(data).hexdigest(), len(data), mime)


@contextmanager
def _writing(folder: Path) -> Iterator[tuple[int, Path]]:
    """Open a file under a temporary name, removed again if it is not finished."""
    with full_disk_in_words():
        folder.mkdir(parents=True, exist_ok=True)
        file, name = mkstemp(prefix=UNFINISHED, dir=folder)
        try:
            yield file, Path(name)
        except BaseException:
            Path(name).unlink()
            raise
        finally:
            os.close(file)


def _write(file: int, data: bytes | memoryview) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _put_in_place(unfinished: Path, target: Path) -> None:
    """Give finished bytes their name, read-only, and bring the name to the disk."""
    if not target.parent.exists():
        target.parent.mkdir(exist_ok=True)
        settle(target.parent.parent)
    unfinished.chmod(0o444)
    if target.exists():
        target.chmod(0o644)  # a damaged copy; Windows replaces no read-only file
    put_in_place(unfinished, target)
    settle(target.parent)
