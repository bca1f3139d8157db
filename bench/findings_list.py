"""list: the first rows of a million findings, against the 50 ms they may take and against ten thousand."""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.fixtures import cache, large_workspace
from bench.measure import Figure, median, milliseconds
from bench.moment import NOW
from db.connection import Reader, atomic, open_writer
from db.opening import DATABASE
from db.queries.findings import FindingView, finding_keys, finding_rows
from inspector.model.ids import GridId

MANY, FEW = 1_000_000, 10_000
FIRST = 100
LIMIT_MS = 50.0
ROUNDS = 15
_MORE = """
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :count)
    INSERT INTO finding (id, number, grid, site, patrol, stop, question, text, severity, term_days, spot,
        noticed_by, noticed_ts, noticed_tz, noticed_on, due_on, state, is_open, on_the_spot)
    SELECT printf('0192f0c0-0000-7000-9000-%012x', n), printf('YS01-2025-BNCH-%07d', n), grid, site, patrol,
        stop, question, text, severity, term_days, spot, noticed_by, noticed_ts - n * 60000, noticed_tz,
        date((noticed_ts - n * 60000) / 1000, 'unixepoch'),
        date((noticed_ts - n * 60000) / 1000 + 604800, 'unixepoch'),
        CASE n % 3 WHEN 0 THEN 'closed' ELSE 'reported' END, n % 3 > 0, 0
    FROM number, (SELECT * FROM finding ORDER BY id LIMIT 1)"""


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Ask for the first hundred open findings as the office sees them, warm."""
    times = {count: _first_rows(_with_findings(count)) for count in (FEW, MANY)}
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


def _with_findings(count: int) -> Path:
    """Copy the large workspace's database and write ``count`` findings straight into its table.

    Recording a million would take hours of signatures; the question sees the table only.
    """
    folder = cache() / f"findings-{count}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            made = Path(unfinished) / "made"
            made.mkdir()
            shutil.copy(large_workspace() / DATABASE, made)
            with closing(open_writer(made / DATABASE)) as writer, atomic(writer):
                writer.execute(_MORE, {"count": count})
                writer.execute("ANALYZE")
            shutil.move(made, folder)
    return folder
