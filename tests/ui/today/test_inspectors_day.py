"""A day through the window: 14 stops, 3 findings, 40 photos, the end, the report, and who gets it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from db.connection import Reader
from db.drafts import kept_drafts
from db.file_arrival import receive_file
from db.incarnation import Machine
from db.stop_draft import KEYS
from db.workspace import Workspace
from inspector.model.site import SiteKind
from inspector.periods import MINUTE
from inspector.reports.verification import verify
from tests.db.reporting import built
from tests.db.village import FOUNDING, LOCAL, MORNING, TODAY, Village, named, near, site
from tests.pictures.made import GPS_HERE, exif, photo
from tests.ui.day_desk import open_window
from tests.ui.notes import Clock, Settle
from tests.ui.today.counted import CountedHands
from tests.ui.today.test_counted_actions import ORDINARY, WITH_FINDING
from ui.dialogs.finish_round import FinishRound
from ui.pages.today import TodayPage
from ui.session import Session
from ui.window import Window

STOPS, PHOTOS, AT_A_FINDING = 14, 40, 3
FINDINGS_AT = {2, 7, 12}
"""Stops of the day, counted from 0, at which something is wrong."""


@pytest.fixture
def window(village: Village, session: Session, qtbot: QtBot, settle: Settle) -> Iterator[Window]:
    """The window over a village in which 14 sites are due."""
    more = [
        site(
            named(100 + number),
            f"示例工地{number:02d}",
            kind=SiteKind.BUILDING_SITE,
            day=TODAY,
            place=near(300),
        )
        for number in range(STOPS - 3)
    ]
    village.record(*more, when=FOUNDING)
    opened, _page = open_window(session)
    qtbot.addWidget(opened)
    settle()
    yield opened
    settle()


def test_a_day_of_14_stops_3_findings_and_40_photos_becomes_a_report(
    village: Village,
    window: Window,
    page: TodayPage,
    settle: Settle,
    clock: Clock,
    reader: Reader,
    tmp_path: Path,
) -> None:
    hands = CountedHands(window, settle)
    given = 0
    for at_stop in range(STOPS):
        hands.actions = 0
        wrong = at_stop in FINDINGS_AT
        count = AT_A_FINDING if wrong else _share(at_stop)
        if wrong:
            hands.press(Qt.Key.Key_Return)
            hands.press(Qt.Key.Key_2)
        _take(hands, page, _photos(tmp_path, given, count), wrong=wrong)
        hands.press(Qt.Key.Key_0)
        clock.pass_by(10 * MINUTE)
        hands.press(Qt.Key.Key_N)
        assert hands.actions <= (WITH_FINDING if wrong else ORDINARY)
        given += count
        assert reader.value("SELECT count(*) FROM stop") == at_stop + 1
    assert given == PHOTOS
    assert page.middle.saying is not None
    assert page.middle.saying.title.text() == "Everybody who was due is visited"
    hands.actions = 0
    hands.click(page.bar.finish)
    (asked,) = (one for one in window.findChildren(QDialog) if one.isVisible())
    assert isinstance(asked, FinishRound)
    asked.finishing.click()
    settle()
    _check_tables(reader)
    _check_report(village, reader, tmp_path)


def _share(at_stop: int) -> int:
    """Give how many of the other 31 photos are taken at one of the other 11 stops."""
    others = [one for one in range(STOPS) if one not in FINDINGS_AT]
    rest = PHOTOS - AT_A_FINDING * len(FINDINGS_AT)
    return rest // len(others) + (others.index(at_stop) < rest % len(others))


def _photos(folder: Path, since: int, count: int) -> list[Path]:
    """Write photos of this morning, each another picture, taken near the stop that is open then."""
    files = []
    for number in range(since, since + count):
        file = folder / f"{number:02d}.jpg"
        minute = number * STOPS * 10 // PHOTOS
        taken = exif(f"2026:11:22 {9 + minute // 60:02d}:{minute % 60:02d}:{number:02d}", gps=GPS_HERE)
        file.write_bytes(photo(width=120 + number, metadata=taken))
        files.append(file)
    return files


def _take(hands: CountedHands, page: TodayPage, files: list[Path], *, wrong: bool) -> None:
    if wrong:
        hands.paste(files)
    else:
        hands.let_go(page.form.head.title, files)


def _check_tables(reader: Reader) -> None:
    assert kept_drafts(reader, KEYS) == []
    assert reader.rows("SELECT state, due FROM patrol") == [("finished", STOPS)]
    assert reader.value("SELECT count(*) FROM stop WHERE nothing_unusual") == STOPS - len(FINDINGS_AT)
    assert reader.value("SELECT count(*) FROM finding WHERE state = 'reported'") == len(FINDINGS_AT)
    assert reader.value("SELECT count(*) FROM photo") == PHOTOS
    with_photos = "SELECT count(*) FROM photo WHERE finding <> '' GROUP BY finding"
    assert reader.rows(with_photos) == [(AT_A_FINDING,)] * len(FINDINGS_AT)
    left = "SELECT count(*) FROM stop WHERE left_ts - arrived_ts BETWEEN 0 AND ?"
    assert reader.value(left, (10 * MINUTE,)) == STOPS


def _check_report(village: Village, reader: Reader, folder: Path) -> None:
    """Read the paper back: it says what was seen, and another computer gets the whole day from it."""
    report = built(village, reader.value("SELECT id FROM patrol"))
    assert report.number.startswith("SLX0101-20261122-")
    verdict = verify(report.file)
    assert (verdict.photos.named, verdict.photos.present, verdict.photos.valid) == (PHOTOS, PHOTOS, PHOTOS)
    elsewhere = Machine(folder / "elsewhere", "示例机二")
    other = Workspace.create(folder / "township", village.workspace.root, elsewhere, drives=LOCAL)
    with closing(other):
        receive_file(other, report.file, MORNING)
        with closing(other.reader()) as there:
            _check_tables(there)
