"""Chips: a state as a word on its colour, and filters to choose by."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy, QWidget

from ui.widgets.buttons import CHOICE, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text import set_property


class Chip(QLabel):
    """A short word on a soft ground; a tone never stands without its word."""

    def __init__(self, text: str, tone: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_state(self, text: str, tone: str) -> None:
        """Say another state."""
        self.setText(text)
        set_property(self, "chip", tone)


class FilterChips(QWidget):
    """One choice among filters, each with a count where it is known; ``chosen`` carries the filter's name."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty row; ``name`` is what a screen reader says of the group."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = FlowLayout(self, gap=8)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, tuple[Button, str]] = {}

    def offer(self, name: str, text: str) -> None:
        """Add a filter; the first one is chosen."""
        button = Button(text, kind=CHOICE, parent=self)
        button.setCheckable(True)
        button.setChecked(not self._buttons)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._row.addWidget(button)
        self._buttons[name] = button, text

    def count(self, name: str, count: int) -> None:
        """Say how many rows the filter ``name`` lets through."""
        button, text = self._buttons[name]
        button.setText(f"{text} {count}")

    def choose(self, name: str) -> None:
        """Choose a filter as a click does."""
        self._buttons[name][0].click()

    def mark(self, name: str) -> None:
        """Show that ``name`` is chosen, if it is offered, without telling anybody."""
        if name in self._buttons:
            self._buttons[name][0].setChecked(True)

    def offer_only(self, name: str, *, offered: bool) -> None:
        """Show or hide one of the filters."""
        self._buttons[name][0].setVisible(offered)
        self.updateGeometry()

    @property
    def first(self) -> str:
        """The filter offered first, which is chosen at the beginning; empty when none is offered."""
        return next(iter(self._buttons), "")

    @property
    def choice(self) -> str:
        """The chosen filter; empty when none is offered."""
        return next((name for name, (button, _text) in self._buttons.items() if button.isChecked()), "")
