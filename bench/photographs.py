"""JPEG photos to measure with: 1,600 × 1,200, noisy enough to be as large as real ones."""

from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageFilter

from bench.fixtures import cache

SIZE = (1600, 1200)
PHONE_SIZE = (4000, 3000)
ON_CARD = 200


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


def card() -> Path:
    """Give a folder of 200 different photos of 12 MP, made at the first call."""
    folder = cache() / "photos"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        unfinished.mkdir(exist_ok=True)
        pictures = photographs(4, PHONE_SIZE)
        for number in range(ON_CARD):
            # a comment behind the picture makes its bytes, and so its name, another
            (unfinished / f"{number:03d}.jpg").write_bytes(pictures[number % 4] + number.to_bytes(4))
        unfinished.rename(folder)
    return folder
