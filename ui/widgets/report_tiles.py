"""Which of the grids below reported: a tile for each, with what is missing as a button."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.queries.summaries import GridReport
from db.queries.summaries_received import SummaryArrival
from inspector.words import _, plural
from ui.icons import wear_icon
from ui.summary_words import arrival_words
from ui.theme import px
from ui.widgets.buttons import CHIP, LINK, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Panel, S, SectionHeader, row
from ui.widgets.text import Elided, Text, set_property

WIDTH = 212
AT_ONCE = 8
"""So many tiles are made in one turn of the window."""
TOKENS = {"circle-check": "accent", "clock": "amber", "rotate-ccw": "red", "circle-x": "red"}
"""The colour of each icon of a summary; its shape and its words say the same."""


class ReportTile(Panel):
    """One grid; ``chosen`` comes when somebody wants to see what is missing.

    Of a grid that sums up too it says whether its summary is here; ``summary_wanted`` asks for that.
    """

    chosen = Signal()
    summary_wanted = Signal()

    def __init__(self, report: GridReport, arrival: SummaryArrival | None = None, of: str = "") -> None:
        """``of`` names the period of the summary where that is another one."""
        super().__init__(margin=S, gap=4)
        self.setFixedWidth(px(WIDTH))
        text, tone = _state(report)
        self.state = Button(text, self.chosen.emit, kind=CHIP)
        set_property(self.state, "chip", tone)
        self.state.setAccessibleName(f"{report.name}: {text}")
        self.content.addWidget(Elided(report.name))
        self.content.addWidget(self.state)
        self.summary: Button | None = None
        if arrival:
            icon, words, told = arrival_words(arrival)
            self.summary = Button(words, self.summary_wanted.emit, kind=LINK)
            wear_icon(self.summary, icon, TOKENS[icon], gap=4)
            said = " · ".join(part for part in (of, told) if part)
            self.summary.setToolTip(said or words)
            self.summary.setAccessibleName(f"{report.name}: {words}")
            self.summary.setAccessibleDescription(said)
            self.content.addWidget(self.summary)
            if told:
                self.content.addWidget(Elided(_said_of(arrival), tone="soft"))


def _said_of(arrival: SummaryArrival) -> str:
    """Say in few words who answers for a summary."""
    if not arrival.is_here:
        return arrival.returned_for
    if arrival.approved_by:
        return _("approved by {name}", name=arrival.approved_by)
    return _("frozen by {name}", name=arrival.frozen_by)


class ReportTiles(Panel):
    """The grids of a period; ``chosen`` carries a ``GridReport``, ``chasing_asked`` wants a text.

    ``summary_wanted`` carries the id of a grid whose summary somebody wants to see.
    """

    chosen = Signal(object)
    summary_wanted = Signal(str)
    chasing_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.header = SectionHeader(_("Reports of the grids"))
        self.nobody = Text(_("No grid had a round to make in this period."), tone="soft", wrap=True)
        self.tiles: list[ReportTile] = []
        self._shown: object = None
        self._ground = QWidget()
        self._flow = FlowLayout(self._ground, gap=S)
        self.chasing = Button(_("Copy a reminder"), self.chasing_asked.emit, icon="copy")
        for part in (self.header, self._ground, self.nobody):
            self.content.addWidget(part)
        self.content.addLayout(row(self.chasing, None))

    def show_reports(
        self, reports: Sequence[GridReport], arrivals: Sequence[SummaryArrival] = (), of: str = ""
    ) -> Iterator[None]:
        """Show a tile for each report, with what is here of its summary of the period ``of``, in parts."""
        known = {one.grid: one for one in arrivals}
        whole = sum(not report.missing for report in reports)
        grids = plural("{n} grid", "{n} grids", len(reports))
        told = _("{grids}, {n} complete", grids=grids, n=whole)
        here = sum(one.is_here for one in arrivals)
        if arrivals:
            summaries = _("{here} of {all} summaries here", here=here, all=len(arrivals))
            told = f"{told} · {summaries}"
        self.header.say(_("Reports of the grids"), told)
        self.nobody.setVisible(not reports)
        self.chasing.setVisible(whole < len(reports) or here < len(arrivals))
        if (wanted := (tuple(reports), tuple(arrivals), of)) == self._shown:
            return
        self._shown = None
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.deleteLater()
        self.tiles = []
        for at, report in enumerate(reports):
            if at % AT_ONCE == 0:
                yield
            self.tiles.append(self._tile(report, known.get(report.grid), of))
        self._shown = wanted

    def _tile(self, report: GridReport, arrival: SummaryArrival | None, of: str) -> ReportTile:
        tile = ReportTile(report, arrival, of)
        tile.summary_wanted.connect(lambda: self.summary_wanted.emit(report.grid))
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
