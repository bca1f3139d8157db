"""The way from a number of a period down to its facts, and from a grid to what it still owes."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from db.queries.numbers import Breakdown, FactRow, facts_of
from db.queries.summaries import GridReport, MissingRound, SummarySheet
from inspector.errors import Spoken
from inspector.model.ids import GridId
from inspector.model.number import Number
from ui.dialogs.missing_rounds import MissingRounds
from ui.dialogs.number_facts import NumberFacts
from ui.excuse_desk import excuses
from ui.page import Page


class FactsDesk(QObject):
    """Serves a page of a period; ``sheet`` gives what the page shows, if it shows anything yet."""

    def __init__(self, page: Page, sheet: Callable[[], SummarySheet | None]) -> None:
        super().__init__(page)
        self._page, self._sheet = page, sheet
        self.dialog: MissingRounds | NumberFacts | None = None

    def open_number(self, below: str, number: Number) -> None:
        """List the facts of a number, of a grid ``below`` or of all."""
        self._ask_facts(number, GridId(below) if below else None, None)

    def open_category(self, category: str, number: Number) -> None:
        """List the facts of a number of one category."""
        self._ask_facts(number, None, (Breakdown.CATEGORY, category) if category else None)

    def open_grid(self, grid: str) -> None:
        """Show what a grid, or one below it, still owes; one that owes nothing has nothing to show."""
        sheet = self._sheet()
        for report in sheet.reports if sheet else ():
            if any(one.grid == grid for one in report.missing):
                self.show_missing(report)
                return

    def show_missing(self, report: GridReport) -> None:
        """Show what a grid owes, and let its reason be entered."""
        dialog = MissingRounds(report, self._page.window())
        dialog.excused.connect(partial(self._excuse, dialog))
        self._open(dialog)

    def _ask_facts(self, number: Number, below: GridId | None, among: tuple[Breakdown, str] | None) -> None:
        sheet, page, today = self._sheet(), self._page, self._page.session.now().day
        if not sheet:
            return
        place = next((one.name for one in sheet.reports if one.grid == below), sheet.grid_name)

        def show(facts: list[FactRow]) -> None:
            dialog = NumberFacts(number, sheet.period, place, facts, page.window())
            dialog.wanted.connect(page.wanted)
            self._open(dialog)

        page.read(
            lambda reader: facts_of(reader, number, sheet.grid, sheet.period, today, below, among),
            show,
            key="facts",
        )

    def _open(self, dialog: MissingRounds | NumberFacts) -> None:
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _excuse(self, dialog: MissingRounds, chosen: Sequence[MissingRound], reason: str) -> None:
        actor = self._page.session.actor
        try:
            events = excuses(chosen, reason, actor.org if actor else "")
        except Spoken as error:
            dialog.say(error)
            return
        self._page.record(events, lambda _changes: dialog.accept(), dialog.say)
