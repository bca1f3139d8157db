"""Materials on their way in: documents, tables and films beside the photos, and scans of papers.

A page calls ``take_materials`` beside the window, keeps the taken ones in its draft, and records
``material_added`` of each; for something recorded already, ``add_materials`` does all of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

import msgspec

from db.blob_files import CHUNK, BlobFiles
from db.changes import Changes
from db.connection import Reader
from db.disk import check_room
from db.file_kinds import LOOKED_AT, kind_of_file
from db.file_names import shown_name
from db.photo_intake import Chance
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.events import Blob
from inspector.model.ids import MaterialId, uuid7
from inspector.model.material import LARGEST, MaterialAdded, MaterialKind, add_material
from inspector.model.patrol import PatrolState
from inspector.periods import Instant
from inspector.pictures.preview import preview
from inspector.words import N_


class TakenMaterial(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A material whose bytes lie in the workspace, and which no entry names yet.

    ``preview`` is there where it is a picture.
    """

    id: MaterialId
    original: Blob
    kind: MaterialKind
    name: str
    preview: Blob | None = None


@dataclass(frozen=True, slots=True)
class MaterialIntake:
    """What became of the given files: the taken ones in their order, and a sentence for each other."""

    materials: tuple[TakenMaterial, ...]
    refused: tuple[Spoken, ...]


def _tell_nobody(*_news: object) -> None:
    """Hear what nobody waits for."""


def take_materials(
    files: BlobFiles,
    paths: Iterable[Path],
    now: Instant,
    chance: Chance,
    *,
    kind: MaterialKind | None = None,
    report: Callable[[int, int], object] = _tell_nobody,
) -> MaterialIntake:
    """Copy the files at ``paths`` piece by piece; a bad one does not hold up the others.

    ``kind`` is what they are, where the caller knows better than their bytes (a scan of a paper record).
    ``report(done, total)`` counts MB and may raise to stop, which leaves nothing half. A full disk ends it.
    """
    given = list(paths)
    total = sum(map(_size, given))
    materials: list[TakenMaterial] = []
    refused: list[Spoken] = []
    done = 0
    for path in given:
        told = _Told(report, done, total)
        try:
            materials.append(_take(files, path, now, chance, kind, told))
        except Unreadable as error:
            refused.append(error)
        except Refused as error:
            refused.append(error)
            break
        done += _size(path)
    report(total >> 20, total >> 20)
    return MaterialIntake(tuple(materials), tuple(refused))


def material_added(
    material: TakenMaterial,
    *,
    patrol: str = "",
    stop: str = "",
    site: str = "",
    finding: str = "",
    title: str = "",
) -> MaterialAdded:
    """Say what ``material`` belongs to; raises Refused as ``inspector.model.material.add_material`` does."""
    return add_material(
        MaterialAdded(
            subject=material.id,
            blobs=(material.original, material.preview) if material.preview else (material.original,),
            kind=material.kind,
            name=material.name,
            patrol=patrol,
            stop=stop,
            site=site,
            finding=finding,
            title=title.strip(),
        )
    )


def add_materials(
    workspace: Workspace,
    materials: Sequence[TakenMaterial],
    by: Actor,
    now: Instant,
    *,
    patrol: str = "",
    stop: str = "",
    site: str = "",
    finding: str = "",
) -> Changes:
    """Record ``materials`` of something that is recorded already, in one transaction.

    Raises Refused for a stop or round that is finished: its report says all that belongs to it.
    """
    with closing(workspace.reader()) as reader:
        _check_open(reader, patrol, stop)
    events = [material_added(one, patrol=patrol, stop=stop, site=site, finding=finding) for one in materials]
    return workspace.record(events, by, now)


def _check_open(reader: Reader, patrol: str, stop: str) -> None:
    round_of_stop = reader.value("SELECT patrol FROM stop WHERE id = ?", (stop,)) if stop else None
    name = patrol or round_of_stop
    state = reader.value("SELECT state FROM patrol WHERE id = ?", (name,)) if name else PatrolState.OPEN
    if state != PatrolState.OPEN:
        raise Refused(N_("The patrol of this stop is finished; nothing can be added to its report."))


@dataclass(frozen=True, slots=True)
class _Told:
    """Counts the bytes of one file beside those of the files before it."""

    report: Callable[[int, int], object]
    before: int
    total: int

    def pieces(self, stream: BinaryIO) -> Iterator[bytes]:
        """Read ``stream`` to its end and tell of every piece."""
        done = self.before
        while piece := stream.read(CHUNK):
            self.report(min(done, self.total) >> 20, self.total >> 20)
            done += len(piece)
            yield piece


def _take(
    files: BlobFiles, path: Path, now: Instant, chance: Chance, kind: MaterialKind | None, told: _Told
) -> TakenMaterial:
    name = shown_name(path.name)
    try:
        is_file, size = S_ISREG(path.stat().st_mode), _size(path)
        if not is_file:
            raise Unreadable(N_("{name} is no file."), name=name)
        if size > LARGEST:
            raise Unreadable(N_("{name} is larger than 2 GB; please cut it into parts."), name=name)
        check_room(files.folder.parent, size)
        with path.open("rb") as stream:
            found = kind_of_file(stream.read(LOOKED_AT), name)
            small = preview(path, name) if found.is_picture else None
            stream.seek(0)
            original = files.keep_stream(told.pieces(stream), found.mime)
    except PermissionError as error:
        raise Unreadable(
            N_("{name} can't be read: you may not, or another program holds it."), name=name
        ) from error
    except OSError as error:
        raise Unreadable(
            N_("{name} can't be opened; is the card or stick still plugged in?"), name=name
        ) from error
    return TakenMaterial(
        id=MaterialId(uuid7(now.ts, chance(10))),
        original=original,
        kind=kind or found.kind,
        name=name,
        preview=files.keep(small.data, small.mime) if small else None,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it is said when its turn comes
