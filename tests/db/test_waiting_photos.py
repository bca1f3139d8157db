"""Photos that wait for a place: one row each, in the order they came, until a stop has them."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from db import waiting_photos
from db.connection import Reader
from db.migrations import migrate
from db.opening import DATABASE, open_folder
from db.photo_placing import add_to_stop
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.periods import MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.test_stop_draft import a_photo
from tests.db.village import MORNING, OFFICER, STAFF, VILLAGE, Village

ONE, OTHER, THIRD = (a_photo(number) for number in (90, 85, 95))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


def test_photos_wait_for_their_person_in_the_order_they_came(village: Village, reader: Reader) -> None:
    waiting_photos.add(village.workspace, STAFF, [ONE, OTHER])
    waiting_photos.add(village.workspace, STAFF, [THIRD])
    assert waiting_photos.all_of(reader, STAFF) == (ONE, OTHER, THIRD)
    assert waiting_photos.all_of(reader, OFFICER) == ()
    waiting_photos.take_out(village.workspace, {OTHER.id})
    assert waiting_photos.all_of(reader, STAFF) == (ONE, THIRD)


def test_a_photo_that_waits_is_changed_in_its_place(village: Village, reader: Reader) -> None:
    waiting_photos.add(village.workspace, STAFF, [ONE, OTHER])
    waiting_photos.add(village.workspace, STAFF, [ONE.shifted(-3600)])
    first, _ = waiting_photos.all_of(reader, STAFF)
    assert (first.taken, first.claimed) == (ONE.taken.later(-3_600_000), ONE.taken)
    assert first.shifted(0) == ONE


def test_what_was_recorded_waits_no_more_even_if_nobody_took_it_out(village: Village, reader: Reader) -> None:
    waiting_photos.add(village.workspace, STAFF, [ONE, OTHER])
    complete_stop(village.workspace, NORMAL, MORNING.later(MINUTE), os.urandom)
    add_to_stop(village.workspace, NORMAL.id, [ONE], Actor(STAFF, VILLAGE), MORNING.later(2 * MINUTE))
    assert waiting_photos.all_of(reader, STAFF) == (OTHER,)


def test_what_a_newer_program_wrote_stays_where_it_is(village: Village, reader: Reader) -> None:
    waiting_photos.add(village.workspace, STAFF, [ONE, OTHER])
    with village.workspace.changing() as writer:
        writer.execute("UPDATE waiting_photo SET value = '{\"newer\":1}' WHERE id = ?", (ONE.id,))
    assert waiting_photos.all_of(reader, STAFF) == (OTHER,)
    assert reader.value("SELECT count(*) FROM waiting_photo") == 2


def test_photos_that_waited_in_one_draft_before_wait_in_rows_now(village: Village) -> None:
    both = msgspec.json.encode((ONE, OTHER)).decode()
    village.workspace.save_draft(f"photos/{STAFF}", both, MORNING)
    village.workspace.save_draft("photos/nobody", "no JSON", MORNING)
    village.workspace.save_draft("stop/1", "{}", MORNING)
    with village.workspace.changing() as writer:
        for table in ("waiting_photo", "photo_import", "photo_import_file"):
            writer.execute(f"DROP TABLE {table}")
        writer.execute("DELETE FROM _sqlite_migrations WHERE name = 'photos_on_their_way'")
    village.workspace.close()
    with closing(open_folder(village.folder, ())) as opened:
        migrate(opened.writer)
        with closing(Reader(village.folder / DATABASE)) as reader:
            assert waiting_photos.all_of(reader, STAFF) == (ONE, OTHER)
            assert reader.rows("SELECT key FROM draft") == [("stop/1",)]
