"""A full disk: said in words, nothing acknowledged is lost, and it goes on once there is room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import disk_usage

import pytest
from PIL import Image

from db.backup import back_up
from db.check import check_workspace
from db.connection import DISK_FULL
from db.incarnation import Machine
from db.photo_import import begin_import, run_import
from db.waiting_photos import all_of
from inspector.errors import Refused
from inspector.model.ids import PersonId
from inspector.reports.verdict import Outcome
from tests.db.office import NOW, a_finding, found
from tests.pictures.made import encoded


def mount(*arguments: str) -> bool:
    return (
        subprocess.run(["mount", "-t", "tmpfs", *arguments], check=False, capture_output=True).returncode == 0
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mount("-o", "size=3m", "tmpfs", str(disk)):
        pytest.skip("a small disk can't be mounted here: this needs root")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_said_and_survived(small_disk: Path, tmp_path: Path, machine: Machine) -> None:
    founded = found(small_disk / "workspace", machine)
    workspace = founded.workspace
    acknowledged: list[str] = []

    def fill() -> None:
        for number in range(10_000):
            event = a_finding(founded, 1000 + len(acknowledged), "长" * 1000)
            acknowledged.extend(workspace.record([event], founded.actor, NOW.later(number)).entries)

    with closing(workspace), closing(workspace.reader()) as reader:
        with pytest.raises(Refused, match="The disk is full"):
            fill()
        with pytest.raises(Refused, match="The disk is full"):
            workspace.blobs.keep(bytes(2_000_000), "image/jpeg")
        with pytest.raises(Refused, match="The disk is full"):
            workspace.save_draft("stop/1", "x" * 500_000, NOW)
        with pytest.raises(Refused, match="make room first"):
            back_up(workspace, small_disk, NOW)
        here = {name for (name,) in reader.rows("SELECT hash FROM entry")}
        assert set(acknowledged) <= here
        assert mount("-o", "remount,size=16m", "tmpfs", str(small_disk))
        acknowledged += workspace.record([a_finding(founded, 1)], founded.actor, NOW).entries
        assert set(acknowledged) <= {name for (name,) in reader.rows("SELECT hash FROM entry")}
        assert check_workspace(workspace).outcome is Outcome.GOOD


def test_an_office_is_not_founded_by_halves_on_a_full_disk(small_disk: Path, machine: Machine) -> None:
    (small_disk / "filling").write_bytes(bytes(2_900_000))
    with pytest.raises(Refused, match="The disk is full"):
        found(small_disk / "workspace", machine)
    assert [path.name for path in small_disk.iterdir()] == ["filling"]


def test_an_import_of_photos_stops_on_a_full_disk_and_goes_on_once_there_is_room(
    small_disk: Path, tmp_path: Path, machine: Machine
) -> None:
    card = tmp_path / "DCIM"
    card.mkdir()
    chance = Random(3)
    for number in range(12):
        noise = Image.frombytes("RGB", (120, 90), chance.randbytes(120 * 90 * 3))
        (card / f"{number:02}.jpg").write_bytes(encoded(noise, "JPEG", quality=95))
    assert mount("-o", "remount,size=16m", "tmpfs", str(small_disk))
    founded = found(small_disk / "workspace", machine)
    workspace, person = founded.workspace, PersonId(founded.founder)
    with closing(workspace), closing(workspace.reader()) as reader:
        kept = begin_import(workspace, person, [card], NOW, os.urandom)
        filling = small_disk / "filling"
        with filling.open("wb") as file:
            file.write(bytes(disk_usage(small_disk).free - 200_000))
        outcome = run_import(workspace, kept, NOW, os.urandom)
        assert str(outcome.stopped) == DISK_FULL
        assert outcome.taken == len(all_of(reader, person)) < 12
        filling.write_bytes(b"")
        assert run_import(workspace, kept, NOW, os.urandom).taken == 12
        waiting = all_of(reader, person)
        assert all(workspace.blobs.is_whole(blob) for one in waiting for blob in (one.original, one.preview))
        with filling.open("wb") as file:
            file.write(bytes(disk_usage(small_disk).free - 100_000))
        with pytest.raises(Refused, match="Please make room first"):
            begin_import(workspace, person, [card], NOW, os.urandom)
