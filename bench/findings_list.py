"""list: the first rows of a million findings, against the 50 ms they may take and against ten thousand."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.many_findings import with_findings
from bench.measure import Figure, median, milliseconds
from bench.moment import NOW
from db.connection import Reader
from db.opening import DATABASE
from db.queries.findings import FindingView, finding_keys, finding_rows
from inspector.model.ids import GridId

MANY, FEW = 1_000_000, 10_000
FIRST = 100
LIMIT_MS = 50.0
ROUNDS = 15


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Ask for the first hundred open findings as the office sees them, warm."""
    times = {count: _first_rows(with_findings(count)) for count in (FEW, MANY)}
    return [
        Figure("list", times[MANY], LIMIT_MS, 1, "ms"),
        Figure("list growth", times[MANY], max(times[FEW], 1.0), 2, "ms"),
    ]


def _first_rows(folder: Path) -> float:
    with closing(Reader(folder / DATABASE)) as reader:
        office = GridId(reader.value("SELECT id FROM grid WHERE parent = ''"))
        view = FindingView(office, NOW.day)

        def ask() -> None:
            finding_rows(reader, finding_keys(reader, view, FIRST))

        ask()
        return median([milliseconds(ask) for _ in range(ROUNDS)])
