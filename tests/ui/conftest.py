"""A real small workspace, its session, and the law that no test leaves a job running."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Actor, Workspace
from inspector import words
from tests.db.village import STAFF, VILLAGE, Village
from tests.ui.notes import FIRST, Clock, NotesWorkspace, Settle, Wait
from ui.background import Background
from ui.garbage import look_for_garbage
from ui.page_list import pages
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, Theme, wear
from ui.window import Window
from ui.workspace_questions import workspace_questions


@pytest.fixture(autouse=True)
def _qt_dies_where_it_lives(qapp: QApplication) -> Iterator[None]:
    """As in the program, no lane looks for garbage; what lies on the clipboard does not outlive Python."""
    gc.disable()
    yield
    QGuiApplication.clipboard().clear()
    look_for_garbage()
    gc.enable()


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> None:
    words.use("en")
    wear(qapp, Theme(LIGHT))


@pytest.fixture(autouse=True)
def _no_key_is_held(qapp: QApplication) -> None:
    """QTest keeps the modifiers of the last key; a held Ctrl would turn ``selectRow`` into a toggle."""
    QTest.keyClick(QWidget(), Qt.Key.Key_Control)


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
def settle(qtbot: QtBot, background: Background) -> Settle:
    """Wait until every answer has come, also those that painting asks for."""

    def wait() -> None:
        for _round in range(3):
            QTest.qWait(1)
            qtbot.waitUntil(lambda: background.is_idle)

    return wait


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[NotesWorkspace]:
    kept = NotesWorkspace(tmp_path / "notes.db")
    yield kept
    kept.close()


@pytest.fixture
def notes_session(
    notebook: NotesWorkspace, background: Background, preferences: Preferences, clock: Clock
) -> Iterator[Session]:
    """A session on the smallest workspace, for what does not depend on the trade."""
    opened = Session(cast("Workspace", notebook), background, now=clock, preferences=preferences)
    opened.act_as(FIRST)
    yield opened
    background.close()
    opened.close()


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A real workspace: an office, a township with a village, two people, three lists, a few sites."""
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def session(
    village: Village, background: Background, preferences: Preferences, clock: Clock
) -> Iterator[Session]:
    """A session on the village's workspace; the grid inspector acts."""
    opened = Session(village.workspace, background, now=clock, preferences=preferences)
    opened.act_as(Actor(STAFF, VILLAGE))
    yield opened
    background.close()
    opened.close()


@pytest.fixture
def until(qtbot: QtBot) -> Wait:
    """Wait for what another process does."""
    return lambda is_so: qtbot.waitUntil(is_so, timeout=60_000)


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[Window]:
    """The real window over the village; no page is loaded before ``go_to``."""
    made = Window(session, workspace_questions(), pages())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()
