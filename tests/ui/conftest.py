"""A real small workspace, its session, and the law that no test leaves a job running."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector import words
from inspector.periods import Instant
from ui.background import Background
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, Theme, wear

MORNING = Instant(1_795_309_200_000, 480)
"""2026-11-22 09:00 in China."""


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
    """The smallest thing with the shape of a workspace: real SQLite on a real file."""

    file: Path
    connection: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = sqlite3.connect(self.file, check_same_thread=False)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(
            "CREATE TABLE notes (text TEXT NOT NULL CHECK (text <> ''), by TEXT, at INTEGER)"
        )

    def record(self, events: Sequence[Any], by: Any, at: Instant, person_key: Any = None) -> frozenset[str]:
        with self.connection:
            self.connection.executemany(
                "INSERT INTO notes VALUES (?, ?, ?)", [(event, by, at.ts) for event in events]
            )
        return frozenset(events)

    def reader(self) -> NotesReader:
        return NotesReader(self.file)

    def close(self) -> None:
        self.connection.close()


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> Instant:
        return self.now

    def pass_by(self, milliseconds: int) -> None:
        self.now = self.now.later(milliseconds)


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> None:
    words.use("en")
    wear(qapp, Theme(LIGHT))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def preferences(tmp_path: Path, qapp: QApplication) -> Preferences:
    return Preferences(tmp_path / "device" / "preferences.json")


@pytest.fixture
def failures() -> list[BaseException]:
    """The errors that nobody asked for."""
    return []


@pytest.fixture
def background(qtbot: QtBot, failures: list[BaseException]) -> Iterator[Background]:
    lanes = Background(failures.append)
    yield lanes
    qtbot.waitUntil(lambda: lanes.is_idle, timeout=10_000)
    lanes.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[NotesWorkspace]:
    kept = NotesWorkspace(tmp_path / "notes.db")
    yield kept
    kept.close()


@pytest.fixture
def session(
    workspace: NotesWorkspace, background: Background, preferences: Preferences, clock: Clock
) -> Iterator[Session]:
    opened = Session(workspace, background, now=clock, preferences=preferences)
    opened.act_as("示例甲")
    yield opened
    background.close()
    opened.close()
