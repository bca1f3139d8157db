"""River sections are listed with their chief and the days they were visited in a period."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.queries.river_sections import RiverSection, river_sections
from inspector.model.finding import FindingNoticed
from inspector.model.ids import GridId
from inspector.model.patrol import PatrolStarted
from inspector.model.period import Period, quarter_of, week_of
from inspector.model.site import SiteAdded, SiteKind
from inspector.model.stop import StopRecorded
from inspector.periods import DAY, HOUR, Instant
from tests.db.village import MORNING, OFFICE, RIVER, STAFF, TODAY, TOWN, VILLAGE, Village, named

QUARTER = quarter_of(TODAY)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def visit(village: Village, number: int, began: Instant) -> None:
    patrol = named(number)
    village.record(
        PatrolStarted(subject=patrol, grid=VILLAGE, day=began.day, began=began, inspectors=(STAFF,)),
        StopRecorded(subject=named(number + 1), patrol=patrol, site=RIVER, arrived=began.later(HOUR)),
        when=began,
    )


def listed(village: Village, grid: GridId = OFFICE, period: Period = QUARTER) -> list[RiverSection]:
    with closing(village.workspace.reader()) as reader:
        return river_sections(reader, grid, period)


def test_a_section_counts_each_day_once_and_only_those_of_the_quarter(village: Village) -> None:
    before = MORNING.later(-90 * DAY)
    for number, began in (
        (80, MORNING),
        (82, MORNING.later(HOUR)),
        (84, MORNING.later(-7 * DAY)),
        (86, before),
    ):
        visit(village, number, began)
    village.record(
        FindingNoticed(
            subject=named(90),
            number="SLX0101-2026-T-0090",
            grid=VILLAGE,
            site=RIVER,
            patrol="",
            stop="",
            text="漂浮物",
            noticed=MORNING,
        )
    )
    (one,) = listed(village)
    assert (one.site, one.grid_name, one.visits, one.last_visit) == (RIVER, "示例村网格", 2, TODAY)
    assert (one.found, one.is_open) == (1, 1)
    (week,) = listed(village, TOWN, week_of(TODAY))
    assert (week.visits, week.last_visit) == (1, TODAY)


def test_a_section_without_a_visit_is_listed_with_its_chief(village: Village) -> None:
    village.record(
        SiteAdded(
            subject=named(38),
            name="示例河北段",
            kind=SiteKind.RIVER_SECTION,
            rank="ordinary",  # type: ignore[arg-type]
            grid=TOWN,
            day=TODAY,
            leader="示例镇长",
        )
    )
    told = [(one.name, one.chief, one.visits) for one in listed(village)]
    assert told[0] == ("示例河北段", "示例镇长", 0)
    assert len(told) == 2
    assert len(listed(village, VILLAGE)) == 1
    assert listed(village, OFFICE, QUARTER.before) == []
