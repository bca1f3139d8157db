"""The wall chart (挂图作战) laid out: words of each task at the left, time at the right, tiles above.

Words and time are drawings of their own and of equal height, so that a screen can keep the words in sight
while time is moved, and paper puts them side by side.
"""

from bisect import bisect_right
from dataclasses import dataclass

from inspector.charts.drawing import Drawing, Ink, Label, Rule, Side, shortened, text_width
from inspector.charts.wall_axis import TimeAxis
from inspector.charts.wall_facts import LOOK_NAMES, SIGNS, Wall, WallGroup, WallTask
from inspector.charts.wall_row import (
    GAP,
    HEADING,
    LINE,
    MARK_NAMES,
    MARKS,
    SITES,
    SMALL,
    Columns,
    Parts,
    Row,
    columns_of,
    row_height,
    told_of,
    write_heading,
)
from inspector.periods import short_day
from inspector.words import Say

_HEAD = 2.0
"""Height of the head of the table in em."""


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
        columns = columns_of(self.words_width, self.size, say)
        return (
            _words_head(say, columns, self.words_width, self.size),
            _time_head(self.wall, say, self.axis, self.size),
        )

    def between(self, say: Say, top: float, bottom: float) -> tuple[Drawing, Drawing]:
        """Lay out words and time of the rows that touch this part of the height."""
        columns = columns_of(self.words_width, self.size, say)
        words, time = Parts(), Parts()
        told = []
        for row in self.rows[self.index_at(top) : self.index_at(bottom) + 1]:
            if row.task is None:
                widths = (self.words_width, self.axis.width)
                write_heading(row.group, say, words, time, row.top, widths, self.size)
                continue
            drawn = Row(row.task, say, self.size, self.lines, row.top, self.wall.today)
            drawn.write(words, self.words_width, columns)
            drawn.draw(time, self.axis)
            told.append(told_of(row.task, say, self.wall.today))
        now = self.axis.x(self.wall.today)
        time.rules.append(Rule(now, top, now, min(bottom, self.height), Ink.TEXT))
        return (
            words.drawing(self.words_width, self.height, " ".join(told)),
            time.drawing(self.axis.width, self.height, ""),
        )


def rows_height(wall: Wall, size: float, lines: int) -> float:
    """Give the height of all rows without laying them out."""
    return len(wall.groups) * size * HEADING + wall.tasks * row_height(size, lines)


def head_height(size: float) -> float:
    """Give the height of the heads."""
    return size * _HEAD


def plan_wall(wall: Wall, words_width: float, time_width: float, size: float, lines: int = 2) -> WallPlan:
    """Give every row its place; ``lines`` is how many lines the words of a task may take."""
    rows, top = [], 0.0
    for group in wall.groups:
        rows.append(WallLine(top, size * HEADING, group, None))
        top += size * HEADING
        for task in group.tasks:
            rows.append(WallLine(top, row_height(size, lines), group, task))
            top += row_height(size, lines)
    return WallPlan(wall, words_width, TimeAxis.of(wall, time_width, size), size, lines, tuple(rows))


def _words_head(say: Say, columns: Columns, width: float, size: float) -> Drawing:
    named = [(size * GAP / 2, say("Task")), (columns.state, say("State"))]
    if columns.unit is not None:
        named.append((columns.unit, say("Unit")))
    if columns.sites is not None:
        named.append((columns.sites, say("Named sites done")))
    high = size * _HEAD
    labels = []
    for x, name in named:
        room = SITES * size if x == columns.sites else columns.state_room
        labels.append(Label(x, high / 2, shortened(name, size * SMALL, room), size * SMALL, ink=Ink.SOFT))
    rule = Rule(0, high, width, high, Ink.SOFT)
    return Drawing(width, high, (), (rule,), tuple(labels), (), "")


def _time_head(wall: Wall, say: Say, axis: TimeAxis, size: float) -> Drawing:
    high, small = size * _HEAD, size * SMALL
    labels, rules = [], [Rule(0, high, axis.width, high, Ink.SOFT)]
    for day, name in axis.ticks(small):
        x = axis.x(day)
        rules.append(Rule(x, high * 0.55, x, high, Ink.SOFT))
        if x + text_width(name, small) <= axis.width:
            labels.append(Label(x + small * 0.2, high * 0.71, name, small, ink=Ink.SOFT))
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
    named += [(*MARKS[state], say(name)) for state, name in MARK_NAMES.items()]
    # as far in as the words of the rows; the root sign is wider than a letter
    begin, line = size * GAP / 2, size * LINE
    x, y = begin, line / 2
    labels = []
    for sign, ink, name in named:
        room = size * 1.4 + text_width(name, size * SMALL) + size
        if x > begin and x + room > width:
            x, y = begin, y + line
        labels.append(Label(x + size / 2, y, sign, size, Side.CENTRE, ink))
        labels.append(Label(x + size * 1.4, y, name, size * SMALL, ink=Ink.SOFT))
        x += room
    return Drawing(width, y + line / 2, (), (), tuple(labels), (), "")
