"""What is due of the grids: stretches of days by the rules of the office."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.patrol_duty import A_MONTH, DUTIES, PatrolDuty, stretches
from inspector.model.patrol_rules import (
    PatrolRules,
    decide_patrol_rules,
    duty_words,
    stretch_words,
)
from inspector.model.period import Period, month_of, quarter_of, week_of
from inspector.model.person import Role
from inspector.model.working_days import Counting
from inspector.words import in_language

WEEK = week_of(date(2026, 11, 19))


def spans(duty: PatrolDuty, period: Period = WEEK) -> list[tuple[str, str]]:
    return [(one.first[5:], one.last[5:]) for one in stretches((duty,), period)]


def test_every_day_is_due_where_natural_days_count() -> None:
    due = stretches(DUTIES, WEEK)
    assert [one.first for one in due] == [day.isoformat() for day in WEEK.days]
    assert {(one.level, one.times, one.night) for one in due} == {(3, 1, False)}


def test_of_working_days_the_weekend_and_the_holidays_are_not_due() -> None:
    working = PatrolDuty(level=3, days=1, counting=Counting.WORKING)
    assert "11-14" not in [first for first, _last in spans(working)]
    assert "11-15" not in [first for first, _last in spans(working)]
    assert len(spans(working)) == 5
    assert spans(working, Period(date(2026, 10, 1), date(2026, 10, 7))) == []


def test_a_longer_stretch_is_due_unless_all_of_it_is_holiday() -> None:
    two = PatrolDuty(level=3, days=2, counting=Counting.WORKING)
    assert spans(two) == [("11-13", "11-14"), ("11-15", "11-16"), ("11-17", "11-18")]
    assert spans(two, Period(date(2026, 11, 14), date(2026, 11, 17))) == [("11-16", "11-17")]
    weekly = PatrolDuty(level=2, days=7, times=2, counting=Counting.WORKING)
    assert spans(weekly) == [("11-13", "11-19")]
    assert spans(weekly, Period(date(2026, 10, 1), date(2026, 10, 7))) == []


def test_a_stretch_that_does_not_lie_in_the_period_whole_is_not_due_in_it() -> None:
    assert spans(PatrolDuty(level=3, days=2)) == [
        ("11-13", "11-14"),
        ("11-15", "11-16"),
        ("11-17", "11-18"),
    ]
    assert spans(PatrolDuty(level=3, days=8)) == []


def test_what_is_due_once_a_month_is_due_in_the_week_in_which_the_month_ends() -> None:
    monthly = PatrolDuty(level=1, days=A_MONTH, times=2, night=True)
    assert spans(monthly) == []
    assert spans(monthly, week_of(date(2026, 11, 30))) == [("11-01", "11-30")]
    assert spans(monthly, month_of(date(2026, 2, 3))) == [("02-01", "02-28")]
    due = stretches((monthly,), quarter_of(date(2026, 11, 1)))
    assert [(one.last, one.times, one.night) for one in due] == [
        ("2026-10-31", 2, True),
        ("2026-11-30", 2, True),
        ("2026-12-31", 2, True),
    ]


@given(st.integers(1, 31), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 100))
def test_stretches_lie_in_their_period_and_never_overlap(days: int, first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    cut = stretches((PatrolDuty(level=3, days=days),), period)
    assert len(cut) == len(period.days) // days
    assert all(period.first.isoformat() <= one.first <= one.last <= period.last.isoformat() for one in cut)
    assert all(one.last < after.first for one, after in pairwise(cut))


OFFICE = Who("p", frozenset({Role.RECTIFICATION_OFFICE}))


def decided(told: PatrolRules, who: Who = OFFICE) -> PatrolRules:
    rules = Rules(office_name="示例县", publicity_days=9)
    event = decide_patrol_rules(rules, "office", "示例", who, told)
    assert (event.office_name, event.publicity_days) == ("示例县", 9)
    return PatrolRules(duties=event.duties, closes_on=event.closes_on, hand_in=event.hand_in)


def test_the_office_rules_who_goes_out_and_when_its_week_closes() -> None:
    duties = (*DUTIES, PatrolDuty(level=2, days=7, times=2), PatrolDuty(level=3, days=A_MONTH, night=True))
    told = PatrolRules(duties=duties, closes_on=4, hand_in=" 9：30 ")
    assert decided(told) == PatrolRules(duties=duties, closes_on=4, hand_in="09:30")
    assert decided(PatrolRules(duties=())).duties == ()
    assert PatrolRules.of(Rules()) == PatrolRules()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (PatrolRules(duties=(PatrolDuty(level=4, days=1),)), "no level 4"),
        (PatrolRules(duties=(PatrolDuty(level=0, days=1),)), "no level 0"),
        (PatrolRules(duties=(PatrolDuty(level=3, days=1, times=0),)), "from 1 to 31 times"),
        (PatrolRules(duties=(PatrolDuty(level=3, days=7, times=32),)), "from 1 to 31 times"),
        (PatrolRules(duties=(PatrolDuty(level=3, days=-1),)), "at most 31 days"),
        (PatrolRules(duties=(PatrolDuty(level=3, days=32),)), "at most 31 days"),
        (PatrolRules(duties=DUTIES * 2), "ruled twice"),
        (PatrolRules(closes_on=7), "weekday"),
        (PatrolRules(hand_in="25:00"), "17:00"),
        (PatrolRules(hand_in="evening"), "17:00"),
    ],
)
def test_a_rule_nobody_means_is_refused_in_a_sentence(told: PatrolRules, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        decided(told)


def test_nobody_but_the_rectification_office_rules() -> None:
    with pytest.raises(Refused, match="rectification office"):
        decided(PatrolRules(), Who("p", frozenset({Role.CLERK})))


def test_a_duty_is_said_in_one_line() -> None:
    say = in_language("en")
    nights = PatrolDuty(level=3, days=7, times=2, night=True, counting=Counting.WORKING)
    assert duty_words(nights, "level 3", say) == "level 3: 2 × a week, by night, working days only"
    assert duty_words(DUTIES[0], "level 3", say) == "level 3: 1 × a day"
    assert (stretch_words(A_MONTH, say), stretch_words(10, say)) == ("a month", "in 10 days")
