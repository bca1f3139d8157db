"""Grids beside each other: what was found and the rates, with the period before and a year before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from db.queries.month import ComparedRow
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.rates import PARTS, RATE_NAMES, RATE_WORDS, Rate, Standing, percent
from inspector.words import _
from ui.widgets.lines_table import Index
from ui.widgets.numbers_table import NumbersModel, NumbersTable

SHOWN: tuple[Number | Rate, ...] = (
    Number.FINDINGS,
    Rate.PUT_RIGHT,
    Rate.IN_TIME,
    Number.OVERDUE,
    Rate.CLOSE_OFF,
    Rate.RELAPSE,
)


class ComparisonModel(NumbersModel):
    """Rates lead to what they count, where it is anything; earlier periods lead nowhere."""

    counts: Sequence[Sequence[int]] = ()

    def number_at(self, index: Index) -> Number | None:
        """Give the number behind a cell, if it counts anything."""
        at = index.column() - 1
        return self.numbers[at] if at >= 0 and self.counts[index.row()][at] else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Say in the tool tip of a rate what it is the rate of."""
        what = SHOWN[section - 1] if section else None
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(what, Rate):
            return _(RATE_WORDS[what])
        return super().headerData(section, orientation, role)


class ComparisonTable(NumbersTable):
    """Shows the whole first, then each grid; ``chosen`` carries the key of the row and the ``Number``."""

    MODEL = ComparisonModel

    def show_rows(self, rows: Sequence[ComparedRow]) -> None:
        """Show each grid with the earlier periods below it in which anything was found or due."""
        lines, keys, counts = [], [], []
        for at, one in enumerate(rows):
            told = ((_("period before"), one.before), (_("a year before"), one.year_before))
            lines.append((one.name if at else _("together"), *_told(one.now)))
            keys.append(one.grid if at else "")
            counts.append([one.now.numbers[number] for number in _NUMBERS])
            for name, standing in told:
                if any(standing.numbers.values()):
                    lines.append((f"\u3000{name}", *_told(standing)))
                    keys.append("")
                    counts.append([0] * len(_NUMBERS))
        model = self.model_of_numbers
        assert isinstance(model, ComparisonModel)  # noqa: S101 - MODEL
        model.numbers, model.keys, model.counts = _NUMBERS, keys, counts
        self._fill(tuple(_(_name(what)) for what in SHOWN), lines)


def _name(what: Number | Rate) -> str:
    return RATE_NAMES[what] if isinstance(what, Rate) else NUMBER_NAMES[what]


def _told(standing: Standing) -> tuple[str, ...]:
    rates = standing.rates
    return tuple(
        percent(rates[what]) if isinstance(what, Rate) else f"{standing.numbers[what]}" for what in SHOWN
    )


_NUMBERS = tuple(PARTS[what][0] if isinstance(what, Rate) else what for what in SHOWN)
