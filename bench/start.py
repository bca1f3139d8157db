"""start, memory: a fresh process to the first painted row of Today, against an empty window with a table."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from bench.fixtures import large_workspace
from bench.measure import Figure, median

ROUNDS = 7


def measure(wanted: Sequence[str]) -> list[Figure]:
    """Start both in turn, seven times each after one that warms the disk's cache."""
    workspace = str(large_workspace())
    ours, floors = [], []
    for at in range(ROUNDS + 1):
        one, floor = _started("bench.window_process", workspace), _started("bench.floor_window")
        if at:
            ours.append(one)
            floors.append(floor)
    figures = {
        "start": Figure("start", _median(ours, "ms"), _median(floors, "ms"), 1.5, "ms"),
        "memory": Figure("memory", _median(ours, "mb"), _median(floors, "mb"), 1.6, "MB"),
    }
    return [figure for name, figure in figures.items() if name in wanted]


def _started(module: str, *arguments: str) -> dict[str, float]:
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BENCH_STARTED": str(time.time_ns())}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=surroundings,
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    return figures


def _median(runs: list[dict[str, float]], name: str) -> float:
    return median([run[name] for run in runs])
