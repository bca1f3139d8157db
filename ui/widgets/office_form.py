"""Three short questions with which an office begins."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from db.office_start import OfficeAnswers
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.new_passphrase import SHORTEST, passphrase_field
from ui.widgets.panel import L, M, Panel, Rule, fill, row
from ui.widgets.text import Elided, Text

WIDTH = 620


class OfficeForm(Panel):
    """``answered`` carries the ``OfficeAnswers`` and the folder, ``left`` comes when it was not meant."""

    answered = Signal(object, object)
    left = Signal()
    folder_asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(gap=M, margin=L)
        self.setMaximumWidth(px(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.folder = folder
        self.office, self.founder, self.grid = QLineEdit(), QLineEdit(), QLineEdit()
        self.passphrase, self.again = passphrase_field(""), passphrase_field("")
        self.office.setPlaceholderText(_("such as: rectification office of … county"))
        self.grid.setPlaceholderText(_("such as: … village; may stay empty"))
        self.place = Elided(str(folder), tone="soft")
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.starting = Button(_("Start the office"), self.answer, kind=PRIMARY)
        self.leaving = Button(_("Back"), self.left.emit)
        changing = Button(_("Another folder"), self.folder_asked.emit, kind=LINK)
        for part in (
            Text(_("Start an office"), "title", wrap=True),
            _side_by_side(
                FormField(_("1. What is the office called?"), self.office),
                FormField(_("And your own name?"), self.founder),
            ),
            FormField(
                _("2. Which grid do you look after first?"),
                self.grid,
                _("A grid below the office. Left empty, you look after the whole area; grids can follow."),
            ),
            _side_by_side(
                FormField(_("3. A passphrase for your signature"), self.passphrase),
                FormField(_("The same again"), self.again),
            ),
            Text(
                _(
                    "It protects your key and the office's. Nobody can bring it back: write it down and lock "
                    "it away."
                ),
                tone="soft",
                wrap=True,
            ),
            Rule(),
            _line(Text(_("Kept in")), self.place, changing),
            self.trouble,
            row(None, self.leaving, self.starting),
        ):
            self.content.addWidget(part) if isinstance(part, QWidget) else self.content.addLayout(part)
        for field in (self.office, self.founder, self.grid, self.passphrase, self.again):
            field.returnPressed.connect(self.focusNextChild)
        self.again.returnPressed.disconnect()
        self.again.returnPressed.connect(self.answer)

    def keep_in(self, folder: Path) -> None:
        """Make the workspace in another folder."""
        self.folder = folder
        self.place.setText(str(folder))

    def say(self, sentence: str) -> None:
        """Say in place what is missing or went wrong; nothing is said with an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def answer(self) -> None:
        """Give the answers away, or say what is missing and go there."""
        for field, sentence in (
            (self.office, _("The office needs a name.")),
            (self.founder, _("Your name is missing; it stands on what you sign.")),
        ):
            if not field.text().strip():
                self._miss(field, sentence)
                return
        if len(self.passphrase.text()) < SHORTEST:
            self._miss(
                self.passphrase, plural("At least {n} character.", "At least {n} characters.", SHORTEST)
            )
            return
        if self.passphrase.text() != self.again.text():
            self._miss(self.again, _("The two passphrases differ."))
            return
        self.say("")
        given = OfficeAnswers(
            office_name=self.office.text().strip(),
            founder_name=self.founder.text().strip(),
            first_grid=self.grid.text().strip(),
            passphrase=self.passphrase.text(),
        )
        self.answered.emit(given, self.folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _miss(self, field: QLineEdit, sentence: str) -> None:
        self.say(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def _side_by_side(one: QWidget, other: QWidget) -> QVBoxLayout:
    pair = row(one, other, gap=M)
    pair.setStretch(0, 1)
    pair.setStretch(1, 1)
    for part in (one, other):
        pair.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    whole = QVBoxLayout()
    fill(whole, (pair,), 0)
    return whole


def _line(name: QWidget, value: QWidget, action: QWidget) -> QVBoxLayout:
    line = row(name, value, action, gap=M)
    line.setStretch(1, 1)
    whole = QVBoxLayout()
    fill(whole, (line,), 0)
    return whole
