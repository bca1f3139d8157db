"""What a number counts: its definition in words, and the facts, each leading to where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.counted import COUNTED
from db.queries.numbers import FactRow
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

WIDE, HIGH = 720, 480
KINDS = {
    "grid": "settings",
    "site": "sites",
    "patrol": "reports",
    "stop": "sites",
    "finding": "findings",
    "task": "ledger",
    "complaint": "complaints",
    "dispatch_order": "month",
}
"""The page on which a fact of a kind stands."""


class NumberFacts(QDialog):
    """Lists the facts of a number; ``wanted`` carries a page and the id of the fact to show there."""

    wanted = Signal(str, object)

    def __init__(
        self, number: Number, period: Period, place: str, facts: Sequence[FactRow], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        say = in_language(spoken())
        name = _(NUMBER_NAMES[number])
        self.setWindowTitle(name)
        self.resize(px(WIDE), px(HIGH))
        self.table = LinesTable(name)
        self.table.show_lines(
            (_("Day"), _("Grid"), _("What it is")),
            [(short_day(fact.day, say) if fact.day else "", fact.grid_name, _named(fact)) for fact in facts],
            (90, 150),
        )
        count = sum(fact.weight for fact in facts)
        head = f"{name}: {count} · {place} · {period.title(say)}"
        self.opening = Button(_("Show it"), self.show_fact, kind=PRIMARY)
        self.opening.allow(allowed=False, why_not=_("Choose a line first."))
        fill(
            QVBoxLayout(self),
            (
                Text(head, "heading", wrap=True),
                Text(_(COUNTED[number].words), tone="soft", wrap=True),
                self.table,
                row(Text(plural("{n} line", "{n} lines", len(facts)), tone="soft"), None, self.opening),
            ),
            M,
            L,
        )
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._allow)

    def show_fact(self) -> None:
        """Show the fact in focus on its page."""
        self._open(self.table.currentIndex())

    def _allow(self, current: QModelIndex) -> None:
        self.opening.allow(current.isValid())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            fact = self._facts[index.row()]
            self.accept()
            self.wanted.emit(KINDS[fact.kind], fact.id)


def _named(fact: FactRow) -> str:
    return fact.name if fact.weight == 1 else f"{fact.name} × {fact.weight}"
