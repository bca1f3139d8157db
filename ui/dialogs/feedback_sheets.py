"""Feedback sheets: which units get one, and which of those sent out have come back."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.feedback_sheets import SheetWish, UnitOwing
from db.queries.feedback import SentSheet
from inspector.errors import Spoken
from inspector.model.feedback import LONGEST_TITLE, SHEET_STATE_NAMES
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, QUIET, Button
from ui.widgets.chip import FilterChips
from ui.widgets.day_field import DayField
from ui.widgets.drop_zone import files_in
from ui.widgets.feedback_units import FeedbackUnits
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT = 820, 560
OUT, BACK = "out", "back"
TERM = timedelta(days=5)
"""Until when a sheet is asked back, unless another day is given."""
COLUMNS = (150, 180, 90, 90, 160)


class FeedbackSheets(QDialog):
    """Two sides: what goes out, and what went out.

    ``sending_asked`` carries units and a ``SheetWish``, ``reading_asked`` a file or None to have one chosen,
    ``withdrawing_asked`` the id of a sheet and a reason, ``reminder_asked`` nothing.
    """

    sending_asked = Signal(object, object)
    reading_asked = Signal(object)
    withdrawing_asked = Signal(str, str)
    reminder_asked = Signal()

    def __init__(self, today: date, title: str, parent: QWidget | None = None) -> None:
        """Propose ``title`` for the sheets, in the language of the papers."""
        super().__init__(parent)
        self.setWindowTitle(_("Feedback sheets"))
        self.setMinimumSize(px(420), px(300))
        self.setAcceptDrops(True)
        self._today = today
        self.sheets: tuple[SentSheet, ...] = ()
        self.sides = FilterChips(_("Feedback sheets"))
        self.sides.offer(OUT, _("Send out"))
        self.sides.offer(BACK, _("Sent out, not back"))
        self.sides.chosen.connect(self.show_side)
        self.units = FeedbackUnits()
        self.units.ticked_changed.connect(self._check)
        self.title = QLineEdit(title)
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setAccessibleName(_("Title"))
        self.due = DayField(_("To come back by"), today, ahead=True)
        self.due.show_day(today + TERM)
        self.due.day_given.connect(lambda _day: self._check())
        self.nobody = Text(_("No unit has anything open to be asked about."), tone="soft", wrap=True)
        self.sending = Button(_("Send out…"), self._send, kind=PRIMARY, icon="upload")
        self.table = LinesTable(_("Sent out"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._check())
        self.nothing = Text(_("No sheet went out yet."), tone="soft", wrap=True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason"))
        self.reason.textChanged.connect(lambda _text: self._check())
        self.withdrawing = Button(_("Wait no longer"), self._withdraw)
        self.reminding = Button(_("Copy reminder"), self.reminder_asked.emit, icon="copy")
        self.reading = Button(
            _("Read a returned sheet…"), lambda: self.reading_asked.emit(None), kind=PRIMARY, icon="download"
        )
        self.trouble = Text(tone="red", wrap=True)
        self._lay_out()
        self._check()

    def show_units(self, units: Sequence[UnitOwing]) -> None:
        """List the units that have something open."""
        self.units.show_units(units)
        self.nobody.setVisible(not units)
        self.units.setVisible(bool(units))

    def show_sheets(self, sheets: Sequence[SentSheet]) -> None:
        """List the sheets that went out; the one in focus stays."""
        before = self.chosen
        self.sheets = tuple(sheets)
        titles = (_("Unit"), _("Title"), _("Sent"), _("Due by"), _("State"), _("Lines"))
        self.table.show_lines(titles, [self._line(one) for one in sheets], COLUMNS)
        ids = [one.sheet for one in sheets]
        if ids:
            self.table.selectRow(ids.index(before.sheet) if before and before.sheet in ids else 0)
        self.nothing.setVisible(not ids)
        self.table.setVisible(bool(ids))
        waiting = sum(1 for one in sheets if one.is_waited_for)
        self.sides.count(BACK, waiting)
        self._check()

    def show_side(self, side: str) -> None:
        """Show what goes out, or what went out."""
        self.sides.mark(side)
        self._stack.setCurrentIndex(0 if side == OUT else 1)
        self.trouble.hide()

    def say(self, error: BaseException) -> None:
        """Say what went wrong where it was asked for; a fault of ours goes its own way."""
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    @property
    def chosen(self) -> SentSheet | None:
        """The sheet in focus."""
        at = self.table.currentIndex().row()
        return self.sheets[at] if 0 <= at < len(self.sheets) else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a returned sheet can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the sheet that was let go."""
        event.acceptProposedAction()
        self.reading_asked.emit(files_in(event.mimeData())[0])

    def _line(self, one: SentSheet) -> tuple[str, ...]:
        state = _(SHEET_STATE_NAMES[one.state])
        if late := one.days_late(self._today):
            state = plural("{n} day late", "{n} days late", late)
        elif one.returned:
            state = f"{state} {one.returned.isoformat()}"
        recorded = _("{n} of {rows} lines", n=one.recorded, rows=one.rows) if one.returned else str(one.rows)
        due = one.due.isoformat() if one.due else ""
        return one.unit, one.title, one.issued.isoformat(), due, state, recorded

    def _check(self) -> None:
        ticked = self.units.ticked
        is_day = self.due.day is not None or not self.due.field.text().strip()
        self.sending.setText(plural("Send out {n} sheet…", "Send out {n} sheets…", len(ticked)))
        self.sending.allow(
            bool(ticked) and is_day, _("Choose units.") if is_day else _("The deadline is no day.")
        )
        chosen = self.chosen
        waits = chosen is not None and chosen.is_waited_for
        self.reason.setEnabled(waits)
        self.withdrawing.allow(
            waits and bool(self.reason.text().strip()),
            _("Say why it is not waited for any more.") if waits else _("It is not waited for."),
        )
        self.reminding.allow(
            any(one.is_waited_for for one in self.sheets), _("Every sheet that went out has come back.")
        )

    def _send(self) -> None:
        wish = SheetWish(title=self.title.text(), due=self.due.day)
        self.sending_asked.emit(self.units.ticked, wish)

    def _withdraw(self) -> None:
        if chosen := self.chosen:
            self.withdrawing_asked.emit(chosen.sheet, self.reason.text())
            self.reason.clear()

    def _lay_out(self) -> None:
        titled, due = Text(_("Title")), Text(_("To come back by"))
        titled.setBuddy(self.title)
        due.setBuddy(self.due)
        fields = row(titled, self.title, due, self.due)
        fields.setStretch(1, 1)
        every = Button(_("All"), lambda: self.units.tick_all(on=True), kind=QUIET)
        none = Button(_("None"), lambda: self.units.tick_all(on=False), kind=QUIET)
        out, back = QWidget(), QWidget()
        closings = [Button(_("Close"), self.reject) for _side in (out, back)]
        outwards, homewards = QVBoxLayout(out), QVBoxLayout(back)
        fill(
            outwards,
            (self.nobody, self.units, fields, row(every, none, None, closings[0], self.sending)),
            M,
        )
        fill(
            homewards,
            (
                self.nothing,
                self.table,
                row(self.reason, self.withdrawing),
                row(self.reminding, None, closings[1], self.reading),
            ),
            M,
        )
        for one in (outwards, homewards):
            one.setStretch(1, 1)
        holding = QWidget()
        self._stack = QStackedLayout(holding)
        for side in (out, back):
            self._stack.addWidget(side)
        layout = QVBoxLayout(self)
        fill(layout, (self.sides, holding, self.trouble), M, L)
        layout.setStretch(1, 1)
        self.trouble.hide()
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(WIDTH), room.width() - px(L)), min(px(HEIGHT), room.height() - px(L)))


def folder_of(kept: str) -> Path:
    """Give where files were put last, else the person's own folder."""
    return Path(kept) if kept else Path.home()
