"""The dispatch list (调度清单): where each problem stands, whether it keeps pace, and what is said of it.

State and pace are the two axes of rectification plans: 未启动, 整改中, 已完成待验收, 待销号, 已销号,
长期坚持, and 达到序时, 未达到序时, 超期, as in the progress reports of provinces. The columns follow the
plans of four cities of Jiangsu (责任单位, 目标, 时限, 措施, 拉条挂账, 督办落实).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf, at_most, checked
from inspector.model.case_steps import DispatchNoted
from inspector.model.events import Facts
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import Who
from inspector.model.task_state import TASK_STATE_NAMES, Pace, TaskState, pace_of
from inspector.model.task_steps import check_office
from inspector.words import N_


class DispatchState(StrEnum):
    """Where a problem under dispatch stands, task or finding; a minor finding ends as ``CLOSED`` (办结)."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    IN_CLOSE_OFF = "in_close_off"
    CLOSED_OFF = "closed_off"
    CLOSED = "closed"
    HELD = "held"


State = DispatchState
DISPATCH_STATE_NAMES: Mapping[DispatchState, str] = MappingProxyType(
    {state: TASK_STATE_NAMES[TaskState(state)] for state in State if state is not State.CLOSED}
    | {State.CLOSED: N_("closed")}
)
STATE_OF_FINDING: Mapping[FindingState, DispatchState] = MappingProxyType(
    {
        FindingState.NOTICED: State.NOT_STARTED,
        FindingState.REPORTED: State.NOT_STARTED,
        FindingState.ASSIGNED: State.NOT_STARTED,
        FindingState.ACCEPTED: State.UNDER_WAY,
        FindingState.UNDER_WAY: State.UNDER_WAY,
        FindingState.PUT_RIGHT: State.COMPLETED,
        FindingState.IN_CLOSE_OFF: State.IN_CLOSE_OFF,
        FindingState.CLOSED_OFF: State.CLOSED_OFF,
        FindingState.CLOSED: State.CLOSED,
    }
)
"""Of a finding, work has begun once somebody took it on; the others of its states leave the list."""
STATE_OF_TASK: Mapping[TaskState, DispatchState] = MappingProxyType(
    {state: State(state) for state in TaskState if state is not TaskState.CLOSED_BEFORE}
)
"""A task has its own state; one closed before, by an old ledger, is not under dispatch."""
AT_WORK = frozenset({State.NOT_STARTED, State.UNDER_WAY})
"""The states in which a next point is still to come."""
NOTHING_NEW = N_("Nothing was changed.")


def pace_in_list(
    state: DispatchState,
    due: date | None,
    done_on: date | None,
    points: Sequence[date | None],
    today: date,
) -> Pace:
    """Say whether a problem keeps pace, by the one rule of tasks (``pace_of``), findings alike.

    What is done is judged by the day it was (``done_on``); held long-term, a deadline says nothing. While it
    is at work, ``points`` are the days of what comes next: of a measure, named site or duty that is owed, and
    the next point said for the list. One that has passed is 未达到序时.
    """
    ahead = [point for point in points if point] if state in AT_WORK or state is State.HELD else []
    timed = TaskState.HELD if state is State.HELD else TaskState.UNDER_WAY
    return pace_of(timed, due, done_on, min(ahead, default=None), today)


def noted_before(facts: Facts) -> DispatchNoted | None:
    """Give what was last noted of a case for the list."""
    return next(
        (fact.event for fact in reversed(facts) if fact.confirmed and isinstance(fact.event, DispatchNoted)),
        None,
    )


def note_dispatch(
    told: DispatchNoted, who: Who, before: DispatchNoted | None, behalf: OnBehalf = OWN
) -> DispatchNoted:
    """Check what the office notes of a case for the list, in its own name or for the unit that said so.

    Raises Refused to whoever is not of an office, for too long a text, for a unit without its paper, and
    where it says what was said before.
    """
    check_office(who)
    said = DispatchNoted(
        subject=told.subject,
        period=told.period,
        difficulty=at_most(told.difficulty),
        next_step=at_most(told.next_step),
        next_on=told.next_on,
        on_behalf=checked(behalf).name.strip(),
        blobs=behalf.scans,
    )
    if not says_anew(said, before):
        raise Refused(NOTHING_NEW)
    return said


def says_anew(note: DispatchNoted, before: DispatchNoted | None) -> bool:
    """Say whether a note says anything else than the one before it."""
    return _words(note) != (_words(before) if before else ("", "", None))


def _words(note: DispatchNoted) -> tuple[str, str, date | None]:
    return note.difficulty, note.next_step, note.next_on
