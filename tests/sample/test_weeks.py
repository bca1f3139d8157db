"""The weeks before the sample week: quieter, with gaps, and summed up by those who answer for them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries.numbers import numbers_of
from db.queries.summaries import missing_rounds
from db.queries.window import rounds_to_hand_over
from db.summary_freezing import snapshot_in, summary_of
from inspector.model.finding_state import Severity
from inspector.model.ids import GridId, SummaryId
from inspector.model.number import Number
from inspector.model.patrol import PatrolKind
from inspector.model.period import WEEK_DAYS, month_of
from inspector.model.shipped_lists import published
from inspector.reports.verdict import Outcome, Trust
from inspector.reports.verification import verify
from inspector.sample.county import FOUNDER, SPOTS, VILLAGES
from inspector.sample.earlier import (
    MISSING,
    WEEKS,
    closed_month,
    closed_weeks,
    days_patrolled,
    earlier_rounds,
    earlier_weeks,
)
from inspector.sample.incidents import sample_week
from inspector.sample.shots import pictures
from inspector.sample.signed_summaries import TOWNSHIP
from inspector.sample.summing import CLERKS
from inspector.sample.week import DAYS
from inspector.words import LANGUAGES
from tests.sample.conftest import NOW, Opened

LONG = days_patrolled(NOW.day)
ROUNDS = tuple(earlier_rounds(LONG))


def grid_of(opened: Opened, code: str) -> GridId:
    return GridId(opened.reader.value("SELECT id FROM grid WHERE code = ?", (code,)))


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_five_whole_weeks_and_a_whole_month_lie_before_every_day(today: date) -> None:
    weeks, month, days = closed_weeks(today), closed_month(today), days_patrolled(today)
    assert len(weeks) == WEEKS
    assert all(later.before == week for week, later in pairwise(weeks))
    assert today - timedelta(days=WEEK_DAYS) <= weeks[-1].last < today
    assert month.last < today <= month.last + timedelta(days=31)
    began = today - timedelta(days=days)
    assert began <= month.first
    assert began <= weeks[0].first
    assert WEEKS * DAYS <= days <= 2 * 31


@given(st.integers(WEEKS * DAYS, 2 * 31))
def test_whenever_the_rounds_began_only_known_grids_missed_a_day(days: int) -> None:
    daily = {(going.grid, going.days_ago) for going in earlier_rounds(days) if going.kind is PatrolKind.DAILY}
    every = {(grid, day) for grid in VILLAGES for day in range(DAYS + 1, days + 1)}
    assert every - daily == {one for one in MISSING if one[1] <= days}


def test_every_site_is_seen_and_every_round_sees_a_site() -> None:
    assert all(going.visits for going in ROUNDS)
    assert {visit.spot for going in ROUNDS for visit in going.visits} == set(SPOTS)
    assert {visit.planned for going in ROUNDS for visit in going.visits} == {True, False}


def test_every_finding_of_the_weeks_is_met_once_and_answers_a_question_of_its_list() -> None:
    met = [(visit, one) for going in ROUNDS for visit in going.visits for one in visit.incidents]
    assert sorted((one for _, one in met), key=repr) == sorted(earlier_weeks().incidents, key=repr)
    for visit, incident in met:
        asked = {question.id for question in published(visit.checklist, "list", "zh_CN").questions}
        assert incident.question in asked
    assert all(sum(len(visit.incidents) for visit in going.visits) <= 1 for going in ROUNDS)


def test_a_finding_of_the_weeks_is_found_by_its_site_and_question_alone() -> None:
    both = (*earlier_weeks().incidents, *sample_week().incidents)
    assert len({(one.site, one.question) for one in both}) == len(both)
    assert all(step.days_ago > DAYS for step in earlier_weeks().steps)


def test_what_was_found_before_the_rounds_began_is_left_out_with_what_followed() -> None:
    kept = earlier_weeks().since(WEEKS * DAYS)
    about = {(one.site, one.question) for one in kept.incidents}
    assert max(one.days_ago for one in kept.incidents) <= WEEKS * DAYS
    assert {(step.site, step.question) for step in kept.steps} <= about
    assert len(kept.incidents) < len(earlier_weeks().incidents)


def test_photos_of_the_weeks_show_what_was_grave_or_put_right_at_once() -> None:
    shown = [
        picture.incident
        for going in ROUNDS
        for visit in going.visits
        for picture in pictures(going, visit, NOW, 0)
    ]
    assert all(one and (one.put_right or one.severity is not Severity.MINOR) for one in shown)
    assert len(shown) > 10


def test_every_sentence_of_the_weeks_is_there_in_both_languages() -> None:
    weeks = earlier_weeks()
    said = [weeks.excused.reason, weeks.returned, weeks.corrected, weeks.added]
    said += [text for one in weeks.incidents for text in (one.text, one.spot, one.put_right) if text]
    said += [step.text for step in weeks.steps if step.text]
    said += [text for row in weeks.summaries.values() for one in row for text in (one.problems, one.help)]
    assert all(set(sentence) == set(LANGUAGES) for sentence in said)


def test_townships_froze_their_closed_weeks_and_one_is_still_waited_for(chinese: Opened) -> None:
    rows = chinese.reader.rows(
        "SELECT grid.code, last, state, corrects <> '' FROM summary JOIN grid ON grid.id = summary.grid"
        " WHERE span = 'week' ORDER BY last, grid.code, frozen_ts"
    )
    weeks = closed_weeks(NOW.day)
    newest, *older = (f"{week.last}" for week in reversed(weeks))
    assert [(code, state) for code, last, state, _ in rows if last == newest] == [
        ("GWS", "frozen"),
        ("QLS", "frozen"),
    ]
    assert sum(last in older for _, last, _, _ in rows) == 3 * len(older) + 1
    assert [row for row in rows if row[2] == "returned" or row[3]] == [
        ("GWS", f"{weeks[2].last}", "returned", 0),
        ("GWS", f"{weeks[2].last}", "approved", 1),
    ]


def test_the_closed_month_was_frozen_by_the_county_and_approved_by_somebody_else(chinese: Opened) -> None:
    ((name,),) = chinese.reader.rows("SELECT id FROM summary WHERE span = 'month'")
    month = summary_of(chinese.workspace, chinese.reader, SummaryId(name))
    assert (month.grid, month.period) == (grid_of(chinese, "YSX"), closed_month(NOW.day))
    assert month.approved_by
    assert month.approved_by != month.by
    frozen = snapshot_in(chinese.workspace, month).counted.total
    now = numbers_of(chinese.reader, month.grid, month.period).total
    # one that was put right in time came back in the month after: that changes nothing of this one
    assert now == frozen
    assert numbers_of(chinese.reader, month.grid, month_of(NOW.day)).total[Number.RELAPSES]
    assert [now[one] for one in (Number.ORDERS, Number.ORDERS_IN_TIME, Number.ORDERS_SETTLED)] == [1, 1, 1]


def test_the_night_round_written_down_the_next_day_is_a_difference_of_the_newest_week(
    chinese: Opened,
) -> None:
    grid = grid_of(chinese, "QLS")
    week = closed_weeks(NOW.day)[-1]
    name = chinese.reader.value("SELECT id FROM summary WHERE grid = ? AND last = ?", (grid, f"{week.last}"))
    frozen = snapshot_in(chinese.workspace, summary_of(chinese.workspace, chinese.reader, name)).counted.total
    now = numbers_of(chinese.reader, grid, week).total
    assert (frozen[Number.LATE_ENTRIES], now[Number.LATE_ENTRIES]) == (0, 1)
    assert now[Number.PATROLS] == frozen[Number.PATROLS] + 1


@pytest.mark.parametrize("number", [Number.FINDINGS, Number.DONE_ROUNDS, Number.DONE_VISITS, Number.ENDED])
def test_a_trend_over_the_weeks_says_something(chinese: Opened, number: Number) -> None:
    county = grid_of(chinese, "YSX")
    counts = [numbers_of(chinese.reader, county, week).total[number] for week in closed_weeks(NOW.day)]
    assert all(counts)
    assert len(set(counts)) > 2


def test_weeks_have_what_was_late_transferred_and_came_back(chinese: Opened) -> None:
    county = grid_of(chinese, "YSX")
    weeks = [numbers_of(chinese.reader, county, week).total for week in closed_weeks(NOW.day)]
    for number in (Number.OVERDUE, Number.TRANSFERRED, Number.RELAPSES, Number.CLOSE_OFF_PASSED):
        assert any(week[number] for week in weeks), number
    assert sum(week[Number.IN_TIME] for week in weeks) < sum(week[Number.DUE] for week in weeks)


def test_a_grid_said_why_it_missed_two_days_and_the_others_did_not(chinese: Opened) -> None:
    county = grid_of(chinese, "YSX")
    missing = [
        one for week in closed_weeks(NOW.day) for one in missing_rounds(chinese.reader, county, week, NOW.day)
    ]
    excused = [one.grid_name for one in missing if one.reason]
    assert excused == ["苏海图社区网格", "苏海图社区网格"]
    assert len(missing) > len(excused)


def test_a_week_and_the_month_are_signed_as_papers_that_verify(chinese: Opened) -> None:
    month, week = chinese.sample.summaries
    for file, signer in ((week, CLERKS[TOWNSHIP]), (month, FOUNDER)):
        assert file.is_relative_to(chinese.sample.folder)
        verdict = verify(file, chinese.sample.known)
        assert (verdict.outcome, verdict.problems) == (Outcome.GOOD, ())
        assert [(one.name, one.trust) for one in verdict.signatures] == [(signer, Trust.OFFICE)]


def test_only_the_rounds_of_yesterday_wait_to_be_handed_up(chinese: Opened) -> None:
    yesterday = (NOW.day - timedelta(days=1)).isoformat()
    made = chinese.reader.value("SELECT count(*) FROM patrol WHERE day = ?", (yesterday,))
    assert 0 < rounds_to_hand_over(chinese.reader) <= made + 1


def test_vehicles_went_out_on_far_rounds_and_by_night(chinese: Opened) -> None:
    total = numbers_of(chinese.reader, grid_of(chinese, TOWNSHIP), closed_weeks(NOW.day)[-1]).total
    assert 0 < total[Number.VEHICLES] < total[Number.PATROLS]
