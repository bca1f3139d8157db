"""The feeds there are, and where they end."""

import msgspec

from db.connection import Connection


class Last(msgspec.Struct, frozen=True):
    """The end of a feed as far as it is here; number 0 before its first entry."""

    seq: int
    hash: str
    lc: int


def last_of(connection: Connection, feed: str) -> Last:
    """Say where ``feed`` ends."""
    row = connection.execute(
        "SELECT seq, hash, lc FROM entry WHERE feed = ? ORDER BY seq DESC LIMIT 1", (feed,)
    ).fetchone()
    return Last(*row) if row else Last(0, "", 0)


def only_hash(connection: Connection, feed: str, seq: int) -> str | None:
    """Give the hash of the entry with that number; nothing where there is none, or more than one."""
    found = connection.execute("SELECT hash FROM entry WHERE feed = ? AND seq = ?", (feed, seq)).fetchall()
    return found[0][0] if len(found) == 1 else None


def feeds(connection: Connection) -> list[str]:
    """Name every feed of which there are entries, jumping from one to the next."""
    rows = connection.execute("""
        WITH RECURSIVE feed(name) AS (
            SELECT min(feed) FROM entry
            UNION ALL SELECT (SELECT min(feed) FROM entry WHERE feed > name) FROM feed WHERE name IS NOT NULL)
        SELECT name FROM feed WHERE name IS NOT NULL""")
    return [name for (name,) in rows]
