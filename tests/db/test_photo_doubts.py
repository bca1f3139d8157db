"""What other stops and photos make doubtful: said when a stop is recorded, and never of a weak time."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from db.connection import Reader
from db.photo_doubts import Visit, is_of_another
from db.photo_intake import TakenPhoto
from db.photo_placing import add_to_stop
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.model.ids import StopId
from inspector.model.photo import TimeSource
from inspector.periods import MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.test_stop_draft import a_photo
from tests.db.village import HEAP, MORNING, STAFF, VILLAGE, Village, named, near

BY = Actor(STAFF, VILLAGE)
HERE = Visit(MORNING, MORNING.later(10 * MINUTE))
OTHER = Visit(MORNING.later(15 * MINUTE), MORNING.later(30 * MINUTE))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


def taken(minutes: int, number: int = 80, source: TimeSource = TimeSource.EXIF) -> TakenPhoto:
    return msgspec.structs.replace(
        a_photo(number), taken=MORNING.later(minutes * MINUTE), time_source=source, place=near(900)
    )


@pytest.mark.parametrize(
    ("photo", "doubted"),
    [
        (taken(5), False),
        (taken(12), False),
        (taken(15), True),
        (taken(30), True),
        (taken(31), False),
        (taken(20, source=TimeSource.FILE_NAME), True),
        (taken(20, source=TimeSource.FILE), False),
    ],
)
def test_a_photo_taken_while_another_stop_was_open_is_said(photo: TakenPhoto, doubted: bool) -> None:
    assert is_of_another(photo, HERE, [OTHER, Visit(MORNING.later(12 * MINUTE - 1), None)]) is doubted


def test_where_two_stops_were_open_a_photo_of_either_fits() -> None:
    both = Visit(MORNING, MORNING.later(40 * MINUTE))
    assert not is_of_another(taken(20), both, [OTHER])


def test_doubts_are_recorded_with_the_stop(village: Village, reader: Reader) -> None:
    complete_stop(village.workspace, NORMAL, MORNING.later(10 * MINUTE), os.urandom)
    heap = msgspec.structs.replace(NORMAL, id=StopId(named(171)), site=HEAP, arrived=OTHER.arrived)
    late, again = taken(5, 82), taken(16, 84)
    heap = heap.add_photos([late, taken(17, 86)])
    complete_stop(village.workspace, heap, MORNING.later(30 * MINUTE), os.urandom)
    same = msgspec.structs.replace(again, original=late.original)
    add_to_stop(village.workspace, NORMAL.id, [same, taken(3, 88)], BY, MORNING.later(31 * MINUTE))
    assert reader.rows("SELECT id, doubts FROM photo ORDER BY id") == [
        (late.id, '["far_away","another_stop"]'),
        (again.id, '["another_stop","seen_before"]'),
        (taken(17, 86).id, '["far_away"]'),
        (taken(3, 88).id, "[]"),
    ]
