"""The pictures of the manual: a day of the sample, from the first start to the verdict on its report."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TypeVar

from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from db.backup import back_up, restore
from db.incarnation import Machine
from db.workspace import Workspace
from docs.camera import HEIGHT, WIDTH, keep, keep_image, open_dialog, picture_of
from docs.stage import DAY, NOW, Clock, opened, settle, wait_until
from inspector.model.ids import SiteId
from inspector.sample.making import PASSPHRASE, make_sample
from ui.app import Application
from ui.dialogs.finish_round import FinishRound
from ui.dialogs.signing import SigningDialog
from ui.file_checks import Stage
from ui.page import Page
from ui.pages.exchange import ExchangePage
from ui.pages.reports import ReportsPage
from ui.pages.sites import SitesPage
from ui.pages.today import TodayPage
from ui.window import Window

COKING, WASHERY = "千里山示例焦化一厂", "千里山示例洗煤厂"
CLERK = "示例子"
UNCOVERED = "_0833"
"""Part of the name of the photo that shows an uncovered heap: when it was taken."""
STICK = "U盘"
PAPER_DPI = 80
LONGER_WORDS = 110
"""Height that English needs more than Chinese until a finding is seen whole."""
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
        return _the(self.program.window, Window)

    def go_to(self, name: str, what: object = None) -> Page:
        """Show a page."""
        self.window.go_to(name, what)
        settle(self.program)
        return _the(self.window.page, Page)

    def take(self, name: str) -> None:
        """Take a picture of what is in sight, when everything is."""
        self.window.notices.dismiss()
        settle(self.program)
        keep(picture_of(self.window), self.to / f"{name}.png")


def draw_manual(app: QApplication, room: Path, to: Path) -> None:
    """Draw every picture of the manual into ``to``; ``room`` is an empty folder for what that takes."""
    os.environ["XDG_DATA_HOME"] = str(room / "data")
    place = Place(app, Machine(room / "machine", "演示机"), room, to)
    _draw_welcome(place)
    county = make_sample(room / "演示县", NOW, machine=place.machine)
    other = _copy_for_another_computer(place, county.folder)
    with _scene(place, county.folder, "zh_CN", "light") as scene:
        report = _draw_day(scene, sorted(county.inbox.iterdir()))
        scene.go_to("settings")
        scene.take("settings")
        sites = _the(scene.go_to("sites"), SitesPage)
        sites.choose(_site_called(_the(scene.go_to("today"), TodayPage), COKING))
        scene.go_to("sites")
        scene.take("sites")
    (room / STICK).mkdir()
    passed_on = Path(copyfile(report, room / STICK / report.name))
    elsewhere = Place(app, Machine(room / "machine-2", "演示机二"), room, to)
    with _scene(elsewhere, other, "zh_CN", "light") as scene:
        _draw_arrival(scene, passed_on)
    _draw_paper(county.report, to / "report.png")
    _draw_english(place)


def _draw_welcome(place: Place) -> None:
    with opened(
        place.app,
        place.room / "first.json",
        place.machine,
        language="zh_CN",
        theme="light",
        clock=Clock(),
    ) as program:
        window = _the(program.window, QWidget)
        window.resize(WIDTH, HEIGHT)
        settle(program)
        keep(picture_of(window), place.to / "welcome.png")


def _draw_day(scene: Scene, photos: Sequence[Path]) -> Path:
    """Go through a day: a finding, photos of a card, the end, the signed report; give its file."""
    _open_site(scene, WASHERY)
    scene.take("today")
    scene.clock.turn_to("08:48")
    of_finding = [photo for photo in photos if UNCOVERED in photo.name]
    today = _open_site(scene, COKING)
    _draw_finding(scene, today, of_finding, "finding")
    today.form.find_normal()
    today.desk.complete()
    settle(scene.program)
    scene.clock.turn_to("09:12")
    today.places.ways.take_files([photo for photo in photos if photo not in of_finding])
    scene.take("photos")
    _place_photos(scene, today)
    today = _open_site(scene, WASHERY)
    today.form.find_normal()
    today.desk.complete()
    settle(scene.program)
    scene.clock.turn_to("09:40")
    today.finish()
    wait_until(lambda: isinstance(open_dialog(), FinishRound))
    finishing = _the(open_dialog(), FinishRound)
    finishing.weather.setText("晴，西北风 3 级")
    scene.take("finish")
    finishing.finishing.click()
    settle(scene.program)
    return _draw_reports(scene)


def _place_photos(scene: Scene, today: TodayPage) -> None:
    """Put every photo where the program suggests, and leave out what it has no place for."""
    while any(row.suggestion for row in today.bar.tray.rows.rows):
        today.bar.assigning.click()
        settle(scene.program)
    today.bar.tray.selectAll()
    today.bar.tray.taken_out.emit()
    settle(scene.program)


def _draw_finding(scene: Scene, today: TodayPage, photos: Sequence[Path], name: str) -> None:
    """Answer that there is no smoke, and that heaps are not covered, with photos of that."""
    today.form.answer(2)
    today.form.go_on()
    today.form.answer(2)
    settle(scene.program)
    _drop(scene, today, photos)
    scene.take(name)


def _draw_reports(scene: Scene) -> Path:
    reports = _the(scene.window.page, ReportsPage)
    wait_until(lambda: reports.shown is not None)
    scene.take("reports")
    scene.clock.turn_to("09:45")
    reports.sign()
    wait_until(lambda: isinstance(open_dialog(), SigningDialog))
    signing = _the(open_dialog(), SigningDialog)
    signing.passphrase.setText(PASSPHRASE)
    scene.take("sign")
    signing.signing.click()
    wait_until(lambda: reports.view.verdict_pane.isVisible() and open_dialog() is None)
    scene.take("verdict")
    shown = reports.shown
    if shown is None or shown.file is None:
        raise ValueError("the signed report is not kept")
    return shown.file


def _draw_arrival(scene: Scene, report: Path) -> None:
    """Verify a report on another computer of the office, and see what it would bring."""
    session, questions = scene.window.session, scene.window.questions
    with closing(session.workspace.reader()) as reader:
        clerk = next(one for one in questions.people(reader, DAY) if one.name == CLERK)
    scene.clock.turn_to("17:20")
    scene.window.act_as(clerk)
    exchange = _the(scene.go_to("exchange", report), ExchangePage)
    wait_until(lambda: all(one.stage is Stage.CHECKED for one in exchange.checks.files.values()))
    scene.take("exchange")


def _draw_english(place: Place) -> None:
    """Show the English screens: the day in the dark, and a finding in the light."""
    county = make_sample(place.room / "demo-county", NOW, machine=place.machine, language="en")
    with _scene(place, county.folder, "en", "dark") as scene:
        _open_site(scene, WASHERY)
        scene.take("today-dark")
    with _scene(place, county.folder, "en", "light") as scene:
        scene.clock.turn_to("08:48")
        scene.window.resize(WIDTH, HEIGHT + LONGER_WORDS)
        today = _open_site(scene, COKING)
        _draw_finding(scene, today, list(county.inbox.glob(f"*{UNCOVERED}*")), "finding-en")


def _draw_paper(report: Path, to: Path) -> None:
    """Draw the first page of a signed report."""
    with TemporaryDirectory() as room:
        page = Path(room) / "page"
        subprocess.run(  # noqa: S603 - poppler, on a report of our own
            ["pdftoppm", "-png", "-r", str(PAPER_DPI), "-singlefile", str(report), str(page)],  # noqa: S607
            check=True,
        )
        with Image.open(page.with_suffix(".png")) as drawn:
            keep_image(drawn, to)


def _copy_for_another_computer(place: Place, county: Path) -> Path:
    """Give a copy of the workspace as it is before the day, as it would come back from a backup."""
    copy = place.room / "千里山镇"
    with closing(Workspace.open(county, place.machine)) as workspace:
        kept = back_up(workspace, place.room / "backups", NOW)
    restore(kept.folder, copy)
    return copy


@contextmanager
def _scene(place: Place, county: Path, language: str, theme: str) -> Iterator[Scene]:
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


def _open_site(scene: Scene, name: str) -> TodayPage:
    today = _the(scene.go_to("today"), TodayPage)
    today.open_at(_site_called(today, name))
    settle(scene.program)
    return today


def _site_called(today: TodayPage, name: str) -> SiteId:
    rows = today.day.rows if today.day else ()
    return next(row.site for row in rows if row.name == name)


def _drop(scene: Scene, today: TodayPage, photos: Sequence[Path]) -> None:
    """Drop photos on the stop, as with the mouse."""
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(photo)) for photo in photos])
    today.form.strip_in_reach().take(dropped)
    settle(scene.program)


def _the(found: object, kind: type[Kind]) -> Kind:
    """Give what was found, which is of this kind unless the program changed."""
    if not isinstance(found, kind):
        raise TypeError(f"{kind.__name__} is not in sight, but {found!r}")
    return found
