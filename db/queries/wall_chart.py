"""The wall chart (挂图作战) of a grid: its tasks by region or lead unit against time, narrowed as wanted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Self

import msgspec

from db.connection import Reader
from db.queries.progress_tables import TASKS_COUNTED, Rows
from inspector.charts.wall_facts import (
    Lane,
    Wall,
    WallGroup,
    WallLook,
    WallMark,
    WallRegion,
    WallTask,
    counted,
)
from inspector.errors import Refused
from inspector.model.ids import GridId
from inspector.model.task_state import TaskState, pace_of
from inspector.periods import Instant
from inspector.words import N_

SHEETS = "1x1"
MOST_SHEETS = 8
"""Sheets side by side, and below one another, that may be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallScope:
    """Which tasks of ``grid``: of a plan, a unit, a look, those due in a year; and on how many sheets."""

    grid: str
    plan: str = ""
    unit: str = ""
    look: str = ""
    year: str = ""
    sheets: str = SHEETS

    @property
    def about(self) -> tuple[str, ...]:
        """Say it as a report keeps what it is about."""
        told: tuple[str, ...] = astuple(self)
        return told

    @classmethod
    def of(cls, about: tuple[str, ...]) -> Self:
        """Read what a report is about. Raises Refused for what no chart is made of."""
        names = ("grid", "plan", "unit", "look", "year", "sheets")
        scope = cls(**dict(zip(names, about, strict=False)))
        across, _x, down = scope.sheets.partition("x")
        sides = [int(side) if side.isascii() and side.isdigit() else 0 for side in (across, down)]
        if not all(1 <= side <= MOST_SHEETS for side in sides):
            raise Refused(N_("Sheets are given as 2x3, at most {most} in each direction."), most=MOST_SHEETS)
        if scope.look and scope.look not in set(WallLook):
            raise Refused(N_("There is no state {name} on a wall chart."), name=scope.look)
        if scope.year and not (scope.year.isascii() and scope.year.isdigit()):
            raise Refused(N_("{text} is no year."), text=scope.year)
        return scope

    @property
    def across_down(self) -> tuple[int, int]:
        """Give the sheets side by side and below one another."""
        across, _x, down = self.sheets.partition("x")
        return int(across), int(down)


@dataclass(frozen=True, slots=True)
class WallChoices:
    """What a chart can be narrowed to: plans by id and title, units, years in which something is due."""

    plans: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WallSeen:
    """A chart as a page shows it, with the name of its grid and what it can be narrowed to."""

    name: str
    wall: Wall
    choices: WallChoices


_TASKS = f"""{TASKS_COUNTED} SELECT task.id, plan, number, name, units, deadline, kinds, due_on, is_standing,
    state, completed_on, step_due_on, entered_ts, entered_tz, items, items_done
    FROM task WHERE id IN (SELECT task FROM scope) ORDER BY due_key, first_line, id"""  # noqa: S608 - our own words
_ROWS = f"""{TASKS_COUNTED} SELECT counted.rows, counted.key, coalesce(grid.name, counted.key), counted.task
    FROM counted LEFT JOIN grid ON counted.rows = '{Rows.REGIONS}' AND grid.id = counted.key
    WHERE counted.rows <> '{Rows.ALL}' ORDER BY counted.rows DESC, grid.code, counted.key"""  # noqa: S608 - as above
_MARKS = f"""{TASKS_COUNTED} SELECT task, due_on, done_on IS NOT NULL FROM measure
    WHERE due_on IS NOT NULL AND task IN (SELECT task FROM scope) ORDER BY task, due_on"""  # noqa: S608 - as above
_AT_ONCE = ("立", "即", "边", "及时")
_LASTING = ("长期", "持续", "常态")
"""How kinds of deadlines begin that say at once (立行立改), or for good (长期坚持)."""


def wall_seen(reader: Reader, scope: WallScope, today: date) -> WallSeen | None:
    """Give the chart of a grid as a page shows it; nothing for a grid nobody knows."""
    name = reader.value("SELECT name FROM grid WHERE id = ?", (scope.grid,))
    if name is None:
        return None
    whole = _of_grid(reader, scope.grid, today)
    titles: list[tuple[str, str]] = reader.rows("SELECT id, title FROM plan ORDER BY taken_ts, id")
    used = {one.plan for one in whole.tasks}
    choices = WallChoices(
        tuple((plan, title) for plan, title in titles if plan in used),
        tuple(sorted({unit for one in whole.tasks for unit in one.task.units})),
        tuple(sorted({str(one.task.due.year) for one in whole.tasks if one.task.due})),
    )
    return WallSeen(name, _narrowed(whole, scope, today), choices)


def wall_of(reader: Reader, scope: WallScope, today: date) -> Wall:
    """Give the chart of a grid.

    Each task stands in one row: under the first region it is charged with, else under its first unit.
    """
    return _narrowed(_of_grid(reader, scope.grid, today), scope, today)


@dataclass(frozen=True, slots=True)
class _Planned:
    plan: str
    task: WallTask


@dataclass(frozen=True, slots=True)
class _Of:
    """All tasks of a grid, and the rows of regions and departments: kind, key, name, task."""

    tasks: Sequence[_Planned]
    rows: Sequence[tuple[str, str, str, str]]


def _of_grid(reader: Reader, grid: str, today: date) -> _Of:
    values = {"grid": GridId(grid)}
    marks: dict[str, list[WallMark]] = defaultdict(list)
    for task, due, is_done in reader.rows(_MARKS, values):
        marks[task].append(WallMark(date.fromisoformat(due), bool(is_done)))
    tasks = []
    for row in reader.rows(_TASKS, values):
        task, plan, number, name, units, deadline, kinds, due_on, standing, state, *rest = row
        completed, step_due, ts, tz, items, done = rest
        due = date.fromisoformat(due_on) if due_on else None
        start = Instant(ts, tz).day
        tasks.append(
            _Planned(
                plan,
                WallTask(
                    key=task,
                    number=number,
                    name=name,
                    units=tuple(msgspec.json.decode(units, type=list[str])),
                    start=start if due is None or start <= due else None,
                    due=due,
                    deadline=deadline,
                    lane=_lane(due, msgspec.json.decode(kinds, type=list[str]), is_standing=bool(standing)),
                    state=TaskState(state),
                    pace=pace_of(TaskState(state), due, _day(completed), _day(step_due), today),
                    items=items,
                    items_done=done,
                    marks=tuple(marks[task]),
                ),
            )
        )
    return _Of(tasks, [(kind, key, called, task) for kind, key, called, task in reader.rows(_ROWS, values)])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _lane(due: date | None, kinds: list[str], *, is_standing: bool) -> Lane:
    if due:
        return Lane.TIMED
    if is_standing or any(kind.startswith(_LASTING) for kind in kinds):
        return Lane.LASTING
    return Lane.AT_ONCE if any(kind.startswith(_AT_ONCE) for kind in kinds) else Lane.UNDATED


def _narrowed(whole: _Of, scope: WallScope, today: date) -> Wall:
    shown = {one.task.key: one.task for one in whole.tasks if _is_wanted(one, scope)}
    homes: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    regions: dict[tuple[str, str], list[WallTask]] = defaultdict(list)
    order: dict[str, int] = {}
    for kind, key, called, task in whole.rows:
        order.setdefault(key, len(order))
        if task in shown:
            homes[task].append((kind, key, called))
            if kind == Rows.REGIONS:
                regions[key, called].append(shown[task])
    home = {task: _home(shown[task], rows) for task, rows in homes.items()}
    return Wall(
        today=today,
        groups=_groups(shown, home, order),
        regions=tuple(WallRegion(key, called, counted(tasks)) for (key, called), tasks in regions.items()),
    )


def _home(task: WallTask, rows: Sequence[tuple[str, str, str]]) -> tuple[str, str]:
    """Give the row a task stands under: its first region, else its first unit as it names them."""
    regions = [(key, called) for kind, key, called in rows if kind == Rows.REGIONS]
    if regions:
        return regions[0]
    named = {unit: at for at, unit in enumerate(task.units)}
    _kind, key, called = min(rows, key=lambda one: (named.get(one[1], len(named)), one[1]))
    return key, called


def _groups(
    shown: Mapping[str, WallTask], home: Mapping[str, tuple[str, str]], order: Mapping[str, int]
) -> tuple[WallGroup, ...]:
    """Put timed tasks under their region or unit, in the order of those, and the others into their lanes."""
    timed: dict[tuple[str, str], list[WallTask]] = defaultdict(list)
    apart: dict[Lane, list[WallTask]] = {lane: [] for lane in Lane}
    for task in shown.values():
        if task.lane is Lane.TIMED:
            timed[home.get(task.key, ("", "–"))].append(task)
        else:
            apart[task.lane].append(task)
    placed = sorted(timed, key=lambda one: order.get(one[0], len(order)))
    return (
        *(WallGroup(key, name, Lane.TIMED, tuple(timed[key, name])) for key, name in placed),
        *(WallGroup(lane, "", lane, tuple(tasks)) for lane, tasks in apart.items() if tasks),
    )


def _is_wanted(one: _Planned, scope: WallScope) -> bool:
    task = one.task
    return (
        scope.plan in {"", one.plan}
        and (not scope.unit or scope.unit in task.units)
        and scope.look in {"", task.look}
        and (not scope.year or (task.due is not None and task.due.year == int(scope.year)))
    )
