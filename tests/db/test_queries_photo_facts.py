"""What a viewer says of photos: all they claim, from where, and how far from their site."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from db.connection import Reader
from db.photo_intake import Given, TakenPhoto, photo_added, take_in
from db.queries.photo_facts import facts_of_photos, facts_of_taken
from inspector.model.events import Place
from inspector.model.ids import PatrolId, PhotoId, SiteId, StopId
from inspector.model.photo import Doubt, Moment, PhotoWithdrawn, TimeSource
from inspector.periods import MINUTE
from tests.db.village import COKING, MORNING, Village, named, near
from tests.pictures.made import GPS_HERE, exif, photo

ELSEWHERE = SiteId(named(99))


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


def taken(village: Village, *pictures: bytes) -> list[TakenPhoto]:
    given = [Given(picture, f"{at}.jpg") for at, picture in enumerate(pictures)]
    return list(take_in(village.workspace.blobs, given, MORNING, Random(1).randbytes).photos)


def added(village: Village, photo: TakenPhoto, site: SiteId = COKING, place: Place | None = None) -> None:
    village.record(
        photo_added(
            photo,
            patrol=PatrolId(named(50)),
            stop=StopId(named(51)),
            site=site,
            site_place=place,
            visited=MORNING,
            moment=Moment.BEFORE,
        )
    )


def test_recorded_photos_are_told_in_the_order_asked_for(village: Village, reader: Reader) -> None:
    here = exif("2026:11:22 08:50:00", gps=GPS_HERE, Make="Sample", Model="One")
    first, second = taken(village, photo(metadata=here), photo(width=99))
    shifted = first.shifted(600)
    added(village, shifted, place=near(900))
    added(village, second, ELSEWHERE)
    one, other = facts_of_photos(reader, [first.id, PhotoId(named(7)), second.id])
    assert (one.photo, one.name, one.camera, one.moment) == (first.id, "0.jpg", "Sample One", Moment.BEFORE)
    assert (one.original, one.preview) == (first.original, first.preview)
    assert (one.taken, one.claimed) == (first.taken.later(10 * MINUTE), first.taken)
    assert one.time_source is TimeSource.EXIF
    assert one.place == first.place
    assert one.site == "示例焦化厂"
    assert one.metres is not None
    assert Doubt.FAR_AWAY in one.doubts
    assert (other.photo, other.site, other.metres, other.place) == (second.id, "", None, None)


def test_a_photo_taken_out_is_left_away(village: Village, reader: Reader) -> None:
    (only,) = taken(village, photo())
    added(village, only)
    village.record(PhotoWithdrawn(subject=only.id))
    assert facts_of_photos(reader, [only.id]) == ()


def test_a_photo_on_its_way_has_doubts_only_where_it_has_a_stop(village: Village) -> None:
    (only,) = taken(village, photo(metadata=exif("2026:11:22 08:50:00")))
    assert facts_of_taken(only).doubts == ()
    told = facts_of_taken(only, "示例焦化厂", near(900), MORNING, Moment.AFTER)
    assert told.doubts == (Doubt.NO_PLACE,)
    assert (told.site, told.moment, told.claimed) == ("示例焦化厂", Moment.AFTER, only.taken)
