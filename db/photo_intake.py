"""Photos on their way in: bytes safe on the disk first, then facts that name them."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from db.blob_files import BlobFiles
from db.file_names import shown_name
from inspector.errors import Refused, Spoken, Unreachable, Unreadable
from inspector.model.events import Blob, Place
from inspector.model.ids import RANDOM_BYTES, FindingId, PatrolId, PhotoId, SiteId, StopId, uuid7
from inspector.model.photo import Doubt, Moment, PhotoAdded, TimeSource, doubts_of
from inspector.periods import Instant
from inspector.pictures.opening import bytes_of
from inspector.pictures.reading import read_with_preview
from inspector.words import N_

if TYPE_CHECKING:
    from concurrent.futures import Future

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
"""Files of a given folder that are looked at; a file given by itself is always looked at."""
AT_ONCE = 2
"""Photos that are read at the same time; decoding and writing leave the other threads alone."""
SECOND = 1000

Chance = Callable[[int], bytes]
"""Gives as many random bytes as asked for."""


class SeenBefore(Spoken):
    """The same photo is here already, and where it stands."""


class TakenPhoto(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo whose original and preview lie in the workspace, and which no entry names yet.

    ``taken`` less ``clock_shift_s`` seconds is what the camera claims.
    """

    id: PhotoId
    original: Blob
    preview: Blob
    taken: Instant
    time_source: TimeSource
    name: str
    place: Place | None = None
    camera: str = ""
    width: int = 0
    height: int = 0
    clock_shift_s: int = 0

    @property
    def claimed(self) -> Instant:
        """When it was taken by the clock of the camera, right or wrong."""
        return self.taken.later(-self.clock_shift_s * SECOND)

    def shifted(self, seconds: int) -> Self:
        """Say that the camera's clock was ``seconds`` behind; 0 takes that back."""
        return msgspec.structs.replace(
            self, taken=self.claimed.later(seconds * SECOND), clock_shift_s=seconds
        )


@dataclass(frozen=True, slots=True)
class Given:
    """A photo somebody gave: a file, or the bytes of a picture without one."""

    source: Path | bytes
    name: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the given photos: the taken ones in their order, and a sentence for each other."""

    photos: tuple[TakenPhoto, ...]
    refused: tuple[Spoken, ...]


def _tell_nobody(*_news: object) -> None:
    """Hear what nobody waits for."""


def _seen_nothing(_sha256: str, _name: str) -> SeenBefore | None:
    """Know no photo."""
    return None


def given_files(paths: Iterable[Path]) -> list[Given]:
    """Name the photos at ``paths``; a folder stands for the photos in it, in the order of their names."""
    return given_each(photo_files(paths))


def given_each(files: Iterable[Path]) -> list[Given]:
    """Give every one of ``files`` as a photo, under the name it is shown by."""
    return [Given(file, shown_name(file.name)) for file in files]


def photo_files(paths: Iterable[Path]) -> list[Path]:
    """List the files at ``paths``: those given, and the photos of given folders in the order of their names.

    Hidden files of a folder are left alone: they are what other programs keep beside photos.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_photos_in(path))
        else:
            found.append(path)
    return found


def take_in(
    files: BlobFiles,
    given: Sequence[Given],
    now: Instant,
    chance: Chance,
    *,
    known: frozenset[str] = frozenset(),
    seen: Callable[[str, str], SeenBefore | None] = _seen_nothing,
    each: Callable[[TakenPhoto], object] = _tell_nobody,
    report: Callable[[int, int], object] = _tell_nobody,
) -> Intake:
    """Read the ``given`` photos and put their bytes on the disk; a bad one does not hold up the others.

    A photo whose SHA-256 is among ``known``, or that was given twice, is said to be here already; ``seen``
    says where others stand, as ``taken_in_turn`` asks. A full disk ends it; what was taken before stays.
    ``each`` hears of every photo as soon as it is safe; ``report(done, total)`` may raise to stop.
    """
    photos: list[TakenPhoto] = []
    refused: list[Spoken] = []
    here = set(known)
    for done, one in enumerate(taken_in_turn(files, given, now, chance, seen)):
        report(done, len(given))
        if isinstance(one, TakenPhoto) and one.original.sha256 in here:
            refused.append(SeenBefore(N_("The photo {name} is here already."), name=one.name))
        elif isinstance(one, TakenPhoto):
            here.add(one.original.sha256)
            photos.append(one)
            each(one)
        else:
            refused.append(one)
            if isinstance(one, Refused):
                break
    report(len(given), len(given))
    return Intake(tuple(photos), tuple(refused))


def taken_in_turn(
    files: BlobFiles,
    given: Iterable[Given],
    now: Instant,
    chance: Chance,
    seen: Callable[[str, str], SeenBefore | None] = _seen_nothing,
) -> Generator[TakenPhoto | Spoken]:
    """Read photos in two threads and give each, or the sentence about it, in the order they were given.

    ``seen(sha256, name)`` says where the same photo stands already, before it is decoded; several threads
    ask it. After Refused (a full disk) and Unreachable (a stick that is gone) nothing further will go well.
    Closing the iterator ends it soon; photos that were read ahead are then forgotten.
    """
    from concurrent.futures import ThreadPoolExecutor

    waiting: deque[Future[TakenPhoto | Spoken]] = deque()
    left = iter(given)
    with ThreadPoolExecutor(AT_ONCE, "photo") as threads:
        try:
            while True:
                for one in islice(left, 2 * AT_ONCE - len(waiting)):
                    new = PhotoId(uuid7(now.ts, chance(RANDOM_BYTES)))
                    waiting.append(threads.submit(_taken, files, one, now, new, seen))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def photo_added(
    photo: TakenPhoto,
    *,
    patrol: PatrolId,
    stop: StopId,
    site: SiteId,
    site_place: Place | None,
    visited: Instant,
    finding: FindingId | None = None,
    moment: Moment = Moment.PLAIN,
    question: str = "",
    doubts: tuple[Doubt, ...] = (),
) -> PhotoAdded:
    """Say that ``photo`` belongs to a stop, or answers a question there; what does not fit is a doubt.

    ``doubts`` are those that other stops and photos give (``db.photo_doubts``).
    """
    return PhotoAdded(
        subject=photo.id,
        blobs=(photo.original, photo.preview),
        patrol=patrol,
        stop=stop,
        site=site,
        taken=photo.taken,
        time_source=photo.time_source,
        place=photo.place,
        finding=finding or "",
        moment=moment,
        name=photo.name,
        camera=photo.camera,
        width=photo.width,
        height=photo.height,
        doubts=(*doubts_of(photo.taken, photo.time_source, photo.place, site_place, visited), *doubts),
        question=question,
        clock_shift_s=photo.clock_shift_s,
    )


def _photos_in(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS:
                yield Path(place, name)


def _taken(
    files: BlobFiles,
    given: Given,
    now: Instant,
    new: PhotoId,
    seen: Callable[[str, str], SeenBefore | None],
) -> TakenPhoto | Spoken:
    try:
        data, file_time = _read(given, now)
        if known := seen(sha256(data).hexdigest(), given.name):
            return known
        read, preview = read_with_preview(data, given.name, file_time, now)
        return TakenPhoto(
            id=new,
            original=files.keep(data, read.mime, read.sha256),
            preview=files.keep(preview.data, preview.mime),
            taken=read.taken,
            time_source=read.time_source,
            name=given.name,
            place=read.place,
            camera=read.camera,
            width=read.width,
            height=read.height,
        )
    except Spoken as sentence:
        return sentence


def _read(given: Given, now: Instant) -> tuple[bytes, Instant | None]:
    """Give the bytes and the time of the file; a file that can't be opened is a sentence."""
    if isinstance(given.source, bytes):
        return bytes_of(given.source, given.name), None
    try:
        data = bytes_of(given.source, given.name)
        return data, Instant(max(0, int(given.source.stat().st_mtime * 1000)), now.tz)
    except PermissionError as error:
        raise Unreadable(
            N_("The photo {name} can't be read: you may not, or another program holds it."), name=given.name
        ) from error
    except OSError as error:
        raise unopened(given.source, given.name) from error


def unopened(file: Path, name: str) -> Spoken:
    """Tell a file that can't be read from a card or stick that is gone with all that lies on it."""
    if not os.path.isdir(file.parent):  # noqa: PTH112 - Path.is_dir raises where a drive answers with a fault
        return Unreachable(
            N_("{folder} is not there any more; is the card or stick still plugged in?"), folder=file.parent
        )
    return Unreadable(
        N_("The photo {name} can't be opened; is the card or stick still plugged in?"), name=name
    )
