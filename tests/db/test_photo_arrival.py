"""Photos that find their place by themselves, and only where it is beyond doubt."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from db import waiting_photos
from db.connection import Reader
from db.photo_arrival import place, placements
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.model.ids import StopId
from inspector.periods import HOUR, MINUTE
from tests.db.test_photo_placing import taken
from tests.db.test_round_entry import NORMAL
from tests.db.village import COKING, HEAP, MORNING, OFFICER, STAFF, VILLAGE, Village, named, near

AT_COKING = msgspec.structs.replace(taken(3, near(910)), id=named(90), name="1")
BETWEEN = msgspec.structs.replace(taken(15), id=named(91), name="2")
AT_HEAP = msgspec.structs.replace(taken(25), id=named(92), name="3")
LATER = msgspec.structs.replace(taken(300), id=named(93), name="4")
ALL = (AT_COKING, BETWEEN, AT_HEAP, LATER)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


def test_what_fits_one_stop_alone_is_put_to_it_and_the_rest_waits(village: Village, reader: Reader) -> None:
    heap = msgspec.structs.replace(
        NORMAL, id=StopId(named(171)), site=HEAP, arrived=MORNING.later(20 * MINUTE)
    )
    complete_stop(village.workspace, NORMAL, MORNING.later(10 * MINUTE), os.urandom)
    complete_stop(village.workspace, heap, MORNING.later(30 * MINUTE), os.urandom)
    waiting_photos.add(village.workspace, STAFF, ALL)
    found = placements(reader, STAFF, ALL)
    assert [one.stop for one in found] == [NORMAL.id, None, heap.id, None]
    assert [one.best.name if one.best else "" for one in found] == [
        "示例焦化厂",
        "示例焦化厂",
        "北山排土场",
        "",
    ]
    assert [one.stop for one in placements(reader, OFFICER, ALL)] == [None] * 4
    place(village.workspace, found, Actor(STAFF, VILLAGE), MORNING.later(HOUR))
    assert reader.rows("SELECT id, site FROM photo ORDER BY id") == [
        (AT_COKING.id, COKING),
        (AT_HEAP.id, HEAP),
    ]
    assert waiting_photos.all_of(reader, STAFF) == (BETWEEN, LATER)
    assert reader.value("SELECT count(*) FROM waiting_photo") == 2
