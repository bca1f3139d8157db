"""Making the results of a period public from a page: asks where to, and writes the page or the PDF."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.queries.publication import publication_paper
from db.queries.summaries import SummarySheet
from db.workspace import Workspace
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.periods import Instant
from inspector.reports.publication_page import write_publication_page
from inspector.reports.publication_report import build_publication
from inspector.words import _
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.page import Page
from ui.report_outlets import ReportOutlets
from ui.widgets.buttons import PLAIN, IconButton

PDF = ".pdf"
Shown = Callable[[], SummarySheet | None]
"""Gives the sheet of the grid and period that a page shows; nothing before it shows any."""


class PublicationDesk(QObject):
    """Serves ``page`` with its ``button``."""

    def __init__(self, page: Page, shown: Shown) -> None:
        super().__init__(page)
        self._page, self._shown = page, shown
        self.outlets = ReportOutlets(page)
        self.picker: QFileDialog | None = None
        self.button = IconButton("megaphone", _("Publish the results…"), self.ask, kind=PLAIN)

    def ask(self) -> None:
        """Ask where to write the results without names: a page for browsers, or a PDF."""
        if shown := self._shown():
            kinds = {"html": _("Web page (*.html)"), "pdf": _("PDF files (*.pdf)")}
            folder = Path(self._page.session.preferences.text(FOLDER) or Path.home())
            proposed = folder / f"{shown.grid_name}_{shown.period.name}_{_('for the public')}.html"
            picker = QFileDialog(
                self._page.window(), _("Publish the results"), str(proposed), ";;".join(kinds.values())
            )
            picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            picker.setDefaultSuffix("html")
            picker.fileSelected.connect(lambda file: self.write_to(Path(file)))
            picker.finished.connect(picker.deleteLater)
            self.picker = picker
            picker.open()

    def write_to(self, to: Path) -> None:
        """Write what the name of ``to`` asks for: a PDF, else a page."""
        if shown := self._shown():
            session = self._page.session
            session.preferences.keep(FOLDER, str(to.parent))
            self._page.work(
                partial(_written, session.workspace, shown.grid, shown.period, session.now(), to),
                self._tell,
                title=_("Writing the results for the public"),
            )

    def _tell(self, to: Path) -> None:
        folder = partial(self.outlets.open_folder, to)
        self._page.notice(_("Written as {name}, without any names.", name=to.name), _("Open folder"), folder)


def _written(
    workspace: Workspace, grid: GridId, period: Period, now: Instant, to: Path, _report: Report
) -> Path:
    with closing(workspace.reader()) as reader:
        paper = publication_paper(reader, workspace.blobs, grid, period, now)
    if to.suffix.lower() == PDF:
        build_publication(paper, to)
    else:
        write_publication_page(paper, to)
    return to
