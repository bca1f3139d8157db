"""The one door to what this device keeps: record, receive, read."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

import msgspec

from db import drafts, settings
from db.blob_files import BlobFiles
from db.connection import DatabaseError, Reader, atomic, speaking
from db.feeds import only_hash
from db.incarnation import Chance, Incarnation, Machine, Opening, this_machine
from db.kept import IDENTITY, PROJECTION, ROOT, kept_value
from db.opening import DATABASE, Opened, make_database, new_folder, open_folder
from db.progress import Report, no_report
from db.schema import VERSION

if TYPE_CHECKING:  # what writes is loaded with the first write
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from db.arrival import Arrival
    from db.changes import Changes
    from db.connection import Connection
    from db.drives import Drive
    from db.receiving import Part
    from db.recorder import Recorder
    from inspector.journal.device_key import DeviceKey
    from inspector.journal.person_key import PersonKey
    from inspector.model.events import Event, Fact
    from inspector.periods import Instant


class Actor(msgspec.Struct, frozen=True):
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
                workspace.blobs.forget_unfinished()
                if kept_value(writer, PROJECTION) != str(VERSION):
                    workspace.rebuild(report)
            closing_all.pop_all()
        return workspace

    @cached_property
    def _recorder(self) -> Recorder:
        from db.recorder import Recorder

        return Recorder(self.folder, self.root, self._writer, self.blobs, self._incarnation, self._chance)

    @property
    def feed(self) -> str:
        """The feed this device writes."""
        return self._incarnation.feed

    @property
    def identity(self) -> str:
        """What tells this workspace from others; its backups carry it."""
        return self._incarnation.identity

    @property
    def opening(self) -> Opening:
        """Why this device's feed was begun."""
        return self._incarnation.opening

    @property
    def age_recipient(self) -> str:
        """The public key to which packs for this device are encrypted."""
        return self._incarnation.age_recipient

    def unseal(self, sealed: bytes) -> bytes | None:
        """Open what was encrypted with age to this device; None for what was encrypted to others only."""
        return self._incarnation.unseal(sealed)

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
        return self._recorder.record(events, by, at, person_key, finishes=finishes)

    def record_as_office(self, key: DeviceKey, events: Sequence[Event], by: Actor, at: Instant) -> Changes:
        """Append ``events`` to the feed of the office key.

        Raises Refused where this workspace lacks what that key signed before: its feed would fork.
        """
        return self._recorder.record_as_office(key, events, by, at)

    def receive(
        self, parts: Iterable[Part], report: Report = no_report, *, root: str, at: Instant
    ) -> Arrival:
        """Take in what a pack or report of the office ``root`` holds, in any order, however often.

        What is stored stays stored if ``report(done, of)`` stops it (``of`` is 0 where the number is
        unknown); the same again goes on from there. Before much comes in the database is copied to
        ``backups``. Raises Refused for another office, and when the disk is full.
        """
        return self._recorder.receive(parts, report, root=root, at=at)

    def reader(self) -> Reader:
        """Open a read-only view for one thread, which closes it."""
        return Reader(self.folder / DATABASE)

    def facts_of(self, reader: Reader, subject: str) -> list[Fact]:
        """Give the facts of ``subject`` in fold order, as an aggregate's ``of`` takes them."""
        return self._recorder.facts_of(reader, subject)

    def rebuild(self, report: Report = no_report) -> None:
        """Throw the projection away and write it anew from the journal."""
        self._recorder.rebuild(report)

    def erase(self, entries: Sequence[str], blobs: Sequence[str], by_entry: str) -> Changes:
        """Delete the bodies of ``entries`` and the bytes of ``blobs`` for good, as entry ``by_entry`` orders.

        No later arrival brings them back; headers and chains stay.
        """
        return self._recorder.erase(entries, blobs, by_entry)

    def save_draft(self, key: str, value: str, at: Instant) -> None:
        """Keep JSON text under ``key`` so that a crash does not lose it."""
        with speaking():
            drafts.save(self._writer, key, value, at)

    def remove_draft(self, key: str) -> None:
        """Forget the draft of ``key``."""
        with speaking():
            drafts.remove(self._writer, key)

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Change tables of this device, which are never in the journal: everything inside, or nothing.

        Raises Refused when the disk is full.
        """
        with atomic(self._writer):
            yield self._writer

    def keep_settings(self, chosen: settings.Settings) -> None:
        """Keep what was chosen on this device."""
        with atomic(self._writer):
            settings.keep(self._writer, chosen)

    def keep_choice(self, name: str, value: str) -> None:
        """Keep one choice that has a name of its own, such as what the columns of a table hold."""
        with atomic(self._writer):
            settings.keep_choice(self._writer, name, value)

    def settle(self) -> None:
        """Bring the high-water mark to the disk; do it before anything is published."""
        self._incarnation.settle()

    def close(self) -> None:
        """Let everything go."""
        with suppress(DatabaseError):
            self._writer.execute("PRAGMA optimize")
        self._incarnation.close()
        self._opened.close()
