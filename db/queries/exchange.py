"""What taking in a file would bring, said before anything is taken."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from db.blob_files import BlobFiles
from db.connection import Reader
from db.file_arrival import pack_in
from inspector.errors import Spoken
from inspector.journal.authority import OfficeFounded
from inspector.journal.entry import Entry, WaitingLine, fact_of
from inspector.journal.pack_reading import PackedBlob, read_pack
from inspector.model.events import Blob
from inspector.model.grid import GridAdded, GridChanged
from inspector.model.patrol import PatrolStarted
from inspector.model.person import PersonAdded

REPORTED_EVERY = 500
"""Parts between two reports of how far it is."""


@dataclass(frozen=True, slots=True)
class IncomingRound:
    """A patrol that begins in a file: its day, the names of its grid and people, and whether it is new."""

    day: date
    grid: str
    people: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file holds, counted against what is here.

    ``is_ours``: it belongs to the office of this workspace; another's is never taken in. ``office`` is the
    name its founding gives, where that is inside. ``waiting``: lines for a newer program. ``unwanted``: files
    that no record names. ``lacking``: records that the file announces and does not hold. ``faults``: what of
    it can't be used.
    """

    is_ours: bool
    office: str = ""
    new: int = 0
    known: int = 0
    waiting: int = 0
    new_photos: int = 0
    known_photos: int = 0
    unwanted: int = 0
    lacking: int = 0
    rounds: tuple[IncomingRound, ...] = ()
    faults: tuple[Spoken, ...] = ()

    @property
    def brings_something(self) -> bool:
        """Say whether anything of it is not here yet."""
        return bool(self.new or self.waiting or self.new_photos)


Report = Callable[[int, int], object]


def incoming(
    reader: Reader, blobs: BlobFiles, root: str, file: Path, report: Report = lambda _done, _total: None
) -> Incoming:
    """Look into ``file`` without taking anything in; ``root`` names the office of this workspace.

    ``report(parts, 0)`` is called now and then and may raise to stop. Raises Unreadable for what is neither a
    pack nor a report of this program.
    """
    with pack_in(file) as stream:
        reading = read_pack(stream)
        seen = _Seen(reader, blobs, reading.head.root)
        for done, part in enumerate(reading):
            if done % REPORTED_EVERY == 0:
                report(done, 0)
            seen.take(part)
        return Incoming(
            is_ours=reading.head.root == root,
            office=seen.office,
            new=len(seen.new),
            known=seen.known,
            waiting=seen.waiting,
            new_photos=len(seen.new_files),
            known_photos=seen.known_files,
            unwanted=seen.unwanted,
            lacking=sum(run.last - run.first + 1 for run in reading.missing()),
            rounds=seen.rounds(),
            faults=tuple(fault.sentence for fault in reading.faults),
        )


@dataclass(slots=True)
class _Seen:
    """What passed by while a file was read."""

    reader: Reader
    blobs: BlobFiles
    root: str
    office: str = ""
    new: set[str] = field(default_factory=set)
    known: int = 0
    waiting: int = 0
    new_files: set[str] = field(default_factory=set)
    known_files: int = 0
    unwanted: int = 0
    _named: set[str] = field(default_factory=set)
    _grids: dict[str, str] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)
    _started: dict[str, tuple[PatrolStarted, bool]] = field(default_factory=dict)

    def take(self, part: Entry | WaitingLine | PackedBlob) -> None:
        if isinstance(part, Entry):
            self._take_entry(part)
        elif isinstance(part, PackedBlob):
            self._take_file(part)
        else:
            self.waiting += 1

    def rounds(self) -> tuple[IncomingRound, ...]:
        """Give the patrols that begin in the file, the newest first, named as the file names them, or we."""
        grids = self._grids | self._names("grid", (start.grid for start, _new in self._started.values()))
        people = self._people | self._names(
            "person", (person for start, _new in self._started.values() for person in start.inspectors)
        )
        found = [
            IncomingRound(
                start.day,
                grids.get(start.grid, ""),
                tuple(people.get(person, person) for person in start.inspectors),
                is_new,
            )
            for start, is_new in self._started.values()
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.grid), reverse=True))

    def _take_entry(self, entry: Entry) -> None:
        is_new = entry.hash not in self.new and not self._has(entry.hash)
        if is_new:
            self.new.add(entry.hash)
        else:
            self.known += 1
        self._named.update(sha256 for sha256, _size, _mime in entry.header.blobs)
        fact = fact_of(entry, confirmed=False)
        match fact.event:
            case OfficeFounded(name=name) if entry.hash == self.root:
                self.office = name
            case (GridAdded() | GridChanged()) as grid if grid.name:
                self._grids[fact.subject] = grid.name
            case PersonAdded(name=name):
                self._people[fact.subject] = name
            case PatrolStarted() as started:
                self._started[fact.subject] = started, is_new
            case _:
                pass

    def _take_file(self, part: PackedBlob) -> None:
        if self.blobs.has(Blob(part.sha256, part.size, "")):
            self.known_files += 1
        elif part.sha256 in self._named or self._is_named(part):
            self.new_files.add(part.sha256)
        else:
            self.unwanted += 1

    def _has(self, entry: str) -> bool:
        return self.reader.value("SELECT 1 FROM entry WHERE hash = ?", (entry,)) is not None

    def _is_named(self, part: PackedBlob) -> bool:
        query = "SELECT 1 FROM named_file WHERE sha256 = ? AND size = ?"
        return self.reader.value(query, (part.sha256, part.size)) is not None

    def _names(self, table: str, ids: Iterable[str]) -> dict[str, str]:
        return dict(
            self.reader.rows(
                f"SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
                (json.dumps(sorted(set(ids))),),
            )
        )
