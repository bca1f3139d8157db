"""The overview: who sees what, and every number down to what it counts."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.issued_reports import ReportWish
from db.summary_freezing import decide_summary, freeze_summary
from db.task_recording import set_new_task
from inspector.model.ids import TaskId
from inspector.model.issued_report import ReportKind
from inspector.model.number import Number
from inspector.model.summary import Texts
from inspector.model.task_life import TaskSet
from inspector.model.task_progress import Progress
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    BY_STAFF,
    CLERK_KEY,
    COUNTY_KEY,
    LATER,
    appoint,
    give,
    report,
)
from tests.db.village import MORNING, OFFICE, TOWN, Village
from tests.ui.notes import Settle
from ui.dialogs.number_facts import NumberFacts
from ui.dialogs.progress_tasks import ProgressTasks
from ui.pages.ledger import LedgerPage
from ui.pages.overview import OverviewPage
from ui.session import Session
from ui.widgets.text import Text
from ui.window import Window

TASK = TaskSet(
    grid=OFFICE,
    title="清运料堆",
    number="一",
    responsible=("县住建局", "示例镇人民政府"),
    due=MORNING.day - timedelta(days=3),
)


@pytest.fixture
def task(village: Village) -> TaskId:
    appoint(village)
    give(village, report(village, 70))
    (task,) = set_new_task(village.workspace, TASK, BY_COUNTY, LATER, village.chance).subjects
    return TaskId(task)


@pytest.fixture
def page(task: TaskId, session: Session, window: Window, settle: Settle) -> Iterator[OverviewPage]:
    session.act_as(BY_COUNTY)
    window.go_to("overview")
    settle()
    shown = window.page
    assert isinstance(shown, OverviewPage)
    yield shown
    if shown.dialog:
        shown.dialog.reject()


def waiting(page: OverviewPage) -> dict[str, str]:
    return {name: button.text() for name, button in page.waiting.buttons.items()}


def test_the_county_sees_what_waits_below_it(page: OverviewPage) -> None:
    assert waiting(page) | {"missing": ""} == {
        "due": "3",
        "open": "1",
        "overdue": "0",
        "missing": "",
        "summary": "not frozen",
        "tasks": "1",
    }
    assert int(waiting(page)["missing"]) > 0
    assert [tile.state.text() for tile in page.tiles.tiles] == ["nothing reported"]
    lines = page.regions.model_of_numbers.lines
    assert [line[:3] for line in lines] == [
        ("示例镇", "0.0%", "1"),
        ("all, each task once", "0.0%", "1"),
    ]
    assert page.departments.model_of_numbers.lines[0][0] == "县住建局"


def test_a_village_sees_its_own_and_no_tables(page: OverviewPage, session: Session, settle: Settle) -> None:
    session.act_as(BY_STAFF)
    settle()
    assert set(waiting(page)) == {"due", "open", "overdue"}
    assert page.subtitle == "示例村网格"
    assert page.tiles.isHidden()
    assert page.by_region.isHidden()
    assert page.printing.isHidden()
    page.open_number(Number.FINDINGS)
    settle()
    assert isinstance(page.dialog, NumberFacts)


def test_a_count_of_progress_lists_its_tasks_and_leads_to_the_ledger(
    page: OverviewPage, task: TaskId, window: Window, settle: Settle
) -> None:
    table = page.regions
    table.setCurrentIndex(table.model_of_numbers.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    dialog = page.dialog
    assert isinstance(dialog, ProgressTasks)
    assert dialog.windowTitle() == "tasks in all"
    assert dialog.table.model_of_lines.lines[0][-1] == "清运料堆"
    dialog.table.setCurrentIndex(dialog.table.model_of_lines.index(0, 0))
    dialog.opening.click()
    settle()
    assert isinstance(window.page, LedgerPage)
    assert window.page.chosen == task


def test_a_share_and_a_nothing_open_nothing(page: OverviewPage, settle: Settle) -> None:
    for column in (1, 3):
        page.departments.clicked.emit(page.departments.model_of_numbers.index(0, column))
        settle()
        assert page.dialog is None


def test_all_tasks_are_listed_from_the_last_row(page: OverviewPage, settle: Settle) -> None:
    page.departments.clicked.emit(page.departments.model_of_numbers.index(1, 2))
    settle()
    assert isinstance(page.dialog, ProgressTasks)
    assert "示例县" in page.dialog.findChildren(Text)[0].text()


def test_a_list_without_tasks_opens_none(page: OverviewPage) -> None:
    dialog = ProgressTasks(Progress.OVERDUE, "示例镇", [], page)
    dialog.open()
    dialog.show_task()
    assert dialog.isVisible()
    assert not dialog.opening.isEnabled()
    dialog.reject()


def test_each_line_of_what_waits_leads_there(page: OverviewPage, window: Window, settle: Settle) -> None:
    page.waiting.buttons["tasks"].click()
    settle()
    assert isinstance(page.dialog, ProgressTasks)
    page.dialog.reject()
    for name, there in (("due", "today"), ("open", "findings"), ("missing", "week"), ("summary", "week")):
        page.waiting.buttons[name].click()
        settle()
        assert window.page_name == there
    window.go_to("overview")
    page.tiles.tiles[0].state.click()
    settle()
    assert window.page_name == "week"


def test_the_tables_can_be_issued(page: OverviewPage) -> None:
    wishes: list[object] = []
    page.wanted.connect(lambda _page, wish: wishes.append(wish))
    next(one for one in page.commands() if one.text == "Tables as PDF…").act()
    assert wishes == [ReportWish(kind=ReportKind.PROGRESS, about=(OFFICE,))]


def test_a_township_can_be_looked_at_and_keeps_the_focus(
    page: OverviewPage, session: Session, village: Village, settle: Settle
) -> None:
    page.place.setCurrentIndex(page.place.findData(TOWN))
    page.place.activated.emit(page.place.currentIndex())
    page.waiting.buttons["open"].setFocus()
    settle()
    assert page.subtitle == "示例镇"
    report(village, 71)
    page.refresh()
    settle()
    assert waiting(page)["open"] == "2"
    session.act_as(BY_CLERK)
    session.unlocked.hold(BY_CLERK.person, CLERK_KEY)
    settle()
    assert page.subtitle == "示例镇"


def test_a_reminder_of_this_week_can_be_copied(page: OverviewPage) -> None:
    page.tiles.chasing.click()
    assert "示例村网格" in QGuiApplication.clipboard().text()


def test_a_tile_says_by_shape_and_words_whether_the_summary_of_last_week_is_here(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    (tile,) = page.tiles.tiles
    assert tile.summary
    assert (tile.summary.text(), tile.summary.property("wornIcon")[0]) == ("summary not here", "circle-x")
    assert page.tiles.header.remark.text().endswith("0 of 1 summaries here")
    page.tiles.chasing.click()
    assert "not here yet: 示例镇" in QGuiApplication.clipboard().text()
    assert page.seen
    name, _changes = freeze_summary(
        village.workspace, TOWN, page.seen.closed, Texts(), BY_CLERK, MORNING, CLERK_KEY, village.chance
    )
    page.refresh()
    settle()
    (tile,) = page.tiles.tiles
    assert tile.summary
    assert "clock" in tile.summary.property("wornIcon")
    assert "not approved yet" in tile.summary.accessibleDescription()
    assert tile.summary.accessibleName() == f"示例镇: {tile.summary.text()}"
    decide_summary(village.workspace, name, "send_back", "漏报", BY_COUNTY, MORNING, COUNTY_KEY)
    page.refresh()
    settle()
    (tile,) = page.tiles.tiles
    assert tile.summary
    assert (tile.summary.text(), "漏报" in tile.summary.toolTip()) == ("summary sent back", True)
    wanted: list[str] = []
    page.wanted.disconnect()
    page.wanted.connect(lambda place, _what: wanted.append(place))
    tile.summary.click()
    assert wanted == ["week"]
