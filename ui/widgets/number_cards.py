"""The numbers at the head of a period: each large, beside what it was before, and a way to its facts."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.queries.numbers import Numbers
from inspector.model.number import Number
from inspector.words import _
from ui.theme import current
from ui.widgets.buttons import LINK, Button
from ui.widgets.chip import Chip
from ui.widgets.panel import M, Panel, fill, row
from ui.widgets.text import Elided


class NumberCard(Panel):
    """One number; ``chosen`` comes when somebody wants its facts."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(margin=M, gap=4)
        self._name = name
        self.value = Button("–", self.chosen.emit, kind=LINK)
        self.value.setFont(current().font("number"))
        self.change = Chip("")
        # a card without a change is laid out like the ones beside it
        kept = self.change.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.change.setSizePolicy(kept)
        self.content.addWidget(Elided(name, tone="soft"))
        line = row(self.value, None)
        # aligned, the low chip does not press the line down to its own height
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        self.content.addLayout(line)

    def say(self, value: str, change: str, tone: str) -> None:
        """Show ``value``, and beside it how it changed."""
        self.value.setText(value)
        self.value.setAccessibleName(f"{self._name}: {value}")
        self.value.setAccessibleDescription(change)
        self.change.show_state(change, tone)
        self.change.setVisible(bool(change))


class NumberCards(QWidget):
    """Coverage, findings, terms kept, overdue and late entries; ``chosen`` carries the ``Number``."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.coverage = self._card(_("Coverage"), Number.DUE_VISITS)
        self.found = self._card(_("New findings"), Number.FINDINGS)
        self.in_time = self._card(_("Put right in time"), Number.DUE)
        self.overdue = self._card(_("Overdue"), Number.OVERDUE)
        self.late = self._card(_("Late entries"), Number.LATE_ENTRIES)
        cards = (self.coverage, self.found, self.in_time, self.overdue, self.late)
        fill(layout := QHBoxLayout(self), cards, M)
        for at in range(len(cards)):
            layout.setStretch(at, 1)

    def show_numbers(self, now: Numbers, before: Numbers) -> None:
        """Show the numbers of a period beside those of the one before."""
        new, old = now.total, before.total
        share, was = _share(new, Number.DONE_VISITS), _share(old, Number.DONE_VISITS)
        self.coverage.say(_percent(share), *_changed(share, was, more="accent", less="amber"))
        self.found.say(
            f"{new[Number.FINDINGS]}",
            *_changed(new[Number.FINDINGS], old[Number.FINDINGS], more="grey", less="grey"),
        )
        share, was = _share(new, Number.IN_TIME), _share(old, Number.IN_TIME)
        self.in_time.say(_percent(share), *_changed(share, was, more="accent", less="amber"))
        self.overdue.say(
            f"{new[Number.OVERDUE]}",
            *_changed(new[Number.OVERDUE], old[Number.OVERDUE], more="red", less="accent"),
        )
        late = new[Number.LATE_ENTRIES]
        of = _("of {n}", n=new[Number.PATROLS]) if late else ""
        self.late.say(f"{late}", of, "grey")

    def _card(self, name: str, number: Number) -> NumberCard:
        card = NumberCard(name)
        card.chosen.connect(lambda: self.chosen.emit(number))
        return card


_OF = {Number.DONE_VISITS: Number.DUE_VISITS, Number.IN_TIME: Number.DUE}


def _share(numbers: Mapping[Number, int], part: Number) -> int | None:
    """Give a part in percent of what it is a part of, rounded down: nothing that lacks one is whole."""
    whole = numbers[_OF[part]]
    return 100 * numbers[part] // whole if whole else None


def _percent(share: int | None) -> str:
    return "–" if share is None else f"{share}%"


def _changed(now: int | None, before: int | None, *, more: str, less: str) -> tuple[str, str]:
    if now is None or before is None or now == before:
        return "", "grey"
    return (f"+{now - before}", more) if now > before else (f"−{before - now}", less)
