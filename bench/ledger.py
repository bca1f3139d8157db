"""findings, ledger: the first rows of 200,000 findings, every filter, and the page's question to bare SQL."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.fixtures import cache, large_workspace
from bench.measure import Figure, in_turn, median, milliseconds
from bench.moment import NOW
from db.connection import Reader, atomic, open_writer
from db.opening import DATABASE
from db.queries.findings import FindingView, finding_keys, finding_rows
from db.queries.ledger import FILTERS, LedgerView, ledger_keys, ledger_rows
from db.workspace import Workspace
from inspector.model.ids import GridId

MANY, FIRST, ROUNDS = 200_000, 100, 9
FIRST_MS, FILTER_MS, GOAL = 50.0, 100.0, 2.0
OF_FINDINGS = ("open", "overdue", "recheck", "reported", "closed", "all")
_BARE = """SELECT finding.*, site.name, grid.name FROM finding LEFT JOIN site ON site.id = finding.site
    LEFT JOIN grid ON grid.id = finding.grid
    ORDER BY finding.noticed_ts DESC, finding.id DESC LIMIT 100"""
_OWN = """'0192f0c0-0000-7000-9000-' || printf('%012x', n), printf('YS01-2025-BNCH-%07d', n)"""
_CHANGED = {
    "noticed_ts": "noticed_ts - n * 60000",
    "noticed_on": "date((noticed_ts - n * 60000) / 1000, 'unixepoch')",
    "due_on": "date((noticed_ts - n * 60000) / 1000 + 604800, 'unixepoch')",
    "state": "CASE n % 5 WHEN 0 THEN 'closed' WHEN 1 THEN 'put_right' WHEN 2 THEN 'assigned'"
    " ELSE 'reported' END",
    "is_open": "n % 5 > 0",
    "unit": "CASE n % 5 WHEN 2 THEN '示例局' || n % 40 ELSE '' END",
}


def measure(wanted: Sequence[str]) -> list[Figure]:
    """Ask as the office does, warm."""
    with closing(Reader(with_findings() / DATABASE)) as reader:
        office = GridId(reader.value("SELECT id FROM grid WHERE parent = ''"))
        figures: list[Figure] = []
        if "findings" in wanted:
            figures += _figures("findings", reader, OF_FINDINGS, lambda name: _findings(reader, office, name))
        if "ledger" in wanted:
            figures += _figures("ledger", reader, FILTERS, lambda name: _lines(reader, office, name))
    return figures


def _figures(
    measured: str, reader: Reader, filters: Sequence[str], ask: Callable[[str], object]
) -> list[Figure]:
    asked, bare = in_turn(lambda: ask("all"), lambda: reader.rows(_BARE), ROUNDS)
    slowest = max(median([milliseconds(partial(ask, name)) for _ in range(ROUNDS)]) for name in filters)
    return [
        Figure(measured, median(asked), FIRST_MS, 1, "ms"),
        Figure(f"{measured} filter", slowest, FILTER_MS, 1, "ms"),
        Figure(f"{measured} bare", median(asked), median(bare), GOAL, "ms"),
    ]


def _findings(reader: Reader, office: GridId, name: str) -> None:
    finding_rows(reader, finding_keys(reader, FindingView(office, NOW.day, name), FIRST))


def _lines(reader: Reader, office: GridId, name: str) -> None:
    ledger_rows(reader, ledger_keys(reader, LedgerView(office, NOW.day, name), FIRST), NOW.day)


def with_findings() -> Path:
    """Copy the large workspace's database and write findings straight into its table."""
    folder = cache() / f"ledger-{MANY}"
    if not folder.exists():
        large = large_workspace()
        with closing(Workspace.open(large)):
            pass  # brings its tables to this version of the program
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            made = Path(unfinished) / "made"
            made.mkdir()
            shutil.copy(large / DATABASE, made)
            with closing(open_writer(made / DATABASE)) as writer, atomic(writer):
                names = [row[1] for row in writer.execute("PRAGMA table_info(finding)")]
                kept = [name for name in names if name not in {"rid", "id", "number"}]
                told = ", ".join(_CHANGED.get(name, name) for name in kept)
                writer.execute(
                    f"""WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO finding (id, number, {", ".join(kept)}) SELECT {_OWN}, {told}
                    FROM number, (SELECT * FROM finding ORDER BY id LIMIT 1)""",  # noqa: S608 - names of ours
                    (MANY,),
                )
                writer.execute("ANALYZE")
            shutil.move(made, folder)
    return folder
