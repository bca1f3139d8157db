"""Backups: whole, verified, restored into a new feed."""

import errno
import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from db import backup
from db.backup import MANIFEST, back_up, backups_in, read_manifest, remove_older, restore
from db.check import check_workspace
from db.connection import Reader
from db.founding import Founded, authorise_again, speak_as_office
from db.incarnation import Machine, Reason
from db.keys import kept_keys
from db.opening import DATABASE
from db.workspace import Workspace
from inspector.errors import Refused, Unreadable
from inspector.journal.authority import AuthorityGranted
from inspector.periods import HOUR
from tests.db.office import NOW, PASSPHRASE, a_finding, a_photo, a_site, tables_of


@pytest.fixture
def recorded(office: Founded) -> Workspace:
    workspace = office.workspace
    blobs = workspace.blobs.keep(b"original", "image/jpeg"), workspace.blobs.keep(b"preview", "image/webp")
    workspace.record([a_site(office), a_photo(office, 300, *blobs)], office.actor, NOW)
    report = workspace.folder / "reports" / "2026" / "11" / "日报.pdf"
    report.parent.mkdir(parents=True)
    report.write_bytes(b"%PDF")
    return workspace


def test_a_backup_holds_everything_and_says_so(recorded: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = back_up(recorded, tmp_path / "backups", NOW, lambda done, of: told.append((done, of)))
    assert made.folder == tmp_path / "backups" / "grid-inspector_2026-11-22_090000"
    manifest = read_manifest(made.folder)
    assert (made.entries, made.files) == (manifest.entries, len(manifest.files))
    assert made.size == sum(file.size for file in manifest.files)
    assert {file.name.split("/")[0] for file in manifest.files} == {DATABASE, "blobs", "keys", "reports"}
    assert told[0] == (0, made.files)
    assert told[-1] == (made.files, made.files)
    assert list((tmp_path / "backups").iterdir()) == [made.folder]
    assert not made.folder.joinpath(f"{DATABASE}-wal").exists()


def test_two_backups_within_a_second_are_two(recorded: Workspace, tmp_path: Path) -> None:
    beside = tmp_path / ".grid-inspector_2026-11-22_090000-2.unfinished"
    first = back_up(recorded, tmp_path, NOW)
    beside.mkdir()  # a third is being made by somebody else
    second = back_up(recorded, tmp_path, NOW)
    assert [first.folder.name, second.folder.name] == [
        "grid-inspector_2026-11-22_090000",
        "grid-inspector_2026-11-22_090000-3",
    ]
    assert read_manifest(first.folder).files == read_manifest(second.folder).files
    assert beside.is_dir()
    long_ago = NOW.ts / 1000 - 2 * 86_400
    os.utime(beside, (long_ago, long_ago))
    back_up(recorded, tmp_path, NOW)
    assert not beside.exists()


def test_the_oldest_backups_beyond_those_kept_are_removed_and_only_ours(
    recorded: Workspace, tmp_path: Path
) -> None:
    mine = [back_up(recorded, tmp_path, NOW.later(at * HOUR)).folder for at in range(4)]
    broken = mine.pop()
    (broken / DATABASE).unlink()
    strange = tmp_path / "grid-inspector_holiday"
    strange.mkdir()
    assert backups_in(tmp_path, recorded.identity) == mine[::-1]
    assert backups_in(tmp_path, "another") == backups_in(tmp_path, "") == []
    assert remove_older(tmp_path, recorded.identity, 2) == 1
    assert remove_older(tmp_path, recorded.identity, 0) == 1
    assert sorted(tmp_path.glob("*_*")) == sorted([mine[2], broken, strange])


def test_a_backup_that_finds_no_room_is_not_begun(
    recorded: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(free=4096))
    with pytest.raises(Refused, match="make room first"):
        back_up(recorded, tmp_path / "new", NOW)
    assert not (tmp_path / "new").exists()

    def unknown(_folder: Path) -> Usage:
        raise OSError

    monkeypatch.setattr(shutil, "disk_usage", unknown)
    assert back_up(recorded, tmp_path / "new", NOW).entries


class Usage(NamedTuple):
    free: int


def test_a_backup_is_restored_into_a_new_feed(
    office: Founded, recorded: Workspace, tmp_path: Path, machine: Machine
) -> None:
    made = back_up(recorded, tmp_path / "backups", NOW)
    tables = tables_of(recorded.folder)
    recorded.record([a_finding(office)], office.actor, NOW)
    feed = recorded.feed
    recorded.close()
    restore(made.folder, tmp_path / "restored", drives=())
    assert tables_of(tmp_path / "restored") == tables
    again = Workspace.open(tmp_path / "restored", machine, drives=())
    with closing(again), closing(again.reader()) as reader:
        assert again.feed != feed
        assert again.opening.reason is Reason.RESTORED
        again.record([a_finding(office, 201)], office.actor, NOW)
        assert reader.value("SELECT count(*) FROM entry WHERE feed = ? AND seq = 1", (again.feed,)) == 1
        assert reader.value("SELECT count(*) FROM unconfirmed") == 2
        authorise_again(again, PASSPHRASE, office.actor, NOW)
        assert reader.value("SELECT count(*) FROM finding") == 1
        assert kept_keys(again.folder, office.founder)
        assert check_workspace(again).complete


def test_the_office_key_does_not_speak_where_what_it_said_is_missing(
    office: Founded, recorded: Workspace, tmp_path: Path, machine: Machine
) -> None:
    made = back_up(recorded, tmp_path / "backups", NOW)
    granted = AuthorityGranted(feed=recorded.feed, persons=(), roles=(), org=office.office, from_seq=1)
    speak_as_office(recorded, PASSPHRASE, [granted], office.actor, NOW)
    recorded.close()
    restore(made.folder, tmp_path / "restored", drives=())
    with (
        closing(Workspace.open(tmp_path / "restored", machine, drives=())) as again,
        pytest.raises(Refused, match="Receive them first"),
    ):
        authorise_again(again, PASSPHRASE, office.actor, NOW)


def test_a_device_without_a_mark_takes_over_every_grant(
    office: Founded, recorded: Workspace, tmp_path: Path
) -> None:
    made = back_up(recorded, tmp_path / "backups", NOW)
    restore(made.folder, tmp_path / "restored", drives=())
    again = Workspace.open(tmp_path / "restored", Machine(tmp_path / "new machine", "新"), drives=())
    with closing(again), closing(again.reader()) as reader:
        again.record([a_finding(office, 201)], office.actor, NOW)
        authorise_again(again, PASSPHRASE, office.actor, NOW)
        assert reader.value("SELECT count(*) FROM unconfirmed") == 0


def test_photos_are_linked_where_backup_and_workspace_share_a_disk(
    recorded: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = back_up(recorded, tmp_path / "backups", NOW).folder
    assert {file.stat().st_nlink for file in linked.glob("blobs/*/*")} == {2}

    def another_disk(_source: object, _target: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", another_disk)
    copied = back_up(recorded, tmp_path / "more backups", NOW).folder
    assert read_manifest(copied) == read_manifest(linked)


def test_a_backup_into_a_full_disk_leaves_nothing(
    recorded: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, _target: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(backup, "copyfile", full)
    with pytest.raises(Refused, match="The disk is full"):
        back_up(recorded, tmp_path / "backups", NOW)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_damaged_database_is_not_backed_up(recorded: Workspace, tmp_path: Path) -> None:
    (page,) = recorded._writer.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'finding_by_number'"
    ).fetchone()
    recorded.close()
    with (recorded.folder / DATABASE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(Unreadable, match="damaged"):
        back_up(recorded, tmp_path / "backups", NOW)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("spoil", ["missing", "changed"])
def test_a_damaged_backup_is_not_restored(recorded: Workspace, tmp_path: Path, spoil: str) -> None:
    made = back_up(recorded, tmp_path / "backups", NOW)
    report = made.folder / "reports" / "2026" / "11" / "日报.pdf"
    if spoil == "missing":
        shutil.rmtree(report.parent)
    else:
        report.write_bytes(b"%PDG")
    with pytest.raises(Unreadable, match=r"The backup is damaged: reports/2026/11/日报\.pdf"):
        restore(made.folder, tmp_path / "restored", drives=())
    assert not (tmp_path / "restored").exists()


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no backup"):
        restore(tmp_path, tmp_path / "restored", drives=())
    (tmp_path / MANIFEST).write_bytes(b"{}")
    with pytest.raises(Unreadable, match="no backup"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", ["../outside", "/outside"])
def test_a_backup_does_not_write_outside_its_folder(recorded: Workspace, tmp_path: Path, name: str) -> None:
    made = back_up(recorded, tmp_path / "backups", NOW)
    manifest = read_manifest(made.folder)
    files = tuple(msgspec.structs.replace(file, name=name) for file in manifest.files)
    (made.folder / MANIFEST).write_bytes(msgspec.json.encode(msgspec.structs.replace(manifest, files=files)))
    with pytest.raises(Unreadable, match="no backup"):
        restore(made.folder, tmp_path / "restored", drives=())


def test_a_backup_is_made_while_the_workspace_is_in_use(
    office: Founded, recorded: Workspace, reader: Reader, tmp_path: Path
) -> None:
    entries = reader.value("SELECT count(*) FROM entry")

    def record_more(done: int, _of: int) -> None:
        recorded.record([a_finding(office, 900 + done)], office.actor, NOW)

    made = back_up(recorded, tmp_path / "backups", NOW, record_more)
    assert made.entries == entries
    assert reader.value("SELECT count(*) FROM entry") > entries
