"""The half of a workspace that writes the journal: recording, taking in, erasing, rebuilding."""

from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db import drafts
from db.arrival import Arrival
from db.blob_files import BlobFiles
from db.changes import Changes
from db.connection import Connection, Reader, atomic
from db.copying import take_snapshot
from db.entries import complete, entries_of, stored, unknown_among
from db.feeds import Last, last_of, only_hash
from db.incarnation import Chance, Incarnation, Mark
from db.kept import COUNTER, PROJECTION, keep_value, kept_value
from db.progress import Report, no_report
from db.projection import Projection
from db.receiving import Part, Receiving
from db.schema import VERSION
from db.speakers import fact_by, judge, kept_stops
from db.writing import Writing
from inspector.errors import Refused
from inspector.journal.authority import FeedOpened, Predecessor
from inspector.journal.chain import fold_order
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, WaitingLine
from inspector.journal.pack_reading import PackedBlob, PackReading
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event, Fact
from inspector.periods import Instant
from inspector.words import N_

if TYPE_CHECKING:
    from db.workspace import Actor

RECEIVED_AT_ONCE = 2_000
"""Entries to a transaction: few enough that other writes need not wait long."""
LOOKED_UP_TOGETHER = 50
"""Events from which on it is one question which of their subjects are new."""
MANY = 10_000
"""Entries expected from an arrival before which a snapshot is made."""


class Recorder:
    """Does what the methods of ``Workspace`` with the same names promise; only it calls them."""

    def __init__(
        self,
        folder: Path,
        root: str,
        writer: Connection,
        blobs: BlobFiles,
        incarnation: Incarnation,
        chance: Chance,
    ) -> None:
        """Write the workspace in ``folder``, whose authority flows from ``root``, through ``writer``."""
        self._folder = folder
        self._root = root
        self._writer = writer
        self._blobs = blobs
        self._incarnation = incarnation
        self._chance = chance
        self._projection = Projection(writer, writer, root)
        self._position: tuple[Last, int] | None = None

    def record(
        self,
        events: Sequence[Event],
        by: "Actor",
        at: Instant,
        person_key: PersonKey | None = None,
        *,
        finishes: str = "",
    ) -> Changes:
        """Append events of this device."""
        with self._transaction():
            self._projection.authority()
            last, counter = self._at()
            opens = not last.seq
            key = self._incarnation.key()
            writing = Writing(self._writer, self._chance, key, last, counter, by.org, by.person, at)
            if len(events) >= LOOKED_UP_TOGETHER:
                writing.fresh = unknown_among(self._writer, {event.subject for event in events})
            if opens:
                writing.append(self._feed_opened())
            for event in events:
                writing.append(event, person_key)
            changes = self._projection.take_in(writing.new, known=writing.known, links_on=True)
            if finishes:
                drafts.remove(self._writer, finishes)
            if opens:
                # the key signed: from here on it is given up if the commit should not come about
                self._incarnation.remember(writing.last.seq, writing.last.hash)
                self._incarnation.settle()
        self._position = writing.last, writing.counter
        self._incarnation.remember(writing.last.seq, writing.last.hash)
        return changes

    def record_as_office(self, key: DeviceKey, events: Sequence[Event], by: "Actor", at: Instant) -> Changes:
        """Append events to the feed of the office key."""
        mark = self._incarnation.office_mark()
        if mark and mark.feed == key.feed and only_hash(self._writer, mark.feed, mark.seq) != mark.hash:
            raise Refused(N_("The office key signed records that are missing here. Receive them first."))
        if not events:
            return Changes()
        with self._transaction():
            self._projection.authority()
            mine, counter = self._at()
            last = last_of(self._writer, key.feed)
            writing = Writing(self._writer, self._chance, key, last, counter, by.org, by.person, at)
            for event in events:
                writing.append(event)
            changes = self._projection.take_in(writing.new, known=writing.known, links_on=True)
            keep_value(self._writer, COUNTER, str(writing.counter))
            self._incarnation.remember_office(key.feed, writing.last.seq, writing.last.hash)
        self._position = mine, writing.counter
        return changes

    def receive(
        self, parts: Iterable[Part], report: Report = no_report, *, root: str, at: Instant
    ) -> Arrival:
        """Take in what a pack or report holds."""
        if root != self._root:
            raise Refused(N_("These records belong to another office. Nothing was taken in."))
        mine = self._at()[0]
        receiving = Receiving(self._writer, self._projection, self._blobs, at.ts, self._at()[1])
        total, done = _expected(parts), 0
        if total >= MANY:
            take_snapshot(self._folder, at)
        batch: list[Entry | WaitingLine] = []
        for part in parts:
            if isinstance(part, PackedBlob):
                self._take(receiving, batch)
                receiving.take_file(part)
            else:
                batch.append(part)
            done += 1
            if len(batch) == RECEIVED_AT_ONCE or isinstance(part, PackedBlob):
                self._take(receiving, batch)
                report(done, total)
        self._take(receiving, batch)
        report(done, total)
        overtaken = self._incarnation.feed in receiving.feeds
        if overtaken:
            self._incarnation.renew(self._mark(mine), self._chance)
            self._position = None
        return receiving.arrival(overtaken=overtaken)

    def facts_of(self, reader: Reader, subject: str) -> list[Fact]:
        """Give the facts of a subject in fold order; any thread may ask."""
        connection = reader.connection
        authority = self._projection.judged or judge(connection, self._root, kept_stops(connection)).authority
        return fold_order([fact_by(authority, entry) for entry in entries_of(connection, subject)])

    def rebuild(self, report: Report = no_report) -> None:
        """Write the projection anew."""
        with self._transaction():
            self._projection.rebuild(report)
            keep_value(self._writer, PROJECTION, str(VERSION))

    def erase(self, entries: Sequence[str], blobs: Sequence[str], by_entry: str) -> Changes:
        """Delete bodies of entries, and files, for good."""
        with self._transaction():
            self._projection.authority()
            denied = [(name, by_entry) for name in (*entries, *blobs)]
            self._writer.executemany("INSERT OR IGNORE INTO denied VALUES (?, ?)", denied)
            held = [entry for name in entries if (entry := stored(self._writer, name))]
            bare = [entry.without_body() for entry in held]
            for entry in bare:
                complete(self._writer, entry)
            changes = self._projection.take_in((), bare)
        for sha256 in blobs:
            self._blobs.erase(sha256)
        return changes

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with atomic(self._writer):
                yield
        except BaseException:
            self._projection.forget()
            self._position = None
            raise

    def _at(self) -> tuple[Last, int]:
        """Give this device's last entry, and the Lamport counter."""
        if self._position is None:
            last = last_of(self._writer, self._incarnation.feed)
            counter = int(kept_value(self._writer, COUNTER) or 0)
            self._position = last, max(counter, last.lc)
        return self._position

    def _take(self, receiving: Receiving, batch: list[Entry | WaitingLine]) -> None:
        if not batch:
            return
        with self._transaction():
            last, counter = self._at()
            receiving.take(batch)
            if receiving.counter > counter:
                keep_value(self._writer, COUNTER, str(receiving.counter))
        self._position = last, receiving.counter
        batch.clear()

    def _feed_opened(self) -> FeedOpened:
        opening = self._incarnation.opening
        before = opening.before
        predecessor = Predecessor(feed=before.feed, seq=before.seq, hash=before.hash) if before else None
        return FeedOpened(root=self._root, reason=opening.reason, predecessor=predecessor)

    def _mark(self, last: Last) -> Mark | None:
        return (
            Mark(feed=self._incarnation.feed, seq=last.seq, hash=last.hash, machine="") if last.seq else None
        )


def _expected(parts: Iterable[Part]) -> int:
    """Say how much is to come; a pack tells its entries, true or not."""
    if isinstance(parts, PackReading):
        return sum(last - first + 1 for _, first, last in parts.head.ranges)
    return len(parts) if isinstance(parts, Sized) else 0
