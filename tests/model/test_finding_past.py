"""How a finding stood at the end of past days: what is done later has no say in it."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from inspector.model.events import Fact
from inspector.model.finding import FindingWithdrawn
from inspector.model.finding_life import (
    FindingAssigned,
    FindingPutRight,
    FindingRelapsed,
    FindingTakenOverClosed,
    RecheckPassed,
)
from inspector.model.finding_past import FindingPast, Standing
from inspector.model.finding_state import FindingState
from inspector.periods import DAY
from tests.model.finding_walk import COUNTY, NOON, STAFF, TODAY, Case, reported

DUE = TODAY + timedelta(days=9)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def on_days(case: Case, *days: int) -> list[Fact]:
    """Give the entries of ``case``, the last of them as recorded so many days after today."""
    first = len(case.facts) - len(days)
    later = zip(case.facts[first:], days, strict=True)
    moved = [msgspec.structs.replace(fact, at=NOON.later(day * DAY)) for fact, day in later]
    return [*case.facts[:first], *moved]


def stood(facts: Sequence[Fact], day: date) -> Standing:
    past = FindingPast.of(facts)
    assert past
    return [one for since, one in past.stood if since <= day][-1]


def put_right(on: int) -> FindingPutRight:
    return FindingPutRight(subject="f", text="已清运", on=after(on))


def test_what_came_back_later_was_closed_before() -> None:
    case = reported()
    case.add(FindingAssigned(subject="f", unit="示例村委会", due=DUE))
    case.add(put_right(3), STAFF)
    case.add(RecheckPassed(subject="f", checked=NOON.later(5 * DAY)), COUNTY)
    case.add(FindingRelapsed(subject="f", seen=NOON.later(8 * DAY), text="反弹"), COUNTY)
    facts = on_days(case, 1, 3, 5, 8)
    assert stood(facts, after(0)).due is None
    assert (stood(facts, after(2)).due, stood(facts, after(2)).put_right_on) == (DUE, None)
    closed = stood(facts, after(7))
    assert (closed.put_right_on, closed.ended_as, closed.ended_on) == (
        after(3),
        FindingState.CLOSED,
        after(5),
    )
    again = stood(facts, after(8))
    assert (again.put_right_on, again.ended_as, again.due) == (None, None, None)


def test_what_is_told_late_counts_from_the_day_it_says() -> None:
    case = reported()
    case.add(FindingAssigned(subject="f", unit="示例村委会", due=DUE))
    case.add(put_right(2), STAFF)
    facts = on_days(case, 1, 6)
    assert [stood(facts, after(day)).put_right_on for day in (1, 2, 6)] == [None, after(2), after(2)]


def test_a_line_of_a_ledger_was_open_until_the_day_it_was_closed() -> None:
    case = reported()
    case.add(FindingTakenOverClosed(subject="f", unit="示例村委会", due=DUE, closed_on=after(-4)))
    before, then = (stood(case.facts, after(day)) for day in (-5, -4))
    assert (before.ended_as, before.due) == (None, DUE)
    assert then.ended_as is FindingState.CLOSED


def test_what_was_withdrawn_never_stood() -> None:
    case = reported()
    case.add(FindingAssigned(subject="f", unit="示例村委会", due=DUE))
    case.add(put_right(1), STAFF)
    case.add(FindingWithdrawn(subject="f", reason="重复"))
    # put right before it was assigned: the entries are not in the order of their days
    assert FindingPast.of(on_days(case, 3, 4, 5)) is None


def test_a_step_out_of_turn_is_judged_by_what_was_known_on_its_day() -> None:
    case = reported()
    assigned = case.add(FindingAssigned(subject="f", unit="示例村委会", due=DUE))
    too_early = case.add(RecheckPassed(subject="f", checked=NOON), COUNTY)
    past = FindingPast.of(on_days(case, 1, 2))
    assert past
    assert too_early in past.idle_then
    assert assigned not in past.idle_then
