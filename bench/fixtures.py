"""Workspaces to measure in: made once, kept outside the repository."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from zlib import crc32

from platformdirs import user_cache_path

from bench.moment import NOW
from db.founding import Founded, found_office
from db.incarnation import FOLDER_VARIABLE
from db.schema import TABLES
from db.settings import Settings
from db.workspace import Actor
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.events import Event, Place
from inspector.model.finding import FindingNoticed
from inspector.model.grid import GridAdded
from inspector.model.ids import uuid7
from inspector.model.office import Rank
from inspector.model.patrol import PatrolFinished, PatrolStarted
from inspector.model.person import Role, RoleGiven
from inspector.model.question import Answer, Question, Value
from inspector.model.site import SiteAdded, SiteKind
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, MINUTE, Instant

MADE = "4"
"""Raised when what is made below changes."""
OF_THESE_TABLES = f"{crc32(repr(TABLES).encode()):08x}"
"""Part of the name of what is written straight into the tables: it is made anew where they are others."""
SITES, ENTRIES = 2_000, 200_000
STOPS_A_DAY = 40
AT_ONCE = 500


def cache() -> Path:
    """Give the folder of the fixtures; device keys lie in it too."""
    folder = (
        Path(os.environ.get("GRID_INSPECTOR_BENCH_DIR") or user_cache_path("grid-inspector-bench")) / MADE
    )
    os.environ[FOLDER_VARIABLE] = str(folder / "machine")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def large_workspace() -> Path:
    """Give a workspace of 200,000 entries and 2,000 sites of one grid, made at the first call."""
    folder = cache() / "large"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            made = Path(unfinished) / "large"
            founded = _office(made)
            with closing(founded.workspace):
                _fill(founded)
                founded.workspace.keep_settings(Settings(person=founded.founder, org=GRID))
            shutil.move(made, folder)
    return folder


def small_office(folder: Path) -> Founded:
    """Found an office with a site and an open patrol in the new ``folder``."""
    cache()
    return _office(folder)


def named(kind: int, number: int) -> str:
    """Give a UUID made of two numbers."""
    return uuid7(NOW.ts, kind.to_bytes(2) + number.to_bytes(8))


LIST = ChecklistPublished(
    subject=named(1, 1),
    title="企业外围观察",
    version=1,
    made_for=ListFor.GRID_STAFF,
    questions=tuple(Question(id=f"q{n}", text=f"第 {n} 项是否正常", must_look=True) for n in range(3)),
)
GRID, PATROL = named(2, 1), named(3, 0)


def _office(folder: Path) -> Founded:
    founded = found_office(
        folder,
        office_name="演示县整改办",
        founder_name="示例甲",
        passphrase="演示",  # noqa: S106 - no secret
        at=NOW.later(-200 * 24 * HOUR),
        code="YS",
        cost=2,
        rounds=1,
    )
    begun = PatrolStarted(
        subject=PATROL, grid=GRID, day=NOW.day, began=NOW.later(-HOUR), inspectors=(founded.founder,)
    )
    grid = GridAdded(subject=GRID, name="演示村网格", code="YS01", level=2, parent=founded.office)
    duty = RoleGiven(
        subject=founded.founder, role=Role.GRID_STAFF, grid=GRID, since=NOW.day - timedelta(days=190)
    )
    founded.workspace.record([grid, duty, LIST, *_sites(), begun], founded.actor, NOW)
    return founded


def _sites() -> Iterator[SiteAdded]:
    chance = Random(1)  # noqa: S311 - sites need no secret chance
    for number in range(SITES):
        yield SiteAdded(
            subject=site(number),
            name=f"演示企业 {number:04d}",
            kind=chance.choice(list(SiteKind)),
            rank=chance.choice(list(Rank)),
            grid=GRID,
            day=NOW.day - timedelta(days=190),
            place=Place(
                lat=396_000_000 + chance.randrange(10**6), lon=1_068_000_000 + chance.randrange(10**6)
            ),
            checklist=LIST.subject,
        )


def site(number: int) -> str:
    """Give the id of a site by its number."""
    return named(4, number % SITES)


def stop(number: int, patrol: str, when: Instant) -> StopRecorded:
    """Make the record of a visit."""
    return StopRecorded(
        subject=named(5, number),
        patrol=patrol,
        site=site(number),
        arrived=when,
        left=when.later(MINUTE),
        checklist=LIST.subject,
        version=1,
        answers=tuple(Answer(question=f"q{n}", value=Value.YES) for n in range(3)),
        nothing_unusual=True,
    )


def finding(number: int, patrol: str, when: Instant) -> FindingNoticed:
    """Make a finding."""
    return FindingNoticed(
        subject=named(6, number),
        number=f"YS01-2026-BNCH-{number:06d}",
        grid=GRID,
        site=site(number),
        patrol=patrol,
        stop=named(5, number),
        text="堆场东侧约 30 米煤堆未覆盖，有扬尘。",
        noticed=when,
    )


def _fill(founded: Founded) -> None:
    """Record patrols with their stops and findings until there are entries enough."""
    batch: list[Event] = []
    recorded, number, day = SITES + 10, 0, 0
    while recorded + len(batch) < ENTRIES:
        day += 1
        began = NOW.later(-(day % 190 + 1) * 24 * HOUR)
        patrol = named(3, day)
        batch.append(
            PatrolStarted(
                subject=patrol, grid=GRID, day=began.day, began=began, inspectors=(founded.founder,)
            )
        )
        for _ in range(STOPS_A_DAY):
            number += 1
            when = began.later(number % STOPS_A_DAY * 5 * MINUTE)
            batch.append(stop(number, patrol, when))
            if number % 10 == 0:
                batch.append(finding(number, patrol, when))
        batch.append(
            PatrolFinished(
                subject=patrol, ended=began.later(4 * HOUR), number=f"YS01-{day:06d}", due=STOPS_A_DAY
            )
        )
        if len(batch) > AT_ONCE:
            recorded += len(batch)
            founded.workspace.record(batch, Actor(founded.founder, GRID), NOW)
            batch = []
    founded.workspace.record(batch, founded.actor, NOW)


def sample_county() -> Path:
    """Give the sample county with its signed report, made at the first call."""
    from inspector.sample import make_sample

    folder = cache() / "sample"
    if not folder.exists():
        make_sample(folder, NOW)
    return folder
