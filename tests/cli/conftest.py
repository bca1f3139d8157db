"""An office on the disk, closed, as the command line finds it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.founding import found_office
from inspector.cli import main
from inspector.model.finding import FindingNoticed
from inspector.model.office import Rank
from inspector.model.patrol import PatrolFinished, PatrolStarted
from inspector.model.photo import PhotoAdded
from inspector.model.site import SiteAdded, SiteKind
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, Instant, at
from inspector.words import use
from tests.db.village import TODAY, named
from tests.pictures.made import encoded, scene

MORNING: Instant = at(TODAY, "08:30", 480)
FOUNDER, PASSPHRASE = "示例甲", "演示口令"
SITE, DONE, OPEN, STOP, FINDING, PHOTO = (named(number) for number in range(40, 46))
NUMBER = "SLX-20261122-ABCD-01"


@dataclass(frozen=True)
class Said:
    """What one call of the command line gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def call(capsys, monkeypatch, tmp_path) -> Call:
    """Run the command line in English with a machine of its own."""
    monkeypatch.setenv("GRID_INSPECTOR_LANGUAGE", "en")
    use("en")
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "machine"))

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def office(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Found an office with a site, a finished patrol with a finding and a photo, and an open one."""
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    monkeypatch.setenv("GRID_INSPECTOR_PASSPHRASE_FILE", str(secret))
    folder = tmp_path / "office"
    founded = found_office(
        folder,
        office_name="示例县整改办",
        founder_name=FOUNDER,
        passphrase=PASSPHRASE,
        at=MORNING,
        code="SLX",
        cost=2,
        rounds=1,
    )
    workspace, grid, person = founded.workspace, founded.office, founded.founder
    picture = encoded(scene())
    blobs = (workspace.blobs.keep(picture, "image/jpeg"), workspace.blobs.keep(picture + b"\0", "image/jpeg"))
    began = PatrolStarted(subject=DONE, grid=grid, day=TODAY, began=MORNING, inspectors=(person,))
    workspace.record(
        [
            SiteAdded(
                subject=SITE, name="北山排土场", kind=SiteKind.SPOIL_HEAP, rank=Rank.KEY, grid=grid, day=TODAY
            ),
            began,
            StopRecorded(subject=STOP, patrol=DONE, site=SITE, arrived=MORNING.later(1)),
            FindingNoticed(
                subject=FINDING,
                number="SLX-2026-ABCD-001",
                grid=grid,
                site=SITE,
                patrol=DONE,
                stop=STOP,
                text="平台未压实",
                noticed=MORNING.later(1),
            ),
            PhotoAdded(
                subject=PHOTO, blobs=blobs, patrol=DONE, stop=STOP, site=SITE, taken=MORNING, finding=FINDING
            ),
            PatrolFinished(
                subject=DONE, ended=MORNING.later(HOUR), number=NUMBER, signers=("inspector",), due=1
            ),
            PatrolStarted(
                subject=OPEN, grid=grid, day=TODAY, began=MORNING.later(HOUR), inspectors=(person,)
            ),
        ],
        founded.actor,
        MORNING.later(2 * HOUR),
    )
    workspace.close()
    return folder
