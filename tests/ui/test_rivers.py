"""River sections in the window: quarter by quarter, to their sites, as PDF and as a table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from db.workspace import Actor
from inspector.model.issued_report import ReportKind
from tests.db.case_desk import BY_COUNTY, appoint
from tests.db.village import OFFICE, RIVER, Village
from tests.ui.notes import Settle
from ui.dialogs.river_sections import RiverSectionsDialog
from ui.pages.overview import OverviewPage
from ui.session import Session


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[OverviewPage]:
    appoint(village)
    session.act_as(Actor(BY_COUNTY.person, OFFICE))
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.show()
    settle()
    yield made
    made.rivers.give_up()
    settle()


def opened(page: OverviewPage, settle: Settle) -> RiverSectionsDialog:
    (command,) = [one for one in page.commands() if one.text == "River sections…"]
    command.act()
    settle()
    assert page.rivers.dialog
    return page.rivers.dialog


def test_sections_are_shown_quarter_by_quarter(page: OverviewPage, settle: Settle) -> None:
    dialog = opened(page, settle)
    assert dialog.title.text() == "Q4 2026"
    (line,) = dialog.table.model_of_lines.lines
    assert line[0] == "黄河示例段"
    assert dialog.count.text().endswith("visits due were paid")
    assert not dialog.later.isEnabled()
    for _step in range(8):
        dialog.earlier.click()
    settle()
    assert dialog.title.text() == "Q4 2024"
    assert not dialog.empty.isHidden()
    assert not dialog.paper.isEnabled()
    dialog.show_site()
    assert page.rivers.dialog is dialog
    dialog.later.click()
    settle()
    assert dialog.title.text() == "Q1 2025"
    page.show_rivers()
    assert page.rivers.dialog is dialog


def test_a_section_leads_to_its_site_and_the_table_to_its_paper(
    page: OverviewPage, qtbot: QtBot, settle: Settle
) -> None:
    about = (OFFICE, "2026-Q4")
    for press, wanted in (
        ("showing", ("sites", RIVER)),
        ("paper", ("reports", ReportWish(kind=ReportKind.RIVER_SECTIONS, about=about))),
    ):
        dialog = opened(page, settle)
        with qtbot.waitSignal(page.wanted) as told:
            getattr(dialog, press).click()
        assert tuple(told.args) == wanted
        assert page.rivers.dialog is None


def test_the_sections_are_written_as_a_table(page: OverviewPage, settle: Settle, tmp_path: Path) -> None:
    opened(page, settle).taking.click()
    picker = page.rivers.picker
    assert isinstance(picker, QFileDialog)
    picker.fileSelected.emit(f"{tmp_path / '河段.json'}")
    picker.close()
    settle()
    assert "黄河示例段" in (tmp_path / "河段.json").read_text("utf-8")
