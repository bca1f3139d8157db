"""Opens the correction of a recorded stop over any page, and records it."""

from functools import partial

from PySide6.QtCore import QObject

from db.stop_correcting import UNKNOWN, CorrectionSheet, correct_stop, correction_sheet
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.ids import StopId
from inspector.model.stop import StopCorrected
from inspector.words import _
from ui.page import Page


class CorrectionDesk(QObject):
    """Serves ``page``; the dialog is loaded when it is first needed."""

    def __init__(self, page: Page, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace

    def open(self, stop: StopId) -> None:
        """Ask what is right at ``stop``, whose patrol is finished."""
        self._page.read(
            lambda reader: correction_sheet(self._workspace, reader, stop), self._show, key="correction"
        )

    def _show(self, sheet: CorrectionSheet | None) -> None:
        if sheet is None:
            self._page.session.tell(Refused(UNKNOWN))
            return
        from ui.dialogs.correct_stop import CorrectStop

        dialog = CorrectStop(sheet, self._page.session.now().day, self._page.window())
        dialog.corrected.connect(partial(self._record, sheet.site_name))
        dialog.open()

    def _record(self, site: str, correction: StopCorrected) -> None:
        actor = self._page.session.actor
        if actor:
            now = self._page.session.now()
            self._page.session.write(
                partial(correct_stop, self._workspace, correction, actor, now), partial(self._tell, site)
            )

    def _tell(self, site: str, _changes: object) -> None:
        self._page.notice(_("The correction of {site} is recorded beside the report.", site=site))
