"""F1: what the page in sight is for, and its keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from inspector.words import N_, _
from ui.page import Page
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.panel import Rule, Scroll, fill, row
from ui.widgets.text import Text

EVERYWHERE = (
    ("Ctrl+1 … 9", N_("Go to a page")),
    ("Ctrl+K", N_("Find anything, do anything")),
    ("F5", N_("Look again")),
    ("Ctrl+L", N_("Forget the passphrase")),
    ("F1", N_("This help")),
)


class PageHelp(QFrame):
    """A sheet over the window that goes away with Escape."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("palette")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layout = QVBoxLayout(self)
        fill(self._layout, (), 12, 16)
        self._sheet: QWidget | None = None
        self.hide()

    def explain(self, title: str, page: Page) -> None:
        """Show the help of ``page``."""
        if self._sheet:
            self._sheet.deleteLater()
        self._sheet = QWidget()
        keys = QGridLayout()
        keys.setHorizontalSpacing(px(16))
        keys.setColumnStretch(1, 1)
        lines = [(command.keys, command.text) for command in page.commands() if command.keys]
        for at, (key, text) in enumerate([*lines, *((key, _(text)) for key, text in EVERYWHERE)]):
            keys.addWidget(Text(key, tone="accent", bold=True), at, 0)
            keys.addWidget(Text(text, wrap=True), at, 1)
        about = Text(_(page.ABOUT), wrap=True)
        content = QVBoxLayout()
        fill(content, (about, Rule(), keys, None), 12)
        closing = Button(_("Close"), self.dismiss)
        fill(
            sheet := QVBoxLayout(self._sheet), (Text(title, "title"), Scroll(content), row(None, closing)), 12
        )
        sheet.setStretch(1, 1)
        self._layout.addWidget(self._sheet)
        ground = self._ground
        self.resize(min(px(480), ground.width() - px(16)), min(px(420), ground.height() - px(16)))
        self.move(ground.width() - self.width() - px(8), min(px(60), ground.height() - self.height()))
        self.show()
        self.raise_()
        closing.setFocus()

    def dismiss(self) -> None:
        """Go away."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
