"""No sequence of allowed steps leads a finding where the rules forbid."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model import finding_acts as acts
from inspector.model.close_off import CloseOffFiled, CloseOffStep, CloseOffStepDone
from inspector.model.events import Event
from inspector.model.finding_acts import Assignment
from inspector.model.finding_state import FindingState, Severity
from inspector.model.finding_steps import Who
from tests.model.finding_walk import (
    EVERYBODY,
    NOON,
    RULES,
    TODAY,
    Case,
    reported,
)


def _attempts(case: Case) -> Sequence[Callable[[Who], Event]]:
    """Give everything that anybody may try."""
    now = case.now()
    later = TODAY + timedelta(days=400)
    return (
        lambda who: acts.assign(now, who, Assignment(unit="村"), RULES, TODAY),
        lambda who: acts.assign(now, who, Assignment(unit="村", severity=Severity.MAJOR), RULES, TODAY),
        lambda who: acts.take_back_assignment(now, who, TODAY),
        lambda who: acts.accept(now, who),
        lambda who: acts.progress(now, who, "一半"),
        lambda who: acts.ask_more_time(now, who, later, "雨"),
        lambda who: acts.refuse_more_time(now, who, "否"),
        lambda who: acts.put_right(now, who, "好", TODAY, photos_after=1),
        lambda who: acts.pass_recheck(now, who, NOON),
        lambda who: acts.fail_recheck(now, who, NOON, "补"),
        lambda who: acts.relapse(now, who, NOON, "又"),
        lambda who: acts.transfer(now, who, "局", "责"),
        *(
            lambda _who, step=step: CloseOffStepDone(subject="f", step=step, on=TODAY)
            for step in CloseOffStep
        ),
        lambda _who: CloseOffFiled(subject="f", on=TODAY),
    )


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 4)), max_size=60), st.sampled_from(Severity))
def test_no_sequence_of_allowed_steps_reaches_what_the_rules_forbid(
    tries: list[tuple[int, int]], severity: Severity
) -> None:
    case = reported(severity)
    for number, person in tries:
        who, before = EVERYBODY[person], case.now()
        attempts = _attempts(case)
        try:
            event = attempts[number % len(attempts)](who)
        except Refused:
            continue
        case.add(event, who)
        now = case.now()
        if now.state is FindingState.CLOSED and before.state is not FindingState.CLOSED:
            assert now.severity is Severity.MINOR
            assert len(set(now.passed_by)) >= now.rechecks
        if now.state is FindingState.IN_CLOSE_OFF:
            assert now.severity is not Severity.MINOR
            assert len(set(now.passed_by)) >= RULES.rechecks_of(now.severity)
        if now.state is FindingState.CLOSED_OFF:
            assert {done.step for done in now.close_off.done} == set(CloseOffStep) - {CloseOffStep.FILING}
        assert not set(now.passed_by) & set(now.rectifiers)
        assert now.number == "N-1"
