"""The real window on the village's workspace, with the inspector's day in it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from db.connection import Reader
from tests.db.village import Village
from tests.ui.day_desk import Hands, open_window
from tests.ui.notes import Settle
from ui.pages.today import TodayPage
from ui.session import Session
from ui.window import Window


@pytest.fixture
def window(session: Session, qtbot: QtBot, settle: Settle) -> Iterator[Window]:
    opened, _page = open_window(session)
    qtbot.addWidget(opened)
    settle()
    yield opened
    settle()


@pytest.fixture
def page(window: Window) -> TodayPage:
    shown = window.page
    assert isinstance(shown, TodayPage)
    return shown


@pytest.fixture
def lone_page(session: Session, qtbot: QtBot, settle: Settle) -> Iterator[TodayPage]:
    """The page without a window, which would choose a person of its own accord."""
    alone = TodayPage(session)
    qtbot.addWidget(alone)
    alone.resize(1100, 700)
    alone.show()
    settle()
    yield alone
    settle()


@pytest.fixture
def hands(page: TodayPage, settle: Settle) -> Hands:
    return Hands(page, settle)


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()
