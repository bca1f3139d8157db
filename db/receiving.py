"""Taking in what others wrote: a union of sets, whatever the order, however often."""

from collections.abc import Sequence
from typing import TypeAlias

from db.arrival import Arrival
from db.blob_files import BlobFiles
from db.changes import Changes
from db.connection import Connection
from db.entries import append_all, complete, denied_among, keep_waiting, known_among, stored
from db.projection import Projection
from inspector.journal.authority import Authority
from inspector.journal.chain import counter_after
from inspector.journal.entry import Entry, WaitingLine
from inspector.journal.pack_reading import PackedBlob
from inspector.model.events import Blob

Part: TypeAlias = Entry | WaitingLine | PackedBlob
"""What a pack gives; entries are verified before they get here."""


class Receiving:
    """One arrival on its way in; used inside transactions, batch by batch."""

    def __init__(
        self, writer: Connection, projection: Projection, blobs: BlobFiles, received_ts: int, counter: int
    ) -> None:
        """Store through ``writer``; ``counter`` is our Lamport counter, raised by what comes."""
        self._writer = writer
        self._projection = projection
        self._blobs = blobs
        self._received_ts = received_ts
        self.counter = counter
        self.feeds: set[str] = set()
        """Feeds of which something new came."""
        self._changes = Changes()
        self._new = self._completed = self._known = self._waiting = 0
        self._files = self._unwanted = 0
        self._faulty: list[str] = []

    def take(self, batch: Sequence[Entry | WaitingLine]) -> None:
        """Store what of ``batch`` is not here yet, and write what follows from it."""
        authority = self._projection.authority()
        names = [item.hash for item in batch if isinstance(item, Entry)]
        known, denied = known_among(self._writer, names), denied_among(self._writer, names)
        new: dict[str, Entry] = {}
        again: list[Entry] = []
        for item in batch:
            if isinstance(item, WaitingLine):
                self._waiting += keep_waiting(self._writer, item)
                continue
            arrived = item.without_body() if item.hash in denied else item
            if arrived.hash in known or arrived.hash in new:
                again.append(arrived)
            else:
                new[arrived.hash] = arrived
                self.counter = counter_after(self.counter, arrived.lc)
        append_all(self._writer, new.values(), self._received_ts)
        completed = [whole for arrived in again if (whole := self._completed_by(arrived, authority))]
        changes = self._projection.take_in([*new.values()], completed)
        self.feeds |= {entry.feed for entry in new.values()}
        self._new += len(new)
        self._completed += len(completed)
        self._known += len(again) - len(completed)
        self._changes |= changes

    def _completed_by(self, arrived: Entry, authority: Authority) -> Entry | None:
        """Store what an entry that is here lacked and has now, if anything."""
        here = stored(self._writer, arrived.hash) or arrived
        header = here.header
        certificate = authority.certificate(header.co, header.actor) if header.co else None
        whole = here.completed_by(arrived, certificate)
        if whole is here:
            return None
        complete(self._writer, whole)
        return whole

    def take_file(self, part: PackedBlob) -> None:
        """Keep a photo or other material that an entry here names."""
        row = self._writer.execute(
            "SELECT mime FROM named_file WHERE sha256 = ? AND size = ? ORDER BY entry, position",
            (part.sha256, part.size),
        ).fetchone()
        if row is None or self._is_denied(part.sha256):
            self._unwanted += 1
            return
        blob = Blob(part.sha256, part.size, row[0])
        if self._blobs.has(blob):
            self._known += 1
        elif self._blobs.receive(blob, part.copy_to):
            self._files += 1
        else:
            self._faulty.append(part.sha256)

    def arrival(self, *, overtaken: bool) -> Arrival:
        """Give the counts."""
        return Arrival(
            new=self._new,
            completed=self._completed,
            known=self._known,
            waiting=self._waiting,
            files=self._files,
            unwanted=self._unwanted,
            faulty=tuple(self._faulty),
            overtaken=overtaken,
            changes=self._changes,
        )

    def _is_denied(self, name: str) -> bool:
        row = self._writer.execute("SELECT 1 FROM denied WHERE hash = ?", (name,)).fetchone()
        return row is not None
