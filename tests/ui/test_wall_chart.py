"""The wall chart over the screen: filled from the facts, kept as they change, met by mouse and keys."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from db.queries.wall_chart import WallScope
from db.task_recording import set_new_task
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import TaskSet
from tests.db.case_desk import BY_COUNTY, LATER, appoint
from tests.db.village import MORNING, OFFICE, Village
from tests.ui.notes import Settle
from ui.dialogs.wall_chart import WallDialog
from ui.pages.ledger import LedgerPage
from ui.pages.overview import OverviewPage
from ui.session import Session
from ui.theme import LIGHT, Theme, wear
from ui.widgets.wall_view import WallView
from ui.window import Window


def set_tasks(village: Village, count: int, **further: object) -> list[str]:
    made: list[str] = []
    for number in range(count):
        told: dict[str, object] = {
            "grid": OFFICE,
            "title": f"任务{number}",
            "number": f"{number}",
            "responsible": ("示例镇",),
            "due": MORNING.day + timedelta(number - 1),
        }
        task = TaskSet(**{**told, **further})  # type: ignore[arg-type]
        made += set_new_task(village.workspace, task, BY_COUNTY, LATER, village.chance).subjects
    return made


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> Iterator[OverviewPage]:
    appoint(village)
    session.act_as(BY_COUNTY)
    window.go_to("overview")
    settle()
    shown = window.page
    assert isinstance(shown, OverviewPage)
    yield shown
    shown.wall.give_up()


def opened(page: OverviewPage, settle: Settle) -> WallDialog:
    page.show_wall()
    settle()
    dialog = page.wall.wall
    assert dialog
    dialog.setWindowState(Qt.WindowState.WindowNoState)
    dialog.resize(900, 600)
    settle()
    return dialog


def keys(view: WallView, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(view, key)


def key_of(view: WallView) -> str:
    task = view.plan.rows[view.at].task if view.plan and view.at >= 0 else None
    return task.key if task else ""


def test_it_takes_the_whole_screen_and_esc_leaves_it(
    village: Village, page: OverviewPage, settle: Settle
) -> None:
    set_tasks(village, 2)
    page.show_wall()
    settle()
    dialog = page.wall.wall
    assert dialog
    assert dialog.isFullScreen()
    dialog.toggle()
    assert not dialog.isFullScreen()
    page.show_wall()
    assert page.wall.wall is dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.wall.wall is None


def test_without_a_task_it_says_what_it_is_for(page: OverviewPage, settle: Settle) -> None:
    dialog = opened(page, settle)

    assert dialog.empty.isVisible()
    assert (dialog.empty.title.text(), dialog.view.isVisible()) == ("No task to show", False)


def test_entries_that_arrive_show_at_once_and_the_chosen_task_stays(
    village: Village, page: OverviewPage, session: Session, settle: Settle
) -> None:
    tasks = set_tasks(village, 3)
    dialog = opened(page, settle)
    keys(dialog.view, Qt.Key.Key_End)
    chosen = key_of(dialog.view)
    assert chosen == tasks[-1]
    assert dialog.told.text() == "3 tasks in sight"
    session.changed.emit(
        set_new_task(
            village.workspace,
            TaskSet(grid=OFFICE, title="新任务", responsible=("示例镇",), due=MORNING.day - timedelta(9)),
            BY_COUNTY,
            LATER,
            village.chance,
        )
    )
    settle()

    assert dialog.told.text() == "4 tasks in sight"
    assert key_of(dialog.view) == chosen


def test_it_is_narrowed_and_says_when_nothing_is_like_that(
    village: Village, page: OverviewPage, settle: Settle
) -> None:
    set_tasks(village, 2)
    dialog = opened(page, settle)
    dialog.look.setCurrentIndex(dialog.look.findData("closed_off"))
    dialog.look.activated.emit(dialog.look.currentIndex())
    settle()

    assert dialog.empty.title.text() == "No task is like this"
    dialog.look.setCurrentIndex(0)
    dialog.unit.setCurrentIndex(dialog.unit.findData("示例镇"))
    dialog.unit.activated.emit(1)
    settle()
    assert dialog.told.text() == "2 tasks in sight"
    assert dialog.scope.unit == "示例镇"


def test_what_does_not_fit_is_counted_and_reached_by_keys(
    village: Village, page: OverviewPage, settle: Settle
) -> None:
    tasks = set_tasks(village, 40)
    dialog = opened(page, settle)
    view = dialog.view
    above, within, below = view.in_sight()
    assert (above, above + within + below) == (0, 40)
    assert f"{below} below" in dialog.told.text()
    keys(view, Qt.Key.Key_End)
    assert key_of(view) == tasks[-1]
    assert view.in_sight()[2] == 0
    assert "above" in dialog.told.text()
    keys(view, Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Home)
    assert key_of(view) == tasks[0]
    assert view.accessibleDescription().startswith("0 任务0")
    keys(view, Qt.Key.Key_PageDown, Qt.Key.Key_Down)
    assert view.at > 2
    view.grab()


def test_letters_and_time_are_made_larger_and_time_is_moved(
    village: Village, page: OverviewPage, settle: Settle
) -> None:
    set_tasks(village, 3)
    view = opened(page, settle).view
    assert view.plan
    size, width = view.plan.size, view.plan.axis.width
    keys(view, Qt.Key.Key_Plus, Qt.Key.Key_Period)
    assert view.plan.size > size
    assert view.plan.axis.width > width
    keys(view, Qt.Key.Key_Right)
    assert view.horizontalScrollBar().value() > 0
    keys(view, Qt.Key.Key_Left, Qt.Key.Key_Minus, Qt.Key.Key_Comma)
    assert (view.plan.size, view.plan.axis.width) == (size, width)
    for turned, modifier in (
        (120, Qt.KeyboardModifier.ControlModifier),
        (-120, Qt.KeyboardModifier.ControlModifier),
        (-120, Qt.KeyboardModifier.ShiftModifier),
        (-120, Qt.KeyboardModifier.NoModifier),
    ):
        event = QWheelEvent(
            QPointF(300, 200),
            QPointF(300, 200),
            QPoint(),
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
    assert view.plan.size == size


def test_a_click_on_a_row_opens_its_case_and_one_on_a_tile_leads_to_its_region(
    village: Village, page: OverviewPage, settle: Settle, window: Window
) -> None:
    set_tasks(village, 8, responsible=("县住建局",))
    tasks = set_tasks(village, 30)
    dialog = opened(page, settle)
    view, port = dialog.view, dialog.view.viewport()
    QTest.mouseMove(port, QPoint(30, 20))
    QTest.mouseClick(port, Qt.MouseButton.RightButton, pos=QPoint(30, 20))
    assert view.verticalScrollBar().value() == 0
    assert view.go_to_group("nobody") is False
    keys(view, Qt.Key.Key_End)
    down = view.verticalScrollBar().value()
    view.verticalScrollBar().setValue(0)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    assert 0 < view.verticalScrollBar().value() <= down
    QTest.mouseMove(port, QPoint(40, 120))
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(40, 5))  # the head
    assert dialog.isVisible()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(40, 120))
    settle()

    assert page.wall.wall is None
    ledger = window.page
    assert isinstance(ledger, LedgerPage)
    assert ledger.chosen in tasks


def test_enter_opens_the_case_of_the_chosen_task(
    village: Village, page: OverviewPage, settle: Settle, window: Window
) -> None:
    (task,) = set_tasks(village, 1)
    keys(opened(page, settle).view, Qt.Key.Key_Return)
    settle()

    assert isinstance(window.page, LedgerPage)
    assert window.page.chosen == task


def test_as_pdf_it_goes_to_the_reports_with_what_was_chosen(
    village: Village, page: OverviewPage, settle: Settle
) -> None:
    set_tasks(village, 1)
    dialog = opened(page, settle)
    asked: list[tuple[str, object]] = []
    page.wanted.disconnect()
    page.wanted.connect(lambda name, what: asked.append((name, what)))
    dialog.sheets.setCurrentIndex(dialog.sheets.findData("2x2"))
    dialog.printing.click()

    about = WallScope(grid=OFFICE, sheets="2x2").about
    assert asked == [("reports", ReportWish(kind=ReportKind.WALL_CHART, about=about))]
    assert page.wall.wall is None


def test_the_ledger_shows_it_too(
    village: Village, session: Session, window: Window, settle: Settle, page: OverviewPage
) -> None:
    assert page.NAME == "overview"
    set_tasks(village, 1)
    window.go_to("ledger")
    settle()
    ledger = window.page
    assert isinstance(ledger, LedgerPage)
    ledger.show_wall()
    settle()
    assert ledger.wall.wall
    session.act_as(BY_COUNTY)
    ledger.wall.give_up()
    assert ledger.wall.wall is None


def test_it_follows_the_zoom_of_the_window(
    village: Village, page: OverviewPage, settle: Settle, qapp: QApplication
) -> None:
    set_tasks(village, 2)
    dialog = opened(page, settle)
    plan = dialog.view.plan
    assert plan
    wear(qapp, Theme(LIGHT, zoom=150))
    settle()
    after = dialog.view.plan
    assert after
    assert after.axis.width < plan.axis.width
    dialog.larger.click()
    dialog.smaller.click()
    dialog.narrower.click()
    dialog.wider.click()
    assert dialog.view.stretch == 0


def test_before_it_is_filled_there_is_nothing_to_meet(qtbot: QtBot) -> None:
    view = WallView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    keys(view, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (view.at, view.in_sight(), view.go_to_group("a")) == (-1, (0, 0, 0), False)
    assert view.grab().width() == 300
