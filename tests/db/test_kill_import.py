"""kill -9 while photos come in: nothing acknowledged is lost, nothing is half, and the import goes on."""

import json
import os
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from db.blob_files import UNFINISHED
from db.check import check_workspace
from db.founding import Founded
from db.incarnation import Machine
from db.photo_import import run_import, unfinished_imports
from db.waiting_photos import all_of
from db.workspace import Workspace
from inspector.reports.verdict import Outcome
from tests.db.importing_until_killed import NOW, PERSON
from tests.pictures.made import encoded, scene

PHOTOS, ROUNDS = 300, 50


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    small = scene(24, 18)
    for number in range(PHOTOS):
        (folder / f"IMG_{number:04}.jpg").write_bytes(encoded(small, "JPEG", comment=f"{number}"))
    return folder


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork and kill -9")
def test_no_acknowledged_photo_is_lost_in_50_rounds(office: Founded, machine: Machine, card: Path) -> None:
    folder = office.workspace.folder
    office.workspace.close()
    originals = {sha256(file.read_bytes()).hexdigest() for file in card.iterdir()}
    script = Path(__file__).with_name("importing_until_killed.py")
    command = [sys.executable, str(script), str(folder), str(machine.folder), str(card), str(ROUNDS), "7"]
    home = Path(__file__).parents[2]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, cwd=home, env=os.environ | {"PYTHONPATH": str(home)}
    )
    told = json.loads(done.stdout)
    acknowledged = [tuple(line.split()) for lines in told for line in lines]
    assert sum(bool(lines) for lines in told) > ROUNDS // 3, "rounds end in the middle of the import"
    with closing(Workspace.open(folder, machine, drives=())) as again, closing(again.reader()) as reader:
        assert not list(again.blobs.folder.glob(f"{UNFINISHED}*")), "what a crash left half is gone"
        waiting = all_of(reader, PERSON)
        assert {(one.id, one.original.sha256) for one in waiting} >= set(acknowledged)
        assert all(
            again.blobs.is_whole(one.original) and again.blobs.is_whole(one.preview) for one in waiting
        )
        unfinished = unfinished_imports(reader, PERSON)
        assert len(waiting) + sum(kept.left for kept in unfinished) >= PHOTOS
        for kept in unfinished:
            outcome = run_import(again, kept, NOW, os.urandom)
            assert (outcome.taken + len(outcome.seen), outcome.refused, outcome.left) == (PHOTOS, (), 0)
        waiting = all_of(reader, PERSON)
        assert sorted(one.original.sha256 for one in waiting) == sorted(originals)
        assert unfinished_imports(reader, PERSON) == ()
        verdict = check_workspace(again)
    assert verdict.outcome is Outcome.GOOD, verdict.problems
    assert {sha256(file.read_bytes()).hexdigest() for file in card.iterdir()} == originals
