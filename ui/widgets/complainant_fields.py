"""Where who complained is typed: sealed as soon as it is recorded, and kept nowhere else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from inspector.model.complainant import Complainant
from inspector.words import _
from ui.widgets.form_field import FormField
from ui.widgets.panel import Inset
from ui.widgets.text import Text


class ComplainantFields(Inset):
    """Four lines on a ground of their own; ``changed`` follows each key."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("accent", Text(_("Complainant"), bold=True))
        told = _(
            "Sealed to those who handle this complaint. It stands in no list, report, export, search or log; "
            "leave it empty if nobody is named."
        )
        self.content.addWidget(Text(told, tone="soft", wrap=True))
        self.name, self.phone, self.home, self.note = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for name, field in (
            (_("Complainant's name"), self.name),
            (_("Complainant's phone"), self.phone),
            (_("Complainant's address"), self.home),
            (_("Further contact"), self.note),
        ):
            field.textChanged.connect(lambda _text: self.changed.emit())
            self.content.addWidget(FormField(name, field))

    def who(self) -> Complainant:
        """Give who complained, as typed."""
        return Complainant(
            name=self.name.text().strip(),
            phone=self.phone.text().strip(),
            address=self.home.text().strip(),
            note=self.note.text().strip(),
        )

    def show_who(self, who: Complainant) -> None:
        """Go on with what was typed before."""
        self.name.setText(who.name)
        self.phone.setText(who.phone)
        self.home.setText(who.address)
        self.note.setText(who.note)
