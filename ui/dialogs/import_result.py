"""Which photos of an import were not taken in, and why; those that are here already can be added again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _, plural, translate
from ui.shortcuts import page_key
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.panel import S, fill, row
from ui.widgets.text import Text

ERROR_ROLE = int(Qt.ItemDataRole.UserRole)


class ImportResult(QDialog):
    """Two lists that can be copied; ``added`` carries the chosen sentences about photos seen before."""

    added = Signal(object)

    def __init__(
        self,
        refused: Sequence[Spoken],
        seen: Sequence[Spoken],
        *,
        may_add: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photos that were not taken in"))
        self._errors = [*refused, *seen]
        self.refused, self.seen = _list(_("Refused"), refused), _list(_("Here already"), seen)
        self.copying = Button(_("Copy the list"), self.copy, icon="copy")
        self.adding = Button(_("Add the chosen ones nevertheless"), self._add, icon="plus")
        self.adding.setEnabled(False)
        self.seen.itemSelectionChanged.connect(
            lambda: self.adding.setEnabled(bool(self.seen.selectedItems()))
        )
        layout = QVBoxLayout(self)
        fill(layout, (), S, 12)
        for title, errors, shown in (
            (
                plural("{n} photo can't be read", "{n} photos can't be read", len(refused)),
                refused,
                self.refused,
            ),
            (plural("{n} photo is here already", "{n} photos are here already", len(seen)), seen, self.seen),
        ):
            heading = Text(title, bold=True)
            layout.addWidget(heading)
            layout.addWidget(shown, 1)
            heading.setVisible(bool(errors))
            shown.setVisible(bool(errors))
        layout.addLayout(row(self.copying, None, self.adding, Button(_("Close"), self.reject)))
        self.adding.setVisible(may_add and bool(seen))
        page_key(self, "Ctrl+C", self.copy)
        self.resize(px(560), px(360))

    def copy(self) -> None:
        """Put all sentences on the clipboard, a line each."""
        QGuiApplication.clipboard().setText("\n".join(translate(error) for error in self._errors))

    def _add(self) -> None:
        chosen = [item.data(ERROR_ROLE) for item in self.seen.selectedItems()]
        self.accept()
        self.added.emit(chosen)


def _list(name: str, errors: Sequence[Spoken]) -> QListWidget:
    shown = QListWidget()
    shown.setAccessibleName(name)
    shown.setWordWrap(True)
    shown.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for error in errors:
        item = QListWidgetItem(translate(error))
        item.setData(ERROR_ROLE, error)
        shown.addItem(item)
    return shown
