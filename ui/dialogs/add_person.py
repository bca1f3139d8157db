"""Adding somebody with a role in a grid, who may then act on this device."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from db.queries.settings import Ground
from inspector.errors import Refused, Spoken
from inspector.model.ids import PersonId
from inspector.model.person import ROLE_NAMES, Person, Role, give_role, new_person
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.new_passphrase import passphrase_field
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text


class AddPerson(QDialog):
    """``written`` carries a ``PersonAdded``, a ``RoleGiven`` and the office's passphrase where it is needed.

    It stays open until that is recorded (``accept``) or failed (``say``).
    """

    written = Signal(object, object, str)

    def __init__(
        self,
        grounds: Sequence[Ground],
        today: date,
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New person"))
        self.setMinimumWidth(px(380))
        self._today, self._new_id = today, new_id
        self.name, self.card = QLineEdit(), QLineEdit()
        self.grid, self.role = QComboBox(), QComboBox()
        for ground in reversed(grounds):
            self.grid.addItem(ground.grid.name, ground)
        for role, name in ROLE_NAMES.items():
            self.role.addItem(_(name), role.value)
        self.passphrase = passphrase_field(_("Passphrase of the office"))
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Add the person"), self.save, kind=PRIMARY)
        self._card = FormField(_("Number of the enforcement card"), self.card)
        self._passphrase = FormField(
            _("Passphrase of the office"),
            self.passphrase,
            _("Who acts for the office itself is entitled with the office's key."),
        )
        parts = (
            FormField(_("Full name"), self.name),
            FormField(_("Grid"), self.grid),
            FormField(_("Role"), self.role),
            self._card,
            self._passphrase,
            self.trouble,
            row(None, Button(_("Cancel"), self.reject), self.saving),
        )
        fill(QVBoxLayout(self), parts, M, L)
        for choice in (self.grid, self.role):
            choice.currentIndexChanged.connect(self._arrange)
        self._arrange()

    def choose(self, grid: str) -> None:
        """Propose the grid of the role."""
        grounds = [self.grid.itemData(at) for at in range(self.grid.count())]
        self.grid.setCurrentIndex([ground.grid.id for ground in grounds].index(grid))

    def save(self) -> None:
        """Give away what was written if it holds, or say what does not."""
        ground: Ground = self.grid.currentData()
        try:
            added = new_person(self._new_id(), self.name.text())
            person = Person(id=PersonId(added.subject), name=added.name)
            role = give_role(
                person, Role(self.role.currentData()), ground.grid.id, self._today, self.card.text()
            )
        except Refused as refusal:
            self.say(refusal)
            return
        if ground.needs_office_key and not self.passphrase.text():
            self.say(Refused(N_("Type the passphrase of the office, or choose a grid below it.")))
            return
        self.setEnabled(False)
        self.written.emit(added, role, self.passphrase.text() if ground.needs_office_key else "")

    def say(self, error: BaseException) -> None:
        """Say what went wrong and let it be tried again; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _arrange(self) -> None:
        ground: Ground = self.grid.currentData()
        self._card.setVisible(self.role.currentData() == Role.OFFICER.value)
        self._passphrase.setVisible(ground.needs_office_key)
        self.adjustSize()
