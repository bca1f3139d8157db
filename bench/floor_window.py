"""The floor of a start: an empty PySide6 window with a table of 1,000 rows, ended when it is painted."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

from bench.painted import tell


class FirstPaint(QObject):
    """Waits for the paint of the table."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell and quit behind the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        tell()
        QApplication.exit(0)


def main() -> int:
    """Show the table."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    table = QTableWidget(1000, 4)
    for row in range(1000):
        for column in range(4):
            table.setItem(row, column, QTableWidgetItem(f"演示 {row} {column}"))
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1366, 768)
    watch = FirstPaint()
    table.viewport().installEventFilter(watch)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
