"""A process that says how far a task is until it is killed: run by a test, with a folder and a task."""

import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.drafts import kept_drafts
from db.workspace import Workspace
from inspector.model.task_steps import TaskStep
from tests.db.case_desk import BY_COUNTY
from tests.db.village import LOCAL, MORNING, machine_of
from tests.ui.stop_writer import fail, say
from ui.background import Background
from ui.dialogs.task_work import TaskProgressDialog
from ui.pages.ledger import LedgerPage
from ui.preferences import Preferences
from ui.session import Session

LOOKING = 50
"""Milliseconds between two looks at the disk."""


def write(folder: Path, task: str) -> None:
    """Ask for the progress of ``task``, write, and say so once the disk holds it."""
    app = QApplication([])
    workspace = Workspace.open(folder / "workspace", machine_of(folder), drives=LOCAL)
    session = Session(
        workspace, Background(fail), now=lambda: MORNING, preferences=Preferences(folder / "window.json")
    )
    session.act_as(BY_COUNTY)
    page = LedgerPage(session)
    page.show()
    page.show_task(task)
    looking = QTimer()
    looking.setInterval(LOOKING)

    def look() -> None:
        if page.view.sheet and page.desk.dialog is None:
            page.desk.begin(page.view.sheet, TaskStep.PROGRESS)
            (dialog,) = page.findChildren(TaskProgressDialog)
            dialog.measure.setCurrentIndex(2)
            QTest.keyClicks(dialog.text, "half of the heap is gone")
        with closing(workspace.reader()) as reader:
            for kept in kept_drafts(reader, "task/"):
                say(f"saved {kept.key}")

    looking.timeout.connect(look)
    looking.start()
    app.exec()


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
