"""Pictures for the screen: upright, as many pixels as a window can use, and halved for smaller scales."""

from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from PIL import Image

from inspector.pictures.opening import bytes_of, opened
from inspector.pictures.preview import upright

MOST_SHOWN = 16_000_000
"""Pixels held for one picture; a photo of 108 megapixels is shown with fewer, and that is said."""
SMALLEST = 640
"""Long edge below which a picture is not halved any more."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """One scale of a picture: four bytes a pixel (blue, green, red, unused), line after line."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """A picture in falling scales, each half of the one before; ``width`` × ``height`` is its true size."""

    scales: tuple[Pixels, ...]
    width: int
    height: int

    @property
    def is_whole(self) -> bool:
        """Say whether every pixel of the photo is there."""
        return (self.scales[0].width, self.scales[0].height) == (self.width, self.height)


def screen_picture(source: Path | bytes, name: str) -> ScreenPicture:
    """Decode a photo for the screen; a large JPEG as coarsely as serves.

    Raises Unreadable as ``opening.opened`` does.
    """
    with opened(bytes_of(source, name), name) as image:
        size = image.size
        pixels = size[0] * size[1]
        edge = max(size) if pixels <= MOST_SHOWN else int(max(size) * sqrt(MOST_SHOWN / pixels))
        # without this, a large JPEG would be decoded whole, only to be made smaller
        image.draft("RGB", (edge, edge))
        image.load()
        shown, claims = upright(image, edge, 0)
    width, height = reversed(size) if claims.is_sideways else size
    return ScreenPicture(_scales(shown), width, height)


def _scales(image: Image.Image) -> tuple[Pixels, ...]:
    scales = [_pixels(image)]
    while max(image.size) > SMALLEST:
        image = image.reduce(2)
        scales.append(_pixels(image))
    return tuple(scales)


def _pixels(image: Image.Image) -> Pixels:
    return Pixels(image.tobytes("raw", "BGRX"), *image.size)
