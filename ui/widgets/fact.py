"""One fact: its name in grey, what it is at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.panel import M, fill
from ui.widgets.text import Elided, Text


class Fact(QWidget):
    """A line of a dossier or of the settings; a value that is too long tells the whole in its tool tip."""

    def __init__(self, name: str, value: str = "", *, tone: str = "") -> None:
        super().__init__()
        self.name = Text(name, tone="soft")
        self.value = Elided(tone=tone)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        fill(layout, (self.name, self.value), M)
        layout.setStretch(1, 1)
        self.say(value)

    def say(self, value: str) -> None:
        """Show another value."""
        self.value.setText(value)
        self.value.setAccessibleName(f"{self.name.text()}: {value}")
