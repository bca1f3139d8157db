"""A full disk: said in words, nothing acknowledged is lost, and it goes on once there is room."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.backup import back_up
from db.check import check_workspace
from db.incarnation import Machine
from inspector.errors import Refused
from inspector.reports.verdict import Outcome
from tests.db.office import NOW, a_finding, found


def mount(*arguments: str) -> bool:
    return (
        subprocess.run(["mount", "-t", "tmpfs", *arguments], check=False, capture_output=True).returncode == 0
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mount("-o", "size=2m", "tmpfs", str(disk)):
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
        with pytest.raises(Refused, match="The disk is full"):
            back_up(workspace, small_disk, NOW)
        here = {name for (name,) in reader.rows("SELECT hash FROM entry")}
        assert set(acknowledged) <= here
        assert mount("-o", "remount,size=16m", "tmpfs", str(small_disk))
        acknowledged += workspace.record([a_finding(founded, 1)], founded.actor, NOW).entries
        assert set(acknowledged) <= {name for (name,) in reader.rows("SELECT hash FROM entry")}
        assert check_workspace(workspace).outcome is Outcome.GOOD


def test_an_office_is_not_founded_by_halves_on_a_full_disk(small_disk: Path, machine: Machine) -> None:
    (small_disk / "filling").write_bytes(bytes(1_900_000))
    with pytest.raises(Refused, match="The disk is full"):
        found(small_disk / "workspace", machine)
    assert [path.name for path in small_disk.iterdir()] == ["filling"]
