from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from inspector.model.events import Place
from inspector.model.photo import TimeSource
from inspector.model.site import SiteKind, distance_m
from inspector.periods import Instant
from inspector.pictures.reading import read_photo
from inspector.sample.incidents import sample_week
from inspector.sample.photographs import CAMERA, Shot, photograph
from inspector.sample.trouble import Trouble

TAKEN = Instant(1_795_223_642_000, 480)
HERE = Place(lat=397_781_234, lon=1_068_440_001)


def shot(
    kind: SiteKind = SiteKind.COKING,
    question: str = "cover",
    trouble: Trouble = Trouble.NONE,
    taken: Instant = TAKEN,
    place: Place | None = HERE,
) -> Shot:
    return Shot("千里山示例焦化一厂", kind, question, trouble, "千里山示例焦化一厂 煤场东侧", taken, place)


@pytest.mark.parametrize("kind", SiteKind)
def test_every_kind_of_site_can_be_photographed(kind: SiteKind) -> None:
    read = read_photo(photograph(shot(kind)), "a.jpg", None, TAKEN.later(1000))
    assert (read.mime, read.width, read.height) == ("image/jpeg", 1600, 1200)


@pytest.mark.parametrize("question", sorted({incident.question for incident in sample_week().incidents}))
def test_every_finding_looks_wrong_and_then_put_right(question: str) -> None:
    nothing, wrong, put_right = (photograph(shot(question=question, trouble=trouble)) for trouble in Trouble)
    assert wrong not in {nothing, put_right}


@pytest.mark.parametrize(
    ("taken", "place"),
    [
        (TAKEN, HERE),
        (Instant(TAKEN.ts, -210), Place(lat=-397_781_234, lon=-1_068_440_001)),
    ],
)
def test_a_photograph_says_when_and_where_it_was_taken(taken: Instant, place: Place) -> None:
    read = read_photo(photograph(shot(taken=taken, place=place)), "a.jpg", None, Instant(0, 0))
    assert (read.taken, read.time_source) == (taken, TimeSource.EXIF)
    assert read.place is not None
    assert distance_m(read.place, place) <= 1
    assert read.place.accuracy_m == 8
    assert read.camera == CAMERA[1]


def test_a_photograph_without_a_place_carries_nothing_at_all() -> None:
    read = read_photo(photograph(shot(place=None)), "a.jpg", None, TAKEN)
    assert (read.time_source, read.place, read.camera) == (TimeSource.ENTRY, None, "")


def test_the_same_shot_gives_the_same_bytes() -> None:
    assert photograph(shot()) == photograph(shot())


def test_before_and_after_show_the_same_place_and_differ() -> None:
    before, after = (
        Image.open(BytesIO(photograph(shot(SiteKind.SPOIL_HEAP, "cover", trouble))))
        for trouble in (Trouble.WRONG, Trouble.PUT_RIGHT)
    )
    changed = ImageChops.difference(before, after).convert("L").point([0] * 10 + [255] * 246)
    share = changed.histogram()[255] / (1600 * 1200)
    assert 0.01 < share < 0.15


def test_at_night_it_is_dark() -> None:
    def brightness(taken: Instant) -> float:
        with Image.open(BytesIO(photograph(shot(taken=taken)))) as image:
            return ImageStat.Stat(image.convert("L")).mean[0]

    night = TAKEN.later(int(timedelta(hours=13) / timedelta(milliseconds=1)))
    assert brightness(night) * 2 < brightness(TAKEN)


def test_every_photograph_is_marked_as_a_sample_in_large_letters() -> None:
    with Image.open(BytesIO(photograph(shot()))) as image:
        corner = image.convert("L").crop((1300, 40, 1570, 200))
    assert corner.point([0] * 245 + [255] * 11).histogram()[255] > 5000
