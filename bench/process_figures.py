"""What a process says of itself: the milliseconds since it was started, and its memory."""

import json
import os
import time

import psutil


def told() -> str:
    """Give both as JSON: ``ms`` since the moment in ``BENCH_STARTED``, ``mb`` of resident memory."""
    started = int(os.environ["BENCH_STARTED"])
    return json.dumps(
        {
            "ms": (time.time_ns() - started) / 1e6,
            "mb": psutil.Process().memory_info().rss / 2**20,
        }
    )
