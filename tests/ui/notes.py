"""The smallest workspace there can be: notes in a real SQLite file."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.workspace import Actor
from inspector.model.events import Event
from inspector.periods import Instant
from tests.db.village import MORNING

FIRST, SECOND = Actor("示例甲", "示例村"), Actor("示例乙", "示例镇")

Settle = Callable[[], None]
"""Wait until every answer has come, also those that painting asks for."""

Wait = Callable[[Callable[[], bool]], None]
"""Wait until something is so, for as long as another process may need."""


class NoteTaken(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody wrote something down."""

    TYPE = "note.taken"

    text: str


def notes(*texts: str) -> list[NoteTaken]:
    return [NoteTaken(text=text) for text in texts]


class NotesReader:
    """A read-only connection to the notes."""

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)

    def notes(self) -> list[str]:
        return [text for (text,) in self.connection.execute("SELECT text FROM notes ORDER BY rowid")]

    def interrupt(self) -> None:
        self.connection.interrupt()

    def close(self) -> None:
        self.connection.close()


@dataclass
class NotesWorkspace:
    """Takes notes in one transaction, refuses empty ones, and says which texts are new."""

    file: Path
    connection: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = sqlite3.connect(self.file, check_same_thread=False)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(
            "CREATE TABLE notes (text TEXT NOT NULL CHECK (text <> ''), by TEXT, at INTEGER)"
        )

    def record(
        self,
        events: Sequence[Event],
        by: Actor,
        at: Instant,
        *,
        person_key: Any = None,  # noqa: ARG002 - nobody signs notes
        finishes: str = "",  # noqa: ARG002 - no drafts of notes
    ) -> frozenset[str]:
        texts = [event.text for event in events if isinstance(event, NoteTaken)]
        with self.connection:
            self.connection.executemany(
                "INSERT INTO notes VALUES (?, ?, ?)", [(text, by.person, at.ts) for text in texts]
            )
        return frozenset(texts)

    def reader(self) -> NotesReader:
        return NotesReader(self.file)

    def close(self) -> None:
        self.connection.close()


class Clock:
    """A clock that stands still until it is moved; it begins on 2026-11-22 at 09:00 in China."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> Instant:
        return self.now

    def pass_by(self, milliseconds: int) -> None:
        self.now = self.now.later(milliseconds)
