"""The longest gap of a 10 ms heartbeat while each page is opened, scrolled and filtered on a large store."""

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from bench.county import county
from bench.fixtures import cache
from bench.measure import Figure
from bench.moment import NOW
from bench.wallchart import add_tasks
from db.connection import atomic, open_writer
from db.opening import DATABASE
from db.queries.ledger import FILTERS
from db.workspace import Actor, Workspace
from inspector.model.ids import GridId, PersonId
from ui.background import Background
from ui.garbage import GarbageRound
from ui.page_list import pages
from ui.pages.findings import FindingsPage
from ui.pages.ledger import LedgerPage
from ui.pages.overview import OverviewPage
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, Theme, wear
from ui.window import Window
from ui.workspace_questions import workspace_questions

LONGEST_MS, BEAT_MS = 100.0, 10
WIDE, HIGH = 1366, 768
GOES = 3
TURNS = 12
"""Steps in which a page is scrolled through."""
NAMES = ("week", "month", "overview", "findings", "ledger", "wall chart")


def measure_pages() -> list[Figure]:
    """Open the window on the county with 500 tasks and go through its pages as a person does.

    Of each page the middle of several goes counts: now and then a machine halts a whole process for a moment.
    """
    # as where the program is installed: a page is loaded from bytecode the first time it is shown
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(cache() / "bytecode")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101 - a core application has no windows
    wear(app, Theme(LIGHT))
    gaps: dict[str, list[float]] = {name: [] for name in NAMES}
    for _go in range(GOES):
        with tempfile.TemporaryDirectory() as folder, _window(Path(folder)) as (window, lanes):
            for name in NAMES:
                gaps[name].append(_longest_gap(_through(window, lanes, name)))
    return [Figure(f"smooth {name}", median(longest), LONGEST_MS, 1, "ms") for name, longest in gaps.items()]


@contextmanager
def _window(folder: Path) -> Iterator[tuple[Window, Background]]:
    shutil.copytree(county(), folder / "county")
    with closing(open_writer(folder / "county" / DATABASE)) as writer, atomic(writer):
        add_tasks(writer)
    lanes = Background(_fail)
    with closing(Workspace.open(folder / "county")) as workspace:
        session = Session(
            workspace, lanes, now=lambda: NOW, preferences=Preferences(folder / "preferences.json")
        )
        with closing(workspace.reader()) as reader:
            person, grid = reader.row("SELECT person, grid FROM duty LIMIT 1") or ("", "")
        session.act_as(Actor(PersonId(person), GridId(grid)))
        window = Window(session, workspace_questions(), pages())
        window.resize(WIDE, HIGH)
        window.show()
        window.load_pages()
        GarbageRound(window)
        _settle(lanes)
        yield window, lanes
        window.close()
        lanes.close()
        session.close()
    # as before the round: what died with the window goes before the next one opens
    gc.unfreeze()
    gc.enable()
    gc.collect()


def _through(window: Window, lanes: Background, name: str) -> Callable[[], None]:
    """Give what a person does on a page: open it, scroll through it, filter it."""

    def go() -> None:
        window.go_to("overview" if name == "wall chart" else name)
        _settle(lanes)
        page = window.page
        if name == "wall chart":
            assert isinstance(page, OverviewPage)  # noqa: S101 - by its name
            _through_wall(page, lanes)
            return
        assert page  # noqa: S101 - it was gone to
        _scroll(page, lanes)
        if isinstance(page, FindingsPage | LedgerPage):
            for one in FILTERS if isinstance(page, LedgerPage) else ("open", "overdue", "closed", "all"):
                page.list.show_view(filter=one)
                _settle(lanes)
            page.list.show_view(text="扬尘")
            _settle(lanes)

    return go


def _through_wall(page: OverviewPage, lanes: Background) -> None:
    page.show_wall()
    _settle(lanes)
    wall = page.wall.wall
    assert wall  # noqa: S101 - it was opened
    wall.view.setFocus()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Period, Qt.Key.Key_Right, Qt.Key.Key_Minus):
        for _turn in range(3):
            QTest.keyClick(wall.view, key)
            QTest.qWait(BEAT_MS)
    for at in range(wall.look.count()):
        wall.look.setCurrentIndex(at)
        wall.look.activated.emit(at)
        _settle(lanes)
    page.wall.give_up()
    _settle(lanes)


def _scroll(page: QWidget, lanes: Background) -> None:
    """Move every bar in sight from its beginning to its end."""
    for area in page.findChildren(QAbstractScrollArea):
        bar = area.verticalScrollBar()
        if area.isVisible() and bar.maximum():
            for turn in range(TURNS + 1):
                bar.setValue(bar.maximum() * turn // TURNS)
                QTest.qWait(BEAT_MS)
    _settle(lanes)


def _longest_gap(go: Callable[[], None]) -> float:
    beats: list[float] = []
    heart = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    QTest.qWait(5 * BEAT_MS)
    go()
    QTest.qWait(5 * BEAT_MS)
    heart.stop()
    return max((later - earlier) * 1000 for earlier, later in pairwise(beats))


def _settle(lanes: Background) -> None:
    """Wait until every answer has come and is painted."""
    QTest.qWait(3 * BEAT_MS)
    while not lanes.is_idle:
        QTest.qWait(BEAT_MS)
    QTest.qWait(3 * BEAT_MS)


def _fail(error: object) -> None:
    raise SystemExit(str(error))
