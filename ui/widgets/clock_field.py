"""A field for a time of day that takes what people type: 9:05, 0905, 9：05."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.text import set_property

_TYPED = re.compile(r"\s*(\d{1,2})\s*[:：.]?\s*(\d{2})\s*", re.ASCII)
HOURS, MINUTES = 24, 60


class ClockField(QLineEdit):
    """``clock_changed`` carries ``09:05`` whenever what stands there is a time."""

    clock_changed = Signal(str)

    def __init__(self, name: str, clock: str = "", parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText("09:00")
        self.setMaxLength(7)
        self.textEdited.connect(self._tell)

    @property
    def clock(self) -> str:
        """The time as ``09:05``; empty while it is none."""
        typed = _TYPED.fullmatch(self.text())
        if typed is None:
            return ""
        hour, minute = int(typed[1]), int(typed[2])
        return f"{hour:02d}:{minute:02d}" if hour < HOURS and minute < MINUTES else ""

    def show_clock(self, clock: str) -> None:
        """Show a time, unless the same stands there in other signs."""
        if clock != self.clock:
            self.setText(clock)

    def _tell(self) -> None:
        set_property(self, "faulty", "false" if self.clock else "true")
        if self.clock:
            self.clock_changed.emit(self.clock)
