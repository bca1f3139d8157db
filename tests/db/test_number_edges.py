"""What the numbers of a week do at its edges, as the manual says it: each case by itself."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.queries.numbers import numbers_of
from db.queries.summaries import missing_rounds
from db.workspace import Actor
from inspector.model.grid import GridAdded, GridEnded
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.office import Rank
from inspector.model.patrol import PatrolFinished, PatrolKind, PatrolStarted
from inspector.model.period import Period, week_of
from inspector.model.person import Role, RoleEnded, RoleGiven
from inspector.model.site import SiteAdded, SiteChanged, SiteKind
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, Instant, at
from tests.db.village import OFFICE, OFFICER, STAFF, TOWN, VILLAGE, Village, named

CHINA, URUMQI = 480, 360
"""Minutes before UTC."""
OTHER = GridId(named(601))
SITE = named(602)
MONDAY, TUESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (16, 17, 19, 20))
WEEK = week_of(THURSDAY)
BY_OFFICE = Actor(OFFICER, OFFICE)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Give a village with a second grid and a site of the first, both from before the week."""
    made = Village(tmp_path)
    since = at(date(2026, 11, 2), "08:00", CHINA)
    made.record(
        GridAdded(subject=OTHER, name="示例新村", code="SLX0102", level=3, parent=TOWN),
        SiteAdded(
            subject=SITE, name="示例砂场", kind=SiteKind.OTHER, rank=Rank.KEY, grid=VILLAGE, day=since.day
        ),
        by=BY_OFFICE,
        when=since,
    )
    yield made
    made.close()


def count(village: Village, number: Number, grid: str, period: Period = WEEK) -> int:
    with closing(village.workspace.reader()) as reader:
        return numbers_of(reader, GridId(grid), period, wanted=(number,)).total[number]


def go_out(village: Village, began: Instant, arrived: Instant, name: int, grid: str = VILLAGE) -> None:
    """Make a night patrol of ``grid`` with a stop at the site."""
    patrol = named(name)
    village.record(
        PatrolStarted(
            subject=patrol,
            grid=grid,
            day=began.day,
            began=began,
            inspectors=(STAFF,),
            kind=PatrolKind.NIGHT,
        ),
        StopRecorded(subject=named(name + 1), patrol=patrol, site=SITE, arrived=arrived),
        PatrolFinished(subject=patrol, ended=arrived.later(HOUR), number=f"P{name}"),
        when=arrived.later(HOUR),
    )


def test_a_site_that_changes_its_grid_in_mid_week_counts_where_it_is_at_the_end_of_the_week(
    village: Village,
) -> None:
    before = count(village, Number.SITES, VILLAGE)
    earlier = count(village, Number.SITES, VILLAGE, WEEK.before)
    village.record(SiteChanged(subject=SITE, grid=OTHER), by=BY_OFFICE, when=at(TUESDAY, "10:00", CHINA))
    assert count(village, Number.SITES, VILLAGE) == before - 1
    assert count(village, Number.SITES, OTHER) == 1
    # of the week before nothing changes
    assert count(village, Number.SITES, OTHER, WEEK.before) == 0
    assert count(village, Number.SITES, VILLAGE, WEEK.before) == earlier


def test_a_visit_counts_for_the_grid_that_made_it_whatever_becomes_of_the_site(village: Village) -> None:
    go_out(village, at(MONDAY, "20:00", CHINA), at(MONDAY, "21:00", CHINA), 700)
    village.record(SiteChanged(subject=SITE, grid=OTHER), by=BY_OFFICE, when=at(TUESDAY, "10:00", CHINA))
    assert (count(village, Number.STOPS, VILLAGE), count(village, Number.STOPS, OTHER)) == (1, 0)
    visited = [count(village, Number.SITES_VISITED, grid) for grid in (VILLAGE, OTHER)]
    assert visited == [0, 1]


def test_what_a_person_did_who_left_stays_counted(village: Village) -> None:
    go_out(village, at(MONDAY, "20:00", CHINA), at(MONDAY, "21:00", CHINA), 700)
    numbers = (Number.PATROLS, Number.PEOPLE_OUT, Number.STOPS, Number.DONE_ROUNDS)
    before = [count(village, number, VILLAGE) for number in numbers]
    assert before == [1, 1, 1, 1]
    given = RoleGiven(subject=STAFF, role=Role.GRID_STAFF, grid=OTHER, since=MONDAY)
    ended = RoleEnded(subject=STAFF, role=Role.GRID_STAFF, grid=VILLAGE, until=MONDAY)
    village.record(given, ended, by=BY_OFFICE, when=at(TUESDAY, "10:00", CHINA))
    assert [count(village, number, VILLAGE) for number in numbers] == before


def test_a_patrol_over_midnight_belongs_with_its_stops_to_the_day_it_began(village: Village) -> None:
    go_out(village, at(THURSDAY, "22:00", CHINA), at(FRIDAY, "01:00", CHINA), 700)
    for number in (Number.NIGHT_PATROLS, Number.STOPS, Number.SITES_VISITED, Number.DONE_ROUNDS):
        assert count(village, number, VILLAGE) == 1, number
        after = week_of(FRIDAY)
        assert count(village, number, VILLAGE, after) == 0, number


def test_nothing_is_due_of_a_grid_that_was_split_from_the_day_it_ended_and_of_its_parts_after_they_began(
    village: Village,
) -> None:
    part = GridId(named(605))
    village.record(
        GridEnded(subject=OTHER, on=TUESDAY, reason="拆分"),
        GridAdded(subject=part, name="示例新村一组", code="SLX0103", level=3, parent=TOWN),
        by=BY_OFFICE,
        when=at(TUESDAY, "09:00", CHINA),
    )
    # 13 to 16 November of the old grid; 18 and 19 November of the new one
    assert (count(village, Number.DUE_ROUNDS, OTHER), count(village, Number.DUE_ROUNDS, part)) == (4, 2)
    with closing(village.workspace.reader()) as reader:
        missing = missing_rounds(reader, GridId(TOWN), WEEK, date(2026, 12, 1))
    days = [one.first.day for one in missing if one.grid in {OTHER, part}]
    assert days == [13, 14, 15, 16, 18, 19]
    # in the week after only the new one is asked
    after = week_of(FRIDAY)
    assert (count(village, Number.GRIDS, OTHER, after), count(village, Number.GRIDS, part, after)) == (0, 1)


def test_days_are_those_of_the_place_whatever_zone_a_device_is_in(village: Village) -> None:
    # half past eleven on Thursday night in Urumqi time is Friday in Beijing, and Thursday in UTC
    moment = at(THURSDAY, "23:30", URUMQI)
    assert Instant(moment.ts, CHINA).day == FRIDAY
    go_out(village, moment, moment.later(HOUR), 700)
    assert count(village, Number.PATROLS, VILLAGE) == 1
    assert count(village, Number.PATROLS, VILLAGE, week_of(FRIDAY)) == 0
