"""Filling the superior's own form from a period: looked at, mapped, kept as it is mapped, saved."""

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from db.queries.summaries import SummarySheet
from db.summary_book import paper_of_period
from db.summary_forms import (
    FormField,
    fill_form,
    form_facts,
    form_fields,
    kept_forms,
    proposal,
    remember_places,
)
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.periods import Instant
from inspector.tables.form_places import KeptForm, Placed
from inspector.tables.form_sheets import FormSheet, sheets_of
from inspector.words import N_, _, in_language, spoken
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.dialogs.pick import pick_file, save_file
from ui.dialogs.superior_form import SuperiorForm
from ui.page import Page
from ui.report_outlets import ReportOutlets

PAUSE = 300
"""Milliseconds in which changes are gathered before they go to the disk."""


class Looked(NamedTuple):
    """A form as it was read, and what its places may stand for."""

    form: Path
    sheets: tuple[FormSheet, ...]
    placed: Placed
    fields: tuple[FormField, ...]


class SummaryFormDesk(QObject):
    """Serves a page of a period; what a cell stands for is on the disk as soon as it is chosen."""

    def __init__(self, page: Page, outlets: ReportOutlets) -> None:
        super().__init__(page)
        self._page, self._session, self._outlets = page, page.session, outlets
        self._sheet: SummarySheet | None = None
        self._waiting: dict[str, str] | None = None
        self.dialog: SuperiorForm | None = None
        self.picker: QFileDialog | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep)

    def begin(self, sheet: SummarySheet) -> None:
        """Open the dialog for the period of ``sheet``, with the form of the last time."""
        self._sheet = sheet
        title = _("Fill in the superior's form: {period}", period=sheet.period.title(in_language(spoken())))
        dialog = SuperiorForm(title, self._page.window())
        dialog.choosing_asked.connect(self._choose)
        dialog.form_chosen.connect(self.look)
        dialog.changed.connect(self._wait)
        dialog.filling_asked.connect(self._save)
        dialog.finished.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
        self._session.read(kept_forms, self._offer, key=(id(self), "forms"))

    def look(self, form: Path) -> None:
        """Read a form and show it with what its places stand for."""
        sheet, actor, dialog = self._sheet, self._session.actor, self.dialog
        if sheet and actor and dialog:
            self._keep()
            task = partial(_looked, self._session.workspace, sheet, actor, self._session.now(), form)
            self._session.work(task, self._show, dialog.say, title=_("Reading the form"))

    def fill_to(self, places: Mapping[str, str], to: Path) -> None:
        """Fill the form into the file ``to``."""
        sheet, actor, dialog = self._sheet, self._session.actor, self.dialog
        if sheet and actor and dialog and dialog.form:
            self._session.preferences.keep(FOLDER, str(to.parent))
            self._waiting = dict(places)
            self._keep()
            now, form = self._session.now(), dialog.form
            self._session.work(
                partial(_filled, self._session.workspace, sheet, actor, now, form, dict(places), to),
                self._tell,
                dialog.say,
                title=_("Filling in the form"),
            )

    def _offer(self, kept: tuple[KeptForm, ...]) -> None:
        if not self.dialog:
            return
        files = [Path(one.file) for one in kept if Path(one.file).is_file()]
        self.dialog.show_known(files)
        if files:
            self.look(files[0])

    def _choose(self) -> None:
        assert self.dialog  # noqa: S101 - it asked
        kinds = _("Forms (*.xlsx *.xlsm *.docx)")
        self.picker = pick_file(self.dialog, _("Choose a blank"), self._folder(), kinds, self.look)

    def _folder(self) -> Path:
        return Path(self._session.preferences.text(FOLDER) or Path.home())

    def _show(self, looked: Looked) -> None:
        if self.dialog:
            known = [looked.form, *(one for one in self._known() if one != looked.form)]
            self.dialog.show_known(known, looked.form)
            self.dialog.show_form(*looked)

    def _known(self) -> list[Path]:
        assert self.dialog  # noqa: S101 - whoever asks looked
        return [Path(self.dialog.known.itemData(at)) for at in range(self.dialog.known.count())]

    def _wait(self, places: dict[str, str]) -> None:
        self._waiting = places
        if not self._pause.isActive():
            self._pause.start()

    def _keep(self) -> None:
        """Bring to the disk what was chosen since the last time."""
        self._pause.stop()
        places, self._waiting = self._waiting, None
        if places is not None and self.dialog and self.dialog.form and not self._session.is_over:
            self._session.write(partial(remember_places, self._session.workspace, self.dialog.form, places))

    def _save(self, places: dict[str, str]) -> None:
        dialog, sheet = self.dialog, self._sheet
        assert dialog and dialog.form and sheet  # noqa: S101, PT018 - it asked
        form = dialog.form
        name = f"{form.stem}_{sheet.grid_name}_{sheet.period.name}{form.suffix}"
        kind = f"{form.suffix} (*{form.suffix})"
        then = partial(self.fill_to, places)
        self.picker = save_file(
            dialog, _("Save the form as it is filled in"), self._folder() / name, kind, then
        )

    def _tell(self, filled: tuple[Path, int]) -> None:
        to, _places = filled
        if self.dialog:
            self.dialog.accept()
        self._page.notice(
            _("Filled in as {name}.", name=to.name), _("Open folder"), partial(self._outlets.open_folder, to)
        )

    def _end(self) -> None:
        self._keep()
        self.dialog = None


def _looked(
    workspace: Workspace, sheet: SummarySheet, by: Actor, at: Instant, form: Path, _report: Report
) -> Looked:
    sheets = sheets_of(form)
    with closing(workspace.reader()) as reader:
        paper = paper_of_period(reader, workspace, sheet.grid, sheet.period, by, at)
        facts = form_facts(paper)
        placed = proposal(reader, form, facts)
    return Looked(form, sheets, placed, form_fields(paper, facts, in_language(spoken())))


def _filled(
    workspace: Workspace,
    sheet: SummarySheet,
    by: Actor,
    at: Instant,
    form: Path,
    places: dict[str, str],
    to: Path,
    _report: Report,
) -> tuple[Path, int]:
    with closing(workspace.reader()) as reader:
        facts = form_facts(paper_of_period(reader, workspace, sheet.grid, sheet.period, by, at))
    try:
        return to, fill_form(form, places, facts, to)
    except OSError as fault:
        raise Refused(N_("The file can't be written: {reason}."), reason=why(fault)) from fault
