"""Where photos without a stop belong: what is suggested and why, and what a finished round refuses."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.photo_intake import TakenPhoto
from db.photo_placing import (
    MOST_SUGGESTED,
    Candidate,
    Placing,
    Suggestion,
    add_to_stop,
    candidates_of,
    certain_stop,
    shift_between,
    suggested,
)
from db.queries.rounds import open_patrols
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Place
from inspector.model.ids import SiteId, StopId
from inspector.model.photo import TimeSource
from inspector.periods import HOUR, MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.test_stop_draft import a_photo
from tests.db.village import COKING, FIELD, HEAP, MORNING, RIVER, STAFF, VILLAGE, Village, named, near

AT_COKING = Candidate(COKING, "焦化", near(900), MORNING, MORNING.later(20 * MINUTE))
AT_HEAP = Candidate(HEAP, "排土场", near(2100), MORNING.later(40 * MINUTE))
AT_RIVER = Candidate(RIVER, "河段", None, None)
ALL = (AT_COKING, AT_HEAP, AT_RIVER)
BY = Actor(STAFF, VILLAGE)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def taken(minutes: int, place: Place | None = None, source: TimeSource = TimeSource.EXIF) -> TakenPhoto:
    moment = MORNING.later(minutes * MINUTE)
    return msgspec.structs.replace(a_photo(80), taken=moment, place=place, time_source=source)


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        (taken(5, near(950)), Suggestion(COKING, "焦化", True, 50)),
        (taken(-10, near(950)), Suggestion(COKING, "焦化", True, 50, minutes=10)),
        (taken(30, near(950)), Suggestion(COKING, "焦化", True, 50, minutes=10)),
        (taken(31, near(950)), Suggestion(COKING, "焦化", False, 50)),
        (taken(39), Suggestion(HEAP, "排土场", True, None, minutes=1)),
        (taken(29), Suggestion(COKING, "焦化", True, None, minutes=9)),
        (
            taken(31, source=TimeSource.FILE_NAME),
            Suggestion(HEAP, "排土场", True, None, minutes=9, is_weak=True),
        ),
        (taken(5, near(1_201)), None),
        (taken(5, near(9_000)), None),
        (taken(5, source=TimeSource.FILE), None),
        (taken(-11), None),
        (taken(300), None),
        (taken(300, near(2_000), TimeSource.FILE), Suggestion(HEAP, "排土场", False, 100)),
    ],
)
def test_time_and_place_suggest_a_site(photo: TakenPhoto, expected: Suggestion | None) -> None:
    assert suggested(photo, ALL) == expected


def test_all_that_fits_is_suggested_the_best_first() -> None:
    beside = Candidate(FIELD, "秸秆田", near(1_000), MORNING.later(25 * MINUTE))
    placing = Placing([*ALL, beside])
    assert placing.suggestions(taken(18, near(950))) == (
        Suggestion(COKING, "焦化", True, 50),
        Suggestion(FIELD, "秸秆田", True, 50, minutes=7),
    )
    assert [one.site for one in placing.suggestions(taken(0, near(980)))] == [COKING, FIELD]
    assert [one.site for one in placing.suggestions(taken(600, near(990)))] == [FIELD, COKING]


def test_of_a_site_that_was_visited_its_stops_are_suggested() -> None:
    first = Candidate(COKING, "焦化", near(900), MORNING, MORNING.later(9 * MINUTE), stop=StopId("1"))
    again = Candidate(COKING, "焦化", near(900), MORNING.later(HOUR), stop=StopId("2"))
    placing = Placing([AT_RIVER, Candidate(COKING, "焦化", near(900), None), again, first])
    assert [one.stop for one in placing.suggestions(taken(5, near(900)))] == ["1", "2"]
    assert certain_stop(placing.suggestions(taken(5, near(900)))) is None
    assert certain_stop(placing.suggestions(taken(5))) == "1"
    assert certain_stop(placing.suggestions(taken(5, near(9_000)))) is None
    assert certain_stop(Placing([first]).suggestions(taken(600, near(900)))) is None


@pytest.mark.parametrize(
    ("claimed", "true", "seconds"),
    [
        (0, 8 * HOUR + 50_000, 8 * 3600),
        (0, -HOUR, -3600),
        (0, HOUR + 5 * MINUTE, 3600 + 300),
        (0, 7 * MINUTE + 20_000, 420),
        (40_000, 0, -60),
        (0, 20_000, 0),
        (0, 365 * 24 * HOUR + 31_000, 365 * 24 * 3600),
    ],
)
def test_the_error_of_a_clock_is_rounded_to_what_anybody_reads(claimed: int, true: int, seconds: int) -> None:
    photo = msgspec.structs.replace(a_photo(80), taken=MORNING.later(claimed))
    assert shift_between(photo, MORNING.later(true)) == seconds
    assert shift_between(photo.shifted(1234), MORNING.later(true)) == seconds, "what the camera claims counts"


AROUND = some.builds(
    lambda number, lat, lon, visited, stay, is_stop: Candidate(
        SiteId(f"site {number % 30}"),
        f"{number}",
        None if lat is None else Place(lat=396_000_000 + lat, lon=1_799_990_000 + lon),
        None if visited is None else MORNING.later(visited * MINUTE),
        MORNING.later((visited + stay) * MINUTE) if visited is not None and stay else None,
        StopId(f"stop {number}") if is_stop else None,
    ),
    some.integers(0, 99),
    some.none() | some.integers(0, 100_000),
    some.integers(-60_000, 10_000),
    some.none() | some.integers(-60, 120),
    some.none() | some.integers(0, 60),
    some.booleans(),
)
CANDIDATES = some.lists(AROUND, max_size=12, unique_by=lambda one: one.stop or one.site)
PHOTOS = some.builds(
    lambda minutes, lat, lon, source: taken(
        minutes, None if lat is None else Place(lat=396_000_000 + lat, lon=1_799_990_000 + lon), source
    ),
    some.integers(-90, 150),
    some.none() | some.integers(0, 100_000),
    some.integers(-60_000, 10_000),
    some.sampled_from(TimeSource),
)


@given(CANDIDATES, PHOTOS, some.randoms())
def test_the_order_of_the_candidates_does_not_matter(
    candidates: list[Candidate], photo: TakenPhoto, chance: Random
) -> None:
    mixed = list(candidates)
    chance.shuffle(mixed)
    assert Placing(mixed).suggestions(photo) == Placing(candidates).suggestions(photo)


@given(CANDIDATES, PHOTOS, some.integers(-(10**11), 10**11))
def test_moving_stops_and_photos_together_in_time_changes_nothing(
    candidates: list[Candidate], photo: TakenPhoto, by: int
) -> None:
    moved = [
        replace(
            one,
            visited=one.visited.later(by) if one.visited else None,
            left=one.left.later(by) if one.left else None,
        )
        for one in candidates
    ]
    later = msgspec.structs.replace(photo, taken=photo.taken.later(by))
    assert Placing(moved).suggestions(later) == Placing(candidates).suggestions(photo)


@given(CANDIDATES, PHOTOS)
def test_what_is_suggested_among_many_is_what_each_alone_would_be(
    candidates: list[Candidate], photo: TakenPhoto
) -> None:
    alone = {found for one in candidates if (found := suggested(photo, [one]))}
    with_stop = {one.site for one in alone if one.stop}
    expected = {one for one in alone if one.stop or one.site not in with_stop}
    together = set(Placing(candidates).suggestions(photo))
    assert together <= expected
    assert together == expected or len(together) == MOST_SUGGESTED


@pytest.mark.parametrize(
    ("lat", "lon", "other"),
    [
        (800_000_000, 100_000_000, 100_150_000),
        (-700_000_000, 100_079_000, 100_000_000),
        (0, 1_799_990_000, -1_799_990_000),
        (0, 1_800_000_000, -1_800_000_000),
    ],
)
def test_far_north_and_at_the_edge_of_the_map_sites_near_are_found(lat: int, lon: int, other: int) -> None:
    site = Candidate(COKING, "焦化", Place(lat=lat, lon=lon), None)
    found = suggested(taken(0, Place(lat=lat, lon=other)), [site])
    assert found is not None
    assert found.place_fits
    assert not found.time_fits


def test_photos_are_added_to_a_recorded_stop_while_its_round_is_open(village: Village) -> None:
    complete_stop(village.workspace, NORMAL, MORNING.later(MINUTE), os.urandom)
    reader = village.workspace.reader()
    add_to_stop(village.workspace, NORMAL.id, [taken(5, near(900)), a_photo(82)], BY, MORNING.later(HOUR))
    assert reader.rows("SELECT stop, site, doubts FROM photo ORDER BY id") == [
        (NORMAL.id, COKING, "[]"),
        (NORMAL.id, COKING, '["no_place"]'),
    ]
    (patrol,) = open_patrols(reader, VILLAGE, STAFF)
    finish_round(village.workspace, patrol.patrol.id, BY, MORNING.later(HOUR), Ending())
    with pytest.raises(Refused, match="nothing can be added"):
        add_to_stop(village.workspace, NORMAL.id, [a_photo(84)], BY, MORNING.later(HOUR))
    reader.close()


def test_a_stop_nobody_knows_takes_no_photos(village: Village) -> None:
    with pytest.raises(Refused, match="nothing can be added"):
        add_to_stop(village.workspace, StopId(named(99)), [a_photo(80)], BY, MORNING)


def test_the_recorded_stops_of_a_round_are_candidates(village: Village) -> None:
    complete_stop(village.workspace, NORMAL, MORNING.later(7 * MINUTE), os.urandom)
    reader = village.workspace.reader()
    (patrol,) = open_patrols(reader, VILLAGE, STAFF)
    assert candidates_of(reader, [patrol.patrol.id]) == [
        Candidate(COKING, "示例焦化厂", near(900), MORNING, MORNING.later(7 * MINUTE), NORMAL.id)
    ]
    assert candidates_of(reader, []) == []
    reader.close()
