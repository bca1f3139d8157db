"""What is said while a backup is made before the window closes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.panel import fill, row
from ui.widgets.text import Text


class ClosingDialog(QDialog):
    """Says what is waited for; the button, Escape and the end of the backup all close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Backing up"))
        self.setMinimumWidth(px(400))
        told = Text(
            _("A backup is made before the window closes. Nothing is lost if you don't wait."), wrap=True
        )
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Backing up"))
        self.leaving = Button(_("Close without waiting"), self.reject)
        fill(QVBoxLayout(self), (told, bar, row(None, self.leaving)), 12, 16)
