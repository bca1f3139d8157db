"""rebuild: the tables of 200,000 findings written anew from 1,000,000 entries, against their rows alone."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from bench.fixtures import GRID, PATROL, cache, named, site, small_office
from bench.measure import Figure, milliseconds
from bench.moment import NOW
from db.connection import Connection, Row, atomic, open_writer
from db.entries import append
from db.feeds import Last
from db.founding import speak_as_office
from db.opening import DATABASE
from db.schema import TABLES, indexing, making
from db.search_words import spaced
from db.workspace import Workspace
from inspector.journal.authority import AuthorityGranted
from inspector.journal.body import SALT_BYTES
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, seal
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.finding_life import FindingAssigned, FindingProgressed, FindingPutRight
from inspector.model.person import Role
from inspector.periods import HOUR, MINUTE

MANY = int(os.environ.get("GRID_INSPECTOR_BENCH_FINDINGS", "200000"))
"""Fewer for a trial; each has five entries."""
OF_A_DEVICE, TOGETHER = 10_000, 500
"""Findings of each device, and how many have one step before any has the next."""
GOAL, AT_ONCE = 0.6, 20_000
PASSPHRASE = "演示"  # noqa: S105 - no secret
_SEARCHED = "SELECT rid, number, text, spot FROM finding"


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Rebuild once, then write the rows that came of it into a new file; entries a second of both."""
    with tempfile.TemporaryDirectory(dir=cache()) as folder:
        copied = Path(folder) / "office"
        shutil.copytree(_with_entries(), copied)
        with closing(Workspace.open(copied)) as workspace:
            ours = milliseconds(workspace.rebuild)
        floor = _bare(copied / DATABASE, Path(folder) / "bare.db")
    entries = 5 * MANY
    return [Figure("rebuild", entries / ours, entries / floor, GOAL, "/ms", "higher")]


def _bare(source: Path, file: Path) -> float:
    """Write the rows of ``source`` into a new ``file``; reading them is not counted."""
    with closing(open_writer(source)) as rows, closing(open_writer(file)) as bare:
        bare.execute("BEGIN IMMEDIATE")
        spent = milliseconds(lambda: [bare.execute(statement) for statement in making()])
        for table in TABLES:
            spent += _inserted(bare, table, rows.execute(f"SELECT * FROM {table}"))  # noqa: S608 - names of ours
        words = (
            (rid, number, spaced(text), spaced(spot)) for rid, number, text, spot in rows.execute(_SEARCHED)
        )
        spent += _inserted(bare, "finding_search (rowid, number, text, spot)", words)
        spent += milliseconds(lambda: [bare.execute(statement) for statement in indexing()])
        return spent + milliseconds(partial(bare.execute, "COMMIT"))


def _inserted(bare: Connection, into: str, rows: Iterable[Row]) -> float:
    spent, rest = 0.0, iter(rows)
    while chunk := list(islice(rest, AT_ONCE)):
        statement = f"INSERT INTO {into} VALUES ({', '.join('?' * len(chunk[0]))})"  # noqa: S608 - as above
        spent += milliseconds(partial(bare.executemany, statement, chunk))
    return spent


def _with_entries() -> Path:
    """Give an office that received the findings of its devices, made at the first call."""
    folder = cache() / f"rebuild-{MANY}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            made = Path(unfinished) / "made"
            founded = small_office(made)
            devices = range(-(-MANY // OF_A_DEVICE))
            with closing(founded.workspace) as workspace:
                speak_as_office(
                    workspace,
                    PASSPHRASE,
                    [_granted(_key(device).feed, founded.founder, founded.office) for device in devices],
                    founded.actor,
                    NOW,
                )
            with (
                get_context("spawn").Pool(2) as pool,
                closing(open_writer(made / DATABASE)) as writer,
                atomic(writer),
            ):
                given = [(device, founded.founder, founded.office) for device in devices]
                for entries in pool.imap(_entries, given):
                    for entry in entries:
                        append(writer, entry, NOW.ts)
            shutil.move(made, folder)
    return folder


def _key(device: int) -> DeviceKey:
    return DeviceKey.from_seed(device.to_bytes(32))


def _granted(feed: str, person: str, org: str) -> AuthorityGranted:
    return AuthorityGranted(
        feed=feed, persons=(person,), roles=(Role.RECTIFICATION_OFFICE,), org=org, from_seq=1
    )


def _entries(given: tuple[int, str, str]) -> list[Entry]:
    """Seal what a device wrote: the findings of a day, then what became of them, step by step."""
    device, person, org = given
    key, last = _key(device), Last(0, "", 0)
    entries: list[Entry] = []
    for first in range(device * OF_A_DEVICE, min((device + 1) * OF_A_DEVICE, MANY), TOGETHER):
        heads: dict[str, tuple[str, ...]] = {}
        lives = [_life(number, person) for number in range(first, min(first + TOGETHER, MANY))]
        for step in zip(*lives, strict=True):
            for event in step:
                entry = seal(
                    event,
                    key=key,
                    seq=last.seq + 1,
                    prev=last.hash or None,
                    lc=last.lc + 1,
                    at=NOW.later(last.seq * 100),
                    org=org,
                    actor=person,
                    salt=last.seq.to_bytes(SALT_BYTES),
                    after=heads.get(event.subject, ()),
                )
                heads[event.subject] = (entry.hash,)
                last = Last(entry.seq, entry.hash, entry.lc)
                entries.append(entry)
    return entries


def _life(number: int, person: str) -> tuple[Event, ...]:
    """Make the five events of a finding."""
    finding = named(6, number)
    due = NOW.day + timedelta(days=number % 60)
    return (
        FindingNoticed(
            subject=finding,
            number=f"YS01-2026-BNCH-{number:06d}",
            grid=GRID,
            site=site(number),
            patrol=PATROL,
            stop=named(5, number),
            text="堆场东侧约 30 米煤堆未覆盖，有扬尘。",
            noticed=NOW.later(-(number % 5_000) * HOUR - number % 60 * MINUTE),
        ),
        FindingReported(subject=finding),
        FindingAssigned(
            subject=finding,
            unit=f"示例局{number % 40}",
            due=due,
            number=f"交办〔2026〕{number} 号",
            person=person,
            person_name="示例甲",
            days=15,
            requirement="覆盖煤堆，洒水抑尘。",
        ),
        FindingProgressed(subject=finding, text="已覆盖一半，其余三日内完成。"),
        FindingPutRight(subject=finding, text="已全部覆盖，配齐洒水设备。", on=due),
    )
