"""Pictures for the screen: upright, bounded, halved; what is no picture is a sentence."""

import pytest
from PIL import Image

from inspector.errors import Unreadable
from inspector.pictures.viewing import MOST_SHOWN, SMALLEST, screen_picture
from tests.pictures.made import claiming, encoded, exif, photo


def test_a_photo_on_its_side_stands_upright_with_its_true_size() -> None:
    shown = screen_picture(photo(width=120, height=80, metadata=exif(Orientation=6)), "a.jpg")
    assert (shown.width, shown.height) == (80, 120)
    assert shown.is_whole
    (only,) = shown.scales
    assert (only.width, only.height) == (80, 120)
    # the red corner of the upper left is at the upper right now: blue, green, red
    at = 4 * (2 * only.width + only.width - 3)
    assert only.data[at] < 80
    assert only.data[at + 2] > 180


def test_scales_fall_by_half_until_they_are_small() -> None:
    shown = screen_picture(encoded(Image.new("RGB", (3000, 2001))), "wide.jpg")
    assert [(one.width, one.height) for one in shown.scales] == [
        (3000, 2001),
        (1500, 1001),
        (750, 501),
        (375, 251),
    ]
    assert shown.scales[-2].width > SMALLEST
    assert all(len(one.data) == one.width * one.height * 4 for one in shown.scales)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_huge_photo_is_shown_with_fewer_pixels_and_says_so(kind: str) -> None:
    shown = screen_picture(encoded(Image.new("L", (12_000, 3_000)), kind), "huge")
    assert (shown.width, shown.height) == (12_000, 3_000)
    assert not shown.is_whole
    assert shown.scales[0].width * shown.scales[0].height <= MOST_SHOWN
    assert shown.scales[0].width == pytest.approx(4 * shown.scales[0].height, abs=4)


@pytest.mark.parametrize(
    "data", [b"no picture", photo()[:300], claiming("PNG", 65_535, 65_535)], ids=["none", "cut", "bomb"]
)
def test_what_is_no_whole_picture_is_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable):
        screen_picture(data, "bad.jpg")
