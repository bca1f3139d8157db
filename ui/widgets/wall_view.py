"""The wall chart on the screen: tiles, words and time; only what is in sight is laid out and painted."""

from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from inspector.charts.drawing import Bar, Drawing
from inspector.charts.joining import stacked
from inspector.charts.wall_chart import WallLine, WallPlan, head_height, legend, plan_wall
from inspector.charts.wall_facts import Wall
from inspector.charts.wall_row import told_of
from inspector.charts.wall_tiles import lay_out_tiles
from inspector.words import Say, in_language, plural, spoken
from ui.theme import current
from ui.widgets.drawing_painter import paint_drawing

SIZE = 13.0
"""Height of letters in logical pixels at 100 %."""
STEPS = (0.7, 0.85, 1.0, 1.2, 1.5, 1.9, 2.4)
"""Sizes of letters against the usual one; the widest of time comes with the largest."""
STRETCHES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""How many times the width of its window time may take."""
_WORDS_SHARE, _WIDEST_WORDS = 0.46, 48.0
_LOW = 340
"""Height below which a task takes one line."""
_SCROLL = 40


class WallView(QAbstractScrollArea):
    """Shows a chart; ``chosen`` carries the id of the task that was clicked, ``moved`` follows the scroll."""

    chosen = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wall: Wall | None = None
        self.plan: WallPlan | None = None
        self.at = -1
        self.step, self.stretch = STEPS.index(1.0), 0
        self._above = Drawing(0, 0, (), (), (), (), "")
        self._say: Say = in_language(spoken())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.horizontalScrollBar().valueChanged.connect(self.moved)

    def show_wall(self, wall: Wall) -> None:
        """Show these tasks; what is in sight and the chosen task stay where they are."""
        kept = self._key()
        self.wall = wall
        self.at = -1
        self._arrange()
        if self.plan and kept:
            keys = [row.task.key if row.task else "" for row in self.plan.rows]
            self.at = keys.index(kept) if kept in keys else -1

    def in_sight(self) -> tuple[int, int, int]:
        """Count the tasks above, within and below what is in sight."""
        if not self.plan:
            return 0, 0, 0
        top, bottom = self._span()
        above = within = below = 0
        for row in self.plan.rows:
            if row.task:
                above += row.top + row.height / 2 < top
                below += row.top + row.height / 2 > bottom
                within += top <= row.top + row.height / 2 <= bottom
        return above, within, below

    def enlarge(self, steps: int) -> None:
        """Make letters larger or smaller by so many steps."""
        self.step = min(max(self.step + steps, 0), len(STEPS) - 1)
        self._arrange()

    def widen(self, steps: int) -> None:
        """Give time more or less width; what was in the middle stays there."""
        bar = self.horizontalScrollBar()
        whole = max(1, bar.maximum() + bar.pageStep())
        middle = (bar.value() + bar.pageStep() / 2) / whole
        self.stretch = min(max(self.stretch + steps, 0), len(STRETCHES) - 1)
        self._arrange()
        bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def go_to_group(self, key: str) -> bool:
        """Bring the heading of a group into sight; say whether there is one."""
        for row in self.plan.rows if self.plan else ():
            if row.task is None and row.group.key == key:
                self.verticalScrollBar().setValue(round((self._above.height + row.top) * self._scale()))
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay out and paint the rows in sight; words and heads stay where they are."""
        if not self.plan:
            return
        painter, look = QPainter(self.viewport()), current()
        scale, plan, head = self._scale(), self.plan, head_height(self.plan.size)
        painter.scale(scale, scale)
        wide, high = self.viewport().width() / scale, self.viewport().height() / scale
        down, across = self._down(), self.horizontalScrollBar().value() / scale
        top, bottom = self._span()
        words, time = plan.between(self._say, max(0.0, top), max(0.0, bottom))
        words_head, time_head = plan.heads(self._say)
        begin = max(self._above.height - down, 0.0)
        rows = self._above.height + head - down
        room = QRectF(plan.words_width, begin, wide - plan.words_width, high)
        _within(
            painter, room, plan.words_width - across, begin, lambda: paint_drawing(painter, time_head, look)
        )
        below = room.adjusted(0, head, 0, 0)
        _within(painter, below, plan.words_width - across, rows, lambda: paint_drawing(painter, time, look))
        left = QRectF(0, begin + head, wide, high)
        _within(painter, left, 0.0, rows, lambda: paint_drawing(painter, words, look))
        _within(
            painter,
            QRectF(0, begin, wide, high),
            0.0,
            begin,
            lambda: paint_drawing(painter, words_head, look),
        )
        if down < self._above.height:
            sight = QRectF(0, 0, wide, begin)
            _within(painter, sight, 0.0, -down, lambda: paint_drawing(painter, self._above, look))
        row = self._row()
        if row and self.hasFocus():
            box = QRectF(0, rows + row.top, wide, row.height).adjusted(1, 1, -1, -1)
            if box.bottom() > begin + head:
                painter.setPen(QPen(look.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every row its place anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom of the window."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what came into sight."""
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the row or tile under the pointer."""
        said = self._said(event.position())
        shape = Qt.CursorShape.PointingHandCursor if said else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        QToolTip.showText(event.globalPosition().toPoint(), said, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the task under the pointer; a tile leads to its region."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        index, tile = self._met(event.position())
        if tile:
            self.go_to_group(tile.key)
        elif index >= 0:
            self._meet(index)
            self.chosen.emit(self._key())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel changes the size of letters, with Shift it moves time."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.enlarge(1 if turned > 0 else -1)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turned:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from task to task, move time, change sizes, open with Enter."""
        key = Qt.Key(event.key())
        if key in _ROWS:
            self._go(_ROWS[key])
        elif key in _SIDES:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + _SIDES[key] * _SCROLL)
        elif key in _SIZES:
            self.enlarge(_SIZES[key])
        elif key in _WIDTHS:
            self.widen(_WIDTHS[key])
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            page = max(1, self.in_sight()[1] - 1)
            self._go(page if key == Qt.Key.Key_PageDown else -page)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._key():
            self.chosen.emit(self._key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys begin."""
        super().focusInEvent(event)
        if self.at < 0:
            self._go(1)

    def _scale(self) -> float:
        return current().zoom / 100

    def _down(self) -> float:
        return self.verticalScrollBar().value() / self._scale()

    def _span(self) -> tuple[float, float]:
        """Give which part of the height of the rows is in sight."""
        if not self.plan:
            return 0.0, 0.0
        high, head = self.viewport().height() / self._scale(), head_height(self.plan.size)
        down = self._down()
        top = down - self._above.height
        shown = high - head - max(0.0, -top)
        return max(0.0, top), max(0.0, top) + shown

    def _arrange(self) -> None:
        """Give every row its place for the room there is."""
        if self.wall is None:
            return
        scale, size = self._scale(), SIZE * STEPS[self.step]
        wide, high = self.viewport().width() / scale, self.viewport().height() / scale
        words = min(wide * _WORDS_SHARE, size * _WIDEST_WORDS)
        time = (wide - words) * STRETCHES[self.stretch]
        lines = 1 if high < _LOW else 2
        self._say = in_language(spoken())
        self.plan = plan_wall(self.wall, words, time, size, lines)
        tiles = lay_out_tiles(self.wall.regions, self._say, wide, size)
        parts = [part for part in (tiles, legend(self._say, wide, size)) if part.height]
        self._above = stacked(parts, size * 0.6)
        whole = self._above.height + head_height(size) + self.plan.height
        page = self.viewport().height()
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setSingleStep(_SCROLL)
        self.verticalScrollBar().setRange(0, max(0, round(whole * scale) - page))
        shown = round((wide - words) * scale)
        self.horizontalScrollBar().setPageStep(shown)
        self.horizontalScrollBar().setSingleStep(_SCROLL)
        self.horizontalScrollBar().setRange(0, max(0, round(time * scale) - shown))
        self.setAccessibleName(plural("Wall chart, {n} task", "Wall chart, {n} tasks", self.wall.tasks))
        self.viewport().update()
        self.moved.emit()

    def _row(self) -> WallLine | None:
        return self.plan.rows[self.at] if self.plan and 0 <= self.at < len(self.plan.rows) else None

    def _key(self) -> str:
        row = self._row()
        return row.task.key if row and row.task else ""

    def _met(self, at: QPointF) -> tuple[int, Bar | None]:
        """Give the row under a point, or the tile."""
        if not self.plan:
            return -1, None
        x, y = at.x() / self._scale(), at.y() / self._scale() + self._down()
        if y < self._above.height:
            return -1, self._above.place_at(x, y)
        y -= self._above.height + head_height(self.plan.size)
        if at.y() / self._scale() < head_height(self.plan.size) or not 0 <= y < self.plan.height:
            return -1, None
        index = self.plan.index_at(y)
        return (index if self.plan.rows[index].task else -1), None

    def _said(self, at: QPointF) -> str:
        index, tile = self._met(at)
        if tile:
            return tile.said
        task = self.plan.rows[index].task if self.plan and index >= 0 else None
        return told_of(task, self._say, self.plan.wall.today) if task and self.plan else ""

    def _go(self, steps: int) -> None:
        """Go so many tasks on, as far as there are any."""
        rows = self.plan.rows if self.plan else ()
        places = [at for at, row in enumerate(rows) if row.task]
        if places:
            here = places.index(self.at) if self.at in places else -1 if steps > 0 else 0
            self._meet(places[min(max(here + steps, 0), len(places) - 1)])

    def _meet(self, index: int) -> None:
        """Choose a row and bring it into sight."""
        self.at = index
        row = self._row()
        if row and row.task and self.plan:
            top, bottom = self._span()
            bar, scale = self.verticalScrollBar(), self._scale()
            if row.top < top:
                bar.setValue(round((self._above.height + row.top) * scale))
            elif row.top + row.height > bottom:
                bar.setValue(bar.value() + round((row.top + row.height - bottom) * scale) + 1)
            self.setAccessibleDescription(told_of(row.task, self._say, self.plan.wall.today))
        self.viewport().update()


_ROWS = MappingProxyType(
    {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
)
_SIDES = MappingProxyType({Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1})
_SIZES = MappingProxyType({Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1})
_WIDTHS = MappingProxyType(
    {Qt.Key.Key_Greater: 1, Qt.Key.Key_Period: 1, Qt.Key.Key_Less: -1, Qt.Key.Key_Comma: -1}
)


def _within(painter: QPainter, room: QRectF, x: float, y: float, paint: Callable[[], None]) -> None:
    """Paint with the upper left corner at ``x``, ``y``, nothing outside of ``room``."""
    painter.save()
    painter.setClipRect(room)
    painter.translate(x, y)
    paint()
    painter.restore()
