"""The watched folder (照片收件箱): new photos in it wait for their place by themselves."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from db.inbox import InboxFile, Look, fresh, look_into, remember, remembered
from db.settings import settings_of
from db.workspace import Workspace
from inspector.errors import Unreachable
from inspector.model.ids import PersonId
from ui.page import Page

SLOWLY = 30_000
"""Milliseconds between looks: a folder on the network tells nobody of what is new in it."""
SETTLING = 1_500
"""Milliseconds between two looks by which a file is known to be wholly written."""

Found = tuple[Look, tuple[InboxFile, ...]]


class InboxWatch(QObject):
    """Watches the folder of the settings; ``came`` carries new photos as ``InboxFile``.

    Whoever hears of them takes them in and says so by ``took``; until then they are not told again.
    """

    came = Signal(object)

    def __init__(self, page: Page, workspace: Workspace, person: Callable[[], PersonId]) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        self._person = person
        self._last: Look = frozenset()
        self._told: set[InboxFile] = set()
        self._is_looking = False
        self._is_lost = False
        self.folder: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._hear)
        self._slowly = QTimer(self)
        self._slowly.setInterval(SLOWLY)
        self._slowly.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLING)
        self._soon.timeout.connect(self.look)

    def ask(self) -> None:
        """Ask the settings which folder is watched."""
        self._page.read(lambda reader: settings_of(reader).inbox, self._turn_to, key="inbox")

    def look(self) -> None:
        """Look into the folder now, beside the window."""
        if self.folder is None or self._is_looking or not self._person():
            return
        self._is_looking = True
        self._page.session.work(
            partial(self._find, self.folder, self._last), partial(self._tell, self.folder), self._miss
        )

    def took(self, files: tuple[InboxFile, ...]) -> None:
        """Hear that files were taken in, or were looked at and are not wanted."""
        self._page.session.write(partial(remember, self._workspace, files))

    def _turn_to(self, folder: str) -> None:
        wanted = Path(folder) if folder else None
        if wanted == self.folder:
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self.folder, self._last, self._is_lost = wanted, frozenset(), False
        if wanted:
            self._slowly.start()
            self.look()
        else:
            self._slowly.stop()
            self._soon.stop()

    def _hear(self, _folder: str) -> None:
        self._soon.start()

    def _find(self, folder: Path, last: Look, _report: object) -> Found:
        now = look_into(folder)
        with closing(self._workspace.reader()) as reader:
            return now, fresh(last, now, remembered(reader))

    def _tell(self, folder: Path, found: Found) -> None:
        self._is_looking = self._is_lost = False
        if folder != self.folder:
            self.look()
            return
        now, settled = found
        if not self._watcher.directories():
            self._watcher.addPath(str(folder))
        if now != self._last:
            # what has just come is told after a second look
            self._last = now
            self._soon.start()
        new = tuple(one for one in settled if one not in self._told)
        if new:
            self._told.update(new)
            self.came.emit(new)

    def _miss(self, error: BaseException) -> None:
        self._is_looking = False
        if not isinstance(error, Unreachable):
            self._page.session.tell(error)
        elif not self._is_lost:
            self._is_lost = True
            self._page.session.tell(error)
