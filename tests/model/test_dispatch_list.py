"""State and pace of what is under dispatch, and what the office may note of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.case_acts import OnBehalf
from inspector.model.case_steps import DispatchNoted
from inspector.model.dispatch_list import (
    DISPATCH_STATE_NAMES,
    NOTHING_NEW,
    STATE_OF_FINDING,
    STATE_OF_TASK,
    DispatchState,
    note_dispatch,
    pace_in_list,
)
from inspector.model.events import Blob
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import Who
from inspector.model.person import Role
from inspector.model.task_state import Pace, TaskState

DAY = date(2026, 11, 22)
CLERK = Who("p", frozenset({Role.CLERK}))
SCAN = Blob("a" * 64, 1, "application/pdf")
DAYS = st.none() | st.integers(-5, 5).map(lambda days: DAY + timedelta(days=days))


def test_every_finding_and_task_that_stays_on_the_list_has_a_state() -> None:
    assert set(FindingState) - set(STATE_OF_FINDING) == {FindingState.TRANSFERRED, FindingState.JOINED}
    assert set(TaskState) - set(STATE_OF_TASK) == {TaskState.CLOSED_BEFORE}
    assert set(DISPATCH_STATE_NAMES) == set(DispatchState)
    assert STATE_OF_FINDING[FindingState.CLOSED] is not STATE_OF_FINDING[FindingState.CLOSED_OFF]


@given(st.sampled_from(DispatchState), DAYS, DAYS, DAYS, DAYS)
def test_pace_follows_from_the_days(
    state: DispatchState, due: date | None, done: date | None, step: date | None, ahead: date | None
) -> None:
    pace = pace_in_list(state, due, done, (step, ahead), DAY)
    is_held = state is DispatchState.HELD
    is_late = due is not None and not is_held and (done or DAY) > due
    goes_on = is_held or state in {DispatchState.NOT_STARTED, DispatchState.UNDER_WAY}
    is_behind = goes_on and any(point is not None and point < DAY for point in (step, ahead))
    assert pace is (Pace.OVERDUE if is_late else Pace.BEHIND if is_behind else Pace.ON_TIME)


def test_a_note_is_trimmed_and_says_for_whom_it_is_entered() -> None:
    told = DispatchNoted(subject="c", period="2026-11", difficulty=" 资金 ", next_step=" 招标 ", next_on=DAY)
    note = note_dispatch(told, CLERK, None, OnBehalf("示例局", (SCAN,)))
    assert (note.difficulty, note.next_step, note.on_behalf, note.blobs) == (
        "资金",
        "招标",
        "示例局",
        (SCAN,),
    )


def test_a_note_that_says_nothing_new_is_refused_and_an_empty_one_takes_the_last_away() -> None:
    with pytest.raises(Refused, match=NOTHING_NEW):
        note_dispatch(DispatchNoted(subject="c"), CLERK, None)
    before = DispatchNoted(subject="c", difficulty="资金")
    with pytest.raises(Refused, match=NOTHING_NEW):
        note_dispatch(DispatchNoted(subject="c", period="2026-12", difficulty="资金 "), CLERK, before)
    assert note_dispatch(DispatchNoted(subject="c"), CLERK, before).difficulty == ""


def test_only_the_office_notes_and_for_others_with_their_paper() -> None:
    told = DispatchNoted(subject="c", difficulty="资金")
    with pytest.raises(Refused, match="for the office"):
        note_dispatch(told, Who("p", frozenset({Role.GRID_STAFF})), None)
    with pytest.raises(Refused, match="scan"):
        note_dispatch(told, CLERK, None, OnBehalf("示例局"))
