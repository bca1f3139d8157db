"""What the window asks: people of the day, what waits, what letters find."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.connection import Connection, Reader, open_writer
from db.migrations import migrate
from db.queries.today import waiting_count
from db.queries.window import (
    HANDED_OVER,
    ActingPerson,
    FoundThing,
    acting_people,
    found_by_letters,
    rounds_to_hand_over,
)
from db.schema import indexing, making
from db.search_words import initials, spaced
from inspector.model.ids import FindingId, GridId, PatrolId, PersonId, SiteId
from inspector.model.office import Rank
from inspector.model.person import Role
from inspector.model.site import SiteKind, SiteStatus
from inspector.periods import at

TODAY = date(2026, 11, 22)


def insert(connection: Connection, table: str, **values: object) -> None:
    """Write a row; columns that must not be empty and are not named hold an empty text or 0."""
    for _at, name, kind, needed, _default, _key in connection.execute(
        f"PRAGMA table_info({table})"
    ).fetchall():
        if needed and name not in values:
            values[name] = {"TEXT": "", "BLOB": b""}.get(kind, 0)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = open_writer(tmp_path / "grid.db")
    migrate(opened)
    for statement in (*making(), *indexing()):
        opened.execute(statement)
    insert(opened, "grid", id="town", name="示例镇", code="01", level=2)
    insert(opened, "grid", id="village", name="示例村", code="0101", level=3, parent="town")
    yield opened
    opened.close()


@pytest.fixture
def reader(connection: Connection, tmp_path: Path) -> Iterator[Reader]:
    opened = Reader(tmp_path / "grid.db")
    yield opened
    opened.close()


def a_site(connection: Connection, rid: int, site: str, name: str, added_on: str = "2026-11-22") -> None:
    kind, rank, status = next(iter(SiteKind)), Rank.KEY, next(iter(SiteStatus))
    values = {"kind": kind, "rank": rank, "status": status, "grid": "village", "added_on": added_on}
    insert(connection, "site", rid=rid, id=site, name=name, **values)
    connection.execute(
        "INSERT INTO site_search (rowid, name, words, initials) VALUES (?, ?, ?, ?)",
        (rid, spaced(name), "", initials(name)),
    )


def test_people_act_for_the_grids_in_which_they_have_a_role_today(
    connection: Connection, reader: Reader
) -> None:
    for person, name in (("a", "示例甲"), ("b", "示例乙")):
        insert(connection, "person", id=person, name=name)
    for position, (person, role, grid, since, until) in enumerate(
        (
            ("a", "grid_staff", "village", "2026-01-01", None),
            ("a", "officer", "village", "2026-11-22", "2026-11-22"),
            ("a", "clerk", "town", "2026-12-01", None),
            ("b", "clerk", "town", "2026-01-01", "2026-11-21"),
            ("b", "leader", "elsewhere", "2026-01-01", None),
        )
    ):
        insert(
            connection,
            "duty",
            person=person,
            position=position,
            role=role,
            grid=grid,
            since=since,
            until=until,
        )
    assert acting_people(reader, TODAY) == [
        ActingPerson(
            PersonId("a"), "示例甲", GridId("village"), "示例村", frozenset({Role.GRID_STAFF, Role.OFFICER})
        ),
        ActingPerson(PersonId("b"), "示例乙", GridId("elsewhere"), "", frozenset({Role.LEADER})),
    ]


def test_sites_that_are_due_and_not_visited_wait(connection: Connection, reader: Reader) -> None:
    a_site(connection, 1, "s1", "示例焦化厂")
    a_site(connection, 2, "s2", "示例排土场", added_on="2026-11-20")
    a_site(connection, 3, "s3", "示例工地", added_on="2026-12-20")
    now = at(TODAY, "09:00", 480)
    assert waiting_count(reader, GridId("town"), TODAY) == 2
    insert(connection, "stop", id="t1", site="s1", day=f"{TODAY}", arrived_ts=now.ts, arrived_tz=now.tz)
    assert waiting_count(reader, GridId("town"), TODAY) == 1


def test_rounds_wait_until_they_are_handed_over(connection: Connection, reader: Reader) -> None:
    for rid, kind, received in (
        (1, "patrol.finished", None),
        (2, "patrol.finished", 5),
        (3, "finding.noticed", None),
        (4, "patrol.finished", None),
    ):
        insert(connection, "entry", rid=rid, hash=f"{rid}", seq=rid, type=kind, received_ts=received)
    assert rounds_to_hand_over(reader) == 2
    insert(connection, "setting", name=HANDED_OVER, value="3")
    assert rounds_to_hand_over(reader) == 1


def test_letters_find_sites_findings_and_rounds(connection: Connection, reader: Reader) -> None:
    a_site(connection, 1, "s1", "示例焦化厂")
    insert(connection, "finding", rid=7, id="f1", number="SL03-20261122-01", text="煤堆未覆盖", site="s1")
    connection.execute(
        "INSERT INTO finding_search (rowid, number, text, spot) VALUES (7, 'SL03-20261122-01', ?, '')",
        (spaced("煤堆未覆盖"),),
    )
    insert(connection, "patrol", id="p1", number="SL03-20261122", grid="village")
    insert(connection, "patrol", id="p2", grid="village")
    site = FoundThing("示例焦化厂", "示例村", site=SiteId("s1"))
    finding = FoundThing(
        "SL03-20261122-01 煤堆未覆盖", "示例焦化厂", site=SiteId("s1"), finding=FindingId("f1")
    )
    patrol = FoundThing("SL03-20261122", "示例村", patrol=PatrolId("p1"))
    assert found_by_letters(reader, "焦化") == [site]
    assert found_by_letters(reader, "sljh") == [site]
    assert found_by_letters(reader, "未覆盖") == [finding]
    assert found_by_letters(reader, "SL03-2026") == [finding, patrol]
    assert found_by_letters(reader, '"nothing*') == []
