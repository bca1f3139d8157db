"""What every picture of the manual is taken with: a place, the program in front of the camera, and hands."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.incarnation import Machine
from docs.camera import HEIGHT, WIDTH, keep, open_dialog, picture_of
from docs.stage import DAY, Clock, opened, settle, wait_until
from ui.app import Application
from ui.page import Page
from ui.pages.today import TodayPage
from ui.window import Window

Kind = TypeVar("Kind", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pictures are taken: Qt, this computer, a folder for everything, and where pictures go."""

    app: QApplication
    machine: Machine
    room: Path
    to: Path


@dataclass(frozen=True, slots=True)
class Scene:
    """The program in front of the camera, the time it believes in, and where pictures go."""

    program: Application
    clock: Clock
    to: Path

    @property
    def window(self) -> Window:
        """The window of the open workspace."""
        return the(self.program.window, Window)

    def go_to(self, name: str, what: object = None) -> Page:
        """Show a page."""
        self.window.go_to(name, what)
        settle(self.program)
        return the(self.window.page, Page)

    def act_as(self, name: str) -> None:
        """Let somebody of the office act."""
        session, questions = self.window.session, self.window.questions
        reader = session.workspace.reader()
        try:
            somebody = next(one for one in questions.people(reader, DAY) if one.name == name)
        finally:
            reader.close()
        self.window.act_as(somebody)
        settle(self.program)

    def take(self, name: str) -> None:
        """Take a picture of what is in sight, when everything is."""
        self.window.notices.dismiss()
        settle(self.program)
        keep(picture_of(self.window), self.to / f"{name}.png")

    def dialog(self, kind: type[Kind]) -> Kind:
        """Wait for a dialog and give it."""
        wait_until(lambda: isinstance(open_dialog(), kind))
        settle(self.program)
        return the(open_dialog(), kind)

    def close_dialogs(self) -> None:
        """Leave every dialog in sight without doing anything."""
        while isinstance(found := open_dialog(), QDialog):
            found.reject()
            settle(self.program)


@contextmanager
def scene_of(place: Place, county: Path, language: str, theme: str) -> Iterator[Scene]:
    """Open the program in the workspace ``county``."""
    clock = Clock()
    with opened(
        place.app,
        place.room / f"{county.name}-{theme}.json",
        place.machine,
        language=language,
        theme=theme,
        clock=clock,
        county=county,
    ) as program:
        scene = Scene(program, clock, place.to)
        scene.window.resize(WIDTH, HEIGHT)
        settle(program)
        yield scene


def open_site(scene: Scene, name: str) -> TodayPage:
    """Turn to a site on the list of the day."""
    today = the(scene.go_to("today"), TodayPage)
    today.open_at(site_called(today, name))
    settle(scene.program)
    return today


def site_called(today: TodayPage, name: str) -> str:
    """Give the id of a site on the list of the day."""
    rows = today.day.rows if today.day else ()
    return next(row.site for row in rows if row.name == name)


def drop(scene: Scene, today: TodayPage, photos: Sequence[Path]) -> None:
    """Drop photos on the stop, as with the mouse."""
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(photo)) for photo in photos])
    today.form.strip_in_reach().take(dropped)
    settle(scene.program)


def page_pictures(report: Path, dots: int, into: Path) -> list[Path]:
    """Draw the pages of a report with so many dots an inch as PNGs into a folder; in their order."""
    into.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603 - poppler, on a report of our own
        ["pdftoppm", "-png", "-r", str(dots), str(report), str(into / "page")],  # noqa: S607
        check=True,
    )
    return sorted(into.iterdir())


def the(found: object, kind: type[Kind]) -> Kind:
    """Give what was found, which is of this kind unless the program changed."""
    if not isinstance(found, kind):
        raise TypeError(f"{kind.__name__} is not in sight, but {found!r}")
    return found
