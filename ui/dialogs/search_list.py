"""One search list (举一反三): its places with what came of each, and what may be done about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QMenu, QVBoxLayout, QWidget

from db.queries.search_lists import SearchSheet
from inspector.model.search_list import PlaceNow
from inspector.model.search_list_acts import SearchStep
from inspector.words import N_, _, plural, translate
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import XS, L, S, fill, row
from ui.widgets.search_words import COLUMNS, answer_words, due_or_state, how_far, place_line, place_titles
from ui.widgets.text import Elided

WIDTH, HEIGHT, LEAST = 880, 560, 90
STEPS: Mapping[SearchStep, str] = {
    SearchStep.ADD_PLACES: N_("Add places…"),
    SearchStep.REMOVE_PLACE: N_("Leave this place out…"),
    SearchStep.CORRECT: N_("Change the deadline…"),
    SearchStep.FINISH: N_("Finish the search…"),
    SearchStep.REOPEN: N_("Let it go on…"),
    SearchStep.WITHDRAW: N_("Take the list back…"),
}
"""The steps of the menu, with their words."""


class SearchDialog(QDialog):
    """Stays open while places are answered; ``step_asked`` carries a ``SearchStep``.

    ``finding_chosen`` and ``site_chosen`` carry an id, ``paper_asked`` asks for the list as PDF.
    """

    step_asked = Signal(object)
    finding_chosen = Signal(str)
    site_chosen = Signal(str)
    paper_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Search list"))
        self.setMinimumSize(px(420), px(300))
        self.sheet: SearchSheet | None = None
        self.text = Elided(size="heading")
        self.about = Elided(tone="soft")
        self.source = Button("", self._show_source, kind=LINK)
        self.count = Elided(bold=True)
        self.doubled = Elided(tone="amber")
        self.table = LinesTable(_("Places to look at"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(px(LEAST))
        self.told = QWidget()
        self.told.setAccessibleName(_("Answers for this place"))
        self.answers: list[Elided] = []
        fill(QVBoxLayout(self.told), (), XS)
        self.site = Button(_("Show the site"), self._show_site, kind=LINK)
        self.found = Button(_("Show what was found"), self._show_found, kind=LINK)
        self.answering = Button(_("Answer…"), partial(self.step_asked.emit, SearchStep.ANSWER), kind=PRIMARY)
        self.taking = Button(_("Take the answer back…"), partial(self.step_asked.emit, SearchStep.TAKE_BACK))
        self.more = Button(_("More"), icon="chevron-down")
        self.menu = QMenu(self.more)
        self.steps = {
            step: self.menu.addAction(_(words), partial(self.step_asked.emit, step))
            for step, words in STEPS.items()
        }
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.paper = Button(_("As PDF…"), self.paper_asked.emit, icon="file-text")
        ways = QWidget()
        flow = FlowLayout(ways, gap=8)
        for button in (self.answering, self.taking, self.more, self.paper):
            flow.addWidget(button)
        closing = Button(_("Close"), self.reject)
        foot = row(ways, closing, gap=8)
        foot.setStretch(0, 1)
        foot.setAlignment(closing, Qt.AlignmentFlag.AlignBottom)
        above = row(self.count, self.source, gap=S)
        above.setStretch(0, 1)
        below = row(self.told, self.site, self.found, gap=S)
        below.setStretch(0, 1)
        layout = QVBoxLayout(self)
        fill(
            layout,
            (
                self.text,
                self.about,
                above,
                self.doubled,
                self.table,
                below,
                foot,
            ),
            S,
            L,
        )
        layout.setStretch(4, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.table.selectionModel().currentRowChanged.connect(self._say_place)
        self.table.doubleClicked.connect(lambda _index: self._answer())
        for keys in ("Return", "Enter"):
            entering = QShortcut(QKeySequence(keys), self.table, self._answer)
            entering.setContext(Qt.ShortcutContext.WidgetShortcut)

    @property
    def place(self) -> PlaceNow | None:
        """The place in focus."""
        at = self.table.currentIndex().row()
        return self.sheet.found.places[at] if self.sheet and at >= 0 else None

    def show_sheet(self, sheet: SearchSheet, today: date) -> None:
        """Show the list as it stands; the place in focus stays, or the first that waits takes its place."""
        before = self.place.told.id if self.place else ""
        self.sheet, self._today = sheet, today
        line, found = sheet.line, sheet.found
        self.text.setText(found.text)
        who = sheet.names.get(found.by, "")
        parts = (line.number, line.grid_name, who, due_or_state(line, today), found.reason)
        self.about.setText(" · ".join(part for part in parts if part))
        self.count.setText(how_far(line))
        self.source.setText(_("From finding {number}", number=line.finding_number))
        self.source.setVisible(bool(line.finding_number))
        self.doubled.setText(
            plural(
                "{n} place has several answers by people who did not know of each other; what was found "
                "counts.",
                "{n} places have several answers by people who did not know of each other; what was found "
                "counts.",
                line.doubled,
            )
        )
        self.doubled.setVisible(bool(line.doubled))
        lines = [place_line(at, one, sheet.names, today) for at, one in enumerate(found.places, 1)]
        self.table.show_lines(place_titles(), lines, COLUMNS)
        places = [one.told.id for one in found.places]
        waiting = (at for at, one in enumerate(found.places) if not one.answers)
        self.table.selectRow(places.index(before) if before in places else next(waiting, 0))
        for step, action in self.steps.items():
            why = sheet.refusals[step]
            action.setEnabled(why is None)
            action.setToolTip(translate(why) if why else "")
        self._say_place()

    def choose(self, place: str) -> None:
        """Bring a place into focus, if the list has it."""
        places = [one.told.id for one in self.sheet.found.places] if self.sheet else []
        if place in places:
            self.table.selectRow(places.index(place))

    def _say_place(self, *_moved: object) -> None:
        sheet, place = self.sheet, self.place
        if sheet is None:
            return
        answers = place.answers if place else ()
        self._say_answers([answer_words(one, sheet.names, self._today) for one in answers])
        self.site.setVisible(bool(place and place.told.site))
        self.found.setVisible(any(one.finding for one in answers))
        none = _("Choose a place in the list.")
        why = sheet.refusals[SearchStep.ANSWER]
        self.answering.allow(bool(place) and why is None, translate(why) if why else none)
        why = sheet.refusals[SearchStep.TAKE_BACK]
        nothing = translate(why) if why else _("Nobody answered for this place yet.")
        self.taking.allow(bool(answers) and why is None, nothing)

    def _say_answers(self, said: Sequence[str]) -> None:
        for old in self.answers:
            old.hide()
            old.deleteLater()
        self.answers = [Elided(one, tone="soft") for one in said]
        if lines := self.told.layout():
            for one in self.answers:
                lines.addWidget(one)

    def _answer(self) -> None:
        if self.answering.isEnabled():
            self.step_asked.emit(SearchStep.ANSWER)

    def _show_source(self) -> None:
        if self.sheet:
            self.finding_chosen.emit(self.sheet.found.finding)

    def _show_site(self) -> None:
        if self.place:
            self.site_chosen.emit(self.place.told.site)

    def _show_found(self) -> None:
        if self.place:
            self.finding_chosen.emit(next(one.finding for one in self.place.answers if one.finding))
