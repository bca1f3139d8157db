"""JPEG photos to measure with: 1,600 × 1,200, noisy enough to be as large as real ones."""

from io import BytesIO
from random import Random

from PIL import Image, ImageFilter

SIZE = (1600, 1200)


def photographs(count: int, size: tuple[int, int] = SIZE) -> list[bytes]:
    """Make ``count`` different photos, the same ones at every call."""
    chance = Random(5)  # noqa: S311 - pictures need no secret chance
    made = []
    for _ in range(count):
        small = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
        picture = small.filter(ImageFilter.GaussianBlur(0.6)).resize(size, Image.Resampling.BICUBIC)
        file = BytesIO()
        picture.save(file, "JPEG", quality=80)
        made.append(file.getvalue())
    return made
