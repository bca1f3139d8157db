"""The lists of the office: where they are asked, drafts, copies, forms, and who may change them."""

from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.checklist_editing import key_of
from db.workspace import Actor
from inspector.model.checklist import ListFor
from inspector.model.ids import ChecklistId
from tests.db.village import (
    COKING,
    OUTSIDE,
    SHORT,
    STAFF,
    VILLAGE,
    Village,
)
from tests.tables.forms import CHOICES, SETTINGS, form, survey
from tests.ui.list_hands import drafts, shown
from tests.ui.notes import Settle
from ui.dialogs.checklists import Checklists
from ui.dialogs.edit_checklist import EditChecklist
from ui.dialogs.form_left_out import FormLeftOut
from ui.pages.settings import SettingsPage
from ui.session import Session


def test_the_lists_say_whose_they_are_and_where_they_are_asked(lists: Checklists, settle: Settle) -> None:
    lines = [lists.list.item(at).text() for at in range(lists.list.count())]
    assert lines == [
        "企业外围观察\nv3 · grid staff · 4 questions · 3 sites",
        "河段观察\nv1 · grid staff · 1 question · 1 site",
        "工业企业全面检查\nv1 · law-enforcement officers · 9 questions · 0 sites",
    ]
    assert lists.sites.text() == "Asked at 3 sites: 北山排土场, 示例旧窑, 示例焦化厂"
    assert "★ must-look" in lists.questions.text()
    assert set(lists.assigning) == {"spoil_heap", "coking", "river_section", "straw_field"}
    assert not lists.assigning["coking"].isEnabled()
    lists.list.setCurrentRow(2)
    settle()
    assert lists.sites.text() == "Asked at 0 sites"
    assert "Answered by law-enforcement officers." in lists.facts.text()


def test_a_draft_is_kept_goes_on_and_can_be_discarded(
    editor: EditChecklist,
    lists: Checklists,
    village: Village,
    settle: Settle,
    page: SettingsPage,
    qtbot: QtBot,
) -> None:
    told: list[Any] = []
    page.noticed.connect(told.append)
    editor.take_out()
    qtbot.waitUntil(lambda: drafts(village) == [key_of(ChecklistId(OUTSIDE))])
    editor.close()
    settle()
    assert told[-1].text == "The draft of “企业外围观察” is kept."
    lists.list.itemActivated.emit(lists.list.item(0))
    settle()
    again = shown(EditChecklist)
    assert len(again.draft.questions) == 3
    again.reject()
    settle()
    told[-1].act()
    settle()
    assert drafts(village) == []


def test_a_new_list_that_was_only_begun_is_listed_as_a_draft(
    lists: Checklists, page: SettingsPage, village: Village, settle: Settle
) -> None:
    lists.making.click()
    editor = shown(EditChecklist)
    assert editor.windowTitle() == "New list"
    assert editor.count.text().startswith("a new list")
    editor.add()
    editor.reject()
    settle()
    page.checklists.open()
    settle()
    assert lists.list.item(3).text() == "New list\ndraft · grid staff · 1 question · 0 sites"
    lists.list.setCurrentRow(3)
    settle()
    assert lists.questions.text() == ""
    lists.editing.click()
    settle()
    assert len(shown(EditChecklist).draft.questions) == 1


def test_a_shipped_list_is_copied(lists: Checklists, settle: Settle) -> None:
    lists.copying.menu().actions()[-1].trigger()
    editor = shown(EditChecklist)
    assert editor.draft.title == "Full check of an industrial site (copy)"
    assert (editor.draft.version, editor.draft.made_for) == (0, ListFor.OFFICER)
    editor.publish()
    settle()
    assert any("(copy)" in lists.list.item(at).text() for at in range(lists.list.count()))


def test_sites_of_a_kind_are_asked_from_a_list_with_a_way_back(
    lists: Checklists, page: SettingsPage, village: Village, settle: Settle
) -> None:
    told: list[Any] = []
    page.noticed.connect(told.append)
    lists.list.setCurrentRow(1)
    settle()
    lists.assigning["coking"].click()
    settle()

    def asked() -> object:
        with closing(village.workspace.reader()) as reader:
            return reader.value("SELECT checklist FROM site WHERE id = ?", (COKING,))

    assert asked() == SHORT
    assert told[-1].text == "1 site is asked from this list now (coking plant)."
    assert not lists.assigning["coking"].isEnabled()
    told[-1].act()
    settle()
    assert asked() == OUTSIDE
    lists.list.setCurrentRow(2)
    settle()
    lists.assigning["coking"].click()
    settle()
    assert "not assigned" in lists.trouble.text()
    lists.close()
    settle()
    told[-1].act()
    settle()
    assert asked() == OUTSIDE


def test_grid_staff_look_at_lists_and_change_none(
    page: SettingsPage, session: Session, settle: Settle
) -> None:
    session.act_as(Actor(STAFF, VILLAGE))
    page.checklists.open()
    settle()
    lists = shown(Checklists)
    assert not lists.making.isEnabled()
    assert "Only the rectification office" in lists.making.toolTip()
    assert not lists.assigning["river_section"].isEnabled()
    lists.editing.click()
    settle()
    editor = shown(EditChecklist)
    assert not editor.publishing.isEnabled()
    editor.publish()
    settle()
    assert editor.isVisible()


def test_a_form_is_taken_over_and_what_is_missing_is_listed(
    lists: Checklists, page: SettingsPage, settle: Settle, tmp_path: Path
) -> None:
    lists.importing.click()
    picker = shown(QFileDialog)
    picker.fileSelected.emit(str(form(tmp_path / "river.xlsx")))
    picker.close()
    settle()
    told = shown(FormLeftOut)
    assert told.windowTitle() == "Form river.xlsx"
    told.accept()
    editor = shown(EditChecklist)
    assert (editor.draft.title, len(editor.draft.questions)) == ("河段巡查表", 8)
    editor.reject()
    settle()
    whole = form(tmp_path / "whole.xlsx", survey(("text", "a", "备注")), CHOICES, SETTINGS)
    page.checklists.take_over(whole)
    settle()
    assert len(shown(EditChecklist).draft.questions) == 1


def test_what_is_no_form_is_said(
    page: SettingsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    told: list[Any] = []
    session.told.connect(told.append)
    (tmp_path / "a.xlsx").write_bytes(b"x")
    page.checklists.take_over(tmp_path / "a.xlsx")
    settle()
    assert len(told) == 1
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, FormLeftOut)]


def test_without_anybody_acting_lists_are_only_looked_at(
    page: SettingsPage, session: Session, settle: Settle
) -> None:
    session.act_as(None)
    page.checklists.open()
    settle()
    lists = shown(Checklists)
    assert not lists.making.isEnabled()
    assert lists.list.count() == 3
