"""The same photo again: recognised wherever it stands, and said in one sentence."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import waiting_photos
from db.connection import Reader
from db.known_photos import KnownPhotos
from db.photo_placing import add_to_stop
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.model.photo import PhotoWithdrawn
from inspector.periods import MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.test_stop_draft import a_photo
from tests.db.village import MORNING, OFFICER, STAFF, VILLAGE, Village

PHOTO = a_photo(90)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


def said(reader: Reader) -> str:
    return str(KnownPhotos(reader).seen(PHOTO.original.sha256, "again.jpg") or "")


def test_a_photo_that_waits_is_said_to_wait(village: Village, reader: Reader) -> None:
    assert said(reader) == ""
    waiting_photos.add(village.workspace, STAFF, [PHOTO])
    assert said(reader) == "The photo again.jpg is here already: it waits for its place."


def test_a_photo_that_waits_for_somebody_else_is_said_to_wait_with_them(
    village: Village, reader: Reader
) -> None:
    waiting_photos.add(village.workspace, STAFF, [PHOTO])
    known = KnownPhotos(reader, OFFICER)
    assert str(known.seen(PHOTO.original.sha256, "again.jpg")) == (
        "The photo again.jpg is here already: it waits for its place with 示例甲."
    )


def test_a_photo_of_a_draft_is_said_to_be_in_it(village: Village, reader: Reader) -> None:
    draft = NORMAL.add_photos([PHOTO])
    village.workspace.save_draft(draft.key, draft.to_json(), MORNING)
    village.workspace.save_draft("stop/newer", '{"newer":1}', MORNING)
    assert said(reader) == (
        f"The photo again.jpg is here already: in the stop at {draft.site_name} that is being written."
    )


def test_a_recorded_photo_is_said_with_site_and_day_until_it_is_taken_out(
    village: Village, reader: Reader
) -> None:
    complete_stop(village.workspace, NORMAL, MORNING.later(MINUTE), os.urandom)
    add_to_stop(village.workspace, NORMAL.id, [PHOTO], Actor(STAFF, VILLAGE), MORNING.later(2 * MINUTE))
    assert said(reader) == (
        "The photo again.jpg is here already: recorded at 示例焦化厂, taken on 2026-11-22."
    )
    village.record(PhotoWithdrawn(subject=PHOTO.id, reason="拍错"))
    assert said(reader) == ""
