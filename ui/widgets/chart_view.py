"""A chart on the screen: paints the layout of ``inspector.charts``; every number can be met and chosen."""

from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inspector.charts.drawing import Bar, Drawing
from inspector.charts.joining import part_within
from ui.theme import current, px
from ui.widgets.drawing_painter import paint_drawing

SIZE = 12.0
"""Height of letters in charts, in logical pixels at 100 %."""
_WIDTH = 320


class ChartView(QWidget):
    """Shows one chart as wide as there is room; ``chosen`` carries the key of the number clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.drawing: Drawing | None = None
        self.at = -1
        self._lay_out: Callable[[float, float], Drawing] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_chart(self, lay_out: Callable[[float, float], Drawing]) -> None:
        """Show what ``lay_out`` makes of a width and a size of letters."""
        self._lay_out = lay_out
        self.at = -1
        self._arrange()

    def sizeHint(self) -> QSize:
        """As high as the chart came out."""
        height = self.drawing.height if self.drawing else SIZE
        return QSize(px(_WIDTH), px(round(height)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow windows may squeeze it."""
        return QSize(px(_WIDTH // 2), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for the width there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, rules and labels in the colours of the theme."""
        if self.drawing is None:
            return
        painter, look = QPainter(self), current()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        scale = look.zoom / 100
        painter.scale(scale, scale)
        # a page that is scrolled shows strips of a chart
        seen = event.rect()
        left, top = seen.left() / scale, seen.top() / scale
        right, bottom = (seen.right() + 1) / scale, (seen.bottom() + 1) / scale
        paint_drawing(painter, part_within(self.drawing, left, top, right, bottom), look)
        if self.hasFocus() and 0 <= self.at < len(self.drawing.places):
            place = self.drawing.places[self.at]
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(place.x, place.y, place.width, place.height).adjusted(1, 1, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the number under the pointer."""
        place = self._place(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if place else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), place.said if place else "", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the number under the pointer."""
        place = self._place(event.position())
        if place and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(place.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from number to number with the arrows, choose with Enter or the space bar."""
        places = self.drawing.places if self.drawing else ()
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and places:
            self._meet(min(max(self.at + step, 0), len(places) - 1))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.at >= 0:
            self.chosen.emit(places[self.at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys begin."""
        super().focusInEvent(event)
        if self.drawing and self.drawing.places:
            self._meet(max(self.at, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        if self._lay_out is None:
            return
        zoom = current().zoom / 100
        self.drawing = self._lay_out(max(self.width(), px(_WIDTH // 2)) / zoom, SIZE)
        self.setAccessibleName(self.drawing.told)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _place(self, at: QPointF) -> Bar | None:
        zoom = current().zoom / 100
        return self.drawing.place_at(at.x() / zoom, at.y() / zoom) if self.drawing else None

    def _meet(self, at: int) -> None:
        if self.drawing:
            self.at = at
            self.setAccessibleDescription(self.drawing.places[at].said)
            self.setToolTip(self.drawing.places[at].said)
            self.update()


_STEPS = MappingProxyType({Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1})
