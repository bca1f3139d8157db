"""The application: it opens what it had open, speaks and looks as wished, and loses nothing at its end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.backup_plan import DAILY, BackupPlan
from db.founding import found_office
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.person import PersonAdded
from tests.db.village import LOCAL, MORNING, OFFICER, VILLAGE, Village, named
from tests.ui.notes import Clock
from ui.app import Application, system_now
from ui.backup_desk import backups_of
from ui.icons import picture
from ui.page import Page
from ui.page_list import PageEntry, pages
from ui.preferences import GEOMETRY, LANGUAGE, THEME, WORKSPACE, ZOOM, Preferences
from ui.sealed_copies import PREFIX
from ui.session import Session
from ui.theme import DARK, current
from ui.welcome_window import WelcomeWindow
from ui.window import Window
from ui.workspace_questions import workspace_questions


class PlainPage(Page):
    """Shows nothing and remembers what it was asked to show."""

    NAME = "plain"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked_for: list[object] = []

    def open_at(self, what: object) -> None:
        self.asked_for.append(what)


class ExchangePage(PlainPage):
    """Stands where files from outside are shown."""

    NAME = "exchange"


def entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("plain", "Today", "calendar-check", lambda: PlainPage),
        PageEntry("exchange", "Hand-over", "arrow-left-right", lambda: ExchangePage),
    )


@pytest.fixture
def closed_village(village: Village) -> Village:
    village.close()
    return village


Start = Callable[..., Application]


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, preferences: Preferences, closed_village: Village, clock: Clock
) -> Iterator[Start]:
    started: list[Application] = []

    def begin(folder: Path | None = closed_village.folder, *files: str) -> Application:
        if folder:
            preferences.keep(WORKSPACE, str(folder))

        def open_workspace(place: Path) -> Workspace:
            return Workspace.open(place, closed_village.machine, drives=LOCAL)

        application = Application(
            qapp,
            preferences,
            open_workspace=open_workspace,
            questions=workspace_questions,
            now=clock,
            entries=entries,
        )
        started.append(application)
        application.start(files)
        qtbot.waitUntil(lambda: application.background.is_idle and _has_begun(application))
        return application

    yield begin
    for application in started:
        if application.window:
            application.window.closed.disconnect()
            application.window.close()
        application.finish()
        if application.window:
            application.window.deleteLater()
    QCoreApplication.sendPostedEvents()


def _has_begun(application: Application) -> bool:
    """Say whether the window stands and, over a workspace, somebody was offered as the one who acts."""
    window = application.window
    return window.session.actor is not None if isinstance(window, Window) else window is not None


def window_of(application: Application) -> Window:
    assert isinstance(application.window, Window)
    return application.window


def test_the_workspace_of_last_time_is_opened_with_its_person(
    start: Start, closed_village: Village, preferences: Preferences
) -> None:
    window = window_of(start())
    assert window.session.actor is not None
    assert window.top.person.text().startswith("示例")
    assert window.page_name == "plain"
    assert preferences.text(WORKSPACE) == str(closed_village.folder)


def test_the_person_chosen_last_is_chosen_again(start: Start, qtbot: QtBot) -> None:
    first = start()
    window = window_of(first)
    next(one for one in window.top.people_menu.actions() if one.text().startswith("示例乙")).trigger()
    qtbot.waitUntil(lambda: first.background.is_idle)
    assert window.session.actor == Actor(OFFICER, VILLAGE)
    first.finish()
    assert window_of(start()).session.actor == Actor(OFFICER, VILLAGE)


def test_what_was_being_written_at_the_end_is_kept(start: Start, closed_village: Village) -> None:
    application = start()
    session = window_of(application).session
    for number in range(20):
        session.record([PersonAdded(subject=named(200 + number), name=f"示例{number}")])
    application.finish()
    again = window_of(start()).session.workspace.reader()
    assert again.value("SELECT count(*) FROM person") == 22
    again.close()


def test_a_workspace_that_cannot_be_opened_leads_to_the_welcome_page(start: Start, tmp_path: Path) -> None:
    application = start(tmp_path / "nowhere")
    assert isinstance(application.window, WelcomeWindow)
    assert application.window.notices.isVisible()


def test_a_first_start_welcomes_and_opens_what_is_chosen_there(
    start: Start, closed_village: Village, qtbot: QtBot
) -> None:
    application = start(None)
    assert isinstance(application.window, WelcomeWindow)
    application.tell(Refused("Nothing doing."))
    assert application.window.notices.sentence.text() == "Nothing doing."
    application.open(closed_village.folder)
    qtbot.waitUntil(lambda: isinstance(application.window, Window))


def test_language_and_zoom_build_the_window_anew_on_the_same_page(
    start: Start, preferences: Preferences, qtbot: QtBot
) -> None:
    application = start()
    first = window_of(application)
    first.go_to("exchange")
    preferences.keep(LANGUAGE, "en")
    qtbot.waitUntil(lambda: application.window is not first)
    second = window_of(application)
    assert second.page_name == "exchange"
    assert second.windowTitle() == "Grid Inspector"
    preferences.keep(ZOOM, 150)
    qtbot.waitUntil(lambda: application.window is not second)
    assert current().zoom == 150


def test_a_language_chosen_on_the_welcome_page_is_spoken_there(
    start: Start, preferences: Preferences, qtbot: QtBot
) -> None:
    application = start(None)
    first = application.window
    preferences.keep(LANGUAGE, "en")
    qtbot.waitUntil(lambda: application.window is not first)
    assert isinstance(application.window, WelcomeWindow)


def test_another_workspace_is_opened_and_the_first_let_go(
    start: Start, closed_village: Village, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    application = start()
    first = application.window
    other = found_office(
        tmp_path / "other",
        office_name="示例乡",
        founder_name="示例丁",
        passphrase="示例口令",
        at=MORNING,
        machine=closed_village.machine,
        drives=LOCAL,
        cost=2**10,
        rounds=1_000,
    )
    other.workspace.close()
    preferences.keep(WORKSPACE, str(tmp_path / "other"))
    qtbot.waitUntil(lambda: application.window is not first)
    assert window_of(application).session.workspace.folder == tmp_path / "other"
    Workspace.open(closed_village.folder, closed_village.machine, drives=LOCAL).close()


def test_where_another_workspace_cannot_be_opened_the_first_stays(
    start: Start, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    application = start()
    first, window = application.session, window_of(application)
    kept = preferences.text(WORKSPACE)
    preferences.keep(WORKSPACE, str(tmp_path / "nothing"))
    qtbot.waitUntil(lambda: preferences.text(WORKSPACE) == kept)
    qtbot.waitUntil(lambda: application.background.is_idle)
    assert (application.session, application.window) == (first, window)
    assert window.notices.shown
    assert "nothing" in window.notices.shown.text


def test_a_planned_backup_is_made_before_the_window_closes(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    application = start()
    application._backups_clock.timeout.emit()
    assert application.session
    desk = backups_of(application.session)
    desk.plan = BackupPlan(folder=str(tmp_path), every=DAILY, on_closing=True)
    window = window_of(application)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert list(tmp_path.glob("grid-inspector_*"))
    application._leave()
    application._look_for_backups()
    assert not application._is_held_open()


def test_copies_of_sealed_files_that_a_killed_run_left_go_soon_after_the_start(
    start: Start, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}{2**22 + 1}-x"
    left.mkdir()
    start()._backups_clock.timeout.emit()
    qtbot.waitUntil(lambda: not left.exists())


def test_leaving_the_workspace_leads_to_the_welcome_page(
    start: Start, closed_village: Village, preferences: Preferences, qtbot: QtBot
) -> None:
    application = start()
    preferences.keep(WORKSPACE, "")
    qtbot.waitUntil(lambda: isinstance(application.window, WelcomeWindow))
    Workspace.open(closed_village.folder, closed_village.machine, drives=LOCAL).close()


def test_a_theme_is_worn_at_once(start: Start, preferences: Preferences) -> None:
    application = start()
    first = application.window
    preferences.keep(THEME, DARK)
    assert current().name == DARK
    assert application.window is first


def test_qt_itself_speaks_chinese(start: Start) -> None:
    start()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_a_file_of_a_later_start_is_shown_and_raises_the_window(
    start: Start, closed_village: Village, tmp_path: Path
) -> None:
    application = start(closed_village.folder, str(tmp_path / "a.gpk"))
    window = window_of(application)
    page = window.page
    assert isinstance(page, ExchangePage)
    window.showMinimized()
    application.show_file([str(tmp_path / "b.pdf")])
    assert not window.isMinimized()
    assert page.asked_for == [tmp_path / "a.gpk", tmp_path / "b.pdf"]


def test_the_window_comes_back_as_large_as_it_was(start: Start, preferences: Preferences) -> None:
    first = start()
    window_of(first).resize(900, 620)
    first.finish()
    assert preferences.text(GEOMETRY)
    assert window_of(start()).size().width() == 900


def test_the_clock_of_this_device_has_an_offset() -> None:
    moment = system_now()
    assert moment.ts > 1_700_000_000_000
    assert moment.local.utcoffset() is not None


def test_the_pages_of_the_program_have_icons_and_different_names() -> None:
    entries = pages()
    assert len({entry.name for entry in entries}) == len(entries)
    for entry in entries:
        assert not picture(entry.icon).isNull()
        assert entry.name == entry.load().NAME
