"""Photos on their way in: bytes safe on the disk first, then facts that name them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from db.blob_files import BlobFiles
from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.events import Blob, Place
from inspector.model.ids import FindingId, PatrolId, PhotoId, SiteId, StopId, uuid7
from inspector.model.photo import Moment, PhotoAdded, TimeSource, doubts_of
from inspector.periods import Instant
from inspector.pictures.opening import bytes_of
from inspector.pictures.reading import read_with_preview
from inspector.words import N_

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
"""Files of a given folder that are looked at; a file given by itself is always looked at."""

Chance = Callable[[int], bytes]
"""Gives as many random bytes as asked for."""


class TakenPhoto(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo whose original and preview lie in the workspace, and which no entry names yet."""

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


def given_files(paths: Iterable[Path]) -> list[Given]:
    """Name the photos at ``paths``; a folder stands for the photos in it, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS)
        else:
            found.append(path)
    return [Given(path, path.name) for path in found]


def take_in(
    files: BlobFiles,
    given: Sequence[Given],
    now: Instant,
    chance: Chance,
    *,
    known: frozenset[str] = frozenset(),
    each: Callable[[TakenPhoto], object] = _tell_nobody,
    report: Callable[[int, int], object] = _tell_nobody,
) -> Intake:
    """Read the ``given`` photos and put their bytes on the disk; a bad one does not hold up the others.

    A photo whose SHA-256 is among ``known``, or that was given twice, is said to be here already. A full disk
    ends it; what was taken before stays. ``each`` hears of every photo as soon as it is safe;
    ``report(done, total)`` may raise to stop.
    """
    photos: list[TakenPhoto] = []
    refused: list[Spoken] = []
    seen = set(known)
    for done, one in enumerate(given):
        report(done, len(given))
        try:
            photo = _take(files, one, now, chance, seen)
        except Unreadable as error:
            refused.append(error)
        except Refused as error:
            refused.append(error)
            break
        else:
            seen.add(photo.original.sha256)
            photos.append(photo)
            each(photo)
    report(len(given), len(given))
    return Intake(tuple(photos), tuple(refused))


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
) -> PhotoAdded:
    """Say that ``photo`` belongs to a stop; what does not fit site and visit is a doubt."""
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
        doubts=doubts_of(photo.taken, photo.time_source, photo.place, site_place, visited),
    )


def _take(files: BlobFiles, given: Given, now: Instant, chance: Chance, seen: set[str]) -> TakenPhoto:
    data, file_time = _read(given, now)
    read, preview = read_with_preview(data, given.name, file_time, now)
    if read.sha256 in seen:
        raise Unreadable(N_("The photo {name} is here already."), name=given.name)
    return TakenPhoto(
        id=PhotoId(uuid7(now.ts, chance(10))),
        original=files.keep(data, read.mime),
        preview=files.keep(preview.data, preview.mime),
        taken=read.taken,
        time_source=read.time_source,
        name=given.name,
        place=read.place,
        camera=read.camera,
        width=read.width,
        height=read.height,
    )


def _read(given: Given, now: Instant) -> tuple[bytes, Instant | None]:
    """Give the bytes and the time of the file; a file that can't be opened is a sentence."""
    try:
        data = bytes_of(given.source, given.name)
        if isinstance(given.source, bytes):
            return data, None
        return data, Instant(max(0, int(given.source.stat().st_mtime * 1000)), now.tz)
    except OSError as error:
        raise Unreadable(
            N_("The photo {name} can't be opened; is the card or stick still plugged in?"), name=given.name
        ) from error
