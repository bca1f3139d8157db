"""The units that have something open, each with a box to tick for a feedback sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from db.feedback_sheets import UnitOwing
from inspector.words import _
from ui.theme import current, px

NUMBER_WIDTH, SHEET_WIDTH = 80, 150
_NUMBERS = Qt.AlignmentFlag.AlignCenter
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FeedbackUnits(QTreeWidget):
    """``ticked_changed`` says that others are ticked now."""

    ticked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Units"))
        self.setHeaderLabels([_("Unit"), _("Findings"), _("Tasks"), _("Overdue"), _("Feedback sheet")])
        self.setRootIsDecorated(False)
        self.setTabKeyNavigation(False)
        self.units: tuple[UnitOwing, ...] = ()
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().resizeSection(4, px(SHEET_WIDTH))
        for at in (1, 2, 3):
            self.header().resizeSection(at, px(NUMBER_WIDTH))
            self.headerItem().setTextAlignment(at, _NUMBERS)
        self.itemChanged.connect(lambda _item, _column: self.ticked_changed.emit())

    @property
    def ticked(self) -> tuple[str, ...]:
        """The units that are ticked."""
        return tuple(one.unit for at, one in enumerate(self.units) if self._item(at).checkState(0) is _ON)

    def show_units(self, units: Sequence[UnitOwing]) -> None:
        """List units; what was ticked or not stays, a new one is ticked unless a sheet of it is out."""
        before = {one.unit: self._item(at).checkState(0) for at, one in enumerate(self.units)}
        self.blockSignals(True)
        self.clear()
        self.units = tuple(units)
        for one in units:
            self._add(one, before.get(one.unit, _OFF if one.is_waited_for else _ON))
        self.blockSignals(False)
        if units:
            self.setCurrentItem(self._item(0))
        self.ticked_changed.emit()

    def tick_all(self, *, on: bool) -> None:
        """Tick every unit, or none."""
        self.blockSignals(True)
        for at in range(len(self.units)):
            self._item(at).setCheckState(0, _ON if on else _OFF)
        self.blockSignals(False)
        self.ticked_changed.emit()

    def _add(self, one: UnitOwing, state: Qt.CheckState) -> None:
        waits = _("one is out") if one.is_waited_for else ""
        texts = [one.unit, str(one.findings or ""), str(one.tasks or ""), str(one.overdue or ""), waits]
        item = QTreeWidgetItem(self, texts)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, state)
        item.setToolTip(0, one.unit)
        item.setForeground(3, current().colour("red"))
        for at in (1, 2, 3):
            item.setTextAlignment(at, _NUMBERS)

    def _item(self, at: int) -> QTreeWidgetItem:
        item = self.topLevelItem(at)
        assert item is not None, "there is one for each unit"  # noqa: S101 - tells mypy so
        return item
