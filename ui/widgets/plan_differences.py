"""What differs between a plan in the ledger and its newer version: each with a box to tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from inspector.plans.matching import Change, Difference, Verdict
from inspector.words import N_, _
from ui.theme import current, px

VERDICTS = {
    Verdict.CHANGED: N_("Changed"),
    Verdict.NEW: N_("New"),
    Verdict.GONE: N_("Not in it any more"),
}
TONES = {Verdict.CHANGED: "blue", Verdict.NEW: "accent", Verdict.GONE: "amber"}
FIELD_NAMES = {
    "number": N_("No."),
    "title": N_("Title"),
    "problem": N_("Problem"),
    "lead": N_("Lead unit"),
    "responsible": N_("Responsible units"),
    "supporting": N_("Supporting units"),
    "supervising": N_("Supervising units"),
    "accountability": N_("Units for accountability"),
    "accepting": N_("Units that accept"),
    "deadline": N_("Deadline as written"),
    "due": N_("Day of the deadline"),
    "goal": N_("Goal"),
    "measures": N_("Measures of the task"),
    "duties": N_("Duties that come back"),
}
"""What is compared, in words of people."""
WIDTH = 190
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PlanDifferences(QTreeWidget):
    """``ticked_changed`` says that others are ticked now. What says the same is not listed."""

    ticked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Differences"))
        self.setHeaderLabels([_("Task"), _("In the ledger"), _("In the newer version")])
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self._differences: list[Difference] = []
        self.header().setStretchLastSection(False)
        for at in (1, 2):
            self.header().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.header().resizeSection(0, px(WIDTH))
        self.itemChanged.connect(lambda _item, _column: self.ticked_changed.emit())

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """List what differs; all is ticked but what would leave the ledger."""
        self._differences = [one for one in differences if one.verdict is not Verdict.SAME]
        self.blockSignals(True)
        self.clear()
        for one in self._differences:
            self._add(one)
        self.blockSignals(False)
        if first := self.topLevelItem(0):
            self.setCurrentItem(first)
        self.ticked_changed.emit()

    @property
    def ticked(self) -> tuple[Difference, ...]:
        """The differences that are ticked."""
        return tuple(
            one
            for at, one in enumerate(self._differences)
            if (item := self.topLevelItem(at)) and item.checkState(0) is _ON
        )

    def _add(self, one: Difference) -> None:
        number = one.task.number if one.task else one.known.number if one.known else ""
        before = one.known.title or one.known.problem if one.known else ""
        after = one.task.title or one.task.problem if one.task else ""
        item = QTreeWidgetItem(self, [f"{_(VERDICTS[one.verdict])} {number}".strip(), before, after])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, _OFF if one.verdict is Verdict.GONE else _ON)
        item.setForeground(0, current().colour(TONES[one.verdict]))
        for at, text in ((1, before), (2, after)):
            item.setToolTip(at, text)
        for change in one.changes:
            said = [_(FIELD_NAMES[change.field]), *_sides(change)]
            below = QTreeWidgetItem(item, said)
            for at in (1, 2):
                below.setToolTip(at, said[at])
        item.setExpanded(True)


def _sides(change: Change) -> tuple[str, str]:
    return _said(change.before), _said(change.after)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return f"{value or '–'}"
