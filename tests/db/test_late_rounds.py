"""Late entries (补录): each day has its own sheet, which says so on screen, on paper and in counts."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from db.connection import Reader
from db.queries.patrol_paper import patrol_paper
from db.queries.reports import LATE, report_counts, report_keys, report_row
from db.queries.rounds import OpenPatrol, round_summary
from db.queries.today import day_of
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop, start_round
from db.stop_draft import StopDraft
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.ids import PatrolId, SiteId, StopId
from inspector.model.patrol import Patrol, PatrolKind, is_late
from inspector.periods import DAY, HOUR, MINUTE, Instant
from inspector.reports.attachment import Stage
from inspector.words import in_language
from tests.db.reporting import built
from tests.db.test_stop_draft import BLANK, PILES, ROAD, SMOKE
from tests.db.village import COKING, HEAP, MORNING, STAFF, VILLAGE, Village, named

NORMAL = BLANK.answer_rest_normally((SMOKE, PILES, ROAD))
YESTERDAY, BEFORE = MORNING.later(-DAY), MORNING.later(-2 * DAY)
ME = Actor(STAFF, VILLAGE)
PATROL = Patrol(
    id=PatrolId(named(50)),
    by=STAFF,
    org=VILLAGE,
    grid=VILLAGE,
    day=BEFORE.day,
    began=BEFORE,
    kind=PatrolKind.DAILY,
    inspectors=(STAFF,),
)


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


def begin(village: Village, began: Instant, reason: str) -> PatrolId:
    started = start_round(VILLAGE, STAFF, began, MORNING, os.urandom, late_reason=reason)
    village.record(started)
    return PatrolId(started.subject)


def stop_at(
    number: int, arrived: Instant, site: SiteId = COKING, patrol: PatrolId | None = None, reason: str = ""
) -> StopDraft:
    return msgspec.structs.replace(
        NORMAL, id=StopId(named(number)), arrived=arrived, site=site, patrol=patrol, late_reason=reason
    )


def complete(village: Village, *drafts: StopDraft) -> None:
    for draft in drafts:
        complete_stop(village.workspace, draft, MORNING.later(HOUR), os.urandom)


def rounds(reader: Reader) -> dict[str, list[str]]:
    """Give the stops of each round."""
    found: dict[str, list[str]] = {}
    for patrol, stop in reader.rows("SELECT patrol, id FROM stop ORDER BY arrived_ts"):
        found.setdefault(patrol, []).append(stop)
    return found


def test_two_late_days_and_today_are_three_sheets(village: Village, reader: Reader) -> None:
    first, second = begin(village, BEFORE, "电脑送修"), begin(village, YESTERDAY, "停电")
    complete(
        village,
        stop_at(61, BEFORE.later(HOUR), patrol=first),
        stop_at(62, YESTERDAY.later(HOUR), patrol=second),
        stop_at(63, MORNING),
        stop_at(64, BEFORE.later(2 * HOUR), HEAP, patrol=first),
    )
    (today,) = set(rounds(reader)) - {first, second}
    assert rounds(reader) == {first: [named(61), named(64)], second: [named(62)], today: [named(63)]}
    for patrol, day, due in ((first, BEFORE.day, 1), (second, YESTERDAY.day, 1)):
        shown = day_of(reader, VILLAGE, STAFF, MORNING, patrol)
        assert (shown.day, shown.due) == (day, due)
        assert {one.id for one in shown.others} == {first, second} - {patrol}
    assert {one.id for one in day_of(reader, VILLAGE, STAFF, MORNING).others} == {first, second}


def test_a_late_stop_never_lands_on_todays_sheet(village: Village, reader: Reader) -> None:
    complete(village, stop_at(61, MORNING), stop_at(62, YESTERDAY, HEAP, reason="漏记"))
    days = reader.rows("SELECT day, late_reason FROM patrol ORDER BY day")
    assert days == [("2026-11-21", "漏记"), ("2026-11-22", "")]
    assert all(len(stops) == 1 for stops in rounds(reader).values())


def test_a_late_stop_of_a_day_whose_round_is_still_open_joins_it_and_is_late_alone(
    village: Village, reader: Reader
) -> None:
    complete_stop(village.workspace, stop_at(61, YESTERDAY), YESTERDAY.later(HOUR), os.urandom)
    complete(village, stop_at(62, YESTERDAY.later(HOUR), HEAP, reason="漏记"))
    ((patrol, stops),) = rounds(reader).items()
    assert len(stops) == 2
    assert round_summary(reader, PatrolId(patrol)).late == 1
    finish_round(village.workspace, PatrolId(patrol), ME, MORNING, Ending())
    paper = patrol_paper(reader, village.workspace.blobs, patrol, Stage.FINAL)
    assert (paper.late_reason, [one.late_reason for one in paper.stops]) == ("", ["", "漏记"])
    assert paper.stops[1].recorded == MORNING.later(HOUR)


def test_the_sheet_of_a_late_day_says_so_on_paper_and_in_the_counts(village: Village, reader: Reader) -> None:
    patrol = begin(village, YESTERDAY, "停电")
    complete(village, stop_at(61, YESTERDAY.later(HOUR), patrol=patrol))
    finish_round(village.workspace, patrol, ME, MORNING.later(2 * HOUR), Ending())
    paper = patrol_paper(reader, village.workspace.blobs, patrol, Stage.FINAL)
    assert (paper.day, paper.late_reason, paper.entered) == (YESTERDAY.day, "停电", MORNING)
    assert paper.ended == YESTERDAY.later(HOUR)
    assert "补录" in paper.headline(in_language("zh_CN"))
    assert "-20261121-" in paper.number
    assert built(village, patrol).file.name.startswith("2026-11-21")
    row = report_row(reader, village.workspace.folder, patrol)
    assert row
    assert row.is_late
    assert report_counts(reader)[LATE] == 1
    assert report_keys(reader, chosen=LATE) == [patrol]


def test_what_is_late_needs_a_reason_and_no_day_is_written_before_it_came(village: Village) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        begin(village, YESTERDAY, "  ")
    with pytest.raises(Refused, match="lies in the future"):
        begin(village, MORNING.later(DAY), "停电")
    patrol = begin(village, YESTERDAY, "停电")
    with pytest.raises(Refused, match="before its patrol began"):
        complete(village, stop_at(61, YESTERDAY.later(-MINUTE), patrol=patrol))


MINUTES = some.integers(0, 3 * 24 * 60)


@settings(deadline=None)
@given(began=MINUTES, last=MINUTES, arrived=MINUTES, is_written_late=some.booleans(), late=some.booleans())
def test_a_round_takes_only_what_its_sheet_may_hold(
    began: int, last: int, arrived: int, *, is_written_late: bool, late: bool
) -> None:
    """No stop before it began; of another day only what goes on from it; a late sheet takes the late."""
    start, stop = BEFORE.later(began * MINUTE), BEFORE.later(arrived * MINUTE)
    end = BEFORE.later(max(began, last) * MINUTE)
    patrol = msgspec.structs.replace(PATROL, day=start.day, began=start, late_reason="停电" * is_written_late)
    if OpenPatrol(patrol, 1, 0, end).takes(stop, late=late):
        assert stop.ts >= start.ts
        assert late or not is_written_late
        assert stop.day == start.day or not is_late(end, stop)
        assert stop.day == start.day or not is_written_late
