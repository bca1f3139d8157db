"""Shows the river sections (河段) of a quarter over a page, prints them and writes them as a table."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.issued_reports import ReportWish
from db.queries.river_sections import RiverSection, river_sections
from db.table_rivers import write_river_sections
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period, quarter_of
from inspector.words import _
from ui.dialogs.river_sections import RiverSectionsDialog
from ui.page import Page
from ui.table_saving import ask_for_table


class RiverDesk(QObject):
    """Serves the river sections of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._grid, self._period = GridId(""), quarter_of(page.session.now().day)
        self.dialog: RiverSectionsDialog | None = None
        self.picker: QFileDialog | None = None
        page.session.actor_changed.connect(self.give_up)

    def open(self, grid: GridId) -> None:
        """Show the sections of ``grid`` and below in the quarter that runs."""
        if self.dialog is None:
            self._grid, self._period = grid, quarter_of(self._page.session.now().day)
            dialog = RiverSectionsDialog(self._page.window())
            dialog.moved.connect(self._move)
            dialog.site_chosen.connect(self._go)
            dialog.paper_asked.connect(self._print)
            dialog.table_asked.connect(self._save)
            dialog.finished.connect(self._forget)
            self.dialog = dialog
            self._ask()
            dialog.open()

    def give_up(self) -> None:
        """Close it."""
        if self.dialog:
            self.dialog.reject()

    def _ask(self) -> None:
        grid, period, today = self._grid, self._period, self._page.session.now().day
        self._page.read(
            lambda reader: river_sections(reader, grid, period, today),
            partial(self._show, period),
            key="rivers",
        )

    def _show(self, period: Period, sections: list[RiverSection]) -> None:
        if self.dialog:
            is_last = period.holds(self._page.session.now().day)
            self.dialog.show_sections(period, sections, is_last=is_last)

    def _move(self, step: int) -> None:
        later = quarter_of(self._period.last + timedelta(days=1))
        self._period = later if step > 0 else self._period.before
        self._ask()

    def _go(self, site: str) -> None:
        self.give_up()
        self._page.wanted.emit("sites", site)

    def _print(self) -> None:
        about = (self._grid, self._period.name)
        self.give_up()
        self._page.wanted.emit("reports", ReportWish(kind=ReportKind.RIVER_SECTIONS, about=about))

    def _save(self) -> None:
        grid, period, today = self._grid, self._period, self._page.session.now().day
        self.picker = ask_for_table(
            self._page,
            f"{_('River sections')}_{period.name}",
            lambda reader, to, form: write_river_sections(reader, to, form, grid, period, today),
        )

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog:
            dialog.deleteLater()
