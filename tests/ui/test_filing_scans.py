"""Sealed prints that come back in the window: read, looked at, put in order, filed, taken back."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.photo_intake import given_files, take_in
from db.queries.report_scans import FiledScan, filed_scans
from db.workspace import Actor
from tests.db.reporting import finish, go_round
from tests.db.village import MORNING, OFFICER, VILLAGE, Village
from tests.pictures.made import encoded
from tests.reports.paper_back import bare, sheet
from tests.ui.notes import Settle
from ui.background import Background
from ui.dialogs.file_scan import FileScan
from ui.dialogs.filed_scans import FiledScans
from ui.pages.reports import ReportsPage
from ui.pages.today import TodayPage
from ui.session import Session
from ui.window import Window


def number_of(village: Village, patrol: str) -> str:
    with closing(village.workspace.reader()) as reader:
        return str(reader.value("SELECT number FROM patrol WHERE id = ?", (patrol,)))


def filed(village: Village, patrol: str) -> list[FiledScan]:
    with closing(village.workspace.reader()) as reader:
        return filed_scans(reader, patrol)


@pytest.fixture
def settle(qtbot: QtBot, background: Background) -> Settle:
    """Wait until every answer has come; scans are read in a process that takes its time to start."""

    def wait() -> None:
        for _round in range(3):
            QTest.qWait(1)
            qtbot.waitUntil(lambda: background.is_idle, timeout=60_000)

    return wait


@pytest.fixture
def patrol(village: Village) -> str:
    patrol = go_round(village)
    finish(village, patrol, signers=())
    return patrol


@pytest.fixture
def files(village: Village, patrol: str, tmp_path: Path) -> list[Path]:
    pages = [sheet(number_of(village, patrol)), bare(9), bare(90)]
    made = [tmp_path / f"IMG_{at}.jpg" for at in range(3)]
    for file, page in zip(made, pages, strict=True):
        file.write_bytes(encoded(page))
    return made


@pytest.fixture
def page(window: Window, settle: Settle) -> ReportsPage:
    window.go_to("reports")
    settle()
    assert isinstance(window.page, ReportsPage)
    return window.page


@pytest.fixture
def read(page: ReportsPage, settle: Settle) -> Callable[..., FileScan]:
    def give(*files: Path) -> FileScan:
        page.scans.read(files)
        settle()
        assert page.scans.dialog
        return page.scans.dialog

    return give


def drop(page: ReportsPage, files: list[Path]) -> None:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    how = (Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *how)
    page.dragEnterEvent(entering)
    assert entering.isAccepted() is bool(files)
    if files:
        page.dropEvent(QDropEvent(QPointF(5, 5), *how))


def looked_at(page: ReportsPage) -> FiledScans:
    assert page.scans.filed
    return page.scans.filed


def told(window: Window) -> str:
    return window.notices.shown.text if window.notices.shown else ""


def test_scans_dropped_on_the_reports_are_filed_with_one_button_and_taken_back(
    page: ReportsPage, window: Window, village: Village, patrol: str, files: list[Path], settle: Settle
) -> None:
    drop(page, [])
    drop(page, files)
    settle()
    dialog = page.scans.dialog
    assert dialog
    assert dialog.report.text() == number_of(village, patrol)
    assert dialog.found_by.text() == "Found by its code."
    assert [one.file for one in dialog.pages.pages] == [file.name for file in files]
    assert dialog.skipping.isHidden()
    QTest.mouseClick(dialog.filing, Qt.MouseButton.LeftButton)
    settle()
    assert page.scans.dialog is None
    assert "sealed print of 3 pages filed" in told(window)
    (scan,) = filed(village, patrol)
    assert (scan.pages, scan.found_by) == (3, "qr")
    shown = window.notices.shown
    assert shown
    assert shown.act
    shown.act()
    settle()
    assert filed(village, patrol) == []
    assert "no longer counts" in told(window)


def test_pages_are_put_in_order_and_left_away_by_keys_and_buttons(
    read: Callable[..., FileScan], village: Village, patrol: str, files: list[Path], settle: Settle
) -> None:
    dialog = read(*files)
    pages = dialog.pages
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [page.file for page in pages.pages] == ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"]
    QTest.keyClick(pages, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [page.file for page in pages.pages] == ["IMG_1.jpg", "IMG_0.jpg", "IMG_2.jpg"]
    QTest.mouseClick(dialog._up, Qt.MouseButton.LeftButton)
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert pages.page
    assert pages.page.file == "IMG_1.jpg"
    QTest.keyClick(pages, Qt.Key.Key_Delete)
    QTest.mouseClick(dialog._away, Qt.MouseButton.LeftButton)
    assert len(pages.pages) == 1
    assert not dialog._away.isEnabled()
    pages.leave_away()
    assert [pages.item(0).text().splitlines()[0]] == ["Page 1"]
    dialog.file()
    settle()
    assert [scan.pages for scan in filed(village, patrol)] == [1]


def test_a_scan_without_a_code_is_filed_to_the_report_a_person_chooses(
    read: Callable[..., FileScan], village: Village, patrol: str, files: list[Path], settle: Settle
) -> None:
    dialog = read(files[1])
    assert dialog.report.text() == "Which report is it?"
    assert not dialog.filing.isEnabled()
    dialog.search.setText("no such")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    settle()
    assert dialog.reports.count() == 0
    dialog.search.setText(number_of(village, patrol))
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    settle()
    dialog.reports.setCurrentRow(0)
    QTest.keyClick(dialog.reports, Qt.Key.Key_Return)
    settle()
    assert dialog.found_by.text() == "Chosen by hand."
    dialog.file()
    settle()
    assert [scan.found_by for scan in filed(village, patrol)] == ["person"]


def test_another_report_may_be_chosen_than_the_code_names(
    read: Callable[..., FileScan], village: Village, patrol: str, files: list[Path], settle: Settle
) -> None:
    other = go_round(village, 80)
    finish(village, other, signers=(), serial=2)
    dialog = read(files[0])
    QTest.mouseClick(dialog.another, Qt.MouseButton.LeftButton)
    settle()
    rows = [dialog.reports.item(at).text() for at in range(dialog.reports.count())]
    at = next(at for at, text in enumerate(rows) if number_of(village, other) in text)
    dialog._choose(dialog.reports.item(at))
    settle()
    assert dialog.found_by.text() == "Chosen by hand."
    dialog.file()
    settle()
    assert [scan.found_by for scan in filed(village, other)] == ["person"]
    assert filed(village, patrol) == []


def test_several_reports_come_one_after_another_and_one_may_be_skipped(
    read: Callable[..., FileScan],
    village: Village,
    patrol: str,
    files: list[Path],
    settle: Settle,
    page: ReportsPage,
) -> None:
    other = go_round(village, 80)
    finish(village, other, signers=(), serial=2)
    second = files[0].with_name("second.png")
    second.write_bytes(encoded(sheet(number_of(village, other)), "PNG"))
    dialog = read(files[0], second)
    assert dialog.count.text() == "1 of 2"
    QTest.mouseClick(dialog.skipping, Qt.MouseButton.LeftButton)
    assert dialog.report.text() == number_of(village, other)
    dialog.file()
    settle()
    assert page.scans.dialog is None
    assert (len(filed(village, patrol)), len(filed(village, other))) == (0, 1)
    dialog = read(second, files[0].with_name("letter.txt"))
    assert "filed already" in dialog.why_not.text()
    assert "letter.txt" in dialog.refused.text()
    assert not dialog.filing.isEnabled()
    dialog.choose_another()
    settle()
    assert any("sealed print filed" in dialog.reports.item(at).text() for at in range(dialog.reports.count()))
    dialog.reject()


def test_nothing_but_files_that_are_no_scans_is_a_sentence(
    page: ReportsPage, window: Window, tmp_path: Path, settle: Settle
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("x")
    page.scans.read([])
    page.scans.read([letter])
    settle()
    assert page.scans.dialog is None
    assert "letter.txt is no photo" in told(window)
    (tmp_path / "empty").mkdir()
    page.scans.read([tmp_path / "empty"])
    settle()
    assert page.scans.dialog is None


def test_somebody_must_act_and_another_person_closes_the_dialog(
    read: Callable[..., FileScan],
    page: ReportsPage,
    window: Window,
    session: Session,
    files: list[Path],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    dialog = read(*files)
    session.act_as(Actor(OFFICER, VILLAGE))
    settle()
    assert page.scans.dialog is None
    session.act_as(None)
    page.scans.read(files)
    assert "Choose who you are first" in told(window)
    page.scans._file(dialog._shown)
    page.scans.take_back("x", ())
    settle()


def test_what_the_rules_refuse_meanwhile_is_said_in_the_dialog(
    read: Callable[..., FileScan],
    page: ReportsPage,
    village: Village,
    patrol: str,
    files: list[Path],
    settle: Settle,
) -> None:
    dialog = read(files[0])
    again = dialog.proposal
    page.scans._file(again)
    settle()
    assert page.scans.dialog is None
    dialog = read(files[1])
    page.scans._file(again)
    settle()
    assert "filed already" in dialog.why_not.text()
    dialog.reject()
    page.scans._file(again)
    settle()
    assert len(filed(village, patrol)) == 1


def test_files_are_asked_for_and_their_folder_is_kept(
    page: ReportsPage, session: Session, files: list[Path], settle: Settle
) -> None:
    next(command.act for command in page.commands() if command.keys == "Ctrl+O")()
    (picker,) = page.window().findChildren(QFileDialog)
    picker.filesSelected.emit([str(files[0])])
    picker.reject()
    settle()
    assert page.scans.dialog
    assert session.preferences.text("folder of files") == str(files[0].parent)
    page.scans.dialog.reject()


def test_photos_that_wait_in_the_tray_of_today_are_handed_over(
    window: Window, village: Village, patrol: str, files: list[Path], settle: Settle
) -> None:
    window.go_to("today")
    settle()
    today = window.page
    assert isinstance(today, TodayPage)
    assert not any("sealed print" in command.text for command in today.commands())
    blobs = village.workspace.blobs
    taken = take_in(blobs, given_files(files[:1]), MORNING, village.chance).photos
    today.places.waiting.add(taken)
    settle()
    today.bar.tray.selectAll()
    command = next(one for one in today.commands() if "sealed print" in one.text)
    command.act()
    settle()
    settle()
    assert window.page_name == "reports"
    assert isinstance(window.page, ReportsPage)
    dialog = window.page.scans.dialog
    assert dialog
    assert dialog.report.text() == number_of(village, patrol)
    dialog.reject()


def test_what_was_filed_can_be_looked_at_later_and_taken_back_with_a_reason(
    read: Callable[..., FileScan],
    page: ReportsPage,
    window: Window,
    village: Village,
    patrol: str,
    files: list[Path],
    settle: Settle,
    session: Session,
) -> None:
    page.scans.look_at(patrol)
    settle()
    assert page.scans.filed is None
    read(*files).file()
    settle()
    page.list.choose(patrol)
    settle()
    next(one.act for one in page.commands() if one.text == "Look at the sealed print")()
    settle()
    dialog = looked_at(page)
    assert dialog.pages.count() == 3
    assert "示例甲" in dialog.about.text()
    assert not dialog.picture._picture.isNull()
    assert not dialog.taking_back.isEnabled()
    dialog.pages.setCurrentRow(1)
    dialog.reason.setText("属于另一份报告")
    dialog.taking_back.click()
    settle()
    assert filed(village, patrol) == []
    assert page.scans.filed is None
    assert "no longer counts" in told(window)
    page.scans._withdraw(patrol, ("0" * 64,), "误")
    settle()
    assert "not filed here" in told(window)


def test_a_withdrawal_that_is_refused_is_said_where_it_was_asked(
    read: Callable[..., FileScan],
    page: ReportsPage,
    village: Village,
    patrol: str,
    files: list[Path],
    settle: Settle,
) -> None:
    read(*files).file()
    settle()
    (scan,) = filed(village, patrol)
    Path(village.workspace.blobs.path(scan.previews[0])).unlink()
    page.scans.look_at(patrol)
    settle()
    page.scans.take_back(patrol, [scan.entry])
    settle()
    page.scans._withdraw(patrol, [scan.entry], "误")
    settle()
    assert page.scans.filed is not None
    page.scans.filed.reject()


def test_the_page_is_shown_large_where_there_is_room(
    read: Callable[..., FileScan], files: list[Path], settle: Settle
) -> None:
    dialog = read(*files)
    dialog.resize(900, 520)
    settle()
    assert dialog.picture.isVisible()
    assert not dialog.picture.grab().toImage().isNull()
    dialog.resize(660, 370)
    assert not dialog.picture.isVisible()
    dialog.reject()
