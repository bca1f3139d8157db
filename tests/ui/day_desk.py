"""The real window on a real workspace with hands that count what they do."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from tests.pictures.made import GPS_HERE, exif, photo
from tests.ui.notes import Settle
from ui.page import Page
from ui.page_list import PageEntry, pages
from ui.pages.today import TodayPage
from ui.session import Session
from ui.widgets.question_row import QuestionRow
from ui.window import Window
from ui.workspace_questions import workspace_questions


class Elsewhere(Page):
    """A page the day hands over to; it keeps what it was asked to show."""

    NAME = "elsewhere"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked_for: list[object] = []

    def open_at(self, what: object) -> None:
        self.asked_for.append(what)


ENTRIES = (
    *(entry for entry in pages() if entry.name == "today"),
    PageEntry("sites", "Sites", "building-2", lambda: Elsewhere),
    PageEntry("reports", "Reports", "file-text", lambda: Elsewhere),
)


def open_window(session: Session) -> tuple[Window, TodayPage]:
    """Give the window with the inspector's day in it."""
    window = Window(session, workspace_questions(), ENTRIES)
    window.resize(1366, 768)
    window.go_to("today")
    window.show()
    window.activateWindow()
    page = window.page
    assert isinstance(page, TodayPage)
    return window, page


def photo_files(folder: Path, *names: str) -> list[Path]:
    """Write photos of this morning near the village, each another one."""
    made = []
    for number, name in enumerate(names):
        file = folder / name
        taken = exif(f"2026:11:22 08:5{number}:00", gps=GPS_HERE)
        file.write_bytes(photo(width=120 + number, metadata=taken))
        made.append(file)
    return made


class Hands:
    """Presses keys, clicks and drops, waits for what follows, and counts."""

    def __init__(self, page: TodayPage, settle: Settle) -> None:
        self.page = page
        self.settle = settle
        self.actions = 0

    def do(self, act: Callable[[], object]) -> None:
        """Do one thing and wait for what follows."""
        self.actions += 1
        act()
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.do(lambda: QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier))

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.key(key)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        self.do(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))

    def type(self, text: str) -> None:
        """Type into what has the keys; one action, however long."""
        focused = QApplication.focusWidget()
        assert focused is not None
        self.do(lambda: QTest.keyClicks(focused, text))

    def compose(self, text: str) -> None:
        """Write with an input method, which brings whole words; one action."""
        focused = QApplication.focusWidget()
        assert focused is not None
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        self.do(lambda: QApplication.sendEvent(focused, composed))

    def drop(self, target: QWidget, files: Sequence[Path]) -> None:
        given = QMimeData()
        given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        event = QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            given,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.do(lambda: target.dropEvent(event))

    def paste(self, files: Sequence[Path]) -> None:
        """Copy files elsewhere (not counted) and paste them here."""
        given = QMimeData()
        given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        QGuiApplication.clipboard().setMimeData(given)
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def row(self, number: int) -> QuestionRow:
        """Give a question of the form, counted from 1."""
        return self.page.form.rows[number - 1]

    def dialog(self) -> QDialog:
        """Give the dialog that is open."""
        (shown,) = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog) and widget.isVisible()
        ]
        return shown

    def come_back(self) -> None:
        """Let the window be the active one again, as a desktop does when a dialog closes."""
        self.page.window().activateWindow()
        self.settle()


def told(window: Window) -> str:
    """Give the sentence at the foot."""
    return window.notices.shown.text if window.notices.shown else ""
