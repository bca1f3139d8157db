"""The one door to what this device keeps: record, receive, read."""

import os
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from db import drafts, settings
from db.arrival import Arrival
from db.blob_files import BlobFiles
from db.changes import Changes
from db.connection import DatabaseError, Reader, atomic, speaking
from db.copying import take_snapshot
from db.drives import Drive
from db.entries import (
    Last,
    complete,
    entries_of,
    keep_value,
    kept_value,
    last_of,
    only_hash,
    stored,
)
from db.incarnation import Chance, Incarnation, Machine, Mark, Opening, this_machine
from db.opening import (
    COUNTER,
    DATABASE,
    IDENTITY,
    PROJECTION,
    ROOT,
    Opened,
    make_database,
    new_folder,
    open_folder,
)
from db.projection import Projection, Report, no_report
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

RECEIVED_AT_ONCE = 2_000
"""Entries to a transaction: few enough that other writes need not wait long."""
MANY = 10_000
"""Entries expected from an arrival before which a snapshot is made."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and the office or grid acted for."""

    person: str
    org: str


class Workspace:
    """A workspace that is open; ``close`` it.

    ``record``, ``receive`` and whatever else writes is called by one thread at a time; ``reader`` and
    ``facts_of`` by any. Whether something may happen is decided before, by the model.
    """

    def __init__(self, folder: Path, opened: Opened, incarnation: Incarnation, chance: Chance) -> None:
        """Use ``open`` or ``create`` instead."""
        self.folder = folder
        self.blobs = BlobFiles(folder)
        self.root = kept_value(opened.writer, ROOT) or ""
        """The hash of the office's first entry, from which all authority flows."""
        self._opened = opened
        self._writer = opened.writer
        self._incarnation = incarnation
        self._chance = chance
        self._projection = Projection(self._writer, self._writer, self.root)
        self._position: tuple[Last, int] | None = None

    @classmethod
    def create(
        cls,
        folder: Path,
        root: str,
        machine: Machine | None = None,
        *,
        drives: Iterable[Drive] | None = None,
        chance: Chance = os.urandom,
    ) -> Self:
        """Make the workspace of an office that was founded elsewhere and is named by ``root``, and open it.

        Raises Refused as ``open`` does, and for a folder that holds anything.
        """
        with new_folder(folder, drives) as unfinished:
            make_database(unfinished, root, chance)
        return cls.open(folder, machine, drives=drives, chance=chance)

    @classmethod
    def open(
        cls,
        folder: Path,
        machine: Machine | None = None,
        *,
        drives: Iterable[Drive] | None = None,
        chance: Chance = os.urandom,
        report: Report = no_report,
    ) -> Self:
        """Open the workspace in ``folder`` on ``machine``, this one unless a test names another.

        ``report`` is called while the tables are written anew for this version of the program. Raises Refused
        or Unreadable, each time with a sentence, where that is not possible or not safe.
        """
        opened = open_folder(folder, drives)
        with ExitStack() as closing_all:
            closing_all.callback(opened.close)
            writer = opened.writer
            with speaking(folder / DATABASE):
                incarnation = Incarnation(machine or this_machine(), kept_value(writer, IDENTITY) or "")
                closing_all.callback(incarnation.close)
                incarnation.begin(partial(only_hash, writer), chance)
                workspace = cls(folder, opened, incarnation, chance)
                if kept_value(writer, PROJECTION) != str(VERSION):
                    workspace.rebuild(report)
            closing_all.pop_all()
        return workspace

    @property
    def feed(self) -> str:
        """The feed this device writes."""
        return self._incarnation.feed

    @property
    def opening(self) -> Opening:
        """Why this device's feed was begun."""
        return self._incarnation.opening

    @property
    def age_recipient(self) -> str:
        """The public key to which packs for this device are encrypted."""
        return self._incarnation.age_recipient

    def record(
        self,
        events: Sequence[Event],
        by: Actor,
        at: Instant,
        person_key: PersonKey | None = None,
        *,
        finishes: str = "",
    ) -> Changes:
        """Append ``events`` in their order, signed, in one transaction, and write what follows from them.

        ``person_key`` signs too where it is given; the draft ``finishes`` is forgotten with the same commit.
        Raises Refused when a subject is read-only here, when an event does not fit into an entry, and when
        the disk is full; then nothing was recorded.
        """
        with self._transaction():
            self._projection.authority()
            last, counter = self._at()
            opens = not last.seq
            key = self._incarnation.key()
            writing = Writing(self._writer, self._chance, key, last, counter, by.org, by.person, at)
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

    def record_as_office(self, key: DeviceKey, events: Sequence[Event], by: Actor, at: Instant) -> Changes:
        """Append ``events`` to the feed of the office key.

        Raises Refused where this workspace lacks what that key signed before: its feed would fork.
        """
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
        """Take in what a pack or report of the office ``root`` holds, in any order, however often.

        What is stored stays stored if ``report(done, of)`` stops it (``of`` is 0 where the number is
        unknown); the same again goes on from there. Before much comes in the database is copied to
        ``backups``. Raises Refused for another office, and when the disk is full.
        """
        if root != self.root:
            raise Refused(N_("These records belong to another office. Nothing was taken in."))
        mine = self._at()[0]
        receiving = Receiving(self._writer, self._projection, self.blobs, at.ts, self._at()[1])
        total, done = _expected(parts), 0
        if total >= MANY:
            take_snapshot(self.folder, at)
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
        overtaken = self.feed in receiving.feeds
        if overtaken:
            self._incarnation.renew(self._mark(mine), self._chance)
            self._position = None
        return receiving.arrival(overtaken=overtaken)

    def reader(self) -> Reader:
        """Open a read-only view for one thread, which closes it."""
        return Reader(self.folder / DATABASE)

    def facts_of(self, reader: Reader, subject: str) -> list[Fact]:
        """Give the facts of ``subject`` in fold order, as an aggregate's ``of`` takes them."""
        connection = reader.connection
        authority = self._projection.judged or judge(connection, self.root, kept_stops(connection)).authority
        return fold_order([fact_by(authority, entry) for entry in entries_of(connection, subject)])

    def rebuild(self, report: Report = no_report) -> None:
        """Throw the projection away and write it anew from the journal."""
        with self._transaction():
            self._projection.rebuild(report)
            keep_value(self._writer, PROJECTION, str(VERSION))

    def erase(self, entries: Sequence[str], blobs: Sequence[str], by_entry: str) -> Changes:
        """Delete the bodies of ``entries`` and the bytes of ``blobs`` for good, as entry ``by_entry`` orders.

        No later arrival brings them back; headers and chains stay.
        """
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
            self.blobs.erase(sha256)
        return changes

    def save_draft(self, key: str, value: str, at: Instant) -> None:
        """Keep JSON text under ``key`` so that a crash does not lose it."""
        with speaking():
            drafts.save(self._writer, key, value, at)

    def remove_draft(self, key: str) -> None:
        """Forget the draft of ``key``."""
        with speaking():
            drafts.remove(self._writer, key)

    def keep_settings(self, chosen: settings.Settings) -> None:
        """Keep what was chosen on this device."""
        with self._transaction():
            settings.keep(self._writer, chosen)

    def settle(self) -> None:
        """Bring the high-water mark to the disk; do it before anything is published."""
        self._incarnation.settle()

    def close(self) -> None:
        """Let everything go."""
        with suppress(DatabaseError):
            self._writer.execute("PRAGMA optimize")
        self._incarnation.close()
        self._opened.close()

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
            last = last_of(self._writer, self.feed)
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
        return FeedOpened(root=self.root, reason=opening.reason, predecessor=predecessor)

    def _mark(self, last: Last) -> Mark | None:
        return Mark(feed=self.feed, seq=last.seq, hash=last.hash, machine="") if last.seq else None


def _expected(parts: Iterable[Part]) -> int:
    """Say how much is to come; a pack tells its entries, true or not."""
    if isinstance(parts, PackReading):
        return sum(last - first + 1 for _, first, last in parts.head.ranges)
    return len(parts) if isinstance(parts, Sized) else 0
