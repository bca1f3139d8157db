"""Shows the wall chart (挂图作战) over a page, and keeps it as the entries say."""

from PySide6.QtCore import QObject, Qt

from db.changes import Changes, Kind
from db.issued_reports import ReportWish
from db.queries.wall_chart import WallScope, WallSeen, wall_seen
from inspector.model.issued_report import ReportKind
from ui.dialogs.wall_chart import WallDialog
from ui.page import Page

SHOWN = (Kind.TASK, Kind.PLAN, Kind.GRID, Kind.UNIT_GROUP)


class WallDesk(QObject):
    """Serves the wall chart of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.wall: WallDialog | None = None
        self._session.changed.connect(self._hear_of)
        self._session.day_turned.connect(self._ask)
        self._session.actor_changed.connect(self.give_up)

    def open(self, grid: str) -> None:
        """Show the chart of a grid over the whole screen; Esc leaves it."""
        if self.wall is None:
            dialog = WallDialog(grid, self._page.window())
            dialog.narrowed.connect(lambda _scope: self._ask())
            dialog.chosen.connect(self.show_task)
            dialog.print_asked.connect(self.print_chart)
            dialog.finished.connect(self._forget)
            self.wall = dialog
            dialog.setWindowState(dialog.windowState() | Qt.WindowState.WindowFullScreen)
            dialog.open()
            self._ask()

    def show_task(self, task: str) -> None:
        """Leave the chart for the case of a task."""
        self.give_up()
        self._page.wanted.emit("ledger", task)

    def print_chart(self, scope: WallScope) -> None:
        """Leave the chart for the page where it is issued as PDF."""
        self.give_up()
        self._page.wanted.emit("reports", ReportWish(kind=ReportKind.WALL_CHART, about=scope.about))

    def give_up(self) -> None:
        """Close the chart."""
        if self.wall:
            self.wall.reject()

    def _ask(self) -> None:
        if self.wall:
            scope, today = self.wall.scope, self._session.now().day
            self._page.read(lambda reader: wall_seen(reader, scope, today), self._show, key="wall")

    def _show(self, seen: WallSeen | None) -> None:
        if self.wall and seen:
            self.wall.show_seen(seen)

    def _hear_of(self, changes: Changes) -> None:
        if changes.touch(*SHOWN):
            self._ask()

    def _forget(self) -> None:
        self.wall = None
