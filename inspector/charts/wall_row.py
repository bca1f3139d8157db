"""A row of the wall chart: its words in their columns, its bar and marks on the axis of time."""

from dataclasses import dataclass
from datetime import date

from inspector.charts.drawing import Bar, Drawing, Ink, Label, Rule, Side, in_lines, shortened, text_width
from inspector.charts.wall_axis import TimeAxis
from inspector.charts.wall_facts import LANE_NAMES, SIGNS, Lane, WallGroup, WallLook, WallMark, WallTask
from inspector.model.task_state import AT_WORK, PACE_NAMES, TASK_STATE_NAMES, TaskState
from inspector.words import N_, Say

SMALL = 0.85
LINE = 1.3
_PADDING = 0.5
HEADING = 1.9
"""Heights in em: of a line of text, the padding of a row, the heading of a group."""
GAP = 0.6
_STATE, SITES, _UNIT = 8.8, 5.8, 8.0
"""Widths of the columns of words in em; names take what is left."""
_LEAST_NAMES = 12.0
_MARK_SLOT = 0.8
"""Measures whose deadlines are nearer than this in em share a mark."""
MARKS = {"done": ("●", Ink.GOOD), "open": ("○", Ink.TEXT), "late": ("×", Ink.BAD)}
MARK_NAMES = {"done": N_("measure done"), "open": N_("measure open"), "late": N_("measure past its day")}


def row_height(size: float, lines: int) -> float:
    """Give the height of a task whose words take up to that many lines."""
    return size * (lines * LINE + _PADDING)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of words begin; those without room are left out and stand at None."""

    names: float
    unit: float | None
    state: float
    state_room: float
    sites: float | None


def columns_of(width: float, size: float, say: Say) -> Columns:
    """Give each column its room; units go first where it is narrow, then the named sites."""
    sites, unit = size * SITES, size * _UNIT
    # a sign and a blank stand before the state
    state = max(size * _STATE, text_width(say(TASK_STATE_NAMES[TaskState.UNDER_WAY]), size) + size * 2.2)
    room = state - size * GAP
    left = width - state - sites - unit
    if left >= size * _LEAST_NAMES:
        return Columns(left, left, left + unit, room, left + unit + state)
    left = width - state - sites
    if left >= size * _LEAST_NAMES:
        return Columns(left, None, left, room, left + state)
    return Columns(width - state, None, width - state, room, None)


class Parts:
    """Collects what is drawn."""

    def __init__(self) -> None:
        self.bars: list[Bar] = []
        self.rules: list[Rule] = []
        self.labels: list[Label] = []
        self.places: list[Bar] = []

    def drawing(self, width: float, height: float, told: str) -> Drawing:
        """Give what was collected."""
        return Drawing(
            width,
            height,
            tuple(self.bars),
            tuple(self.rules),
            tuple(self.labels),
            tuple(self.places),
            told,
        )


def write_heading(
    group: WallGroup,
    say: Say,
    words: Parts,
    time: Parts,
    top: float,
    widths: tuple[float, float],
    size: float,
) -> None:
    high = size * HEADING
    count = say.plural("{n} task", "{n} tasks", len(group.tasks))
    name = group.name if group.lane is Lane.TIMED else say(LANE_NAMES[group.lane])
    room = widths[0] - text_width(count, size * SMALL) - size * 2 * GAP
    for parts, width in ((words, widths[0]), (time, widths[1])):
        parts.bars.append(Bar(0, top, width, high, Ink.QUIET_GROUND))
    words.labels += [
        Label(size * GAP / 2, top + high / 2, shortened(name, size, room), size),
        Label(widths[0] - size * GAP, top + high / 2, count, size * SMALL, Side.RIGHT, Ink.SOFT),
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """A task on its way to the chart."""

    task: WallTask
    say: Say
    size: float
    lines: int
    top: float
    today: date

    @property
    def _height(self) -> float:
        return row_height(self.size, self.lines)

    def write(self, parts: Parts, width: float, columns: Columns) -> None:
        """Put its words into their columns."""
        task, say, size = self.task, self.say, self.size
        told = told_of(task, say, self.today)
        parts.places.append(Bar(0, self.top, width, self._height, Ink.TEXT, task.key, told))
        parts.rules.append(Rule(0, self.top + self._height, width, self.top + self._height))
        name = " ".join(part for part in (task.number, task.name) if part)
        self._put(parts, size * GAP / 2, in_lines(name, size, columns.names - size * GAP, self.lines))
        small = size * SMALL
        if columns.unit is not None:
            units, room = say(", ").join(task.units), size * (_UNIT - GAP)
            self._put(parts, columns.unit, in_lines(units, small, room, self.lines), Ink.SOFT, small)
        sign = SIGNS[task.look]
        state = f"{sign.sign} {say(TASK_STATE_NAMES[task.state])}"
        said = [shortened(state, size, columns.state_room)]
        if self.lines > 1:
            said.append(shortened(_pace(task, say, self.today), size, columns.state_room))
        self._put(parts, columns.state, said, sign.ink)
        if columns.sites is not None and task.items:
            parted = [f"{task.items_done}/{task.items}", _share(task)]
            self._put(parts, columns.sites, parted[: self.lines])

    def _put(self, parts: Parts, x: float, lines: list[str], ink: Ink = Ink.TEXT, size: float = 0.0) -> None:
        line = self.size * LINE
        middle = self.top + self._height / 2 - line * (len(lines) - 1) / 2
        parts.labels += [
            Label(x, middle + at * line, text, size or self.size, ink=ink) for at, text in enumerate(lines)
        ]

    def draw(self, parts: Parts, axis: TimeAxis) -> None:
        """Put its bar on the axis, or what its plan says instead of a day."""
        task, size = self.task, self.size
        bottom = self.top + self._height
        told = told_of(task, self.say, self.today)
        parts.places.append(Bar(0, self.top, axis.width, self._height, Ink.TEXT, task.key, told))
        parts.rules.append(Rule(0, bottom, axis.width, bottom))
        marks = self._marks(axis)
        high = self._height * (0.46 if marks else 0.6)
        y = self.top + (self._height * 0.08 if marks else (self._height - high) / 2)
        sign = SIGNS[task.look]
        if task.due is None:
            self._draw_words(parts, axis, y + high / 2)
        else:
            # a day is over at its end; without a beginning only the deadline stands there
            end = axis.x(task.due) + axis.x(axis.first.replace(day=2))
            begin = axis.x(task.start) if task.start else max(0.0, end - size)
            wide = end - begin
            share = _done(task)
            parts.bars.append(Bar(begin, y, wide, high, sign.ground))
            if share:
                parts.bars.append(Bar(begin, y, wide * share, high, sign.ink))
            parts.bars.append(Bar(begin, y, wide, high, sign.ink, is_hollow=True))
            x, tall = end + size * 0.75, min(size, high * 1.25)
            parts.labels.append(Label(x, y + high / 2, sign.sign, tall, Side.CENTRE, sign.ink))
        lower = y + high + (bottom - y - high) / 2
        parts.labels += [
            Label(x, lower, mark, min(size, bottom - y - high) * 0.9, Side.CENTRE, ink)
            for x, mark, ink in marks
        ]

    def _draw_words(self, parts: Parts, axis: TimeAxis, middle: float) -> None:
        """Say what the plan says of time, from where the task begins on."""
        task, size, sign = self.task, self.size, SIGNS[self.task.look]
        begin = axis.x(task.start) if task.start else 0.0
        text = task.deadline or self.say(LANE_NAMES[task.lane])
        room = axis.width - size
        wide = min(text_width(text, size), room)
        x = max(0.0, min(begin + size, axis.width - wide - size))
        parts.labels.append(Label(x, middle, shortened(text, size, room), size, ink=sign.ink))
        after = x + wide + size * GAP
        parts.rules.append(Rule(after, middle, axis.width, middle, sign.ink))

    def _marks(self, axis: TimeAxis) -> list[tuple[float, str, Ink]]:
        """Give where marks stand; of those in one place the worst is shown."""
        order = list(MARKS)
        slots: dict[int, tuple[float, str]] = {}
        for mark in self.task.marks:
            x = axis.x(mark.day)
            state = _mark_state(mark, self.today)
            slot = round(x / (self.size * _MARK_SLOT))
            if slot not in slots or order.index(state) > order.index(slots[slot][1]):
                slots[slot] = (x, state)
        return [(x, *MARKS[state]) for x, state in slots.values()]


def _mark_state(mark: WallMark, today: date) -> str:
    if mark.is_done:
        return "done"
    return "late" if mark.day < today else "open"


def _done(task: WallTask) -> float:
    """Give what part of its bar is filled: all of it once it is completed, else that of its named sites."""
    if task.state not in AT_WORK and task.state is not TaskState.HELD:
        return 1.0
    return task.items_done / task.items if task.items else 0.0


def _share(task: WallTask) -> str:
    """Give the named sites done as a share; nothing that lacks one is whole."""
    return f"{100 * task.items_done // task.items}%"


def _pace(task: WallTask, say: Say, today: date) -> str:
    if task.look is WallLook.OVERDUE and task.due:
        return say.plural("{n} day overdue", "{n} days overdue", (today - task.due).days)
    return say(PACE_NAMES[task.pace])


def told_of(task: WallTask, say: Say, today: date) -> str:
    """Tell all that the row shows in words."""
    parts = [" ".join(part for part in (task.number, task.name) if part)]
    if task.units:
        parts.append(say(", ").join(task.units))
    parts += [say(TASK_STATE_NAMES[task.state]), _pace(task, say, today)]
    if task.start:
        parts.append(say("since {day}", day=f"{task.start:%Y-%m-%d}"))
    if task.due:
        parts.append(say("due {day}", day=f"{task.due:%Y-%m-%d}"))
    elif task.deadline:
        parts.append(task.deadline)
    if task.items:
        share = _share(task)
        parts.append(
            say("{done} of {all} named sites, {share}", done=task.items_done, all=task.items, share=share)
        )
    for state, name in MARK_NAMES.items():
        if count := sum(_mark_state(mark, today) == state for mark in task.marks):
            parts.append(say("{name}: {count}", name=say(name), count=count))
    return say("{listed}.", listed=say("; ").join(parts))
