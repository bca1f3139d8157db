"""Making a search list (举一反三) of a finding, or adding places to one."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.site_choices import SiteChoices
from inspector.errors import Spoken
from inspector.model.search_list_life import SearchPlace
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import stand
from ui.widgets.panel import M, fill, row
from ui.widgets.search_places import PlaceChooser
from ui.widgets.text import Text

WIDTH, LINES, TERM = 560, 58, 7
"""Pixels; and the days that are proposed."""


class PlacesDialog(QDialog):
    """Asks for further places; ``asked`` says that they are to be recorded, it stays open until they are."""

    asked = Signal()

    def __init__(self, about: str, chooser: PlaceChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chooser = chooser
        self.named = chooser.names
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.doing = Button(self.action(), self.ask, kind=PRIMARY)
        self.doing.setToolTip(_("Ctrl+Enter"))
        self.setWindowTitle(self.action())
        middle = QVBoxLayout()
        fill(middle, (Text(about, tone="soft", wrap=True), *self.fields(), chooser, self.trouble), M)
        middle.addStretch(1)
        stand(self, middle, row(None, Button(_("Cancel"), self.reject), self.doing), WIDTH)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask)

    def action(self) -> str:
        """Name what it does."""
        return _("Add places")

    def fields(self) -> tuple[QWidget, ...]:
        """Give what is asked before the places."""
        return ()

    def places(self) -> tuple[SearchPlace, ...]:
        """Give the places that were chosen."""
        return self.chooser.places()

    def ask(self) -> None:
        """Ask for it to be recorded, once."""
        if self.doing.isEnabled():
            self.trouble.hide()
            self.doing.setEnabled(False)
            self.asked.emit()

    def say(self, error: BaseException) -> None:
        """Say why it could not be recorded and let it be tried again; a fault of ours goes its own way."""
        self.doing.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()


class SearchNewDialog(PlacesDialog):
    """Asks what to look for, by when and where; the words of the finding are proposed."""

    def __init__(
        self,
        about: str,
        text: str,
        today: date,
        choices: SiteChoices,
        but: str,
        parent: QWidget | None = None,
    ) -> None:
        self.text = QPlainTextEdit(text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(LINES))
        self.due = DayField(_("To be answered by"), today, ahead=True)
        self.due.show_day(today + timedelta(days=TERM))
        super().__init__(about, PlaceChooser(choices, but=but), parent)

    def action(self) -> str:
        """Name what it does."""
        return _("Make the search list")

    def fields(self) -> tuple[QWidget, ...]:
        """Ask what to look for, and by when."""
        held = QWidget()
        fill(QHBoxLayout(held), (self.due, None))
        return (FormField(_("What to look for"), self.text), FormField(_("To be answered by"), held))
