"""How much waits on a page, as numbers beside its name: the overdue on a ground, what comes soon in a frame.

Ground and frame differ where colours are not seen apart; the words say what each number counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from inspector.words import _, plural
from ui.questions import Waiting
from ui.theme import current, px
from ui.widgets.site_words import SOON

MANY = 999
"""The largest count that is written out."""
HEIGHT, SIDES, GAP, RADIUS, DOT = 20, 6, 4, 6, 8
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in its tone; without a tone it stands by itself."""

    text: str
    tone: str = ""
    is_filled: bool = False


def marks_of(waiting: Waiting) -> tuple[Mark, ...]:
    """Give what is shown, the worst first: what else waits only where nothing presses."""
    coming = waiting.behind + waiting.soon
    marks = []
    if waiting.overdue:
        marks.append(Mark(_short(waiting.overdue), "red", is_filled=True))
    if coming:
        marks.append(Mark(_short(coming), "amber"))
    if not marks and waiting.further:
        marks.append(Mark(_short(waiting.further)))
    return tuple(marks)


def waiting_words(waiting: Waiting) -> str:
    """Say every number with what it counts; empty where nothing waits."""
    parts = []
    if waiting.overdue:
        parts.append(plural("{n} overdue", "{n} overdue", waiting.overdue))
    if waiting.behind:
        parts.append(plural("{n} behind schedule", "{n} behind schedule", waiting.behind))
    if waiting.soon:
        parts.append(
            plural("{n} due within {days} days", "{n} due within {days} days", waiting.soon, days=SOON)
        )
    if waiting.further and parts:
        parts.append(plural("{n} more waits here", "{n} more wait here", waiting.further))
    elif waiting.further:
        parts.append(plural("{n} waits here", "{n} wait here", waiting.further))
    return _(", ").join(parts)


def paint_marks(painter: QPainter, room: QRect, marks: Sequence[Mark], *, is_chosen: bool) -> None:
    """Draw as many of ``marks`` as ``room`` takes at its right end, the first of them in any case."""
    look = current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font(bold=is_chosen))
    letters = painter.fontMetrics()
    widths = [max(px(_NARROWEST), letters.horizontalAdvance(one.text) + 2 * px(SIDES)) for one in marks]
    shown = len(marks)
    while shown > 1 and sum(widths[:shown]) + (shown - 1) * px(GAP) > room.width():
        shown -= 1
    right = room.right()
    for mark, width in reversed(list(zip(marks[:shown], widths, strict=False))):
        box = QRectF(right - width, room.center().y() - px(HEIGHT) / 2 + 1, width, px(HEIGHT))
        if mark.is_filled:
            painter.setPen(QPen(look.colour(f"{mark.tone}soft")))
            painter.setBrush(look.colour(f"{mark.tone}soft"))
            painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        elif mark.tone:
            painter.setPen(QPen(look.colour(mark.tone), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(RADIUS), px(RADIUS))
        painter.setPen(look.colour(mark.tone or ("accent" if is_chosen else "soft")))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark.text)
        right -= width + px(GAP)


def paint_dot(painter: QPainter, room: QRect, mark: Mark) -> None:
    """Draw a dot at the corner of the icon in ``room``: whole for the overdue, a ring for what comes soon."""
    colour = current().colour(mark.tone or "accent")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_ring = bool(mark.tone) and not mark.is_filled
    painter.setPen(QPen(colour, px(2)) if is_ring else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_ring else colour)
    side = px(DOT - 2 if is_ring else DOT)
    painter.drawEllipse(QRect(room.center().x() + px(5), room.top() + px(5), side, side))


def _short(count: int) -> str:
    return str(count) if count <= MANY else f"{MANY}+"
