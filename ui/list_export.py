"""A list as a table file: the selected lines, or all of the view, with the columns in sight."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from db.table_export import ViewColumn, export_view
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.tables.writing import Form
from inspector.words import N_, _, plural
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.notices import Notice
from ui.session import Session
from ui.table import Column, Source, View

Row = TypeVar("Row")

POINTS_PER_LETTER = 8
"""Pixels of a column in the window to a letter of its width in a spreadsheet."""
NOT_WRITTEN = N_("{file} can't be written: {reason}. Close it where it is open, or choose another place.")


@dataclass(frozen=True)
class ListExport(Generic[Row]):
    """What is written: lines of ``view``, only those of ``selected`` keys where there are several."""

    over: QWidget
    title: str
    session: Session
    source: Source[Row]
    view: View
    columns: Sequence[Column[Row]]
    selected: Sequence[Any]
    told: Callable[[Notice], object]

    def ask(self) -> QFileDialog:
        """Ask where to; then write in the lane of work, shown with a cancel."""
        kinds = {Form.XLSX: _("Excel workbook (*.xlsx)"), Form.CSV: _("CSV, UTF-8 (*.csv)")}
        name = f"{self.session.now().day.isoformat()}_{self.title}.xlsx"
        folder = Path(self.session.preferences.text(FOLDER) or Path.home())
        picker = QFileDialog(
            self.over.window(), _("Export the list"), str(folder / name), ";;".join(kinds.values())
        )
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setDefaultSuffix(Form.XLSX.value)
        picker.filterSelected.connect(
            lambda chosen: picker.setDefaultSuffix(
                next(form.value for form, kind in kinds.items() if kind == chosen)
            )
        )
        picker.fileSelected.connect(lambda file: self.write(Path(file)))
        picker.finished.connect(picker.deleteLater)
        picker.open()
        return picker

    def write(self, to: Path) -> None:
        """Write the list into ``to``, as CSV where its name ends so and as Excel elsewhere."""
        self.session.preferences.keep(FOLDER, str(to.parent))
        self.session.work(partial(self._write, to), partial(self._tell, to), title=_("Exporting the list"))

    def _write(self, to: Path, report: Report) -> int:
        form = Form.CSV if to.suffix.lower() == ".csv" else Form.XLSX
        columns = [
            ViewColumn(
                one.name, one.title, one.cell or one.text, max(8, one.width // POINTS_PER_LETTER), one.code
            )
            for one in self.columns
        ]
        fetch: Callable[[Any, Sequence[Any]], Mapping[Any, Row]] = self.source.rows
        with closing(self.session.workspace.reader()) as reader:
            several = len(self.selected) > 1
            keys = self.selected if several else self.source.keys(reader, self.view, None)
            try:
                return export_view(reader, to, form, self.title, columns, list(keys), fetch, report)
            except OSError as error:
                raise Refused(NOT_WRITTEN, file=to.name, reason=why(error)) from error

    def _tell(self, to: Path, count: int) -> None:
        self.told(
            Notice(
                plural("{n} line written to {file}.", "{n} lines written to {file}.", count, file=to.name),
                "accent",
                _("Open its folder"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(to.parent))),
            )
        )
