"""The page of findings on a real workspace: list, case, photos, and the way to the site."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.queries.findings import MINE
from db.workspace import Actor
from inspector.model.finding import FindingPutRightOnTheSpot, FindingReported
from inspector.model.finding_state import Severity
from inspector.model.photo import Moment, PhotoAdded
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, HEAP, MORNING, STAFF, Village, named
from tests.pictures.made import encoded, scene
from tests.ui.notes import Settle
from ui.dialogs.photo_view import PhotoView
from ui.pages.findings import FindingsPage
from ui.session import Session
from ui.widgets.chip import Chip
from ui.widgets.finding_case import term_text

DAY = 86_400_000
OLD, NEW, DONE = named(400), named(401), named(402)


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[FindingsPage]:
    blob = village.workspace.blobs.keep(encoded(scene()), "image/jpeg")
    photos = [
        PhotoAdded(
            subject=named(450 + at),
            patrol="",
            stop="",
            site=COKING,
            finding=DONE,
            moment=moment,
            taken=MORNING,
            blobs=(blob, blob),
        )
        for at, moment in enumerate((Moment.BEFORE, Moment.AFTER))
    ]
    village.record(
        noticed(OLD, MORNING.later(-10 * DAY), text="煤堆未覆盖", term_days=3),
        FindingReported(subject=OLD),
        noticed(NEW, MORNING, text="带泥上路", site=HEAP, severity=Severity.MAJOR),
        noticed(DONE, MORNING.later(-DAY), text="门前垃圾"),
        FindingPutRightOnTheSpot(subject=DONE),
        *photos,
    )
    made = FindingsPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.list.show_view(filter="open")
    settle()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, PhotoView):
            dialog.close()


def test_open_findings_are_shown_and_the_first_with_its_case(page: FindingsPage) -> None:
    assert page.list.model.keys == [NEW, OLD]
    assert page.subtitle == "open 2 · overdue 1"
    assert page.case.case is not None
    assert page.case.case.row.finding == NEW
    assert "major" in [chip.text() for chip in page.case.findChildren(Chip)]


def test_a_finding_asked_for_is_shown_whatever_its_state(page: FindingsPage, settle: Settle) -> None:
    page.open_at(DONE)
    settle()
    assert page.list.filters.choice == "all"
    assert page.case.case is not None
    assert page.case.case.row.finding == DONE


def test_photos_before_and_after_stand_side_by_side_and_open(page: FindingsPage, settle: Settle) -> None:
    page.open_at(DONE)
    settle()
    assert page.case.photos
    before, after = page.case.photos.sides
    assert (before.accessibleName(), after.accessibleName()) == ("Meanwhile", "After")
    assert before.parentWidget() is after.parentWidget()
    after.large.opened.emit(after.photos[0].photo)
    settle()
    assert page.window().findChildren(PhotoView)


def test_the_site_of_a_finding_is_one_step_away(page: FindingsPage) -> None:
    wanted: list[Any] = []
    page.wanted.connect(lambda name, what: wanted.append((name, what)))
    (command,) = [one for one in page.commands() if one.text == "Show the site"]
    command.act()
    page.case.site_chosen.emit(HEAP)
    assert wanted == [("sites", HEAP), ("sites", HEAP)]


def test_letters_narrow_the_list_and_another_page_clears_them(
    page: FindingsPage, qtbot: QtBot, settle: Settle
) -> None:
    page.list.search.setText("煤堆")
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    settle()
    assert page.list.model.keys == [OLD]
    page.open_at(NEW)
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    settle()
    assert len(page.list.model.keys) == 3


def test_where_it_is_narrow_the_case_is_a_drawer(page: FindingsPage, settle: Settle) -> None:
    page.resize(640, 380)
    settle()
    page.list.opened.emit(None)
    assert page.side.drawer.isVisible()
    page.side.close_drawer()
    page.open_at(OLD)
    assert page.side.drawer.isVisible()
    settle()


def test_an_empty_list_says_where_findings_come_from(session: Session, qtbot: QtBot, settle: Settle) -> None:
    session.act_as(Actor(STAFF, named(99)))
    page = FindingsPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    wanted: list[str] = []
    page.wanted.connect(lambda name, _what: wanted.append(name))
    page.list.empty.button.click()
    assert wanted == ["today"]
    of_ledger = [one.text for one in page.whole.commands()]
    assert [one.text for one in page.commands()] == [*of_ledger, "Search lists…"]


def test_what_is_open_is_shown_to_somebody_for_whom_nothing_waits(
    page: FindingsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    begun = FindingsPage(session)
    qtbot.addWidget(begun)
    begun.show()
    begun.refresh()
    settle()
    assert begun.list.filters.choice == "open"
    assert begun.list.model.keys == page.list.model.keys
    begun.list.filters.choose(MINE)
    settle()
    begun.refresh()
    settle()
    assert begun.list.filters.choice == MINE
    assert not begun.list.model.keys


def test_a_chip_that_was_chosen_first_stays(
    page: FindingsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    begun = FindingsPage(session)
    qtbot.addWidget(begun)
    begun.show()
    begun.list.filters.choose("all")
    begun.refresh()
    settle()
    assert begun.list.filters.choice == "all"
    assert len(begun.list.model.keys) == len(page.list.model.keys) + 1


def test_a_term_of_no_days_is_at_once() -> None:
    assert (term_text(0), term_text(7)) == ("at once", "7 days")


def test_findings_are_narrowed_by_facts(page: FindingsPage, settle: Settle) -> None:
    page.list.head.ask_facts()
    settle()
    popup = page.list.head.popup
    severity = popup.tree.topLevelItem(0)
    assert severity
    children = [item for at in range(severity.childCount()) if (item := severity.child(at))]
    assert [item.text(0) for item in children] == ["minor", "serious", "major"]
    popup.close()
    page.list.show_view(filter="all", facts=(("severity", ("major",)),))
    settle()
    assert page.list.model.keys == [NEW]
