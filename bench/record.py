"""record: one durable signed entry, against one fsynced write and one signature."""

import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from bench.fixtures import PATROL, small_office, stop
from bench.measure import Figure, in_turn, percentile99
from bench.moment import NOW
from inspector.journal.device_key import DeviceKey

ROUNDS = 2_000
LINE = 1_100
"""Bytes of a stop's line and body."""


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Record stops one by one in a workspace of 2,000 sites."""
    with tempfile.TemporaryDirectory() as folder:
        founded = small_office(Path(folder) / "office")
        number = count(1)
        key = DeviceKey.from_seed(bytes(range(32)))
        floor_file = os.open(Path(folder) / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

        def record() -> None:
            founded.workspace.record([stop(next(number), PATROL, NOW)], founded.actor, NOW)

        def floor() -> None:
            key.sign(b"x" * LINE)
            os.write(floor_file, b"x" * LINE)
            os.fsync(floor_file)

        with closing(founded.workspace):
            ours, floors = in_turn(record, floor, ROUNDS, warm=50)
        os.close(floor_file)
    return [Figure("record", percentile99(ours), percentile99(floors), 3, "ms")]
