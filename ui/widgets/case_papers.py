"""Entering a step for somebody else (代录): their name, and the scan of their paper."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.words import _, plural
from ui.widgets.buttons import LINK, Button
from ui.widgets.drop_zone import files_in
from ui.widgets.panel import XS, fill
from ui.widgets.text import Elided


class PapersField(QWidget):
    """Files that are dropped or chosen; ``changed`` follows each."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._name = name
        self.files: tuple[Path, ...] = ()
        self.chosen = Elided(_("none yet: drop them here, or choose"), tone="soft")
        self.choosing = Button(_("Choose files…"), self.choose, kind=LINK)
        self.choosing.setAccessibleName(f"{name}: {_('Choose files…')}")
        self.clearing = Button(_("Leave out"), self.clear, kind=LINK)
        self.setFocusProxy(self.choosing)
        layout = QHBoxLayout(self)
        fill(layout, (self.chosen, self.choosing, self.clearing))
        layout.setStretch(0, 1)
        self.clearing.hide()

    def give(self, files: Sequence[Path]) -> None:
        """Take these files beside those given before."""
        self.files = tuple(dict.fromkeys((*self.files, *files)))
        self._say()

    def clear(self) -> None:
        """Leave all of them out again."""
        self.files = ()
        self._say()
        self.choosing.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Open the system's picker."""
        picker = QFileDialog(self.window(), self._name, "", _("All files (*)"))
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.filesSelected.connect(lambda files: self.give([Path(file) for file in files]))
        picker.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files can be let go here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let go."""
        self.give(files_in(event.mimeData()))
        event.acceptProposedAction()

    def _say(self) -> None:
        names = ", ".join(file.name for file in self.files)
        count = plural("{n} file", "{n} files", len(self.files))
        self.chosen.setText(f"{count}: {names}" if names else _("none yet: drop them here, or choose"))
        self.clearing.setVisible(bool(self.files))
        self.changed.emit()


class EnteredFor(QWidget):
    """Whether the step is somebody else's who has no program, who they are, and the scan of their paper."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox(_("Enter it for somebody else"))
        self.box.setToolTip(_("For a unit without the program; it is said on screen and paper."))
        self.who = QLineEdit()
        self.who.setAccessibleName(_("For whom"))
        self.who.setPlaceholderText(_("For whom"))
        self.scans = PapersField(_("Scan of their paper"))
        fill(QVBoxLayout(self), (self.box, self.who, self.scans), XS)
        self.box.toggled.connect(self._show)
        self.who.textEdited.connect(lambda _text: self.changed.emit())
        self.scans.changed.connect(self.changed)
        self._show(on=False)

    @property
    def name(self) -> str:
        """For whom; empty for what is one's own."""
        return self.who.text().strip() if self.box.isChecked() else ""

    @property
    def is_unsaid(self) -> bool:
        """Whether it is said to be somebody else's, but not whose."""
        return self.box.isChecked() and not self.name

    @property
    def files(self) -> tuple[Path, ...]:
        """The scans, if it is somebody else's."""
        return self.scans.files if self.box.isChecked() else ()

    def _show(self, on: bool) -> None:
        self.who.setVisible(on)
        self.scans.setVisible(on)
        if on:
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
