"""A fresh process that opens the program's window and ends when the first row of Today is painted."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from bench.process_figures import told
from ui.app import Application, kept_questions, open_kept, system_now
from ui.fonts import screen_family
from ui.preferences import WORKSPACE, Preferences
from ui.widgets import due_panel
from ui.widgets.due_list import DueList


class WatchedDueList(DueList):
    """The list of who is due; it ends the process behind its first paint with rows."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, then tell and quit."""
        super().paintEvent(event)
        if self.model().rowCount() and not self.property("told"):
            self.setProperty("told", True)
            print(told(), flush=True)
            QTimer.singleShot(0, QApplication.quit)


def main() -> int:
    """Do what ``ui.app.main`` does, without claiming to be the only instance."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    font = app.font()
    font.setFamily(screen_family(app))
    app.setFont(font)
    due_panel.DueList = WatchedDueList  # type: ignore[attr-defined, misc]
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "window.json")
        preferences.keep(WORKSPACE, sys.argv[1])
        application = Application(
            app, preferences, open_workspace=open_kept, questions=kept_questions, now=system_now
        )
        QTimer.singleShot(0, application.start)
        status = app.exec()
        application.finish()
    return status


if __name__ == "__main__":
    sys.exit(main())
