"""Runs of numbers in feeds: what a pack holds, and what of it is lacking."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple


class Run(NamedTuple):
    """Entries ``first`` to ``last`` of a feed."""

    feed: str
    first: int
    last: int


class Ranges:
    """Numbers by feed, kept as runs, so that a long feed takes no more room than a short one."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._runs: dict[str, list[list[int]]] = {}

    def add(self, feed: str, seq: int) -> None:
        """Take in one number."""
        runs = self._runs.setdefault(feed, [])
        place = bisect_right(runs, seq, key=itemgetter(0)) - 1
        if place >= 0 and seq <= runs[place][1]:
            return
        joins_before = place >= 0 and runs[place][1] == seq - 1
        joins_after = place + 1 < len(runs) and runs[place + 1][0] == seq + 1
        if joins_before and joins_after:
            runs[place][1] = runs.pop(place + 1)[1]
        elif joins_before:
            runs[place][1] = seq
        elif joins_after:
            runs[place + 1][0] = seq
        else:
            runs.insert(place + 1, [seq, seq])

    def __iter__(self) -> Iterator[Run]:
        """Give the runs, feeds in the order they came in."""
        return (Run(feed, first, last) for feed, runs in self._runs.items() for first, last in runs)

    def lacking(self, wanted: Iterable[Run]) -> list[Run]:
        """Give what of ``wanted`` is not here."""
        found: list[Run] = []
        for feed, first, last in wanted:
            at = first
            for begin, end in self._runs.get(feed, []):
                if begin > last:
                    break
                if at < begin:
                    found.append(Run(feed, at, begin - 1))
                at = max(at, end + 1)
            if at <= last:
                found.append(Run(feed, at, last))
        return found
