"""A picture to look at closely: made larger and smaller, moved, and turned for the eye only."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGesture, QGestureEvent, QPinchGesture, QWidget

from inspector.words import _
from ui.photo_pixels import ShownPicture
from ui.theme import current, px

STEP = 1.25
"""How much larger one step makes a picture."""
LARGEST = 8.0
"""Pixels of the screen for one of the photo, at most."""
MOST_ENLARGED = 2.0
"""A small picture is not blown up further only to fill the room."""
NOTCH = 120
"""What one notch of a wheel reports."""


@dataclass(frozen=True, slots=True)
class Look:
    """How closely one looks, compared with the whole picture, and at which place (0…1 each way)."""

    times: float = 1.0
    x: float = 0.5
    y: float = 0.5


class PhotoCanvas(QWidget):
    """Paints a picture; ``looked`` carries the ``Look`` whenever a hand changed it, ``chosen`` a click."""

    looked = Signal(object)
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(px(120), px(90))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.picture: ShownPicture | None = None
        self.look = Look()
        self.turns = 0
        """Quarter turns clockwise, for the eye only."""
        self.is_marked = False
        self._held: QPoint | None = None

    def show_picture(self, picture: ShownPicture | None) -> None:
        """Show a picture, or nothing; how closely one looks stays."""
        self.picture = picture
        self._settle(self.look)

    def start_anew(self) -> None:
        """Show the whole picture upright, as for another photo."""
        self.picture, self.turns, self.look = None, 0, Look()
        self.update()

    def mark(self, *, marked: bool) -> None:
        """Draw a line around it where two stand side by side and this one is meant."""
        self.is_marked = marked
        self.update()

    @property
    def percent(self) -> int:
        """The scale on the screen: 100 is one pixel of the photo on one of the screen."""
        return round(100 * self._fit() * self.look.times * self.devicePixelRatioF())

    @property
    def is_closer(self) -> bool:
        """Say whether a part of the picture lies outside the room."""
        shown = self._shown_size()
        return shown.width() > self.width() + 1 or shown.height() > self.height() + 1

    def follow(self, look: Look) -> None:
        """Look as at the picture beside it."""
        self._settle(look)

    def show_whole(self) -> None:
        """Make it as large as the room allows."""
        self._go(Look())

    def show_pixels(self) -> None:
        """Show one pixel of the photo on one of the screen (100 %)."""
        self._go(Look(self._times_of_pixels(), self.look.x, self.look.y))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Make it larger or smaller; what lies under ``at`` stays there."""
        old, place = self._area(), at or QPointF(self.rect().center())
        times = min(max(self.look.times * factor, self._least()), self._most())
        if self.picture is None or old.isEmpty():
            return
        x, y = (place.x() - old.left()) / old.width(), (place.y() - old.top()) / old.height()
        grown = times / self.look.times
        width, height = old.width() * grown, old.height() * grown
        middle = self.rect().center()
        self._go(
            Look(times, x + (middle.x() - place.x()) / width, y + (middle.y() - place.y()) / height),
        )

    def move_by(self, across: float, down: float) -> None:
        """Move the picture by so many logical pixels."""
        area = self._area()
        if self.picture is not None and not area.isEmpty():
            look = self.look
            self._go(Look(look.times, look.x - across / area.width(), look.y - down / area.height()))

    def turn(self, quarters: int) -> None:
        """Turn it clockwise for the eye; the photo itself is never changed."""
        self.turns = (self.turns + quarters) % 4
        self._settle(Look())

    def sizeHint(self) -> QSize:
        """Wish for the size of a preview."""
        return QSize(px(820), px(560))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies in the room."""
        painter = QPainter(self)
        look = current()
        painter.fillRect(self.rect(), look.colour("greysoft"))
        if self.picture is None:
            painter.setPen(look.colour("soft"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), _("Reading the picture…"))
        else:
            self._paint(painter, self.picture)
        if self.is_marked or self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, picture: ShownPicture) -> None:
        area = self._area()
        upright = area.size() if self.turns % 2 == 0 else area.size().transposed()
        shown = picture.scale_for(upright.width() * self.devicePixelRatioF())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(area.center())
        painter.rotate(90 * self.turns)
        corner = QPointF(-upright.width() / 2, -upright.height() / 2)
        painter.drawImage(QRectF(corner, upright), shown)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep looking at the same place."""
        super().resizeEvent(event)
        self._settle(self.look)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self.zoom(STEP ** (event.angleDelta().y() / NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        super().mousePressEvent(event)
        self._held = event.position().toPoint()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.chosen.emit()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        super().mouseMoveEvent(event)
        if self._held is not None:
            here = event.position().toPoint()
            moved, self._held = here - self._held, here
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        super().mouseReleaseEvent(event)
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between the whole and its pixels, at this place."""
        if self.is_closer:
            self.show_whole()
        else:
            self.zoom(self._times_of_pixels() / self.look.times, event.position())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be the one that is meant."""
        super().focusInEvent(event)
        self.chosen.emit()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers, on a touch pad and on a screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            gesture: QGesture | None = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(gesture, QPinchGesture):
                self.zoom(gesture.scaleFactor())
            return True
        return super().event(event)

    def _size(self) -> QSizeF:
        if self.picture is None:
            return QSizeF()
        size = QSizeF(self.picture.size)
        return size.transposed() if self.turns % 2 else size

    def _fit(self) -> float:
        size = self._size()
        if size.isEmpty():
            return 1.0
        most = MOST_ENLARGED / self.devicePixelRatioF()
        return min(self.width() / size.width(), self.height() / size.height(), most)

    def _times_of_pixels(self) -> float:
        return 1 / (self._fit() * self.devicePixelRatioF())

    def _least(self) -> float:
        return min(1.0, self._times_of_pixels())

    def _most(self) -> float:
        return max(1.0, LARGEST * self._times_of_pixels())

    def _shown_size(self) -> QSizeF:
        return self._size() * (self._fit() * self.look.times)

    def _area(self) -> QRectF:
        """Give where the whole picture lies, parts of it outside the room."""
        size = self._shown_size()
        middle = QPointF(self.width() / 2, self.height() / 2)
        corner = middle - QPointF(size.width() * self.look.x, size.height() * self.look.y)
        return QRectF(corner, size)

    def _go(self, look: Look) -> None:
        self._settle(look)
        self.looked.emit(self.look)

    def _settle(self, look: Look) -> None:
        """Look so, but never beside the picture."""
        times = min(max(look.times, self._least()), self._most()) if self.picture else look.times
        self.look = Look(times, look.x, look.y)
        size = self._shown_size()
        self.look = Look(
            times, _held(look.x, self.width(), size.width()), _held(look.y, self.height(), size.height())
        )
        self.update()


def _held(place: float, room: float, length: float) -> float:
    """Keep the room filled: the middle of what is seen, 0…1 of a picture so long."""
    if length <= room:
        return 0.5
    half = room / length / 2
    return min(max(place, half), 1 - half)
