"""A full disk under reports and under the sample: one sentence, nothing by halves."""

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.errors import Refused
from inspector.reports.full_disk import full_disk_refused
from tests.cli.conftest import FOUNDER, NUMBER


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can't be mounted here: this needs root")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_report_is_not_written_by_halves(call, office, small_disk):
    (small_disk / "filling").write_bytes(bytes(3_100_000))
    for how in ((), ("--ink",), ("--sign", FOUNDER)):
        said = call("report", "patrol", NUMBER, "--workspace", office, "--to", small_disk / "x.pdf", *how)
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
        assert "The disk is full" in said.err
    assert [file.name for file in small_disk.iterdir()] == ["filling"]


def test_a_sample_is_not_made_by_halves(call, small_disk):
    said = call("demo", small_disk / "sample")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "The disk is full" in said.err
    assert not list(small_disk.iterdir())


def test_only_a_full_disk_is_called_one():
    with pytest.raises(Refused, match="The disk is full"), full_disk_refused():
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(IsADirectoryError), full_disk_refused():
        raise OSError(errno.EISDIR, "Is a directory")
