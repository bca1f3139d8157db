"""The supervision routes (督导路线图) there are: which group, how far it is, when it goes out next."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QVBoxLayout, QWidget

from db.queries.route_numbers import RouteNumbers
from db.queries.routes import RouteLine
from inspector.words import N_, _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.chip import FilterChips
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.route_words import how_far, next_or_state, numbers_words
from ui.widgets.text import Elided, Text

WIDTH, HEIGHT = 860, 460
COLUMNS = (190, 200, 150, 170)
FILTERS: Mapping[str, str] = {"open": N_("On the way"), "ended": N_("Ended"), "all": N_("All")}


class RoutesDialog(QDialog):
    """``chosen`` carries the id of a route to open, ``filter_chosen`` the name of a filter.

    ``new_asked`` asks for a new route, ``table_asked`` for the list as a table.
    """

    chosen = Signal(str)
    filter_chosen = Signal(str)
    new_asked = Signal()
    table_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Supervision routes"))
        self.setMinimumSize(px(420), px(260))
        self.keys: tuple[str, ...] = ()
        self.filters = FilterChips(_("Supervision routes"))
        for name, words in FILTERS.items():
            self.filters.offer(name, _(words))
        self.filters.chosen.connect(self.filter_chosen)
        self.total, self.quarter = Elided(bold=True), Elided(tone="soft")
        self.empty = Text(
            _("There is none here. The office or the supervision group plans one: “New route…”."),
            tone="soft",
            wrap=True,
        )
        self.table = LinesTable(_("Supervision routes"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.new = Button(_("New route…"), self.new_asked.emit, icon="plus")
        self.taking = Button(_("As table…"), self.table_asked.emit, icon="download")
        self.opening = Button(_("Open the route"), self.open_chosen, kind=PRIMARY)
        foot = row(self.new, self.taking, None, Button(_("Close"), self.reject), self.opening)
        layout = QVBoxLayout(self)
        fill(layout, (self.filters, self.total, self.quarter, self.empty, self.table, foot), M, L)
        layout.setStretch(4, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.doubleClicked.connect(lambda _index: self.open_chosen())
        for keys in ("Return", "Enter"):
            entering = QShortcut(QKeySequence(keys), self.table, self.open_chosen)
            entering.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_lines(
        self,
        lines: Sequence[RouteLine],
        numbers: RouteNumbers,
        of_quarter: RouteNumbers,
        today: date,
        *,
        may_make: bool,
    ) -> None:
        """Show these routes, with what all of them counted together, ever and in the quarter that runs."""
        at = self.table.currentIndex().row()
        before = self.keys[at] if 0 <= at < len(self.keys) else ""
        self.keys = tuple(one.route for one in lines)
        titles = (
            _("Number"),
            _("Supervision group"),
            _("How far"),
            _("Next or state"),
            _("What it goes for"),
        )
        shown = [(one.number, one.group, how_far(one), next_or_state(one, today), one.text) for one in lines]
        self.table.show_lines(titles, shown, COLUMNS)
        if lines:
            self.table.selectRow(self.keys.index(before) if before in self.keys else 0)
        self.total.setText(_("All routes together: {numbers}", numbers=numbers_words(numbers)))
        self.quarter.setText(_("This quarter: {numbers}", numbers=numbers_words(of_quarter)))
        for total in (self.total, self.quarter):
            total.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.opening.setEnabled(bool(lines))
        self.taking.setEnabled(bool(lines))
        self.new.allow(may_make, _("Routes are for the office and the supervision group."))

    def open_chosen(self) -> None:
        """Open the route in focus."""
        at = self.table.currentIndex().row()
        if at >= 0:
            self.chosen.emit(self.keys[at])
