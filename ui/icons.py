"""Outline icons, tinted by the theme and drawn sharp on every screen."""

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from resources import path
from ui.theme import current, look, px

SIZE = 18
"""Side of an icon in logical pixels at 100 %."""

_WORN = "wornIcon"


@cache
def _outline(name: str, side: int, gap: int, ratio: float) -> QPixmap:
    drawing = QSvgRenderer(str(path(f"icons/{name}.svg")))
    outline = QPixmap(QSize(round((side + gap) * ratio), round(side * ratio)))
    outline.fill(Qt.GlobalColor.transparent)
    painter = QPainter(outline)
    # one pixel down: Chinese letters stand lower in their line than its middle; and as much smaller, whole
    drawing.render(painter, QRectF(ratio / 2, ratio, (side - 1) * ratio, (side - 1) * ratio))
    painter.end()
    return outline


@cache
def _picture(name: str, colour: str, side: int, gap: int, ratio: float) -> QPixmap:
    picture = QPixmap(_outline(name, side, gap, ratio))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def picture(name: str, token: str = "text", size: int = SIZE, gap: int = 0) -> QPixmap:
    """Give the icon ``name`` in the colour ``token`` as a picture of ``size`` logical pixels (at 100 %).

    ``gap`` is left free at the right, for the words that follow.
    """
    ratio = max(screen.devicePixelRatio() for screen in QApplication.screens())
    return _picture(name, current().colours[token], px(size), px(gap) if gap else 0, ratio)


def icon(name: str, token: str = "text", size: int = SIZE, gap: int = 0) -> QIcon:
    """Give the icon ``name`` as Qt wants it for menus and buttons."""
    tinted = QIcon(picture(name, token, size, gap))
    tinted.addPixmap(picture(name, "grey", size, gap), QIcon.Mode.Disabled)
    return tinted


def wear_icon(
    widget: QAbstractButton | QLabel, name: str, token: str = "text", size: int = SIZE, gap: int = 0
) -> None:
    """Show an icon on ``widget`` that follows every change of theme, with a ``gap`` before its words."""
    _follow_the_theme()
    widget.setProperty(_WORN, [name, token, size, gap])
    _tint(widget)


def _tint(widget: QWidget) -> None:
    name, token, size, gap = widget.property(_WORN)
    if isinstance(widget, QLabel):
        widget.setPixmap(picture(name, token, size))
    elif isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, token, size, gap))
        widget.setIconSize(QSize(px(size) + (px(gap) if gap else 0), px(size)))


@cache
def _follow_the_theme() -> None:
    look().changed.connect(_tint_all)


def _tint_all() -> None:
    for widget in QApplication.allWidgets():
        if widget.property(_WORN) is not None:
            _tint(widget)
