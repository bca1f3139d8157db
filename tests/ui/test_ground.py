"""The tree of grids and its people: added, renamed, moved, roles given and ended, each by the real window."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.changes import Changes, Kind
from db.workspace import Actor
from inspector.model.person import Role, RoleGiven
from inspector.model.site import SiteChanged
from tests.db.village import FOUNDING, OFFICE, OFFICER, STAFF, TODAY, TOWN, VILLAGE, Village
from tests.ui.notes import Settle
from ui.dialogs.add_grid import AddGrid
from ui.dialogs.add_person import AddPerson
from ui.dialogs.end_grid import EndGrid
from ui.dialogs.give_role import EndRole, GiveRole
from ui.dialogs.ground import GroundDialog
from ui.dialogs.import_table import ImportTable
from ui.pages.settings import SettingsPage
from ui.session import Session


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    office = RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day)
    village.record(office, by=Actor(OFFICER, OFFICE))
    session.act_as(Actor(OFFICER, OFFICE))
    made = SettingsPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    settle()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.close()


@pytest.fixture
def ground(page: SettingsPage, settle: Settle) -> GroundDialog:
    page.people.showing_ground.click()
    settle()
    assert page.ground
    assert page.ground.dialog
    return page.ground.dialog


def choose(ground: GroundDialog, name: str) -> None:
    items = [ground.tree.topLevelItem(0)]
    while items:
        item = items.pop()
        assert item
        if item.text(0) == name:
            ground.tree.setCurrentItem(item)
            return
        items += [item.child(at) for at in range(item.childCount())]
    raise AssertionError(name)


def dialog_over(ground: GroundDialog, kind: type[Any]) -> Any:
    (found,) = [one for one in ground.findChildren(kind) if one.isVisible()]
    return found


def test_a_grid_is_renamed_and_it_can_be_undone(
    page: SettingsPage, ground: GroundDialog, settle: Settle
) -> None:
    noticed: list[Any] = []
    page.noticed.connect(noticed.append)
    choose(ground, "示例村网格")
    assert ground.head.remark.text() == "level 3 · 5 sites"
    ground.name.setText("新名网格")
    ground.saving.click()
    settle()
    assert ground.head.title.text() == "新名网格"
    noticed[0].act()
    settle()
    assert ground.head.title.text() == "示例村网格"
    assert ground.chosen == VILLAGE


def test_what_does_not_fit_is_said_and_nothing_is_recorded(ground: GroundDialog, settle: Settle) -> None:
    choose(ground, "示例村网格")
    ground.save()
    assert ground.trouble.isHidden()
    ground.code.setText("SLX01")
    ground.save()
    assert ground.trouble.text() == "The code SLX01 belongs to 示例镇."
    choose(ground, "示例镇")
    assert ground.trouble.isHidden()
    choose(ground, "示例县")
    assert ground._above.isHidden()


def test_a_grid_is_added_below_the_one_in_focus(ground: GroundDialog, settle: Settle) -> None:
    choose(ground, "示例镇")
    ground.adding.click()
    dialog = dialog_over(ground, AddGrid)
    assert dialog.parent_grid.currentText() == "示例镇"
    dialog.name.setText("另一村")
    dialog.save()
    settle()
    assert ground.head.title.text() == "另一村"
    assert ground.sheet.grids[-1].grid.parent == TOWN


def test_somebody_new_gets_a_role_in_the_grid_in_focus(ground: GroundDialog, settle: Settle) -> None:
    choose(ground, "示例村网格")
    ground.person.click()
    dialog = dialog_over(ground, AddPerson)
    assert dialog.grid.currentText() == "示例村网格"
    dialog.name.setText("示例庚")
    dialog.save()
    settle()
    assert "示例庚" in [one.name for one in ground.sheet.duties if one.duty.grid == VILLAGE]


def test_somebody_there_gets_a_further_role_from_a_day_on(
    page: SettingsPage, ground: GroundDialog, settle: Settle
) -> None:
    choose(ground, "示例镇")
    ground.role.click()
    dialog = dialog_over(ground, GiveRole)
    dialog.person.setCurrentIndex(dialog.person.findText("示例甲"))
    dialog.role.setCurrentIndex(dialog.role.findData(Role.OFFICER.value))
    dialog.save()
    assert dialog.trouble.text() == "A law-enforcement officer needs a card number."
    dialog.card.setText("示例 009")
    dialog.since.setDate(QDate(2026, 12, 1))
    dialog.save()
    settle()
    (given,) = [one for one in ground.sheet.duties if one.duty.grid == TOWN]
    assert (given.person, given.duty.card, f"{given.duty.since}") == (STAFF, "示例 009", "2026-12-01")


def test_for_the_office_itself_its_passphrase_is_needed(
    page: SettingsPage, ground: GroundDialog, settle: Settle, failures: list[BaseException]
) -> None:
    choose(ground, "示例县")
    ground.role.click()
    dialog = dialog_over(ground, GiveRole)
    dialog.save()
    assert "passphrase of the office" in dialog.trouble.text()
    dialog.passphrase.setText("falsch")
    dialog.save()
    settle()
    assert dialog.isEnabled()
    assert dialog.trouble.isVisible()
    with pytest.raises(KeyError):
        dialog.say(KeyError())


def test_a_role_ends_after_a_day_and_can_be_given_back(
    page: SettingsPage, ground: GroundDialog, settle: Settle
) -> None:
    noticed: list[Any] = []
    page.noticed.connect(noticed.append)
    choose(ground, "示例村网格")
    (officer, staff) = ground.endings
    assert officer.accessibleDescription() == "示例乙, law-enforcement officer"
    staff.click()
    dialog = dialog_over(ground, EndRole)
    dialog.save()
    settle()
    ended = [one.duty for one in ground.sheet.duties if one.person == STAFF]
    assert [duty.until for duty in ended] == [TODAY]
    assert len(ground.endings) == 1
    noticed[0].act()
    settle()
    assert len(ground.endings) == 2


def test_a_role_cannot_end_before_it_began(
    page: SettingsPage, session: Session, ground: GroundDialog, settle: Settle
) -> None:
    told: list[Any] = []
    session.told.connect(told.append)
    choose(ground, "示例村网格")
    ground.endings[0].click()
    dialog = dialog_over(ground, EndRole)
    dialog.until.setDate(QDate(2020, 1, 1))
    dialog.save()
    settle()
    assert str(told[0]) == "A role can't end before it began."


def test_tables_of_grids_and_people_are_taken_in_from_here(
    page: SettingsPage, ground: GroundDialog, settle: Settle
) -> None:
    ground.importing_grids.click()
    ground.importing_people.click()
    titles = {one.windowTitle() for one in page.window().findChildren(ImportTable)}
    assert titles == {"Import grids", "Import people"}


def test_only_who_may_grant_sees_the_tree(session: Session, page: SettingsPage, settle: Settle) -> None:
    told: list[Any] = []
    session.told.connect(told.append)
    session.act_as(Actor(STAFF, VILLAGE))
    settle()
    assert not page.people.showing_ground.isEnabled()
    page.show_ground()
    settle()
    session.act_as(None)
    page.show_ground()
    settle()
    assert len(told) == 2
    assert page.ground
    assert page.ground.dialog is None


def test_the_tree_is_forgotten_when_it_is_closed(
    page: SettingsPage, ground: GroundDialog, settle: Settle
) -> None:
    ground.accept()
    assert page.ground
    assert page.ground.dialog is None


def test_a_grid_ends_from_a_day_on_once_its_sites_are_moved(
    ground: GroundDialog, page: SettingsPage, village: Village, settle: Settle
) -> None:
    def asked() -> EndGrid:
        ground.ending.click()
        (dialog,) = [one for one in ground.findChildren(EndGrid) if one.isVisible()]
        return dialog

    choose(ground, "示例县")
    assert not ground.ending.isVisibleTo(ground)
    choose(ground, "示例镇")
    dialog = asked()
    dialog.reason.setText("撤并")
    dialog.ending.click()
    assert "示例村网格" in dialog.trouble.text()
    dialog.reject()
    choose(ground, "示例村网格")
    dialog = asked()
    dialog.reason.setText("拆分")
    dialog.ending.click()
    assert "Move them to other grids first" in dialog.trouble.text()
    dialog.reject()
    with closing(village.workspace.reader()) as reader:
        sites = [site for (site,) in reader.rows("SELECT id FROM site")]
    village.record(*(SiteChanged(subject=site, grid=TOWN) for site in sites), by=Actor(OFFICER, OFFICE))
    page.session.changed.emit(Changes(frozenset({Kind.SITE})))
    settle()
    dialog = asked()
    dialog.ending.click()
    assert "why the grid ends" in dialog.trouble.text()
    dialog.reason.setText("拆分")
    dialog.ending.click()
    settle()
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT ended_on FROM grid WHERE id = ?", (VILLAGE,)) == TODAY.isoformat()
    assert "ends on 22 Nov 2026" in ground.head.remark.text()
    choose(ground, "示例村网格 (ended)")
