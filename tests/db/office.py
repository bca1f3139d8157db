"""A founded office on a machine of its own, and things to record in it."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

from db.connection import Connection, open_reader
from db.founding import Founded, found_office
from db.incarnation import Machine
from db.opening import DATABASE
from db.schema import SEARCHES, TABLES
from inspector.model.events import Blob, Place
from inspector.model.finding import FindingNoticed
from inspector.model.ids import uuid7
from inspector.model.office import Rank
from inspector.model.patrol import PatrolStarted
from inspector.model.photo import PhotoAdded
from inspector.model.site import SiteAdded, SiteKind
from inspector.periods import Instant, at

NOW = at(date(2026, 11, 22), "09:00", 480)
PASSPHRASE = "演示口令 2026"
COST, ROUNDS = 2, 1
"""Guessing at the passphrase of a test costs nothing."""


def found(folder: Path, machine: Machine) -> Founded:
    """Found an office with the same chance every time."""
    return found_office(
        folder,
        office_name="演示县整改办",
        founder_name="示例甲",
        passphrase=PASSPHRASE,
        at=NOW,
        machine=machine,
        drives=(),
        chance=Random(7).randbytes,
        cost=COST,
        rounds=ROUNDS,
    )


def named(number: int) -> str:
    """Give an id that says no more than a number."""
    return uuid7(NOW.ts, number.to_bytes(10))


def a_site(founded: Founded, number: int = 1, name: str = "示例焦化厂") -> SiteAdded:
    return SiteAdded(
        subject=named(number),
        name=name,
        kind=SiteKind.COKING,
        rank=Rank.KEY,
        grid=founded.office,
        day=NOW.day,
        place=Place(lat=397_740_000, lon=1_068_420_000),
    )


def a_patrol(founded: Founded, number: int = 100, began: Instant = NOW) -> PatrolStarted:
    return PatrolStarted(
        subject=named(number),
        grid=founded.office,
        day=began.day,
        began=began,
        inspectors=(founded.founder,),
    )


def a_finding(founded: Founded, number: int = 200, text: str = "堆场东侧煤堆未覆盖") -> FindingNoticed:
    return FindingNoticed(
        subject=named(number),
        number=f"YSX-{number}",
        grid=founded.office,
        site=named(1),
        patrol=named(100),
        stop=named(150),
        text=text,
        noticed=NOW,
    )


def a_photo(founded: Founded, number: int, original: Blob, preview: Blob) -> PhotoAdded:
    return PhotoAdded(
        subject=named(number),
        patrol=named(100),
        stop=named(150),
        site=named(1),
        taken=NOW,
        blobs=(original, preview),
    )


def tables_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of the projection, without the numbers that only its search knows."""
    with closing(open_reader(folder / DATABASE)) as connection:
        rows = {name: _rows(connection, name) for name in TABLES}
        connection.execute("PRAGMA query_only = OFF")
        for name in SEARCHES:
            table = name.removesuffix("_search")
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab(main, {name}, instance)"
            )
            rows[name] = connection.execute(
                f"SELECT id, term, col, offset FROM temp.{name}_words JOIN {table} ON {table}.rid = doc"  # noqa: S608
                " ORDER BY 1, 2, 3, 4"
            ).fetchall()
    return rows


def _rows(connection: Connection, name: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1] != "rid"]
    rows: Sequence[tuple[object, ...]] = connection.execute(
        f"SELECT {', '.join(columns)} FROM {name}"  # noqa: S608
    ).fetchall()
    return sorted(rows, key=repr)
