"""today: the page Today of a township with 2,000 sites, from the question to the painted list."""

import os
from collections.abc import Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop

from bench.fixtures import large_workspace
from bench.measure import Figure, median, milliseconds
from bench.sites import listing, until
from ui.pages.today import TodayPage
from ui.widgets.due_list import DueList

LIMIT_MS = 50.0
ROUNDS = 9
WIDTH, HEIGHT = 1190, 680


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Let the page, which stands, ask for its day anew, until the list of who is due is painted."""
    with listing(large_workspace()) as (session, _lanes):
        page = TodayPage(session)
        page.resize(WIDTH, HEIGHT)
        page.show()
        until(lambda: bool(_filled(page)))
        (due,) = _filled(page)
        loop = QEventLoop()
        due.model().dataChanged.connect(loop.quit)

        def once() -> None:
            page.refresh()
            loop.exec()
            due.viewport().repaint()

        times = [milliseconds(once) for _round in range(ROUNDS + 2)][2:]
        page.close()
    return [Figure("today", median(times), LIMIT_MS, 1, "ms")]


def _filled(page: TodayPage) -> list[DueList]:
    return [one for one in page.findChildren(DueList) if one.model().rowCount()]
