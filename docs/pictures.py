"""Pictures of every page in both languages and themes, or the manual's: ``python -m docs.pictures``."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir

from PySide6.QtWidgets import QApplication

from db.incarnation import Machine
from docs.manual_pictures import draw_manual
from docs.stage import APART, NOW, SCREENS, Clock, Screen, application, opened, settle
from inspector import words
from inspector.sample.making import make_sample
from ui.app import Application
from ui.window import Window

THEMES = ("light", "dark")
ROOM = "网格巡查"
ALL_PAGES, MANUAL = Path("build/pictures"), Path("docs/pictures")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the pictures into a folder and say where they lie."""
    parser = ArgumentParser(prog="python -m docs.pictures", description=__doc__)
    parser.add_argument("--manual", action="store_true", help="the pictures of the manual")
    parser.add_argument("--to", type=Path, help=f"folder for the pictures ({ALL_PAGES}, or {MANUAL})")
    parser.add_argument("--pages", nargs="*", help="names of pages; all of them without this")
    parser.add_argument("--screens", nargs="*", default=[screen.name for screen in SCREENS])
    chosen = parser.parse_args(arguments)
    to = chosen.to or (MANUAL if chosen.manual else ALL_PAGES)
    with TemporaryDirectory() as kept:
        app, room = application(Path(kept)), Path(kept)
        if chosen.manual:
            with _named_room() as named:
                draw_manual(app, named, to)
        else:
            _draw_all(app, room, chosen.screens, chosen.pages, to)
    print(to)  # noqa: T201 - the answer of this program
    return 0


@contextmanager
def _named_room() -> Iterator[Path]:
    """Give an empty folder with a name that may stand on pictures."""
    room = Path(gettempdir()) / ROOM
    rmtree(room, ignore_errors=True)
    room.mkdir()
    try:
        yield room
    finally:
        rmtree(room, ignore_errors=True)


def _draw_all(
    app: QApplication, room: Path, screens: Sequence[str], pages: Sequence[str] | None, to: Path
) -> None:
    machine = Machine(room / "machine", "演示机")
    shown = [screen for screen in SCREENS if screen.name in screens]
    for language in words.LANGUAGES:
        county = make_sample(room / language, NOW, machine=machine, language=language).folder
        for theme in THEMES:
            with opened(
                app,
                room / f"{language}-{theme}.json",
                machine,
                language=language,
                theme=theme,
                clock=Clock(),
                county=county,
            ) as program:
                for screen in shown:
                    _draw(program, screen, pages, to / language / screen.name, theme)


def _draw(program: Application, screen: Screen, pages: Sequence[str] | None, to: Path, theme: str) -> None:
    window = program.window
    if not isinstance(window, Window):
        raise TypeError("the sample did not open")
    to.mkdir(parents=True, exist_ok=True)
    window.move(APART * SCREENS.index(screen), 0)
    window.resize(screen.width, screen.height)
    for name in pages or window.entries:
        window.go_to(name)
        settle(program)
        window.grab().save(str(to / f"{name}-{theme}.png"))


if __name__ == "__main__":
    sys.exit(main())
