"""The wall chart (挂图作战) over the whole screen: what it is narrowed to, how much is in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.wall_chart import WallScope, WallSeen
from inspector.charts.wall_facts import LOOK_NAMES
from inspector.periods import long_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import M, S, fill, row
from ui.widgets.text import Elided, Text
from ui.widgets.wall_view import WallView

SHEETS = ("1x1", "2x1", "2x2", "3x2", "4x3")
"""Sheets of A3 that are offered; the command line takes others."""


class WallDialog(QDialog):
    """Shows a chart; ``narrowed`` carries the choice, ``chosen`` a task, ``print_asked`` the sheets."""

    narrowed = Signal(object)
    chosen = Signal(str)
    print_asked = Signal(object)

    def __init__(self, grid: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = grid
        self.setWindowTitle(_("Wall chart"))
        self.title = Elided(_("Wall chart"), "heading")
        self.plan, self.unit, self.look, self.year = (ChoiceField() for _field in range(4))
        self.sheets = ChoiceField()
        self.view = WallView()
        self.told = Text("", tone="soft")
        self.empty = EmptyState(
            "list-checks",
            _("No task to show"),
            _("Here every task of plans stands against time once a plan is read, or a task is set by hand."),
        )
        for field, name in (
            (self.plan, _("Plan")),
            (self.unit, _("Unit")),
            (self.look, _("State")),
            (self.year, _("Due in")),
        ):
            field.setAccessibleName(name)
            field.activated.connect(self._narrow)
        self.look.offer([("", _("all states")), *((one.value, _(name)) for one, name in LOOK_NAMES.items())])
        self.sheets.offer([(one, _("A3 {sheets}", sheets=one.replace("x", "×"))) for one in SHEETS])
        self.sheets.setAccessibleName(_("Sheets of A3, side by side × below one another"))
        self.printing = Button(_("As PDF…"), self._print, icon="printer")
        self.wider = Button(_("More of time"), lambda: self.view.widen(-1))
        self.narrower = Button(_("Less of time"), lambda: self.view.widen(1))
        self.larger = Button(_("Larger"), lambda: self.view.enlarge(1))
        self.smaller = Button(_("Smaller"), lambda: self.view.enlarge(-1))
        self._lay_out()
        self.view.chosen.connect(self.chosen)
        self.view.moved.connect(self._say_in_sight)
        for key in ("F11", "F5"):
            QShortcut(QKeySequence(key), self, self.toggle if key == "F11" else self._narrow)

    @property
    def scope(self) -> WallScope:
        """What was chosen."""
        return WallScope(
            grid=self.grid,
            plan=self.plan.value(),
            unit=self.unit.value(),
            look=self.look.value(),
            year=self.year.value(),
            sheets=self.sheets.value(),
        )

    def show_seen(self, seen: WallSeen) -> None:
        """Show a chart and what it can be narrowed to; what was chosen stays chosen."""
        day = long_day(seen.wall.today, in_language(spoken()))
        self.title.setText(_("Wall chart of {name}, {day}", name=seen.name, day=day))
        for field, every, choices in (
            (self.plan, _("all plans"), seen.choices.plans),
            (self.unit, _("all units"), [(one, one) for one in seen.choices.units]),
            (self.year, _("any year"), [(one, _("due in {year}", year=one)) for one in seen.choices.years]),
        ):
            field.offer([("", every), *choices], field.value())
        self.view.show_wall(seen.wall)
        has_tasks = bool(seen.wall.tasks)
        self.view.setVisible(has_tasks)
        self.empty.setVisible(not has_tasks)
        self.told.setVisible(has_tasks)
        is_narrowed = any((self.scope.plan, self.scope.unit, self.scope.look, self.scope.year))
        self.empty.title.setText(_("No task is like this") if is_narrowed else _("No task to show"))
        if has_tasks:
            self.view.setFocus()
        self._say_in_sight()

    def toggle(self) -> None:
        """Change between the whole screen and a window."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _narrow(self) -> None:
        self.narrowed.emit(self.scope)

    def _print(self) -> None:
        self.print_asked.emit(self.scope)

    def _say_in_sight(self) -> None:
        above, within, below = self.view.in_sight()
        parts = [plural("{n} task in sight", "{n} tasks in sight", within)]
        if above:
            parts.append(_("{n} above", n=above))
        if below:
            parts.append(_("{n} below", n=below))
        self.told.setText(_(", ").join(parts))

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools, gap=S)
        parts = (self.plan, self.unit, self.look, self.year, self.smaller, self.larger, self.wider)
        for part in (*parts, self.narrower, self.sheets, self.printing):
            flow.addWidget(part)
        closing = Button(_("Close"), self.reject)
        head = row(self.title, closing, gap=M)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        fill(layout, (head, tools, self.view, self.empty, self.told), S, M)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.empty.hide()
        # so that the choices stand above the chart in at most three lines
        self.setMinimumSize(px(520), px(320))
        self.resize(px(1000), px(640))
