"""The one place that knows the database driver: opening, transactions, locks, and what its errors mean."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from inspector.errors import Refused, Spoken, Unreadable
from inspector.words import N_

if TYPE_CHECKING:  # sqlcipher3 publishes no types; it is the standard library's module with another engine
    import sqlite3 as driver
else:
    from sqlcipher3 import dbapi2 as driver

Connection: TypeAlias = driver.Connection
Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Sequence[object] | Mapping[str, object]
DatabaseError = driver.DatabaseError
OperationalError = driver.OperationalError
IntegrityError = driver.IntegrityError
ProgrammingError = driver.ProgrammingError

ENGINE_NEEDED = (3, 51, 3)
"""Older engines lose data when two connections reset the WAL at once (sqlite.org/wal.html#walresetbug)."""
CHECKPOINT_PAGES = 8_000
"""32 MB: a checkpoint costs many commits' time, so it is rare; closing makes one too."""
STATEMENTS_KEPT = 400
READER_CACHE = 2_000
"""KiB; with more a question that looks at many pages takes longer, not shorter: the system keeps them too."""

DAMAGED = N_("The database {file} is damaged. Nothing was changed; restore a backup of it.")
DISK_FULL = N_("The disk is full. Nothing was recorded; make room and try again.")
NOT_WRITABLE = N_("The folder {folder} can't be written to. Choose another one, or change its permissions.")

_READ_ONLY, _CORRUPT, _FULL, _CANNOT_OPEN, _NO_DATABASE = 8, 11, 13, 14, 26
"""Result codes of SQLite (sqlite.org/rescode.html)."""
_CODES = {"database or disk is full": _FULL, "database disk image is malformed": _CORRUPT}
"""The driver's backup raises errors that have no code."""


def check_engine(version: tuple[int, ...] = driver.sqlite_version_info) -> None:
    """Raise Refused when the database engine is older than we trust."""
    if version < ENGINE_NEEDED:
        found, needed = (".".join(map(str, one)) for one in (version, ENGINE_NEEDED))
        raise Refused(
            N_("This program needs the database engine SQLite {needed} or newer; {found} is installed."),
            needed=needed,
            found=found,
        )


def open_writer(file: Path) -> Connection:
    """Open ``file`` for writing, made if missing: WAL, every commit on the disk before it is acknowledged.

    There is one at a time, and only one thread at a time uses it. Raises Refused or Unreadable in words.
    """
    check_engine()
    with speaking(file):
        connection = _connected(file, "rwc")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        except BaseException:
            connection.close()
            raise
        return connection


def open_reader(file: Path) -> Connection:
    """Open ``file`` read-only; each thread that reads has its own, and another thread may interrupt it."""
    with speaking(file):
        connection = _connected(file, "ro")
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{READER_CACHE}")
        return connection


def open_copy(file: Path) -> Connection:
    """Open the new ``file`` to be filled page by page by ``backup``."""
    with speaking(file):
        return _connected(file, "rwc")


def open_scratch() -> Connection:
    """Open an empty database that nobody else sees and that is gone when it is closed."""
    return driver.connect("", isolation_level=None, check_same_thread=False)


def take_lock(file: Path) -> Connection | None:
    """Hold ``file`` until the connection is closed or the process ends; ``None`` if somebody holds it.

    SQLite's own lock on an empty database: the system drops it with the process, however that ends.
    """
    with speaking(file):
        connection = _connected(file, "rwc", timeout=0)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except DatabaseError as error:
            connection.close()
            if _code(error) == driver.SQLITE_BUSY:
                return None
            raise
        return connection


@contextmanager
def atomic(connection: Connection) -> Iterator[None]:
    """Commit everything inside, or nothing; raises Refused in words when the disk is full."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        with speaking():
            yield
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def speaking(file: Path | None = None) -> Iterator[None]:
    """Turn what the disk or a damaged file makes the driver say into a sentence for people."""
    try:
        yield
    except DatabaseError as error:
        spoken = _spoken(_code(error), file)
        if spoken is None:
            raise
        raise spoken from error


def _spoken(code: int, file: Path | None) -> Spoken | None:
    if code in {_CORRUPT, _NO_DATABASE}:
        return Unreadable(DAMAGED, file=file.name if file else "grid.db")
    if code == _FULL:
        return Refused(DISK_FULL)
    if code in {_READ_ONLY, _CANNOT_OPEN}:
        return Refused(NOT_WRITABLE, folder=file.parent if file else "")
    return None


def _code(error: DatabaseError) -> int:
    """Give the primary result code, whose extended form says more than people need."""
    return int(getattr(error, "sqlite_errorcode", 0) or _CODES.get(str(error), 0)) & 0xFF


def _connected(file: Path, mode: str, timeout: float = 5) -> Connection:
    return driver.connect(
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
        timeout=timeout,
    )


class Reader:
    """A read-only view of a workspace for one thread; only ``interrupt`` may be called from another."""

    def __init__(self, file: Path, connection: Connection | None = None) -> None:
        """Open the view; it sees everything committed before each question.

        ``connection`` asks another database that was made from ``file``.
        """
        self.connection = connection or open_reader(file)
        self._file = file

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """Give all rows that answer ``query``."""
        with speaking(self._file):
            return self.connection.execute(query, values).fetchall()

    def row(self, query: str, values: Values = ()) -> Row | None:
        """Give the first row that answers ``query``, if there is one."""
        with speaking(self._file):
            row: Row | None = self.connection.execute(query, values).fetchone()
            return row

    def value(self, query: str, values: Values = ()) -> Any:
        """Give the first column of the first row, ``None`` without one."""
        row = self.row(query, values)
        return row[0] if row else None

    def interrupt(self) -> None:
        """Stop the statement that runs now; its thread gets an ``OperationalError``."""
        self.connection.interrupt()

    def close(self) -> None:
        """Let the view go."""
        self.connection.close()
