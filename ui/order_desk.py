"""Orders (交办单) for findings of several units: asked for once, then each is issued, built and signed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject

from db.issued_reports import PLACES, ReportWish
from db.queries.unit_orders import UnitOrders, unit_orders
from db.workspace import Actor
from inspector.errors import Refused, Spoken
from inspector.journal.person_key import PersonKey
from inspector.model.issued_report import ReportKind
from inspector.words import N_, _, plural
from ui.background import Job, Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.pick import pick_folder
from ui.dialogs.unit_orders import UnitOrdersDialog
from ui.own_key import OwnKey
from ui.page import Page
from ui.report_making import copy_report
from ui.several_reports import Made, issue_several

KIND = ReportKind.ASSIGNMENT
NOBODY = N_("Choose who you are first, at the top right.")
NONE = N_("None of the chosen findings is in a unit's hands. Assign them first.")
IN_ONES_NAME = N_("Every order is signed in your name.")


class OrderDesk(QObject):
    """Makes them for ``page``; a stop leaves the orders that were made."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: UnitOrdersDialog | None = None
        page.session.actor_changed.connect(self.give_up)

    def begin(self, findings: Sequence[str]) -> None:
        """Ask for the orders of ``findings``, one for each unit that has some of them in hand."""
        if self._actor():
            asked = tuple(findings)
            self._page.read(lambda reader: unit_orders(reader, asked), self._open, key="orders")

    def give_up(self) -> None:
        """Close the dialog without an order."""
        if self.dialog:
            self.dialog.reject()

    def copy_to(self, files: Sequence[Path], folder: Path) -> None:
        """Copy the orders, under the names they have, into ``folder``."""
        self._page.session.preferences.keep(FOLDER, str(folder))

        def copy(report: Report) -> int:
            for done, file in enumerate(files):
                report(done, len(files))
                copy_report(QByteArray(file.read_bytes()), folder / file.name)
            return len(files)

        self._page.work(copy, self._tell_copied, title=_("Copying the orders"))

    def _open(self, orders: UnitOrders) -> None:
        self.give_up()
        if not orders.orders:
            self._page.session.tell(Refused(NONE))
            return
        dialog = UnitOrdersDialog(orders, self._page.window())
        dialog.asked.connect(partial(self._sign, dialog))
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _sign(self, dialog: UnitOrdersDialog, basis: str, is_signed: bool) -> None:
        make = partial(self._make, dialog, basis)
        if is_signed:
            OwnKey(self._page.session, dialog).ask(_(IN_ONES_NAME), make)
        else:
            make(None)

    def _make(self, dialog: UnitOrdersDialog, basis: str, key: PersonKey | None) -> None:
        actor = self._actor()
        if actor is None or self.dialog is not dialog:
            return
        dialog.be_busy(busy=True)
        made, places = Made(), PLACES[KIND] if key else ()
        wishes = [
            ReportWish(kind=KIND, about=order.findings, signers=places, text=basis)
            for order in dialog.orders.orders
        ]
        job = self._page.session.work(
            partial(issue_several, self._page.session, wishes, actor, key, made),
            lambda _nothing: dialog.accept(),
            partial(self._fail, dialog, made),
            title=_("Making the orders"),
        )
        job.finished.connect(partial(self._tell, dialog, job, made))

    def _fail(self, dialog: UnitOrdersDialog, made: Made, error: BaseException) -> None:
        """Let it be tried again only where nothing was issued yet: an order is never given twice."""
        if self.dialog is dialog and isinstance(error, Spoken) and not made.issued:
            dialog.say_error(error)
        else:
            self.give_up()
            self._page.session.tell(error)

    def _tell(self, dialog: UnitOrdersDialog, job: Job, made: Made) -> None:
        """Say what there is now, also after a stop."""
        if job.is_cancelled and self.dialog is dialog:
            dialog.reject()
        if not made.issued:
            return
        self._page.session.changed.emit(made.changes)
        count = made.issued
        self._page.notice(
            plural(
                "{n} order was made; it stands on the page of reports.",
                "{n} orders were made; they stand on the page of reports.",
                count,
            ),
            _("Copy to a folder…"),
            lambda: self.ask_folder(made.files),
        )

    def ask_folder(self, files: Sequence[Path]) -> None:
        """Ask where copies of the orders go."""
        start = Path(self._page.session.preferences.text(FOLDER) or Path.home())
        pick_folder(self._page, _("Copy the orders"), start, partial(self.copy_to, tuple(files)))

    def _tell_copied(self, count: int) -> None:
        self._page.notice(plural("{n} order was copied.", "{n} orders were copied.", count))

    def _actor(self) -> Actor | None:
        if self._page.session.actor is None:
            self._page.session.tell(Refused(NOBODY))
        return self._page.session.actor

    def _forget(self) -> None:
        self.dialog = None
