"""The dispatch list (调度清单) of a period: every task and finding under dispatch, a row each."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Self

import msgspec

from db.case_tables import STEP_DAY
from db.connection import Reader
from db.queries.summaries import closing_weekday
from db.schema import WITHIN
from inspector.errors import Refused
from inspector.model.case_steps import DispatchNoted, Supervision
from inspector.model.dispatch_list import (
    STATE_OF_FINDING,
    STATE_OF_TASK,
    DispatchState,
    pace_in_list,
)
from inspector.model.finding_life import FindingProgressed, FindingPutRight
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import GridId
from inspector.model.period import Period, period_named
from inspector.model.task_life import TaskProgressed
from inspector.model.task_state import Pace, TaskState
from inspector.tables.feedback_marks import FINDING, TASK
from inspector.words import N_, Say

NO_LIST = N_("There is no such dispatch list in this workspace.")


class DispatchRow(msgspec.Struct, frozen=True, kw_only=True):
    """A problem under dispatch; ``key`` is that of a line on a feedback sheet.

    ``members`` are the units asked about it: a group of units is each of its members. ``said_by`` is the
    unit whose words difficulty and next point are, and empty for the office's own.
    """

    key: str
    subject: str
    number: str
    problem: str
    units: tuple[str, ...]
    members: tuple[str, ...]
    goal: str
    due: date | None
    deadline: str
    measure: str
    state: DispatchState
    pace: Pace
    supervision: tuple[Supervision, ...]
    difficulty: str = ""
    next_step: str = ""
    next_on: date | None = None
    said_by: str = ""
    said_on: date | None = None

    @property
    def is_task(self) -> bool:
        """Say whether it is a task of a plan, and not a finding."""
        return self.key.startswith(f"{TASK}:")


class DispatchScope(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows of the list of ``grid`` in ``period``: of a unit, state, pace, or chosen by keys."""

    grid: GridId
    period: Period
    unit: str = ""
    state: str = ""
    pace: str = ""
    keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, reader: Reader, about: Sequence[str]) -> Self:
        """Read what a report is about. Raises Refused for what this program does not know."""
        grid, name, *further = about
        told: dict[str, str] = {}
        keys: list[str] = []
        for item in further:
            field, _mark, value = item.partition("=")
            if field == "row":
                keys.append(value)
            elif field in ("unit", "state", "pace"):
                told[field] = value
            else:
                raise Refused(NO_LIST)
        period = period_named(name, closing_weekday(reader))
        return cls(grid=GridId(grid), period=period, keys=tuple(keys), **told)

    @property
    def about(self) -> tuple[str, ...]:
        """Write it down as a report is recorded to be about."""
        named = (("unit", self.unit), ("state", self.state), ("pace", self.pace))
        return (
            self.grid,
            self.period.name,
            *(f"{field}={value}" for field, value in named if value),
            *(f"row={key}" for key in self.keys),
        )

    def holds(self, row: DispatchRow) -> bool:
        """Say whether a row is among them."""
        return (
            (not self.unit or self.unit in (*row.units, *row.members))
            and (not self.state or row.state == self.state)
            and (not self.pace or row.pace == self.pace)
            and (not self.keys or row.key in self.keys)
        )


_GONE = f"'{FindingState.JOINED}', '{FindingState.TRANSFERRED}'"
_GRAVE = f"'{Severity.SERIOUS}', '{Severity.MAJOR}'"
_LISTED = f"""{WITHIN},
    members(task, unit) AS (
        SELECT task_unit.task, coalesce(member.value, task_unit.unit) FROM task_unit
        LEFT JOIN unit_group ON unit_group.name = task_unit.unit
        LEFT JOIN json_each(unit_group.units) AS member
        WHERE task_unit.part IN ('lead', 'responsible')),
    ordered(subject) AS (
        SELECT order_about.subject FROM order_about
        JOIN dispatch_order ON dispatch_order.id = order_about.dispatch_order
        WHERE dispatch_order.state <> 'withdrawn' AND issued_on <= :last
            AND (ended_on IS NULL OR ended_on >= :first)),
    listed(kind, id) AS (
        SELECT '{TASK}', id FROM task
        WHERE grid IN within AND state <> '{TaskState.CLOSED_BEFORE}'
            AND date((entered_ts + entered_tz * 60000) / 1000, 'unixepoch') <= :last
            AND (ended_on IS NULL OR ended_on >= :first)
        UNION ALL SELECT '{FINDING}', id FROM finding
        WHERE grid IN within AND NOT is_restricted AND state NOT IN ({_GONE}) AND noticed_on <= :last
            AND (ended_on IS NULL OR ended_on >= :first)
            AND (severity IN ({_GRAVE}) OR supervision <> '[]' OR id IN ordered
                OR is_due_given AND due_on <= :last AND due_on < :today
                    AND coalesce(put_right_on, ended_on, '9999') > due_on))"""  # noqa: S608 - our own words
_NOTE = f"""(SELECT json_array(on_behalf, told, {STEP_DAY}) FROM case_step
    WHERE subject = listed.id AND type = '{DispatchNoted.TYPE}' AND has_effect
        AND ({STEP_DAY} <= :last OR json_extract(told, '$.period') = :name)
    ORDER BY position DESC LIMIT 1)"""  # noqa: S608 - as above
_DID = f"""(SELECT json_extract(told, '$.text') FROM case_step WHERE subject = listed.id AND has_effect
    AND type IN ('{FindingProgressed.TYPE}', '{FindingPutRight.TYPE}', '{TaskProgressed.TYPE}')
    ORDER BY position DESC LIMIT 1)"""  # noqa: S608 - as above
_ROWS = f"""{_LISTED}
    SELECT '{TASK}', listed.id, task.number, CASE WHEN substr(problem, 1, length(name)) = name THEN problem
            WHEN problem = '' THEN name ELSE name || char(10) || problem END, units,
        (SELECT json_group_array(unit) FROM (SELECT DISTINCT unit FROM members WHERE task = listed.id)),
        coalesce(nullif(goal, ''), requirement), due_on, deadline,
        coalesce((SELECT group_concat(text, char(10)) FROM (SELECT CASE substr(text, 1, length(number))
            WHEN number THEN text ELSE trim(number || ' ' || text) END AS text
            FROM measure WHERE task = listed.id AND done_on IS NULL ORDER BY position)), {_DID}, ''),
        state, coalesce(completed_on, ended_on), step_due_on, supervision, {_NOTE} AS note,
        due_key AS sorting
    FROM listed JOIN task ON task.id = listed.id
    UNION ALL SELECT '{FINDING}', listed.id, finding.number, finding.text,
        CASE unit WHEN '' THEN '[]' ELSE json_array(unit) END,
        CASE unit WHEN '' THEN '[]' ELSE json_array(unit) END,
        requirement, CASE WHEN is_due_given THEN due_on END, '', coalesce({_DID}, ''),
        finding.state, coalesce(put_right_on, ended_on), NULL, supervision, {_NOTE},
        CASE WHEN is_due_given THEN due_on ELSE '9999' END
    FROM listed JOIN finding ON finding.id = listed.id
    ORDER BY 1 DESC, sorting, 3, 2"""  # noqa: S608 - as above


def dispatch_rows(reader: Reader, scope: DispatchScope, today: date) -> tuple[DispatchRow, ...]:
    """List what is under dispatch, tasks before findings, by deadline.

    Under dispatch in a period is every task of a plan that was there by its end and did not end before it,
    and of the findings those that are serious or major, or supervised, or were past their given deadline, or
    that an order open in the period is about. What was joined, transferred or closed by an old ledger is not.
    A row says how things stand ``today``; a note counts that was made by the end of the period, or for it.
    """
    period = scope.period
    asked = {
        "grid": scope.grid,
        "name": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "today": today.isoformat(),
    }
    rows = (_row(*row, today=today) for row in reader.rows(_ROWS, asked))
    return tuple(row for row in rows if scope.holds(row))


def units_in(rows: Sequence[DispatchRow]) -> tuple[str, ...]:
    """List the units asked about any of the rows, each once, in the order of their names."""
    return tuple(sorted({unit for row in rows for unit in row.members}))


def note_text(row: DispatchRow, say: Say) -> Iterator[str]:
    """Say the next point of a row: its day, then what is done by then."""
    if row.next_on:
        yield row.next_on.isoformat()
    if row.next_step:
        yield row.next_step
    if row.said_by and (row.difficulty or row.next_step or row.next_on):
        yield say("said by {unit}", unit=row.said_by)


def _row(
    kind: str,
    subject: str,
    number: str,
    problem: str,
    units: str,
    members: str,
    goal: str,
    due: str | None,
    deadline: str,
    measure: str,
    raw: str,
    done: str | None,
    step: str | None,
    supervision: str,
    note: str | None,
    _sorting: str,
    *,
    today: date,
) -> DispatchRow:
    state = STATE_OF_TASK[TaskState(raw)] if kind == TASK else STATE_OF_FINDING[FindingState(raw)]
    by, told, said_on = json.loads(note) if note else ("", "{}", None)
    said = json.loads(told)
    next_on = _day(said.get("next_on"))
    return DispatchRow(
        key=f"{kind}:{subject}",
        subject=subject,
        number=number,
        problem=problem,
        units=tuple(json.loads(units)),
        members=tuple(json.loads(members)),
        goal=goal,
        due=_day(due),
        deadline=deadline,
        measure=measure,
        state=state,
        pace=pace_in_list(state, _day(due), _day(done), (_day(step), next_on), today),
        supervision=tuple(map(Supervision, json.loads(supervision))),
        difficulty=said.get("difficulty", ""),
        next_step=said.get("next_step", ""),
        next_on=next_on,
        said_by=by,
        said_on=_day(said_on),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
