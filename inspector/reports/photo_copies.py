"""Copies of photos for paper: small enough for the whole report, made while its pages are laid out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from math import sqrt
from pathlib import Path

from inspector.errors import Unreadable
from inspector.pictures.opening import bytes_of
from inspector.pictures.preview import PAPER_EDGE, paper_jpeg
from inspector.reports.archive import Picture
from inspector.reports.official_paper import PaperPhoto
from inspector.reports.plain_jpeg import size_of_plain_jpeg

LARGEST_PAPER = 120_000_000
"""Bytes a report of 300 photos may have."""
BESIDES_PHOTOS = 3_000_000
"""Bytes kept for fonts, text and signatures."""
SMALLEST_SHARE = 60_000
"""Bytes every photo may have, whatever else the report carries."""
LEAST_EDGE = 480
"""Pixels on the long side that a copy keeps even if it takes more than its share."""

Copies = Mapping[int, Future[Picture | None]]
"""Copies to come by the number of the photo; None where there is no picture or it can't be read."""


@contextmanager
def copies_of(photos: Sequence[PaperPhoto], carried: int) -> Iterator[Copies]:
    """Begin to make the copies of ``photos`` for a report that carries attachments of ``carried`` bytes."""
    share = max((LARGEST_PAPER - BESIDES_PHOTOS - carried) // max(1, len(photos)), SMALLEST_SHARE)
    with ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="photo copies") as pool:
        yield {photo.number: pool.submit(_copy, photo.picture, str(photo.number), share) for photo in photos}


def _copy(source: Path | bytes | None, name: str, share: int) -> Picture | None:
    if source is None:
        return None
    try:
        return _fitting(bytes_of(source, name), name, share)
    except (Unreadable, OSError):
        return None


def _fitting(data: bytes, name: str, share: int) -> Picture:
    """Take a picture that needs no change as it is; else the largest copy within ``share`` bytes."""
    size = size_of_plain_jpeg(data)
    if size and max(size) <= PAPER_EDGE and len(data) <= share:
        return Picture(data, *size)
    copy = paper_jpeg(data, name)
    while len(copy.data) > share and (edge := max(copy.width, copy.height)) > LEAST_EDGE:
        # Bytes grow with the area, and a little faster.
        smaller = int(edge * 0.95 * sqrt(share / len(copy.data)))
        copy = paper_jpeg(data, name, max(smaller, LEAST_EDGE))
    return Picture(copy.data, copy.width, copy.height)
