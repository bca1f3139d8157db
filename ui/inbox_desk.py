"""Serves the panel of the photo inbox: keeps the folder that is chosen, made or given up."""

from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths

from db.inbox import INBOX
from db.settings import settings_of
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.words import N_, _
from ui.dialogs.pick import pick_folder
from ui.page import Page
from ui.widgets.inbox_panel import InboxPanel


class InboxDesk(QObject):
    """Put ``panel`` on the page and call ``ask`` when it refreshes."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.panel = InboxPanel()
        self.panel.choosing_asked.connect(self.choose)
        self.panel.making_asked.connect(self.make)
        self.panel.stopping_asked.connect(partial(self.keep, None))

    def ask(self) -> None:
        """Ask which folder is watched."""
        self._page.read(lambda reader: settings_of(reader).inbox, self.panel.show_folder, key="inbox")

    def choose(self) -> None:
        """Let a folder be chosen."""
        pick_folder(self._page, _("Choose the photo inbox"), self._pictures(), self.keep)

    def make(self) -> None:
        """Make a folder among the pictures of this user."""
        folder = self._pictures() / INBOX

        def make(_report: object) -> Path:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Refused(
                    N_("{folder} can't be written to: {why}"), folder=folder, why=why(error)
                ) from error
            return folder

        self._page.work(make, self.keep)

    def keep(self, folder: Path | None) -> None:
        """Watch ``folder`` from now on, or none; never the workspace's own."""
        workspace = self._page.session.workspace
        if folder and (folder.is_relative_to(workspace.folder) or workspace.folder.is_relative_to(folder)):
            self._page.session.tell(
                Refused(N_("This folder holds the workspace itself. Choose another one as the photo inbox."))
            )
            return
        self._page.session.write(
            partial(_keep, workspace, str(folder) if folder else ""),
            lambda _nothing: self._tell(folder),
        )

    def _tell(self, folder: Path | None) -> None:
        self.panel.show_folder(str(folder) if folder else "")
        self._page.notice(
            _("{folder} is watched for photos.", folder=folder)
            if folder
            else _("No folder is watched for photos.")
        )

    def _pictures(self) -> Path:
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))


def _keep(workspace: Workspace, folder: str) -> None:
    with closing(workspace.reader()) as reader:
        kept = settings_of(reader)
    workspace.keep_settings(replace(kept, inbox=folder))
