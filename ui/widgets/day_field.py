"""A field for a day that takes what people type, with a calendar beside it."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from inspector.words import _, spoken
from ui.theme import px
from ui.widgets.buttons import IconButton
from ui.widgets.panel import fill
from ui.widgets.text import set_property

_WHOLE = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?")
_SHORT = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


def day_from(text: str, today: date, *, ahead: bool = False) -> date | None:
    """Read a day: 2026-11-22, 20261122, 2026年11月22日; one without a year is the last such day.

    For what lies ``ahead`` it is the next such day.
    """
    typed = text.strip()
    try:
        if whole := _WHOLE.fullmatch(typed):
            return date(*(int(part) for part in whole.groups()))
        if short := _SHORT.fullmatch(typed):
            month, day = (int(part) for part in short.groups())
            this_year = date(today.year, month, day)
            if ahead:
                return this_year if this_year >= today else date(today.year + 1, month, day)
            return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None
    return None


class DayField(QWidget):
    """``day_given`` carries a day, or None when the field holds none."""

    day_given = Signal(object)

    def __init__(self, name: str, today: date, parent: QWidget | None = None, *, ahead: bool = False) -> None:
        """Read a day without a year as the last such day, or as the next where it lies ``ahead``."""
        super().__init__(parent)
        self._today = today
        self._ahead = ahead
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(f"{today}")
        self.field.setMaxLength(20)
        self.field.setFixedWidth(px(120))
        self.choosing = IconButton("calendar-days", _("Choose a day"), self.open_calendar)
        self.choosing.setAccessibleName(f"{name}: {_('Choose a day')}")
        fill(QHBoxLayout(self), (self.field, self.choosing), 4)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda _text: self._tell())

    @property
    def day(self) -> date | None:
        """The day that stands there, if it is one."""
        return day_from(self.field.text(), self._today, ahead=self._ahead)

    def show_day(self, day: date | None) -> None:
        """Show a day, or none; what is no day yet is left to whoever types it."""
        if day != self.day:
            self.field.setText(f"{day}" if day else "")
            set_property(self.field, "faulty", "false")

    def open_calendar(self) -> None:
        """Let a day be chosen from a calendar."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(spoken()))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self.day or self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(lambda day: self._choose(menu, day))
        calendar.clicked.connect(lambda day: self._choose(menu, day))
        holding = QWidgetAction(menu)
        holding.setDefaultWidget(calendar)
        menu.addAction(holding)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt and the down arrow, as a drop-down does."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _choose(self, menu: QMenu, day: QDate) -> None:
        menu.close()
        self.field.setText(f"{date(day.year(), day.month(), day.day())}")
        self.field.setFocus()
        self._tell()

    def _tell(self) -> None:
        is_faulty = self.day is None and bool(self.field.text().strip())
        set_property(self.field, "faulty", "true" if is_faulty else "false")
        self.day_given.emit(self.day)
