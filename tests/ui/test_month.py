"""The county's month: townships compared, rates down to their facts, quarters, orders of the month before."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.summary_freezing import decide_summary
from inspector.model.number import Number
from inspector.model.summary import SummaryState
from inspector.periods import DAY
from tests.db import order_desk
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    CLERK_KEY,
    COUNTY_KEY,
    appoint,
    give,
    report,
    say_put_right,
)
from tests.db.village import MORNING, OFFICE, TOWN, Village, named
from tests.ui.notes import Clock, Settle
from ui.dialogs.number_facts import NumberFacts
from ui.pages.month import MonthPage
from ui.session import Session
from ui.window import Window

LAST_WEEK = MORNING.later(-5 * DAY)


@pytest.fixture
def page(
    village: Village, session: Session, window: Window, clock: Clock, settle: Settle
) -> Iterator[MonthPage]:
    appoint(village)
    give(village, report(village, 70, noticed=LAST_WEEK))
    say_put_right(village, named(70))
    report(village, 71, noticed=LAST_WEEK)
    session.act_as(BY_COUNTY)
    session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    window.go_to("month")
    settle()
    shown = window.page
    assert isinstance(shown, MonthPage)
    shown.go_on()
    settle()
    yield shown
    if shown.facts.dialog:
        shown.facts.dialog.reject()


def lines(page: MonthPage) -> list[list[str]]:
    return [list(line) for line in page.compared.model_of_numbers.lines]


def test_townships_stand_beside_each_other_with_their_rates(page: MonthPage) -> None:
    assert page.title.text() == "November 2026"
    together, town = lines(page)
    assert together[:3] == ["together", "2", "50.0%"]
    assert town[1:] == together[1:]


def test_the_month_before_stands_below_where_there_was_anything(page: MonthPage, settle: Settle) -> None:
    page.go_back()
    settle()
    assert lines(page)[0][1:3] == ["0", "–"]
    assert not [line for line in lines(page) if "before" in line[0]]


def test_a_rate_leads_to_what_it_counts(page: MonthPage, settle: Settle) -> None:
    page.compared.setCurrentIndex(page.compared.model_of_numbers.index(1, 2))
    QTest.keyClick(page.compared, Qt.Key.Key_Return)
    settle()
    assert isinstance(page.facts.dialog, NumberFacts)
    assert len(page.facts.dialog.table.model_of_lines.lines) == 1


def test_a_rate_of_nothing_leads_nowhere_and_says_what_it_is_of(page: MonthPage, settle: Settle) -> None:
    model = page.compared.model_of_numbers
    page.compared.clicked.emit(model.index(0, 6))
    settle()
    assert page.facts.dialog is None
    said = model.headerData(2, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.ToolTipRole))
    assert said == "Of the findings of the period, those put right by its end."
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Grid"


def test_a_quarter_is_shown_instead_of_a_month(page: MonthPage, settle: Settle) -> None:
    page.spans.setCurrentIndex(1)
    page.spans.activated.emit(1)
    settle()
    assert page.title.text() == "Q3 2026"
    page.go_on()
    settle()
    assert lines(page)[0][1] == "2"


def test_the_quarter_after_shows_the_one_before_below(page: MonthPage, clock: Clock, settle: Settle) -> None:
    clock.now = MORNING.later(20 * DAY)
    page.refresh()
    settle()
    page.go_on()
    settle()
    assert page.title.text() == "December 2026"
    assert [line[0] for line in lines(page)][:2] == ["together", "\u3000period before"]
    assert page.compared.model_of_numbers.lines[1][1] == "2"


def test_without_orders_of_the_month_before_nothing_is_said_of_them(page: MonthPage) -> None:
    assert page.met.isHidden()


def test_how_orders_of_the_month_before_were_met_is_listed(
    page: MonthPage, village: Village, clock: Clock, settle: Settle
) -> None:
    order = order_desk.give(village)
    clock.now = MORNING.later(20 * DAY)
    page.refresh()
    settle()
    page.go_on()
    settle()
    assert page.met.isVisibleTo(page)
    (line,) = page.orders.model_of_lines.lines
    assert (line[0], line[4]) == (order.number, "overdue")
    (town,) = page.by_grid.model_of_numbers.lines
    assert list(town)[1:] == ["0", "0", "0", "1", "1"]
    page.facts.open_number("", Number.ORDERS_OPEN)
    settle()
    facts = page.facts.dialog
    assert isinstance(facts, NumberFacts)
    facts.table.selectRow(0)
    facts.show_fact()
    settle()
    shown = page.desk_of_orders.list
    assert shown
    assert (shown.key, shown.filters.choice) == (order.order, "all")
    shown.reject()
    page.orders.activated.emit(page.orders.model_of_lines.index(0, 0))
    settle()
    assert page.desk_of_orders.list
    assert page.desk_of_orders.list.key == order.order
    page.desk_of_orders.give_up()


def test_orders_to_units_stand_in_the_line_of_the_office(
    page: MonthPage, village: Village, settle: Settle
) -> None:
    assert page.counted.isHidden()
    order_desk.give(village)
    order_desk.give(village, to_grid="", unit="示例局")
    page.refresh()
    settle()
    town, own, together = page.by_grid.model_of_numbers.lines
    assert [line[1] for line in (town, own, together)] == ["1", "1", "2"]
    assert own[0] == "示例县"
    page.open_at(None)
    assert page.desk_of_orders.list is None


def test_a_township_freezes_its_month(page: MonthPage, session: Session, settle: Settle) -> None:
    session.act_as(BY_CLERK)
    session.unlocked.hold(BY_CLERK.person, CLERK_KEY)
    settle()
    page.go_back()
    settle()
    page.freezing.click()
    settle()
    assert page.seen
    assert [one.state for one in page.seen.sheet.frozen] == [SummaryState.FROZEN]
    assert page.seen.sheet.grid == TOWN


def test_the_grids_of_a_frozen_month_are_compared_as_they_were(
    page: MonthPage, village: Village, session: Session, clock: Clock, settle: Settle
) -> None:
    order_desk.give(village)
    clock.now = MORNING.later(20 * DAY)
    session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    page.refresh()
    settle()
    page.freezing.click()
    settle()
    were = lines(page)
    report(village, 72, noticed=LAST_WEEK)
    order_desk.give(village)
    page.refresh()
    settle()
    assert lines(page) == were
    assert not page.difference.isHidden()
    (town,) = page.by_grid.model_of_numbers.lines
    assert town[1] == "1"


def test_what_an_older_program_did_not_count_is_a_dash_that_leads_nowhere(page: MonthPage) -> None:
    page.by_grid.show_numbers(
        (Number.FINDINGS, Number.ORDERS), [("a", "A", {Number.FINDINGS: 2}), ("b", "B", {Number.ORDERS: 1})]
    )
    model = page.by_grid.model_of_numbers
    assert [list(line) for line in model.lines] == [["A", "2", "–"], ["B", "–", "1"], ["together", "2", "1"]]
    assert model.number_at(model.index(0, 2)) is None


def test_the_summary_of_a_township_is_opened_from_its_tile(
    page: MonthPage, session: Session, settle: Settle
) -> None:
    (tile,) = page.tiles.tiles
    assert tile.summary
    assert tile.summary.text() == "summary not here"
    tile.summary.click()
    settle()
    assert page.grid == TOWN
    page.show_summary(OFFICE)
    settle()
    session.act_as(BY_CLERK)
    session.unlocked.hold(BY_CLERK.person, CLERK_KEY)
    settle()
    page.go_back()
    settle()
    page.freezing.click()
    settle()
    assert page.seen
    name, period = page.seen.sheet.frozen[0].id, page.seen.sheet.period
    session.write(
        partial(decide_summary, session.workspace, name, "approve", "", BY_COUNTY, session.now(), COUNTY_KEY)
    )
    session.act_as(BY_COUNTY)
    settle()
    page.grid, page.period = OFFICE, period
    page.refresh()
    settle()
    (tile,) = page.tiles.tiles
    assert tile.summary
    assert tile.summary.text().startswith("summary approved")
    assert "approved by 示例戊" in tile.summary.accessibleDescription()
