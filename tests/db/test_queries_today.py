"""The day of a grid: who is due, who is done, how far, and which round goes on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.rounds import (
    RoundSummary,
    names_of,
    open_patrols,
    patrol_of,
    person_of,
    round_summary,
)
from db.queries.today import DueState, day_of, due_count, sites_found
from inspector.model.finding import FindingNoticed
from inspector.model.ids import PatrolId, PersonId, StopId
from inspector.model.office import Cycle, Rank, RulesDecided
from inspector.model.patrol import PatrolFinished, PatrolStarted
from inspector.model.person import Role, RoleEnded
from inspector.model.stop import StopRecorded
from inspector.periods import DAY, HOUR, Instant, at
from tests.db.village import (
    COKING,
    FIELD,
    HEAP,
    MORNING,
    OFFICE,
    OFFICER,
    RIVER,
    STAFF,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    named,
)

PATROL, LATE = PatrolId(named(50)), PatrolId(named(51))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def started(subject: str = PATROL, began: Instant = MORNING, **facts: object) -> PatrolStarted:
    given: dict[str, object] = {"grid": VILLAGE, "day": began.day, "inspectors": (STAFF,), **facts}
    return PatrolStarted(subject=subject, began=began, **given)  # type: ignore[arg-type]


def stop(number: int, site: str, arrived: Instant = MORNING, **facts: object) -> StopRecorded:
    given: dict[str, object] = {"patrol": PATROL, **facts}
    return StopRecorded(subject=named(number), site=site, arrived=arrived, **given)  # type: ignore[arg-type]


def noticed(number: int, stop: str, site: str) -> FindingNoticed:
    return FindingNoticed(
        subject=named(number),
        number=f"N{number}",
        grid=VILLAGE,
        site=site,
        patrol=PATROL,
        stop=stop,
        text="料堆未覆盖",
        noticed=MORNING,
    )


def test_overdue_comes_first_then_today_by_rank_then_tomorrow_and_closed_down_sites_never(
    reader: Reader,
) -> None:
    day = day_of(reader, VILLAGE, STAFF, MORNING)
    assert [(row.site, row.state, row.days) for row in day.rows] == [
        (COKING, DueState.OVERDUE, 3),
        (RIVER, DueState.TODAY, 0),
        (HEAP, DueState.TODAY, 0),
        (FIELD, DueState.COMING, -1),
    ]
    assert (day.due, day.done, day.overdue, day.extra, day.findings, day.sites) == (3, 0, 1, 0, 0, 5)
    assert (day.day, day.grid_name, day.patrol, day.patrols) == (TODAY, "示例村网格", None, ())


def test_the_office_sees_the_sites_of_all_grids_below_it(reader: Reader) -> None:
    assert len(day_of(reader, OFFICE, OFFICER, MORNING).rows) == 4
    assert [row.distance_m for row in day_of(reader, TOWN, OFFICER, MORNING).rows] == [None] * 4


def test_a_visited_site_is_done_and_still_counts_as_having_been_due(village: Village, reader: Reader) -> None:
    later = MORNING.later(HOUR)
    village.record(
        started(),
        stop(60, COKING),
        noticed(70, named(60), COKING),
        noticed(71, named(60), COKING),
        stop(61, FIELD, later, unplanned=True),
    )
    day = day_of(reader, VILLAGE, STAFF, later)
    assert [(row.site, row.state) for row in day.rows[-2:]] == [
        (FIELD, DueState.DONE),
        (COKING, DueState.DONE),
    ]
    assert [(row.visited, row.findings, row.unplanned, row.stop) for row in day.rows[-2:]] == [
        (later, 0, True, StopId(named(61))),
        (MORNING, 2, False, StopId(named(60))),
    ]
    assert (day.due, day.done, day.overdue, day.extra, day.findings) == (3, 1, 0, 1, 2)
    assert due_count(reader, VILLAGE, TODAY) == 3
    assert day.patrol is not None
    assert day.patrol.id == PATROL


def test_a_site_is_due_again_one_cycle_after_its_last_visit(village: Village, reader: Reader) -> None:
    village.record(started(), stop(60, COKING), stop(61, HEAP), stop(62, FIELD))
    states = {row.site: row.due_on for row in day_of(reader, VILLAGE, STAFF, MORNING.later(29 * DAY)).rows}
    assert states[COKING] == date(2026, 11, 23)
    assert states[HEAP] == date(2026, 11, 29)
    assert states[FIELD] == date(2026, 12, 22)


def test_cycles_are_rules_of_the_office_and_a_rank_without_one_is_due_daily(
    village: Village, reader: Reader
) -> None:
    rules = RulesDecided(subject=named(90), office_name="示例", cycles=(Cycle(rank=Rank.ORDINARY, days=3),))
    village.record(rules, started(), stop(60, HEAP), stop(61, FIELD))
    states = {row.site: row.due_on for row in day_of(reader, VILLAGE, STAFF, MORNING.later(3 * DAY)).rows}
    assert states[HEAP] == date(2026, 11, 25)
    assert states[FIELD] == date(2026, 11, 23)


def test_distances_are_from_the_grid_and_then_from_the_previous_stop(
    village: Village, reader: Reader
) -> None:
    far = {row.site: row.distance_m for row in day_of(reader, VILLAGE, STAFF, MORNING).rows}
    assert far == {COKING: 900, HEAP: 2100, RIVER: None, FIELD: None}
    village.record(started(), stop(60, COKING))
    far = {row.site: row.distance_m for row in day_of(reader, VILLAGE, STAFF, MORNING).rows}
    assert far == {COKING: 0, HEAP: 1200, RIVER: None, FIELD: None}
    village.record(stop(61, RIVER, MORNING.later(1)))
    far = {row.site: row.distance_m for row in day_of(reader, VILLAGE, STAFF, MORNING).rows}
    assert far == {COKING: 900, HEAP: 2100, RIVER: None, FIELD: None}


def test_a_round_takes_stops_of_its_day_and_of_the_night_it_goes_on_through(
    village: Village, reader: Reader
) -> None:
    evening = at(TODAY, "22:00", 480)
    village.record(started(began=evening), stop(60, COKING, evening.later(HOUR)), when=evening)
    (night,) = open_patrols(reader, VILLAGE, STAFF)
    assert (night.stops, night.findings, night.last) == (1, 0, evening.later(HOUR))
    assert night.takes(evening.later(4 * HOUR))
    assert not night.takes(evening.later(10 * HOUR))
    assert not night.takes(evening.later(-1))
    assert night.takes(evening.later(1), late=True)
    assert day_of(reader, VILLAGE, STAFF, evening.later(4 * HOUR)).patrol is not None
    assert day_of(reader, VILLAGE, STAFF, evening.later(12 * HOUR)).patrol is None


def test_a_late_round_takes_late_stops_only_and_shows_the_list_of_its_day(
    village: Village, reader: Reader
) -> None:
    began = at(date(2026, 11, 20), "09:00", 480)
    village.record(started(LATE, began, late_reason="停电"), when=MORNING)
    (late,) = open_patrols(reader, VILLAGE, STAFF)
    assert late.last == began
    assert not late.takes(began.later(HOUR))
    assert late.takes(began.later(HOUR), late=True)
    assert not late.takes(MORNING, late=True)
    today = day_of(reader, VILLAGE, STAFF, MORNING)
    assert (today.patrol, today.others) == (None, (late.patrol,))
    day = day_of(reader, VILLAGE, STAFF, MORNING, LATE)
    assert day.others == ()
    assert (day.day, day.patrol) == (date(2026, 11, 20), late.patrol)
    assert [(row.site, row.days) for row in day.rows] == [(COKING, 1)]


def test_finished_rounds_and_those_of_others_are_not_open(village: Village, reader: Reader) -> None:
    finished = PatrolFinished(subject=PATROL, ended=MORNING.later(HOUR), number="N", signers=("inspector",))
    village.record(started(), finished, started(LATE, inspectors=(OFFICER,)))
    assert open_patrols(reader, VILLAGE, STAFF) == ()
    assert [one.patrol.id for one in open_patrols(reader, VILLAGE, OFFICER)] == [LATE]
    ended = patrol_of(reader, PATROL)
    assert ended is not None
    assert (ended.is_open, ended.ended, ended.signers) == (False, MORNING.later(HOUR), ("inspector",))
    assert patrol_of(reader, PatrolId(named(99))) is None


def test_people_come_with_their_roles(village: Village, reader: Reader) -> None:
    village.record(RoleEnded(subject=OFFICER, role=Role.OFFICER, grid=VILLAGE, until=date(2026, 11, 21)))
    officer = person_of(reader, OFFICER)
    assert officer is not None
    assert (officer.name, officer.duties[0].card) == ("示例乙", "示例 001")
    assert not officer.has(Role.OFFICER, TODAY)
    staff = person_of(reader, STAFF)
    assert staff is not None
    assert staff.has(Role.GRID_STAFF, TODAY)
    assert person_of(reader, PersonId(named(99))) is None


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("焦化", [COKING]),
        (" sljh ", [COKING]),
        ("示例", {COKING, RIVER, FIELD, named(35)}),
        ("无此处", []),
        ('"', None),
    ],
)
def test_sites_are_found_by_a_part_of_the_name_or_by_initials(
    reader: Reader, letters: str, found: object
) -> None:
    rows = sites_found(reader, VILLAGE, letters)
    if found is None:
        assert isinstance(rows, list)
    else:
        assert type(found)(row.site for row in rows) == found  # type: ignore[call-arg]


def test_without_letters_the_first_sites_by_name_are_offered(reader: Reader) -> None:
    rows = sites_found(reader, TOWN, "")
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    assert (len(rows), rows[0].grid_name) == (5, "示例村网格")
    assert sites_found(reader, PersonId(named(99)), "") == []  # type: ignore[arg-type]


def test_a_round_is_summed_up_and_everybody_has_a_name(village: Village, reader: Reader) -> None:
    village.record(
        started(),
        stop(60, COKING),
        stop(61, FIELD, unplanned=True, late_reason="停电"),
        noticed(70, named(60), COKING),
    )
    assert round_summary(reader, PATROL) == RoundSummary(
        stops=2, unplanned=1, late=1, findings=1, put_right=0, photos=0
    )
    assert round_summary(reader, LATE).stops == 0
    assert names_of(reader) == {STAFF: "示例甲", OFFICER: "示例乙"}
