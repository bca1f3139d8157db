"""Where photos without a stop belong: what is suggested and why, and what a finished round refuses."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.photo_intake import TakenPhoto
from db.photo_placing import Candidate, Suggestion, add_to_stop, suggested
from db.queries.rounds import open_patrols
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Place
from inspector.model.ids import StopId
from inspector.model.photo import TimeSource
from inspector.periods import HOUR, MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.test_stop_draft import a_photo
from tests.db.village import COKING, HEAP, MORNING, RIVER, STAFF, VILLAGE, Village, named, near

AT_COKING = Candidate(COKING, "焦化", near(900), MORNING)
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
        (taken(39, near(950)), Suggestion(COKING, "焦化", False, 50)),
        (taken(39), Suggestion(HEAP, "排土场", True, None)),
        (taken(18), Suggestion(COKING, "焦化", True, None)),
        (taken(22), Suggestion(HEAP, "排土场", True, None)),
        (taken(5, near(9_000)), None),
        (taken(5, source=TimeSource.FILE), None),
        (taken(300), None),
        (taken(300, near(2_000), TimeSource.FILE), Suggestion(HEAP, "排土场", False, 100)),
    ],
)
def test_time_and_place_suggest_a_site(photo: TakenPhoto, expected: Suggestion | None) -> None:
    assert suggested(photo, ALL) == expected


@given(some.permutations(ALL), some.integers(-90, 90), some.integers(0, 3_000))
def test_the_order_of_the_sites_does_not_matter(
    candidates: list[Candidate], minutes: int, metres: int
) -> None:
    photo = taken(minutes, near(metres))
    assert suggested(photo, candidates) == suggested(photo, ALL)


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
