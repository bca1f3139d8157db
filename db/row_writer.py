"""Writing the rows of subjects: gathered, then put into the tables in few statements."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from operator import itemgetter
from types import NoneType
from typing import Any, TypeAlias

import msgspec

from db.connection import Connection
from db.entries import stored
from db.row_shape import Row, Rows, Shape
from inspector.journal.body import Reading
from inspector.journal.chain import conflicts
from inspector.journal.entry import reading_of
from inspector.journal.kinds import kinds
from inspector.model.events import Audience, Fact, Facts
from inspector.words import N_

NEWER = N_("A record was written by a newer program; update this one to change what it is about.")
UNREADABLE = N_("A record has content this program can't read.")
WITHOUT_CONTENT = N_("A record came without its content.")
NO_SUCH_TIME = N_("A record holds a date or time that does not exist.")

_SENTENCES = {
    Reading.UNKNOWN_TYPE: NEWER,
    Reading.NEWER_VERSION: NEWER,
    Reading.BAD_BODY: UNREADABLE,
    Reading.NO_BODY: WITHOUT_CONTENT,
}
Values: TypeAlias = tuple[Any, ...]
_Stage: TypeAlias = dict[str, list[Values]]
"""The values that statements are to be executed with, in their order."""
_PACKER = msgspec.msgpack.Encoder()
_UNPACKER = msgspec.msgpack.Decoder(list[_Stage])
_PLAIN: dict[type, Callable[..., object]] = {bool: int}
_REMARKS = ("trouble", "unconfirmed", "named_file", "conflict")
"""Tables of what is to be said of a subject's entries."""


class RowWriter:
    """Gathers rows and writes them at ``flush``: what goes, what comes, what it is found by."""

    def __init__(self, journal: Connection, tables: Connection) -> None:
        """Write into ``tables`` what was folded from ``journal``."""
        self._journal = journal
        self._tables = tables
        self._going: _Stage = {}
        self._coming: _Stage = {}
        self._words: _Stage = {}
        self._stages = (self._going, self._coming, self._words)
        self._latest: dict[str, tuple[int, int]] = {}

    def flush(self) -> None:
        """Write what was gathered."""
        self._write(self._stages)
        self._clear()

    def packed(self) -> bytes:
        """Give what was gathered so that it travels between processes."""
        gathered = _PACKER.encode(self._stages)
        self._clear()
        return gathered

    def write_packed(self, gathered: bytes) -> None:
        """Write what another gathered."""
        self._write(_UNPACKER.decode(gathered))

    def forget(self) -> None:
        """Drop what was gathered and learnt in a transaction that failed."""
        self._clear()
        self._latest.clear()

    def write(self, shape: Shape, subject: str, rows: Rows | None, *, is_new: bool, rid: int = 0) -> None:
        """Replace the rows of ``subject``; ``is_new`` spares looking for old ones, ``rid`` for its number."""
        rows = rows or Rows()
        if not is_new:
            for table, column in shape.parts:
                self._go(f"DELETE FROM {table} WHERE {column} = ?", subject)  # noqa: S608 - names of ours
            if not rows.row and shape.table:
                self._remove(shape, subject)
        if rows.row:
            self._come(shape.table, rows.row, rid)
        for table, parts in rows.parts.items():
            for part in parts:
                self._come(table, part)
        if rows.words and rid:
            statement = _numbered(shape.search, tuple(rows.words))
            self._words.setdefault(statement, []).append((rid, *rows.words.values()))
        elif rows.words:
            statement = _finding_by(shape.search, shape.table, tuple(rows.words), is_new=is_new)
            self._words.setdefault(statement, []).append((*rows.words.values(), subject))

    def remark(self, subject: str, facts: Facts, *, is_new: bool) -> None:
        """Replace what is to be said of the entries of ``subject``."""
        if not is_new:
            for table in _REMARKS:
                self._go(f"DELETE FROM {table} WHERE subject = ?", subject)  # noqa: S608 - names of ours
        for fact in facts:
            if fact.event is None or fact.blobs or not fact.confirmed:
                self._remark_on(fact)
        for one, other, resolved_by in conflicts(facts) if len(facts) > 1 else ():
            self._come(
                "conflict", {"subject": subject, "one": one, "other": other, "resolved_by": resolved_by}
            )

    def remark_on_lone(self, fact: Fact) -> None:
        """Replace what is to be said of an entry without subject."""
        for table in ("trouble", "unconfirmed", "named_file"):
            self._go(f"DELETE FROM {table} WHERE entry = ?", fact.hash)  # noqa: S608 - names of ours
        self._remark_on(fact)

    def complain(self, fact: Fact, sentence: str) -> None:
        """Say that ``fact`` can't be interpreted, which makes its subject read-only here."""
        self._come(
            "trouble", {"entry": fact.hash, "subject": fact.subject, "type": fact.type, "sentence": sentence}
        )

    def write_stops(self, stops: dict[str, int]) -> None:
        """Note where feeds stop."""
        for feed, stops_at in stops.items():
            self._go("DELETE FROM fork WHERE feed = ?", feed)
            self._come("fork", {"feed": feed, "stops_at": stops_at})

    def doubt_clocks(self, feed: str, first: int, slack: int) -> None:
        """Find again, from number ``first`` on, the entries whose clock stood before an earlier one's."""
        seen, latest = self._latest.get(feed, (-1, 0))
        if seen != first - 1:
            self._tables.execute("DELETE FROM clock_doubt WHERE feed = ? AND seq >= ?", (feed, first))
            (latest,) = self._journal.execute(
                "SELECT ifnull(max(ts), 0) FROM entry WHERE feed = ? AND seq < ?", (feed, first)
            ).fetchone()
        doubted: dict[tuple[int, int], int] = {}
        for seq, ts in self._journal.execute(
            "SELECT seq, ts FROM entry WHERE feed = ? AND seq >= ? ORDER BY seq, ts", (feed, first)
        ):
            if ts < latest - slack:
                doubted[seq, ts] = latest
            seen, latest = seq, ts if ts > latest else latest  # noqa: FURB136 - on the way of every entry
        self._latest[feed] = seen, latest
        for (seq, ts), before in doubted.items():
            self._doubt_clock(feed, seq, ts, before)

    def _doubt_clock(self, feed: str, seq: int, ts: int, latest: int) -> None:
        for name, subject in self._journal.execute(
            "SELECT hash, ifnull(obj, '') FROM entry WHERE feed = ? AND seq = ? AND ts = ? ORDER BY hash",
            (feed, seq, ts),
        ):
            row = {"entry": name, "subject": subject, "feed": feed, "seq": seq, "ts": ts, "latest_ts": latest}
            self._come("clock_doubt", row)

    def _write(self, stages: Sequence[_Stage]) -> None:
        for stage in stages:
            for statement, values in stage.items():
                self._tables.executemany(statement, values)

    def _clear(self) -> None:
        for stage in self._stages:
            stage.clear()

    def _remark_on(self, fact: Fact) -> None:
        if fact.event is None and (entry := stored(self._journal, fact.hash)):
            _, reading = reading_of(entry)
            if reading is not Reading.NO_BODY or not (self._is_denied(fact.hash) or _is_for_others(fact)):
                self.complain(fact, _SENTENCES[reading])
        if not fact.confirmed:
            self._come(
                "unconfirmed",
                {
                    "entry": fact.hash,
                    "subject": fact.subject,
                    "feed": fact.feed,
                    "seq": fact.seq,
                    "type": fact.type,
                    "actor": fact.actor,
                },
            )
        for position, blob in enumerate(fact.blobs):
            self._come(
                "named_file",
                {
                    "entry": fact.hash,
                    "position": position,
                    "subject": fact.subject,
                    "sha256": blob.sha256,
                    "size": blob.size,
                    "mime": blob.mime,
                },
            )

    def _is_denied(self, name: str) -> bool:
        row = self._journal.execute("SELECT 1 FROM denied WHERE hash = ?", (name,)).fetchone()
        return row is not None

    def _remove(self, shape: Shape, subject: str) -> None:
        if shape.search:
            self._go(
                f"DELETE FROM {shape.search} WHERE rowid = (SELECT rid FROM {shape.table} WHERE id = ?)",  # noqa: S608
                subject,
            )
        self._go(f"DELETE FROM {shape.table} WHERE id = ?", subject)  # noqa: S608 - names of ours

    def _go(self, statement: str, *values: object) -> None:
        self._going.setdefault(statement, []).append(values)

    def _come(self, table: str, row: Row, rid: int = 0) -> None:
        values = (rid, *row.values()) if rid else tuple(row.values())
        statement, bound = _inserting(table, tuple(row), tuple(map(type, values)))
        self._coming.setdefault(statement, []).append(bound(values))


def _is_for_others(fact: Fact) -> bool:
    """Say whether an entry comes without its body wherever it is not meant to be read."""
    kind = kinds().get(fact.type)
    return kind is not None and kind.AUDIENCE is Audience.HANDLERS


@cache
def _inserting(
    table: str, columns: tuple[str, ...], kinds: tuple[type, ...]
) -> tuple[str, Callable[[Values], Values]]:
    """Write the statement that inserts a row, in the place of one with the same id if the table has ids.

    One value more than ``columns`` is the number, first, of a row that is not there yet.

    With it comes what puts the values of such a row as the statement binds them: the driver takes twenty
    times as long over nothing, a truth and a word of a list as over plain text and numbers.
    """
    marks = ", ".join("NULL" if kind is NoneType else "?" for kind in kinds)
    is_numbered = len(kinds) > len(columns)
    named = ", ".join(("rid", *columns) if is_numbered else columns)
    statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608 - names of ours
    if columns[0] == "id" and "position" not in columns and not is_numbered:
        # the row keeps its rid, by which the search knows it
        kept = ", ".join(f"{name} = excluded.{name}" for name in columns)
        statement += f" ON CONFLICT (id) DO UPDATE SET {kept}"
    return statement, _binding(kinds)


def _binding(kinds: tuple[type, ...]) -> Callable[[Values], Values]:
    given = [place for place, kind in enumerate(kinds) if kind is not NoneType]
    plain = {
        place: _PLAIN.get(kind, str if issubclass(kind, StrEnum) else None)
        for place, kind in enumerate(kinds)
    }
    if not any(plain.values()):
        return itemgetter(*given)
    return lambda values: tuple(
        [values[place] if (make := plain[place]) is None else make(values[place]) for place in given]
    )


@cache
def _numbered(search: str, columns: tuple[str, ...]) -> str:
    """Write the statement that indexes words of rows whose number is known."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {search} (rowid, {', '.join(columns)}) VALUES (?, {marks})"  # noqa: S608 - as above


@cache
def _finding_by(search: str, table: str, columns: tuple[str, ...], *, is_new: bool) -> str:
    """Write the statement that indexes words; replacing costs a look at every part of the index."""
    marks = ", ".join("?" * len(columns))
    verb = "INSERT" if is_new else "INSERT OR REPLACE"
    return (
        f"{verb} INTO {search} (rowid, {', '.join(columns)})"  # noqa: S608 - names of ours
        f" SELECT rid, {marks} FROM {table} WHERE id = ?"
    )
