"""Accounts of units (交账手册) from a page: asked for once, then each is issued, built, signed and copied."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QFileDialog

from db.issued_reports import PLACES, ReportWish
from db.queries.unit_booklet import UnitAccount, unit_accounts
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import PersonKey
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.words import N_, _, plural
from ui.background import Job, Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.pick import pick_folder
from ui.dialogs.unit_booklets import UnitBookletsDialog
from ui.own_key import OwnKey
from ui.page import Page
from ui.report_making import copy_report
from ui.report_outlets import ReportOutlets
from ui.search_steps import NOBODY
from ui.several_reports import Made, issue_several

KIND = ReportKind.UNIT_BOOKLET
IN_ONES_NAME = N_("Every booklet is signed in your name.")


class BookletDesk(QObject):
    """Makes them for ``page``; a stop leaves the booklets that were made, and copies them too."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._grid = GridId("")
        self.dialog: UnitBookletsDialog | None = None
        self.picker: QFileDialog | None = None
        page.session.actor_changed.connect(self.give_up)

    def begin(self, grid: GridId) -> None:
        """Ask for the booklets of the units that owe something in ``grid`` or below."""
        if self._actor():
            self._grid = grid
            self._page.read(lambda reader: unit_accounts(reader, grid), self._open, key="accounts")

    def give_up(self) -> None:
        """Close the dialog without a booklet."""
        if self.dialog:
            self.dialog.reject()

    def _open(self, accounts: Sequence[UnitAccount]) -> None:
        self.give_up()
        dialog = UnitBookletsDialog(accounts, self._page.window())
        dialog.asked.connect(partial(self._ask_folder, dialog))
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _ask_folder(self, dialog: UnitBookletsDialog, units: Sequence[str], is_signed: bool) -> None:
        start = Path(self._page.session.preferences.text(FOLDER) or Path.home())

        def then(folder: Path) -> None:
            self._page.session.preferences.keep(FOLDER, str(folder))
            make = partial(self.make, dialog, units, folder)
            if is_signed:
                OwnKey(self._page.session, dialog).ask(_(IN_ONES_NAME), make)
            else:
                make(None)

        self.picker = pick_folder(self._page, _("Folder for the booklets"), start, then)

    def make(
        self, dialog: UnitBookletsDialog, units: Sequence[str], folder: Path, key: PersonKey | None
    ) -> None:
        """Make the booklets of ``units`` and copy each into ``folder`` under the name it has."""
        actor = self._actor()
        if actor is None or self.dialog is not dialog:
            return
        dialog.be_busy(busy=True)
        made, places = Made(), PLACES[KIND] if key else ()
        wishes = [ReportWish(kind=KIND, about=(self._grid, unit), signers=places) for unit in units]

        def task(report: Report) -> None:
            try:
                issue_several(self._page.session, wishes, actor, key, made, report)
            finally:
                for file in made.files:
                    copy_report(QByteArray(file.read_bytes()), folder / file.name)

        job = self._page.session.work(
            task,
            lambda _nothing: dialog.accept(),
            partial(self._fail, dialog, made),
            title=_("Making the booklets"),
        )
        job.finished.connect(partial(self._tell, dialog, job, made, folder))

    def _fail(self, dialog: UnitBookletsDialog, made: Made, error: BaseException) -> None:
        """Let it be tried again only where nothing was issued yet: a number is never given twice."""
        if self.dialog is dialog and isinstance(error, Spoken) and not made.issued:
            dialog.say_error(error)
        else:
            self.give_up()
            self._page.session.tell(error)

    def _tell(self, dialog: UnitBookletsDialog, job: Job, made: Made, folder: Path) -> None:
        """Say what there is now, also after a stop."""
        if job.is_cancelled and self.dialog is dialog:
            dialog.reject()
        if not made.issued:
            return
        self._page.session.changed.emit(made.changes)
        said = plural(
            "{n} booklet was made; it stands on the page of reports too.",
            "{n} booklets were made; they stand on the page of reports too.",
            made.issued,
        )
        open_folder = partial(ReportOutlets(self._page).open_folder, folder / "_")
        self._page.notice(said, _("Open folder"), open_folder)

    def _actor(self) -> Actor | None:
        if self._page.session.actor is None:
            self._page.session.tell(Refused(NOBODY))
        return self._page.session.actor

    def _forget(self) -> None:
        self.dialog = None
