"""Copies of photos for paper: small enough for the whole report, made while its pages are laid out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from inspector.errors import Unreadable
from inspector.pictures.preview import PAPER_EDGE, paper_jpeg
from inspector.reports.archive import Picture
from inspector.reports.patrol_paper import PaperPhoto

LARGEST_PAPER = 120_000_000
"""Bytes a report of 300 photos may have."""
BESIDES_PHOTOS = 3_000_000
"""Bytes kept for fonts, text and signatures."""
SMALLEST_SHARE = 60_000
"""Bytes every photo may have, whatever else the report carries."""
EDGES = (PAPER_EDGE, 1280, 1024, 800, 640, 480)
"""Long edges in pixels, tried until a copy fits its share; the last is taken as it comes."""

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
    picture: Picture | None = None
    for edge in EDGES:
        if picture is None or len(picture.data) > share:
            try:
                made = paper_jpeg(source, name, edge)
            except (Unreadable, OSError):
                return None
            picture = Picture(made.data, made.width, made.height)
    return picture
