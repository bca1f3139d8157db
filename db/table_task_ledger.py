"""Planning an import of a ledger of tasks kept before: each line enters the ledger as a task."""

from collections.abc import Callable
from datetime import date

from db.connection import Reader
from db.table_plan import (
    AlikeRow,
    CellReading,
    ImportPlan,
    Parse,
    PlannedRow,
    Planning,
    ReadRow,
    Remark,
)
from db.task_recording import who_of
from db.workspace import Actor
from inspector.errors import Spoken, Unreadable
from inspector.model.events import Event
from inspector.model.ids import RANDOM_BYTES, uuid7
from inspector.model.task_acts import set_task
from inspector.model.task_life import Measure, TaskCorrected, TaskSet, TaskTakenOver, TaskWithdrawn
from inspector.model.task_steps import check_office
from inspector.periods import Instant
from inspector.plans.deadlines import deadline_of
from inspector.plans.measures import measures_of
from inspector.plans.units import units_of
from inspector.tables.fields import normal_name
from inspector.tables.mapping import ColumnMap, check_map
from inspector.tables.table import Table, cleaned
from inspector.tables.task_fields import TASK_FIELDS, is_done
from inspector.tables.values import day_of
from inspector.words import N_

TYPES = (TaskSet.TYPE, TaskCorrected.TYPE, TaskWithdrawn.TYPE)
TWICE = N_("This task stands in row {row} already.")
READS_OTHERWISE = N_("Number {number} of this plan is here already, and reads otherwise: {name}.")
NO_PLAN = N_("No plan is called {plan}; the name is kept as the heading.")
_PARSES: dict[str, Parse] = {"state": is_done, "completed_on": day_of}


def plan_tasks(
    reader: Reader,
    table: Table,
    columns: ColumnMap,
    by: Actor,
    at: Instant,
    chance: Callable[[int], bytes],
) -> ImportPlan:
    """Plan which tasks the rows of ``table`` add; one that is here in the same plan changes nothing.

    A task is known by its words, and by its number within its plan; where that one reads otherwise, it is
    left for a person to decide about. Raises Refused to whoever is not of the office, and for columns that
    can't be used.
    """
    check_office(who_of(reader, by.org, by, at.day))
    check_map(table, TASK_FIELDS, columns, instead={})
    reading = CellReading(table, columns, TASK_FIELDS, _PARSES)
    planning = _Planning(reader, table.file, by, at, chance)
    for row in reading.rows():
        try:
            planning.plan(row)
        except Spoken as reason:
            reading.blame(row.number, "", reason)
    reading.check_columns()
    return planning.outcome("tasks", reader, reading, TYPES)


class _Planning(Planning):
    """Goes through the rows; what is here, or stood in a row before, is entered once."""

    def __init__(
        self, reader: Reader, file: str, by: Actor, at: Instant, chance: Callable[[int], bytes]
    ) -> None:
        super().__init__()
        self._file, self._by, self._at, self._chance = file, by, at, chance
        self._who = who_of(reader, by.org, by, at.day)
        self._plans = {cleaned(title): plan for plan, title in reader.rows("SELECT id, title FROM plan")}
        self._names: set[tuple[str, str]] = set()
        self._numbers: dict[tuple[str, str], str] = {}
        self._rows: dict[tuple[str, str], int] = {}
        for number, name, title, heading in reader.rows(
            "SELECT number, name, plan.title, coalesce(json_extract(headings, '$[0]'), '') FROM task"
            " LEFT JOIN plan ON plan.id = task.plan"
        ):
            # one without a plan comes back from an export without its heading
            for plan in ("", heading) if title is None else (title,):
                self._names.add((cleaned(plan), normal_name(name)))
                self._numbers[cleaned(plan), cleaned(number)] = name

    def plan(self, row: ReadRow) -> None:
        """Say what a row would do. Raises Unreadable for one that stood before, Refused without words."""
        told = self._told(row)
        number, plan = row.texts.get("number", ""), row.texts.get("plan", "")
        name = told.title or told.problem or told.goal or next((one.text for one in told.measures), "")
        known = (plan, normal_name(name))
        if known in self._names:
            self.unchanged += 1
            return
        if name and known in self._rows:
            raise Unreadable(TWICE, row=self._rows[known])
        self._rows[known] = row.number
        events: tuple[Event, ...] = (set_task(told, self._who),)
        if row.values.get("state", "completed_on" in row.values):
            events = (*events, self._taken_over(row, told.subject))
        planned = PlannedRow(row.number, name, events)
        if number and plan and (plan, number) in self._numbers:
            here = self._numbers[plan, number]
            why = Unreadable(READS_OTHERWISE, number=number, name=here)
            self.alike.append(AlikeRow(planned, name, number, here, why, tuple(row.doubts)))
            return
        self.doubts += row.doubts
        self.added.append(planned)

    def _taken_over(self, row: ReadRow, subject: str) -> TaskTakenOver:
        day: date | None = row.values.get("completed_on")  # type: ignore[assignment]
        state = row.texts.get("state", "")
        return TaskTakenOver(subject=subject, file=self._file, row=row.number, state=state, closed_on=day)

    def _told(self, row: ReadRow) -> TaskSet:
        texts = row.texts
        deadline = deadline_of(texts.get("deadline", ""))
        row.doubts += [Remark(row.number, "", doubt) for doubt in deadline.doubts]
        plan = texts.get("plan", "")
        if plan and plan not in self._plans:
            row.doubts.append(Remark(row.number, "", Unreadable(NO_PLAN, plan=plan)))
        measures = measures_of([texts["measure_texts"]] if "measure_texts" in texts else [])
        return TaskSet(
            subject=uuid7(self._at.ts, self._chance(RANDOM_BYTES)),
            grid=self._by.org,
            plan=self._plans.get(plan, ""),
            number=texts.get("number", ""),
            headings=(plan,) if plan and plan not in self._plans else (),
            title=texts.get("title", ""),
            problem=texts.get("problem", ""),
            deadline=deadline.text,
            due=deadline.day,
            kinds=deadline.kinds,
            goal=texts.get("goal", ""),
            measures=tuple(
                Measure(id=str(place), text=one.text, number=one.number)
                for place, one in enumerate(measures, start=1)
            ),
            lead=_units(texts.get("lead", "")),
            responsible=_units(texts.get("responsible", "")),
            supporting=_units(texts.get("supporting", "")),
            supervising=_units(texts.get("supervising", "")),
        )


def _units(text: str) -> tuple[str, ...]:
    return tuple(one.name for one in units_of(text))
