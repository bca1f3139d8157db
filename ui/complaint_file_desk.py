"""What is done with the files of a complaint: sealed before they are kept, opened and saved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from db.complaint_files import KeptFiles, OpenedFile, keep_files, open_file
from db.complaint_recording import complaint_of
from db.connection import Reader
from db.queries.complaint_case import ComplaintCase
from db.queries.complaint_file_list import CaseFile
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.words import N_, _
from ui.background import Receiver
from ui.dialogs.pick import save_file
from ui.page import Page
from ui.sealed_copies import forget_own_copies, private_copy, write_copy


class ComplaintFileDesk(QObject):
    """Serves ``page``."""

    def __init__(self, page: Page, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        page.session.actor_changed.connect(self._forget)

    def keep(
        self,
        paths: Sequence[Path],
        then: Callable[[KeptFiles], object],
        failed: Receiver,
        given_up: Callable[[], object],
    ) -> None:
        """Seal files beside the window; ``given_up`` follows a cancel."""
        if not paths:
            then(KeptFiles())
            return
        blobs = self._workspace.blobs
        job = self._page.session.work(
            lambda report: keep_files(blobs, paths, report), then, failed, title=_("Sealing files")
        )
        job.finished.connect(lambda: given_up() if job.is_cancelled else None)

    def open(self, case: ComplaintCase, file: CaseFile) -> None:
        """Open a private copy with the system's own program."""
        called = f"{case.row.number}-{file.position}"
        self._decrypt(case, file, lambda opened: private_copy(opened, called), self._show)

    def save(self, case: ComplaintCase, file: CaseFile) -> None:
        """Let the place of a copy be chosen, which is not sealed."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        save_file(
            self._page.window(),
            _("Save an open copy"),
            Path(documents) / file.name,
            _("All files (*)"),
            lambda to: self._decrypt(
                case,
                file,
                partial(write_copy, to=to),
                lambda _path: self._page.notice(
                    _("Saved. This copy is not sealed: whoever has it reads it."), tone="amber"
                ),
            ),
        )

    def _forget(self) -> None:
        """Leave nobody the copies that somebody else opened before on this computer."""
        self._page.session.work(lambda _report: forget_own_copies())

    def _decrypt(
        self,
        case: ComplaintCase,
        file: CaseFile,
        write: Callable[[OpenedFile], Path],
        then: Callable[[Path], object],
    ) -> None:
        actor = self._page.session.actor
        person = actor.person if actor else ""

        def opened(reader: Reader) -> Path:
            folded = complaint_of(reader, self._workspace, case.complaint.id)
            return write(open_file(self._workspace, folded, file.file, person))

        self._page.read(opened, then, key="file")

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._page.session.tell(
                Refused(N_("No program on this computer opens {name}. Save a copy instead."), name=path.name)
            )
