"""Many photos at once: a list on the disk that shrinks with every group taken in, so that a crash costs none.

``begin_import`` keeps the list of files, ``run_import`` works it off, ``unfinished_imports`` names those to
offer again at the next start, and ``forget_import`` gives one up; photos taken in stay. Every photo waits for
its person (``db.waiting_photos``) with the same commit that strikes its file off the list.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec

from db import waiting_photos
from db.blob_files import OnlyNamed
from db.connection import Connection, Reader
from db.disk import check_room
from db.known_photos import WAITS, KnownPhotos
from db.photo_intake import Chance, SeenBefore, TakenPhoto, given_each, photo_files, taken_in_turn
from db.workspace import Workspace
from inspector.errors import Refused, Spoken, Unreachable, Unreadable
from inspector.model.ids import PersonId, uuid7
from inspector.periods import Instant
from inspector.words import N_

GROUP = 8
"""Photos of one commit; a crash lets so many be read again at most."""

Commit = Callable[[Callable[[], None]], object]
"""Runs a short transaction in the thread that writes, and returns when it is done."""


class KeptImport(msgspec.Struct, frozen=True, kw_only=True):
    """An import that is not done: ``left`` of its ``files`` are still to be looked at."""

    id: str
    person: PersonId
    began: Instant
    files: int
    left: int


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of the files of an import, over all its runs.

    ``refused`` are the sentences about bad ones, ``seen`` about those that were here already. With
    ``stopped`` the import ended before its end and can go on: ``left`` files are still on the list.
    """

    taken: int
    refused: tuple[Spoken, ...]
    seen: tuple[Spoken, ...]
    left: int = 0
    stopped: Spoken | None = None


class _Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence about a file, as it is kept."""

    sentence: str
    values: dict[str, str | int]
    seen: bool = False


def at_once(transaction: Callable[[], None]) -> None:
    """Run ``transaction`` here, where this is the thread that writes."""
    transaction()


def _tell_nobody(*_news: object) -> None:
    """Hear what nobody waits for."""


def begin_import(
    workspace: Workspace,
    person: PersonId,
    paths: Iterable[Path],
    now: Instant,
    chance: Chance,
    *,
    commit: Commit = at_once,
) -> KeptImport:
    """Keep the list of the photos at ``paths``, files or folders, that shall be taken in for ``person``.

    Looks through folders, so ask it beside the window; nothing is read yet. Raises Refused when there is no
    photo, and when the disk has too little room for them.
    """
    files = [os.fsencode(file.absolute()) for file in photo_files(paths)]
    if not files:
        raise Refused(N_("There is no photo there. Photos are JPEG, PNG, WebP or HEIC files."))
    check_room(workspace.folder, sum(map(_size, files)))
    begun = KeptImport(
        id=uuid7(now.ts, chance(10)), person=person, began=now, files=len(files), left=len(files)
    )

    def keep() -> None:
        with workspace.changing() as writer:
            writer.execute(
                "INSERT INTO photo_import VALUES (?, ?, ?, ?, ?)",
                (begun.id, person, now.ts, now.tz, begun.files),
            )
            writer.executemany(
                "INSERT INTO photo_import_file VALUES (?, ?, ?, NULL)",
                ((begun.id, position, file) for position, file in enumerate(files)),
            )

    commit(keep)
    return begun


def unfinished_imports(reader: Reader, person: PersonId) -> tuple[KeptImport, ...]:
    """Give the imports of ``person`` that a crash, a cancel or a missing stick ended early, oldest first."""
    rows = reader.rows(
        """SELECT id, person, began_ts, began_tz, files,
            (SELECT count(*) FROM photo_import_file WHERE import = id AND refused IS NULL)
        FROM photo_import WHERE person = ? ORDER BY id""",
        (person,),
    )
    return tuple(
        KeptImport(id=name, person=PersonId(who), began=Instant(ts, tz), files=files, left=left)
        for name, who, ts, tz, files, left in rows
    )


def forget_import(workspace: Workspace, name: str) -> None:
    """Give an import up: what was taken in stays, what was not is not asked for again."""
    with workspace.changing() as writer:
        _forget(writer, name)


def run_import(
    workspace: Workspace,
    kept: KeptImport,
    now: Instant,
    chance: Chance,
    *,
    commit: Commit = at_once,
    arrived: Callable[[Sequence[TakenPhoto]], object] = _tell_nobody,
    report: Callable[[int, int], object] = _tell_nobody,
) -> ImportOutcome:
    """Take in what is left of an import; call it beside the window, with ``commit`` for the writing thread.

    ``arrived`` hears of photos once they wait on the disk for good. ``report(done, files)`` may raise to
    stop: the group not yet committed is then read again when the import goes on. An import that reached its
    end is forgotten.
    """
    with closing(workspace.reader()) as reader:
        files = reader.rows(
            "SELECT position, path FROM photo_import_file WHERE import = ? AND refused IS NULL"
            " ORDER BY position",
            (kept.id,),
        )
        given = given_each([Path(os.fsdecode(path)) for _, path in files])
        known = KnownPhotos(reader, kept.person)
        group = _Group(workspace, kept, commit, arrived)
        taking = taken_in_turn(workspace.blobs, given, now, chance, known.seen)
        stopped: Spoken | None = None
        try:
            with closing(taking):
                for done, ((position, _), one) in enumerate(zip(files, taking, strict=False)):
                    report(kept.files - len(files) + done, kept.files)
                    if isinstance(one, Refused | Unreachable):
                        stopped = one
                        break
                    group.add(position, one)
            group.commit()
        except Refused as full:
            stopped = full
        outcome = _outcome(reader, kept, stopped)
    if not outcome.left:
        commit(lambda: forget_import(workspace, kept.id))
        report(kept.files, kept.files)
    return outcome


def rehearse_import(
    workspace: Workspace, paths: Iterable[Path], now: Instant, chance: Chance
) -> tuple[ImportOutcome, list[TakenPhoto]]:
    """Say what an import of ``paths`` would give, and keep nothing; the photos have no bytes here."""
    files = photo_files(paths)
    photos: dict[str, TakenPhoto] = {}
    refused: list[Spoken] = []
    seen: list[Spoken] = []
    with closing(workspace.reader()) as reader:
        known = KnownPhotos(reader)
        for one in taken_in_turn(OnlyNamed(workspace.folder), given_each(files), now, chance, known.seen):
            if isinstance(one, TakenPhoto) and one.original.sha256 in photos:
                seen.append(SeenBefore(WAITS, name=one.name))
            elif isinstance(one, TakenPhoto):
                photos[one.original.sha256] = one
            else:
                (seen if isinstance(one, SeenBefore) else refused).append(one)
    return ImportOutcome(len(photos), tuple(refused), tuple(seen)), [*photos.values()]


class _Group:
    """What one commit will say: photos that wait from then on, and sentences about other files."""

    def __init__(
        self,
        workspace: Workspace,
        kept: KeptImport,
        commit: Commit,
        arrived: Callable[[Sequence[TakenPhoto]], object],
    ) -> None:
        self._workspace = workspace
        self._kept = kept
        self._commit = commit
        self._arrived = arrived
        self._photos: dict[int, TakenPhoto] = {}
        self._said: dict[int, _Said] = {}
        self._here: set[str] = set()

    def add(self, position: int, one: TakenPhoto | Spoken) -> None:
        """Take in what became of a file; of the same photo twice in the list the first counts."""
        if isinstance(one, TakenPhoto) and one.original.sha256 in self._here:
            one = SeenBefore(WAITS, name=one.name)
        if isinstance(one, TakenPhoto):
            self._here.add(one.original.sha256)
            self._photos[position] = one
        else:
            self._said[position] = _said(one)
        if len(self._photos) + len(self._said) >= GROUP:
            self.commit()

    def commit(self) -> None:
        """Bring the group to the disk, and tell of its photos."""
        if not (self._photos or self._said):
            return
        photos, said = self._photos, self._said
        self._photos, self._said = {}, {}
        self._commit(lambda: self._write(photos, said))
        if photos:
            self._arrived([*photos.values()])

    def _write(self, photos: dict[int, TakenPhoto], said: dict[int, _Said]) -> None:
        name = self._kept.id
        with self._workspace.changing() as writer:
            waiting_photos.write(writer, self._kept.person, photos.values())
            writer.executemany(
                "DELETE FROM photo_import_file WHERE import = ? AND position = ?",
                [(name, position) for position in photos],
            )
            writer.executemany(
                "UPDATE photo_import_file SET refused = ? WHERE import = ? AND position = ?",
                [(msgspec.json.encode(one).decode(), name, position) for position, one in said.items()],
            )


def _outcome(reader: Reader, kept: KeptImport, stopped: Spoken | None) -> ImportOutcome:
    counting = "SELECT count(*) FROM photo_import_file WHERE import = ? AND refused IS NULL"
    left = int(reader.value(counting, (kept.id,)))
    said = [
        msgspec.json.decode(text, type=_Said)
        for (text,) in reader.rows(
            "SELECT refused FROM photo_import_file WHERE import = ? AND refused IS NOT NULL"
            " ORDER BY position",
            (kept.id,),
        )
    ]
    return ImportOutcome(
        taken=kept.files - left - len(said),
        refused=tuple(Unreadable(one.sentence, **one.values) for one in said if not one.seen),
        seen=tuple(SeenBefore(one.sentence, **one.values) for one in said if one.seen),
        left=left,
        stopped=stopped,
    )


def _said(error: Spoken) -> _Said:
    values = {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
    return _Said(error.sentence, values, isinstance(error, SeenBefore))


def _forget(writer: Connection, name: str) -> None:
    writer.execute("DELETE FROM photo_import_file WHERE import = ?", (name,))
    writer.execute("DELETE FROM photo_import WHERE id = ?", (name,))


def _size(file: bytes) -> int:
    try:
        return Path(os.fsdecode(file)).stat().st_size
    except OSError:
        return 0  # it is said when its turn comes
