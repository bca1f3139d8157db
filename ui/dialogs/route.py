"""One supervision route (督导路线图): its stops in their order, what came of each, what may be done."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QMenu, QVBoxLayout, QWidget

from db.queries.routes import RouteSheet
from inspector.model.route import StopNow
from inspector.model.route_acts import RouteStep
from inspector.words import N_, _, translate
from ui.dialogs.route_history import RouteHistory
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import XS, L, S, fill, row
from ui.widgets.route_words import (
    COLUMNS,
    how_far,
    next_or_state,
    numbers_words,
    stop_line,
    stop_titles,
    visit_words,
)
from ui.widgets.text import Elided

WIDTH, HEIGHT, LEAST = 900, 560, 90
STEPS: Mapping[RouteStep, str] = {
    RouteStep.ADD_STOPS: N_("Add stops…"),
    RouteStep.DROP_STOP: N_("Leave this stop out…"),
    RouteStep.TAKE_BACK: N_("Take a visit back…"),
    RouteStep.CORRECT: N_("Correct group and errand…"),
    RouteStep.FINISH: N_("Finish the route…"),
    RouteStep.REOPEN: N_("Let the route go on…"),
    RouteStep.WITHDRAW: N_("Take the route back…"),
}
"""The steps of the menu, with their words."""


class RouteDialog(QDialog):
    """Stays open while stops are visited; ``step_asked`` carries a ``RouteStep``.

    ``finding_chosen``, ``site_chosen`` and ``task_chosen`` carry an id, ``paper_asked`` asks for the sheet.
    """

    step_asked = Signal(object)
    finding_chosen = Signal(str)
    site_chosen = Signal(str)
    task_chosen = Signal(str)
    paper_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Supervision route"))
        self.setMinimumSize(px(420), px(300))
        self.sheet: RouteSheet | None = None
        self.text = Elided(size="heading")
        self.about, self.numbers = Elided(tone="soft"), Elided(tone="soft")
        self.count = Elided(bold=True)
        self.apart = Elided(
            _("Its order was planned on two devices apart: “Plan the order…” settles it."), tone="amber"
        )
        self.table = LinesTable(_("Stops"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(px(LEAST))
        self.told = QWidget()
        self.told.setAccessibleName(_("Visits of this stop"))
        self.visits: list[Elided] = []
        fill(QVBoxLayout(self.told), (), XS)
        self.place = Button("", self._show_place, kind=LINK)
        self.found = Button(_("Show what was found"), self._show_found, kind=LINK)
        self.visiting = Button(
            _("Record a visit…"), partial(self.step_asked.emit, RouteStep.VISIT), kind=PRIMARY
        )
        self.planning = Button(_("Plan the order…"), partial(self.step_asked.emit, RouteStep.PLAN))
        self.more = Button(_("More"), icon="chevron-down")
        self.menu = QMenu(self.more)
        self.steps = {
            step: self.menu.addAction(_(words), partial(self.step_asked.emit, step))
            for step, words in STEPS.items()
        }
        self.menu.addSeparator()
        self.past = self.menu.addAction(_("History of the route…"), self.show_history)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.paper = Button(_("As PDF…"), self.paper_asked.emit, icon="file-text")
        self.history: RouteHistory | None = None
        ways = QWidget()
        flow = FlowLayout(ways, gap=8)
        for button in (self.visiting, self.planning, self.more, self.paper):
            flow.addWidget(button)
        closing = Button(_("Close"), self.reject)
        foot = row(ways, closing, gap=8)
        foot.setStretch(0, 1)
        foot.setAlignment(closing, Qt.AlignmentFlag.AlignBottom)
        below = row(self.told, self.place, self.found, gap=S)
        below.setStretch(0, 1)
        layout = QVBoxLayout(self)
        above = (self.text, self.about, self.count, self.numbers, self.apart)
        fill(layout, (*above, self.table, below, foot), S, L)
        layout.setStretch(len(above), 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.selectionModel().currentRowChanged.connect(self._say_stop)
        self.table.doubleClicked.connect(lambda _index: self._visit())
        for keys in ("Return", "Enter"):
            entering = QShortcut(QKeySequence(keys), self.table, self._visit)
            entering.setContext(Qt.ShortcutContext.WidgetShortcut)

    @property
    def stop(self) -> StopNow | None:
        """The stop in focus."""
        at = self.table.currentIndex().row()
        return self.sheet.found.stops[at] if self.sheet and at >= 0 else None

    def show_sheet(self, sheet: RouteSheet, today: date) -> None:
        """Show the route as it stands; the stop in focus stays, or the first to visit takes its place."""
        before = self.stop.told.id if self.stop else ""
        self.sheet, self._today = sheet, today
        line, found = sheet.line, sheet.found
        self.text.setText(found.group)
        who = sheet.names.get(found.by, "")
        parts = (line.number, line.grid_name, who, found.text, found.reason)
        self.about.setText(" · ".join(part for part in parts if part))
        self.count.setText(f"{how_far(line)} · {next_or_state(line, today)}")
        self.numbers.setText(numbers_words(sheet.numbers))
        self.apart.setVisible(found.is_disputed)
        stops = found.stops
        lines = [stop_line(at, one, sheet.names, today) for at, one in enumerate(stops, 1)]
        self.table.show_lines(stop_titles(), lines, COLUMNS)
        names = [one.told.id for one in stops]
        waiting = (at for at, one in enumerate(stops) if not one.visits)
        self.table.selectRow(names.index(before) if before in names else next(waiting, 0))
        for step, action in self.steps.items():
            why = sheet.refusals[step]
            action.setEnabled(why is None)
            action.setToolTip(translate(why) if why else "")
        why = sheet.refusals[RouteStep.PLAN]
        self.planning.allow(why is None, translate(why) if why else "")
        self._say_stop()

    def show_history(self) -> None:
        """Show who did what when."""
        if self.sheet:
            self.history = RouteHistory(self.sheet, self._today, self)
            self.history.finished.connect(self.history.deleteLater)
            self.history.open()

    def _say_stop(self, *_moved: object) -> None:
        sheet, stop = self.sheet, self.stop
        if sheet is None:
            return
        visits = stop.visits if stop else ()
        self._say_visits([visit_words(one, sheet.names, self._today) for one in visits])
        self.place.setVisible(bool(stop and (stop.told.site or stop.told.task)))
        self.place.setText(_("Show the task") if stop and stop.told.task else _("Show the site"))
        self.found.setVisible(any(one.findings for one in visits))
        why = sheet.refusals[RouteStep.VISIT]
        none = _("Choose a stop in the list.")
        self.visiting.allow(bool(stop) and why is None, translate(why) if why else none)

    def _say_visits(self, said: Sequence[str]) -> None:
        for old in self.visits:
            old.hide()
            old.deleteLater()
        self.visits = [Elided(one, tone="soft") for one in said]
        if lines := self.told.layout():
            for one in self.visits:
                lines.addWidget(one)

    def _visit(self) -> None:
        if self.visiting.isEnabled():
            self.step_asked.emit(RouteStep.VISIT)

    def _show_place(self) -> None:
        if self.stop and self.stop.told.task:
            self.task_chosen.emit(self.stop.told.task)
        elif self.stop:
            self.site_chosen.emit(self.stop.told.site)

    def _show_found(self) -> None:
        if self.stop:
            self.finding_chosen.emit(next(one.findings[0] for one in self.stop.visits if one.findings))
