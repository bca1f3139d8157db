"""Where a task of a plan stands (state) and whether it is on time (pace): two axes, the second computed."""

from datetime import date
from enum import StrEnum

from inspector.words import N_


class TaskState(StrEnum):
    """Where a task stands in its life."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    IN_CLOSE_OFF = "in_close_off"
    CLOSED_OFF = "closed_off"
    CLOSED_BEFORE = "closed_before"
    HELD = "held"


TASK_STATE_NAMES = {
    TaskState.NOT_STARTED: N_("not started"),
    TaskState.UNDER_WAY: N_("being put right"),
    TaskState.COMPLETED: N_("completed, to be accepted"),
    TaskState.IN_CLOSE_OFF: N_("to be closed off"),
    TaskState.CLOSED_OFF: N_("closed off"),
    TaskState.CLOSED_BEFORE: N_("closed before, by the old ledger"),
    TaskState.HELD: N_("held long-term"),
}
AT_WORK = frozenset({TaskState.NOT_STARTED, TaskState.UNDER_WAY})
ENDED = frozenset({TaskState.CLOSED_OFF, TaskState.CLOSED_BEFORE})
"""The states nothing is done in; only the first was reached by the procedure of this office."""
NOT_TIMED = frozenset({TaskState.HELD, TaskState.CLOSED_BEFORE})
"""The states in which a deadline says nothing: without an end, or ended where nobody here saw it."""


class Pace(StrEnum):
    """Whether a task is on time."""

    ON_TIME = "on_time"
    BEHIND = "behind"
    OVERDUE = "overdue"


PACE_NAMES = {
    Pace.ON_TIME: N_("on schedule"),
    Pace.BEHIND: N_("behind schedule"),
    Pace.OVERDUE: N_("past its deadline"),
}


def pace_of(
    state: TaskState, due: date | None, completed_on: date | None, step_due: date | None, today: date
) -> Pace:
    """Say whether a task is on time ``today``: computed from days, never typed.

    What was completed is judged by the day it was; ``step_due`` is the day of the next measure, named site or
    duty that is owed.
    """
    if due and (completed_on or today) > due and state not in NOT_TIMED:
        return Pace.OVERDUE
    return Pace.BEHIND if step_due and step_due < today else Pace.ON_TIME


class ItemKind(StrEnum):
    """What is to become of a site named in a task (关停取缔, 有序退出, 整改完善)."""

    CLOSE_DOWN = "close_down"
    WITHDRAW = "withdraw"
    IMPROVE = "improve"


ITEM_KIND_NAMES = {
    ItemKind.CLOSE_DOWN: N_("to be closed down"),
    ItemKind.WITHDRAW: N_("to withdraw in order"),
    ItemKind.IMPROVE: N_("to be improved"),
}


class Every(StrEnum):
    """How often a duty comes back: by the periods that plans name (每周, 每旬, 每半月, 每月 …)."""

    WEEK = "week"
    TEN_DAYS = "ten_days"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


EVERY_NAMES = {
    Every.WEEK: N_("every week"),
    Every.TEN_DAYS: N_("every ten days"),
    Every.HALF_MONTH: N_("every half-month"),
    Every.MONTH: N_("every month"),
    Every.QUARTER: N_("every quarter"),
    Every.HALF_YEAR: N_("every half-year"),
    Every.YEAR: N_("every year"),
}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
_MARKS = {Every.MONTH: "-{:02d}", Every.QUARTER: "-Q{}", Every.HALF_YEAR: "-H{}", Every.YEAR: ""}
_LAST_DAYS = {Every.TEN_DAYS: (10, 20), Every.HALF_MONTH: (15,)}
"""The days of a month that end its parts; the last part ends with the month."""
_PARTS = {Every.TEN_DAYS: "D", Every.HALF_MONTH: "H"}
MONTHS_OF_YEAR, DAYS_OF_WEEK = 12, 7


def period_of(day: date, every: Every) -> str:
    """Name the period that ``day`` lies in.

    ``2026-W47`` (ISO 8601, from Monday), ``2026-11-D1`` (上旬), ``2026-11-H1`` (上半月), ``2026-11``,
    ``2026-Q4``, ``2026-H2`` or ``2026``.
    """
    if every is Every.WEEK:
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02d}"
    if every in _LAST_DAYS:
        part = sum(day.day > last for last in _LAST_DAYS[every]) + 1
        return f"{day.year}-{day.month:02d}-{_PARTS[every]}{part}"
    mark = _MARKS[every].format((day.month - 1) // _MONTHS[every] + 1)
    return f"{day.year}{mark}"


def end_of_period(day: date, every: Every) -> date:
    """Give the last day of the period that ``day`` lies in; the last a calendar knows at its end."""
    if every is Every.WEEK:
        last = day.toordinal() + DAYS_OF_WEEK - day.isoweekday()
        return date.fromordinal(min(last, date.max.toordinal()))
    ends = [last for last in _LAST_DAYS.get(every, ()) if day.day <= last]
    if ends:
        return day.replace(day=ends[0])
    months = _MONTHS.get(every, 1)
    month = ((day.month - 1) // months + 1) * months
    following = day.year * MONTHS_OF_YEAR + month
    year, index = divmod(following, MONTHS_OF_YEAR)
    if year > date.max.year:
        return date.max
    return date.fromordinal(date(year, index + 1, 1).toordinal() - 1)
