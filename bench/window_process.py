"""A fresh process that starts the program and ends when the first row of Today is painted."""

import sys
from gc import disable

disable()  # as inspector.__main__ does before it loads the window, which is loaded earlier here

from PySide6.QtCore import QTimer  # noqa: E402 - after the line above
from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from bench.moment import NOW  # noqa: E402
from bench.painted import tell  # noqa: E402
from inspector.__main__ import main  # noqa: E402
from ui import app  # noqa: E402
from ui.widgets.due_list import DueList  # noqa: E402


def _watch_paint() -> None:
    paint = DueList.paintEvent
    watched: list[DueList] = []

    def paint_and_tell(shown: DueList, event: QPaintEvent) -> None:
        paint(shown, event)
        if shown.model().rowCount() and not watched:
            watched.append(shown)
            QTimer.singleShot(0, _tell_and_quit)

    DueList.paintEvent = paint_and_tell  # type: ignore[method-assign, assignment]


def _tell_and_quit() -> None:
    tell()
    QApplication.quit()


if __name__ == "__main__":
    app.system_now = lambda: NOW
    _watch_paint()
    sys.exit(main([]))
