"""The pages at the left: icon, name and how much waits there; icons only where the window is narrow."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.words import _
from ui.icons import wear_icon
from ui.page_list import PageEntry
from ui.questions import Waiting
from ui.theme import px
from ui.widgets.count_marks import marks_of, paint_dot, paint_marks, waiting_words
from ui.widgets.panel import Scroll, fill
from ui.widgets.text import Text

WIDTH, NARROW_WIDTH = 192, 60
"""Widths of the navigation with names and with icons only."""

BEFORE_NAME = 36
"""The room that the icon takes before the name."""


def page_key(number: int) -> str:
    """Give the key that goes to the page with ``number``, counted from 1; empty past the ninth."""
    return f"Ctrl+{number}" if number in range(1, 10) else ""


class NavigationButton(QPushButton):
    """One page: checked when it is shown; counts at its right, a dot where there is no room for them."""

    left = Signal(int)
    """The focus should go this many buttons down."""

    def __init__(self, entry: PageEntry, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(_(entry.title), parent)
        self.entry = entry
        self._shortcut = shortcut
        self._waiting = Waiting()
        self._named = True
        self.setCheckable(True)
        self.setProperty("nav", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(px(36))
        self.toggled.connect(self._tint)
        self._tint()
        self._name()

    def show_waiting(self, waiting: Waiting) -> None:
        """Say how much waits, and how pressing it is."""
        self._waiting = waiting
        self._name()
        self.update()

    def show_name(self, *, named: bool) -> None:
        """Show name and count, or the icon alone."""
        self._named = named
        self._name()

    def sizeHint(self) -> QSize:
        """Keep a row of one height."""
        return QSize(px(WIDTH - 20 if self._named else NARROW_WIDTH - 20), px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with the arrows; the page stays until the button is pressed."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.left.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the counts over the button."""
        super().paintEvent(event)
        marks = marks_of(self._waiting)
        if not marks:
            return
        painter = QPainter(self)
        if self._named:
            taken = px(BEFORE_NAME) + self.fontMetrics().horizontalAdvance(self.text())
            paint_marks(painter, self.rect().adjusted(taken, 0, -px(6), 0), marks, is_chosen=self.isChecked())
        else:
            paint_dot(painter, self.rect(), marks[0])
        painter.end()

    def _tint(self) -> None:
        wear_icon(self, self.entry.icon, "accent" if self.isChecked() else "text")

    def _name(self) -> None:
        title = _(self.entry.title)
        self.setText(f"  {title}" if self._named else "")
        waiting = waiting_words(self._waiting)
        self.setAccessibleName(title)
        self.setAccessibleDescription(waiting)
        parts = [title if not self._named else "", waiting, self._shortcut]
        self.setToolTip(" · ".join(part for part in parts if part))


class Navigation(QFrame):
    """The column at the left; ``chosen`` carries the name of a page."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Pages"))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, NavigationButton] = {}
        self._mark = QLabel()
        wear_icon(self._mark, "shield-check", "accent", 22)
        self._program = Text(_("Grid Inspector"), "heading")
        head = QHBoxLayout()
        fill(head, (self._mark, self._program, None))
        head.setContentsMargins(px(10), px(6), 0, px(6))
        above, below = QVBoxLayout(), QVBoxLayout()
        for part in (above, below):
            fill(part, (), 2)
        layout = QVBoxLayout(self)
        fill(layout, (head, Scroll(above), below), 4, 10)
        layout.setStretch(1, 1)
        self._head = head
        group = 0
        for number, entry in enumerate(entries, start=1):
            button = NavigationButton(entry, page_key(number))
            button.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
            button.left.connect(partial(self._step, button))
            self._group.addButton(button)
            self.buttons[entry.name] = button
            if entry.group != group and not entry.at_foot:
                above.addSpacing(px(12))
                group = entry.group
            (below if entry.at_foot else above).addWidget(button)
        above.addStretch(1)
        self.show_names(named=True)

    def mark(self, name: str) -> None:
        """Show that the page ``name`` is in sight."""
        self.buttons[name].setChecked(True)

    def show_counts(self, counts: Mapping[str, Waiting]) -> None:
        """Say how much waits on each page; pages that are not named have nothing waiting."""
        for name, button in self.buttons.items():
            button.show_waiting(counts.get(name, Waiting()))

    def show_names(self, *, named: bool) -> None:
        """Show names beside the icons, or icons only."""
        self.setFixedWidth(px(WIDTH if named else NARROW_WIDTH))
        self._program.setVisible(named)
        for button in self.buttons.values():
            button.show_name(named=named)

    def _step(self, here: NavigationButton, step: int) -> None:
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        shown[(shown.index(here) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
