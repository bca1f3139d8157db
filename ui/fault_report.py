"""The report of a fault of ours: a text without names or photos that can be passed on."""

from pathlib import Path

from PySide6 import __version__ as pyside
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import fill, row
from ui.widgets.text import Text


class FaultReport(QDialog):
    """Says that something went wrong in the program, that nothing is lost, and gives a text to pass on."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong in the program"))
        self.resize(px(640), px(420))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Report"))
        self.copying = Button(_("Copy the report"), self.copy, kind=PRIMARY, icon="copy")
        told = Text(
            _(
                "What you recorded is kept. You can go on working; if it happens again, pass this report on. "
                "It holds no names and no photos."
            ),
            wrap=True,
        )
        layout = QVBoxLayout(self)
        closing = Button(_("Close"), self.reject)
        fill(
            layout,
            (
                Text(self.windowTitle(), "title", wrap=True),
                told,
                self.report,
                row(None, self.copying, closing),
            ),
            12,
            16,
        )

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def report_of(error: BaseException, version: str) -> str:
    """Write what a maintainer needs: versions, kinds of errors, places; no values and no names."""
    import platform
    import traceback

    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, PySide6 {pyside}"
    lines = [f"grid-inspector {version}", system]
    at: BaseException | None = error
    while at is not None:
        lines += ["", type(at).__name__]
        for frame in traceback.extract_tb(at.__traceback__):
            place = "/".join(Path(frame.filename).parts[-3:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}: {frame.line}")
        at = at.__cause__ or at.__context__
    return "\n".join(lines)
