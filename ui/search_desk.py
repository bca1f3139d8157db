"""Shows the search lists (举一反三) over a page, and leads to what is done with them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from db.changes import Changes, Kind
from db.issued_reports import ReportWish
from db.queries.search_lists import SearchLine, SearchSheet, search_lines, search_sheet
from db.search_recording import GONE
from inspector.errors import Refused
from inspector.model.finding import Finding
from inspector.model.issued_report import ReportKind
from inspector.model.search_list_acts import SearchStep
from ui.dialogs.search_list import SearchDialog
from ui.dialogs.searches import SearchesDialog
from ui.page import Page
from ui.search_steps import SearchSteps


class SearchDesk(QObject):
    """Serves the search lists of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.steps = SearchSteps(page)
        self.list: SearchDialog | None = None
        self.lists: SearchesDialog | None = None
        self._search = self._place = ""
        self.steps.made.connect(self.open)
        self.steps.outdated.connect(self._ask_sheet)
        self._session.changed.connect(self._hear_of)
        self._session.actor_changed.connect(self.give_up)

    def make(self, finding: Finding) -> None:
        """Ask for a list made of ``finding``; it is shown once it is made."""
        self.steps.make(finding)

    def open(self, search: str, place: str = "") -> None:
        """Show one list over the page, with ``place`` in focus."""
        if self.steps.actor():
            self._search, self._place = search, place
            self._ask_sheet()

    def choose(self) -> None:
        """Show the lists there are, those under way first."""
        if self.lists is None:
            dialog = SearchesDialog(self._page.window())
            dialog.filter_chosen.connect(lambda _name: self._ask_lines())
            dialog.chosen.connect(self.open)
            dialog.finished.connect(self._forget_lists)
            self.lists = dialog
            self._ask_lines()
            dialog.open()

    def give_up(self) -> None:
        """Close what is open; what was typed is kept."""
        for dialog in (self.steps.asking, self.list, self.lists):
            if dialog:
                dialog.reject()

    def take(self, step: SearchStep) -> None:
        """Ask for what ``step`` says about the list in sight."""
        if self.list and self.list.sheet:
            self.steps.take(self.list.sheet, self.list.place, step, self.list)

    def _ask_sheet(self) -> None:
        actor, session, search = self._session.actor, self._session, self._search
        if actor:
            ask = partial(search_sheet, session.workspace, search=search, by=actor, today=session.now().day)
            self._page.read(lambda reader: ask(reader=reader), self._show, key="search")

    def _show(self, sheet: SearchSheet | None) -> None:
        if sheet is None:
            self._session.tell(Refused(GONE))
            return
        if self.list is None:
            dialog = SearchDialog(self.lists or self._page.window())
            dialog.step_asked.connect(self.take)
            dialog.finding_chosen.connect(partial(self._go, "findings"))
            dialog.site_chosen.connect(partial(self._go, "sites"))
            dialog.paper_asked.connect(self._print)
            dialog.finished.connect(self._forget_list)
            self.list = dialog
            dialog.show_sheet(sheet, self._session.now().day)
            dialog.choose(self._place)
            dialog.open()
            dialog.table.setFocus()
        else:
            self.list.show_sheet(sheet, self._session.now().day)

    def _go(self, page: str, what: str) -> None:
        """Leave for another page: what is open here would stand over it."""
        self.give_up()
        self._page.wanted.emit(page, what)

    def _print(self) -> None:
        if self.list and self.list.sheet:
            wish = ReportWish(kind=ReportKind.SEARCH_LIST, about=(self.list.sheet.found.id,))
            self.give_up()
            self._page.wanted.emit("reports", wish)

    def _ask_lines(self) -> None:
        actor, dialog = self._session.actor, self.lists
        if dialog:
            ask = partial(search_lines, grid=actor.org if actor else "", chosen=dialog.filters.choice)
            self._page.read(ask, self._show_lines, key="searches")

    def _show_lines(self, lines: Sequence[SearchLine]) -> None:
        if self.lists:
            self.lists.show_lines(lines, self._session.now().day)

    def _hear_of(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.touch(
            Kind.SEARCH_LIST, Kind.FINDING, Kind.SITE, Kind.PERSON, Kind.GRID
        ):
            if self.list:
                self._ask_sheet()
            self._ask_lines()

    def _forget_list(self) -> None:
        dialog, self.list = self.list, None
        if dialog:
            dialog.deleteLater()

    def _forget_lists(self) -> None:
        dialog, self.lists = self.lists, None
        if dialog:
            dialog.deleteLater()
