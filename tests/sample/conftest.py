from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.connection import Reader
from db.incarnation import Machine
from db.workspace import Workspace
from inspector.periods import Instant
from inspector.sample import Sample, make_sample

NOW = Instant(1_795_310_042_000, 480)
"""22 November 2026, 09:14 at +08:00, a Sunday."""


@dataclass(frozen=True)
class Opened:
    """A sample that was made once for all tests, its workspace open."""

    sample: Sample
    workspace: Workspace
    reader: Reader
    progress: tuple[tuple[int, int], ...]


def made(root: Path, language: str) -> Iterator[Opened]:
    machine = Machine.here(root / "machine")
    progress: list[tuple[int, int]] = []
    sample = make_sample(
        root / "sample",
        NOW,
        machine=machine,
        language=language,
        report=lambda done, total: progress.append((done, total)),
    )
    with (
        closing(Workspace.open(sample.folder, machine)) as workspace,
        closing(workspace.reader()) as reader,
    ):
        yield Opened(sample, workspace, reader, tuple(progress))


@pytest.fixture(scope="session")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    yield from made(tmp_path_factory.mktemp("chinese"), "zh_CN")


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    yield from made(tmp_path_factory.mktemp("english"), "en")
