"""The stage pictures are taken on: screens without a monitor, the sample county, and a clock that is told."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.incarnation import Machine
from db.workspace import Workspace
from inspector.periods import Instant, at
from ui.app import Application
from ui.fonts import screen_family
from ui.preferences import LANGUAGE, THEME, WORKSPACE, Preferences
from ui.workspace_questions import workspace_questions

DAY, TZ = date(2026, 11, 22), 480
NOW = at(DAY, "09:20", TZ)
"""When the pictures are taken: a Sunday morning of the sample."""
PATIENCE = 20_000
"""Milliseconds a page may take to have everything."""
PAUSE = 20
ROUNDS, QUIET = 4, 60
"""How often a page must be at rest, and milliseconds between: longer than any choice is left to rest."""
RENDERING = 800
"""Milliseconds a view of PDFs gets to paint its pages: it does so in threads of its own and tells nobody."""
APART = 2_000
"""Pixels from the left edge of one screen to that of the next."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A window's size in logical pixels, and the scale of its screen."""

    name: str
    width: int
    height: int
    scale: float = 1.0


SCREENS = (Screen("1366x768", 1366, 768), Screen("1093x614", 1093, 614, 1.25), Screen("680x380", 680, 380))


class Clock:
    """What the program takes for the time."""

    def __init__(self, now: Instant = NOW) -> None:
        self.now = now

    def turn_to(self, clock: str) -> None:
        """Go to another time of the day, such as ``10:40``."""
        self.now = at(DAY, clock, TZ)


def application(folder: Path) -> QApplication:
    """Start Qt on the screens, with the font that comes with the program; ``folder`` keeps what it needs."""
    screens = [
        {
            "name": screen.name,
            "x": APART * number,
            "y": 0,
            "width": screen.width,
            "height": screen.height,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": screen.scale,
        }
        for number, screen in enumerate(SCREENS)
    ]
    configuration = folder / "screens.json"
    configuration.write_text(json.dumps({"screens": screens}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={configuration}"
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setCursorFlashTime(0)
    font = app.font()
    font.setFamily(screen_family(app, bundled=True))
    app.setFont(font)
    return app


@contextmanager
def opened(
    app: QApplication,
    preferences: Path,
    machine: Machine,
    *,
    language: str,
    theme: str,
    clock: Clock,
    county: Path | None = None,
) -> Iterator[Application]:
    """Open the program in the workspace ``county``, or at its very first start without one."""
    kept = Preferences(preferences)
    for name, value in ((LANGUAGE, language), (THEME, theme), (WORKSPACE, str(county or ""))):
        kept.keep(name, value)
    program = Application(
        app,
        kept,
        open_workspace=lambda folder: Workspace.open(folder, machine),
        questions=workspace_questions,
        now=lambda: clock.now,
    )
    program.start()
    settle(program)
    try:
        yield program
    finally:
        _close(program.window)
        program.finish()
        # what waits for its end must not wake up in the next program
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(program: Application) -> None:
    """Let the event loop run until everything that was asked, also by painting, has been answered."""
    wait_until(lambda: program.window is not None and program.background.is_idle)
    if program.window and any(view.isVisible() for view in program.window.findChildren(QPdfView)):
        QTest.qWait(RENDERING)


def wait_until(settled: Callable[[], bool]) -> None:
    """Let the event loop run until ``settled`` has held for a while. Raises TimeoutError if it never does."""
    for _round in range(ROUNDS):
        QTest.qWait(QUIET)
        for _pause in range(PATIENCE // PAUSE):
            if settled():
                break
            QTest.qWait(PAUSE)
        else:
            raise TimeoutError("a page never came to rest")


def _close(window: QWidget | None) -> None:
    if window:
        window.blockSignals(True)
        window.close()
        window.deleteLater()
