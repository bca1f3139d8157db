"""A second start passes its files to the first and ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from ui.one_instance import OneInstance


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[OneInstance]:
    instance = OneInstance(tmp_path / "device")
    assert instance.claim()
    yield instance
    instance.leave()


def test_the_files_of_a_second_start_reach_the_first(
    first: OneInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    first.listen()
    called: list[list[str]] = []
    first.called.connect(called.append)
    second = OneInstance(tmp_path / "device")
    assert not second.claim()
    assert second.pass_on([str(tmp_path / "日报.gpk")])
    qtbot.waitUntil(lambda: called == [[str(tmp_path / "日报.gpk")]])
    assert second.pass_on([])
    qtbot.waitUntil(lambda: called[1:] == [[]])


def test_a_silent_first_start_is_not_waited_for(first: OneInstance, tmp_path: Path) -> None:
    second = OneInstance(tmp_path / "device")
    assert not second.claim()
    assert not second.pass_on([])


def test_the_place_is_free_once_the_first_has_left(first: OneInstance, tmp_path: Path) -> None:
    first.leave()
    second = OneInstance(tmp_path / "device")
    assert second.claim()
    second.leave()


@pytest.mark.parametrize("words", [b"\xff\xfe", b'{"a": 1}', b"[1, 2]"])
def test_words_of_strangers_only_raise_the_window(first: OneInstance, words: bytes, qtbot: QtBot) -> None:
    first.listen()
    called: list[list[str]] = []
    first.called.connect(called.append)
    stranger = QLocalSocket()
    stranger.connectToServer(first.name)
    assert stranger.waitForConnected(2_000)
    stranger.write(words)
    stranger.disconnectFromServer()
    qtbot.waitUntil(lambda: called == [[]])
