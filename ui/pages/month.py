"""The month (月调度): grids compared, how the orders of the month before were met, texts, and freezing."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from PySide6.QtWidgets import QWidget

from db.connection import Reader
from db.queries.month import ComparedRow, comparison
from db.queries.orders import MET_NAMES, OrderLine, earlier_orders
from inspector.model.number import Number
from inspector.model.period import SPAN_NAMES, Span
from inspector.periods import short_day
from inspector.words import N_, _, in_language, spoken
from ui.circular_desk import CircularDesk
from ui.dispatch_desk import DispatchDesk
from ui.page import Command
from ui.session import Session
from ui.shortcuts import page_key
from ui.summary_page import PeriodWords, SummaryPage
from ui.summary_seen import Seen
from ui.supervision_orders import SupervisionOrders
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.comparison_table import ComparisonTable
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import HEIGHT, LinesTable
from ui.widgets.numbers_table import NumbersTable
from ui.widgets.panel import Panel, S, SectionHeader

OF_ORDERS = (
    Number.ORDERS,
    Number.ORDERS_IN_TIME,
    Number.ORDERS_SETTLED,
    Number.ORDERS_OVERDUE,
    Number.ORDERS_OPEN,
)
WIDTHS = (150, 200, 130, 80)


class Dispatch(msgspec.Struct, frozen=True):
    """What a month shows beside its numbers."""

    compared: tuple[ComparedRow, ...]
    orders: tuple[OrderLine, ...]


class MonthPage(SummaryPage):
    """Shows the month or quarter of the grid that whoever acts acts for, and freezes it."""

    NAME: ClassVar[str] = "month"
    ABOUT: ClassVar[str] = N_(
        "The month or quarter over the townships: what was found, how much of it was put right and in time, "
        "beside the month before and a year before. Townships are compared, never persons."
    )
    SPAN: ClassVar[Span] = Span.MONTH
    WORDS: ClassVar[PeriodWords] = PeriodWords(
        before=N_("The period before"),
        after=N_("The period after"),
        texts=N_("Texts of the period"),
        coming=N_("Next period"),
        closes=N_("The period closes on {day}."),
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.compared = ComparisonTable(_("Comparison of grids"), _("Grid"))
        self.orders = LinesTable(_("How earlier orders were met"))
        self.by_grid = NumbersTable(_("Orders by grid"), _("Grid"))
        self.spans = ChoiceField()
        self.dispatch = Button(_("Dispatch list…"), self.open_dispatch, icon="list-checks")
        self.ordering = Button(_("Orders…"), self.open_orders, icon="megaphone")
        self.circular = Button(_("Circular…"), self.open_circular, icon="file-text")
        self._earlier: tuple[OrderLine, ...] = ()
        super().__init__(session, parent)
        self.spans.setAccessibleName(_("Month or quarter"))
        self.spans.offer([(span, _(SPAN_NAMES[span])) for span in (Span.MONTH, Span.QUARTER)], Span.MONTH)
        self.spans.activated.connect(self._choose_span)
        self.compared.chosen.connect(self.facts.open_number)
        self.by_grid.chosen.connect(self.facts.open_number)
        self.orders.activated.connect(lambda index: self.open_at(self._earlier[index.row()].order))
        self.desk_of_list = DispatchDesk(self)
        self.desk_of_orders = SupervisionOrders(self)
        self.desk_of_circulars = CircularDesk(self, self.papers, self.desk.key)
        page_key(self, "Ctrl+D", self.open_dispatch)

    def left(self) -> Sequence[QWidget]:
        """Put the ways to dispatch on top, then the comparison, then how earlier orders were met."""
        cards, tiles, *tables = super().left()
        hint = _("every number opens its facts")
        older = _("those of the period before, and older ones that were still open")
        self.met = Panel(SectionHeader(_("How earlier orders were met"), older), self.orders)
        self.counted = Panel(SectionHeader(_("Orders by grid"), hint), self.by_grid)
        self.met.hide()
        ways = QWidget()
        self.ways = FlowLayout(ways, gap=S)
        for button in (self.dispatch, self.ordering, self.circular):
            self.ways.addWidget(button)
        return (
            cards,
            ways,
            Panel(SectionHeader(_("Comparison of grids"), hint), self.compared),
            self.counted,
            self.met,
            tiles,
            *tables,
        )

    def head(self) -> Sequence[QWidget]:
        """Offer month or quarter beside the grid."""
        return (self.spans, *super().head())

    def commands(self) -> Sequence[Command]:
        """What can be done with the period, its dispatch list and its orders."""
        return (
            Command(_("Open the dispatch list"), self.open_dispatch, "Ctrl+D"),
            Command(_("Open the orders of the period"), self.open_orders),
            Command(_("Write the circular of the period"), self.open_circular),
            Command(_("Open the records of meetings"), self.desk_of_orders.show_meetings),
            *super().commands(),
        )

    def open_at(self, what: object) -> None:
        """Show the order with the id ``what``."""
        if isinstance(what, str):
            self.desk_of_orders.open(chosen=what)

    def open_dispatch(self) -> None:
        """Show what is under dispatch in the period in sight."""
        if self.seen:
            self.desk_of_list.open(self.seen.sheet.grid, self.seen.sheet.period)

    def open_orders(self) -> None:
        """Show the orders of the period in sight."""
        if self.seen:
            self.desk_of_orders.open(self.seen.sheet.period)

    def open_circular(self) -> None:
        """Write the circular of the period in sight."""
        if self.seen:
            self.desk_of_circulars.open(self.seen.sheet.grid, self.seen.sheet.period)

    def shown(self, seen: Seen) -> None:
        """Ask for the comparison of the period in sight, and for the orders of the one before."""
        grid, period, today = seen.sheet.grid, seen.sheet.period, self.session.now().day
        snapshot = seen.snapshot

        def look(reader: Reader) -> Dispatch:
            return Dispatch(
                tuple(comparison(reader, grid, period, today, snapshot)),
                earlier_orders(reader, grid, period, today, snapshot.orders if snapshot else None),
            )

        shown = seen.kept or seen.sheet.now
        names = {one.grid: one.name for one in seen.sheet.reports} | {grid: seen.sheet.grid_name}
        grids = [(one, name, shown.by_grid[one]) for one, name in names.items() if one in shown.by_grid]
        self.by_grid.show_numbers(OF_ORDERS, grids)
        self.counted.setVisible(any(shown.total.get(number) for number in OF_ORDERS))
        self.read(look, self._show_dispatch, key="dispatch")

    def _choose_span(self) -> None:
        self._leave()
        self.span, self.period = Span(self.spans.value()), None
        self.refresh()

    def _show_dispatch(self, dispatch: Dispatch) -> None:
        say = in_language(spoken())
        self.compared.show_rows(dispatch.compared)
        self._earlier = dispatch.orders
        lines = [
            (line.number, line.title, line.addressee, short_day(line.due_on, say), _(MET_NAMES[line.met]))
            for line in dispatch.orders
        ]
        heads = (_("Number"), _("Order"), _("Addressee"), _("Deadline"), _("How it was met"))
        self.orders.show_lines(heads, lines, WIDTHS)
        self.orders.setFixedHeight(px(HEIGHT) * (len(lines) + 1) + px(8))
        self.met.setVisible(bool(lines))
