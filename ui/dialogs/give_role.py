"""Giving somebody there is a further role, or ending one, on a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QLineEdit, QVBoxLayout, QWidget

from inspector.errors import Refused, Spoken
from inspector.model.ids import PersonId
from inspector.model.person import ROLE_NAMES, Person, Role, give_role
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form_field import FormField
from ui.widgets.new_passphrase import passphrase_field
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text


def day_field(day: date) -> QDateEdit:
    """Make a field for a day."""
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    return field


def day_in(field: QDateEdit) -> date:
    """Give the day in a field."""
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


class GiveRole(QDialog):
    """``written`` carries a ``RoleGiven`` and the office's passphrase where it is needed.

    It stays open until that is recorded (``accept``) or failed (``say``).
    """

    written = Signal(object, str)

    def __init__(
        self,
        people: Sequence[tuple[PersonId, str]],
        grid: str,
        grid_name: str,
        today: date,
        parent: QWidget | None = None,
        *,
        needs_office_key: bool,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Give a role in {grid}", grid=grid_name))
        self.setMinimumWidth(px(360))
        self._grid, self._needs_office_key = grid, needs_office_key
        self.person, self.role = ChoiceField(), ChoiceField()
        self.person.offer(people)
        self.role.offer([(role.value, _(name)) for role, name in ROLE_NAMES.items()])
        self.card, self.since = QLineEdit(), day_field(today)
        self.passphrase = passphrase_field(_("Passphrase of the office"))
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self._card = FormField(_("Number of the enforcement card"), self.card)
        key = FormField(
            _("Passphrase of the office"),
            self.passphrase,
            _("Who acts for the office itself is entitled with the office's key."),
        )
        saving = Button(_("Give the role"), self.save, kind=PRIMARY)
        parts = (
            FormField(_("Full name"), self.person),
            FormField(_("Role"), self.role),
            self._card,
            FormField(_("From"), self.since),
            key,
            self.trouble,
            row(None, Button(_("Cancel"), self.reject), saving),
        )
        fill(QVBoxLayout(self), parts, M, L)
        key.setVisible(needs_office_key)
        self.role.currentIndexChanged.connect(self._arrange)
        self._arrange()

    def save(self) -> None:
        """Give the role away if it holds, or say what does not."""
        person = Person(id=PersonId(self.person.value()), name=self.person.currentText())
        try:
            role = give_role(
                person, Role(self.role.value()), self._grid, day_in(self.since), self.card.text()
            )
        except Refused as refusal:
            self.say(refusal)
            return
        if self._needs_office_key and not self.passphrase.text():
            self.say(Refused(N_("Type the passphrase of the office, or choose a grid below it.")))
            return
        self.setEnabled(False)
        self.written.emit(role, self.passphrase.text() if self._needs_office_key else "")

    def say(self, error: BaseException) -> None:
        """Say what went wrong and let it be tried again; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _arrange(self) -> None:
        self._card.setVisible(self.role.value() == Role.OFFICER.value)
        self.adjustSize()


class EndRole(QDialog):
    """``written`` carries the last day of a role."""

    written = Signal(object)

    def __init__(self, person: str, role: Role, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("End the role"))
        self.setMinimumWidth(px(320))
        self.until = day_field(today)
        words = Text(
            _("{person} is no longer {role} after this day.", person=person, role=_(ROLE_NAMES[role]))
        )
        words.setWordWrap(True)
        ending = Button(_("End the role"), self.save, kind=PRIMARY)
        fill(
            QVBoxLayout(self),
            (
                words,
                FormField(_("Last day"), self.until),
                row(None, Button(_("Cancel"), self.reject), ending),
            ),
            M,
            L,
        )

    def save(self) -> None:
        """Give the day away."""
        self.accept()
        self.written.emit(day_in(self.until))
