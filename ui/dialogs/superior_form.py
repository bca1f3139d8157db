"""The superior's own blank form: which cell stands for what, chosen once, then filled each period."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.summary_forms import FormField
from inspector.errors import Spoken
from inspector.tables.form_places import Placed
from inspector.tables.form_sheets import FormSheet
from inspector.tables.form_workbook import DRAWINGS_LOST
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.drop_zone import files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_grid import FormGrid, shown_name
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, S, column, fill, row
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Elided, Text

WIDTH, HEIGHT, SIDE, LEAST = 1120, 680, 340, 60
MOST_UNDONE = 100
NAMED = 4
"""Cells named one by one where an edition differs; more are counted."""


class SuperiorForm(QDialog):
    """Shows the blank beside what can be put into it; whoever opened it reads, keeps and fills.

    ``choosing_asked`` asks for a file, ``form_chosen`` carries one, ``changed`` and ``filling_asked`` carry
    which place stands for which key.
    """

    choosing_asked = Signal()
    form_chosen = Signal(object)
    changed = Signal(object)
    filling_asked = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAcceptDrops(True)
        self.setMinimumSize(px(420), px(300))
        self.form: Path | None = None
        self.sheets: tuple[FormSheet, ...] = ()
        self.fields: dict[str, FormField] = {}
        self.places: dict[str, str] = {}
        self._found: list[FormField] = []
        self._undone: list[dict[str, str]] = []
        self.known, self.sheet = ChoiceField(), ChoiceField()
        self.known.setAccessibleName(_("Form"))
        self.sheet.setAccessibleName(_("Sheet"))
        self.another = Button(_("Choose a blank…"), self.choosing_asked.emit, icon="folder-open")
        self.note = Text(tone="amber", wrap=True)
        self.trouble = Text(tone="red", wrap=True)
        self.grid = FormGrid()
        self.search = SearchBox(_("Find a number, table or text"))
        self.search.setMaximumWidth(px(2000))
        self.list = LinesTable(_("What can be put there"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.told = Elided()
        self.putting = Button(_("Put it there"), self.put, kind=PRIMARY)
        self.removing = Button(_("Remove"), self.remove)
        self.undoing = Button(_("Undo"), self.undo)
        self.count = Text(tone="soft")
        self.closing = Button(_("Close"), self.reject)
        self.filling = Button(_("Fill in and save…"), self._fill, kind=PRIMARY, icon="download")
        self.empty = EmptyState(
            "file-text",
            _("The superior's own blank form"),
            _(
                "Choose the empty Excel or Word form. Say once which cell stands for which number; from then "
                "on it is filled each period, with its formulas and its layout as they are."
            ),
            action=_("Choose a blank…"),
            act=self.choosing_asked.emit,
        )
        self._lay_out()
        self._connect()
        self.show_known(())
        self._check()

    def show_known(self, forms: Sequence[Path], chosen: Path | None = None) -> None:
        """Offer the forms that were filled before."""
        self.known.offer([(str(one), one.name) for one in forms], str(chosen or ""))
        self.known.setVisible(bool(forms))

    def show_form(
        self, form: Path, sheets: Sequence[FormSheet], placed: Placed, fields: Sequence[FormField]
    ) -> None:
        """Show a form with what its places stand for, as far as that is known."""
        self.form, self.sheets = form, tuple(sheets)
        self.fields = {one.key: one for one in fields}
        self.places, self._undone = dict(placed.places), []
        self.sheet.offer([(str(at), self._title(one)) for at, one in enumerate(sheets)])
        self.sheet.setVisible(len(sheets) > 1)
        self._stack.setCurrentIndex(1)
        self.trouble.hide()
        self._say_note(placed)
        self._find("")
        self._show_sheet()
        self.grid.setFocus()

    def say(self, error: BaseException) -> None:
        """Say what went wrong; a fault of ours goes its own way."""
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def put(self) -> None:
        """Let the cell in focus stand for the line in focus."""
        at = self.list.currentIndex().row()
        if self.putting.isEnabled():
            self._change({**self.places, self.grid.place: self._found[at].key})
            self.grid.setFocus()

    def remove(self) -> None:
        """Let the cell in focus stand for nothing."""
        if self.grid.place in self.places:
            self._change({one: key for one, key in self.places.items() if one != self.grid.place})

    def undo(self) -> None:
        """Take the last change back."""
        if self._undone:
            self._set(self._undone.pop())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a form can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the form that was let go."""
        event.acceptProposedAction()
        self.form_chosen.emit(files_in(event.mimeData())[0])

    def _connect(self) -> None:
        self.known.activated.connect(lambda _at: self.form_chosen.emit(Path(self.known.value())))
        self.sheet.activated.connect(lambda _at: self._show_sheet())
        self.grid.moved.connect(self._check)
        self.grid.entered.connect(self.search.setFocus)
        self.grid.cleared.connect(self.remove)
        self.search.asked.connect(self._find)
        self.list.selectionModel().currentRowChanged.connect(lambda _now, _before: self._check())
        self.list.doubleClicked.connect(lambda _index: self.put())
        for widget, keys, act in (
            (self.search, "Return", self._find_and_put),
            (self.search, "Enter", self._find_and_put),
            (self.search, "Down", self.list.setFocus),
            (self.list, "Return", self.put),
            (self.list, "Enter", self.put),
            (self.grid, "Ctrl+Z", self.undo),
        ):
            QShortcut(QKeySequence(keys), widget, act).setContext(Qt.ShortcutContext.WidgetShortcut)

    def _title(self, sheet: FormSheet) -> str:
        if sheet.are_marks:
            return _("Marked places")
        return _("Table {n}", n=sheet.table) if sheet.table else sheet.title

    def _say_note(self, placed: Placed) -> None:
        """Say where an edition differs from what was mapped, that cells were guessed, what can't be kept."""
        said = []
        if placed.moved:
            cells = [f"{old} → {new}" for old, new in placed.moved]
            said.append(_("The form changed; cells moved: {cells}.", cells=_some(cells)))
        if placed.lost:
            said.append(_("Not found again, and empty now: {cells}.", cells=_some(placed.lost)))
        if not placed.is_kept and placed.places:
            said.append(_("These cells were guessed from the words beside them; look them through."))
        if placed.loses_drawings:
            said.append(_(DRAWINGS_LOST))
        self.note.setText(" ".join(said))
        self.note.setVisible(bool(said))

    def _find(self, letters: str) -> None:
        """List what can be put into a cell whose name has these letters."""
        wanted = letters.casefold().split()
        chosen = self.places.get(self.grid.place, "")
        self._found = [
            one
            for one in self.fields.values()
            if all(part in " ".join((one.title, one.key, *one.also)).casefold() for part in wanted)
        ]
        lines = [(shown_name(one.title, is_column=one.is_column), one.shown) for one in self._found]
        self.list.show_lines((_("What it is"), _("This period")), lines, (SIDE - 130,))
        keys = [one.key for one in self._found]
        if keys:
            self.list.selectRow(keys.index(chosen) if chosen in keys else 0)
        self._check()

    def _find_and_put(self) -> None:
        self._find(self.search.text())
        self.put()

    def _show_sheet(self) -> None:
        self.grid.show_sheet(self.sheets[int(self.sheet.value() or 0)], self._names())
        first = next((one for one in self.places if one in self.grid.form.sheet.at), "")
        self.grid.go_to(first)
        self._check()

    def _names(self) -> Mapping[str, str]:
        return {
            place: shown_name(field.title, is_column=field.is_column)
            if field
            else shown_name(key, is_column=False)
            for place, key in self.places.items()
            for field in (self.fields.get(key),)
        }

    def _change(self, places: dict[str, str]) -> None:
        self._undone = [*self._undone, self.places][-MOST_UNDONE:]
        self._set(places)

    def _set(self, places: dict[str, str]) -> None:
        self.places = places
        self.grid.form.say_names(self._names())
        self.trouble.hide()
        self._check()
        self.changed.emit(dict(places))

    def _check(self) -> None:
        """Say what the cell in focus stands for, and what can be done."""
        place, at = self.grid.place, self.list.currentIndex().row()
        cell = self.grid.form.cell(self.grid.currentIndex())
        key = self.places.get(place, "")
        field = self.fields.get(key)
        if field:
            self.told.setText(
                f"{place}: {shown_name(field.title, is_column=field.is_column)} = {field.shown}"
            )
        elif cell.is_formula:
            self.told.setText(_("{cell} holds a formula; it is never written over.", cell=place))
        else:
            self.told.setText(_("{cell}: nothing yet", cell=place) if place else "")
        can = bool(place) and 0 <= at < len(self._found) and not cell.is_formula
        self.putting.allow(can, _("Choose a cell that holds no formula, and what it stands for."))
        self.removing.allow(bool(key), _("This cell stands for nothing."))
        self.undoing.allow(bool(self._undone), _("Nothing was changed yet."))
        self.count.setText(plural("{n} place is mapped", "{n} places are mapped", len(self.places)))
        is_marked = any(one.are_marks for one in self.sheets)
        self.filling.allow(
            self.form is not None and (bool(self.places) or is_marked),
            _("Say first which cell stands for what."),
        )

    def _fill(self) -> None:
        self.filling_asked.emit(dict(self.places))

    def _lay_out(self) -> None:
        head = row(self.known, self.another, self.sheet, None, gap=S)
        head.setStretch(0, 2)
        head.setStretch(2, 1)
        deeds = QWidget()
        flow = FlowLayout(deeds, gap=S)
        for button in (self.putting, self.removing, self.undoing):
            flow.addWidget(button)
        side, mapping, holding = QWidget(), QSplitter(Qt.Orientation.Horizontal), QWidget()
        choosing = column(self.search, self.list, deeds, gap=S)
        choosing.setContentsMargins(0, 0, 0, 0)
        choosing.setStretch(1, 1)
        side.setLayout(choosing)
        mapping.addWidget(self.grid)
        mapping.addWidget(side)
        mapping.setChildrenCollapsible(False)
        mapping.setStretchFactor(0, 1)
        mapping.setSizes([px(WIDTH - SIDE), px(SIDE)])
        self.grid.setMinimumSize(px(200), px(LEAST))
        self.list.setMinimumHeight(px(LEAST))
        self._stack = QStackedLayout(holding)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(mapping)
        layout = QVBoxLayout(self)
        foot = row(self.count, None, self.closing, self.filling, gap=S)
        fill(layout, (head, self.note, holding, self.told, self.trouble, foot), S, L)
        layout.setStretch(2, 1)
        self.note.hide()
        self.trouble.hide()
        self.sheet.hide()
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))


def _some(cells: Sequence[str]) -> str:
    named = _(", ").join(cells[:NAMED])
    more = len(cells) - NAMED
    return _("{named} and {n} more", named=named, n=more) if more > 0 else named
