"""What a returned sheet says line by line, against what is known, with doubts in words, to be ticked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from db.feedback_answers import VERDICT_NAMES, Verdict, text_of
from db.feedback_return import Comparison, Difference
from inspector.words import _, translate
from ui.theme import current, px

WIDTH = 250
TONES = {
    Verdict.PUT_RIGHT: "accent",
    Verdict.MORE_TIME: "amber",
    Verdict.DIFFICULTY: "amber",
    Verdict.PROGRESS: "blue",
    Verdict.UNCHANGED: "soft",
    Verdict.RECORDED: "soft",
    Verdict.REFUSED: "red",
}
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FeedbackDifferences(QTreeWidget):
    """``ticked_changed`` says that others are ticked now. What is new stands first."""

    ticked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Differences"))
        self.setHeaderLabels([_("Line"), _("As we know it"), _("What is recorded")])
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self._lines: list[tuple[QTreeWidgetItem, Difference]] = []
        self.header().setStretchLastSection(False)
        for at in (1, 2):
            self.header().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.header().resizeSection(0, px(WIDTH))
        self.itemChanged.connect(lambda _item, _column: self.ticked_changed.emit())

    @property
    def ticked(self) -> dict[str, str]:
        """The lines to record: by its key the entry each was shown with."""
        return {one.mark.key: one.last for item, one in self._lines if item.checkState(0) is _ON}

    def show_comparison(self, compared: Comparison) -> None:
        """List what a sheet says; what is outdated is not ticked, for a person decides."""
        self.blockSignals(True)
        self.clear()
        self._lines = []
        for one in sorted(compared.differences, key=_rank):
            self._add(one)
        for row in compared.strange:
            self._say(_("row {row}: not ours", row=row.row), row.said, "amber")
        for mark in compared.missing:
            self._say(_("deleted from the sheet"), mark.number or str(mark.position), "amber")
        self.blockSignals(False)
        if first := self.topLevelItem(0):
            self.setCurrentItem(first)
        self.ticked_changed.emit()

    def _add(self, one: Difference) -> None:
        verdict = _(VERDICT_NAMES[one.verdict])
        known = " · ".join(text for text in (_(one.state), " ".join(one.name.split())) if text)
        says = " / ".join(text_of(event).replace("\n", " · ") for event in one.events)
        item = QTreeWidgetItem(self, [f"{one.mark.number} {verdict}".strip(), known, says])
        if one.is_new:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, _ON if one.is_proposed else _OFF)
            self._lines.append((item, one))
        item.setForeground(0, current().colour(TONES[one.verdict]))
        for at, text in ((1, known), (2, says)):
            item.setToolTip(at, text)
        for doubt in one.doubts:
            self._below(item, translate(doubt), "amber")
        if one.reason:
            self._below(item, translate(one.reason), "red")
        item.setExpanded(True)

    def _below(self, item: QTreeWidgetItem, said: str, tone: str) -> None:
        below = QTreeWidgetItem(item, [said])
        below.setFirstColumnSpanned(True)
        below.setForeground(0, current().colour(tone))
        below.setToolTip(0, said)

    def _say(self, head: str, said: str, tone: str) -> None:
        item = QTreeWidgetItem(self, [head, "", said])
        item.setForeground(0, current().colour(tone))
        item.setToolTip(2, said)


def _rank(one: Difference) -> tuple[bool, bool, int]:
    return not one.is_new and one.reason is None, one.reason is not None, one.row.row
