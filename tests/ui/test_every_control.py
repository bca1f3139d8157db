"""Every control of every page and dialog has a name, can be reached, and shows its words whole."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from inspector import words
from inspector.words import _
from tests.db.reporting import built, certify, finish, go_round, key_of
from tests.db.village import Village
from tests.ui.every_control import controls, faults
from tests.ui.notes import Settle
from ui.fonts import screen_family
from ui.page_list import pages
from ui.session import Session
from ui.theme import LIGHT, Theme, wear
from ui.window import Window
from ui.workspace_questions import workspace_questions

LOOKS = ((1366, 768, 100), (680, 380, 100), (1366, 768, 200), (1366, 768, 80))
"""Sizes of the window, each with the zoom it is looked at in."""
ELSEWHERE = {"Print the report", "Open its folder", "Larger", "Smaller"}
"""Commands that open what belongs to the system, or only turn something."""


@pytest.fixture(params=words.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.use(request.param)
    yield request.param
    words.use("en")


@pytest.fixture
def lived_in(village: Village) -> Village:
    """A village with a finished round, an open one, findings and photos."""
    patrol = go_round(village, photos=3)
    certify(village, key_of("示例甲"))
    finish(village, patrol)
    built(village, patrol)
    go_round(village, 80)
    return village


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[None]:
    """Write with the letters that come with the program: words are as wide and high on every machine."""
    own = qapp.font()
    ours = QFont(own)
    ours.setFamily(screen_family(qapp, bundled=True))
    qapp.setFont(ours)
    yield
    qapp.setFont(own)


@pytest.fixture(params=LOOKS, ids=str)
def window(
    request: pytest.FixtureRequest,
    language: str,
    lived_in: Village,
    session: Session,
    letters: None,
    qtbot: QtBot,
    qapp: QApplication,
) -> Iterator[Window]:
    width, height, zoom = request.param
    wear(qapp, Theme(LIGHT, zoom))
    made = Window(session, workspace_questions(), pages())
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    yield made
    made.close()
    wear(qapp, Theme(LIGHT))


@pytest.mark.parametrize("name", [entry.name for entry in pages()])
def test_every_page_is_whole_and_within_reach(window: Window, name: str, settle: Settle) -> None:
    window.go_to(name)
    settle()
    assert len(list(controls(window))) > 5
    assert faults(window) == []


@pytest.mark.parametrize("window", LOOKS[1:3], indirect=True, ids=str)
@pytest.mark.parametrize("name", [entry.name for entry in pages()])
def test_every_dialog_that_a_command_opens(window: Window, name: str, settle: Settle) -> None:
    window.go_to(name)
    settle()
    found: list[str] = []
    assert window.page
    for command in window.page.commands():
        if command.text in {_(one) for one in ELSEWHERE}:
            continue
        command.act()
        settle()
        while popup := QApplication.activePopupWidget():
            popup.close()
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                if not isinstance(dialog, QFileDialog):
                    dialog.resize(dialog.minimumSizeHint().expandedTo(dialog.minimumSize()))
                    settle()
                    small = dialog.width() <= max(660, window.width()) and dialog.height() <= window.height()
                    found += [] if small else [f"{command.text}: {dialog.width()} × {dialog.height()} px"]
                    found += [f"{command.text}: {fault}" for fault in faults(dialog)]
                dialog.reject()
        settle()
    assert found == []


@pytest.mark.parametrize("window", LOOKS[:1], indirect=True, ids=str)
@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.parametrize("name", [entry.name for entry in pages()])
def test_the_tabulator_goes_round_and_never_out_of_sight(window: Window, name: str, settle: Settle) -> None:
    window.go_to(name)
    settle()
    window.activateWindow()
    settle()
    reached: list[QWidget | None] = []
    for _step in range(300):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is None or here.isVisible()
        if here in reached:
            break
        reached.append(here)
    else:
        pytest.fail("it never comes back to where it was")
    assert len(reached) > 5
