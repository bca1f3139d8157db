"""Paints the layouts of ``inspector.charts`` on the screen, in the colours of the theme."""

from collections.abc import Iterable
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from inspector.charts.drawing import Bar, Drawing, Ink, Label, Rule, Side
from ui.theme import Theme

INKS = MappingProxyType(
    {
        Ink.TEXT: "text",
        Ink.SOFT: "soft",
        Ink.LINE: "line",
        Ink.FIRST: "accent",
        Ink.SECOND: "grey",
        Ink.GOOD: "accent",
        Ink.GOOD_GROUND: "accentsoft",
        Ink.WARNING: "amber",
        Ink.WARNING_GROUND: "ambersoft",
        Ink.BAD: "red",
        Ink.BAD_GROUND: "redsoft",
        Ink.WAITING: "blue",
        Ink.WAITING_GROUND: "bluesoft",
        Ink.QUIET_GROUND: "greysoft",
    }
)
"""The colour of the theme for each ink."""
_ALIGN = MappingProxyType(
    {
        Side.LEFT: Qt.AlignmentFlag.AlignLeft,
        Side.CENTRE: Qt.AlignmentFlag.AlignHCenter,
        Side.RIGHT: Qt.AlignmentFlag.AlignRight,
    }
)
_SHIFT = MappingProxyType({Side.LEFT: 0.0, Side.CENTRE: 0.5, Side.RIGHT: 1.0})
_ROOM = 1000.0
"""More than any label is wide; it is cut to its room where it is laid out."""


def paint_drawing(painter: QPainter, drawing: Drawing, look: Theme) -> None:
    """Paint bars, rules and labels, the upper left corner at 0, 0 of ``painter``."""
    # the lines of an axis lie behind its bars, all others before them, as on paper
    _paint_rules(painter, (rule for rule in drawing.rules if rule.ink is Ink.LINE), look)
    for bar in drawing.bars:
        _paint_bar(painter, bar, look)
    _paint_rules(painter, (rule for rule in drawing.rules if rule.ink is not Ink.LINE), look)
    for label in drawing.labels:
        _paint_label(painter, label, look)


def _paint_rules(painter: QPainter, rules: Iterable[Rule], look: Theme) -> None:
    for rule in rules:
        painter.setPen(QPen(look.colour(INKS[rule.ink]), 1))
        painter.drawLine(QPointF(rule.x0, rule.y0), QPointF(rule.x1, rule.y1))


def _paint_bar(painter: QPainter, bar: Bar, look: Theme) -> None:
    colour = look.colour(INKS[bar.ink])
    box = QRectF(bar.x, bar.y, bar.width, bar.height)
    if bar.is_hollow:
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0))
    else:
        painter.fillRect(box, colour)


def _paint_label(painter: QPainter, label: Label, look: Theme) -> None:
    font = look.font()
    font.setPixelSize(max(1, round(label.size)))
    painter.setFont(font)
    painter.setPen(look.colour(INKS[label.ink]))
    box = QRectF(label.x - _SHIFT[label.side] * _ROOM, label.y - label.size, _ROOM, label.size * 2)
    painter.drawText(box, int(_ALIGN[label.side] | Qt.AlignmentFlag.AlignVCenter), label.text)
