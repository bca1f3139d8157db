"""An assignment that was a slip is undone on its day: all is as it was before."""

from datetime import timedelta

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model import finding_acts as acts
from inspector.model.finding import Finding
from inspector.model.finding_life import AssignmentTakenBack, FindingAssigned
from inspector.model.finding_past import FindingPast
from inspector.model.finding_state import FindingState, Severity
from tests.model.finding_walk import CLERK, RULES, STAFF, TODAY, closed, reported


def _but_for_traces(finding: Finding) -> Finding:
    return msgspec.structs.replace(finding, idle=(), last="")


def test_all_is_as_before_the_assignment_and_that_has_no_effect() -> None:
    case = reported()
    before = case.now()
    case.assign(Severity.SERIOUS, days=3, requirement="覆盖")
    assigned = case.now().last
    case.do(CLERK, acts.take_back_assignment, TODAY)
    assert _but_for_traces(case.now()) == _but_for_traces(before)
    assert case.now().idle == (assigned,)


def test_one_given_anew_goes_back_to_whom_it_was_given_first_and_then_to_nobody() -> None:
    case = reported()
    case.do(CLERK, acts.assign, acts.Assignment(unit="甲村"), RULES, TODAY)
    case.do(CLERK, acts.assign, acts.Assignment(unit="乙村"), RULES, TODAY)
    case.do(CLERK, acts.take_back_assignment, TODAY)
    assert (case.now().state, case.now().unit) == (FindingState.ASSIGNED, "甲村")
    # the first is not the last entry any more; another device may not know that
    case.add(AssignmentTakenBack(subject="f"))
    assert (case.now().state, case.now().unit) == (FindingState.REPORTED, "")


@pytest.mark.parametrize("meanwhile", ["nothing assigned", "taken on", "more time asked for", "a day later"])
def test_it_is_refused_once_anything_else_happened(meanwhile: str) -> None:
    case, day = reported(), TODAY
    if meanwhile != "nothing assigned":
        case.assign(days=7)
    if meanwhile == "taken on":
        case.do(STAFF, acts.accept)
    if meanwhile == "more time asked for":
        case.do(STAFF, acts.ask_more_time, TODAY + timedelta(days=9), "雨")
    if meanwhile == "a day later":
        day += timedelta(days=1)
    with pytest.raises(Refused, match="can be undone"):
        acts.take_back_assignment(case.now(), CLERK, day)


def test_it_is_for_the_office() -> None:
    case = reported()
    case.assign()
    with pytest.raises(Refused, match="for the office"):
        acts.take_back_assignment(case.now(), STAFF, TODAY)


def test_out_of_turn_it_has_no_effect() -> None:
    never, on_the_way, again = reported(), reported(), closed()
    name = never.add(AssignmentTakenBack(subject="f"))
    assert (never.now().state, never.now().idle) == (FindingState.REPORTED, (name,))
    on_the_way.assign()
    on_the_way.do(STAFF, acts.accept)
    name = on_the_way.add(AssignmentTakenBack(subject="f"))
    assert (on_the_way.now().state, on_the_way.now().idle) == (FindingState.ACCEPTED, (name,))
    again.do(STAFF, acts.relapse, again.now().noticed, "又裸露")
    assert again.now().assigned is None


def test_it_holds_without_the_words_of_the_assignment() -> None:
    case = reported()
    case.add(None, kind=FindingAssigned.TYPE)
    case.add(None, kind=AssignmentTakenBack.TYPE)
    assert case.now().state is FindingState.REPORTED


def test_the_assignment_did_not_count_on_its_day() -> None:
    case = reported()
    case.assign()
    assigned = case.now().last
    case.do(CLERK, acts.take_back_assignment, TODAY)
    past = FindingPast.of(case.facts)
    assert past
    assert assigned in past.idle_then
