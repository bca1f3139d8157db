"""An import of photos that was ended early: how far it came, and whether it shall go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.photo_import import KeptImport
from inspector.words import _
from ui.widgets.buttons import Button
from ui.widgets.panel import Inset, fill
from ui.widgets.text import Text


class ImportStrip(Inset):
    """Shows the oldest of them; ``going_on`` and ``left`` carry the ``KeptImport``."""

    going_on = Signal(object)
    left = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber", parent=parent)
        self.sentence = Text(wrap=True)
        self.going = Button(_("Go on"), self._go_on, icon="download")
        self.leaving = Button(_("Leave it"), self._leave)
        line = QHBoxLayout()
        fill(line, (self.sentence, self.going, self.leaving))
        line.setStretch(0, 1)
        self.content.addLayout(line)
        self.kept: KeptImport | None = None
        self.hide()

    def show_unfinished(self, unfinished: tuple[KeptImport, ...]) -> None:
        """Offer the oldest of ``unfinished`` imports, or nothing."""
        self.kept = unfinished[0] if unfinished else None
        if self.kept:
            done, files = self.kept.files - self.kept.left, self.kept.files
            self.sentence.setText(
                _("{done} of {files} photos were looked at before the import ended.", done=done, files=files)
            )
        self.setVisible(self.kept is not None)

    def _go_on(self) -> None:
        self.hide()
        self.going_on.emit(self.kept)

    def _leave(self) -> None:
        self.hide()
        self.left.emit(self.kept)
