"""Naming who complained where that becomes known only later, or was wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.complainant_fields import ComplainantFields
from ui.widgets.panel import Scroll, column, fill, row
from ui.widgets.text import Text


class NameComplainant(QDialog):
    """``named`` carries a ``Complainant``; the dialog stays until it is recorded."""

    named = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Name the complainant"))
        self.fields = ComplainantFields()
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Seal"), lambda: self.named.emit(self.fields.who()), kind=PRIMARY)
        self.saving.setShortcut("Ctrl+Return")
        closing = Button(_("Cancel"), self.reject)
        layout = QVBoxLayout(self)
        fill(
            layout, (Scroll(column(self.fields, None)), self.trouble, row(None, closing, self.saving)), 12, 16
        )
        room = self.screen().availableSize()
        self.resize(min(px(440), room.width() - px(32)), min(px(460), room.height() - px(64)))

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()
