"""Adding a grid below one there is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from db.queries.settings import Ground
from inspector.errors import Refused
from inspector.model.grid import new_grid
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text


class AddGrid(QDialog):
    """``written`` carries a ``GridAdded``."""

    written = Signal(object)

    def __init__(
        self, grounds: Sequence[Ground], new_id: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New grid"))
        self.setMinimumWidth(px(380))
        self._new_id = new_id
        self.name, self.code = QLineEdit(), QLineEdit()
        self.parent_grid = QComboBox()
        for ground in grounds:
            self.parent_grid.addItem(ground.grid.name, ground)
        self.parent_grid.currentIndexChanged.connect(self._propose_code)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Add the grid"), self.save, kind=PRIMARY)
        parts = (
            FormField(_("Name"), self.name),
            FormField(_("Belongs to"), self.parent_grid),
            FormField(_("Code"), self.code, _("Stands in the numbers of reports and findings.")),
            self.trouble,
            row(None, Button(_("Cancel"), self.reject), self.saving),
        )
        fill(QVBoxLayout(self), parts, M, L)
        self._propose_code()

    def choose(self, above: str) -> None:
        """Propose the grid it belongs to."""
        grounds = [self.parent_grid.itemData(at) for at in range(self.parent_grid.count())]
        self.parent_grid.setCurrentIndex([ground.grid.id for ground in grounds].index(above))

    def save(self) -> None:
        """Give the grid away if it holds, or say what does not."""
        ground: Ground = self.parent_grid.currentData()
        above = ground.grid
        try:
            added = new_grid(self._new_id(), self.name.text(), self.code.text(), above.level + 1, above)
        except Refused as refusal:
            self.trouble.setText(translate(refusal))
            self.trouble.show()
            return
        self.accept()
        self.written.emit(added)

    def _propose_code(self) -> None:
        ground: Ground = self.parent_grid.currentData()
        self.code.setText(ground.next_code)
