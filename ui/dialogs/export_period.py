"""All reports of a period: which days, which grid, into a folder, a ZIP, or onto paper."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QFormLayout, QVBoxLayout, QWidget

from db.report_export import Export
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import fill, row
from ui.widgets.text import Text

WEEK = timedelta(days=6)


class ExportPeriod(QDialog):
    """Asks for the period; ``export_asked`` carries an ``Export`` and whether to make a ZIP."""

    export_asked = Signal(object, bool)
    print_asked = Signal(object)

    def __init__(self, today: date, grids: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Reports of a period"))
        self.setMinimumWidth(px(460))
        self.first, self.last = _day_field(today - WEEK), _day_field(today)
        self.grid = QComboBox()
        self.grid.addItem(_("all grids"), "")
        for grid, name in grids:
            self.grid.addItem(name, grid)
        self.form = QComboBox()
        self.form.addItem(_("into a new folder"), False)
        self.form.addItem(_("into one ZIP file"), True)
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        for name, field in (
            (_("First day"), self.first),
            (_("Last day"), self.last),
            (_("Grid and below"), self.grid),
            (_("Where to"), self.form),
        ):
            field.setAccessibleName(name)
            fields.addRow(name, field)
        told = Text(
            _("A list beside them says what is there and what is missing. Nothing is overwritten."),
            tone="soft",
            wrap=True,
        )
        closing = Button(_("Cancel"), self.reject)
        self.printing = Button(_("Print…"), self._print, icon="printer")
        self.exporting = Button(_("Export…"), self._export, kind=PRIMARY, icon="download")
        fill(QVBoxLayout(self), (fields, told, row(self.printing, None, closing, self.exporting)), 12, 16)
        for field in (self.first, self.last):
            field.dateChanged.connect(self._check)

    @property
    def export(self) -> Export:
        """What is asked for by now."""
        return Export(_day_of(self.first), _day_of(self.last), str(self.grid.currentData()))

    def _check(self) -> None:
        in_order = self.export.first <= self.export.last
        for button in (self.exporting, self.printing):
            button.allow(in_order, _("The period ends before it begins."))

    def _export(self) -> None:
        asked, as_zip = self.export, bool(self.form.currentData())
        self.accept()
        self.export_asked.emit(asked, as_zip)

    def _print(self) -> None:
        asked = self.export
        self.accept()
        self.print_asked.emit(asked)


def _day_field(day: date) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    return field


def _day_of(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
