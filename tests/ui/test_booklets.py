"""Accounts of units in the window: chosen, made in one go, copied into a folder, stopped half-way."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.task_recording import set_new_task
from inspector.model.task_life import TaskSet
from tests.db.case_desk import BY_COUNTY, LATER, appoint
from tests.db.village import MORNING, OFFICE, Village
from tests.ui.notes import Settle
from ui.dialogs.unit_booklets import UnitBookletsDialog
from ui.pages.overview import OverviewPage
from ui.session import Session


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[OverviewPage]:
    appoint(village)
    told = TaskSet(
        grid=OFFICE,
        title="清运料堆",
        responsible=("县住建局", "示例镇人民政府"),
        due=MORNING.day + timedelta(days=3),
    )
    set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance)
    session.act_as(BY_COUNTY)
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    made.booklets.give_up()
    settle()


def begun(page: OverviewPage, settle: Settle) -> UnitBookletsDialog:
    (command,) = [one for one in page.commands() if one.text == "Accounts of units…"]
    command.act()
    settle()
    assert page.booklets.dialog
    return page.booklets.dialog


def into(page: OverviewPage, folder: Path, settle: Settle) -> None:
    picker = page.booklets.picker
    assert isinstance(picker, QFileDialog)
    picker.fileSelected.emit(str(folder))
    picker.close()
    settle()


def issued(village: Village) -> list[tuple[str, str]]:
    reader = village.workspace.reader()
    rows = reader.rows("SELECT also, signers FROM issued_report WHERE kind = 'unit_booklet' ORDER BY number")
    reader.close()
    return rows


def test_chosen_units_get_a_booklet_for_ink_in_a_folder(
    page: OverviewPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    notices: list[Any] = []
    page.noticed.connect(notices.append)
    dialog = begun(page, settle)
    assert dialog.chosen() == ("县住建局", "示例镇人民政府")
    dialog.choose_all(on=False)
    assert not dialog.making.isEnabled()
    dialog.choose_all(on=True)
    dialog.units.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.making.text() == "Make 1 booklet…"
    dialog.signing.setChecked(False)
    dialog.making.click()
    into(page, tmp_path, settle)
    assert page.booklets.dialog is None
    assert issued(village) == [('["县住建局"]', "[]")]
    (copy,) = tmp_path.glob("*.pdf")
    assert "县住建局" in copy.name
    assert notices[-1].text == "1 booklet was made; it stands on the page of reports too."


def test_a_stop_leaves_the_booklets_that_were_made(
    page: OverviewPage, village: Village, settle: Settle, session: Session, tmp_path: Path
) -> None:
    dialog = begun(page, settle)
    dialog.signing.setChecked(False)
    session.work_started.connect(lambda job: job.progressed.connect(lambda *_far: job.cancel()))
    dialog.making.click()
    into(page, tmp_path, settle)
    assert len(issued(village)) == 1
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert page.booklets.dialog is None


def test_signing_asks_for_the_own_key_first(
    page: OverviewPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    dialog = begun(page, settle)
    dialog.making.click()
    into(page, tmp_path, settle)
    assert issued(village) == []
    assert page.booklets.dialog is dialog


def test_what_cannot_be_made_is_said_in_place_and_may_be_tried_again(
    page: OverviewPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    dialog = begun(page, settle)
    page.booklets.make(dialog, ("县水务局",), tmp_path, None)
    settle()
    assert dialog.error.text() == "There is nothing that a unit called 县水务局 owes here."
    assert dialog.making.isEnabled()


def test_one_unit_that_fails_after_another_leaves_what_was_made(
    page: OverviewPage, village: Village, session: Session, settle: Settle, tmp_path: Path
) -> None:
    told: list[object] = []
    session.told.connect(told.append)
    dialog = begun(page, settle)
    page.booklets.make(dialog, ("县住建局", "县水务局"), tmp_path, None)
    settle()
    assert page.booklets.dialog is None
    assert "县水务局" in str(told)
    assert len(issued(village)) == 1


def test_nobody_makes_booklets_without_a_name(
    page: OverviewPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    told: list[object] = []
    session.told.connect(told.append)
    dialog = begun(page, settle)
    session.act_as(None)
    page.booklets.make(dialog, ("县住建局",), tmp_path, None)
    page.account()
    settle()
    assert [str(one) for one in told] == ["Choose who you are first, at the top right."] * 2
    assert page.booklets.dialog is None
