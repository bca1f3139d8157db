"""Scans on their way in: bytes safe on the disk, and a sentence for each file that can't be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.scan_filing import given_scans, read_scans
from inspector.errors import Refused
from inspector.reports.scan_reading import Scan, read_scan
from tests.db.village import Village
from tests.pictures.made import encoded
from tests.reports.paper_back import bare


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def photos(folder: Path, *shades: int) -> list[Path]:
    files = [folder / f"IMG_{shade:04d}.jpg" for shade in shades]
    for file, shade in zip(files, shades, strict=True):
        file.write_bytes(encoded(bare(shade)))
    return files


def test_bad_files_do_not_hold_up_the_others(village: Village, tmp_path: Path) -> None:
    good = photos(tmp_path, 9)
    bad = tmp_path / "letter.docx"
    bad.write_bytes(b"PK")
    heard: list[tuple[int, int]] = []
    batch = read_scans(
        village.workspace.blobs,
        [bad, *good, *good, tmp_path / "gone.jpg"],
        read_scan,
        lambda done, total: heard.append((done, total)),
    )
    assert len(batch.pages) == 1
    assert ["letter.docx" in str(batch.refused[0]), "gone.jpg" in str(batch.refused[1])] == [True, True]
    assert heard[-1] == (4, 4)


def test_a_file_that_is_changed_or_taken_away_meanwhile_is_said(village: Village, tmp_path: Path) -> None:
    one, two = photos(tmp_path, 8, 9)

    def read_and_change(file: Path) -> Scan:
        scan = read_scan(file)
        if file == one:
            file.write_bytes(b"other")
        else:
            file.unlink()
        return scan

    batch = read_scans(village.workspace.blobs, [one, two], read_and_change)
    assert batch.pages == ()
    assert all("changed while it was read" in str(refusal) for refusal in batch.refused)


def test_a_full_disk_ends_it(village: Village, tmp_path: Path) -> None:
    def full(_file: Path) -> Scan:
        raise Refused("The disk is full.")

    with pytest.raises(Refused, match="full"):
        read_scans(village.workspace.blobs, [tmp_path / "a.jpg"], full)


def test_a_folder_stands_for_the_scans_in_it(tmp_path: Path) -> None:
    for name in ("b.JPG", "a.pdf", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    lone = tmp_path / "notes.txt"
    assert given_scans([tmp_path, lone]) == [tmp_path / "a.pdf", tmp_path / "b.JPG", lone]
