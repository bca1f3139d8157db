"""Rings of dead widgets die in the thread of the window, whoever allocates."""

import gc
from threading import Thread, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageRound

MANY = 20_000
"""Objects that have Python look for garbage many times over, where it may."""


@pytest.fixture
def deaths() -> list[str]:
    """The threads in which rings died."""
    return []


class Ring:
    """Holds itself, and says where it died."""

    def __init__(self, deaths: list[str]) -> None:
        self.deaths, self.itself = deaths, self
        self.widget = QWidget()

    def __del__(self) -> None:
        self.deaths.append(current_thread().name)


def test_a_lane_that_allocates_collects_nothing_and_the_next_round_does(
    qtbot: QtBot, deaths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.garbage.OFTEN", 5)
    window = QWidget()
    qtbot.addWidget(window)
    gc.enable()
    GarbageRound(window)
    Ring(deaths)
    kept: list[list[int]] = []
    lane = Thread(target=lambda: kept.extend([number] for number in range(MANY)))
    lane.start()
    lane.join()
    assert deaths == []
    qtbot.waitUntil(lambda: deaths != [])
    assert deaths == [main_thread().name]
    gc.unfreeze()
