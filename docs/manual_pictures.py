"""The pictures of the manual: a day of the sample, from the first start to the verdict on its report."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from db.backup import back_up, restore
from db.incarnation import Machine
from db.workspace import Workspace
from docs.camera import HEIGHT, WIDTH, keep, keep_image, open_dialog, picture_of
from docs.manual_office import draw_office
from docs.manual_scene import Place, Scene, drop, open_site, page_pictures, scene_of, the
from docs.stage import NOW, Clock, opened, settle, wait_until
from inspector.periods import MINUTE
from inspector.sample.county import SPOT
from inspector.sample.making import PASSPHRASE, make_sample
from inspector.sample.photographs import Shot, photograph
from inspector.sample.trouble import Trouble
from ui.dialogs.finish_round import FinishRound
from ui.dialogs.photo_sorting import PhotoSorting
from ui.dialogs.signing import SigningDialog
from ui.file_checks import Stage
from ui.pages.exchange import ExchangePage
from ui.pages.reports import ReportsPage
from ui.pages.today import TodayPage

COKING, WASHERY = "千里山示例焦化一厂", "千里山示例洗煤厂"
CLERK = "示例子"
UNCOVERED = "_0833"
"""Part of the name of the photo that shows an uncovered heap: when it was taken."""
STICK, CARD = "U盘", "存储卡"
MORE_SHOTS = ((WASHERY, 52), (WASHERY, 51), (COKING, 45), (COKING, 43), (WASHERY, 29))
"""Photos of the morning on the card beside those of the sample: where, and minutes before the day's scene."""
PAPER_DPI = 80
WALL = QSize(1140, 600)
"""A size in which the window is still seen around the photos."""
LONGER_WORDS = 110
"""Height that English needs more than Chinese until a finding is seen whole."""


def draw_manual(app: QApplication, room: Path, to: Path) -> None:
    """Draw every picture of the manual into ``to``; ``room`` is an empty folder for what that takes."""
    os.environ["XDG_DATA_HOME"] = str(room / "data")
    place = Place(app, Machine(room / "machine", "演示机"), room, to)
    _draw_welcome(place)
    county = make_sample(room / "演示县", NOW, machine=place.machine)
    other = _copy_for_another_computer(place, county.folder)
    photos = _fill_card(county.inbox, room / CARD)
    with scene_of(place, county.folder, "zh_CN", "light") as scene:
        report = _draw_day(scene, photos)
        draw_office(scene, room)
    (room / STICK).mkdir()
    passed_on = Path(copyfile(report, room / STICK / report.name))
    elsewhere = Place(app, Machine(room / "machine-2", "演示机二"), room, to)
    with scene_of(elsewhere, other, "zh_CN", "light") as scene:
        _draw_arrival(scene, passed_on)
    with Image.open(page_pictures(county.report, PAPER_DPI, room / "pages")[0]) as drawn:
        keep_image(drawn, to / "report.png")
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
        window = the(program.window, QWidget)
        window.resize(WIDTH, HEIGHT)
        settle(program)
        keep(picture_of(window), place.to / "welcome.png")


def _fill_card(inbox: Path, card: Path) -> list[Path]:
    """Put the photos of the morning on a card: those of the sample's inbox and some more."""
    card.mkdir()
    for photo in sorted(inbox.iterdir()):
        photo.rename(card / photo.name)
    for name, minutes in MORE_SHOTS:
        spot, taken = SPOT[name], NOW.later(-minutes * MINUTE - NOW.ts % 1000)
        shot = Shot(f"{name} {minutes}", spot.kind, "cover", Trouble.NONE, name, taken, spot.place)
        (card / f"IMG_{taken.local:%Y%m%d_%H%M%S}.jpg").write_bytes(photograph(shot))
    return sorted(card.iterdir())


def _draw_day(scene: Scene, photos: Sequence[Path]) -> Path:
    """Go through a day: a finding, photos of a card, the end, the signed report; give its file."""
    scene.clock.turn_to("08:48")
    of_finding = [photo for photo in photos if UNCOVERED in photo.name]
    today = open_site(scene, COKING)
    _draw_finding(scene, today, of_finding, "finding")
    today.form.find_normal()
    today.desk.complete()
    settle(scene.program)
    scene.clock.turn_to("09:04")
    today = open_site(scene, WASHERY)
    scene.take("today")
    scene.clock.turn_to("09:12")
    today.places.ways.take_files([photo for photo in photos if photo not in of_finding])
    wait_until(lambda: len(today.places.rows) >= len(photos) - len(of_finding))
    settle(scene.program)
    today.places.sort()
    wall = scene.dialog(PhotoSorting)
    wall.resize(WALL)
    scene.take("photos")
    wall.fitting.click()
    settle(scene.program)
    scene.close_dialogs()
    today = open_site(scene, WASHERY)
    today.form.find_normal()
    today.desk.complete()
    settle(scene.program)
    today.places.leave_out([row.photo.id for row in today.places.rows])
    settle(scene.program)
    scene.clock.turn_to("09:40")
    today.finish()
    finishing = scene.dialog(FinishRound)
    finishing.weather.setText("晴，西北风 3 级")
    scene.take("finish")
    finishing.finishing.click()
    settle(scene.program)
    return _draw_reports(scene)


def _draw_finding(scene: Scene, today: TodayPage, photos: Sequence[Path], name: str) -> None:
    """Answer that there is no smoke, and that heaps are not covered, with photos of that."""
    today.form.answer(2)
    today.form.go_on()
    today.form.answer(2)
    settle(scene.program)
    drop(scene, today, photos)
    scene.take(name)


def _draw_reports(scene: Scene) -> Path:
    reports = the(scene.window.page, ReportsPage)
    wait_until(lambda: reports.shown is not None)
    scene.take("reports")
    scene.clock.turn_to("09:45")
    reports.sign()
    signing = scene.dialog(SigningDialog)
    signing.passphrase.setText(PASSPHRASE)
    signing.signing.click()
    wait_until(lambda: reports.view.verdict_pane.isVisible() and open_dialog() is None)
    scene.take("verdict")
    shown = reports.shown
    if shown is None or shown.file is None:
        raise ValueError("the signed report is not kept")
    return shown.file


def _draw_arrival(scene: Scene, report: Path) -> None:
    """Verify a report on another computer of the office, and see what it would bring."""
    scene.clock.turn_to("17:20")
    scene.act_as(CLERK)
    exchange = the(scene.go_to("exchange", report), ExchangePage)
    wait_until(lambda: all(one.stage is Stage.CHECKED for one in exchange.checks.files.values()))
    scene.take("exchange")


def _draw_english(place: Place) -> None:
    """Show the English screens: a finding in the light, and the round that goes on in the dark."""
    county = make_sample(place.room / "demo-county", NOW, machine=place.machine, language="en")
    photos = _fill_card(county.inbox, place.room / "card")
    with scene_of(place, county.folder, "en", "light") as scene:
        scene.clock.turn_to("08:48")
        scene.window.resize(WIDTH, HEIGHT + LONGER_WORDS)
        today = open_site(scene, COKING)
        _draw_finding(scene, today, [one for one in photos if UNCOVERED in one.name], "finding-en")
        today.form.find_normal()
        today.desk.complete()
        settle(scene.program)
    with scene_of(place, county.folder, "en", "dark") as scene:
        scene.clock.turn_to("09:04")
        scene.window.resize(WIDTH, HEIGHT + LONGER_WORDS)
        open_site(scene, WASHERY)
        scene.take("today-dark")


def _copy_for_another_computer(place: Place, county: Path) -> Path:
    """Give a copy of the workspace as it is before the day, as it would come back from a backup."""
    copy = place.room / "千里山镇"
    with closing(Workspace.open(county, place.machine)) as workspace:
        kept = back_up(workspace, place.room / "backups", NOW)
    restore(kept.folder, copy)
    return copy
