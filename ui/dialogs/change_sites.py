"""Changing one fact of several sites together."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.site_choices import SiteChoices
from inspector.model.site import RANK_NAMES, STATUS_NAMES
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, fill, row


class ChangeSites(QDialog):
    """``written`` carries the name of a fact and its value."""

    written = Signal(str, str)

    def __init__(self, count: int, choices: SiteChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(plural("Change {n} site", "Change {n} sites", count))
        self.setMinimumWidth(px(340))
        self._values: Mapping[str, Sequence[tuple[str, str]]] = {
            "status": [(status.value, _(name)) for status, name in STATUS_NAMES.items()],
            "rank": [(rank.value, _(name)) for rank, name in RANK_NAMES.items()],
            "grid": [(str(grid), name) for grid, name in choices.grids],
            "checklist": [("", _("none")), *((str(one.checklist), one.title) for one in choices.lists)],
        }
        self.fact, self.value = ChoiceField(), ChoiceField()
        self.fact.offer(
            [("status", _("Status")), ("rank", _("Rank")), ("grid", _("Grid")), ("checklist", _("List"))]
        )
        self.fact.currentIndexChanged.connect(self._offer_values)
        saving = Button(_("Change them"), self.save, kind=PRIMARY)
        parts = (
            FormField(_("Fact"), self.fact),
            FormField(_("For all of them"), self.value),
            row(None, Button(_("Cancel"), self.reject), saving),
        )
        fill(QVBoxLayout(self), parts, M, L)
        self._offer_values()

    def save(self) -> None:
        """Give away what was chosen."""
        self.accept()
        self.written.emit(self.fact.value(), self.value.value())

    def _offer_values(self) -> None:
        self.value.offer(self._values[self.fact.value()])
