"""What stands above every list: facts, kept filters, columns, export, copying."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.errors import Refused
from inspector.model.site import SiteChanged
from tests.db.village import CLOSED, COKING, HEAP, RIVER, Village
from tests.ui.notes import Settle
from ui.column_chooser import ColumnChooser
from ui.dialogs.keep_filter import KeepFilter
from ui.list_copy import on_clipboard
from ui.list_facts import Facet, FacetChoice, FactChips, FactsPopup, fact_words
from ui.list_view import ListView, RowAction
from ui.preferences import Preferences
from ui.saved_filters import SavedFilters
from ui.session import Session
from ui.site_list import SiteList
from ui.table import View
from ui.widgets.empty_state import EmptyState

FACETS = (
    Facet("kind", "Kind", (FacetChoice("coking", "coking plant", 3), FacetChoice("mine", "mine", 1))),
    Facet("grid", "Grid", (FacetChoice("a", "示例镇", 4), FacetChoice("b", "示例村", 2, 1))),
)


@pytest.fixture
def sites(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> SiteList:
    made = SiteList(session, EmptyState("folder", "No sites"), ())
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.refresh()
    settle()
    return made


def popup_of(view: ListView[Any]) -> FactsPopup:
    return view.head.popup


def test_several_facts_narrow_a_list_and_each_can_be_taken_away(
    sites: SiteList, qtbot: QtBot, settle: Settle
) -> None:
    sites.head.narrowing.click()
    settle()
    popup = popup_of(sites)
    kind, rank = popup.tree.topLevelItem(0), popup.tree.topLevelItem(1)
    assert kind
    assert rank
    children = [item for at in range(kind.childCount()) if (item := kind.child(at))]
    coking = next(item for item in children if "coking" in item.text(0))
    popup.tree.setCurrentItem(coking)
    qtbot.keyClick(popup.tree, Qt.Key.Key_Space)
    settle()
    assert sites.model.keys == [COKING]
    popup.tree.itemActivated.emit(rank, 0)
    assert rank.isExpanded()
    popup.tree.itemActivated.emit(rank.child(0), 0)
    settle()
    assert [name for name, _values in sites.model.view.facts] == ["kind", "rank"]
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert [chip.text() for chip in sites.head.chips.chips] == ["Kind: coking plant  ×", "Rank: key site  ×"]
    sites.head.chips.chips[0].click()
    settle()
    assert set(sites.model.keys) == {COKING, RIVER, CLOSED}
    assert sites.filters.choice == "all"


def test_where_nothing_has_all_facts_the_list_says_so_and_all_comes_back(
    sites: SiteList, settle: Settle
) -> None:
    sites.show_view(facts=(("kind", ("mine",)),))
    settle()
    assert not sites.table.isVisible()
    assert not sites.empty.isVisible()
    sites.show_all()
    settle()
    assert len(sites.model.keys) == 5
    assert not sites.head.chips.isVisible()


def test_values_are_found_by_letters_and_cleared_together(qtbot: QtBot, sites: SiteList) -> None:
    popup = FactsPopup(FACETS, (("kind", ("mine",)), ("grid", ("a", "b"))), sites)
    qtbot.addWidget(popup)
    popup.show_at(QPoint(5000, 5000), 100)
    assert popup.facts() == (("kind", ("mine",)), ("grid", ("a", "b")))
    popup.letters.setText("示例村")
    top = popup.tree.topLevelItem(0)
    assert top
    assert top.isHidden()
    told: list[object] = []
    popup.chosen.connect(told.append)
    popup.clearing.click()
    assert told == [()]
    qtbot.keyClick(popup, Qt.Key.Key_A)
    assert popup.isVisible()


def test_facts_are_said_by_their_words_and_by_their_names_where_unknown(qtbot: QtBot) -> None:
    assert fact_words(FACETS, "grid", ("a", "c")) == "Grid: 示例镇, c"
    assert fact_words(FACETS, "colour", ("red",)) == "colour"
    chips = FactChips()
    qtbot.addWidget(chips)
    chips.show_facts((("grid", ("a",)),), lambda _name, _values: "名" * 60)
    assert len(chips.chips[0].text()) < 40
    assert "名" * 60 in chips.chips[0].toolTip()


def test_a_filter_is_kept_shown_again_first_and_forgotten(
    sites: SiteList, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    noticed: list[Any] = []
    sites.noticed.connect(noticed.append)
    sites.filters.choose("key")
    sites.show_view(facts=(("kind", ("coking",)),), sort="name", descending=True)
    sites.head.saved_menu().actions()[0].trigger()
    (dialog,) = sites.window().findChildren(KeepFilter)
    assert not dialog.saving.isEnabled()
    dialog.name.setText("重点焦化")
    dialog.first.setChecked(True)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert noticed[0].text == "The filter “重点焦化” is kept."
    again = SiteList(session, EmptyState("folder", "No sites"), ())
    qtbot.addWidget(again)
    again.show()
    again.refresh()
    settle()
    assert again.model.keys == [COKING]
    assert (again.model.view.sort, again.filters.choice) == ("name", "key")
    assert again.columns.header.sortIndicatorSection() == 0
    assert [chip.text() for chip in again.head.chips.chips] == ["Kind: coking plant  ×"]
    again.show_all()
    menu = again.head.saved_menu()
    menu.actions()[0].trigger()
    settle()
    assert again.model.keys == [COKING]
    noticed[0].act()
    assert again.head.saved_filters.all == ()
    assert again.head.saved_filters.first is None


def test_what_is_shown_first_and_what_is_forgotten_is_chosen_in_the_menu(
    sites: SiteList, preferences: Preferences, settle: Settle
) -> None:
    kept = SavedFilters("sites", preferences)
    kept.keep("一", View(filter="overdue"), first=False)
    kept.keep("二", View(filter="gone", text="焦化"), first=True)
    menu = sites.head.saved_menu()
    (starting, forgetting) = [action.menu() for action in menu.actions() if action.menu() is not None]
    assert [action.text() for action in starting.actions()] == ["none", "一", "二"]  # type: ignore[attr-defined]
    starting.actions()[1].trigger()  # type: ignore[attr-defined]
    assert [one.name for one in (kept.first,) if one] == ["一"]
    menu.actions()[1].trigger()
    settle()
    assert (sites.filters.choice, sites.search.text(), sites.model.keys) == ("all", "焦化", [COKING])
    noticed: list[Any] = []
    sites.noticed.connect(noticed.append)
    forgetting.actions()[0].trigger()  # type: ignore[attr-defined]
    assert [one.name for one in kept.all] == ["二"]
    assert noticed[0].text == "The filter “一” is kept no longer."
    noticed[0].act()
    assert [one.name for one in (kept.first,) if one] == ["一"]


def test_a_filter_of_the_same_name_is_replaced_and_said_so(qtbot: QtBot, preferences: Preferences) -> None:
    kept = SavedFilters("sites", preferences)
    kept.keep("一", View(filter="overdue"), first=True)
    kept.keep("一", View(text="焦化"), first=False)
    assert [(one.name, one.view.text) for one in kept.all] == [("一", "焦化")]
    assert kept.first is None
    dialog = KeepFilter(["一"])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText("一")
    assert dialog.remark.isVisible()


def test_what_is_asked_for_before_the_list_was_shown_is_not_hidden_by_a_kept_filter(
    session: Session, village: Village, preferences: Preferences, qtbot: QtBot, settle: Settle
) -> None:
    SavedFilters("sites", preferences).keep("一", View(filter="closed"), first=True)
    view = SiteList(session, EmptyState("folder", "No sites"), ())
    qtbot.addWidget(view)
    view.show_all()
    view.choose(COKING)
    view.refresh()
    settle()
    assert view.selected_keys() == [COKING]


def test_kept_filters_that_cannot_be_read_are_left_out(preferences: Preferences) -> None:
    preferences.keep("filters of sites", ["{", '{"name": 3}', '{"name": "三", "view": {"text": "焦"}}'])
    assert [one.name for one in SavedFilters("sites", preferences).all] == ["三"]


def test_columns_are_chosen_moved_sorted_by_and_reset_by_keyboard(
    sites: SiteList, qtbot: QtBot, settle: Settle
) -> None:
    sites.head.choosing.click()
    chooser = sites.columns.chooser
    assert isinstance(chooser, ColumnChooser)
    qtbot.keyClick(chooser, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [column.name for column in sites.columns.shown()][:2] == ["rank", "name"]
    qtbot.keyClick(chooser, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    chooser.move_by(-1)
    assert [column.name for column in sites.columns.shown()][:2] == ["name", "rank"]
    chooser.sorting.click()
    chooser.sorting.click()
    settle()
    assert (sites.model.view.sort, sites.model.view.descending) == ("name", True)
    phone = next(at for at in range(chooser.list.count()) if chooser.list.item(at).text() == "Phone")
    chooser.list.item(phone).setCheckState(Qt.CheckState.Checked)
    assert "responsible_phone" in [column.name for column in sites.columns.shown()]
    chooser.resetting.click()
    assert "responsible_phone" not in [column.name for column in sites.columns.shown()]
    for at in range(chooser.list.count()):
        chooser.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert len(sites.columns.shown()) == 1
    qtbot.keyClick(chooser, Qt.Key.Key_A)
    qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    assert not chooser.isVisible()


def exported(view: ListView[Any], to: Path, settle: Settle) -> None:
    view.export()
    (picker,) = view.window().findChildren(QFileDialog)
    picker.fileSelected.emit(str(to))
    settle()
    picker.close()
    QTest.qWait(1)


def test_a_list_is_exported_as_excel_with_true_days_and_numbers(
    sites: SiteList, tmp_path: Path, settle: Settle
) -> None:
    noticed: list[Any] = []
    sites.noticed.connect(noticed.append)
    exported(sites, tmp_path / "list.xlsx", settle)
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("Site", "Rank", "Kind", "Due")
    due = rows[1][3]
    assert due
    assert date(due.year, due.month, due.day) == date(2026, 11, 19)  # type: ignore[union-attr]
    assert len(rows) == 6
    assert noticed[0].text == "5 lines written to list.xlsx."


def test_only_the_selected_lines_are_exported_where_there_are_several(
    sites: SiteList, tmp_path: Path, settle: Settle
) -> None:
    sites.choose(HEAP)
    QTest.keyClick(sites.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    exported(sites, tmp_path / "list.csv", settle)
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Site", "北山排土场", "黄河示例段"]


def test_a_file_that_cannot_be_written_is_said(
    sites: SiteList, session: Session, tmp_path: Path, settle: Settle
) -> None:
    told: list[object] = []
    session.told.connect(told.append)
    exported(sites, tmp_path / "missing" / "list.csv", settle)
    assert isinstance(told[0], Refused)


def test_the_file_gets_the_ending_of_the_chosen_form(sites: SiteList) -> None:
    sites.export()
    (picker,) = sites.window().findChildren(QFileDialog)
    picker.filterSelected.emit(picker.nameFilters()[1])
    assert picker.defaultSuffix() == "csv"
    picker.close()


def test_what_is_copied_pastes_as_text_and_no_formula(
    sites: SiteList, village: Village, settle: Settle
) -> None:
    village.record(SiteChanged(subject=COKING, name="=1+1"))
    sites.refresh()
    settle()
    sites.choose(COKING)
    sites.copy()
    settle()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("'=1+1\t")
    assert "mso-number-format:'\\@'\">=1+1 &lt;</td>" in on_clipboard([["=1+1 <"]]).html()


def test_where_it_is_narrow_one_button_stands_for_all_filters(
    sites: SiteList, qtbot: QtBot, settle: Settle
) -> None:
    assert not sites.head.filter_menu.isVisible()
    sites.resize(560, 300)
    settle()
    assert not sites.filters.isVisible()
    assert sites.head.filter_menu.text() == "All 5"
    sites.head.filter_menu.click()
    (menu,) = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.inherits("QMenu")]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert sites.model.keys == [COKING]
    assert sites.head.filter_menu.text() == "Overdue 1"
    assert not sites.head.keeping.isVisible()
    sites.head.more.click()
    (menu,) = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.inherits("QMenu")]
    assert [action.text() for action in menu.actions()] == ["Saved filters", "Choose columns", "Export"]
    menu.actions()[1].trigger()
    menu.close()
    assert sites.columns.chooser.isVisible()
    sites.columns.chooser.close()
    sites.resize(1100, 600)
    settle()
    sites.head.keeping.click()
    (menu,) = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.inherits("QMenu")]
    menu.close()


def test_where_it_is_low_actions_are_shown_for_several_rows_only(sites: SiteList, settle: Settle) -> None:
    view = SiteList(sites._session, EmptyState("folder", "-"), (RowAction("Change", list),))
    view.resize(900, 280)
    view.show()
    view.refresh()
    settle()
    view.choose(COKING)
    assert not view.action_buttons[0].isVisible()
    view.table.selectAll()
    assert view.action_buttons[0].isVisible()
    view.close()
    view.deleteLater()


def test_letters_being_typed_survive_another_filter(sites: SiteList, settle: Settle) -> None:
    sites.search.setText("焦")
    sites.filters.choose("key")
    assert sites.search.text() == "焦"
    QTest.keyClick(sites.search, Qt.Key.Key_Return)
    settle()
    assert sites.model.keys == [COKING]


def test_rows_offer_their_actions_and_export_by_the_menu_of_the_mouse(
    session: Session, village: Village, qtbot: QtBot, settle: Settle
) -> None:
    acted: list[Sequence[Any]] = []
    view = SiteList(session, EmptyState("folder", "No sites"), (RowAction("Change", acted.append),))
    qtbot.addWidget(view)
    view.show()
    view.refresh()
    settle()
    view.choose(COKING)
    view.table.customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.inherits("QMenu")]
    assert [action.text() for action in menu.actions()] == ["Change", "Copy"]
    menu.actions()[0].trigger()
    menu.close()
    assert acted == [[COKING]]
