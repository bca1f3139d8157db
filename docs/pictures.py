"""Pictures of every page in both languages and themes, of the sample: ``python -m docs.pictures``."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.incarnation import Machine
from db.workspace import Workspace
from inspector import words
from inspector.periods import at
from inspector.sample.making import make_sample
from ui.app import Application
from ui.fonts import screen_family
from ui.preferences import LANGUAGE, THEME, WORKSPACE, Preferences
from ui.window import Window
from ui.workspace_questions import workspace_questions

NOW = at(date(2026, 11, 22), "09:20", 480)
"""When the pictures are taken: a Sunday morning of the sample."""
PATIENCE = 20_000
"""Milliseconds a page may take to have everything."""
PAUSE = 20


@dataclass(frozen=True, slots=True)
class Screen:
    """A window's size in logical pixels, and the scale of its screen."""

    name: str
    width: int
    height: int
    scale: float = 1.0


SCREENS = (Screen("1366x768", 1366, 768), Screen("1093x614", 1093, 614, 1.25), Screen("680x380", 680, 380))
APART = 2_000
"""Pixels from the left edge of one screen to that of the next."""
THEMES = ("light", "dark")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the pictures into a folder and say where they lie."""
    parser = ArgumentParser(prog="python -m docs.pictures", description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("build/pictures"), help="folder for the pictures")
    parser.add_argument("--pages", nargs="*", help="names of pages; all of them without this")
    parser.add_argument("--screens", nargs="*", default=[screen.name for screen in SCREENS])
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as room:
        folder = Path(room)
        app = _application(folder)
        machine = Machine(folder / "machine", "演示机")
        for language in words.LANGUAGES:
            county = make_sample(folder / language, NOW, machine=machine, language=language).folder
            screens = [screen for screen in SCREENS if screen.name in chosen.screens]
            _draw_all(app, county, machine, language, screens, chosen.pages, chosen.to)
    print(chosen.to)  # noqa: T201 - the answer of this program
    return 0


def _application(folder: Path) -> QApplication:
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
    font = app.font()
    font.setFamily(screen_family(app, bundled=True))
    app.setFont(font)
    return app


def _draw_all(
    app: QApplication,
    county: Path,
    machine: Machine,
    language: str,
    screens: Sequence[Screen],
    names: Sequence[str] | None,
    to: Path,
) -> None:
    for theme in THEMES:
        with _open(app, county, machine, language, theme) as application:
            window = application.window
            if not isinstance(window, Window):
                raise TypeError("the sample did not open")
            for screen in screens:
                window.move(APART * SCREENS.index(screen), 0)
                window.resize(screen.width, screen.height)
                for name in names or window.entries:
                    window.go_to(name)
                    _wait_until(lambda: application.background.is_idle)
                    file = to / language / screen.name / f"{name}-{theme}.png"
                    file.parent.mkdir(parents=True, exist_ok=True)
                    window.grab().save(str(file))


@contextmanager
def _open(
    app: QApplication, county: Path, machine: Machine, language: str, theme: str
) -> Iterator[Application]:
    preferences = Preferences(county.parent / f"{language}-{theme}.json")
    for name, value in ((LANGUAGE, language), (THEME, theme), (WORKSPACE, str(county))):
        preferences.keep(name, value)
    application = Application(
        app,
        preferences,
        open_workspace=lambda folder: Workspace.open(folder, machine),
        questions=workspace_questions,
        now=lambda: NOW,
    )
    application.start()
    _wait_until(lambda: application.window is not None and application.background.is_idle)
    try:
        yield application
    finally:
        _close(application.window)
        application.finish()


def _close(window: QWidget | None) -> None:
    if window:
        window.blockSignals(True)
        window.close()
        window.deleteLater()


def _wait_until(settled: Callable[[], bool]) -> None:
    """Let the event loop run until everything that was asked, also by painting, has been answered."""
    for _round in range(4):
        QTest.qWait(30)
        for _pause in range(PATIENCE // PAUSE):
            if settled():
                break
            QTest.qWait(PAUSE)
        else:
            raise TimeoutError("a page never came to rest")


if __name__ == "__main__":
    sys.exit(main())
