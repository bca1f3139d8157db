"""The application: language, look, one instance, the workspace it opens, and the window over it."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLibraryInfo, QObject, QStandardPaths, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from inspector import __version__, words
from inspector.errors import Spoken
from inspector.periods import Instant, instant_of
from resources import path
from ui.background import Background, Job, Lane
from ui.fonts import screen_family
from ui.garbage import GarbageRound
from ui.icons import icon
from ui.notices import FaultWatch
from ui.one_instance import OneInstance
from ui.page_list import PageEntry, pages
from ui.preferences import GEOMETRY, LANGUAGE, THEME, WORKSPACE, ZOOM, Preferences
from ui.questions import Questions
from ui.session import Session
from ui.theme import SYSTEM, Theme, prepare, system_wants, theme, wear
from ui.window import Window

if TYPE_CHECKING:  # the database is loaded in a lane while the look is prepared
    from db.workspace import Actor, Workspace
    from ui.welcome_window import WelcomeWindow

NAME = "grid-inspector"
SOON = 150
"""Milliseconds after which a window asks what the page in sight does not need: that page comes first."""
TURN = 0.001
"""Seconds a thread keeps Python for while others wait: a fifth of the usual, as the window is one of them."""
AFTER_FIRST_PAINT = 800
"""Milliseconds after which the start is over and what can wait is done."""
LOAD_PAGES = 1_500
"""Milliseconds after which the other pages are loaded, while the first one is read."""
LOOK_FOR_BACKUPS = 20_000
"""Milliseconds after which a workspace that was opened is looked after: its first pages come first."""
OPENS_FILES = "exchange"
"""The page that is shown a file from outside: it verifies before anything else."""

Opener = Callable[[Path], "Workspace"]


class Application(QObject):
    """Puts the parts together; the only place that knows all of them.

    Pages ask for a theme, a language, a zoom or another workspace by changing the preference of that name;
    an empty workspace leads to the welcome page.
    """

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        *,
        open_workspace: Opener,
        questions: Callable[[], Questions],
        now: Callable[[], Instant],
        entries: Callable[[], Sequence[PageEntry]] = pages,
    ) -> None:
        super().__init__()
        self.app = app
        self.preferences = preferences
        self.background = Background(self._fail)
        self.session: Session | None = None
        self.window: Window | WelcomeWindow | None = None
        self._open_workspace = open_workspace
        self._questions = questions
        self._entries = entries
        self._now = now
        self._file: Path | None = None
        self._folder: Path | None = None
        self._translator: QTranslator | None = None
        self._backups_clock = QTimer(self)
        self._backups_clock.setSingleShot(True)
        self._backups_clock.timeout.connect(self._look_for_backups)
        self.faults = FaultWatch(lambda: self.window, self.tell, __version__)
        preferences.changed.connect(self._follow_preference)
        app.styleHints().colorSchemeChanged.connect(self.dress)

    def start(self, files: Sequence[str] = ()) -> None:
        """Open the workspace of last time in a lane while the look is prepared, or welcome."""
        self.show_file(files)
        kept = self.preferences.text(WORKSPACE)
        if kept:
            self.open(Path(kept))
        self.speak()
        prepare(self.app, self._look())
        if kept:
            self._get_ready()
        else:
            self.welcome()

    def _get_ready(self) -> None:
        """Load the first page and draw what the navigation shows while the workspace is being opened."""
        entries = self._entries()
        entries[0].load()
        for entry in entries:
            icon(entry.icon)

    def open(self, folder: Path) -> Job:
        """Open the workspace in ``folder``; a sentence and the welcome page when it cannot be."""
        return self.background.start(
            Lane.WORK, lambda _job: self._opened(folder), partial(self._enter, folder), self._stay_out
        )

    def show_file(self, files: Sequence[str]) -> None:
        """Show a file from outside, and the window above others."""
        if files:
            self._file = Path(files[0])
        if self.window:
            self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
            self.window.raise_()
            self.window.activateWindow()
        if isinstance(self.window, Window):
            self._show_waiting_file(self.window)

    def speak(self) -> None:
        """Speak the person's language, Qt's own words too."""
        language = self.preferences.text(LANGUAGE, words.LANGUAGES[0])
        words.use(language)
        if self._translator:
            self.app.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        if self._translator.load(
            f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            self.app.installTranslator(self._translator)

    def dress(self) -> None:
        """Wear the theme of the setting and the system, in the person's zoom."""
        wear(self.app, self._look())

    def tell(self, error: Spoken) -> None:
        """Show a sentence in whatever window there is."""
        if self.window:
            self.window.tell(error)

    def finish(self) -> None:
        """End the lanes, then let the workspace go; no write is lost."""
        self._backups_clock.stop()
        if self.window:
            self._keep_geometry(self.window)
        self.background.close()
        if self.session:
            self.session.close()
            self.session.workspace.close()
            self.session = None

    def welcome(self) -> None:
        """Show the page that makes or opens a workspace."""
        from ui.pages.welcome import WelcomePage
        from ui.welcome_window import WelcomeWindow

        page = WelcomePage(self.background, self.preferences, self._now)
        page.opened.connect(self.open)
        window = WelcomeWindow(page)
        page.told.connect(window.tell)
        page.work_started.connect(window.progress.follow)
        self._put_up(window)

    def _opened(self, folder: Path) -> "tuple[Workspace, Questions, Actor | None]":
        workspace, questions = self._open_workspace(folder), self._questions()
        with closing(workspace.reader()) as reader:
            return workspace, questions, questions.chosen(reader)

    def _enter(self, folder: Path, opened: "tuple[Workspace, Questions, Actor | None]") -> None:
        workspace, questions, actor = opened
        self._leave()
        self._folder = folder
        self.preferences.keep(WORKSPACE, str(folder))
        self.session = Session(
            workspace, self.background, now=self._now, preferences=self.preferences, parent=self
        )
        self.session.act_as(actor)
        self._build(self.session, questions)
        self._backups_clock.start(LOOK_FOR_BACKUPS)

    def _leave(self) -> None:
        """Finish what runs in the open workspace and let it go; lanes are new for the next one."""
        self._backups_clock.stop()
        if self.session:
            self.background.close()
            self.session.close()
            self.session.workspace.close()
            self.session = None
            self.background = Background(self._fail, self)

    def _look_for_backups(self) -> None:
        from ui.backup_desk import backups_of

        if self.session:
            backups_of(self.session).look()
            self.session.work(_forget_left_copies)

    def _is_held_open(self) -> bool:
        """Say whether a backup is made before the window closes; it closes by itself afterwards."""
        from ui.backup_desk import backups_of

        session, window = self.session, self.window
        return bool(session and window and backups_of(session).keeps_open(window, window.close))

    def _stay_out(self, error: BaseException) -> None:
        if self.session and self._folder:
            # another workspace was wanted in the place of this one, which stays
            self.preferences.keep(WORKSPACE, str(self._folder))
        elif self.window is None:
            self.welcome()
        self._fail(error)

    def _build(self, session: Session, questions: Questions, page: str = "") -> None:
        entries = self._entries()
        first = page or entries[0].name
        window = Window(session, questions, entries, first=first)
        window.go_to(first)
        self._put_up(window)
        QTimer.singleShot(SOON if session.actor else 0, window, window.ask)
        QTimer.singleShot(LOAD_PAGES, window, window.load_pages)
        self._show_waiting_file(window)

    def _look(self) -> Theme:
        setting = self.preferences.text(THEME, SYSTEM)
        return theme(setting, system_wants(self.app), self.preferences.number(ZOOM, 100))

    def _put_up(self, window: "Window | WelcomeWindow") -> None:
        self.dress()
        before, self.window = self.window, window
        window.closed.connect(self.app.quit)
        window.setWindowIcon(QIcon(str(path("icons/app.png"))))
        kept = QByteArray.fromHex(self.preferences.text(GEOMETRY).encode())
        if before:
            window.restoreGeometry(before.saveGeometry())
        elif not window.restoreGeometry(kept):
            window.resize(1280, 720)
        window.show()
        if isinstance(window, Window):
            window.before_closing = self._is_held_open
        if isinstance(before, Window):
            before.before_closing = None
        if before:
            before.closed.disconnect()
            before.close()
            before.deleteLater()

    def _show_waiting_file(self, window: Window) -> None:
        if self._file and OPENS_FILES in window.entries:
            window.go_to(OPENS_FILES, self._file)
            self._file = None

    def _follow_preference(self, name: str) -> None:
        if name == THEME:
            self.dress()
        elif name in {LANGUAGE, ZOOM}:
            QTimer.singleShot(0, self, self._rebuild)
        elif name == WORKSPACE:
            QTimer.singleShot(0, self, self._change_workspace)

    def _change_workspace(self) -> None:
        wanted = self.preferences.text(WORKSPACE)
        if not wanted:
            self._leave()
            self.welcome()
        elif self.session is None or Path(wanted) != self._folder:
            self.open(Path(wanted))

    def _rebuild(self) -> None:
        self.speak()
        self.dress()
        if self.session and isinstance(self.window, Window):
            self._build(self.session, self.window.questions, self.window.page_name)
        else:
            self.welcome()

    def _keep_geometry(self, window: "Window | WelcomeWindow") -> None:
        self.preferences.keep(GEOMETRY, bytes(window.saveGeometry().toHex().data()).decode())

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.tell(error)
        else:
            raise error


def _forget_left_copies(_report: object) -> None:
    """Remove the copies of sealed files that a killed run left; not at the start, where nothing may wait."""
    from ui.sealed_copies import forget_left_copies

    forget_left_copies()


def system_now() -> Instant:
    """Read the clock and the offset of this device."""
    return instant_of(datetime.now().astimezone())


def open_kept(folder: Path) -> "Workspace":
    """Open the workspace in ``folder``; the database is loaded here, beside the window."""
    from db.workspace import Workspace as KeptWorkspace

    return KeptWorkspace.open(folder)


def kept_questions() -> Questions:
    """Give what the window asks a workspace; loaded together with the database."""
    from ui.workspace_questions import workspace_questions

    return workspace_questions()


def main(files: Sequence[str] = ()) -> int:
    """Run the window until it is closed and give the exit status; ``files`` are shown in it."""
    sys.setswitchinterval(TURN)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName(NAME)
    app.setApplicationVersion(__version__)
    folder = (
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / NAME
    )
    instance = OneInstance(folder)
    if not instance.claim() and instance.pass_on(files):
        return 0
    font = app.font()
    font.setFamily(screen_family(app))
    app.setFont(font)
    application = Application(
        app,
        Preferences(folder / "window.json"),
        open_workspace=open_kept,
        questions=kept_questions,
        now=system_now,
    )
    application.faults.stand_watch()
    instance.called.connect(application.show_file)
    QTimer.singleShot(0, lambda: application.start(files))
    QTimer.singleShot(AFTER_FIRST_PAINT, lambda: _settle_down(app, instance))
    status = app.exec()
    application.finish()
    instance.leave()
    return status


def _settle_down(app: QApplication, instance: OneInstance) -> None:
    """Hear of later starts, and look for garbage among what is made from now on."""
    instance.listen()
    GarbageRound(app)
