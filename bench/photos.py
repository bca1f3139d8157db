"""photos: photos of 12 MP a second, against reading, hashing, decoding, WebP and fsync in as many threads."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Figure, median
from bench.photographs import card

ROUNDS, PHOTOS = 3, 100
MOST_MB = 250.0


@dataclass(frozen=True, slots=True)
class Run:
    """Photos a second, and the peak of resident memory."""

    rate: float
    mb: float


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Import a part of a card in a process of its own, and do the least in another, in turn."""
    photos = sorted(card().iterdir())[:PHOTOS]
    both = [(_run("import", photos), _run("floor", photos)) for _ in range(ROUNDS)]
    ours, floors = zip(*both, strict=True)
    rate, floor = median([one.rate for one in ours]), median([one.rate for one in floors])
    return [
        Figure("photos", rate, floor, 0.8, "/s", better="higher"),
        Figure("photos memory", max(one.mb for one in ours), MOST_MB, 1, "MB"),
    ]


def _run(what: str, photos: Sequence[Path]) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.photo_process", what, folder, *map(str, photos)]
        told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return Run(len(photos) / told["seconds"], told["mb"])
