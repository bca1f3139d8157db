"""What is done in turns lets others speak between its parts, and a newer question ends an older one."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.ui.notes import Settle
from ui.background import Background
from ui.page import Page
from ui.session import Session
from ui.turns import Turns


@pytest.fixture
def turns(qtbot: QtBot) -> Turns:
    return Turns()


def parts(said: list[str], name: str, count: int) -> Iterator[None]:
    for at in range(count):
        said.append(f"{name}{at}")
        yield
    said.append(f"{name} done")


def test_the_first_part_is_done_at_once_and_others_speak_before_the_next(turns: Turns, qtbot: QtBot) -> None:
    said: list[str] = []
    QTimer.singleShot(0, lambda: said.append("a key"))
    turns.take(parts(said, "a", 2), "a")
    assert said == ["a0"]
    qtbot.waitUntil(lambda: turns.are_over)
    assert said == ["a0", "a key", "a1", "a done"]


def test_two_questions_take_turns(turns: Turns, qtbot: QtBot) -> None:
    said: list[str] = []
    turns.take(parts(said, "a", 2), "a")
    turns.take(parts(said, "b", 2), "b")
    qtbot.waitUntil(lambda: turns.are_over)
    assert said == ["a0", "b0", "a1", "b1", "a done", "b done"]


def test_a_newer_question_ends_the_older_one(turns: Turns, qtbot: QtBot) -> None:
    said: list[str] = []
    turns.take(parts(said, "a", 3), "page")
    turns.take(parts(said, "b", 1), "page")
    qtbot.waitUntil(lambda: turns.are_over)
    assert said == ["a0", "b0", "b done"]


def test_a_part_may_ask_anew_itself(turns: Turns, qtbot: QtBot) -> None:
    said: list[str] = []

    def asking() -> Iterator[None]:
        turns.take(parts(said, "b", 1), "page")
        yield
        said.append("never")

    turns.take(asking(), "page")
    qtbot.waitUntil(lambda: turns.are_over)
    assert said == ["b0", "b done"]


def test_a_fault_in_one_does_not_hold_up_the_others(turns: Turns, qtbot: QtBot) -> None:
    said: list[str] = []

    def failing() -> Iterator[None]:
        yield
        raise ValueError("broken")

    turns.take(failing(), "a")
    turns.take(parts(said, "b", 2), "b")
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: turns.are_over)
    assert [str(error) for _kind, error, _trace in caught] == ["broken"]
    assert said == ["b0", "b1", "b done"]


def test_nothing_more_is_shown_once_the_window_closes(background: Background, qtbot: QtBot) -> None:
    said: list[str] = []
    background.turns.take(parts(said, "a", 3), "a")
    assert not background.is_idle
    background.close()
    qtbot.wait(5)
    assert said == ["a0"]
    assert background.is_idle


def test_a_page_that_is_gone_is_shown_nothing(session: Session, settle: Settle) -> None:
    said: list[str] = []
    page = Page(session)
    page.in_turns(parts(said, "a", 3))
    shiboken6.delete(page)
    settle()
    assert said == ["a0"]
