"""A workspace with many findings, made once."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from bench.fixtures import OF_THESE_TABLES, cache, large_workspace
from db.connection import atomic, open_writer
from db.opening import DATABASE
from db.workspace import Workspace

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


def with_findings(count: int) -> Path:
    """Copy the large workspace's database and write ``count`` findings straight into its table.

    Recording a million would take hours of signatures; the questions see the table only.
    """
    folder = cache() / f"findings-{count}-{OF_THESE_TABLES}"
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
                    (count,),
                )
                writer.execute("ANALYZE")
            shutil.move(made, folder)
    return folder
