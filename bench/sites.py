"""sites: 20,000 sites in the list, from the question to the painted rows; and another filter of them."""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from bench.fixtures import GRID, OF_THESE_TABLES, cache, large_workspace
from bench.measure import Figure, median, milliseconds
from bench.moment import NOW
from db.connection import atomic, open_writer
from db.opening import DATABASE
from db.workspace import Actor, Workspace
from ui.background import Background
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, Theme, wear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.site_list import SiteList

SITES = 20_000
FIRST_MS, FILTER_MS = 50.0, 100.0
ROUNDS = 9
WIDTH, HEIGHT = 1100, 700
_MORE = """
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :times)
    INSERT INTO site (id, name, kind, rank, grid, added_on, status, lat, lon, place_source, accuracy_m,
        address, leader, responsible, checklist, credit_code, leader_phone, responsible_phone, note)
    SELECT printf('0192f0c0-0000-7000-%04x-%012x', 36864 + n, rid), name || ' ' || n, kind, rank, grid,
        added_on, status, lat, lon, place_source, accuracy_m, address, leader, responsible, checklist,
        credit_code, leader_phone, responsible_phone, note FROM number, site"""
_NUMBERED = "CREATE TEMP TABLE numbered AS SELECT id, row_number() OVER (ORDER BY rid) AS n FROM site"
_SPREAD = "UPDATE stop SET site = (SELECT id FROM numbered WHERE n = 1 + stop.rid * 7919 % :sites)"


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Ask for the first rows, and for the overdue ones, each until they are painted."""
    from ui.site_list import SiteList
    from ui.widgets.empty_state import EmptyState

    with listing(with_sites()) as (session, lanes):
        shown = SiteList(session, EmptyState("folder", "-"), ())
        shown.resize(WIDTH, HEIGHT)
        shown.show()
        first = _times(shown, lanes, lambda: shown.show_view(filter="all", text=""))
        narrowed = _times(shown, lanes, lambda: shown.show_view(filter="overdue"))
        shown.close()
    return [
        Figure("sites", median(first), FIRST_MS, 1, "ms"),
        Figure("sites filter", median(narrowed), FILTER_MS, 1, "ms"),
    ]


def _times(shown: "SiteList", lanes: Background, ask: Callable[[], object]) -> list[float]:
    """Time the question, each time after what the one before left to do."""

    def once() -> None:
        ask()
        until_rows_are_painted(shown)

    taken = []
    for _round in range(ROUNDS + 2):
        taken.append(milliseconds(once))
        until(lambda: shown.model.is_complete and lanes.is_idle)
    return taken[2:]


def until_rows_are_painted(shown: "SiteList") -> None:
    """Let the event loop run until the first answer has come, and paint it."""
    loop = QEventLoop()
    shown.model.has_changed.connect(loop.quit)
    loop.exec()
    shown.model.has_changed.disconnect(loop.quit)
    shown.table.viewport().repaint()


def until(is_so: Callable[[], bool]) -> None:
    """Let the event loop run until something is so."""
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def listing(folder: Path) -> "Iterator[tuple[Session, Background]]":
    """Give a session in ``folder``, in which somebody acts for the whole ground, and its lanes."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101 - the only one there is
    wear(app, Theme(LIGHT))
    with tempfile.TemporaryDirectory() as kept, closing(Workspace.open(folder)) as workspace:
        lanes = Background(_fail)
        preferences = Preferences(Path(kept) / "window.json")
        session = Session(workspace, lanes, now=lambda: NOW, preferences=preferences)
        with closing(workspace.reader()) as reader:
            session.act_as(Actor(reader.value("SELECT id FROM person"), GRID))
        yield session, lanes
        until(lambda: lanes.is_idle)
        lanes.close()
        session.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def with_sites() -> Path:
    """Copy the large workspace and write further sites straight into its table, its visits spread over all.

    Recording them would take minutes of signatures; the question sees the table only.
    """
    folder = cache() / f"sites-{SITES}-{OF_THESE_TABLES}"
    if not folder.exists():
        large = large_workspace()
        with closing(Workspace.open(large)):
            pass  # brings its tables to this version of the program
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            made = Path(unfinished) / "made"
            shutil.copytree(large, made)
            with closing(open_writer(made / DATABASE)) as writer, atomic(writer):
                (there,) = writer.execute("SELECT count(*) FROM site").fetchone()
                writer.execute(_MORE, {"times": SITES // there - 1})
                writer.execute(_NUMBERED)
                writer.execute("CREATE INDEX temp.by_number ON numbered (n)")
                writer.execute(_SPREAD, {"sites": SITES})
                writer.execute("ANALYZE")
            shutil.move(made, folder)
    return folder


def _fail(error: object) -> None:
    raise SystemExit(str(error))
