"""A process that writes a stop until it is killed: run by a test, with the folder of a village."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.workspace import Actor, Workspace
from tests.db.village import LOCAL, MORNING, STAFF, VILLAGE, machine_of
from ui.background import Background
from ui.pages.today import TodayPage
from ui.preferences import Preferences
from ui.session import Session


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fail(error: BaseException) -> None:
    """Say what went wrong, for the test to read."""
    say(repr(error))


def write(folder: Path) -> None:
    """Answer a question, begin a finding, and say so once the disk holds it."""
    app = QApplication([])
    workspace = Workspace.open(folder / "workspace", machine_of(folder), drives=LOCAL)
    session = Session(
        workspace, Background(fail), now=lambda: MORNING, preferences=Preferences(folder / "window.json")
    )
    session.act_as(Actor(STAFF, VILLAGE))
    page = TodayPage(session)
    page.show()
    page.activateWindow()

    def write_stop() -> None:
        page.desk.shown.disconnect(write_stop)
        page.desk.keeper.saved.connect(lambda key, _saved: say(f"saved {key}"))
        page.form.answer(2)
        page.form.add_finding()
        QTest.keyClicks(page.form.findings.boxes[page.form.draft.findings[-1].id].text, "coal")  # type: ignore[union-attr]

    page.desk.shown.connect(write_stop, Qt.ConnectionType.QueuedConnection)
    app.exec()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
