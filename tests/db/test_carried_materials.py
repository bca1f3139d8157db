"""What a report carries of its materials: small ones whole, of larger ones the name."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import carried_materials as carrying
from db.carried_materials import SMALL, carried_materials
from db.file_arrival import receive_file
from db.incarnation import Machine
from db.material_intake import TakenMaterial, add_materials, take_materials
from db.queries.carried_entries import entries_of_patrol
from db.workspace import Workspace
from inspector.model.material import MaterialWithdrawn
from inspector.periods import HOUR
from inspector.reports.verification import verify
from tests.db.reporting import ACTOR, built, finish, go_round
from tests.db.village import LOCAL, MORNING, Village, named
from tests.pictures.made import photo

PATROL, STOP = named(50), named(51)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def added(village: Village, folder: Path, *files: tuple[str, bytes]) -> tuple[TakenMaterial, ...]:
    """Take files in as materials of the first stop of a round."""
    for name, data in files:
        (folder / name).write_bytes(data)
    taken = take_materials(
        village.workspace.blobs, [folder / name for name, _ in files], MORNING, os.urandom
    ).materials
    add_materials(village.workspace, taken, ACTOR, MORNING.later(HOUR), patrol=PATROL, stop=STOP)
    return taken


def carried(village: Village, *already: str) -> set[str]:
    with closing(village.workspace.reader()) as reader:
        entries = entries_of_patrol(reader, PATROL)
    return {sha256 for sha256, _ in carried_materials(village.workspace.blobs, entries, already)}


def test_a_report_brings_small_materials_and_names_large_ones(village: Village, tmp_path: Path) -> None:
    go_round(village)
    small, large = added(
        village, tmp_path, ("a.pdf", b"%PDF-1.7 small"), ("b.pdf", b"%PDF-1.7" + os.urandom(SMALL))
    )
    finish(village, PATROL, signers=())
    report = built(village, PATROL).file
    verdict = verify(report)
    assert (verdict.valid, verdict.complete) == (True, True)
    folder = tmp_path / "other"
    other = Workspace.create(
        folder, village.workspace.root, Machine(tmp_path / "elsewhere", "另一台"), drives=LOCAL
    )
    with closing(other), closing(other.reader()) as reader:
        receive_file(other, report, MORNING.later(2 * HOUR))
        assert reader.rows("SELECT name, size FROM material ORDER BY name") == [
            ("a.pdf", small.original.size),
            ("b.pdf", large.original.size),
        ]
        assert other.blobs.read(small.original) == b"%PDF-1.7 small"
        assert not other.blobs.has(large.original)


def test_a_picture_too_large_to_be_carried_brings_its_preview(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_round(village)
    scan = photo(width=600, height=400)
    (taken,) = added(village, tmp_path, ("扫描件.jpg", scan))
    assert taken.preview
    assert carried(village) == {taken.original.sha256, taken.preview.sha256}
    assert carried(village, taken.preview.sha256) == {taken.original.sha256}, "each once"
    monkeypatch.setattr(carrying, "SMALL", len(scan) - 1)
    assert carried(village) == {taken.preview.sha256}


def test_what_was_taken_back_or_is_not_here_whole_is_not_carried(village: Village, tmp_path: Path) -> None:
    go_round(village)
    one, other, third = added(
        village, tmp_path, ("a.pdf", b"%PDF-1"), ("b.pdf", b"%PDF-2"), ("c.pdf", b"%PDF-3")
    )
    village.record(MaterialWithdrawn(subject=one.id, reason="传错"))
    village.workspace.blobs.path(other.original).unlink()
    assert carried(village) == {third.original.sha256}


def test_all_together_they_stay_small_enough_for_a_mail(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_round(village)
    monkeypatch.setattr(carrying, "MOST", 20)
    taken = added(village, tmp_path, *((f"{n}.pdf", f"%PDF-{n:04}".encode()) for n in range(5)))
    assert carried(village) == {one.original.sha256 for one in taken[:2]}
