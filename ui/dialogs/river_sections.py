"""River sections with their chief (河长) and the visits due and paid, quarter by quarter."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QVBoxLayout, QWidget

from db.queries.river_sections import RiverSection
from inspector.model.period import Period
from inspector.periods import short_day
from inspector.words import _, in_language, spoken
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Elided, Text

WIDTH, HEIGHT = 1060, 460
COLUMNS = (165, 100, 135, 82, 112, 104, 92, 104)


class RiverSectionsDialog(QDialog):
    """Shows the sections of a quarter; ``moved`` carries -1 for the quarter before and 1 for the next.

    ``site_chosen`` carries a site, ``paper_asked`` and ``table_asked`` ask for PDF and table.
    """

    moved = Signal(int)
    site_chosen = Signal(str)
    paper_asked = Signal()
    table_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("River sections"))
        self.setMinimumSize(px(420), px(260))
        self.sites: tuple[str, ...] = ()
        self.title = Elided(size="heading")
        self.earlier = IconButton("chevron-left", _("The quarter before"), lambda: self.moved.emit(-1))
        self.later = IconButton("chevron-right", _("The next quarter"), lambda: self.moved.emit(1))
        self.count = Elided(bold=True)
        self.empty = Text(
            _("There is no river section in the register of this grid. It is a kind of site: see “Sites”."),
            tone="soft",
            wrap=True,
        )
        self.table = LinesTable(_("River sections"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.showing = Button(_("Show the site"), self.show_site)
        self.paper = Button(_("As PDF…"), self.paper_asked.emit, icon="file-text")
        self.taking = Button(_("As table…"), self.table_asked.emit, icon="download")
        ways = QWidget()
        flow = FlowLayout(ways, gap=8)
        for button in (self.showing, self.paper, self.taking):
            flow.addWidget(button)
        foot = row(ways, Button(_("Close"), self.reject), gap=8)
        foot.setStretch(0, 1)
        head = row(self.title, self.earlier, self.later)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        fill(layout, (head, self.count, self.empty, self.table, foot), M, L)
        layout.setStretch(3, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.activated.connect(lambda _index: self.show_site())

    def show_sections(self, period: Period, sections: Sequence[RiverSection], *, is_last: bool) -> None:
        """Show the sections of ``period``; after the last quarter there is none to come."""
        say = in_language(spoken())
        self.sites = tuple(one.site for one in sections)
        self.title.setText(period.title(say))
        due, done = sum(one.due for one in sections), sum(one.done for one in sections)
        self.count.setText(_("{done} of {due} visits due were paid", done=done, due=due))
        titles = (
            _("River section"),
            _("Grid"),
            _("River chief"),
            _("visits due"),
            _("of these paid"),
            _("Days visited"),
            _("Last visit"),
            _("New findings"),
            _("Open findings"),
        )
        lines = [
            (
                one.name,
                one.grid_name,
                one.chief,
                f"{one.due}",
                f"{one.done}",
                f"{one.visits}",
                short_day(one.last_visit, say) if one.last_visit else "",
                f"{one.found}",
                f"{one.is_open}",
            )
            for one in sections
        ]
        self.table.show_lines(titles, lines, COLUMNS)
        if lines:
            self.table.selectRow(0)
        self.later.setEnabled(not is_last)
        self.empty.setVisible(not sections)
        self.count.setVisible(bool(sections))
        for button in (self.showing, self.paper, self.taking):
            button.setEnabled(bool(sections))

    def show_site(self) -> None:
        """Show the section in focus among the sites."""
        at = self.table.currentIndex().row()
        if at >= 0:
            self.site_chosen.emit(self.sites[at])
