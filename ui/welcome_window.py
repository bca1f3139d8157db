"""The window before there is a workspace: the welcome page, progress and notices."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _
from ui.notices import NoticeBar
from ui.widgets.panel import fill
from ui.widgets.progress_strip import ProgressStrip


class WelcomeWindow(QMainWindow):
    """A frame around the page that makes or opens a workspace."""

    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWindowTitle(_("Grid Inspector"))
        self.page = page
        self.progress = ProgressStrip()
        self.notices = NoticeBar()
        ground = QWidget()
        ground.setObjectName("window")
        layout = QVBoxLayout(ground)
        fill(layout, (page, self.progress, self.notices), 0)
        layout.setStretch(0, 1)
        self.setCentralWidget(ground)
        self.setMinimumSize(480, 320)

    def tell(self, error: Spoken) -> None:
        """Show a sentence at the foot."""
        self.notices.show_error(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the application end."""
        super().closeEvent(event)
        self.closed.emit()
