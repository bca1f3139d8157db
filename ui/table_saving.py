"""A table of a dialog or a page as a file: asks where to, writes it in the lane of work, says how it went."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from db.connection import Reader
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.tables.writing import Form
from inspector.words import _, plural
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.list_export import NOT_WRITTEN
from ui.page import Page
from ui.report_outlets import ReportOutlets

Write = Callable[[Reader, Path, Form], int]
"""Writes the table and gives the number of its rows."""


def ask_for_table(page: Page, title: str, write: Write) -> QFileDialog:
    """Ask where to put the table called ``title``: as Excel, CSV or JSON, as the name of the file ends."""
    kinds = (_("Excel workbook (*.xlsx)"), _("CSV, UTF-8 (*.csv)"), _("JSON (*.json)"))
    folder = Path(page.session.preferences.text(FOLDER) or Path.home())
    name = f"{page.session.now().day.isoformat()}_{title}.xlsx"
    picker = QFileDialog(page.window(), _("Export the list"), str(folder / name), ";;".join(kinds))
    picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    picker.setDefaultSuffix(Form.XLSX.value)
    picker.fileSelected.connect(lambda file: save_table(page, Path(file), write))
    picker.finished.connect(picker.deleteLater)
    picker.open()
    return picker


def save_table(page: Page, to: Path, write: Write) -> None:
    """Write the table into ``to``, with progress, a way to stop, and a way to its folder afterwards."""
    page.session.preferences.keep(FOLDER, str(to.parent))
    page.work(
        partial(_written, page.session.workspace, to, write),
        partial(_tell, page, to),
        title=_("Exporting the list"),
    )


def _written(workspace: Workspace, to: Path, write: Write, _report: Report) -> int:
    ending = to.suffix.lower().lstrip(".")
    form = Form(ending) if ending in {Form.CSV, Form.JSON} else Form.XLSX
    try:
        with closing(workspace.reader()) as reader:
            return write(reader, to, form)
    except OSError as fault:
        raise Refused(NOT_WRITTEN, file=to.name, reason=why(fault)) from fault


def _tell(page: Page, to: Path, rows: int) -> None:
    said = plural("{n} line written to {file}.", "{n} lines written to {file}.", rows, file=to.name)
    page.notice(said, _("Open folder"), partial(ReportOutlets(page).open_folder, to))
