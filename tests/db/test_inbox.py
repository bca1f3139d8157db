"""A watched folder: only what is new and wholly written is taken in, once."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.inbox import InboxFile, Look, fresh, look_into, remember, remembered
from inspector.errors import Unreachable
from tests.db.village import Village


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "照片收件箱"
    made.mkdir()
    return made


def laid(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"photo")


def names(files: Look | tuple[InboxFile, ...], folder: Path) -> list[str]:
    return sorted(one.path.relative_to(folder).as_posix() for one in files)


def test_photos_in_the_folder_and_one_level_below_are_seen(folder: Path) -> None:
    laid(folder, "a.jpg", "B.HEIC", "现场.png", "DCIM/c.jpeg", "DCIM/notes.txt", "notes.pdf")
    (folder / "DCIM" / "deeper").mkdir()
    laid(folder / "DCIM" / "deeper", "d.jpg")
    assert names(look_into(folder), folder) == ["B.HEIC", "DCIM/c.jpeg", "a.jpg", "现场.png"]


def test_what_others_write_or_hide_is_left_alone(folder: Path) -> None:
    laid(folder, "a.jpg.part", "b.jpg.crdownload", "~$c.jpg", ".d.jpg", "e.jpg.TMP", ".thumbnails/f.jpg")
    (folder / "folder.jpg").mkdir()
    (folder / "dead.jpg").symlink_to(folder / "nowhere.jpg")
    assert look_into(folder) == frozenset()


def test_a_folder_that_is_gone_is_said(folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(Unreachable, match="照片收件箱 is not there"):
        look_into(folder)


def test_a_folder_that_may_not_be_read_costs_only_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid(folder, "a.jpg", "closed/b.jpg")
    scandir = os.scandir

    def denied(where: object) -> object:
        if os.fspath(where).endswith("closed"):  # type: ignore[call-overload]
            raise PermissionError
        return scandir(where)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", denied)
    assert names(look_into(folder), folder) == ["a.jpg"]


def test_a_file_is_taken_when_two_looks_find_it_the_same(folder: Path) -> None:
    laid(folder, "a.jpg")
    first = look_into(folder)
    assert fresh(frozenset(), first, ()) == ()
    (folder / "a.jpg").write_bytes(b"photo, more of it")
    laid(folder, "b.jpg")
    (folder / "empty.jpg").touch()
    second = look_into(folder)
    assert fresh(first, second, ()) == ()
    third = look_into(folder)
    assert names(fresh(second, third, ()), folder) == ["a.jpg", "b.jpg"]


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path / "village")
    yield made
    made.close()


def test_what_was_taken_in_is_remembered_until_it_changes(village: Village, folder: Path) -> None:
    laid(folder, "a.jpg", "b.jpg", os.fsdecode(b"\xff.jpg"))
    look = look_into(folder)
    remember(village.workspace, fresh(look, look, ()))
    with closing(village.workspace.reader()) as reader:
        assert remembered(reader) == look
        assert fresh(look, look, remembered(reader)) == ()
        (folder / "a.jpg").write_bytes(b"another photo")
        changed = look_into(folder)
        assert names(fresh(changed, changed, remembered(reader)), folder) == ["a.jpg"]
        remember(village.workspace, changed)
        assert remembered(reader) == changed


FILES = some.frozensets(
    some.builds(
        InboxFile, some.sampled_from([Path("a"), Path("b"), Path("c")]), some.integers(0, 3), some.just(1)
    )
)


@given(FILES, FILES, FILES)
def test_nothing_is_taken_twice_or_half_written(before: Look, now: Look, known: Look) -> None:
    taken = fresh(before, now, known)
    assert set(taken) <= before & now - known
    assert all(one.size for one in taken)
    assert list(taken) == sorted(taken)
    assert fresh(before, now, known | set(taken)) == ()


def test_thousands_of_files_are_looked_at(folder: Path) -> None:
    for number in range(3_000):
        (folder / f"{number}.jpg").touch()
    assert len(look_into(folder)) == 3_000
