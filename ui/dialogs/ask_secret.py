"""Asking for passphrases: one that opens a key, a new one typed twice, or both."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.new_passphrase import NewPassphrase, passphrase_field
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text


class AskSecret(QDialog):
    """``answered`` carries the passphrase there is and the new one, each empty where it is not asked.

    It stays open until the work that follows is done (``accept``) or failed (``say``).
    """

    answered = Signal(str, str)

    def __init__(
        self,
        title: str,
        sentence: str,
        action: str,
        *,
        old: str = "",
        makes_new: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the passphrase named ``old`` if it has a name, and for a new one if ``makes_new``."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(400))
        self.old = passphrase_field(old) if old else None
        self.new = NewPassphrase() if makes_new else None
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.going = Button(action, self.answer, kind=PRIMARY)
        layout = QVBoxLayout(self)
        fill(layout, (Text(title, "heading", wrap=True), Text(sentence, tone="soft", wrap=True)), M, L)
        if self.old:
            line = QFormLayout()
            line.setHorizontalSpacing(px(L))
            line.addRow(old, self.old)
            layout.addLayout(line)
        if self.new:
            layout.addWidget(self.new)
        layout.addWidget(self.trouble)
        layout.addLayout(row(None, Button(_("Cancel"), self.reject), self.going))

    def answer(self) -> None:
        """Give the passphrases away, or say what is missing."""
        why_not = self.new.why_not() if self.new else ""
        if self.old and not self.old.text():
            why_not = _("Type the passphrase.")
        self.trouble.setText(why_not)
        self.trouble.setVisible(bool(why_not))
        if not why_not:
            self.setEnabled(False)
            self.answered.emit(self.old.text() if self.old else "", self.new.passphrase if self.new else "")

    def say(self, error: BaseException) -> None:
        """Say what went wrong and let it be tried again; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()
        self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        field = self.old or (self.new.first if self.new else None)
        if field:
            field.setFocus()
            field.selectAll()


def ask_secret(
    parent: QWidget, title: str, sentence: str, action: str, *, old: str = "", makes_new: bool = False
) -> AskSecret:
    """Open the dialog over the window of ``parent``; it goes when it is closed."""
    dialog = AskSecret(title, sentence, action, old=old, makes_new=makes_new, parent=parent.window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
