"""The dispatch list (调度清单) of a period: narrowed, opened, noted upon, sent out, printed, exported."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.dispatch_list import DispatchRow, units_in
from db.queries.feedback import SentSheet
from inspector.model.dispatch_list import DISPATCH_STATE_NAMES, DispatchState
from inspector.model.task_state import PACE_NAMES, Pace
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.dispatch_words import dispatch_cells, dispatch_titles, told_of
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, S, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT, LEAST = 1020, 640, 70
LOW = 430
"""Logical pixels of height under which the line in focus is not told whole below the list."""
COLUMNS = (260, 130, 92, 120, 130, 140, 140)
MOST_NAMED = 5
"""Units that are named where more have not sent their sheets back."""


class DispatchList(QDialog):
    """``note_asked`` carries a ``DispatchRow``; the others say what is wanted of ``wanted``.

    ``sheets_asked`` sends sheets out and takes them in, ``reminder_asked`` copies a text, ``paper_asked`` and
    ``table_asked`` write what is shown.
    """

    note_asked = Signal(object)
    sheets_asked = Signal()
    reminder_asked = Signal()
    paper_asked = Signal()
    table_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumSize(px(420), px(300))
        self.rows: tuple[DispatchRow, ...] = ()
        self.shown: tuple[DispatchRow, ...] = ()
        self.unit, self.state, self.pace = ChoiceField(), ChoiceField(), ChoiceField()
        states = [(one.value, _(name)) for one, name in DISPATCH_STATE_NAMES.items()]
        paces = [(one.value, _(name)) for one, name in PACE_NAMES.items()]
        for field, name, choices in (
            (self.unit, _("Unit"), []),
            (self.state, _("State"), states),
            (self.pace, _("Pace"), paces),
        ):
            field.setAccessibleName(name)
            field.offer([("", _("{name}: all", name=name)), *choices])
            field.activated.connect(lambda _at: self._narrow())
        self.only_selected = QCheckBox(_("Only the lines selected"))
        self.only_selected.toggled.connect(lambda _on: self._count())
        self.counts = Text(tone="soft")
        self.empty = Text(wrap=True, tone="soft")
        self.table = LinesTable(title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(px(LEAST))
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(_("The line in focus, whole"))
        self.told.setMinimumHeight(px(LEAST))
        self.back = Text(wrap=True)
        self.noting = Button(_("Difficulty and next point…"), self._note, kind=PRIMARY)
        self.sending = Button(_("Send out and collect…"), self.sheets_asked.emit, icon="upload")
        self.reminding = Button(_("Copy a reminder"), self.reminder_asked.emit, icon="copy")
        self.printing = Button(_("As PDF…"), self.paper_asked.emit, icon="file-text")
        self.exporting = Button(_("Excel…"), self.table_asked.emit, icon="download")
        self._lay_out()
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(lambda _now, _before: self._tell())
        selection.selectionChanged.connect(lambda _on, _off: self._count())
        for keys in ("Return", "Enter"):
            entering = QShortcut(QKeySequence(keys), self.table, self._note)
            entering.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.show_sheets((), date.min)
        self._narrow()

    @property
    def in_focus(self) -> DispatchRow | None:
        """The line in focus."""
        at = self.table.currentIndex().row()
        return self.shown[at] if 0 <= at < len(self.shown) else None

    @property
    def wanted(self) -> tuple[DispatchRow, ...]:
        """The lines that are printed, written or sent: those shown, or only those selected of them."""
        if not self.only_selected.isChecked():
            return self.shown
        return tuple(
            self.shown[at]
            for at in sorted(one.row() for one in self.table.selectionModel().selectedRows())
            if at < len(self.shown)
        )

    def show_rows(self, rows: Sequence[DispatchRow]) -> None:
        """Show these lines; what was chosen and the line in focus stay where they still are."""
        self.rows = tuple(rows)
        unit = self.unit.value()
        name = _("Unit")
        self.unit.offer([("", _("{name}: all", name=name)), *((one, one) for one in units_in(rows))], unit)
        self._narrow()

    def show_sheets(self, sheets: Sequence[SentSheet], today: date) -> None:
        """Say which of the sheets of the period that went out have come back, and name who owes one."""
        waited = [one for one in sheets if one.is_waited_for]
        late = sum(1 for one in waited if one.days_late(today))
        units = _(", ").join(one.unit for one in waited[:MOST_NAMED])
        if len(waited) > MOST_NAMED:
            units = plural(
                "{units} and {n} more", "{units} and {n} more", len(waited) - MOST_NAMED, units=units
            )
        out = plural("{n} sheet went out", "{n} sheets went out", len(sheets))
        if not sheets:
            self.back.setText(_("No sheet of this list went out to the units yet."))
        elif not waited:
            self.back.setText(_("{out}, and every one has come back.", out=out))
        elif late:
            self.back.setText(
                plural(
                    "{out}; not back: {units} ({n} of them late).",
                    "{out}; not back: {units} ({n} of them late).",
                    late,
                    out=out,
                    units=units,
                )
            )
        else:
            self.back.setText(_("{out}; not back: {units}.", out=out, units=units))
        self.reminding.allow(bool(waited), _("Every sheet that went out has come back."))

    def _narrow(self) -> None:
        """Show the lines of the unit, state and pace that are chosen."""
        before = self.in_focus
        unit, state, pace = self.unit.value(), self.state.value(), self.pace.value()
        shown = tuple(
            one
            for one in self.rows
            if (not unit or unit in one.members)
            and (not state or one.state == DispatchState(state))
            and (not pace or one.pace == Pace(pace))
        )
        self.shown = shown
        self.table.show_lines(dispatch_titles(), [dispatch_cells(one) for one in shown], COLUMNS)
        keys = [one.key for one in shown]
        if keys:
            self.table.selectRow(keys.index(before.key) if before and before.key in keys else 0)
        self.table.setVisible(bool(keys))
        self._make_room()
        self.empty.setVisible(not keys)
        self.empty.setText(
            _("No line is like that. Choose another unit, state or pace.")
            if self.rows
            else _(
                "Nothing is under dispatch in this period: no task of a plan, and no finding that is serious,"
                " major, supervised, overdue or in an order."
            )
        )
        self._tell()
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen leave the room to the list."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.told.setVisible(bool(self.shown) and self.height() >= px(LOW))

    def _tell(self) -> None:
        line = self.in_focus
        self.told.setPlainText(told_of(line) if line else "")
        self.noting.allow(line is not None, _("There is no line to note something on."))

    def _count(self) -> None:
        wanted = self.wanted
        late = sum(one.pace is Pace.OVERDUE for one in wanted)
        lines = plural("{n} line", "{n} lines", len(wanted))
        self.counts.setText(_("{lines}, {late} past the deadline", lines=lines, late=late))
        for button in (self.sending, self.printing, self.exporting):
            button.allow(bool(wanted), _("There is no line to be written."))

    def _note(self) -> None:
        if line := self.in_focus:
            self.note_asked.emit(line)

    def _lay_out(self) -> None:
        choices, ways = QWidget(), QWidget()
        top = FlowLayout(choices, gap=S)
        for part in (self.unit, self.state, self.pace, self.only_selected, self.counts):
            top.addWidget(part)
        flow = FlowLayout(ways, gap=S)
        for button in (self.noting, self.sending, self.reminding, self.printing, self.exporting):
            flow.addWidget(button)
        closing = Button(_("Close"), self.reject)
        foot = row(ways, closing, gap=S)
        foot.setStretch(0, 1)
        foot.setAlignment(closing, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        fill(layout, (choices, self.empty, self.table, self.told, self.back, foot), S, L)
        layout.setStretch(2, 3)
        layout.setStretch(3, 2)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
