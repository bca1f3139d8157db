"""A figure with its floor, and how times are taken."""

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the outcome; ``goal`` bounds ``ratio`` = ``value`` / ``floor``."""

    measure: str
    value: float
    floor: float
    goal: float
    unit: str
    better: Literal["lower", "higher"] = "lower"

    @property
    def ratio(self) -> float:
        """How many times the floor it takes."""
        return self.value / self.floor

    @property
    def is_met(self) -> bool:
        """Say whether the goal is reached."""
        return self.ratio <= self.goal if self.better == "lower" else self.ratio >= self.goal


def shown(figures: Iterable[Figure], *, as_json: bool) -> str:
    """Write figures for scripts or for people."""
    if as_json:
        rows = [
            {
                "measure": one.measure,
                "value": round(one.value, 4),
                "floor": round(one.floor, 4),
                "ratio": round(one.ratio, 3),
                "goal": one.goal,
                "better": one.better,
                "unit": one.unit,
            }
            for one in figures
        ]
        return json.dumps(rows, indent=2)
    return "\n".join(
        f"{one.measure:<22} {one.value:10.3f} {one.unit:<4} floor {one.floor:10.3f}   "
        f"ratio {one.ratio:6.2f}  goal {one.goal:g}  {'met' if one.is_met else 'MISSED'}"
        for one in figures
    )


def milliseconds(act: Callable[[], object]) -> float:
    """Time one call."""
    began = time.perf_counter_ns()
    act()
    return (time.perf_counter_ns() - began) / 1e6


def in_turn(
    one: Callable[[], object], other: Callable[[], object], rounds: int, warm: int = 2
) -> tuple[list[float], list[float]]:
    """Time two things alternately, so that a busy machine slows both; ``warm`` rounds do not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for at in range(rounds + warm):
        both = milliseconds(one), milliseconds(other)
        if at >= warm:
            times[0].append(both[0])
            times[1].append(both[1])
    return times


def median(values: Sequence[float]) -> float:
    """Give the middle one."""
    return statistics.median(values)


def percentile99(values: Sequence[float]) -> float:
    """Give what 99 of 100 stay below."""
    return statistics.quantiles(values, n=100)[98]
