"""Drafts: what was typed and not yet recorded, on the disk so that a crash loses none of it."""

import msgspec

from db.connection import Connection, Reader
from inspector.periods import Instant


class Draft(msgspec.Struct, frozen=True):
    """Something unfinished; ``value`` is JSON text of the screen that wrote it."""

    key: str
    value: str
    saved: Instant


def save(connection: Connection, key: str, value: str, at: Instant) -> None:
    """Keep ``value`` under ``key``, such as ``stop/<patrol>/<site>``, in the place of what was there."""
    connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", (key, value, at.ts, at.tz))


def remove(connection: Connection, key: str) -> None:
    """Forget the draft of ``key``, if there is one."""
    connection.execute("DELETE FROM draft WHERE key = ?", (key,))


def kept_drafts(reader: Reader, prefix: str = "") -> list[Draft]:
    """Give the drafts whose key begins with ``prefix``, the newest first."""
    rows = reader.rows(
        "SELECT key, value, saved_ts, saved_tz FROM draft WHERE substr(key, 1, ?) = ?"
        " ORDER BY saved_ts DESC, key",
        (len(prefix), prefix),
    )
    return [Draft(key, value, Instant(ts, tz)) for key, value, ts, tz in rows]


def draft(reader: Reader, key: str) -> Draft | None:
    """Give the draft of ``key``, if there is one."""
    row = reader.row("SELECT key, value, saved_ts, saved_tz FROM draft WHERE key = ?", (key,))
    return Draft(row[0], row[1], Instant(row[2], row[3])) if row else None
