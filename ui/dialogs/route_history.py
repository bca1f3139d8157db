"""The history of a supervision route over it: who did what when."""

from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.routes import RouteSheet
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import L, S, Scroll, fill, row
from ui.widgets.route_time_line import RouteTimeLine
from ui.widgets.text import Elided

WIDTH, HEIGHT = 560, 520


class RouteHistory(QDialog):
    """Shows every entry about a route, those without effect too."""

    def __init__(self, sheet: RouteSheet, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("History of the route"))
        self.setMinimumSize(px(360), px(260))
        self.lines: RouteTimeLine | None = RouteTimeLine(sheet, today) if sheet.steps else None
        nothing = _("Nothing is recorded of this route here")
        came = _("Its entries come with the next pack or report.")
        shown = Scroll(self.lines) if self.lines else EmptyState("clock", nothing, came)
        line = Elided(f"{sheet.line.number} · {sheet.found.group}", size="heading")
        fill(layout := QVBoxLayout(self), (line, shown, row(None, Button(_("Close"), self.reject))), S, L)
        layout.setStretch(1, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
