"""Rounds: unplanned stops, late ones of an earlier day, the end with its report, what still waits."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from db.connection import Reader
from inspector.model.patrol import PatrolStarted
from inspector.periods import DAY, HOUR
from tests.db.village import COKING, FIELD, MORNING, STAFF, TODAY, VILLAGE, Village, named
from tests.ui.day_desk import Elsewhere, Hands, photo_files, told
from tests.ui.notes import Clock
from ui.dialogs.find_site import FindSite
from ui.dialogs.finish_round import FinishRound
from ui.dialogs.late_round import LateRound
from ui.dialogs.photo_view import PhotoView
from ui.pages.today import TodayPage
from ui.window import Window


def later(page: TodayPage, hands: Hands, at: int) -> None:
    """Choose what is entered beside the round of the day."""
    menu = page.due.offer_later()
    hands.do(menu.actions()[at].trigger)


def find(page: TodayPage, hands: Hands) -> FindSite:
    hands.click(page.due.unplanned)
    dialog = hands.dialog()
    assert isinstance(dialog, FindSite)
    return dialog


def begin_late(page: TodayPage, hands: Hands, reason: str = "停电") -> None:
    later(page, hands, 0)
    dialog = hands.dialog()
    assert isinstance(dialog, LateRound)
    assert dialog.day.date() == QDate(2026, 11, 21)
    assert not dialog.beginning.isEnabled()
    dialog.reason.setText(reason)
    dialog.time.setText("25:00")
    assert not dialog.beginning.isEnabled()
    dialog.time.setText("0830")
    hands.click(dialog.beginning)
    hands.come_back()


def finish(page: TodayPage, hands: Hands) -> FinishRound:
    hands.click(page.bar.finish)
    dialog = hands.dialog()
    assert isinstance(dialog, FinishRound)
    return dialog


def test_any_site_of_the_grid_is_found_by_initials_and_its_stop_is_marked_unplanned(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    dialog = find(page, hands)
    assert dialog.list.count() == 5
    hands.type("sljgt")
    hands.key(Qt.Key.Key_Return)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["示例秸秆田"]
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.search, Qt.Key.Key_Up)
    hands.click(dialog.taking)
    hands.come_back()
    assert page.site_id == FIELD
    assert page.form.head.unplanned.isVisible()
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.rows("SELECT site, unplanned FROM stop") == [(FIELD, 1)]
    assert page.due.header.remark.text().startswith("overdue 1 · 1 unplanned")


def test_letters_that_lead_nowhere_are_said_so(page: TodayPage, hands: Hands) -> None:
    dialog = find(page, hands)
    hands.type("xyz")
    hands.key(Qt.Key.Key_Return)
    assert dialog.nothing.isVisible()
    assert not dialog.taking.isEnabled()
    dialog.take()
    dialog.grab()
    dialog.reject()
    hands.come_back()
    assert page.site_id == COKING


def test_a_late_round_shows_its_day_and_its_stops_carry_the_time_that_was_given(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    begin_late(page, hands)
    assert page.day is not None
    assert page.day.day == date(2026, 11, 21)
    assert page.due.header.title.text() == "Due 1"
    assert page.site_id == COKING
    assert page.form.head.late.text() == "late entry of 21 Nov"
    assert not page.form.head.reason.isVisible()
    page.form.head.time.setFocus()
    page.form.head.time.selectAll()
    hands.type("10:4")
    hands.type("5")
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    (patrol,) = reader.rows("SELECT id, day, late_reason, began_ts FROM patrol")
    assert patrol[1:] == ("2026-11-21", "停电", MORNING.later(-DAY - HOUR // 2).ts)
    assert reader.rows("SELECT patrol, day, arrived_ts FROM stop") == [
        (patrol[0], "2026-11-21", MORNING.later(-DAY + 105 * 60_000).ts)
    ]
    assert page.middle.saying is not None
    assert page.middle.saying.title.text() == "Everybody who was due is visited"


def test_one_goes_back_to_today_and_later_on_with_the_late_round(page: TodayPage, hands: Hands) -> None:
    begin_late(page, hands)
    back = next(one for one in page.due.findChildren(QAbstractButton) if one.text() == "Back to today")
    hands.click(back)
    assert page.day is not None
    assert page.day.day == TODAY
    on = next(one for one in page.due.findChildren(QAbstractButton) if one.text() == "Go on with it")
    hands.click(on)
    assert page.day.day == date(2026, 11, 21)


def test_a_draft_of_a_late_round_leads_back_into_it(page: TodayPage, hands: Hands) -> None:
    begin_late(page, hands)
    page.form.setFocus()
    hands.key(Qt.Key.Key_2)
    page.go_to_round(None)
    hands.settle()
    assert page.middle.currentWidget() is page.drafts
    on = next(one for one in page.drafts.findChildren(QAbstractButton) if one.text() == "Go on")
    hands.click(on)
    assert page.late is not None
    assert page.form.draft is not None
    assert page.form.draft.patrol == page.late
    assert page.day is not None
    assert page.day.day == date(2026, 11, 21)


def test_the_round_ends_with_weather_and_people_present_and_goes_to_the_reports(
    page: TodayPage, hands: Hands, reader: Reader, qtbot: QtBot
) -> None:
    assert not page.bar.finish.isEnabled()
    hands.keys(Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_N)
    hands.key(Qt.Key.Key_2)
    dialog = finish(page, hands)
    dialog.weather.setText("晴")
    dialog.present.setText("示例丁")
    with qtbot.waitSignal(page.wanted) as wanted:
        hands.click(dialog.finishing)
    hands.come_back()
    (patrol,) = reader.rows("SELECT id, state, weather, present, signers, due FROM patrol")
    assert patrol[1:] == ("finished", "晴", "示例丁", '["inspector"]', 3)
    assert wanted.args == ["reports", patrol[0]]
    assert reader.rows("SELECT state FROM finding") == [("reported",)]


def test_a_report_to_be_signed_by_hand_names_no_digital_signers(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    dialog = finish(page, hands)
    dialog.ink.setChecked(True)
    hands.click(dialog.finishing)
    assert reader.rows("SELECT state, signers FROM patrol") == [("finished", "[]")]


def test_when_all_are_visited_the_end_is_the_next_thing_to_do(
    page: TodayPage, hands: Hands, window: Window
) -> None:
    for _site in range(3):
        hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert page.middle.saying is not None
    hands.click(page.middle.saying.button)
    dialog = hands.dialog()
    assert isinstance(dialog, FinishRound)
    hands.click(dialog.finishing)
    assert isinstance(window.page, Elsewhere)
    window.go_to("today")
    hands.come_back()
    assert page.middle.saying.title.text() == "Nobody is due today"
    hands.click(page.middle.saying.button)
    assert isinstance(hands.dialog(), FindSite)
    hands.dialog().reject()


def test_a_round_forgotten_yesterday_waits_to_be_finished(
    village: Village, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    yesterday = MORNING.later(-DAY)
    started = PatrolStarted(
        subject=named(50), grid=VILLAGE, day=yesterday.day, began=yesterday, inspectors=(STAFF,)
    )
    village.record(started, when=yesterday)
    page.go_stale()
    hands.settle()
    end = next(one for one in page.due.findChildren(QAbstractButton) if one.text() == "Finish it")
    hands.click(end)
    dialog = hands.dialog()
    assert isinstance(dialog, FinishRound)
    hands.click(dialog.finishing)
    assert reader.rows("SELECT id, state FROM patrol") == [(named(50), "finished")]


def test_a_late_round_that_ended_gives_the_day_back(page: TodayPage, hands: Hands) -> None:
    begin_late(page, hands)
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    dialog = finish(page, hands)
    hands.click(dialog.finishing)
    hands.come_back()
    page.refresh()
    hands.settle()
    assert page.late is None
    assert page.day is not None
    assert page.day.day == TODAY


def test_a_clock_that_lies_is_said_and_begins_nothing(
    page: TodayPage, hands: Hands, clock: Clock, reader: Reader, window: Window
) -> None:
    later(page, hands, 0)
    dialog = hands.dialog()
    assert isinstance(dialog, LateRound)
    clock.pass_by(-3 * DAY)
    dialog.reason.setText("停电")
    hands.click(dialog.beginning)
    assert "lies in the future" in told(window)
    assert reader.value("SELECT count(*) FROM patrol") == 0


def test_photos_are_shown_in_full_one_after_another(page: TodayPage, hands: Hands, tmp_path: Path) -> None:
    hands.drop(page.form, photo_files(tmp_path, "a.jpg", "b.jpg"))
    strip = page.form.findings.stop_photos.strip
    thumb = list(strip.thumbs.values())[1]
    hands.do(lambda: thumb.opened.emit(thumb.key))
    dialog = hands.dialog()
    assert isinstance(dialog, PhotoView)
    assert dialog.words.text().startswith("b.jpg")
    hands.do(lambda: QTest.keyClick(dialog, Qt.Key.Key_Right))
    assert dialog.words.text().startswith("a.jpg")
    assert dialog.first.canvas.picture is not None
    hands.do(lambda: QTest.keyClick(dialog, Qt.Key.Key_Left))
    dialog.grab()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    hands.come_back()
    assert not any(isinstance(one, PhotoView) and one.isVisible() for one in QApplication.topLevelWidgets())
