"""The settings of an office, its lists, and the editor of the first one."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.queries.checklists import newest_version
from db.workspace import Actor
from inspector.model.checklist import ChecklistPublished
from inspector.model.ids import ChecklistId
from inspector.model.person import Role, RoleGiven
from tests.db.village import (
    FOUNDING,
    OFFICE,
    OFFICER,
    OUTSIDE,
    Village,
)
from tests.ui.list_hands import shown
from tests.ui.notes import Settle
from ui.dialogs.checklists import Checklists
from ui.dialogs.edit_checklist import EditChecklist
from ui.pages.settings import SettingsPage
from ui.session import Session


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    village.record(
        RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day),
        by=Actor(OFFICER, OFFICE),
        when=FOUNDING,
    )
    session.act_as(Actor(OFFICER, OFFICE))
    made = SettingsPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.close()
    settle()


@pytest.fixture
def lists(page: SettingsPage, settle: Settle) -> Checklists:
    page.lists.opening.click()
    settle()
    return shown(Checklists)


@pytest.fixture
def editor(lists: Checklists, settle: Settle) -> EditChecklist:
    lists.editing.click()
    settle()
    return shown(EditChecklist)


@pytest.fixture
def newest(village: Village) -> Any:
    def ask(checklist: str = OUTSIDE) -> ChecklistPublished:
        with closing(village.workspace.reader()) as reader:
            found = newest_version(reader, ChecklistId(checklist))
            assert found
            return found

    return ask
