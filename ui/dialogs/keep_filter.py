"""Asking for the name under which a filter of a list is kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

LONGEST = 40


class KeepFilter(QDialog):
    """``written`` carries the name, and whether the filter is shown when the list is opened."""

    written = Signal(str, bool)

    def __init__(self, taken: Sequence[str], parent: QWidget | None = None) -> None:
        """Ask; a name of ``taken`` is said to be replaced."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Save this filter"))
        self.setMinimumWidth(px(340))
        self._taken = frozenset(taken)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.first = QCheckBox(_("Show it first when the program starts"))
        self.remark = Text(tone="amber", wrap=True)
        self.remark.hide()
        self.saving = Button(_("Save"), self.save, kind=PRIMARY)
        self.name.textChanged.connect(self._look)
        parts = (
            FormField(_("Name"), self.name),
            self.first,
            self.remark,
            row(None, Button(_("Cancel"), self.reject), self.saving),
        )
        fill(QVBoxLayout(self), parts, M, L)
        self._look("")

    def save(self) -> None:
        """Give the name away."""
        self.accept()
        self.written.emit(self.name.text().strip(), self.first.isChecked())

    def _look(self, text: str) -> None:
        name = text.strip()
        self.saving.allow(bool(name), _("A filter needs a name."))
        self.remark.setText(_("A filter of this name is replaced."))
        self.remark.setVisible(name in self._taken)
