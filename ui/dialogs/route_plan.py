"""The plan of a supervision route: its stops in an order, by mouse or keys, and the day of each."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from inspector.errors import Refused
from inspector.model.route import StopNow
from inspector.model.route_life import PlanLine
from inspector.words import _
from ui.dialogs.order_forms import NO_DAY, OrderForm
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.panel import row
from ui.widgets.site_words import day_words
from ui.widgets.text import Text

HEIGHT = 230
STOP_ROLE = int(Qt.ItemDataRole.UserRole)
MOVES: Mapping[int, int] = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
"""What the arrows do together with Alt."""


class RoutePlanForm(OrderForm):
    """Lets the stops be dragged, or moved with Alt and an arrow; an order by nearness is suggested."""

    def __init__(
        self,
        stops: Sequence[StopNow],
        suggested: Sequence[str],
        today: date,
        *,
        apart: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Plan ``stops``; ``apart`` says who planned them differently, unknown to each other."""
        self._stops = {one.told.id: one for one in stops}
        self._suggested, self._today, self._apart = suggested, today, apart
        self._days: dict[str, date | None] = {one.told.id: one.day for one in stops}
        self.list = QListWidget()
        self.list.setAccessibleName(_("Stops in their order"))
        self.list.setFixedHeight(px(HEIGHT))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.up = IconButton("chevron-up", _("Earlier (Alt+↑)"), lambda: self.move_stop(-1))
        self.down = IconButton("chevron-down", _("Later (Alt+↓)"), lambda: self.move_stop(1))
        self.suggesting = Button(_("Order by nearness"), self.suggest)
        self.suggesting.allow(
            bool(suggested), _("The stops are in that order already, or have no coordinates.")
        )
        self.day = DayField(_("Day of the chosen stop"), today, ahead=True)
        # what was planned and not recorded is kept as a draft through the text of a field
        self.kept = QLineEdit()
        self.kept.hide()
        super().__init__(_("Plan the route"), "", _("Record the plan"), parent)
        self._show([PlanLine(one.told.id, one.day) for one in stops])
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._show_day)
        self.list.model().rowsMoved.connect(self._keep)
        self.list.installEventFilter(self)
        self.day.day_given.connect(self._take_day)
        self.kept.textChanged.connect(self._bring_back)
        self._show_day()

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for order and days."""
        told = _(
            "Drag the stops, or move the chosen one with Alt and an arrow. The order by nearness is a "
            "suggestion along straight lines, within each day; it knows no roads."
        )
        tools, day = QWidget(), QWidget()
        tools.setLayout(row(self.up, self.down, None, self.suggesting, gap=4))
        day.setLayout(row(self.day, None))
        apart = (_("Planned apart: {plans}. What you record settles it.", plans="; ".join(self._apart)),)
        return (
            *(Text(one, tone="amber", wrap=True) for one in apart if self._apart),
            Text(told, tone="soft", wrap=True),
            self.list,
            tools,
            FormField(_("Day of the chosen stop"), day),
            self.kept,
        )

    def lines(self) -> tuple[PlanLine, ...]:
        """Give the stops in their order with their days. Raises Refused for a day that is none."""
        if self.day.day is None and self.day.field.text().strip():
            raise Refused(NO_DAY)
        return tuple(PlanLine(stop, self._days[stop]) for stop in self._order())

    def move_stop(self, step: int) -> None:
        """Move the chosen stop one place earlier or later."""
        order, at = self._order(), self.list.currentRow()
        to = at + step
        if at >= 0 and 0 <= to < len(order):
            order.insert(to, order.pop(at))
            self._rearrange(order, to)

    def suggest(self) -> None:
        """Take over the order by nearness."""
        self._rearrange(list(self._suggested), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the chosen stop with Alt and an arrow."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = MOVES.get(event.key(), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_stop(step)
                return True
        return super().eventFilter(watched, event)

    def _order(self) -> list[str]:
        return [str(self.list.item(at).data(STOP_ROLE)) for at in range(self.list.count())]

    def _rearrange(self, order: Sequence[str], at: int) -> None:
        self._show([PlanLine(stop, self._days[stop]) for stop in order])
        self.list.setCurrentRow(at)
        self._show_day()
        self._keep()

    def _show(self, lines: Sequence[PlanLine]) -> None:
        self._days.update({line.stop: line.day for line in lines})
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(self._said(line.stop))
            item.setData(STOP_ROLE, line.stop)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _said(self, stop: str) -> str:
        told, day = self._stops[stop], self._days[stop]
        parts = (
            told.told.name,
            day_words(day, self._today) if day else "",
            _("visited") if told.visits else "",
        )
        return " · ".join(part for part in parts if part)

    def _show_day(self, _row: int = 0) -> None:
        self.day.show_day(self._days[self._order()[self.list.currentRow()]])

    def _take_day(self, day: date | None) -> None:
        if day or not self.day.field.text().strip():
            item = self.list.currentItem()
            stop = str(item.data(STOP_ROLE))
            self._days[stop] = day
            item.setText(self._said(stop))
            self._keep()

    def _keep(self, *_moved: object) -> None:
        lines = [PlanLine(stop, self._days[stop]) for stop in self._order()]
        self.kept.setText(msgspec.json.encode(lines).decode())

    def _bring_back(self, text: str) -> None:
        """Show what was left, if it still names the stops there are; what is shown already stays."""
        lines = msgspec.json.decode(text, type=list[PlanLine])
        shown = [PlanLine(stop, self._days[stop]) for stop in self._order()]
        if lines != shown and sorted(line.stop for line in lines) == sorted(self._stops):
            self._show(lines)
            self.list.setCurrentRow(0)
            self._show_day()
