"""The whole ledger (台账) from the window: taken over from a table, as a paper, as a workbook with photos."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu

from db.issued_reports import ReportWish
from db.queries.findings import MINE
from db.queries.ledger import FINDING
from db.queries.ledger_scope import LedgerScope
from db.table_photos import export_ledger
from db.workspace import Actor
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.model.issued_report import ReportKind
from inspector.tables.ledger_sheet import LAST_ROW
from inspector.words import N_, _, plural
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.feedback_desk import FeedbackDesk, is_returned
from ui.import_desk import LEDGER, TASKS, ImportDesk, fitting
from ui.list_export import NOT_WRITTEN
from ui.page import Command, Page
from ui.table import View

NOBODY = N_("Choose who you are first, at the top right.")
ENDING = ".xlsx"
MOST_ROWS = LAST_ROW - 2
"""Lines of a workbook, below the titles and the row that adds up."""


class LedgerDesk(QObject):
    """Does it over ``page``; ``shown`` gives the view the list in sight has.

    With ``has_tasks`` the page shows tasks beside findings.
    """

    def __init__(self, page: Page, shown: Callable[[], View], *, has_tasks: bool = False) -> None:
        super().__init__(page)
        self._page, self._shown, self._has_tasks = page, shown, has_tasks
        self.imports = ImportDesk(page)
        self.feedback = FeedbackDesk(page)

    def commands(self) -> Sequence[Command]:
        """List what can be done with the ledger, with its words and keys."""
        tasks = Command(_("Import a ledger of tasks…"), self.take_over_tasks, "Ctrl+Shift+I")
        return (
            Command(_("Import a ledger…"), self.take_over, "Ctrl+I"),
            *((tasks,) if self._has_tasks else ()),
            Command(_("Ledger as PDF…"), self.print_paper),
            Command(_("Excel with photos…"), self.ask_workbook),
            Command(_("Feedback sheets…"), self.feedback.open),
        )

    def fill(self, menu: QMenu) -> None:
        """Offer it in a menu too."""
        for one in self.commands():
            menu.addAction(one.text, one.act)

    def take_over(self, file: Path | None = None) -> None:
        """Take in a ledger of findings kept before, from CSV or Excel."""
        if by := self._actor():
            self.imports.open(LEDGER, by, file)

    def take_over_tasks(self) -> None:
        """Take in a ledger of tasks kept before, from CSV or Excel."""
        if by := self._actor():
            self.imports.open(TASKS, by)

    def take_dropped(self, file: Path) -> None:
        """Take in what was let go: a feedback sheet that came back, else a ledger.

        It is one of tasks, if the page shows them and the columns are theirs.
        """
        if by := self._actor():
            kinds = (LEDGER, TASKS) if self._has_tasks else (LEDGER,)
            self._page.work(
                lambda _report: None if is_returned(file) else fitting(file, *kinds),
                lambda kind: self.imports.open(kind, by, file) if kind else self.feedback.read(file),
            )

    def print_paper(self) -> None:
        """Let the ledger of one's own grid be issued as PDF: what the list shows now, in its order."""
        if by := self._actor():
            about = self._scope(by).about
            self._page.wanted.emit("reports", ReportWish(kind=ReportKind.LEDGER, about=about))

    def ask_workbook(self) -> None:
        """Ask where the findings go as a workbook with their photos before and after."""
        if by := self._actor():
            session = self._page.session
            folder = Path(session.preferences.text(FOLDER) or Path.home())
            name = f"{session.now().day.isoformat()}_{_('Ledger with photos')}{ENDING}"
            kind = _("Excel workbook (*.xlsx)")
            picker = QFileDialog(self._page.window(), _("Excel with photos"), str(folder / name), kind)
            picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            picker.setDefaultSuffix(ENDING[1:])
            picker.fileSelected.connect(lambda file: self.write_workbook(Path(file), by))
            picker.finished.connect(picker.deleteLater)
            picker.open()

    def write_workbook(self, to: Path, by: Actor) -> None:
        """Write the findings the list shows into ``to``, with a cancel; the tasks where it shows tasks alone.

        It is of the grid ``by`` acts for.
        """
        self._page.session.preferences.keep(FOLDER, str(to.parent))
        self._page.work(
            partial(self._write, to, by, self._scope(by)),
            partial(self._tell, to),
            title=_("Exporting the ledger with photos"),
        )

    def _scope(self, by: Actor) -> LedgerScope:
        """Give what the list shows, in its order."""
        view = self._shown()
        return LedgerScope(
            grid=by.org,
            filter=view.filter or ("open" if self._has_tasks else MINE),
            has_tasks=self._has_tasks,
            text=view.text,
            sort=view.sort,
            descending=view.descending,
            facts=view.facts,
        )

    def _write(self, to: Path, by: Actor, scope: LedgerScope, report: Report) -> int:
        session = self._page.session
        blobs, today = session.workspace.blobs, session.now().day
        name = "findings" if FINDING in scope.kinds else "tasks"
        with closing(session.workspace.reader()) as reader:
            shown = frozenset(scope.keys(reader, by.person, today, MOST_ROWS))
            try:
                told = lambda done: report(done, len(shown))  # noqa: E731 - a function of one line
                return export_ledger(reader, blobs, name, to, (), told, today=today, subjects=shown)
            except OSError as error:
                raise Refused(NOT_WRITTEN, file=to.name, reason=why(error)) from error

    def _tell(self, to: Path, count: int) -> None:
        self._page.notice(
            plural("{n} line written to {file}.", "{n} lines written to {file}.", count, file=to.name),
            _("Open its folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(to.parent))),
        )

    def _actor(self) -> Actor | None:
        if self._page.session.actor is None:
            self._page.session.tell(Refused(NOBODY))
        return self._page.session.actor
