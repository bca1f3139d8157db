"""The orders (督办单, 交办函, …) there are, with the life of the one in focus and what may be done."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.orders import OrderLine, OrderSheet
from inspector.model.order_acts import OrderStep
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.chip import FilterChips
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.order_words import order_cells, order_titles, told_of
from ui.widgets.panel import L, S, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT, LEAST = 900, 600, 70
COLUMNS = (180, 122, 110, 190)
FILTERS: Mapping[str, str] = {
    "open": N_("Open"),
    "overdue": N_("Overdue"),
    "ended": N_("Ended"),
    "all": N_("All"),
}
STEPS: Mapping[OrderStep, str] = {
    OrderStep.NUMBER: N_("Type the document number…"),
    OrderStep.ACCEPT: N_("Take note of it…"),
    OrderStep.RETURN: N_("Return the answer…"),
    OrderStep.CLOSE: N_("Settle it…"),
    OrderStep.WITHDRAW: N_("Take it back…"),
}
"""The steps of the menu, with their words."""


class OrdersDialog(QDialog):
    """``chosen`` carries the id in focus, ``filter_chosen`` a filter, ``step_asked`` an ``OrderStep``.

    ``new_asked`` asks for a new order, ``meeting_asked`` for the records of meetings, ``paper_asked`` for the
    letter as PDF.
    """

    chosen = Signal(str)
    filter_chosen = Signal(str)
    step_asked = Signal(object)
    new_asked = Signal()
    meeting_asked = Signal()
    paper_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumSize(px(420), px(300))
        self.keys: tuple[str, ...] = ()
        self.sheet: OrderSheet | None = None
        self.filters = FilterChips(title)
        for name, words in FILTERS.items():
            self.filters.offer(name, _(words))
        self.filters.chosen.connect(self.filter_chosen)
        self.empty = Text(_("There is no order here."), tone="soft", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = LinesTable(title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(px(LEAST))
        self.life = QPlainTextEdit()
        self.life.setReadOnly(True)
        self.life.setTabChangesFocus(True)
        self.life.setAccessibleName(_("The order and what came of it"))
        self.life.setMinimumHeight(px(LEAST))
        self.making = Button(_("New order…"), self.new_asked.emit, icon="plus")
        self.answering = Button(
            _("Answer the order…"), partial(self.step_asked.emit, OrderStep.ANSWER), kind=PRIMARY
        )
        self.more = Button(_("More"), icon="chevron-down")
        self.menu = QMenu(self.more)
        self.steps = {
            step: self.menu.addAction(_(words), partial(self.step_asked.emit, step))
            for step, words in STEPS.items()
        }
        self.menu.addSeparator()
        self.meeting = self.menu.addAction(_("Meetings…"), self.meeting_asked.emit)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.paper = Button(_("As PDF…"), self.paper_asked.emit, icon="file-text")
        ways = QWidget()
        flow = FlowLayout(ways, gap=8)
        for button in (self.answering, self.more, self.paper, self.making):
            flow.addWidget(button)
        closing = Button(_("Close"), self.reject)
        foot = row(ways, closing, gap=8)
        foot.setStretch(0, 1)
        foot.setAlignment(closing, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        fill(layout, (self.filters, self.empty, self.table, self.life, foot), S, L)
        layout.setStretch(1, 1)
        layout.setStretch(2, 3)
        layout.setStretch(3, 2)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        for keys in ("Return", "Enter"):
            entering = QShortcut(QKeySequence(keys), self.table, self._answer)
            entering.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.show_sheet(None, date.min)

    @property
    def key(self) -> str:
        """The id of the order in focus."""
        at = self.table.currentIndex().row()
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def show_lines(self, lines: Sequence[OrderLine], today: date, chosen: str = "") -> None:
        """Show these orders; the one in focus stays, unless another is ``chosen``."""
        before = chosen or self.key
        self.keys = ()
        self.table.show_lines(order_titles(), [order_cells(one, today) for one in lines], COLUMNS)
        self.keys = tuple(one.order for one in lines)
        for part in (self.table, self.life):
            part.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if lines:
            self.table.selectRow(self.keys.index(before) if before in self.keys else 0)
            self.chosen.emit(self.key)
        else:
            self.show_sheet(None, today)

    def show_sheet(self, sheet: OrderSheet | None, today: date) -> None:
        """Tell the order in focus, and what may be done with it."""
        self.sheet = sheet
        self.life.setPlainText(told_of(sheet, today) if sheet else "")
        none = _("Choose an order in the list.")
        for step, action in self.steps.items():
            why = sheet.refusals[step] if sheet else None
            action.setEnabled(sheet is not None and why is None)
            action.setToolTip(translate(why) if why else "")
        why = sheet.refusals[OrderStep.ANSWER] if sheet else None
        self.answering.allow(sheet is not None and why is None, translate(why) if why else none)
        self.paper.allow(sheet is not None, none)

    def _choose(self, *_moved: object) -> None:
        if self.key:
            self.chosen.emit(self.key)

    def _answer(self) -> None:
        if self.answering.isEnabled():
            self.step_asked.emit(OrderStep.ANSWER)
