"""Entering the round of somebody else from paper, in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication

from db.connection import Reader
from tests.db.village import STAFF
from tests.ui.day_desk import Hands, told
from ui.dialogs.enter_for import EnterFor
from ui.pages.today import TodayPage
from ui.window import Window


def later(page: TodayPage, hands: Hands, at: int) -> None:
    """Choose what is entered beside the round of the day."""
    menu = page.due.offer_later()
    hands.do(menu.actions()[at].trigger)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "纸质记录.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return file


@pytest.fixture
def dialog(page: TodayPage, hands: Hands) -> EnterFor:
    later(page, hands, 1)
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, EnterFor) and one.isVisible()
    )


def test_a_round_on_paper_is_entered_with_its_scan(
    dialog: EnterFor, page: TodayPage, hands: Hands, reader: Reader, window: Window, paper: Path
) -> None:
    assert "示例乙" in dialog.person.currentText()
    assert not dialog.beginning.isEnabled()
    hands.drop(dialog, [paper])
    assert paper.name in dialog.chosen.text()
    hands.click(dialog.beginning)
    ((inspectors, entered_for, by),) = reader.rows("SELECT inspectors, entered_for, recorded_by FROM patrol")
    assert (entered_for, by) == (1, STAFF)
    assert STAFF not in inspectors
    assert page.late
    hands.do(page.form.find_normal)
    hands.do(page.desk.complete)
    assert reader.rows("SELECT entered_for FROM stop JOIN patrol ON patrol.id = stop.patrol") == [(1,)]
    page.go_to_round(None)
    hands.settle()
    assert page.day
    assert [one.is_entered_for for one in page.day.others] == [True]
    assert page.day.patrol is None


def test_one_of_another_day_needs_a_reason(dialog: EnterFor, hands: Hands, paper: Path) -> None:
    hands.drop(dialog, [paper])
    dialog.day.setDate(QDate(2026, 11, 20))
    assert not dialog.beginning.isEnabled()
    assert "reason" in dialog.beginning.toolTip()
    dialog.reason.setText("村里没有电脑")
    assert dialog.beginning.isEnabled()
    dialog.time.setText("99")
    assert "09:05" in dialog.beginning.toolTip()


def test_a_file_that_is_none_is_refused_and_nothing_begins(
    dialog: EnterFor, hands: Hands, reader: Reader, window: Window, tmp_path: Path
) -> None:
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    hands.drop(dialog, [empty])
    hands.click(dialog.beginning)
    assert told(window)
    assert reader.value("SELECT count(*) FROM patrol") == 0
