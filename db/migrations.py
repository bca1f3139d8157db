"""The tables that are kept for ever (journal, drafts, settings), and how older ones become today's.

Each step is a small named function, run whole or not at all; it speaks SQL only, never the code of today.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db.connection import Connection, speaking
from db.schema import FORMAT

KEPT = Migrations("workspace")


@KEPT()
def journal(database: Database) -> None:
    """Lay out the entries, the lines that wait for a newer program, and what was erased."""
    # ``header`` and ``body`` are the exact bytes, the other columns are read from the header;
    # ``received_ts`` is this device's clock when the entry came, empty for its own
    _run(
        database,
        """CREATE TABLE entry (
            rid INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE,
            feed TEXT NOT NULL, seq INTEGER NOT NULL, prev TEXT,
            lc INTEGER NOT NULL, ts INTEGER NOT NULL, tz INTEGER NOT NULL, type TEXT NOT NULL,
            org TEXT NOT NULL, actor TEXT NOT NULL, obj TEXT, co TEXT,
            header BLOB NOT NULL, sig BLOB NOT NULL, sig2 BLOB, body BLOB, received_ts INTEGER) STRICT""",
        "CREATE INDEX entry_by_feed ON entry (feed, seq, ts)",
        "CREATE INDEX entry_by_subject ON entry (obj, feed, org)",
        "CREATE INDEX entry_by_type ON entry (type)",
        "CREATE INDEX entry_by_certificate ON entry (co) WHERE co IS NOT NULL",
        """CREATE TABLE waiting_line (
            rid INTEGER PRIMARY KEY, feed TEXT NOT NULL, seq INTEGER NOT NULL,
            sha256 TEXT NOT NULL UNIQUE, line BLOB NOT NULL, body BLOB NOT NULL) STRICT""",
        # names of bytes that no arrival brings back: hashes of blobs, and of entries without their body
        "CREATE TABLE denied (hash TEXT PRIMARY KEY, by_entry TEXT NOT NULL) STRICT",
        "CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    )


@KEPT()
def drafts_and_settings(database: Database) -> None:
    """Lay out what is of this device only and never in the journal."""
    _run(
        database,
        """CREATE TABLE draft (
            key TEXT PRIMARY KEY, value TEXT NOT NULL, saved_ts INTEGER NOT NULL, saved_tz INTEGER NOT NULL
        ) STRICT""",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    )


@KEPT()
def photos_on_their_way(database: Database) -> None:
    """Lay out the photos that wait for a place, and imports that go on after a crash.

    Waiting photos lay in one draft for each person before.
    """
    # ``value`` is JSON text; ``rid`` is the order they came in; ``path`` is bytes as the system names files,
    # ``refused`` the sentence about a file that was looked at and not taken
    _run(
        database,
        """CREATE TABLE waiting_photo (
            rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL, sha256 TEXT NOT NULL,
            value TEXT NOT NULL) STRICT""",
        "CREATE INDEX waiting_photo_by_person ON waiting_photo (person)",
        "CREATE INDEX waiting_photo_by_sha256 ON waiting_photo (sha256)",
        """CREATE TABLE photo_import (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, began_ts INTEGER NOT NULL, began_tz INTEGER NOT NULL,
            files INTEGER NOT NULL) STRICT""",
        """CREATE TABLE photo_import_file (
            import TEXT NOT NULL, position INTEGER NOT NULL, path BLOB NOT NULL, refused TEXT,
            PRIMARY KEY (import, position)) STRICT""",
        """INSERT OR IGNORE INTO waiting_photo (id, person, sha256, value)
            SELECT json_extract(photo.value, '$.id'), substr(draft.key, 8),
                json_extract(photo.value, '$.original[0]'), photo.value
            FROM draft, json_each(CASE WHEN json_valid(draft.value) THEN draft.value ELSE '[]' END) AS photo
            WHERE substr(draft.key, 1, 7) = 'photos/'""",
        "DELETE FROM draft WHERE substr(key, 1, 7) = 'photos/'",
    )


@KEPT()
def reports_from_elsewhere(database: Database) -> None:
    """Lay out which PDFs were taken in, and the places they show signed."""
    # ``signed`` is a list of fields as JSON text: signatures whose entry may never come
    _run(
        database,
        """CREATE TABLE kept_report (
            subject TEXT PRIMARY KEY, file TEXT NOT NULL, signed TEXT NOT NULL) STRICT""",
    )


@KEPT()
def inbox_files(database: Database) -> None:
    """Lay out what was taken in from watched folders."""
    _run(
        database,
        """CREATE TABLE inbox_file (
            path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    )


def migrate(connection: Connection) -> None:
    """Run every step that ``connection`` has not seen, each in one transaction with the note of it.

    Raises Refused in words when the disk is full.
    """
    with speaking():
        KEPT.apply(Database(connection))
        connection.execute(f"PRAGMA user_version = {FORMAT}")


def _run(database: Database, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
