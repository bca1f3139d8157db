"""Shows the supervision routes (督导路线图) over a page, and leads to what is done with them."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.queries.route_numbers import RouteNumbers, numbers_by_route, together
from db.queries.routes import RouteLine, RouteSheet, may_make, route_lines, route_sheet
from db.route_recording import GONE
from db.table_export import export_list
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period, quarter_of
from inspector.model.route_acts import RouteStep
from inspector.words import _
from ui.dialogs.route import RouteDialog
from ui.dialogs.routes import RoutesDialog
from ui.page import Page
from ui.route_steps import RouteSteps
from ui.table_saving import ask_for_table

Lines = tuple[tuple[RouteLine, ...], RouteNumbers, RouteNumbers, bool]
SHOWN = (Kind.ROUTE, Kind.FINDING, Kind.SITE, Kind.TASK, Kind.PERSON, Kind.GRID)


class RouteDesk(QObject):
    """Serves the routes of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.steps = RouteSteps(page)
        self.route: RouteDialog | None = None
        self.routes: RoutesDialog | None = None
        self.picker: QFileDialog | None = None
        self._chosen = ""
        self.steps.made.connect(self.open)
        self.steps.outdated.connect(self._ask_sheet)
        self._session.changed.connect(self._hear_of)
        self._session.actor_changed.connect(self.give_up)

    def choose(self) -> None:
        """Show the routes there are, those under way first."""
        if self.routes is None and self.steps.actor():
            dialog = RoutesDialog(self._page.window())
            dialog.filter_chosen.connect(lambda _name: self._ask_lines())
            dialog.chosen.connect(self.open)
            dialog.new_asked.connect(lambda: self.steps.make(dialog))
            dialog.table_asked.connect(self.save_table)
            dialog.finished.connect(self._forget_routes)
            self.routes = dialog
            self._ask_lines()
            dialog.open()

    def open(self, route: str) -> None:
        """Show one route over the page."""
        if self.steps.actor():
            self._chosen = route
            self._ask_sheet()

    def give_up(self) -> None:
        """Close what is open; what was typed is kept."""
        for dialog in (self.steps.asking, self.route, self.routes):
            if dialog:
                dialog.reject()

    def take(self, step: RouteStep) -> None:
        """Ask for what ``step`` says about the route in sight."""
        if self.route and self.route.sheet:
            self.steps.take(self.route.sheet, self.route.stop, step, self.route)

    def save_table(self) -> None:
        """Ask where to write the stops of all routes as a table."""
        today = self._session.now().day
        self.picker = ask_for_table(
            self._page,
            _("Supervision routes"),
            lambda reader, to, form: export_list(reader, "routes", to, form, today=today),
        )

    def _ask_sheet(self) -> None:
        actor, session, route = self._session.actor, self._session, self._chosen
        if actor:
            ask = partial(route_sheet, session.workspace, route=route, by=actor, today=session.now().day)
            self._page.read(lambda reader: ask(reader=reader), self._show, key="route")

    def _show(self, sheet: RouteSheet | None) -> None:
        if sheet is None:
            self._session.tell(Refused(GONE))
            return
        today = self._session.now().day
        if self.route:
            self.route.show_sheet(sheet, today)
            return
        dialog = RouteDialog(self.routes or self._page.window())
        dialog.step_asked.connect(self.take)
        dialog.finding_chosen.connect(partial(self._go, "findings"))
        dialog.site_chosen.connect(partial(self._go, "sites"))
        dialog.task_chosen.connect(partial(self._go, "ledger"))
        dialog.paper_asked.connect(self._print)
        dialog.finished.connect(self._forget_route)
        self.route = dialog
        dialog.show_sheet(sheet, today)
        dialog.open()
        dialog.table.setFocus()

    def _go(self, page: str, what: str) -> None:
        """Leave for another page: what is open here would stand over it."""
        self.give_up()
        self._page.wanted.emit(page, what)

    def _print(self) -> None:
        if self.route and self.route.sheet:
            wish = ReportWish(kind=ReportKind.ROUTE_SHEET, about=(self.route.sheet.found.id,))
            self.give_up()
            self._page.wanted.emit("reports", wish)

    def _ask_lines(self) -> None:
        actor, dialog = self._session.actor, self.routes
        if dialog and actor:
            chosen, today = dialog.filters.choice, self._session.now().day
            self._page.read(
                lambda reader: _lines(reader, actor, chosen, today), self._show_lines, key="routes"
            )

    def _show_lines(self, found: Lines) -> None:
        if self.routes:
            lines, numbers, of_quarter, may = found
            today = self._session.now().day
            self.routes.show_lines(lines, numbers, of_quarter, today, may_make=may)

    def _hear_of(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.touch(*SHOWN):
            if self.route:
                self._ask_sheet()
            self._ask_lines()

    def _forget_route(self) -> None:
        dialog, self.route = self.route, None
        if dialog:
            dialog.deleteLater()

    def _forget_routes(self) -> None:
        dialog, self.routes = self.routes, None
        if dialog:
            dialog.deleteLater()


def _lines(reader: Reader, actor: Actor, chosen: str, today: date) -> Lines:
    lines = route_lines(reader, actor.org, chosen)
    shown = {one.route for one in lines}

    def of(period: Period | None) -> RouteNumbers:
        counted = numbers_by_route(reader, None, period, today)
        return together(numbers for route, numbers in counted.items() if route in shown)

    return lines, of(None), of(quarter_of(today)), may_make(reader, actor, today)
