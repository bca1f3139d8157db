"""Computing a frozen summary again, from the entries it rested on and no others."""

from collections.abc import Mapping
from contextlib import closing

import msgspec

from db.connection import Connection, Reader, open_scratch, speaking
from db.opening import DATABASE
from db.projection import Projection
from db.queries.numbers import numbers_of
from db.snapshot import Snapshot
from db.summary_freezing import snapshot_in, summary_of
from db.workspace import Workspace
from inspector.model.ids import GridId, SummaryId
from inspector.model.number import Number
from inspector.model.period import Period
from inspector.model.summary import Summary

_INDEXES = ("feed, seq, ts", "obj, feed, org", "type")


class Recomputed(msgspec.Struct, frozen=True):
    """What computing again gave: ``lacking`` entries are not here; ``differing`` has frozen and computed.

    With entries lacking, differences say nothing.
    """

    lacking: int
    differing: Mapping[Number, tuple[int, int]]

    @property
    def agrees(self) -> bool:
        """Say whether everything is here and gives what was frozen."""
        return not self.lacking and not self.differing


def recomputed(workspace: Workspace, summary: SummaryId) -> Recomputed:
    """Project the entries that ``summary`` rested on in a database of their own, and count again.

    Raises Refused where there is no such summary, Unreadable where its snapshot is not here or not whole.
    """
    with closing(workspace.reader()) as reader:
        found = summary_of(workspace, reader, summary)
    return _counted_again(workspace, found, snapshot_in(workspace, found))


def _counted_again(workspace: Workspace, summary: Summary, kept: Snapshot) -> Recomputed:
    file = workspace.folder / DATABASE
    with closing(open_scratch()) as scratch, speaking(file):
        lacking = _take_entries(scratch, f"{file}", kept)
        Projection(scratch, scratch, workspace.root).rebuild()
        now = _numbers(Reader(file, scratch), summary.grid, summary.period, kept)
    differing = {
        number: (count, now[number]) for number, count in kept.counted.total.items() if count != now[number]
    }
    return Recomputed(lacking, differing)


def _numbers(reader: Reader, grid: GridId, period: Period, kept: Snapshot) -> Mapping[Number, int]:
    return numbers_of(reader, grid, period, wanted=tuple(kept.counted.total)).total


def _take_entries(scratch: Connection, file: str, kept: Snapshot) -> int:
    """Copy the journal of ``file`` up to the heads; give how many of its entries are not there."""
    scratch.execute("ATTACH DATABASE ? AS kept", (file,))
    scratch.execute("CREATE TEMP TABLE head (feed TEXT PRIMARY KEY, seq INTEGER, hash TEXT)")
    scratch.executemany("INSERT INTO head VALUES (?, ?, ?)", kept.heads)
    scratch.execute(
        "CREATE TABLE entry AS SELECT entry.* FROM kept.entry JOIN temp.head USING (feed)"
        " WHERE entry.seq <= head.seq"
    )
    scratch.execute("CREATE TABLE denied AS SELECT * FROM kept.denied")
    scratch.execute("DETACH DATABASE kept")
    for at, columns in enumerate(_INDEXES):
        scratch.execute(f"CREATE INDEX entry_{at} ON entry ({columns})")
    (lacking,) = scratch.execute(
        """SELECT coalesce(sum(head.seq - (SELECT count(DISTINCT seq) FROM entry WHERE feed = head.feed)
            + (NOT EXISTS (SELECT 1 FROM entry WHERE entry.hash = head.hash))), 0) FROM temp.head"""
    ).fetchone()
    return int(lacking)
