"""Choosing a passphrase: typed twice, not too short, and a word about what it is good for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.words import _, plural
from ui.theme import px
from ui.widgets.panel import fill
from ui.widgets.text import Text

SHORTEST = 6
"""Characters; a key file is guarded against guessing by its 600,000 rounds too."""


class NewPassphrase(QWidget):
    """Two fields that have to agree; ``changed`` comes with every letter."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = passphrase_field(_("Passphrase"))
        self.again = passphrase_field(_("The same again"))
        told = Text(
            _("A short sentence is best. Nobody can bring back a passphrase that is forgotten."),
            tone="soft",
            wrap=True,
        )
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        for field in (self.first, self.again):
            fields.addRow(field.accessibleName(), field)
            field.textChanged.connect(self.changed)
        layout = QVBoxLayout(self)
        fill(layout, (), 8)
        layout.addLayout(fields)
        layout.addWidget(told)

    @property
    def passphrase(self) -> str:
        """What was typed first."""
        return self.first.text()

    def why_not(self) -> str:
        """Say what is still wrong, in the language of the screen; empty when nothing is."""
        if len(self.first.text()) < SHORTEST:
            return plural("At least {n} character.", "At least {n} characters.", SHORTEST)
        if self.first.text() != self.again.text():
            return _("The two passphrases differ.")
        return ""


def passphrase_field(name: str) -> QLineEdit:
    """Make a field that shows dots; nothing of it is remembered or predicted."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field
