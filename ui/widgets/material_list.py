"""Materials (佐证材料) one below another: opened, saved, taken out; new ones dropped, pasted or picked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector.words import _
from ui.given_files import given_files, is_welcome, sorted_files
from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import XS, S, column, fill, row
from ui.widgets.text import Elided, Text, set_property

ICONS = {"application/pdf": "file-text", "text/csv": "table", "text/plain": "file-text"}
SHEETS = ("spreadsheet", "excel", "wps-office.et")
SIDE = 40


@dataclass(frozen=True, slots=True)
class ShownMaterial:
    """A material as a line: its key, name, MIME type, remark, and a small picture or none."""

    key: str
    name: str
    mime: str
    remark: str
    picture: bytes = b""


def icon_of(mime: str) -> str:
    """Name the icon for a kind of file."""
    if mime.startswith("video/"):
        return "film"
    if mime.startswith("image/"):
        return "image"
    if any(part in mime for part in SHEETS):
        return "table"
    return ICONS.get(mime, "paperclip")


class MaterialLine(QFrame):
    """One material; Enter opens it, Delete takes it out."""

    def __init__(
        self,
        material: ShownMaterial,
        opened: Callable[[], object],
        saved: Callable[[], object],
        taken_out: Callable[[], object],
        *,
        may_change: bool,
    ) -> None:
        super().__init__()
        self._opened = opened
        self._taken_out = taken_out if may_change else None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(material.name)
        self.setAccessibleDescription(material.remark)
        self.mark = QLabel()
        self.mark.setFixedSize(QSize(px(SIDE), px(SIDE)))
        self.mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = QPixmap.fromImage(QImage.fromData(material.picture)) if material.picture else QPixmap()
        if picture.isNull():
            wear_icon(self.mark, icon_of(material.mime), "soft", 24)
        else:
            self.mark.setPixmap(
                picture.scaled(
                    self.mark.size(),
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self.name, self.remark = Elided(material.name), Elided(material.remark, tone="soft")
        self.opening = IconButton("external-link", _("Open {name}", name=material.name), opened)
        self.saving = IconButton("download", _("Save a copy of {name}", name=material.name), saved)
        self.leaving = IconButton("x", _("Take {name} out", name=material.name), taken_out)
        line = QHBoxLayout(self)
        words = column(self.name, self.remark, gap=0)
        fill(line, (self.mark, words, self.opening, self.saving, self.leaving), XS)
        line.setStretch(1, 1)
        self.leaving.setVisible(may_change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or take out from the keyboard."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._opened()
        elif event.key() == Qt.Key.Key_Delete and self._taken_out:
            self._taken_out()
        else:
            super().keyPressEvent(event)


class MaterialList(QFrame):
    """Takes files and shows materials; it reads no file itself.

    ``given`` carries a ``GivenFiles``; ``opened``, ``saved`` and ``taken_out`` the key of a material.
    """

    given = Signal(object)
    opened = Signal(str)
    saved = Signal(str)
    taken_out = Signal(str)

    def __init__(self, *, adds: bool = True, slim: bool = False, parent: QWidget | None = None) -> None:
        """Let files be added or not; ``slim`` takes one line while there are none."""
        super().__init__(parent)
        self._is_slim = slim
        self.setAccessibleName(_("Materials"))
        self.setProperty("drop", "false")
        self._adds = adds
        self.lines: dict[str, MaterialLine] = {}
        self.title = Text(_("Materials"), bold=True)
        self.count = Text(tone="soft")
        self.adding = Button(_("Add files"), self.pick, icon="paperclip")
        self.nothing = Text(
            _("Documents, tables and films that belong here: drop them, or choose files."),
            tone="soft",
            wrap=True,
        )
        self._lines = QVBoxLayout()
        fill(self._lines, (), XS)
        layout = QVBoxLayout(self)
        self.head = row(self.title, self.count, None, self.adding)
        fill(layout, (self.head, self.nothing, self._lines), S)
        self.adding.setVisible(adds)
        self.setAcceptDrops(adds)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if adds else Qt.FocusPolicy.NoFocus)
        self.show_materials(())

    def show_materials(self, materials: Sequence[ShownMaterial]) -> None:
        """Show these materials."""
        for line in self.lines.values():
            self._lines.removeWidget(line)
            line.deleteLater()
        self.lines = {}
        for one in materials:
            self.lines[one.key] = MaterialLine(
                one,
                partial(self.opened.emit, one.key),
                partial(self.saved.emit, one.key),
                partial(self.taken_out.emit, one.key),
                may_change=self._adds,
            )
            self._lines.addWidget(self.lines[one.key])
        self.count.setText(str(len(materials)) if materials else "")
        self.nothing.setVisible(not materials and self._adds and not self._is_slim)
        self.title.setVisible(bool(materials) or not self._is_slim)

    def pick(self) -> None:
        """Let files be chosen."""
        picker = QFileDialog(self.window(), _("Add files"), "")
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.filesSelected.connect(self._give)
        picker.open()

    def paste(self) -> None:
        """Take files from the clipboard."""
        self.given.emit(given_files(QGuiApplication.clipboard().mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V."""
        if self._adds and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files can be let go here."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()
            set_property(self, "drop", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        set_property(self, "drop", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let go."""
        set_property(self, "drop", "false")
        self.given.emit(given_files(event.mimeData()))
        event.acceptProposedAction()

    def _give(self, files: Sequence[str]) -> None:
        self.given.emit(sorted_files([Path(file) for file in files]))
