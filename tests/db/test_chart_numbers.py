"""The numbers of charts add up to those of the tables."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.chart_numbers import days_of_grids, overdue_ages, period_charts, trend
from db.queries.numbers import Breakdown, numbers_by, numbers_of
from db.queries.summaries import MissingRound, missing_rounds
from inspector.charts.heat_map import DayState
from inspector.charts.of_period import PeriodCharts, coverage_chart, trend_chart
from inspector.model.grid import excuse_rounds
from inspector.model.number import Number
from inspector.model.patrol import PatrolKind, PatrolStarted
from inspector.model.period import Period, Span, month_of, week_of
from inspector.periods import DAY
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, appoint, give, report
from tests.db.village import MORNING, STAFF, TOWN, VILLAGE, Village, named

WEEK = week_of(date(2026, 11, 19))
LATER = date(2027, 2, 1)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    give(made, report(made, 70, noticed=MORNING.later(-5 * DAY)))
    report(made, 71, noticed=MORNING.later(-5 * DAY))
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def charts(reader: Reader, period: Period, today: date = LATER) -> PeriodCharts:
    now = numbers_of(reader, TOWN, period, today).total
    groups = numbers_by(reader, Breakdown.CATEGORY, TOWN, period, today)
    return period_charts(
        reader, TOWN, period, today, now, groups, missing_rounds(reader, TOWN, period, today)
    )


def test_a_trend_ends_with_the_period_and_has_what_each_period_counts(reader: Reader) -> None:
    now = numbers_of(reader, TOWN, WEEK, LATER).total
    shown = trend(reader, TOWN, WEEK, LATER, now)

    assert len(shown) == 12
    assert shown[-1] == (WEEK, (2, now[Number.ENDED]))
    assert shown[0][0].last == WEEK.last - timedelta(weeks=11)
    assert sum(counts[0] for _period, counts in shown) == 2


def test_ages_add_up_to_what_is_overdue_and_grow_older(reader: Reader) -> None:
    due = date.fromisoformat(reader.value("SELECT due_on FROM finding WHERE id = ?", (named(70),)))
    for days, age in ((0, 0), (6, 0), (7, 1), (14, 1), (15, 2), (29, 2), (30, 3), (300, 3)):
        period = Period(due, due + timedelta(days=days), Span.MONTH)
        ages = overdue_ages(reader, TOWN, period, date.max)
        assert sum(ages) == numbers_of(reader, TOWN, period).total[Number.OVERDUE] == 1
        assert ages[age] == 1
    assert charts(reader, month_of(due)).ages
    assert overdue_ages(reader, TOWN, WEEK, date.max) == (0, 0, 0, 0)


def test_ages_that_do_not_add_up_to_the_frozen_number_are_left_away(reader: Reader) -> None:
    now = {**numbers_of(reader, TOWN, WEEK).total, Number.OVERDUE: 3}

    assert period_charts(reader, TOWN, WEEK, LATER, now, {}, ()).ages == ()


def test_every_category_of_the_table_is_in_the_chart(reader: Reader) -> None:
    groups = numbers_by(reader, Breakdown.CATEGORY, TOWN, WEEK)

    assert charts(reader, WEEK).categories
    assert dict(charts(reader, WEEK).categories) == {
        one: row[Number.FINDINGS] for one, row in groups.items() if row[Number.FINDINGS]
    }


def test_days_are_missing_excused_or_made(village: Village, reader: Reader) -> None:
    week = WEEK.before
    missing = missing_rounds(reader, TOWN, week, LATER)
    grids = {one.key: one for one in days_of_grids(reader, TOWN, week, LATER, missing)}
    owed = [one.first for one in missing if one.grid == VILLAGE]

    assert grids.keys() == {one.grid for one in missing}
    assert [day for day, state in zip(week.days, grids[VILLAGE].days, strict=True) if state == "missing"] == (
        owed
    )
    village.record(excuse_rounds(VILLAGE, owed[0], owed[0], "大雪封路", "示例村网格"), by=BY_CLERK)
    again = missing_rounds(reader, TOWN, week, LATER)
    (row,) = [one for one in days_of_grids(reader, TOWN, week, LATER, again) if one.key == VILLAGE]
    assert row.days[list(week.days).index(owed[0])] is DayState.EXCUSED


def test_a_missed_stretch_spares_the_days_with_a_patrol(village: Village, reader: Reader) -> None:
    day, grid, week = MORNING.day, VILLAGE, week_of(MORNING.day)
    started = PatrolStarted(
        subject=named(500), grid=VILLAGE, day=day, began=MORNING, inspectors=(STAFF,), kind=PatrolKind.NIGHT
    )
    village.record(started)

    def missed(first: date, last: date) -> MissingRound:
        return MissingRound(grid, grid, "", first, last, 2, 1, "")

    def states(*missing: MissingRound) -> list[DayState]:
        (row,) = [one for one in days_of_grids(reader, TOWN, week, LATER, missing) if one.key == grid]
        return list(row.days)

    at = list(week.days).index(day)
    assert states()[at] is DayState.MADE
    assert set(states()) == {DayState.MADE, DayState.NOT_DUE}
    of_week = states(missed(week.first, week.last))
    assert of_week[at] is DayState.MADE
    assert DayState.NOT_DUE not in of_week
    assert states(missed(day, day))[at] is DayState.MISSING


@pytest.mark.parametrize(("language", "week"), [("en", "W47"), ("zh_CN", "W47")])
def test_a_chart_of_a_week_or_month_names_its_periods(reader: Reader, language: str, week: str) -> None:
    say = in_language(language)
    drawing = trend_chart(charts(reader, WEEK), say, 900, 12)
    monthly = trend_chart(charts(reader, month_of(WEEK.last)), say, 900, 12)

    assert any(week[1:] in label.text for label in drawing.labels)
    assert "26-11" in {label.text for label in monthly.labels}
    assert drawing.places[-1].key == "2026-W47"
    assert coverage_chart(charts(reader, WEEK), say, 900, 12).places
