"""Where files are dropped: a quiet place that lights up while something is held over the page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from inspector.words import _
from ui.icons import wear_icon
from ui.widgets.buttons import Button
from ui.widgets.panel import fill, row
from ui.widgets.text import Text, set_property


class DropZone(QFrame):
    """Says what can be dropped and offers to choose instead; the page takes the drop itself."""

    def __init__(self, choose: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark = QLabel()
        wear_icon(mark, "shield-check", "accent", 28)
        words = Text(_("Drop reports (PDF) or packs (.gpk) here"), wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choosing = Button(_("Choose files…"), choose, icon="folder-open")
        layout = QVBoxLayout(self)
        fill(layout, (row(None, mark, None), words, row(None, self.choosing, None)), 8, 12)
        self.light(on=False)

    def light(self, *, on: bool) -> None:
        """Show that a drop would be taken."""
        set_property(self, "drop", "true" if on else "waiting")


def files_in(mime: QMimeData) -> Sequence[Path]:
    """Give what of this computer is held; addresses elsewhere are left out."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
