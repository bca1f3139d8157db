"""Ending a grid, as when it is split: from which day on, and why."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from db.queries.ground import GroundGrid
from inspector.errors import Refused
from inspector.model.ground_steps import end_grid
from inspector.words import _, translate
from ui.dialogs.give_role import day_field, day_in
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text


class EndGrid(QDialog):
    """``written`` carries a ``GridEnded``; ``below`` are the names of grids that still lie below it."""

    written = Signal(object)

    def __init__(
        self, one: GroundGrid, below: tuple[str, ...], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A grid ends"))
        self.setMinimumWidth(px(380))
        self._one, self._below = one, below
        self.on = day_field(one.grid.until or today)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("such as: split into two, joined to another"))
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.ending = Button(_("End the grid"), self.save, kind=PRIMARY)
        told = _(
            "From this day on no patrol is due of {grid}. What was recorded stays with it, and so do the "
            "numbers of the days before.",
            grid=one.grid.name,
        )
        parts = (
            Text(told, wrap=True),
            FormField(_("From this day on"), self.on),
            FormField(_("Reason"), self.reason),
            self.trouble,
            row(None, Button(_("Cancel"), self.reject), self.ending),
        )
        fill(QVBoxLayout(self), parts, M, L)

    def save(self) -> None:
        """Give the end away if it holds, or say what does not."""
        one = self._one
        try:
            ended = end_grid(one.grid, day_in(self.on), self.reason.text(), one.sites, self._below)
        except Refused as refusal:
            self.trouble.setText(translate(refusal))
            self.trouble.show()
            return
        self.accept()
        self.written.emit(ended)
