"""The columns of the ledger stand side by side in a window of 1280, in every language."""

import pytest
from pytestqt.qtbot import QtBot

from inspector.words import LANGUAGES, use
from tests.ui.notes import Settle
from ui.pages.ledger import SIDE, LedgerPage
from ui.session import Session

WINDOW, NAVIGATION = 1280, 186
"""Logical pixels of the narrowest window with two panes, and of the names of the pages in it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_in_a_window_of_1280(
    session: Session, qtbot: QtBot, settle: Settle, language: str
) -> None:
    use(language)
    try:
        page = LedgerPage(session)
    finally:
        use("en")
    qtbot.addWidget(page)
    page.resize(WINDOW - NAVIGATION, 700)
    page.show()
    settle()
    assert page.side.width() > SIDE
    assert page.list.table.horizontalScrollBar().maximum() == 0
