"""Signing a report: who signs what with which certificate; without one, it is made in place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from db.keys import KeptKey
from db.queries.paper_rules import role_of
from inspector.errors import Spoken
from inspector.periods import Instant, short_day
from inspector.words import _, in_language, spoken, translate
from ui.report_making import SigningQuestion
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.new_passphrase import NewPassphrase, passphrase_field
from ui.widgets.panel import Inset, Scroll, column, fill, row
from ui.widgets.text import Elided, Text


class SigningDialog(QDialog):
    """Stays open until the report is signed or the person gives up.

    ``unlocking_asked`` carries a ``KeptKey`` and its passphrase, ``making_asked`` the passphrase for a new
    certificate; ``signing_asked`` comes alone where the key is open already, ``locking_asked`` with Ctrl+L.
    """

    unlocking_asked = Signal(object, str)
    locking_asked = Signal()
    making_asked = Signal(str)
    signing_asked = Signal()

    def __init__(
        self, question: SigningQuestion, unlocked_until: Instant | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sign the report"))
        self.setMinimumWidth(px(480))
        self._question = question
        self.has_open_key = unlocked_until is not None
        self._makes = not question.keys and not self.has_open_key
        self.certificate = QComboBox()
        for key in question.keys:
            self.certificate.addItem(_("{name} · {number}", name=key.name, number=key.sha256[:16]), key)
        self.certificate.setAccessibleName(_("Certificate"))
        self.passphrase = passphrase_field(_("Passphrase"))
        self.new = NewPassphrase()
        self.forgotten = Button(_("Forgotten? Make a new certificate"), self.make_new, kind=LINK)
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.giving_up = Button(_("Cancel"), self.reject)
        self.signing = Button(_("Sign"), self._sign, kind=PRIMARY, icon="pen-line")
        self.signing.setDefault(True)
        self._with_key = self._opening(unlocked_until)
        self._without = self._making()
        self._body = column(Text(_("Sign the report"), "heading"), self._subject(), gap=12)
        for part in (self._with_key, self._without, self.error):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._scroll = Scroll(self._body)
        self._foot = row(None, self.giving_up, self.signing)
        layout = QVBoxLayout(self)
        fill(layout, (self._scroll, self._foot), 12, 16)
        layout.setStretch(0, 1)
        QShortcut(QKeySequence("Ctrl+L"), self, self.locking_asked.emit)
        self.error.hide()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where one types."""
        super().showEvent(event)
        self._fit()
        self._focus()

    def make_new(self) -> None:
        """Make another certificate in the place of one whose passphrase is lost."""
        self._makes = True
        self._arrange()
        self._focus()

    def say_busy(self) -> None:
        """Say that it is being signed; nothing can be changed meanwhile."""
        self._allow(allowed=False)
        self.error.hide()
        self.signing.setText(_("Signing…"))

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let the person try again."""
        self._allow(allowed=True)
        self._arrange()
        self._say(translate(error))
        self._focus()

    def _sign(self) -> None:
        if self._makes:
            if why_not := self.new.why_not():
                self._say(why_not)
            else:
                self.say_busy()
                self.making_asked.emit(self.new.passphrase)
        elif self.has_open_key:
            self.say_busy()
            self.signing_asked.emit()
        elif not self.passphrase.text():
            self._say(_("Type the passphrase of your certificate."))
        else:
            self.say_busy()
            key: KeptKey = self.certificate.currentData()
            self.unlocking_asked.emit(key, self.passphrase.text())

    def _subject(self) -> QWidget:
        report, signer = self._question.report, self._question.signer
        day = short_day(report.day, in_language(spoken()))
        role = _(role_of(self._question.place.field))
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        for name, text in (
            (_("The report"), " · ".join(part for part in (day, report.grid, report.number) if part)),
            (_("Signer"), f"{signer.name} · {role}"),
        ):
            fields.addRow(Text(name, tone="soft"), Elided(text))
        held = QWidget()
        held.setLayout(fields)
        fields.setContentsMargins(0, 0, 0, 0)
        return held

    def _opening(self, unlocked_until: Instant | None) -> QWidget:
        if unlocked_until:
            sentence = _("Your key is open until {time}; Ctrl+L forgets it.", time=unlocked_until.clock)
            return Inset("accent", Text(sentence, wrap=True))
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        fields.setContentsMargins(0, 0, 0, 0)
        fields.addRow(_("Certificate"), self.certificate)
        fields.addRow(_("Passphrase"), self.passphrase)
        told = _(
            "It is asked at most once in 15 minutes. The key stays in memory; Ctrl+L forgets it at once."
        )
        held = QWidget()
        held.setLayout(column(fields, Text(told, tone="soft", wrap=True), row(self.forgotten, None)))
        return held

    def _making(self) -> QWidget:
        told = (
            _("{name} has no certificate here yet. It is made now and kept on this device.")
            if not self._question.keys
            else _("{name} gets a new certificate. What the old one signed stays valid.")
        )
        held = QWidget()
        sentence = Text(told.format(name=self._question.signer.name), wrap=True)
        held.setLayout(column(Inset("blue", sentence), self.new, gap=12))
        return held

    def _arrange(self) -> None:
        self._with_key.setVisible(not self._makes)
        self._without.setVisible(self._makes)
        self.signing.setText(_("Make certificate and sign") if self._makes else _("Sign"))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need and the screen allows; the rest scrolls."""
        width = max(self.width(), self.minimumWidth()) - 2 * px(16)
        # words that wrap claim more at least than they take at this width
        content = max(self._body.totalHeightForWidth(width), self._body.minimumSize().height())
        wanted = content + self._foot.sizeHint().height() + px(12) + 2 * px(16)
        room = self.screen().availableSize().height() - px(32)
        self.resize(self.width(), min(wanted, room))

    def _allow(self, *, allowed: bool) -> None:
        for part in (self._with_key, self._without, self.signing):
            part.setEnabled(allowed)

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self._fit()

    def _focus(self) -> None:
        field = self.new.first if self._makes else self.passphrase
        if not self._makes and self.has_open_key:
            self.signing.setFocus()
        else:
            field.setFocus()
            field.selectAll()
