"""Entries of our own on their way into a feed: sealed, chained, appended."""

from dataclasses import dataclass, field

from db.connection import Connection
from db.entries import append, entries_of
from db.feeds import Last
from db.incarnation import Chance
from inspector.errors import Refused
from inspector.journal.body import SALT_BYTES
from inspector.journal.chain import heads
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, seal
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.periods import Instant


@dataclass(slots=True)
class Writing:
    """One transaction's entries in the feed of ``key``, which ends at ``last``.

    ``known`` gathers all entries of the subjects written about, ``new`` what was appended; nothing is looked
    for of subjects that are ``fresh``.
    """

    writer: Connection
    chance: Chance
    key: DeviceKey
    last: Last
    counter: int
    org: str
    person: str
    at: Instant
    known: dict[str, list[Entry]] = field(default_factory=dict)
    new: list[Entry] = field(default_factory=list)
    fresh: frozenset[str] = frozenset()

    def append(self, event: Event, person_key: PersonKey | None = None) -> None:
        """Seal ``event`` after all that is known of its subject.

        Raises Refused when something of it can't be interpreted here, or when it does not fit into an entry.
        """
        subject = event.subject
        if subject and subject not in self.known:
            self.known[subject] = self._entries_to_follow(subject)
        entry = seal(
            event,
            key=self.key,
            seq=self.last.seq + 1,
            prev=self.last.hash or None,
            lc=self.counter + 1,
            at=self.at,
            org=self.org,
            actor=self.person,
            salt=self.chance(SALT_BYTES),
            after=heads(self.known[subject]) if subject else (),
            person_key=person_key,
        )
        append(self.writer, entry)
        if subject:
            self.known[subject].append(entry)
        self.new.append(entry)
        self.last, self.counter = Last(entry.seq, entry.hash, entry.lc), entry.lc

    def _entries_to_follow(self, subject: str) -> list[Entry]:
        if subject in self.fresh:
            return []
        entries = entries_of(self.writer, subject)
        if entries:
            row = self.writer.execute("SELECT sentence FROM trouble WHERE subject = ?", (subject,)).fetchone()
            if row:
                raise Refused(row[0])
        return entries
