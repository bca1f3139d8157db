"""Before many photos are taken in: how many, how large, and how much disk is free."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import M, fill, row
from ui.widgets.photo_facts import size_words
from ui.widgets.text import Text


class ImportQuestion(QDialog):
    """``taken`` comes when they shall be taken in."""

    taken = Signal()

    def __init__(self, photos: int, size: int, free: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Take in photos"))
        title = Text(
            plural("{n} photo, {size}", "{n} photos, {size}", photos, size=size_words(size)), "heading"
        )
        room = Text(_("{free} of this computer's disk are free.", free=size_words(free)), wrap=True)
        told = Text(
            _(
                "They are copied and wait for their place; the files stay where they are. You can go on "
                "working, stop at any time, and go on later."
            ),
            tone="soft",
            wrap=True,
        )
        self.taking = Button(_("Take them in"), self._take, kind=PRIMARY, icon="download")
        layout = QVBoxLayout(self)
        fill(layout, (title, room, told, row(None, Button(_("Not now"), self.reject), self.taking)), M, 16)
        self.resize(px(420), px(190))
        self.taking.setFocus()

    def _take(self) -> None:
        self.accept()
        self.taken.emit()
