"""The wall chart (挂图作战) laid out: words of each task at the left, time at the right, tiles above.

Words and time are drawings of their own and of equal height, so that a screen can keep the words in sight
while time is moved, and paper puts them side by side.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from inspector.charts.drawing import Bar, Drawing, Ink, Label, Rule, Side, in_lines, shortened, text_width
from inspector.charts.wall_axis import TimeAxis
from inspector.charts.wall_facts import (
    LANE_NAMES,
    LOOK_NAMES,
    SIGNS,
    Lane,
    Wall,
    WallGroup,
    WallLook,
    WallMark,
    WallTask,
)
from inspector.model.task_state import AT_WORK, PACE_NAMES, TASK_STATE_NAMES, TaskState
from inspector.periods import short_day
from inspector.words import N_, Say

_SMALL = 0.85
_LINE = 1.3
_PADDING = 0.5
_HEADING = 1.9
_HEAD = 2.0
"""Heights in em: of a line of text, the padding of a row, the heading of a group, the head of the table."""
_GAP = 0.6
_STATE, _SITES, _UNIT = 8.0, 5.8, 8.0
"""Widths of the columns of words in em; names take what is left."""
_LEAST_NAMES = 12.0
_MARK_SLOT = 0.8
"""Measures whose deadlines are nearer than this in em share a mark."""
_MARKS = {"done": ("●", Ink.GOOD), "open": ("○", Ink.TEXT), "late": ("×", Ink.BAD)}
MARK_NAMES = {"done": N_("measure done"), "open": N_("measure open"), "late": N_("measure past its day")}


@dataclass(frozen=True, slots=True)
class WallLine:
    """A line of the chart: its top, and the task; of a heading there is none."""

    top: float
    height: float
    group: WallGroup
    task: WallTask | None


@dataclass(frozen=True, slots=True)
class WallPlan:
    """Where every line stands, so that only those in sight need to be laid out; lengths in any one unit."""

    wall: Wall
    words_width: float
    axis: TimeAxis
    size: float
    lines: int
    rows: tuple[WallLine, ...]

    @property
    def height(self) -> float:
        """The height of all rows."""
        return self.rows[-1].top + self.rows[-1].height if self.rows else 0.0

    def index_at(self, y: float) -> int:
        """Give the place of the row that holds ``y``, of the nearest one beyond the first and the last."""
        return max(0, bisect_right(self.rows, y, key=lambda row: row.top) - 1)

    def heads(self, say: Say) -> tuple[Drawing, Drawing]:
        """Lay out what stands over words and over time."""
        columns = _columns(self.words_width, self.size)
        return (
            _words_head(say, columns, self.words_width, self.size),
            _time_head(self.wall, say, self.axis, self.size),
        )

    def between(self, say: Say, top: float, bottom: float) -> tuple[Drawing, Drawing]:
        """Lay out words and time of the rows that touch this part of the height."""
        columns = _columns(self.words_width, self.size)
        words, time = _Parts(), _Parts()
        told = []
        for row in self.rows[self.index_at(top) : self.index_at(bottom) + 1]:
            if row.task is None:
                widths = (self.words_width, self.axis.width)
                _heading(row.group, say, words, time, row.top, widths, self.size)
                continue
            drawn = _Row(row.task, say, self.size, self.lines, row.top, self.wall.today)
            drawn.write(words, self.words_width, columns)
            drawn.draw(time, self.axis)
            told.append(told_of(row.task, say, self.wall.today))
        now = self.axis.x(self.wall.today)
        time.rules.append(Rule(now, top, now, min(bottom, self.height), Ink.TEXT))
        return (
            words.drawing(self.words_width, self.height, " ".join(told)),
            time.drawing(self.axis.width, self.height, ""),
        )


def row_height(size: float, lines: int) -> float:
    """Give the height of a task whose words take up to that many lines."""
    return size * (lines * _LINE + _PADDING)


def rows_height(wall: Wall, size: float, lines: int) -> float:
    """Give the height of all rows without laying them out."""
    return len(wall.groups) * size * _HEADING + wall.tasks * row_height(size, lines)


def head_height(size: float) -> float:
    """Give the height of the heads."""
    return size * _HEAD


def plan_wall(wall: Wall, words_width: float, time_width: float, size: float, lines: int = 2) -> WallPlan:
    """Give every row its place; ``lines`` is how many lines the words of a task may take."""
    rows, top = [], 0.0
    for group in wall.groups:
        rows.append(WallLine(top, size * _HEADING, group, None))
        top += size * _HEADING
        for task in group.tasks:
            rows.append(WallLine(top, row_height(size, lines), group, task))
            top += row_height(size, lines)
    return WallPlan(wall, words_width, TimeAxis.of(wall, time_width, size), size, lines, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of words begin; those without room are left out and stand at None."""

    names: float
    unit: float | None
    state: float
    sites: float | None


def _columns(width: float, size: float) -> _Columns:
    """Give each column its room; units go first where it is narrow, then the named sites."""
    state, sites, unit = (size * one for one in (_STATE, _SITES, _UNIT))
    left = width - state - sites - unit
    if left >= size * _LEAST_NAMES:
        return _Columns(left, left, left + unit, left + unit + state)
    left = width - state - sites
    if left >= size * _LEAST_NAMES:
        return _Columns(left, None, left, left + state)
    return _Columns(width - state, None, width - state, None)


class _Parts:
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


def _heading(
    group: WallGroup,
    say: Say,
    words: _Parts,
    time: _Parts,
    top: float,
    widths: tuple[float, float],
    size: float,
) -> None:
    high = size * _HEADING
    count = say.plural("{n} task", "{n} tasks", len(group.tasks))
    name = group.name if group.lane is Lane.TIMED else say(LANE_NAMES[group.lane])
    room = widths[0] - text_width(count, size * _SMALL) - size * 2 * _GAP
    for parts, width in ((words, widths[0]), (time, widths[1])):
        parts.bars.append(Bar(0, top, width, high, Ink.QUIET_GROUND))
    words.labels += [
        Label(size * _GAP / 2, top + high / 2, shortened(name, size, room), size),
        Label(widths[0] - size * _GAP, top + high / 2, count, size * _SMALL, Side.RIGHT, Ink.SOFT),
    ]


@dataclass(frozen=True, slots=True)
class _Row:
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

    def write(self, parts: _Parts, width: float, columns: _Columns) -> None:
        """Put its words into their columns."""
        task, say, size = self.task, self.say, self.size
        told = told_of(task, say, self.today)
        parts.places.append(Bar(0, self.top, width, self._height, Ink.TEXT, task.key, told))
        parts.rules.append(Rule(0, self.top + self._height, width, self.top + self._height))
        name = " ".join(part for part in (task.number, task.name) if part)
        self._put(parts, size * _GAP / 2, in_lines(name, size, columns.names - size * _GAP, self.lines))
        small = size * _SMALL
        if columns.unit is not None:
            units, room = say(", ").join(task.units), size * (_UNIT - _GAP)
            self._put(parts, columns.unit, in_lines(units, small, room, self.lines), Ink.SOFT, small)
        sign = SIGNS[task.look]
        state = f"{sign.sign} {say(TASK_STATE_NAMES[task.state])}"
        room = size * (_STATE - _GAP)
        said = [shortened(state, size, room)]
        if self.lines > 1:
            said.append(shortened(_pace(task, say, self.today), size, room))
        self._put(parts, columns.state, said, sign.ink)
        if columns.sites is not None and task.items:
            parted = [f"{task.items_done}/{task.items}", _share(task)]
            self._put(parts, columns.sites, parted[: self.lines])

    def _put(self, parts: _Parts, x: float, lines: list[str], ink: Ink = Ink.TEXT, size: float = 0.0) -> None:
        line = self.size * _LINE
        middle = self.top + self._height / 2 - line * (len(lines) - 1) / 2
        parts.labels += [
            Label(x, middle + at * line, text, size or self.size, ink=ink) for at, text in enumerate(lines)
        ]

    def draw(self, parts: _Parts, axis: TimeAxis) -> None:
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
            Label(x, lower, mark, min(size * 0.9, bottom - y - high), Side.CENTRE, ink)
            for x, mark, ink in marks
        ]

    def _draw_words(self, parts: _Parts, axis: TimeAxis, middle: float) -> None:
        """Say what the plan says of time, from where the task begins on."""
        task, size, sign = self.task, self.size, SIGNS[self.task.look]
        begin = axis.x(task.start) if task.start else 0.0
        text = task.deadline or self.say(LANE_NAMES[task.lane])
        room = axis.width - size
        wide = min(text_width(text, size), room)
        x = max(0.0, min(begin + size, axis.width - wide - size))
        parts.labels.append(Label(x, middle, shortened(text, size, room), size, ink=sign.ink))
        after = x + wide + size * _GAP
        if after < axis.width:
            parts.rules.append(Rule(after, middle, axis.width, middle, sign.ink))

    def _marks(self, axis: TimeAxis) -> list[tuple[float, str, Ink]]:
        """Give where marks stand; of those in one place the worst is shown."""
        order = list(_MARKS)
        slots: dict[int, tuple[float, str]] = {}
        for mark in self.task.marks:
            x = axis.x(mark.day)
            state = _mark_state(mark, self.today)
            slot = round(x / (self.size * _MARK_SLOT))
            if slot not in slots or order.index(state) > order.index(slots[slot][1]):
                slots[slot] = (x, state)
        return [(x, *_MARKS[state]) for x, state in slots.values()]


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


def _words_head(say: Say, columns: _Columns, width: float, size: float) -> Drawing:
    named = [(size * _GAP / 2, say("Task")), (columns.state, say("State"))]
    if columns.unit is not None:
        named.append((columns.unit, say("Unit")))
    if columns.sites is not None:
        named.append((columns.sites, say("Named sites done")))
    high = size * _HEAD
    labels = []
    for x, name in named:
        room = (_SITES if x == columns.sites else _STATE) * size
        labels.append(Label(x, high / 2, shortened(name, size * _SMALL, room), size * _SMALL, ink=Ink.SOFT))
    rule = Rule(0, high, width, high, Ink.SOFT)
    return Drawing(width, high, (), (rule,), tuple(labels), (), "")


def _time_head(wall: Wall, say: Say, axis: TimeAxis, size: float) -> Drawing:
    high, small = size * _HEAD, size * _SMALL
    labels, rules = [], [Rule(0, high, axis.width, high, Ink.SOFT)]
    for day, name in axis.ticks(small):
        x = axis.x(day)
        rules.append(Rule(x, high * 0.55, x, high, Ink.SOFT))
        if x + text_width(name, small) <= axis.width:
            labels.append(Label(x + small * 0.2, high * 0.75, name, small, ink=Ink.SOFT))
    now = axis.x(wall.today)
    text = say("today {day}", day=short_day(wall.today, say))
    half = text_width(text, small) / 2
    x = min(max(now, half), axis.width - half)
    labels.append(Label(x, high * 0.25, text, small, Side.CENTRE))
    rules.append(Rule(now, high * 0.5, now, high, Ink.TEXT))
    return Drawing(axis.width, high, (), tuple(rules), tuple(labels), (), "")


def legend(say: Say, width: float, size: float) -> Drawing:
    """Lay out what the signs mean, in as many lines as they need."""
    entries = [(SIGNS[look], say(name)) for look, name in LOOK_NAMES.items()]
    named = [(sign.sign, sign.ink, name) for sign, name in entries]
    named += [(*_MARKS[state], say(name)) for state, name in MARK_NAMES.items()]
    x, y, line = 0.0, size * _LINE / 2, size * _LINE
    labels = []
    for sign, ink, name in named:
        room = size * 1.4 + text_width(name, size * _SMALL) + size
        if x and x + room > width:
            x, y = 0.0, y + line
        labels.append(Label(x + size / 2, y, sign, size, Side.CENTRE, ink))
        labels.append(Label(x + size * 1.4, y, name, size * _SMALL, ink=Ink.SOFT))
        x += room
    return Drawing(width, y + line / 2, (), (), tuple(labels), (), "")
