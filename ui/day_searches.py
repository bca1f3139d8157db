"""The search lists (举一反三) that wait at the site somebody stands at, and the way to answer them there."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.changes import Changes, Kind
from db.queries.site_searches import WaitingPlace, searches_waiting_at
from ui.page import Page
from ui.widgets.site_panel import SitePanel

if TYPE_CHECKING:
    from ui.search_desk import SearchDesk


class DaySearches(QObject):
    """Keeps what waits in ``site`` as it stands, and opens a list at its place."""

    def __init__(self, page: Page, site: SitePanel) -> None:
        super().__init__(page)
        self._page, self._site = page, site
        site.search_chosen.connect(self.open)
        page.session.changed.connect(self._hear_of)

    @cached_property
    def desk(self) -> "SearchDesk":
        """Where a list is answered; loaded once it is asked for."""
        from ui.search_desk import SearchDesk

        return SearchDesk(self._page)

    def open(self, search: str) -> None:
        """Show a list with the site in focus."""
        if self._site.sheet:
            self.desk.open(search, self._site.sheet.site.id)

    def _hear_of(self, changes: object) -> None:
        # some writes of the day tell what they gave instead: no search list is among it
        is_ours = isinstance(changes, Changes) and changes.touch(Kind.SEARCH_LIST)
        sheet = self._site.sheet
        if sheet and is_ours:
            site = sheet.site.id

            def show(waiting: tuple[WaitingPlace, ...]) -> None:
                if self._site.sheet and self._site.sheet.site.id == site:
                    self._site.show_searches(waiting, self._page.session.now().day)

            self._page.read(lambda reader: searches_waiting_at(reader, site), show, key="searches here")
