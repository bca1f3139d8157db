"""start, memory: a fresh process to the first painted row of Today, against an empty window with a table."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.fixtures import cache, large_workspace
from bench.measure import Figure, median
from bench.painted import STARTED

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds until it is painted, and megabytes of resident memory then."""

    ms: float
    mb: float


def measure(wanted: Sequence[str]) -> list[Figure]:
    """Start both in turn, seven times each after one that warms the caches of disk and interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "grid-inspector" / "window.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"workspace": str(large_workspace())}), "utf-8")
        both = [
            (started("bench.window_process", Path(folder)), started("bench.floor_window", Path(folder)))
            for _ in range(ROUNDS + 1)
        ][1:]
    ours, floors = zip(*both, strict=True)
    figures = {
        "start": Figure(
            "start", median([one.ms for one in ours]), median([one.ms for one in floors]), 1.5, "ms"
        ),
        "memory": Figure(
            "memory", median([one.mb for one in ours]), median([one.mb for one in floors]), 1.6, "MB"
        ),
    }
    return [figure for name, figure in figures.items() if name in wanted]


def started(module: str, settings: Path) -> Start:
    """Start ``module`` with its preferences in ``settings``, and let it go when it is painted.

    Python keeps what it compiles in the cache of the fixtures, as it lies beside an installed program.
    """
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(settings),
        "PYTHONPYCACHEPREFIX": str(cache() / "bytecode"),
        STARTED: str(time.time_ns()),
    }
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        [sys.executable, "-m", module],
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout  # noqa: S101 - asked for above
        line = process.stdout.readline()
        held = psutil.Process(process.pid).memory_info().rss if line else 0
        _rest, problems = process.communicate("\n")
    if process.returncode or not line:
        raise RuntimeError(problems)
    return Start(float(line), held / 2**20)
