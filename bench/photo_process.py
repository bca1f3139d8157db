"""Run by ``bench.photos``: takes a folder of photos in, or does only what nobody can do without.

Arguments: ``import`` or ``floor``, an empty folder, photos. Prints seconds and the peak of resident memory.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from bench.fixtures import small_office
from bench.moment import NOW
from db.photo_import import begin_import, run_import
from db.photo_intake import AT_ONCE
from inspector.model.ids import PersonId
from inspector.pictures.preview import PREVIEW_EDGE


def imported(folder: Path, photos: Sequence[Path]) -> Callable[[], object]:
    """Prepare an office, and import into it as the window does."""
    founded = small_office(folder / "workspace")

    def act() -> None:
        with closing(founded.workspace) as workspace:
            person = PersonId(founded.founder)
            kept = begin_import(workspace, person, photos, NOW, os.urandom)
            taken = run_import(workspace, kept, NOW, os.urandom).taken
        if taken != len(photos):
            raise SystemExit(f"{taken} of {len(photos)} photos came in")

    return act


def floor(folder: Path, photos: Sequence[Path]) -> Callable[[], object]:
    """Read, hash, decode coarsely, write a small WebP and the original for good: in as many threads."""

    def one(photo: Path) -> None:
        data = photo.read_bytes()
        name = sha256(data).hexdigest()
        with Image.open(BytesIO(data)) as image:
            image.draft("RGB", (PREVIEW_EDGE, PREVIEW_EDGE))
            image.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE), Image.Resampling.BICUBIC, reducing_gap=1.0)
            small = BytesIO()
            image.save(small, "WEBP", quality=80, method=2)
        for file, content in ((f"{name}.jpg", data), (f"{name}.webp", small.getvalue())):
            with (folder / file).open("wb") as written:
                written.write(content)
                written.flush()
                os.fsync(written.fileno())

    def act() -> None:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(one, photos))

    return act


def main() -> None:
    what, folder, *photos = sys.argv[1:]
    act = (imported if what == "import" else floor)(Path(folder), [Path(photo) for photo in photos])
    began = time.perf_counter()
    act()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": peak}))


if __name__ == "__main__":
    main()
