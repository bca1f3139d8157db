"""The ways out of the window for a report: a copy, paper, the folder it lies in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from inspector.words import _, plural
from ui.dialogs.choose_file import ask_where_to_save
from ui.page import Page
from ui.report_making import ShownReport, copy_report
from ui.report_printing import print_report


class ReportOutlets(QObject):
    """Exports and prints for a page, beside the window, and says at its foot how it went."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._printer: QPrinter | None = None

    def export(self, report: ShownReport) -> None:
        """Ask where to put a copy."""
        preferences = self._page.session.preferences
        ask_where_to_save(self._page, preferences, report.name, partial(self.export_to, report))

    def export_to(self, report: ShownReport, place: Path) -> None:
        """Put a copy at ``place``, byte for byte."""
        self._page.work(lambda _report: copy_report(report.content, place), self._tell_exported)

    def choose_printer(self, report: ShownReport) -> QPrintDialog:
        """Ask for a printer, and print there."""
        return self.ask_for_printer(report.name, partial(self.print_on, report))

    def ask_for_printer(self, name: str, then: Callable[[QPrinter], object]) -> QPrintDialog:
        """Ask for a printer for a document called ``name``; ``then`` gets it."""
        # the dialog does not own its printer
        self._printer = printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        dialog = QPrintDialog(printer, self._page)
        dialog.setWindowTitle(_("Print the report"))
        dialog.setModal(True)
        dialog.finished.connect(partial(self._print_if, then, printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        return dialog

    def print_on(self, report: ShownReport, printer: QPrinter) -> None:
        """Print the pages ``printer`` asks for."""
        self._page.work(
            partial(print_report, report.content, printer),
            self.tell_printed,
            title=_("Printing {name}", name=report.name),
        )

    def open_folder(self, file: Path) -> None:
        """Show the folder in which ``file`` lies."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def _print_if(self, then: Callable[[QPrinter], object], printer: QPrinter, result: int) -> None:
        if result == QPrintDialog.DialogCode.Accepted:
            then(printer)

    def _tell_exported(self, place: Path) -> None:
        self._page.notice(
            _("Exported as {name}.", name=place.name), _("Open folder"), partial(self.open_folder, place)
        )

    def tell_printed(self, pages: int) -> None:
        """Say at the foot how many pages were printed."""
        self._page.notice(plural("{n} page printed.", "{n} pages printed.", pages))
