"""Which of the grids below reported: a tile for each, with what is missing as a button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.queries.summaries import GridReport
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import CHIP, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Panel, S, SectionHeader, row
from ui.widgets.text import Elided, Text, set_property

WIDTH = 164


class ReportTile(Panel):
    """One grid; ``chosen`` comes when somebody wants to see what is missing."""

    chosen = Signal()

    def __init__(self, report: GridReport) -> None:
        super().__init__(margin=S, gap=4)
        self.setFixedWidth(px(WIDTH))
        text, tone = _state(report)
        self.state = Button(text, self.chosen.emit, kind=CHIP)
        set_property(self.state, "chip", tone)
        self.state.setAccessibleName(f"{report.name}: {text}")
        self.content.addWidget(Elided(report.name))
        self.content.addWidget(self.state)


class ReportTiles(Panel):
    """The grids of a period; ``chosen`` carries a ``GridReport``, ``chasing_asked`` wants a text."""

    chosen = Signal(object)
    chasing_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.header = SectionHeader(_("Reports of the grids"))
        self.nobody = Text(_("No grid had a round to make in this period."), tone="soft", wrap=True)
        self.tiles: list[ReportTile] = []
        self._ground = QWidget()
        self._flow = FlowLayout(self._ground, gap=S)
        self.chasing = Button(_("Copy a reminder"), self.chasing_asked.emit, icon="copy")
        for part in (self.header, self._ground, self.nobody):
            self.content.addWidget(part)
        self.content.addLayout(row(self.chasing, None))

    def show_reports(self, reports: Sequence[GridReport]) -> None:
        """Show a tile for each report."""
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.deleteLater()
        self.tiles = [self._tile(report) for report in reports]
        whole = sum(not report.missing for report in reports)
        grids = plural("{n} grid", "{n} grids", len(reports))
        self.header.say(_("Reports of the grids"), _("{grids}, {n} complete", grids=grids, n=whole))
        self.nobody.setVisible(not reports)
        self.chasing.setVisible(whole < len(reports))

    def _tile(self, report: GridReport) -> ReportTile:
        tile = ReportTile(report)
        tile.chosen.connect(lambda: self.chosen.emit(report))
        self._flow.addWidget(tile)
        tile.show()
        return tile


def _state(report: GridReport) -> tuple[str, str]:
    """Say how far a grid reported: all, with a reason, in part, or nothing."""
    if not report.missing:
        return _("all {due} rounds", due=report.due), "accent"
    if all(one.reason for one in report.missing):
        return _("{made} of {due}, with reason", made=report.made, due=report.due), "grey"
    if not report.made:
        return _("nothing reported"), "red"
    return _("{made} of {due} rounds", made=report.made, due=report.due), "amber"
