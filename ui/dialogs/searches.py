"""The search lists (举一反三) there are: how far each is, and by when."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QVBoxLayout, QWidget

from db.queries.search_lists import SearchLine
from inspector.words import N_, _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.chip import FilterChips
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.search_words import due_or_state, how_far
from ui.widgets.text import Text

WIDTH, HEIGHT = 820, 460
COLUMNS = (190, 240, 150)
FILTERS: Mapping[str, str] = {"open": N_("Being searched"), "ended": N_("Ended"), "all": N_("All")}


class SearchesDialog(QDialog):
    """``chosen`` carries the id of the list to open, ``filter_chosen`` the name of a filter."""

    chosen = Signal(str)
    filter_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Search lists"))
        self.setMinimumSize(px(420), px(260))
        self.keys: tuple[str, ...] = ()
        self.filters = FilterChips(_("Search lists"))
        for name, words in FILTERS.items():
            self.filters.offer(name, _(words))
        self.filters.chosen.connect(self.filter_chosen)
        self.empty = Text(
            _(
                "There is none here. A search list is made from a finding: choose it, "
                "then “Search for the same elsewhere…”."
            ),
            tone="soft",
            wrap=True,
        )
        self.table = LinesTable(_("Search lists"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.opening = Button(_("Open the list"), self.open_chosen, kind=PRIMARY)
        foot = row(None, Button(_("Close"), self.reject), self.opening)
        layout = QVBoxLayout(self)
        fill(layout, (self.filters, self.empty, self.table, foot), M, L)
        layout.setStretch(2, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.doubleClicked.connect(lambda _index: self.open_chosen())
        for keys in ("Return", "Enter"):
            entering = QShortcut(QKeySequence(keys), self.table, self.open_chosen)
            entering.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_lines(self, lines: Sequence[SearchLine], today: date) -> None:
        """Show these lists."""
        at = self.table.currentIndex().row()
        before = self.keys[at] if 0 <= at < len(self.keys) else ""
        self.keys = tuple(one.search for one in lines)
        titles = (_("Number"), _("How far"), _("To be answered by"), _("What to look for"))
        shown = [(one.number, how_far(one), due_or_state(one, today), one.text) for one in lines]
        self.table.show_lines(titles, shown, COLUMNS)
        if lines:
            self.table.selectRow(self.keys.index(before) if before in self.keys else 0)
        self.empty.setVisible(not lines)
        self.opening.setEnabled(bool(lines))

    def open_chosen(self) -> None:
        """Open the list in focus."""
        at = self.table.currentIndex().row()
        if at >= 0:
            self.chosen.emit(self.keys[at])
