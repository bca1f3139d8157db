"""The township's Friday: what is missing, every number down to its facts, and freezing the week."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.model.number import Number
from inspector.model.summary import SummaryState, Texts
from inspector.periods import DAY
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, CLERK_KEY, COUNTY_KEY, appoint, give, report
from tests.db.village import MORNING, VILLAGE, Village
from tests.ui.notes import Clock, Settle
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.missing_rounds import MissingRounds
from ui.dialogs.number_facts import NumberFacts
from ui.pages.week import WeekPage
from ui.session import Session
from ui.window import Window

LAST_WEEK = MORNING.later(-5 * DAY)
"""Tuesday, 17 November; the week that closed last is 13–19 November."""


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> Iterator[WeekPage]:
    appoint(village)
    give(village, report(village, 70, noticed=LAST_WEEK))
    report(village, 71, noticed=LAST_WEEK)
    session.act_as(BY_CLERK)
    session.unlocked.hold(BY_CLERK.person, CLERK_KEY)
    window.go_to("week")
    settle()
    shown = window.page
    assert isinstance(shown, WeekPage)
    yield shown
    if shown.facts.dialog:
        shown.facts.dialog.reject()


def facts(page: WeekPage) -> NumberFacts:
    assert isinstance(page.facts.dialog, NumberFacts)
    return page.facts.dialog


def missing(page: WeekPage) -> MissingRounds:
    assert isinstance(page.facts.dialog, MissingRounds)
    return page.facts.dialog


def words(page: WeekPage) -> CloseOffWords:
    assert page.desk.asking
    return page.desk.asking


def state(page: WeekPage) -> SummaryState | None:
    assert page.seen
    frozen = page.seen.sheet.frozen
    return frozen[0].state if frozen else None


def look_from_above(page: WeekPage, session: Session, settle: Settle) -> None:
    session.act_as(BY_COUNTY)
    session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    settle()
    page.place.setCurrentIndex(page.place.findData(BY_CLERK.org))
    page.place.activated.emit(page.place.currentIndex())
    settle()


def test_the_week_that_closed_last_is_shown_with_its_numbers(page: WeekPage) -> None:
    assert page.title.text() == "2026-W47 (13 Nov 2026 – 19 Nov 2026)"
    assert page.cards.found.value.text() == "2"
    assert [tile.state.text() for tile in page.tiles.tiles] == ["nothing reported"]
    model = page.categories.model_of_numbers
    assert model.lines[0][:2] == ("exhaust and smell", "2")


def test_a_number_leads_to_its_facts_and_on_to_the_finding(
    page: WeekPage, window: Window, settle: Settle, qtbot: QtBot
) -> None:
    page.categories.setCurrentIndex(page.categories.model_of_numbers.index(0, 1))
    QTest.keyClick(page.categories, Qt.Key.Key_Return)
    settle()
    dialog = facts(page)
    assert dialog.windowTitle() == "findings"
    assert len(dialog.table.model_of_lines.lines) == 2
    dialog.table.setCurrentIndex(dialog.table.model_of_lines.index(1, 0))
    dialog.opening.click()
    qtbot.waitUntil(lambda: window.page is not None and window.page.NAME == "findings")


def test_nothing_opens_from_a_number_that_is_nothing(page: WeekPage, settle: Settle) -> None:
    page.categories.setCurrentIndex(page.categories.model_of_numbers.index(0, 2))
    QTest.keyClick(page.categories, Qt.Key.Key_Space)
    QTest.keyClick(page.categories, Qt.Key.Key_Down)
    settle()
    assert page.facts.dialog is None


def test_the_numbers_of_a_grid_open_those_of_the_grid_only(page: WeekPage, settle: Settle) -> None:
    page.facts.open_number(VILLAGE, Number.SITES)
    settle()
    assert all(line[1] for line in facts(page).table.model_of_lines.lines)


def test_a_grid_says_why_it_did_not_go_out_and_is_no_longer_chased(page: WeekPage, settle: Settle) -> None:
    page.copy_reminder()
    assert "17 Nov" in QGuiApplication.clipboard().text()
    page.tiles.tiles[0].state.click()
    dialog = missing(page)
    dialog.entering.click()
    assert dialog.trouble.text() == "Say why the grid did not go out."
    dialog.reason.setText("全村停电检修")
    dialog.entering.click()
    settle()
    assert [tile.state.text() for tile in page.tiles.tiles] == ["0 of 7, with reason"]
    page.copy_reminder()
    assert "17 Nov" not in QGuiApplication.clipboard().text()


def test_tiles_stay_where_they_are_while_nothing_changes(page: WeekPage, settle: Settle) -> None:
    before = [*page.tiles.tiles]
    page.go_stale()
    settle()
    assert page.tiles.tiles == before


def test_keys_are_heard_before_the_whole_week_is_shown(page: WeekPage, settle: Settle) -> None:
    shown = []
    page.subtitle_changed.connect(
        lambda _text: QTimer.singleShot(0, lambda: shown.append(page.rounds.model_of_numbers.keys))
    )
    before = page.rounds.model_of_numbers.keys
    page.rounds.model_of_numbers.keys = ()
    page.go_stale()
    settle()
    assert (shown, page.rounds.model_of_numbers.keys) == ([()], before)


def test_texts_are_on_the_disk_before_anything_is_frozen(page: WeekPage, settle: Settle) -> None:
    page.texts.problems.setPlainText("北山片区覆盖不到位")
    page.go_back()
    settle()
    assert page.texts.texts() == Texts()
    page.go_on()
    settle()
    assert page.texts.texts().problems == "北山片区覆盖不到位"
    page.texts.problems.setPlainText("")
    page.go_back()
    page.go_on()
    settle()
    assert page.seen
    assert page.seen.typed is None


def test_a_frozen_week_says_what_came_later_and_is_corrected(
    page: WeekPage, village: Village, settle: Settle
) -> None:
    page.texts.next.setPlainText("秸秆禁烧夜查")
    page.freezing.click()
    settle()
    assert state(page) is SummaryState.FROZEN
    assert not page.freezing.isVisible()
    assert page.difference.isHidden()
    report(village, 72, noticed=LAST_WEEK)
    page.refresh()
    settle()
    assert "findings 2 → 3" in page.difference.text()
    assert page.cards.found.value.text() == "2"
    assert page.seen
    assert page.seen.charts.trend[-1][1][0] == 2
    assert "2" in page.categories.model_of_numbers.lines[-1]
    page.correcting.click()
    asking = words(page)
    asking.doing.click()
    settle()
    assert asking.trouble.text() == "A correction says what changed."
    asking.words.setPlainText("补报一件")
    asking.doing.click()
    settle()
    assert [one.reason for one in page.seen.sheet.frozen] == ["补报一件", ""]
    assert page.cards.found.value.text() == "3"


def test_entries_that_have_not_arrived_are_said_above_the_texts(
    page: WeekPage, village: Village, settle: Settle
) -> None:
    assert page.lack.isHidden()
    with village.workspace.changing() as connection:
        connection.execute("DELETE FROM entry WHERE seq = 5 AND received_ts IS NULL")
    page.refresh()
    settle()
    assert not page.lack.isHidden()
    assert "entries 1, of devices 1" in page.lack.text()


def test_the_county_reviews_and_approves_what_the_township_froze(
    page: WeekPage, session: Session, settle: Settle
) -> None:
    page.freezing.click()
    settle()
    assert state(page) is SummaryState.FROZEN
    assert page.approving.isHidden()
    look_from_above(page, session, settle)
    page.reviewing.click()
    settle()
    assert state(page) is SummaryState.REVIEWED
    page.approving.click()
    settle()
    assert state(page) is SummaryState.APPROVED
    assert page.returning.isHidden()


def test_a_week_sent_back_is_corrected_by_the_township(
    page: WeekPage, session: Session, settle: Settle
) -> None:
    page.freezing.click()
    settle()
    look_from_above(page, session, settle)
    page.returning.click()
    asking = words(page)
    asking.words.setPlainText("缺一个村")
    asking.doing.click()
    settle()
    assert state(page) is SummaryState.RETURNED
    assert "缺一个村" in page.note.text()
    session.act_as(BY_CLERK)
    session.unlocked.hold(BY_CLERK.person, CLERK_KEY)
    settle()
    assert page.correcting.isVisible()


def test_who_may_not_freeze_is_told_why(page: WeekPage, session: Session, settle: Settle) -> None:
    session.act_as(BY_STAFF)
    settle()
    assert page.freezing.toolTip() == "A summary is frozen by the clerk or the rectification office."


def test_a_week_that_runs_is_not_frozen_and_the_future_is_not_shown(
    page: WeekPage, clock: Clock, settle: Settle
) -> None:
    page.go_on()
    settle()
    assert page.freezing.toolTip() == "The week closes on 26 Nov."
    assert not page.later.isEnabled()
    page.go_on()
    settle()
    assert page.seen
    assert page.seen.sheet.period.name == "2026-W48"


def test_the_keys_of_the_week_are_told(page: WeekPage) -> None:
    keys = ["Ctrl+PgUp", "Ctrl+PgDown", "", "", "Ctrl+P", "Ctrl+Shift+P", "Ctrl+E", "Ctrl+Shift+E"]
    assert [command.keys for command in page.commands()] == keys
