"""The pictures of the manual: a day of the sample, from the first start to the verdict on its report."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from db.incarnation import Machine
from docs.camera import HEIGHT, WIDTH, keep, keep_image, open_dialog, picture_of
from docs.stage import NOW, Clock, opened, settle, wait_until
from inspector.model.ids import SiteId
from inspector.sample.making import PASSPHRASE, Sample, make_sample
from ui.app import Application
from ui.dialogs.finish_round import FinishRound
from ui.dialogs.signing import SigningDialog
from ui.page import Page
from ui.pages.reports import ReportsPage
from ui.pages.today import TodayPage
from ui.window import Window

COKING = "千里山示例焦化一厂"
WASHERY = "千里山示例洗煤厂"
PAPER_DPI = 80
Kind = TypeVar("Kind", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture is taken of: the program, its time, the sample it shows, and where pictures go."""

    program: Application
    clock: Clock
    sample: Sample
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
        """Take a picture of what is in sight."""
        settle(self.program)
        keep(picture_of(self.window), self.to / f"{name}.png")


def draw_manual(app: QApplication, room: Path, to: Path) -> None:
    """Draw every picture of the manual into ``to``; ``room`` is for what it takes."""
    os.environ["XDG_DATA_HOME"] = str(room / "data")
    machine = Machine(room / "machine", "演示机")
    _draw_welcome(app, room, machine, to)
    chinese = make_sample(room / "演示县", NOW, machine=machine)
    clock = Clock()
    with opened(
        app,
        room / "zh.json",
        machine,
        language="zh_CN",
        theme="light",
        clock=clock,
        county=chinese.folder,
    ) as program:
        _the(program.window, Window).resize(WIDTH, HEIGHT)
        _draw_day(Scene(program, clock, chinese, to))
    _draw_paper(chinese.report, to / "report.png")
    english = make_sample(room / "demo-county", NOW, machine=machine, language="en")
    with opened(
        app,
        room / "en.json",
        machine,
        language="en",
        theme="dark",
        clock=Clock(),
        county=english.folder,
    ) as program:
        _the(program.window, Window).resize(WIDTH, HEIGHT)
        scene = Scene(program, clock, english, to)
        _open_site(scene, WASHERY)
        scene.take("today-dark")


def _draw_welcome(app: QApplication, room: Path, machine: Machine, to: Path) -> None:
    with opened(app, room / "first.json", machine, language="zh_CN", theme="light", clock=Clock()) as program:
        window = _the(program.window, QWidget)
        window.resize(WIDTH, HEIGHT)
        settle(program)
        keep(picture_of(window), to / "welcome.png")


def _draw_day(scene: Scene) -> None:
    """Go through a day: a stop with a finding, an ordinary stop, the end, the report and its signature."""
    today = _open_site(scene, WASHERY)
    scene.take("today")
    scene.clock.turn_to("08:48")
    _open_site(scene, COKING)
    today.form.answer(2)
    today.form.go_on()
    today.form.answer(2)
    settle(scene.program)
    waiting = sorted(scene.sample.inbox.glob("IMG*"))
    _give(scene, today, waiting[:1])
    scene.take("finding")
    today.form.find_normal()
    today.desk.complete()
    settle(scene.program)
    scene.clock.turn_to("09:05")
    _open_site(scene, WASHERY)
    today.form.find_normal()
    _give(scene, today, waiting[1:2])
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
    _draw_reports(scene)


def _draw_reports(scene: Scene) -> None:
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
    scene.window.notices.dismiss()
    scene.take("verdict")


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


def _open_site(scene: Scene, name: str) -> TodayPage:
    today = _the(scene.go_to("today"), TodayPage)
    day = today.day
    site = next(row.site for row in day.rows if row.name == name) if day else SiteId("")
    today.choose(site)
    settle(scene.program)
    return today


def _give(scene: Scene, today: TodayPage, photos: Sequence[Path]) -> None:
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
