"""Why a grid did not go out: asked of the grid itself, for the week that runs and the one before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from db.connection import Reader
from db.queries.numbers import numbers_of
from db.queries.summaries import GridReport, MissingRound, closing_weekday, missing_rounds
from inspector.errors import Spoken
from inspector.model.grid import RoundsExcused, excuse_rounds
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import week_of
from inspector.words import _
from ui.dialogs.missing_rounds import MissingRounds
from ui.page import Page

COUNTED = (Number.DUE_ROUNDS, Number.DONE_ROUNDS, Number.LATE_ENTRIES)


class ExcuseDesk(QObject):
    """Shows over ``page`` which rounds are missing of the grid that whoever acts acts for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: MissingRounds | None = None

    def open(self) -> None:
        """Ask which rounds are missing, and show them."""
        session = self._page.session
        if session.actor is None:
            return
        grid, today = GridId(session.actor.org), session.now().day

        def look(reader: Reader) -> GridReport:
            running = week_of(today, closing_weekday(reader))
            weeks = (running.before, running)
            counts = [numbers_of(reader, grid, week, today, COUNTED).total for week in weeks]
            due, made, late = (sum(count[number] for count in counts) for number in COUNTED)
            name = str(reader.value("SELECT name FROM grid WHERE id = ?", (grid,)) or "")
            missing = [one for week in weeks for one in missing_rounds(reader, grid, week, today)]
            return GridReport(grid=grid, name=name, due=due, made=made, late=late, missing=tuple(missing))

        self._page.read(look, self._show, key="excuses")

    def _show(self, report: GridReport) -> None:
        dialog = MissingRounds(report, self._page.window())
        dialog.excused.connect(partial(self._record, dialog))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _record(self, dialog: MissingRounds, chosen: Sequence[MissingRound], reason: str) -> None:
        actor = self._page.session.actor
        try:
            events = excuses(chosen, reason, actor.org if actor else "")
        except Spoken as error:
            dialog.say(error)
            return

        def tell(_changes: object) -> None:
            dialog.accept()
            self._page.notice(_("The reason stands in the summary of the week."))

        self._page.record(events, tell, dialog.say)


def excuses(chosen: Sequence[MissingRound], reason: str, org: str) -> list[RoundsExcused]:
    """Give the reason for each round; said by another than its grid ``org``, the grid is named.

    Raises Refused as ``excuse_rounds`` does.
    """
    return [
        excuse_rounds(one.grid, one.first, one.last, reason, "" if org == one.grid else one.grid_name)
        for one in chosen
    ]
