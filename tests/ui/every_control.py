"""What is wrong with the controls of a window: nameless, out of reach, or with their words cut."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
SMALLEST = 12
"""Pixels under which nobody hits a control."""


def faults(window: QWidget) -> list[str]:
    """List what is wrong with what is in sight of ``window``; each line names the control."""
    return [
        f"{_named(control)}: {fault}"
        for control in controls(window)
        for fault in (*_nameless(control), *_out_of_reach(control, window), *_cut(control))
    ]


def controls(window: QWidget) -> Iterator[QWidget]:
    """Give every control a person can use now."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, CONTROLS) and widget.isVisible() and not _is_part(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Say whether it belongs to a control that is looked at as a whole."""
    parent = widget.parentWidget()
    is_inner = isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox | QAbstractItemView)
    return is_inner or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")


def _named(control: QWidget) -> str:
    text = control.text() if isinstance(control, QAbstractButton | QLineEdit) else ""
    return (
        f"{type(control).__name__} “{text or control.accessibleName()}” in {type(control.parent()).__name__}"
    )


def _nameless(control: QWidget) -> Iterator[str]:
    told = QAccessible.queryAccessibleInterface(control)
    if not told.text(QAccessible.Text.Name).strip():
        yield "has no name for a screen reader"


def _out_of_reach(control: QWidget, window: QWidget) -> Iterator[str]:
    if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isEnabled():
        if min(control.width(), control.height()) < SMALLEST:
            yield f"is only {control.width()} × {control.height()} px"
        elif not _can_be_scrolled(control) and not _within(control, window):
            yield "takes the focus and lies outside of the window"


def _cut(control: QWidget) -> Iterator[str]:
    if isinstance(control, QPushButton) and control.text():
        wanted, given = control.sizeHint(), control.size()
        # the line around a panel may take a pixel of what is wanted
        if given.width() + 1 < wanted.width() or given.height() + 1 < wanted.height():
            yield f"needs {wanted.width()} × {wanted.height()} px and has {given.width()} × {given.height()}"


def _can_be_scrolled(control: QWidget) -> bool:
    parent = control.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _within(control: QWidget, window: QWidget) -> bool:
    place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
    return window.rect().adjusted(-1, -1, 1, 1).contains(place)
