"""From opening the program to a signed weekly PDF; preview, workbook, numbers and pack of the week."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.model.summary import SummaryState
from inspector.periods import DAY
from tests.db.case_desk import BY_CLERK, BY_STAFF, CLERK_KEY, appoint, report
from tests.db.village import MORNING, Village
from tests.ui.notes import Settle
from ui.session import Session
from ui.summary_page import SummaryPage
from ui.window import Window


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> Iterator[SummaryPage]:
    appoint(village)
    report(village, 70, noticed=MORNING.later(-5 * DAY))
    session.act_as(BY_CLERK)
    session.unlocked.hold(BY_CLERK.person, CLERK_KEY)
    window.go_to("week")  # the first action: Ctrl+ and the number of the page
    settle()
    shown = window.page
    assert isinstance(shown, SummaryPage)
    yield shown
    shown.papers.desk.give_up()
    for picker in window.findChildren(QFileDialog):
        picker.close()


def saving(window: Window) -> QFileDialog:
    return next(one for one in window.findChildren(QFileDialog) if one.isVisible())


def test_a_clerk_comes_to_a_signed_pdf_in_three_actions_and_her_texts(
    page: SummaryPage, window: Window, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    page.texts.problems.setPlainText("北山片区覆盖不到位")
    page.papers.signing.click()  # the second action
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)), timeout=60_000)
    to = tmp_path / "week.pdf"
    saving(window).fileSelected.emit(str(to))  # the third: Save
    settle()
    assert b"/ByteRange" in to.read_bytes()
    assert page.seen
    assert page.seen.sheet.in_force
    assert page.seen.sheet.in_force.state is SummaryState.FROZEN
    assert page.seen.sheet.in_force.texts.problems == "北山片区覆盖不到位"


def test_signing_again_gives_the_same_file(
    page: SummaryPage, window: Window, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for file in files:
        page.papers.sign()
        qtbot.waitUntil(
            lambda: any(one.isVisible() for one in window.findChildren(QFileDialog)), timeout=60_000
        )
        picker = saving(window)
        picker.fileSelected.emit(str(file))
        picker.close()
        settle()
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_draft_is_looked_at_by_the_key_of_printing(page: SummaryPage, settle: Settle) -> None:
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog = page.papers.desk.dialog
    assert dialog
    assert dialog.wish.about[1:] == ("2026-W47", "")


def test_what_is_frozen_is_what_is_looked_at(page: SummaryPage, settle: Settle) -> None:
    page.freezing.click()
    settle()
    page.papers.looking.click()
    settle()
    dialog = page.papers.desk.dialog
    assert dialog
    assert page.seen
    assert page.seen.sheet.in_force
    assert dialog.wish.about[2] == page.seen.sheet.in_force.id


def test_who_may_not_freeze_signs_nothing(page: SummaryPage, session: Session, settle: Settle) -> None:
    session.act_as(BY_STAFF)
    settle()
    assert not page.papers.signing.isEnabled()
    page.papers.sign()
    settle()
    assert page.desk.key.dialog is None


@pytest.mark.parametrize("name", ["w.xlsx", "w.csv", "w.gpk"])
def test_the_week_is_written_as_its_name_asks(
    page: SummaryPage, settle: Settle, tmp_path: Path, name: str
) -> None:
    page.papers.exporting.click()
    picker = page.papers.picker
    assert picker
    picker.filterSelected.emit("CSV, UTF-8 (*.csv)")
    assert picker.defaultSuffix() == "csv"
    to = tmp_path / name
    picker.fileSelected.emit(str(to))
    settle()
    if name == "w.xlsx":
        assert "Numbers" in load_workbook(to).sheetnames
    elif name == "w.csv":
        assert to.read_bytes().startswith(b"\xef\xbb\xbf")
    else:
        assert to.stat().st_size > 1000
