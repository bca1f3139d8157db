"""Taking in a list from CSV or Excel: pick it, say what its columns hold, look what would happen, take it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.table_plan import ImportPlan
from inspector.errors import Spoken
from inspector.tables.fields import Field
from inspector.tables.mapping import ColumnMap
from inspector.tables.table import Table
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.column_map_view import ColumnMapView
from ui.widgets.drop_zone import files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.import_plan_view import ImportPlanView
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Elided, Text

ENDINGS = "*.xlsx *.csv *.tsv *.txt *.json *.geojson"
WIDTH, HEIGHT = 760, 560


class ImportTable(QDialog):
    """Shows each step and asks for the next; whoever opened it reads, plans and records.

    ``picked`` carries a file and a sheet's name, ``mapped`` the ``ColumnMap``, ``taking_asked`` the plan,
    ``saving_asked`` a place for the rows that are left out; ``stop_asked`` and a close stop what runs.
    """

    picked = Signal(object, str)
    mapped = Signal(object)
    taking_asked = Signal(object)
    saving_asked = Signal(object)
    stop_asked = Signal()

    def __init__(
        self, title: str, about: str, fields: Sequence[Field], parent: QWidget | None = None
    ) -> None:
        """Ask for a file; ``about`` says what its columns may hold."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAcceptDrops(True)
        self._fields = fields
        self.file: Path | None = None
        self.table: Table | None = None
        self.plan: ImportPlan | None = None
        self.head = Elided(bold=True)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("Sheet"))
        self.picking = EmptyState(
            "upload",
            _("Drop a CSV or Excel file here"),
            about,
            action=_("Choose a file…"),
            act=self.pick,
        )
        self.columns, self.rows = ColumnMapView(), ImportPlanView()
        self.outcome = Text(size="heading", wrap=True)
        self.remark = Text(tone="soft", wrap=True)
        self.trouble = Text(tone="red", wrap=True)
        self.bar, self.numbers = QProgressBar(), Text(tone="soft")
        self.bar.setTextVisible(False)
        self.back = Button(_("Back"), self.go_back)
        self.closing = Button(_("Cancel"), self.close)
        self.going = Button(_("Next"), self.go_on, kind=PRIMARY)
        self._lay_out()
        self._show_step(self.picking)

    def pick(self) -> None:
        """Let a file be chosen."""
        picker = QFileDialog(self, _("Choose a file…"), str(Path.home()), f"{_('Tables')} ({ENDINGS})")
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.fileSelected.connect(lambda file: self.take(Path(file)))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def take(self, file: Path, sheet: str = "") -> None:
        """Ask for a file to be read."""
        self.file = file
        self.say_busy(_("Reading {file}…", file=file.name))
        self.picked.emit(file, sheet)

    def show_table(self, table: Table, proposed: ColumnMap) -> None:
        """Show what the columns are thought to hold."""
        self.table = table
        self.head.setText(plural("{file}: {n} row", "{file}: {n} rows", len(table.rows), file=table.file))
        self.sheet.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItems(list(table.sheets))
        self.sheet.setCurrentText(table.sheet)
        self.sheet.blockSignals(False)
        self.columns.show_table(table, self._fields, proposed)
        self._show_step(self.columns)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would happen; nothing has yet."""
        self.plan = plan
        self.rows.show_plan(plan)
        self._show_step(self.rows)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.numbers.setText(_("{done} of {total}", done=done, total=total) if total else "")

    def show_done(self, done: str, remark: str = "") -> None:
        """Say what was done."""
        self.outcome.setText(done)
        self.remark.setText(remark)
        self._show_step(self._done)

    def say_busy(self, text: str) -> None:
        """Say what goes on, with a way to stop it."""
        self.trouble.hide()
        self.numbers.setText(text)
        self.bar.setRange(0, 0)
        self._busy.show()
        for part in (self.back, self.going):
            part.setEnabled(False)

    def say(self, error: BaseException) -> None:
        """Say what went wrong where it was asked for; a fault of ours goes its own way."""
        self._rest()
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def go_on(self) -> None:
        """Take the next step."""
        step = self._stack.currentWidget()
        if step is self.columns:
            self.say_busy(_("Comparing with what is here…"))
            self.mapped.emit(self.columns.columns)
        elif step is self.rows and (plan := self.rows.decided_plan):
            self.plan = plan
            self.say_busy("")
            self.taking_asked.emit(plan)
        elif step is self._done:
            self.accept()

    def go_back(self) -> None:
        """Go one step back; nothing has been recorded."""
        self._show_step(self.columns if self._stack.currentWidget() is self.rows else self.picking)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a file can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file that was let go."""
        event.acceptProposedAction()
        self.take(files_in(event.mimeData())[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs."""
        self.stop_asked.emit()
        super().closeEvent(event)

    def reject(self) -> None:
        """Stop what runs, as a close does."""
        self.stop_asked.emit()
        super().reject()

    def _show_step(self, step: QWidget) -> None:
        self._rest()
        self.trouble.hide()
        self._stack.setCurrentWidget(step)
        at_columns, at_rows = step is self.columns, step is self.rows
        self.head.setVisible(at_columns or at_rows)
        self.sheet.setVisible(at_columns and self.sheet.count() > 1)
        self.back.setVisible(at_columns or at_rows)
        self.going.setVisible(step is not self.picking)
        self.closing.setVisible(step is not self._done)
        plan = self.rows.decided_plan
        taken = len(plan.added) + len(plan.changed) if plan and at_rows else 0
        self.going.setText(
            plural("Take in {n} row", "Take in {n} rows", taken)
            if at_rows
            else _("Next")
            if at_columns
            else _("Done")
        )
        self.going.allow(not at_rows or taken > 0, _("Nothing is new and nothing changes."))

    def _rest(self) -> None:
        self._busy.hide()
        for part in (self.back, self.going):
            part.setEnabled(True)

    def _lay_out(self) -> None:
        self._done = QWidget()
        fill(QVBoxLayout(self._done), (None, self.outcome, self.remark, None), M)
        self._busy = QWidget()
        fill(busy := QVBoxLayout(self._busy), (self.numbers, self.bar), 4)
        busy.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        for step in (self.picking, self.columns, self.rows, self._done):
            self._stack.addWidget(step)
        self.sheet.activated.connect(lambda _at: self._take_sheet())
        self.rows.saving_asked.connect(self._ask_where)
        self.rows.decided.connect(lambda: self._show_step(self.rows))
        foot = row(self.back, None, self.closing, self.going)
        layout = QVBoxLayout(self)
        fill(layout, (row(self.head, None, self.sheet), self._stack, self._busy, self.trouble, foot), M, L)
        layout.setStretch(1, 1)
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(WIDTH), room.width() - px(L)), min(px(HEIGHT), room.height() - px(L)))

    def _take_sheet(self) -> None:
        if self.file:
            self.take(self.file, self.sheet.currentText())

    def _ask_where(self) -> None:
        left = _("rows left out")
        name = f"{self.file.stem if self.file else ''}_{left}.xlsx"
        folder = self.file.parent if self.file else Path.home()
        picker = QFileDialog(self, _("Save these rows…"), str(folder / name), _("Excel workbook (*.xlsx)"))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setDefaultSuffix("xlsx")
        picker.fileSelected.connect(lambda file: self.saving_asked.emit(Path(file)))
        picker.finished.connect(picker.deleteLater)
        picker.open()
