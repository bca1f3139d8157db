"""Files named by their bytes: on the disk for good, read-only, never half."""

import errno
import hashlib
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from db import blob_files, disk
from db.blob_files import BlobFiles
from inspector.errors import Refused, Unreadable
from inspector.model.events import Blob


@pytest.fixture
def blobs(tmp_path: Path) -> BlobFiles:
    return BlobFiles(tmp_path)


def picture(width: int = 1024, height: int = 600) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "WEBP")
    return out.getvalue()


def test_bytes_are_kept_under_their_hash_and_read_only(blobs: BlobFiles) -> None:
    blob = blobs.keep(b"photo", "image/jpeg")
    assert blob == Blob(hashlib.sha256(b"photo").hexdigest(), 5, "image/jpeg")
    path = blobs.path(blob)
    assert path.relative_to(blobs.folder).as_posix() == f"{blob.sha256[:2]}/{blob.sha256}.jpg"
    assert path.stat().st_mode & 0o222 == 0
    assert blobs.read(blob) == b"photo"
    assert blobs.has(blob)
    assert blobs.is_whole(blob)
    assert list(blobs.names()) == [(blob.sha256, 5)]


def test_the_same_bytes_are_kept_once_whatever_they_are_called(blobs: BlobFiles, tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"photo")
    first = blobs.keep(b"photo", "image/jpeg")
    assert blobs.keep(b"photo", "image/jpeg") == first
    again = blobs.keep_file(tmp_path / "source", "application/x-strange")
    assert blobs.path(again) == blobs.path(first)
    assert len(list(blobs.names())) == 1


def test_a_large_file_is_copied_in_pieces(blobs: BlobFiles, tmp_path: Path) -> None:
    data = os.urandom(2 * blob_files.CHUNK + 17)
    (tmp_path / "video").write_bytes(data)
    blob = blobs.keep_file(tmp_path / "video", "video/mp4")
    assert blobs.path(blob).suffix == ".mp4"
    assert blobs.read(blob) == data


def test_a_file_beyond_the_limit_is_refused(blobs: BlobFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blob_files, "LARGEST", 10)
    with pytest.raises(Refused, match="at most 2 GB"):
        blobs.keep_stream([b"12345", b"123456"], "video/mp4")
    assert list(blobs.folder.iterdir()) == []


def test_missing_and_damaged_files_are_told_apart_from_whole_ones(blobs: BlobFiles) -> None:
    blob = blobs.keep(b"photo", "image/jpeg")
    missing = Blob("0" * 64, 5, "image/jpeg")
    assert not blobs.has(missing)
    assert not blobs.is_whole(missing)
    with pytest.raises(Unreadable, match="missing or damaged"):
        blobs.read(missing)
    path = blobs.path(blob)
    path.chmod(0o644)
    path.write_bytes(b"phot0")
    assert not blobs.is_whole(blob)
    with pytest.raises(Unreadable, match="missing or damaged"):
        blobs.read(blob)
    path.write_bytes(b"pho")
    assert blobs.keep(b"photo", "image/jpeg") == blob, "a file of the wrong size is written again"
    assert blobs.is_whole(blob)


def test_a_full_disk_is_said_in_words_and_leaves_nothing(
    blobs: BlobFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    blobs.keep(b"one", "image/jpeg")
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Refused, match="The disk is full"):
        blobs.keep(b"other", "image/jpeg")
    assert len(list(blobs.folder.iterdir())) == 1


def test_other_faults_of_the_disk_are_not_called_full() -> None:
    with pytest.raises(OSError, match="denied"), disk.full_disk_in_words():
        raise OSError(errno.EACCES, "denied")


def test_what_a_crash_left_half_written_is_forgotten(blobs: BlobFiles) -> None:
    blob = blobs.keep(b"photo", "image/jpeg")
    (blobs.folder / f"{blob_files.UNFINISHED}abc").write_bytes(b"half")
    blobs.forget_unfinished()
    assert [path.name for path in blobs.folder.iterdir()] == [blob.sha256[:2]]


def test_erased_bytes_are_gone_with_their_thumbnail(blobs: BlobFiles) -> None:
    blob = blobs.keep(picture(), "image/webp")
    other = blobs.keep(b"other", "image/webp")
    small = blobs.thumbnail(blob)
    blobs.erase(blob.sha256)
    assert not blobs.has(blob)
    assert not small.exists()
    assert blobs.has(other)


def test_a_thumbnail_is_small_and_made_once(blobs: BlobFiles) -> None:
    blob = blobs.keep(picture(), "image/webp")
    small = blobs.thumbnail(blob)
    made = small.stat().st_mtime_ns
    with Image.open(small) as image:
        assert max(image.size) < 1024
    assert blobs.thumbnail(blob) == small
    assert small.stat().st_mtime_ns == made


@pytest.mark.parametrize("data", [b"no picture", picture()[:40]], ids=["no picture", "cut"])
def test_a_thumbnail_of_no_picture_is_unreadable(blobs: BlobFiles, data: bytes) -> None:
    with pytest.raises(Unreadable):
        blobs.thumbnail(blobs.keep(data, "image/webp"))


def test_a_thumbnail_of_a_missing_picture_is_unreadable(blobs: BlobFiles) -> None:
    with pytest.raises(Unreadable, match="missing or damaged"):
        blobs.thumbnail(Blob("0" * 64, 5, "image/webp"))


@pytest.fixture(autouse=True)
def nothing_unfinished(blobs: BlobFiles) -> Iterator[None]:
    yield
    assert not list(blobs.folder.glob(f"{blob_files.UNFINISHED}*"))
