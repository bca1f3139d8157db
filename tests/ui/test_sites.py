"""The page of sites on a real workspace: list, dossier, adding, changing, and the way to a stop."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.queries.site_choices import OfferedList, SiteChoices
from db.workspace import Actor
from inspector.model.checklist import ListFor
from inspector.model.events import Place
from inspector.model.ids import ChecklistId
from inspector.model.site import SiteAdded, SiteChanged, SiteKind, SiteStatus
from tests.db.reporting import go_round
from tests.db.village import CLOSED, COKING, HEAP, OUTSIDE, STAFF, TODAY, VILLAGE, Village, named
from tests.ui.notes import Settle
from ui.dialogs.edit_site import EditSite
from ui.dialogs.photo_view import PhotoView
from ui.pages.sites import SitesPage
from ui.session import Session

CHOICES = SiteChoices(
    grids=((VILLAGE, "示例村网格"),),
    lists=(
        OfferedList(ChecklistId(named(23)), "河段观察", ListFor.GRID_STAFF),
        OfferedList(ChecklistId(OUTSIDE), "工矿企业厂外巡查清单", ListFor.GRID_STAFF),
    ),
)


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[SitesPage]:
    go_round(village, photos=2)
    made = SitesPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.activateWindow()
    settle()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, (EditSite, PhotoView)):
            dialog.close()


def dialog_of(page: SitesPage) -> EditSite:
    (found,) = page.window().findChildren(EditSite)
    return found


def test_the_first_site_that_is_due_is_shown_with_its_dossier(page: SitesPage) -> None:
    shown = page.dossier.dossier
    assert shown is not None
    assert page.chosen == shown.site.id == page.list.model.keys[0]
    assert page.subtitle.startswith("5 sites")


def test_a_dossier_shows_findings_visits_and_photos(page: SitesPage, settle: Settle, qtbot: QtBot) -> None:
    page.open_at(COKING)
    settle()
    shown = page.dossier.dossier
    assert shown is not None
    assert len(shown.findings) == 1
    (strip, visit) = page.dossier.strips[0]
    assert list(strip.thumbs) == [photo for photo, _preview, _taken in visit.photos]
    strip.opened.emit(visit.photos[1][0])
    settle()
    assert page.window().findChildren(PhotoView)


def test_a_stop_is_begun_where_it_is_recorded(page: SitesPage, settle: Settle) -> None:
    page.open_at(COKING)
    settle()
    wanted = QSignalSpy(page.wanted)
    assert page.dossier.starting is not None
    page.dossier.starting.click()
    assert wanted.at(0) == ["today", COKING]


def test_nobody_goes_to_a_site_that_is_closed_down(page: SitesPage, settle: Settle) -> None:
    page.open_at(CLOSED)
    settle()
    assert page.dossier.starting is not None
    assert not page.dossier.starting.isEnabled()
    assert "closed down" in page.dossier.starting.toolTip()


def test_what_another_page_asks_for_is_shown_past_filter_and_letters(
    page: SitesPage, qtbot: QtBot, settle: Settle
) -> None:
    page.list.filters.choose("closed")
    page.list.search.setText("没有")
    page.open_at(HEAP)
    settle()
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    settle()
    assert page.chosen == HEAP
    assert page.list.filters.choice == "all"


def test_a_site_is_added_by_keyboard_and_shown(
    page: SitesPage, village: Village, qtbot: QtBot, settle: Settle
) -> None:
    noticed: list[Any] = []
    page.noticed.connect(noticed.append)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.add()
    settle()
    dialog = dialog_of(page)
    dialog.save()
    assert dialog.trouble.text() == "A site needs a name."
    dialog.name.setText("示例采石场")
    dialog.place.setText("39.774，106.842")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    assert noticed[0].text == "示例采石场 is added; it is due today."
    shown = page.dossier.dossier
    assert shown is not None
    assert (shown.site.name, shown.site.grid, shown.site.day) == ("示例采石场", VILLAGE, TODAY)
    assert shown.site.place == Place(lat=397_740_000, lon=1_068_420_000)


def test_a_change_can_be_undone_by_a_correcting_entry(page: SitesPage, settle: Settle) -> None:
    page.open_at(COKING)
    settle()
    noticed: list[Any] = []
    page.noticed.connect(noticed.append)
    page.edit()
    settle()
    dialog = dialog_of(page)
    dialog.leader.setText("示例戊")
    dialog.status.setCurrentIndex(dialog.status.findData("halted"))
    dialog.save()
    settle()
    shown = page.dossier.dossier
    assert shown is not None
    assert (shown.site.leader, shown.site.status) == ("示例戊", SiteStatus.HALTED)
    noticed[0].act()
    settle()
    again = page.dossier.dossier
    assert again is not None
    assert (again.site.leader, again.site.status) == ("示例丙", SiteStatus.OPERATING)


def test_only_what_changed_is_recorded(qtbot: QtBot, page: SitesPage, settle: Settle) -> None:
    page.open_at(COKING)
    settle()
    shown = page.dossier.dossier
    assert shown is not None
    dialog = EditSite(CHOICES, shown.site, TODAY, lambda: named(90))
    qtbot.addWidget(dialog)
    written: list[Any] = []
    dialog.written.connect(written.append)
    dialog.save()
    assert len(written) == 0
    dialog.name.setText("示例焦化一厂")
    dialog.save()
    assert written == [SiteChanged(subject=COKING, name="示例焦化一厂")]
    dialog.place.clear()
    dialog.save()
    assert dialog.trouble.text() == "A place can be corrected, but not taken away."


def test_the_list_for_the_kind_is_proposed_until_one_is_chosen(qtbot: QtBot, page: SitesPage) -> None:
    dialog = EditSite(CHOICES, None, TODAY, lambda: named(90))
    qtbot.addWidget(dialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData(SiteKind.COKING.value))
    assert dialog.checklist.currentData() == OUTSIDE
    dialog.checklist.setCurrentIndex(0)
    dialog.checklist.activated.emit(0)
    dialog.kind.setCurrentIndex(dialog.kind.findData(SiteKind.RIVER_SECTION.value))
    assert dialog.checklist.currentData() == ""


def test_without_lists_none_is_proposed(qtbot: QtBot, page: SitesPage) -> None:
    dialog = EditSite(SiteChoices(CHOICES.grids, ()), None, TODAY, lambda: named(90))
    qtbot.addWidget(dialog)
    written: list[Any] = []
    dialog.written.connect(written.append)
    dialog.name.setText("示例饭店")
    dialog.save()
    added = written[0]
    assert isinstance(added, SiteAdded)
    assert added.checklist == ""


def test_what_should_be_looked_at_is_said_and_saved_all_the_same(qtbot: QtBot, page: SitesPage) -> None:
    dialog = EditSite(CHOICES, None, TODAY, lambda: named(90), page)
    qtbot.addWidget(dialog)
    dialog.show()
    written: list[Any] = []
    dialog.written.connect(written.append)
    dialog.name.setText("示例饭店")
    dialog.credit_code.setText("9135 0100M000100Y4X")
    dialog.place.setText("106.842, 39.774")
    dialog.credit_code.editingFinished.emit()
    assert dialog.doubt.isVisible()
    assert len(dialog.doubt.text().splitlines()) == 2
    dialog.save()
    assert written[0].credit_code == "91350100M000100Y4X"
    assert written[0].place == Place(lat=397_740_000, lon=1_068_420_000)
    dialog.place.setText("somewhere")
    dialog.credit_code.clear()
    dialog.place.editingFinished.emit()
    assert "such as 39.774" in dialog.doubt.text()
    dialog.place.clear()
    dialog.place.editingFinished.emit()
    assert dialog.doubt.isHidden()


def test_why_a_status_changes_stands_in_the_note(qtbot: QtBot, page: SitesPage, settle: Settle) -> None:
    page.open_at(COKING)
    settle()
    page.edit()
    settle()
    dialog = dialog_of(page)
    assert not dialog._reason.isVisible()
    dialog.status.setCurrentIndex(dialog.status.findData("halted"))
    assert dialog._reason.isVisible()
    dialog.reason.setText("督办")
    dialog.leader_phone.setText("0473-1")
    dialog.save()
    settle()
    shown = page.dossier.dossier
    assert shown is not None
    assert shown.site.note == "2026-11-22 halted for rectification: 督办"
    assert shown.site.leader_phone == "0473-1"


def test_a_site_that_may_be_there_already_is_shown_before_another_is_added(
    page: SitesPage, settle: Settle
) -> None:
    page.add()
    settle()
    dialog = dialog_of(page)
    dialog.name.setText("示例焦化厂")
    dialog.place.setText("39.78209, 106.842")
    dialog.save()
    settle()
    assert dialog.alike.isVisible()
    assert [button.text() for button in dialog.alike.buttons] == ["示例焦化厂"]
    assert dialog.saving.text() == "Add it all the same"
    dialog.name.setText("示例焦化三厂")
    dialog.save()
    settle()
    assert dialog.isVisible()  # still in the same place
    dialog.save()
    settle()
    shown = page.dossier.dossier
    assert shown is not None
    assert shown.site.name == "示例焦化三厂"


def test_the_site_there_is_can_be_opened_instead(page: SitesPage, settle: Settle) -> None:
    page.add()
    settle()
    dialog = dialog_of(page)
    dialog.name.setText("示例旧窑")
    dialog.save()
    settle()
    dialog.alike.buttons[0].click()
    settle()
    assert page.chosen == CLOSED
    assert page.is_whole


def test_where_it_is_narrow_the_dossier_is_a_drawer(page: SitesPage, qtbot: QtBot, settle: Settle) -> None:
    page.resize(640, 380)
    settle()
    assert page.side.is_narrow
    page.side.opener.click()
    assert page.side.drawer.isVisible()
    qtbot.keyClick(page.side.drawer, Qt.Key.Key_Escape)
    assert not page.side.drawer.isVisible()


def test_commands_fit_what_is_chosen(page: SitesPage) -> None:
    assert [command.text for command in page.commands()] == [
        "Begin a stop here",
        "Edit",
        "Open the dossier",
        "Dossier as PDF…",
        "New paper",
        "New site",
        "Import a list",
        "Export",
    ]


def test_an_empty_office_is_offered_its_first_site(session: Session, qtbot: QtBot, settle: Settle) -> None:
    session.act_as(Actor(STAFF, named(99)))
    page = SitesPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.list.empty.isVisible()
    assert page.list.empty.button.text() == "Import a list"
    assert [command.text for command in page.commands()] == ["New site", "Import a list", "Export"]
