"""The journal on the disk: entries as they were signed, appended and never changed."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from db.connection import Connection, Values
from inspector.journal.chain import Link
from inspector.journal.entry import Entry, WaitingLine, stored_entry

BYTES = "header, sig, sig2, body"
"""What an entry is read back from, in the order ``stored_entry`` takes it."""
_STORED = f"{BYTES}, hash"

_INSERT = """
    INSERT INTO entry (hash, feed, seq, prev, lc, ts, tz, type, org, actor, obj, co,
        header, sig, sig2, body, received_ts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def append(connection: Connection, entry: Entry, received_ts: int | None = None) -> None:
    """Store an entry that is not there yet."""
    append_all(connection, (entry,), received_ts)


def append_all(connection: Connection, entries: Iterable[Entry], received_ts: int | None = None) -> None:
    """Store entries that are not there yet."""
    connection.executemany(_INSERT, (_values(entry, received_ts) for entry in entries))


def _values(entry: Entry, received_ts: int | None) -> Values:
    header = entry.header
    return (
        *(entry.hash, header.feed, header.seq, header.prev, header.lc, header.ts, header.tz, header.type),
        *(header.org, header.actor, header.obj, header.co),
        # the driver takes a bytearray as it is, and asks around before it takes bytes
        *(bytearray(entry.header_bytes), bytearray(entry.signature), entry.person_signature),
        *(entry.body and bytearray(entry.body), received_ts),
    )


def known_among(connection: Connection, names: Sequence[str]) -> frozenset[str]:
    """Give those of the hashes ``names`` of which entries are here."""
    return _found(connection, "entry", names)


def denied_among(connection: Connection, names: Sequence[str]) -> frozenset[str]:
    """Give those of the hashes ``names`` whose bytes are never to come back."""
    return _found(connection, "denied", names)


def _found(connection: Connection, table: str, names: Sequence[str]) -> frozenset[str]:
    rows = connection.execute(
        f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM {table} WHERE hash = value)",  # noqa: S608
        (json.dumps(names),),
    )
    return frozenset(name for (name,) in rows)


def stored(connection: Connection, name: str) -> Entry | None:
    """Give the entry with the hash ``name``, if it is here."""
    row = connection.execute(f"SELECT {_STORED} FROM entry WHERE hash = ?", (name,)).fetchone()  # noqa: S608
    return stored_entry(*row) if row else None


def complete(connection: Connection, entry: Entry) -> None:
    """Store what was lacking of an entry that is there: its body, the person's signature."""
    connection.execute(
        "UPDATE entry SET sig2 = ?, body = ? WHERE hash = ?",
        (entry.person_signature, entry.body, entry.hash),
    )


def entries_of(connection: Connection, subject: str) -> list[Entry]:
    """Give all entries of a subject, in no order."""
    rows = connection.execute(f"SELECT {_STORED} FROM entry WHERE obj = ?", (subject,))  # noqa: S608
    return [stored_entry(*row) for row in rows]


def unknown_among(connection: Connection, subjects: Collection[str]) -> frozenset[str]:
    """Give those of ``subjects`` that no entry is about."""
    known = connection.execute(
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM entry WHERE obj = value)",
        (json.dumps(sorted(subjects)),),
    )
    return frozenset(subjects) - {subject for (subject,) in known}


def lone_entries(connection: Connection) -> Iterator[Entry]:
    """Go through the entries that have no subject."""
    rows = connection.execute(f"SELECT {_STORED} FROM entry WHERE obj IS NULL")  # noqa: S608
    return (stored_entry(*row) for row in rows)


def entries_of_types(connection: Connection, types: Iterable[str]) -> list[Entry]:
    """Give all entries of some types, in no order."""
    wanted = list(types)
    marks = ", ".join("?" * len(wanted))
    rows = connection.execute(f"SELECT {_STORED} FROM entry WHERE type IN ({marks})", wanted)  # noqa: S608
    return [stored_entry(*row) for row in rows]


def all_entries(connection: Connection) -> Iterator[Entry]:
    """Go through the whole journal, feed by feed."""
    rows = connection.execute(f"SELECT {_STORED} FROM entry ORDER BY feed, seq, hash")  # noqa: S608
    return (stored_entry(*row) for row in rows)


def links_of(connection: Connection, feed: str, first: int = 1, last: int | None = None) -> list[Link]:
    """Give how the entries ``first`` to ``last`` of ``feed`` hang together."""
    rows = connection.execute(
        "SELECT seq, hash, prev FROM entry WHERE feed = ? AND seq BETWEEN ? AND ifnull(?, seq) ORDER BY seq",
        (feed, first, last),
    )
    return [Link(*row) for row in rows]


def keep_waiting(connection: Connection, waiting: WaitingLine) -> bool:
    """Keep a line of another version as it came; says whether it is new here."""
    sha256 = hashlib.sha256(waiting.lines()).hexdigest()
    before = connection.total_changes
    connection.execute(
        "INSERT OR IGNORE INTO waiting_line (feed, seq, sha256, line, body) VALUES (?, ?, ?, ?, ?)",
        (waiting.feed, waiting.seq, sha256, waiting.line, waiting.body),
    )
    return connection.total_changes > before


def waiting_lines(connection: Connection) -> Iterator[WaitingLine]:
    """Go through the lines that wait for a newer program."""
    rows = connection.execute("SELECT feed, seq, line, body FROM waiting_line ORDER BY feed, seq, sha256")
    return (WaitingLine(*row) for row in rows)
